"""Tables as xlsx files that a spreadsheet program opens without running anything."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

#: A cell that begins so may be taken for a formula (OWASP, CSV injection).
_FORMULA = re.compile(r"^[\s\x00]*[=+\-@＝＋－＠\t\r]")
#: Characters that XML 1.0 forbids.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MAX_CELL = 32_767


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    text = _FORBIDDEN.sub("", text)
    return (f"'{text}" if _FORMULA.match(text) else text)[:_MAX_CELL]


def workbook(
    title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]
) -> bytes:
    """Return an xlsx file of one sheet.

    Args:
        title: a line above the table.
        columns: each column's heading and width in characters.
        rows: the cells as text.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "条款"
    sheet.append([safe_cell(title)])
    sheet.append([heading for heading, _ in columns])
    for row in rows:
        sheet.append([safe_cell(cell) for cell in row])
    sheet["A1"].font = Font(bold=True, size=13)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for cells in sheet.iter_rows(min_row=3):
        for cell in cells:
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A3"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
