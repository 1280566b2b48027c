"""The sheets of an xlsx workbook become rows of tabbed cells, as they are shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from lxml.etree import LxmlError
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from index.readers.failures import unreadable
from index.readers.html_blocks import squeeze
from index.readers.packages import Package
from index.readers.plain_text import even_out
from index.source_text import SourceText

#: No table of measures is larger; a sheet may claim a million rows and 16,384 columns.
MAX_ROWS = 20_000
MAX_COLUMNS = 100
#: Formatting may run on to the last row there is; the table has ended before.
MAX_EMPTY_ROWS = 1000
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表)\s*\d*", re.IGNORECASE)
_PERCENT = re.compile(r"0(?:\.(0+))?%")
#: What openpyxl lets through of a damaged file; what defusedxml raises is a ValueError.
_DAMAGE = (
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    ParseError,
    LxmlError,
    InvalidFileException,
    zipfile.BadZipFile,
)


def read_xlsx(data: bytes, path: Path) -> SourceText:
    """Read a workbook's visible sheets; the page of a row is the number of its sheet.

    Raises:
        DocumentError: the file is damaged, protected or too large.
    """
    Package(data, path)
    notes: list[str] = []
    try:
        sheets = list(_sheets(data, path, notes))
    except _DAMAGE as error:
        raise unreadable(path, "已损坏或不是 xlsx", "请用 Excel 或 WPS 另存后再导入") from error
    pages: list[tuple[int, int]] = []
    length = 0
    for number, rows in enumerate(sheets, start=1):
        pages.append((length, number))
        length += sum(len(row) + 1 for row in rows)
    text = "\n".join(row for rows in sheets for row in rows)
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return SourceText(text, tuple(pages), media_type, tuple(notes))


def _sheets(data: bytes, path: Path, notes: list[str]) -> Iterator[list[str]]:
    """Yield the filled visible sheets as lines, each headed by its name where it has one."""
    with warnings.catch_warnings():
        # It warns of what it leaves out: styles, drawings, validation rules.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = list(_rows(sheet, path, notes)) if sheet.sheet_state == "visible" else []
            if rows and len(book.worksheets) > 1 and not _DEFAULT_NAME.fullmatch(sheet.title):
                rows.insert(0, sheet.title)
            if rows:
                yield rows
        book.close()


def _rows(sheet: ReadOnlyWorksheet, path: Path, notes: list[str]) -> Iterator[str]:
    """Yield a sheet's filled rows up to a long stretch of empty ones, noting what lies past it."""
    filled = empty = 0
    for row in sheet.iter_rows(max_col=MAX_COLUMNS):
        cells = [_shown(cell) for cell in row]
        if any(cells):
            yield "\t".join(cells).rstrip("\t")
            filled, empty = filled + 1, 0
        else:
            empty += 1
        if filled > MAX_ROWS:
            raise unreadable(path, f"超过 {MAX_ROWS} 行", "请只留下政策内容后再导入")
        if empty > MAX_EMPTY_ROWS:
            notes.append(f"工作表“{sheet.title}”在连续 {MAX_EMPTY_ROWS} 个空行之后的内容未读入")
            return


def _shown(cell: ReadOnlyCell | EmptyCell) -> str:
    """Write a cell's value as its sheet shows it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        percent = _PERCENT.search(cell.number_format or "")
        if percent:
            return f"{value * 100:.{len(percent.group(1) or '')}f}%"
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    return squeeze(even_out(str(value)))
