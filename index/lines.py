"""The lines of a text that hold words; a table's row knows the column that it begins in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.numerals import parse_numeral

#: Invisible characters that text taken from web pages and pdf files carries.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_EDGE = re.compile(rf"^[\s{INVISIBLE}]+|[\s{INVISIBLE}]+$")
#: A row's number: alone in its cell, or before the words of the task.
_ROW_NUMBER = re.compile(
    r"\s*[（(]?\s*(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:[）)、.．](?!\d)|$)"
)
#: What parts the columns of a table that was copied as text, and how its header begins.
_GAP = re.compile(r"[ \u3000]{2,}")
_ALIGNED_HEADER = re.compile(r"序\s?号[ \u3000]{2,}")
_FEWEST_CELLS = 3
#: Which share of a column's cells are numbers that count on.
_COUNTS_ON = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A line's words with their offsets in the source text; ``noise`` marks page furniture.

    ``column`` counts the empty cells before a table row's first one; ``None`` in running text.
    """

    start: int
    end: int
    text: str
    noise: bool = False
    column: int | None = None


def read_lines(text: str) -> list[Line]:
    """Return the lines that hold words.

    A table's cell that stands before the column of numbers, as the name of a group merged over
    its rows does, is a line of its own above its row.
    """
    lines: list[Line] = []
    rows: list[Line] = []
    aligned = False
    for match in _LINE.finditer(text):
        raw = match.group()
        words = _EDGE.sub("", raw)
        if not words:
            continue
        before = raw.index(words)
        start = match.start() + before
        end = start + len(words)
        column = raw[:before].count("\t") if "\t" in words else None
        aligned = column is None and _is_aligned(words, below=aligned)
        if aligned:
            words, column = _GAP.sub("\t", words), 0
        line = Line(start, end, words, column=column)
        if column is not None:
            rows.append(line)
            continue
        lines += [*_ungrouped(rows), line]
        rows = []
    return [*lines, *_ungrouped(rows)]


def _is_aligned(words: str, *, below: bool) -> bool:
    """Say whether spaces alone set a line's columns apart: a table's header, or a row below it."""
    cells = len(_GAP.split(words))
    if below and cells >= _FEWEST_CELLS:
        return True
    return cells >= _FEWEST_CELLS and _ALIGNED_HEADER.match(words) is not None


def _ungrouped(rows: Sequence[Line]) -> Iterator[Line]:
    """Yield a table's rows, the cells before the column of numbers as lines above their row."""
    column = _number_column(rows)
    for row in rows:
        begins = row.column or 0
        cells = row.text.split("\t")
        own = column - begins if column is not None else 0
        printed = len(row.text) == row.end - row.start
        if not printed or not 0 < own < len(cells) or not _ROW_NUMBER.match(cells[own]):
            yield row
            continue
        at = row.start
        for i, cell in enumerate(cells[:own]):
            words = cell.strip()
            if words:
                start = at + cell.index(words)
                yield Line(start, start + len(words), words, column=begins + i)
            at += len(cell) + 1
        yield Line(at, row.end, "\t".join(cells[own:]), column=column)


def _number_column(rows: Sequence[Line]) -> int | None:
    """Return the first column whose cells count on from row to row."""
    values: dict[int, list[int]] = {}
    for row in rows:
        for i, cell in enumerate(row.text.split("\t"), start=row.column or 0):
            number = _ROW_NUMBER.match(cell)
            value = parse_numeral(number["n"]) if number is not None else None
            if value is not None:
                values.setdefault(i, []).append(value)
    for column in sorted(values):
        found = values[column]
        steps = sum(after in (before + 1, 1) for before, after in pairwise(found))
        if len(found) >= max(2, len(rows) * _COUNTS_ON) and steps >= (len(found) - 1) * _COUNTS_ON:
            return column
    return None
