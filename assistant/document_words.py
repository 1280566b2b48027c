"""Facts of a document that no field holds, but a sentence of its opening or its end states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Citation
from assistant.catalogue import Catalogue
from assistant.found import Found
from assistant.question import ParsedQuestion
from assistant.wording import document_label
from index.document import Clause, PolicyDocument, Span
from index.sentences import split_sentences

#: Facts that a sentence of the document states, wherever it stands.
_STATED_BY: dict[str, re.Pattern[str]] = {
    "interpretation": re.compile(r"负责解释|解释权|由[^，。]{2,20}解释"),
    "basis": re.compile(r"(?:根据|依据|按照|承接|落实|贯彻)[^。]{4,}(?:制定|结合|提出)"),
    "conflict": re.compile(r"不一致|抵触|遵照执行|从其规定|以[^，。]{2,12}为准|按新规定"),
    "scope": re.compile(r"适用于|适用本|适用范围"),
    "purpose": re.compile(r"^为|为(?:了|进一步|深入|贯彻)"),
}
#: The level of whose rules a question on a conflict speaks.
_LEVELS = (re.compile(r"省|浙江"), re.compile(r"国家|中央|国务院"), re.compile(r"市里|县里|区里"))


def stated_fact(
    catalogue: Catalogue, document: PolicyDocument, asked: Sequence[str],
    question: ParsedQuestion, as_of: date,
) -> Found | None:  # fmt: skip
    """Quote the sentence that states the first fact asked for; ``None`` where none does.

    A sentence on another level's rules than the question speaks of does not state it.
    """
    stated = _stating(catalogue, document, asked[0]) if asked else None
    if stated is None:
        return None
    clause, (start, end) = stated
    words = clause.text[start:end].strip()
    citation = Citation(clause, document, (start, end), as_of)
    levels = [level for level in _LEVELS if level.search(question.normalized)]
    if "conflict" in asked and levels and not any(level.search(words) for level in levels):
        text = f"{document_label(document)}没有写明这种情况怎么办，只写了：“{words}”"
        return Found("document", "not_specified", text, (citation,), document.issuers)
    text = f"{document_label(document)}写的是：“{words}”"
    return Found("document", "answered", text, (citation,), document.issuers)


def _stating(
    catalogue: Catalogue, document: PolicyDocument, name: str
) -> tuple[Clause, Span] | None:
    """Return the sentence that states a fact."""
    pattern = _STATED_BY.get(name)
    if pattern is None:
        return None
    for clause in _frame_clauses(catalogue, document, name):
        for start, end in split_sentences(clause.text):
            if pattern.search(clause.text[start:end].strip()):
                return clause, (start, end)
    return None


def _frame_clauses(catalogue: Catalogue, document: PolicyDocument, name: str) -> list[Clause]:
    """Return what opens and closes a document, with its articles, where a fact stands first."""
    opening, closing, articles = (
        catalogue.of_kind(document, "preamble"), catalogue.of_kind(document, "closing"),
        catalogue.of_kind(document, "article"),
    )  # fmt: skip
    if name in ("basis", "purpose", "scope"):
        return [*opening, *articles]
    return [*closing, *articles[::-1], *opening]
