"""Glyphs with their places on a page become lines of text in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box; x grows to the right, y downwards, in any one unit."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return the height of the box's middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one row of a table with tabbed cells; ``size`` is its type size."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    is_row: bool = False


#: Shares of the type size: the gap that parts two Latin words; how much farther apart than usual
#: two Chinese characters stand where a space was typed; the gap that parts any two pieces.
_WORD_GAP = 0.2
_TYPED_GAP = 0.18
_PIECE_GAP = 0.8
#: A line whose usual gap is wider than this is letter-spaced.
_LETTER_SPACING = 0.25
#: Glyphs whose boxes overlap by this share of the smaller one's height are on one line.
_SAME_LINE = 0.5
#: What it takes to read a page as two columns.
_COLUMN_ROWS = 6
_COLUMN_SHARE = 0.6
_COLUMN_CHARS = 8


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Return a page's lines in reading order, a page of two columns column by column."""
    rows = _rows([glyph for glyph in glyphs if glyph.text.strip()])
    return [_line(row, page) for row in _column_order(rows)]


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Group the glyphs that stand on one line, top line first, each from left to right."""
    rows: list[list[Glyph]] = []
    bounds: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda g: g.middle):
        placed = False
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom = bounds[at]
            overlap = min(bottom, glyph.bottom) - max(top, glyph.top)
            if overlap > _SAME_LINE * max(min(bottom - top, glyph.bottom - glyph.top), 1e-6):
                rows[at].append(glyph)
                size = median(g.bottom - g.top for g in rows[at][:20])
                if glyph.bottom - glyph.top <= 1.3 * size:
                    bounds[at] = (min(top, glyph.top), max(bottom, glyph.bottom))
                placed = True
                break
        if not placed:
            rows.append([glyph])
            bounds.append((glyph.top, glyph.bottom))
    order = sorted(range(len(rows)), key=lambda at: bounds[at][0])
    return [_once(sorted(rows[at], key=lambda g: g.x0)) for at in order]


def _once(row: list[Glyph]) -> list[Glyph]:
    """Drop the second copy of glyphs that are drawn twice to look bold.

    Two dashes are one glyph in some fonts, and so stand in one place.
    """
    kept: list[Glyph] = []
    for glyph in row:
        width = max(glyph.x1 - glyph.x0, 1e-6)
        twice = any(g.text == glyph.text and abs(g.x0 - glyph.x0) < 0.3 * width for g in kept[-3:])
        if twice and glyph.text not in "—…":
            continue
        kept.append(glyph)
    return kept


def _column_order(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Return the rows, those of a page of two columns cut at the gutter, left column first.

    The right column is moved over the left one, so that both have the same edges.
    """
    gutter = _gutter(rows)
    if gutter is None:
        return rows
    beyond = [g.x0 for row in rows if not _runs_through(row, gutter) for g in row if g.x0 > gutter]
    shift = min(beyond) - min(row[0].x0 for row in rows)
    ordered: list[list[Glyph]] = []
    left: list[list[Glyph]] = []
    right: list[list[Glyph]] = []
    for row in rows:
        if _runs_through(row, gutter):
            ordered += [*left, *right, row]
            left, right = [], []
            continue
        cut = bisect_left([glyph.x0 for glyph in row], gutter)
        left += [row[:cut]] if row[:cut] else []
        right += [[_moved(glyph, shift) for glyph in row[cut:]]] if row[cut:] else []
    return [*ordered, *left, *right]


def _moved(glyph: Glyph, shift: float) -> Glyph:
    return replace(glyph, x0=glyph.x0 - shift, x1=glyph.x1 - shift)


def _gutter(rows: Sequence[Sequence[Glyph]]) -> float | None:
    """Return where the gap between two columns is: amid the page, beside most lines, and empty."""
    full = [row for row in rows if len(row) > 1]
    if len(full) < _COLUMN_ROWS:
        return None
    left, right = min(row[0].x0 for row in full), max(row[-1].x1 for row in full)
    for step in range(21):
        at = left + (right - left) * (0.4 + 0.01 * step)
        both = [row for row in full if row[0].x0 < at < row[-1].x1]
        parted = [row for row in both if _is_parted(row, at)]
        if len(parted) >= max(_COLUMN_ROWS, _COLUMN_SHARE * len(both)):
            return at
    return None


def _is_parted(row: Sequence[Glyph], at: float) -> bool:
    """Tell whether a row has enough text on both sides of a place and nothing at it."""
    cut = bisect_left([glyph.x0 for glyph in row], at)
    if not _COLUMN_CHARS <= cut <= len(row) - _COLUMN_CHARS:
        return False
    return not _runs_through(row, at)


def _runs_through(row: Sequence[Glyph], at: float) -> bool:
    """Tell whether the text of a row goes on across a place without a gap."""
    cut = bisect_left([glyph.x0 for glyph in row], at)
    if cut in (0, len(row)):
        return cut > 0 and row[-1].x1 > at
    before, after = row[cut - 1], row[cut]
    return before.x1 > at or after.x0 - before.x1 < _PIECE_GAP * _size(row)


def _size(row: Sequence[Glyph]) -> float:
    """Return the type size of a row: the usual height of its boxes."""
    return max(median(glyph.bottom - glyph.top for glyph in row), 1e-6)


def _line(row: Sequence[Glyph], page: int) -> Line:
    size = _size(row)
    return Line(
        _text(row, size),
        row[0].x0,
        row[-1].x1,
        min(glyph.top for glyph in row),
        max(glyph.bottom for glyph in row),
        size,
        page,
    )


def _text(row: Sequence[Glyph], size: float) -> str:
    """Join a row's glyphs, with a space where the print parts words, none where it only spaces."""
    pairs = list(zip(row, row[1:], strict=False))
    usual = median(after.x0 - before.x1 for before, after in pairs) if pairs else 0.0
    steps = [after.x0 - before.x0 for before, after in pairs if _is_chinese(before, after)]
    step = median(steps) if steps else 0.0
    pieces = [row[0].text]
    for before, after in pairs:
        limit = _PIECE_GAP * size
        if _is_latin(before, after):
            limit = _WORD_GAP * size
        elif _is_chinese(before, after):
            # Boxes may be as narrow as the strokes; where characters begin is sure.
            limit = step + _TYPED_GAP * size - (before.x1 - before.x0)
        if usual > _LETTER_SPACING * size:
            limit = max(limit, 2 * usual)
        parted = after.x0 - before.x1 > limit
        pieces.append(" " + after.text if parted else after.text)
    return "".join(pieces)


def _is_latin(before: Glyph, after: Glyph) -> bool:
    pair = before.text[-1] + after.text[0]
    return pair.isascii() and pair.isalnum()


def _is_chinese(before: Glyph, after: Glyph) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in (before.text[-1], after.text[0]))
