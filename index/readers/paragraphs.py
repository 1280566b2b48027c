"""Printed lines of pages become paragraphs: hard wraps and page breaks are undone by geometry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.numbered_lines import NUMBERED
from index.readers.page_lines import Line

#: In type sizes: an indent of a first line, and how ragged the right edge of wrapped lines is.
_INDENT = 1.2
_RAGGED = 2.5
#: Lines of one paragraph differ in size by no more than this factor.
_SAME_SIZE = 1.15
#: More than this many usual line distances between two lines part paragraphs.
_FAR = 1.8
#: Farther apart than this, where paragraphs are set off by space, lines are of two of them.
_SPACED = 1.2
#: In type sizes: what a line lacks to the right edge that surely ends its paragraph.
_SHORT = 5.0
#: Too few lines to measure a side's margins by.
_SIDE_LINES = 40
_SENTENCE_END = "。；：！？;:!?）)〕】"
#: What begins at the left edge although paragraphs are indented.
_NEW_PART = re.compile(r"附\s?[件表录]|抄\s?送|第[一二三四五六七八九十]{1,3}[章编]|[（(]此件")
#: A line with fewer characters says nothing of where the right edge is.
_LONG = 12


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the text block's edges are and how its paragraphs begin, for the whole document."""

    left: float
    right: float
    size: float
    leading: float
    indents: bool
    spaces: bool


def join_pages(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the document's text, a paragraph a line, and where each page begins in it."""
    lines = [line for page in pages for line in page]
    if not lines:
        return "", ()
    shapes = _shapes_of(lines)
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    length = 0
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is not None:
            glue = _glue(before, line) if _continues(before, line, shapes) else "\n"
            pieces.append(glue)
            length += len(glue)
        if before is None or before.page != line.page:
            marks.append((length, line.page))
        pieces.append(line.text)
        length += len(line.text)
    return "".join(pieces), tuple(marks)


def _shapes_of(lines: Sequence[Line]) -> tuple[_Shape, _Shape]:
    """Measure even and odd pages apart, whose margins may mirror each other."""
    sides = [[line for line in lines if line.page % 2 == side] for side in (0, 1)]
    if min(map(len, sides)) < _SIDE_LINES:
        return (_shape_of(lines),) * 2
    return _shape_of(sides[0]), _shape_of(sides[1])


def _shape_of(lines: Sequence[Line]) -> _Shape:
    """Measure the text block over all lines, weighing each by its length."""
    running = [line for line in lines if not line.is_row] or list(lines)
    sizes: Counter[float] = Counter()
    for line in running:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] or 1.0
    body = [line for line in running if abs(line.size - size) < 0.2 * size] or running
    left = _edge([line.x0 for line in body], size, first=True)
    right = _edge([line.x1 for line in body if len(line.text) >= _LONG], size, first=False)
    pairs = [
        (before, line)
        for before, line in zip(body, body[1:], strict=False)
        if before.page == line.page and line.top > before.top
    ]
    gaps = Counter(round((line.top - before.top) / size, 1) for before, line in pairs)
    leading = gaps.most_common(1)[0][0] * size if gaps else 2 * size
    # How paragraphs begin is seen where one surely does: after a line that ends early.
    starts = [pair for pair in pairs if pair[0].x1 < right - _SHORT * size] or pairs
    indented = sum(line.x0 > left + _INDENT * size for _, line in starts)
    apart = sum(line.top - before.top > _SPACED * leading for before, line in starts)
    half = len(starts) / 2
    return _Shape(left, right, size, leading, indented > half, apart > half)


def _edge(places: Sequence[float], size: float, *, first: bool) -> float:
    """Return the outermost edge that a tenth as many lines share as the most usual one."""
    if not places:
        return 0.0 if first else float("inf")
    counts = Counter(round(place / size) for place in places)
    usual = counts.most_common(1)[0][1]
    common = [place for place, count in counts.items() if count * 10 >= usual]
    return (min(common) if first else max(common)) * size


def _continues(before: Line, line: Line, shapes: tuple[_Shape, _Shape]) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    shape = shapes[line.page % 2]
    if before.is_row or line.is_row or before.text.endswith("\t"):
        return False
    if max(before.size, line.size) > _SAME_SIZE * min(before.size, line.size):
        return False
    if before.page == line.page and line.top > before.top:
        if line.top - before.top > _FAR * max(shape.leading, before.size):
            return False
    if before.x1 < shapes[before.page % 2].right - _RAGGED * shape.size:
        return False
    if line.x0 > shape.left + _INDENT * shape.size:
        return False
    if not shape.indents and shape.spaces and before.page == line.page:
        return line.top - before.top <= _SPACED * shape.leading
    opens = _NEW_PART.match(line.text) or (not shape.indents and NUMBERED.match(line.text))
    return not (opens and before.text[-1] in _SENTENCE_END)


def _glue(before: Line, line: Line) -> str:
    """Return what stands between two wrapped lines: a space between Latin words alone."""
    last, first = before.text[-1], line.text[0]
    return " " if last.isascii() and first.isascii() and last.isalpha() and first.isalpha() else ""
