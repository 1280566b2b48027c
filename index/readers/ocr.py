"""Pages that are pictures are recognised, where the optional OCR is installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.readers.failures import unreadable
from index.readers.page_lines import Glyph, Line, lines_of
from index.readers.pdfium import opened, pages_of

#: Recognition takes seconds a page.
MAX_PICTURES = 60
MAX_SECONDS = 600.0
#: Dots per point: 200 dpi, at which the type of official documents is read reliably.
_SCALE = 200 / 72
#: Below this score a line is a stamp, a fold or a stain.
_MIN_SCORE = 0.5
#: How wide Latin characters are beside Chinese ones.
_LATIN_WIDTH = 0.5
#: The brackets of a document's number are what recognition takes for others most often.
_NUMBER_BRACKETS = re.compile(r"[〔\[［【(（]((?:19|20)\d\d)[〕\]］】)）](?=\s?第?\d{1,4}\s?号)")

_Quad = Sequence[Sequence[float]]
_Engine = Callable[[NDArray[np.uint8]], tuple[list[tuple[_Quad, str, float]] | None, object]]


@lru_cache(maxsize=1)
def _engine() -> _Engine | None:
    """Load RapidOCR, whose wheel carries its models; ``None`` where it is not installed."""
    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError:
        return None
    engine: _Engine = RapidOCR()
    return engine


def is_installed() -> bool:
    """Tell whether pictures can be recognised."""
    return _engine() is not None


def read_pictures(data: bytes, path: Path, numbers: Sequence[int]) -> dict[int, list[Line]]:
    """Recognise the pages of a pdf with these numbers; pages without words are left out.

    Raises:
        DocumentError: there are too many pages, or the time is up.
    """
    if len(numbers) > MAX_PICTURES:
        raise unreadable(
            path, f"有超过 {MAX_PICTURES} 页图片", "请拆成几个文件，或先做文字识别（OCR）"
        )
    found: dict[int, list[Line]] = {}
    with opened(data, path) as document:
        for number, page in pages_of(document, numbers, path, MAX_SECONDS):
            picture = page.render(scale=_SCALE).to_numpy()
            lines = lines_of(_glyphs(picture, page.get_height()), number)
            if lines:
                found[number] = lines
    return found


def _glyphs(picture: NDArray[np.uint8], height: float) -> Iterator[Glyph]:
    """Yield a picture's characters in points, each line's spread evenly over its box."""
    engine = _engine()
    boxes = engine(picture)[0] if engine is not None else None
    for quad, text, score in boxes or ():
        words = _NUMBER_BRACKETS.sub(r"〔\1〕", text.strip())
        if score < _MIN_SCORE or not words:
            continue
        left, right = (edge(x for x, _ in quad) / _SCALE for edge in (min, max))
        top, bottom = (edge(y for _, y in quad) / _SCALE - height for edge in (min, max))
        widths = [_LATIN_WIDTH if char.isascii() else 1.0 for char in words]
        unit = (right - left) / sum(widths)
        for char, width in zip(words, widths, strict=True):
            yield Glyph(char, left, left + width * unit, top, bottom)
            left += width * unit
