"""OFD, the national format of official documents (GB/T 33190): its text objects become text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from index.readers.failures import unreadable
from index.readers.packages import Package
from index.readers.page_lines import Glyph, lines_of
from index.readers.paged import MAX_PAGES, OCR_ADVICE, paged_source
from index.readers.plain_text import even_out
from index.source_text import SourceText

_NUMBER = re.compile(r"-?[0-9]{1,7}(?:\.[0-9]{1,9})?")
_NO_TURN = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: A glyph without a stated advance is this wide, in type sizes: Latin and other characters.
_LATIN_WIDTH, _WIDTH = 0.5, 1.0
_LOOSEST = 1.3


def read_ofd(data: bytes, path: Path) -> SourceText:
    """Read the text objects of an OFD file with page marks.

    Raises:
        DocumentError: the file is damaged, protected, too long, or holds pictures only.
    """
    package = Package(data, path)
    pages = []
    for number, name in enumerate(_page_names(package, path), start=1):
        if number > MAX_PAGES:
            raise unreadable(path, f"超过 {MAX_PAGES} 页", "请拆成几个文件后再导入")
        root = package.xml(name)
        glyphs = _glyphs(root) if root is not None else ()
        pages.append(lines_of(glyphs, number))
    if not any(pages):
        raise unreadable(path, "没有文字，只有图片", OCR_ADVICE)
    return paged_source(pages, "application/ofd")


def _page_names(package: Package, path: Path) -> Iterator[str]:
    """Yield the names of the pages' parts in order, over all documents of the package."""
    start = package.xml("OFD.xml")
    found = False
    for root in _texts(start, "DocRoot") if start is not None else ():
        name = posixpath.normpath(root.lstrip("/"))
        document = package.xml(name)
        for page in document.iterfind(".//{*}Pages/{*}Page") if document is not None else ():
            place = page.get("BaseLoc", "")
            folder = "" if place.startswith("/") else posixpath.dirname(name)
            found = True
            yield posixpath.normpath(posixpath.join(folder, place.lstrip("/")))
    if not found:
        raise unreadable(path, "不是 OFD 文档或已损坏", "请重新下载，或转成 pdf 后再导入")


def _texts(root: _Element, name: str) -> Iterator[str]:
    for element in root.iterfind(f".//{{*}}{name}"):
        yield (element.text or "").strip()


def _glyphs(page: _Element) -> Iterator[Glyph]:
    for text_object in page.iterfind(".//{*}TextObject"):
        turn = _numbers(text_object.get("CTM")) or list(_NO_TURN)
        if len(turn) != 6 or abs(turn[1]) > 0.1 or abs(turn[2]) > 0.1:
            # Leaning text is a watermark.
            continue
        box = _numbers(text_object.get("Boundary")) or [0.0, 0.0]
        size = (_numbers(text_object.get("Size")) or [3.0])[0]
        for code in text_object.iterfind("{*}TextCode"):
            yield from _code_glyphs(code, turn, (box + [0.0, 0.0])[:2], size)


def _code_glyphs(
    code: _Element, turn: list[float], origin: list[float], size: float
) -> Iterator[Glyph]:
    """Yield the glyphs of one run of text; its place is that of the first one's base line."""
    text = code.text or ""
    x = (_numbers(code.get("X")) or [0.0])[0]
    y = (_numbers(code.get("Y")) or [0.0])[0]
    steps_x, steps_y = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
    for at, char in enumerate(text):
        width = size * (_LATIN_WIDTH if char.isascii() else _WIDTH)
        step_y = steps_y[min(at, len(steps_y) - 1)] if steps_y else 0.0
        step_x = steps_x[min(at, len(steps_x) - 1)] if steps_x else 0.0 if steps_y else width
        if even_out(char).strip():
            left = origin[0] + turn[0] * x + turn[4]
            base = origin[1] + turn[3] * y + turn[5]
            height = abs(size * turn[3])
            # What the next glyph keeps clear of is this glyph's, unless it is a space's width.
            own = step_x if 0 < step_x < _LOOSEST * size else width
            right = left + abs(own * turn[0])
            yield Glyph(char, left, right, base - 0.85 * height, base + 0.15 * height)
        x, y = x + step_x, y + step_y


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text or "")]


def _deltas(text: str | None) -> list[float]:
    """Return the steps from glyph to glyph; ``g 5 3.2`` stands for five steps of 3.2."""
    steps: list[float] = []
    words = (text or "").split()
    at = 0
    while at < len(words):
        if words[at] == "g" and at + 2 < len(words):
            count = int(words[at + 1]) if words[at + 1].isdecimal() else 0
            steps += _numbers(words[at + 2])[:1] * min(count, 10_000)
            at += 3
        else:
            steps += _numbers(words[at])[:1]
            at += 1
    return steps
