"""Finds the ruled tables on the pages of a pdf."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from index.readers.table_rows import Table

if TYPE_CHECKING:
    from pdfplumber.table import Row

#: A path no thicker than this, in points, is a ruling.
_THIN = 3.0
#: A grid has at least this many rulings in each direction; a red head and its foot have none.
_MIN_RULINGS = 2
#: A page with more paths is a drawing, and slow.
_MAX_PATHS = 20_000


def may_hold_table(page: pypdfium2.PdfPage) -> bool:
    """Tell whether a page has rulings enough for a table; cheap, unlike finding it."""
    if page.get_rotation():
        return False
    across = down = 0
    for number, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])):
        if number > _MAX_PATHS:
            return False
        left, low, right, high = path.get_bounds()
        wide, tall = right - left, high - low
        across += wide > 5 * _THIN and (tall < _THIN or tall > 5 * _THIN)
        down += tall > 2 * _THIN and (wide < _THIN or wide > 5 * _THIN)
    return across >= _MIN_RULINGS and down >= _MIN_RULINGS


def find_tables(data: bytes, numbers: Sequence[int]) -> dict[int, list[Table]]:
    """Return the tables of the pages with these numbers (from 1), in the glyphs' coordinates."""
    found: dict[int, list[Table]] = {}
    if not numbers:
        return found
    # Loaded late: few files have tables, and it takes longer than reading one.
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    # It reports every oddity of a file, which is nothing that the file's owner could mend.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with closing(pdfplumber.open(io.BytesIO(data), pages=list(numbers))) as document:
            for page in document.pages:
                shift = page.height + page.mediabox[1]
                tables = [_table(table.rows, shift) for table in page.find_tables()]
                found[page.page_number] = [table for table in tables if _is_grid(table)]
                page.close()
    except (PDFException, PdfminerException, ValueError, KeyError, TypeError):
        # What PDFium could read but this library cannot stays plain lines.
        return found
    return found


def _table(rows: Sequence[Row], shift: float) -> Table:
    """Take over a table's cells, heights counted as the glyphs' are."""
    return Table(
        tuple(
            tuple(
                (cell[0], cell[1] - shift, cell[2], cell[3] - shift) if cell else None
                for cell in row.cells
            )
            for row in rows
        )
    )


def _is_grid(table: Table) -> bool:
    """Tell a table from a frame around the text."""
    wide = [row for row in table.rows if sum(cell is not None for cell in row) >= 2]
    return len(table.rows) >= 2 and len(wide) >= 2
