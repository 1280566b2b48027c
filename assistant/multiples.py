"""Read growth that people tell in multiples: 翻了一番, 涨了一倍, 是前年的1.5倍."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from index.quantity import Quantity

#: Each 番 doubles once more.
_DOUBLED = re.compile(r"翻(?:了|到)*(?P<times>[一二两三]?)(?:番|(?<=翻)倍|(?<=翻了)倍)")
_DOUBLINGS = {"": 1, "一": 1, "二": 2, "两": 2, "三": 3}
_RISEN = re.compile(r"(?:涨|增长|增加|提高|多|上升|增)(?:了|出)*(?:将近|差不多|大约|约|近|整整)?$")
_TURNED = re.compile(r"翻(?:了|到)*$")
_OF_BEFORE = re.compile(r"(?:是|为|相当于|达到)(?:了)?(?:[大前去上]一?年|往年)(?:同期)?的$")


def as_growth(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the amounts of a text with its multiples as growth in percent."""
    read = [_percent(text, q) if q.kind == "times" else q for q in found]
    if match := _DOUBLED.search(text):
        span = (match.end() - 1, match.end())
        if all(q.span[1] <= match.start() or q.span[0] >= match.end() for q in read):
            grown = Fraction(2 ** _DOUBLINGS[match["times"]] - 1) * 100
            read.append(_growth(grown, span, match.group()))
    return read


def _percent(text: str, times: Quantity) -> Quantity:
    before = text[: times.phrase_span[0]]
    if _RISEN.search(before):
        grown = times.exact * 100
    elif _OF_BEFORE.search(before) and times.exact >= 1:
        grown = (times.exact - 1) * 100
    elif _TURNED.search(before) and times.exact == 1:
        grown = Fraction(100)
    else:
        return times
    return replace(times, kind="percent", exact=grown, unit="%", trend="growth", upper=None)


def _growth(grown: Fraction, span: tuple[int, int], surface: str) -> Quantity:
    return Quantity("percent", grown, "%", span, surface, phrase_span=span, trend="growth")
