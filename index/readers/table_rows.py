"""Tables on printed pages become rows of tabbed cells, a row over a page break made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.readers.page_lines import Glyph, Line, lines_of

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """One table's cells by rows, ``None`` for a place that another cell covers."""

    rows: tuple[tuple[Box | None, ...], ...]

    @property
    def box(self) -> Box:
        """Return what the table covers: left, top, right, bottom."""
        cells = [cell for row in self.rows for cell in row if cell is not None]
        return (
            min(cell[0] for cell in cells),
            min(cell[1] for cell in cells),
            max(cell[2] for cell in cells),
            max(cell[3] for cell in cells),
        )


def lines_with_tables(glyphs: Sequence[Glyph], tables: Sequence[Table], page: int) -> list[Line]:
    """Return a page's lines in reading order, each table's rows in its place."""
    if not tables:
        return lines_of(glyphs, page)
    rest = list(glyphs)
    rows: list[Line] = []
    for table in tables:
        inside = [glyph for glyph in rest if _within(glyph, table.box)]
        rest = [glyph for glyph in rest if not _within(glyph, table.box)]
        rows += [line for row in table.rows for line in _row_line(inside, row, page)]
    lines = lines_of(rest, page)
    for row in rows:
        at = next((at for at, line in enumerate(lines) if line.top > row.top), len(lines))
        lines.insert(at, row)
    return lines


def _within(glyph: Glyph, box: Box) -> bool:
    return box[0] <= (glyph.x0 + glyph.x1) / 2 <= box[2] and box[1] <= glyph.middle <= box[3]


def _row_line(glyphs: Sequence[Glyph], row: Sequence[Box | None], page: int) -> list[Line]:
    """Return one row as a line, none where it holds no text."""
    texts = []
    for cell in row:
        held = [glyph for glyph in glyphs if cell is not None and _within(glyph, cell)]
        texts.append("".join(line.text for line in lines_of(held, page)))
    cells = [cell for cell in row if cell is not None]
    if not any(texts):
        return []
    left, right = min(cell[0] for cell in cells), max(cell[2] for cell in cells)
    top, bottom = min(cell[1] for cell in cells), max(cell[3] for cell in cells)
    return [Line("\t".join(texts), left, right, top, bottom, 0.0, page, is_row=True)]


def join_split_rows(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Make tables over several pages whole.

    The part of a row that a page break cut off heads its page with an empty first cell, and
    goes back to its row; a head of the table that is printed again goes.
    """
    joined: list[list[Line]] = []
    for lines in pages:
        lines = list(lines)
        head = _table_head(joined[-1]) if joined else None
        if head is not None and lines and lines[0].text == head.text:
            del lines[0]
        if head is not None and lines and _goes_on(joined[-1][-1], lines[0]):
            last = joined[-1][-1]
            cells = zip(last.text.split("\t"), lines[0].text.split("\t"), strict=True)
            joined[-1][-1] = replace(last, text="\t".join(first + rest for first, rest in cells))
            del lines[0]
        joined.append(lines)
    return joined


def _table_head(lines: Sequence[Line]) -> Line | None:
    """Return the first row of the table that ends a page, ``None`` where none does."""
    head = None
    for line in reversed(lines):
        if not line.is_row:
            break
        head = line
    return head


def _goes_on(last: Line, first: Line) -> bool:
    same = last.text.count("\t") == first.text.count("\t")
    return first.is_row and same and first.text.startswith("\t")
