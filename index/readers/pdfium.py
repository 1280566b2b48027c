"""Opens pdf files with PDFium, which may be used by one thread at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from index.readers.failures import unreadable
from index.readers.paged import MAX_PAGES

_LOCK = threading.Lock()


@contextmanager
def opened(data: bytes, path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Open a file for as long as the block runs, keeping other threads waiting.

    Raises:
        DocumentError: the file is damaged, encrypted or too long.
    """
    with _LOCK, closing(_open(data, path)) as document:
        if len(document) > MAX_PAGES:
            raise unreadable(path, f"超过 {MAX_PAGES} 页", "请拆成几个文件后再导入")
        yield document


def _open(data: bytes, path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise unreadable(path, "有打开密码", "请解除密码后再导入") from error
        raise unreadable(path, "已损坏或不是 pdf", "请重新下载或另存后再导入") from error


def pages_of(
    document: pypdfium2.PdfDocument, numbers: Iterable[int], path: Path, seconds: float
) -> Iterator[tuple[int, pypdfium2.PdfPage]]:
    """Yield pages by their numbers (from 1), closing each, within a time limit.

    Raises:
        DocumentError: a page is damaged, or the time is up.
    """
    deadline = time.monotonic() + seconds
    for number in numbers:
        if time.monotonic() > deadline:
            raise unreadable(path, "读取超时", "请拆成几个文件后再导入")
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise unreadable(path, f"的第 {number} 页已损坏", "请重新下载或另存后再导入") from error
        with closing(page):
            yield number, page
