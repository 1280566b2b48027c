"""Hold the dates in a condition against those that an asker names: 2025年购置…的."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.requirements import content_words
from assistant.statements import Statement
from index.amounts import find_quantities
from index.quantity import Quantity

_ONWARDS = re.compile(r"^(?:日)?(?:起|以来|之?后|以后)")
_UNTIL = re.compile(r"^(?:日)?(?:之?前|以前|底前|止)")
#: Years that askers name by their place before the day they ask on.
_RELATIVE = (("前年", 2), ("去年", 1), ("上年", 1), ("今年", 0), ("本年", 0))
_EARLIEST, _LATEST = 19000101, 29991231
Days = tuple[int, int]


def judge_dates(
    text: str, statements: Sequence[Statement], as_of: date
) -> tuple[bool | None, str] | None:
    """Say whether what the asker dates falls within a condition's dates, and in which words.

    ``None`` in place of an answer means that the condition names no date. Days are numbers
    yyyymmdd; a year alone is all of its days.
    """
    wanted = _window(text)
    if wanted is None:
        return None
    words = content_words(text)
    dated = [(said, each) for each in statements if (said := _said(each.text, as_of)) is not None]
    about = [pair for pair in dated if any(word in pair[1].text for word in words)]
    for said, statement in about or (dated if len(dated) == 1 else ()):
        if wanted[0] <= said[0] and said[1] <= wanted[1]:
            return True, statement.words
        apart = said[1] < wanted[0] or wanted[1] < said[0]
        return (False if apart else None), statement.words
    return None, ""


def _window(text: str) -> Days | None:
    """Return the days that a condition allows; a day or a month without its year says nothing."""
    dates = [q for q in find_quantities(text) if q.kind == "date"]
    known = [_days(each) for each in dates if each.exact >= _EARLIEST]
    if not known:
        return None
    first, last = known[0][0], known[-1][1]
    if len(dates) > len(known):  # 2025年5月30日至12月31日
        last = first // 10000 * 10000 + int(dates[-1].exact)
    after = text[dates[-1].span[1] :]
    if len(dates) == 1 and _ONWARDS.match(after):
        return first, _LATEST
    return (_EARLIEST, last) if len(dates) == 1 and _UNTIL.match(after) else (first, last)


def _days(quantity: Quantity) -> Days:
    low, high = int(quantity.exact), int(quantity.upper or quantity.exact)
    first = low + (100 if low % 10000 == 0 else 0) + (1 if low % 100 == 0 else 0)
    last = high + (1200 if high % 10000 == 0 else 0)
    return first, last + (31 if last % 100 == 0 else 0)


def _said(text: str, as_of: date) -> Days | None:
    for quantity in find_quantities(text):
        if quantity.kind == "date" and quantity.exact >= _EARLIEST:
            return _days(quantity)
    for word, back in _RELATIVE:
        if word in text:
            year = (as_of.year - back) * 10000
            return year + 101, year + 1231
    return None
