"""Any policy file becomes text with page marks; each format has a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import cast

from index.readers.failures import unreadable
from index.readers.formats import SUFFIXES, Format, format_of
from index.source_text import SourceText

__all__ = ["MAX_FILE_BYTES", "MAX_TEXT_CHARS", "READABLE_SUFFIXES", "SourceText", "read"]

#: Far above any policy file; bounds the memory that one upload can take.
MAX_FILE_BYTES = 64 * 1024 * 1024
#: Far above the longest statute (the civil code has some 110,000 characters).
MAX_TEXT_CHARS = 5_000_000
#: What a source directory is searched for.
READABLE_SUFFIXES = tuple(SUFFIXES)

_Reader = Callable[[bytes, Path], SourceText]
#: Modules are named, not imported: a text file needs none of the libraries for the others.
_READERS: Mapping[Format, tuple[str, str]] = {
    "text": ("plain_text", "read_plain_text"),
    "markdown": ("markdown", "read_markdown"),
    "html": ("html", "read_html"),
    "mhtml": ("mhtml", "read_mhtml"),
    "pdf": ("apart", "read_pdf_apart"),
    "docx": ("docx", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "ofd": ("ofd", "read_ofd"),
    "old_text": ("legacy_office", "read_old_text"),
    "old_sheet": ("legacy_office", "read_old_sheet"),
}


def read(path: Path) -> SourceText:
    """Read a policy file of any supported format.

    Raises:
        DocumentError: the file is missing, empty, too large, damaged, protected, of a format that
            is not supported, or holds no text; the one Chinese line says which and what to do.
    """
    data = _load(path)
    source = _reader(format_of(data, path))(data, path)
    if not source.text.strip():
        raise unreadable(path, "里没有文字", "请核对文件内容")
    if len(source.text) > MAX_TEXT_CHARS:
        raise unreadable(
            path, f"的文字超过 {MAX_TEXT_CHARS // 10_000} 万字", "请拆成几个文件后再导入"
        )
    return source


def _reader(form: Format) -> _Reader:
    module, function = _READERS[form]
    return cast("_Reader", getattr(import_module(f"{__name__}.{module}"), function))


def _load(path: Path) -> bytes:
    """Read the file's bytes within the size limit."""
    if path.exists() and not path.is_file():
        raise unreadable(path, "不是文件", "请指定一个文件")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise unreadable(path, "不存在", "请核对文件名") from error
    except OSError as error:
        raise unreadable(path, "无法打开", "请核对文件的访问权限") from error
    if not data:
        raise unreadable(path, "是空的", "请核对文件内容")
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise unreadable(path, f"超过 {limit} MB", "请拆分或压缩其中的图片后再导入")
    return data
