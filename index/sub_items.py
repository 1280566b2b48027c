"""The items inside a clause, so that 第十条第（二）项 can be cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.document import Clause, Span
from index.markers import match_marker
from index.numerals import parse_numeral

_PLACES = re.compile(r"^|\n|(?<=[。；;：:])")
_ORDINAL = re.compile(
    r"(?P<n>[一二三四五六七八九十]{1,3})是(?!否)|第(?P<m>[一二三四五六七八九十]{1,3})[，,：:]"
)
#: An amount (1.5亿元) is no item, whatever stands before it.
_MOST_DOUBT = 1.0
_NESTED = ("han_bracket", "arabic", "arabic_bracket", "circled", "han")


@dataclass(frozen=True, slots=True)
class SubItem:
    """An item of a clause: its number as printed, its path of numbers, its span in the text."""

    marker: str
    path: tuple[int, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    style: str
    value: int
    marker: str


def sub_items(clause: Clause) -> tuple[SubItem, ...]:
    """Return a clause's items in order, an item's own items after it.

    （二） has the path ``(2,)`` and its 1. the path ``(2, 1)``. A second list of the same clause
    begins anew at ``(1,)``.
    """
    text = clause.text
    open_items: list[tuple[str, int]] = []
    found: list[tuple[_Candidate, tuple[int, ...]]] = []
    for candidate in _candidates(text, len(clause.no)):
        depth = next((i for i, (s, _) in enumerate(open_items) if s == candidate.style), None)
        if depth is None:
            if candidate.value != 1:
                continue
            depth = len(open_items)
        elif candidate.value not in (1, open_items[depth][1] + 1):
            continue
        open_items = [*open_items[:depth], (candidate.style, candidate.value)]
        found.append((candidate, tuple(value for _, value in open_items)))
    return tuple(_spans(text, found))


def find_sub_item(clause: Clause, path: tuple[int, ...]) -> SubItem | None:
    """Return the item at a path, ``None`` where the clause has none; the first of two lists."""
    return next((item for item in sub_items(clause) if item.path == path), None)


def _candidates(text: str, skip: int) -> Iterator[_Candidate]:
    for place in _PLACES.finditer(text):
        start = place.end()
        if start < skip or start >= len(text):
            continue
        while start < len(text) and text[start] in " \u3000“":
            start += 1
        ordinal = _ORDINAL.match(text, start)
        if ordinal is not None:
            value = parse_numeral(ordinal.group("n") or ordinal.group("m"))
            if value is not None:
                yield _Candidate(start, "ordinal", value, ordinal.group().rstrip("，,：:"))
            continue
        marker = match_marker(text[start : start + 24])
        if marker is not None and marker[0] in _NESTED and not marker[1][1]:
            style, (value, _), length, doubt = marker
            if doubt > _MOST_DOUBT:
                continue
            yield _Candidate(start, style, value, text[start : start + length].strip())


def _spans(text: str, found: list[tuple[_Candidate, tuple[int, ...]]]) -> Iterator[SubItem]:
    """Give every item its end: where the next item of its level or above begins.

    The last item of a list ends with its paragraph.
    """
    for i, (candidate, path) in enumerate(found):
        inner_end = candidate.start
        end = len(text)
        followed = False
        for later, later_path in found[i + 1 :]:
            if len(later_path) <= len(path):
                end, followed = later.start, later_path[:-1] == path[:-1]
                followed = followed and later_path[-1] == path[-1] + 1
                break
            inner_end = later.start
        if not followed:
            newline = text.find("\n", inner_end)
            end = min(end, newline if newline >= 0 else len(text))
        yield SubItem(candidate.marker, path, (candidate.start, len(text[:end].rstrip())))
