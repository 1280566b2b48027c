"""Words that belong together across the items of a list: its opening, and what it opens."""

from __future__ import annotations

import re

from index.document import Clause, Span
from index.sub_items import SubItem, sub_items

#: So much of a list is told; the rest is left to the clause.
LONGEST_LIST = 320
#: A longer opening is no mere opening.
LONGEST_OPENING = 90

_OPENS_LIST = re.compile(r"[：:]\s*$")


def with_list(clause: Clause, span: Span) -> tuple[str, Span]:
    """Return the words of a span, with the list that it opens or the opening of its item.

    A sentence that ends in a colon says nothing without what follows it, and an item nothing
    without what its list says of all items. The span returned is what the words rest on.
    """
    start, end = span
    text = clause.text
    items = sub_items(clause)
    if _OPENS_LIST.search(text[start:end]):
        return _opened(text, span, items)
    item = _holding(items, start)
    opening = _opening_of(text, items, item) if item is not None else None
    if opening is None or opening[0] >= start:
        return text[start:end], span
    told = text[start:end]
    return f"{text[opening[0] : opening[1]].strip()}{told.strip()}", (opening[0], end)


def _opened(text: str, span: Span, items: tuple[SubItem, ...]) -> tuple[str, Span]:
    start, end = span
    listed = [item for item in items if item.span[0] >= end]
    top = [item for item in listed if len(item.path) == len(listed[0].path)] if listed else []
    close = end
    for item in top:
        if item.path[-1] == 1 and item is not top[0]:
            break  # another list begins
        if item.span[1] - start > LONGEST_LIST and close > end:
            break
        close = item.span[1]
    if close == end:  # a list without numbers
        following = text[end : start + LONGEST_LIST]
        cut = max(following.rfind(mark) for mark in "。；;\n")
        close = end + cut + 1 if cut > 0 else end
    return re.sub(r"\s*\n\s*", "", text[start:close]), (start, close)


def _holding(items: tuple[SubItem, ...], place: int) -> SubItem | None:
    """Return the innermost item that holds a place."""
    holding = [item for item in items if item.span[0] <= place < item.span[1]]
    return max(holding, key=lambda item: len(item.path), default=None)


def _opening_of(text: str, items: tuple[SubItem, ...], item: SubItem) -> Span | None:
    """Return the sentence that opens an item's list, where it ends in a colon and is short."""
    place = items.index(item)
    firsts = [
        other
        for other in items[: place + 1]
        if other.path[:-1] == item.path[:-1] and other.path[-1] == 1
    ]
    if not firsts:
        return None
    end = firsts[-1].span[0]
    before = text[:end].rstrip()
    if not before.endswith(("：", ":")):
        return None
    start = max(before.rfind(mark) for mark in "。；;\n") + 1
    return (start, end) if end - start <= LONGEST_OPENING else None
