"""Settle an amount that people give by what it lacks of another: 二百万还缺两千块."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.quantity import Quantity

#: 200万还差2000块, 比200万少2000块.
_LACKS = re.compile(r"(?:块钱|钱)?(?:就|只|还|都|也|才)*(?:差|缺|少)(?:了|着|个)?")
#: 差2000块到200万.
_LACKING = re.compile(r"(?:差|缺|少)(?:了|着|个)?$")
_UP_TO = re.compile(r"(?:钱)?(?:就|才|还)?(?:没)?(?:凑|达)?(?:到|满|够|齐)")
#: 比200万多2000块.
_EXCEEDS = re.compile(r"(?:块钱|钱)?(?:就|只|还|都|也|才)*多(?:了|出)?")


def settled(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Return the amounts with every whole and what it lacks made into one."""
    result: list[Quantity] = []
    for quantity in found:
        one = _one_amount(text, result[-1], quantity) if result else None
        if one is not None:
            result[-1] = one
        else:
            result.append(quantity)
    return result


def _one_amount(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    if not _measure_alike(first, second):
        return None
    before, between = text[: first.span[0]], text[first.span[1] : second.span[0]]
    lacking = _LACKING.search(before)
    start = first.span[0]
    if _LACKS.fullmatch(between):
        value = first.exact - second.exact
    elif lacking and _UP_TO.fullmatch(between):
        value, start = second.exact - first.exact, lacking.start()
    elif before.endswith("比") and _EXCEEDS.fullmatch(_with_more(text, first, between)):
        value = first.exact + second.exact
    else:
        return None
    if value < 0:
        return None
    span = (start, second.span[1])
    measured = first if first.unit else second
    return replace(
        measured,
        exact=value,
        upper=None,
        comparator="equal",
        span=span,
        phrase_span=span,
        surface=text[slice(*span)],
    )


def _with_more(text: str, first: Quantity, between: str) -> str:
    """Return what parts two amounts; the 多 of 200万多两千 was read as part of the first."""
    end = first.span[1]
    return f"多{between}" if text[end - 1] == "多" else between


def _measure_alike(first: Quantity, second: Quantity) -> bool:
    kinds = {first.kind, second.kind} - {"number"}
    return len(kinds) < 2 and not kinds & {"date", "duration", "count"}
