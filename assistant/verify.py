"""Checks an answer before it leaves: quotes verbatim, every number supported."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import Answer, Checks
from assistant.wording import HOTLINE, chinese_day
from index.tokenization import normalize

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def numbers_in(text: str) -> list[str]:
    """Return every Arabic number of a text, thousands separators removed, in order."""
    return _NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", normalize(text)))


def unsupported_numbers(answer: Answer, extra: Iterable[str] = ()) -> list[str]:
    """Return the numbers of the answer's text that nothing it may rest on contains.

    Support is a cited or related clause, the document's metadata, the question, the as-of day,
    the hotline, or ``extra`` (counts taken from the index, operands of a shown computation).
    """
    sources = [answer.question, answer.standalone_question, chinese_day(answer.as_of), HOTLINE]
    sources += [c.clause.text for c in answer.citations] + [c.text for c in answer.related]
    for citation in answer.citations:
        document = citation.document
        sources += [document.title, document.doc_number or "", *document.cc]
        days = (
            document.issue_date,
            citation.validity.effective_from,
            citation.validity.until,
            document.validity.effective_from,
            document.validity.until,
        )
        sources += [chinese_day(day) for day in days if day]
    supported = set(extra)
    for source in sources:
        supported.update(numbers_in(source))
    return [number for number in numbers_in(answer.text) if number not in supported]


def check(answer: Answer, extra: Iterable[str] = ()) -> Checks:
    """Return what holds of an answer: its quotes verbatim and its numbers supported."""
    verbatim = all(
        0 <= c.quote_span[0] < c.quote_span[1] <= len(c.clause.text) for c in answer.citations
    )
    return Checks(verbatim, not unsupported_numbers(answer, extra))
