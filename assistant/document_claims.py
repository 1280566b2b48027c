"""Judges what a question takes for granted of a document: its issuer, its day of issue."""

from __future__ import annotations

import re
from datetime import date

from assistant.answer import Verdict
from assistant.question import ParsedQuestion
from assistant.temporal import asked_day
from index.document import PolicyDocument

_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_DAY_OF_MONTH = re.compile(r"(?<!\d)(3[01]|[12]\d|[1-9])[号日]")
_LEVEL = re.compile(r"国务院|中央|[省市县区](?=人民政府|政府|里|级|委|办|发)")


def judge_day(day: date, question: ParsedQuestion, as_of: date) -> Verdict | None:
    """Judge the year, month or day of issue that a question names; ``None`` where it names none."""
    text = question.normalized
    year = asked_day(text) or asked_day(f"还{text}", as_of)
    month, number = _MONTH.search(text), _DAY_OF_MONTH.search(text)
    if not (year or month or number or "今年" in text):
        return None
    claimed = [year.year == day.year] if year else ["今年" not in text or day.year == as_of.year]
    claimed += [int(month.group(1)) == day.month] if month else []
    claimed += [int(number.group(1)) == day.day] if number else []
    return "yes" if all(claimed) else "no"


def judge_level(document: PolicyDocument, question: ParsedQuestion) -> Verdict | None:
    """Judge of which level a question takes the issuer to be."""
    claimed = set(_LEVEL.findall(question.normalized))
    if len(claimed) != 1:
        return None
    held = {level for name in document.issuers for level in _LEVEL.findall(name)[-1:]}
    return "yes" if claimed == held else "no"
