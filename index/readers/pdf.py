"""The text layer of a pdf becomes text: glyphs by PDFium, lines and paragraphs by their places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double
from math import degrees
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from index.readers.failures import unreadable
from index.readers.ocr import is_installed, read_pictures
from index.readers.page_lines import Glyph, Line
from index.readers.paged import OCR_ADVICE, paged_source
from index.readers.pdf_tables import find_tables, may_hold_table
from index.readers.pdfium import opened, pages_of
from index.readers.plain_text import even_out
from index.readers.table_rows import lines_with_tables
from index.source_text import SourceText

#: Seconds; a page takes some 5 ms, so only a file made to be slow reaches it.
MAX_SECONDS = 120.0
#: Finding tables takes up to half a second a page; on later pages they stay plain lines.
MAX_TABLE_PAGES = 100
#: A page with fewer characters than this has no text layer worth the name.
_MIN_PAGE_CHARS = 5
#: Above this share of characters without a meaning the text layer is of no use.
_MAX_UNMAPPED_SHARE = 0.3


def read_pdf(data: bytes, path: Path) -> SourceText:
    """Read a pdf's text layer with page marks, page numbers and running heads removed.

    Where the optional OCR is installed, pages without a usable text layer are recognised.

    Raises:
        DocumentError: the file is damaged or encrypted, has no usable text layer, or is too long.
    """
    pages, ruled = _read_pages(data, path)
    fault = _fault_of(pages)
    pictures = [at for at, glyphs in enumerate(pages, start=1) if fault or not glyphs]
    recognised: dict[int, list[Line]] = {}
    if pictures and is_installed():
        recognised = read_pictures(data, path, pictures)
    elif fault:
        raise unreadable(path, fault, OCR_ADVICE)
    tables = find_tables(data, [number for number in ruled if number not in recognised])
    lines = [
        recognised.get(number) or lines_with_tables(glyphs, tables.get(number, ()), number)
        for number, glyphs in enumerate(pages, start=1)
    ]
    return paged_source(lines, "application/pdf", recognised)


def _read_pages(data: bytes, path: Path) -> tuple[list[list[Glyph]], list[int]]:
    """Return each page's glyphs, and the numbers of the pages that may hold tables."""
    pages: list[list[Glyph]] = []
    ruled: list[int] = []
    with opened(data, path) as document:
        numbers = range(1, len(document) + 1)
        for number, page in pages_of(document, numbers, path, MAX_SECONDS):
            pages.append(list(_glyphs(page)))
            if len(ruled) < MAX_TABLE_PAGES and may_hold_table(page):
                ruled.append(number)
    return pages, ruled


def _glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    """Yield a page's upright glyphs; text at an angle to the rest is a watermark."""
    with closing(page.get_textpage()) as text_page:
        count = text_page.count_chars()
        turns = [_turn(text_page, at) for at in range(count)]
        known = Counter(turn for turn in turns if turn is not None)
        upright = known.most_common(1)[0][0] if known else 0
        places = [at for at, turn in enumerate(turns) if turn == upright]
        glyphs = [(at, glyph) for at in places for glyph in _glyph(text_page, at, upright)]
        if upright:
            yield from (glyph for _, glyph in glyphs)
        else:
            yield from _on_baselines(text_page, glyphs)


def _on_baselines(
    text_page: pypdfium2.PdfTextPage, glyphs: list[tuple[int, Glyph]]
) -> Iterator[Glyph]:
    """Set glyphs on their base lines, as high as their type is.

    The boxes of some fonts are those of the strokes alone, lower for 一 than for 国.
    """
    sizes = [round(raw.FPDFText_GetFontSize(text_page, at), 1) for at, _ in glyphs]
    heights: dict[float, list[float]] = defaultdict(list)
    for size, (_, glyph) in zip(sizes, glyphs, strict=True):
        heights[size].append(glyph.bottom - glyph.top)
    high = {size: sorted(boxes)[len(boxes) * 4 // 5] for size, boxes in heights.items()}
    x, y = c_double(), c_double()
    for size, (at, glyph) in zip(sizes, glyphs, strict=True):
        if not raw.FPDFText_GetCharOrigin(text_page, at, byref(x), byref(y)):
            yield glyph
            continue
        top, bottom = -y.value - 0.85 * high[size], -y.value + 0.15 * high[size]
        yield Glyph(glyph.text, x.value, max(glyph.x1, x.value), top, bottom)


def _turn(text_page: pypdfium2.PdfTextPage, at: int) -> int | None:
    """Return a glyph's quarter turns clockwise, ``None`` where it leans or is not printed."""
    if raw.FPDFText_IsGenerated(text_page, at) == 1:
        return None
    angle = degrees(raw.FPDFText_GetCharAngle(text_page, at)) % 360
    quarter = round(angle / 90)
    return quarter % 4 if abs(angle - 90 * quarter) < 5 else None


def _glyph(text_page: pypdfium2.PdfTextPage, at: int, turn: int) -> Iterator[Glyph]:
    """Yield a printed glyph as it stands when the page is held upright, nothing for a space."""
    code = raw.FPDFText_GetUnicode(text_page, at)
    box = raw.FS_RECTF()
    if not code or not raw.FPDFText_GetLooseCharBox(text_page, at, byref(box)):
        return
    text = even_out("\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code))
    left, right, low, high = box.left, box.right, box.bottom, box.top
    if text.strip():
        yield Glyph(
            text,
            *(
                (left, right, -high, -low),
                (-high, -low, -right, -left),
                (-right, -left, low, high),
                (low, high, left, right),
            )[turn],
        )


def _fault_of(pages: list[list[Glyph]]) -> str:
    """Tell a file of pictures and one whose characters have no meaning, ``""`` for a sound one."""
    filled = [page for page in pages if len(page) >= _MIN_PAGE_CHARS]
    if not filled or len(filled) * 10 < len(pages):
        return "没有文字层，是扫描件或图片"
    chars = [glyph.text for page in pages for glyph in page]
    unmapped = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in chars)
    return "的文字层没有可用的字符编码" if unmapped > _MAX_UNMAPPED_SHARE * len(chars) else ""
