"""Tells a file's format by its content first, by its name's ending second."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Literal

from index.readers.failures import unreadable

Format = Literal[
    "text", "markdown", "html", "mhtml", "pdf", "docx", "xlsx", "ofd", "old_text", "old_sheet"
]
#: The endings that a source directory is searched for.
SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ofd": "ofd",
    ".doc": "old_text",
    ".wps": "old_text",
    ".rtf": "old_text",
    ".odt": "old_text",
    ".xls": "old_sheet",
    ".et": "old_sheet",
    ".ods": "old_sheet",
}
SUPPORTED = "请换成 txt、md、html、docx、pdf、xlsx 或 ofd 格式后再导入"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I)
#: Streams of an OLE file, whose names are UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_WORD = "WordDocument".encode("utf-16-le")


def format_of(data: bytes, path: Path) -> Format:
    """Return a file's format.

    Raises:
        DocumentError: the format is not supported, or the file is an archive or encrypted.
    """
    named = SUFFIXES.get(path.suffix.lower())
    if data.startswith(b"%PDF-") or (named == "pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, path, named)
    if data.startswith(_OLE):
        return _compound(data, path)
    if data.startswith(b"{\\rtf"):
        return "old_text"
    if named is None:
        raise unreadable(path, "的格式不受支持", SUPPORTED)
    if named not in ("text", "markdown") and _MARKUP.match(
        data[:4096].removeprefix(b"\xef\xbb\xbf")
    ):
        # Sites and offices hand out web pages under the names of office files.
        return "html"
    if named == "html" and re.match(rb"[^\n]*\n?(?:.*\n){0,8}?MIME-Version:", data[:2048]):
        return "mhtml"
    return named


def _packed(data: bytes, path: Path, named: Format | None) -> Format:
    """Tell the formats that are zip packages by their parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        names = []
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "OFD.xml" in names:
        return "ofd"
    if named in ("docx", "xlsx", "ofd", "old_text", "old_sheet"):
        return named
    raise unreadable(path, "是压缩包，不是政策文件", "请解压后逐个导入")


def _compound(data: bytes, path: Path) -> Format:
    """Tell an old Word or Excel file, and a new one with a password, by the streams inside."""
    if _ENCRYPTED in data:
        raise unreadable(path, "有打开密码", "请解除密码后再导入")
    if _WORD not in data and any(name in data for name in _WORKBOOKS):
        return "old_sheet"
    return "old_text"
