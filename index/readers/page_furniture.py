"""What repeats around the pages and is not the document: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.readers.page_lines import Line

_PAGE_NUMBER = re.compile(
    r"[-—–－─一~～·•.\s]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,6})(?:\s*页)?"
    r"(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－─一~～·•.\s]*"
)
#: What heads a part of the document, and so may well stand on top of many pages.
_ANNEX = re.compile(r"附[件表录]|表\d")
#: Running lines stand within this share of the text's height from its top or bottom.
_MARGIN = 0.12
#: On how many pages, and on which share of them, a running line stands.
_MIN_PAGES = 2
_MIN_SHARE = 0.4


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages' lines without page numbers, running heads and running feet."""
    running = _running(pages)
    return [_body(lines, running) for lines in pages]


def _body(lines: Sequence[Line], running: frozenset[str]) -> list[Line]:
    """Drop furniture from the page's edges inwards, as far as it goes."""
    body = sorted(lines, key=lambda line: line.top)
    edges: set[int] = set()
    for order in (body, body[::-1]):
        for line in order:
            if not (is_page_number(line.text) or _key(line) in running):
                break
            edges.add(id(line))
    return [line for line in lines if id(line) not in edges]


def is_page_number(text: str) -> bool:
    """Tell a line that is nothing but a page's number: ``- 2 -``, ``第 2 页 共 9 页``, ``2/9``."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Return the keys of the lines that stand at the edge of many pages."""
    filled = [lines for lines in pages if lines]
    if len(filled) < _MIN_PAGES:
        return frozenset()
    top = min(line.top for lines in filled for line in lines)
    bottom = max(line.bottom for lines in filled for line in lines)
    margin = (bottom - top) * _MARGIN
    counts: Counter[str] = Counter()
    for lines in filled:
        outer = [x for x in lines if x.bottom < top + margin or x.top > bottom - margin]
        counts.update({_key(line) for line in outer if not line.is_row})
    need = max(_MIN_PAGES, _MIN_SHARE * len(filled))
    return frozenset(
        key
        for key, count in counts.items()
        if count >= need and len(key) >= 2 and not _ANNEX.match(key)
    )


def _key(line: Line) -> str:
    """Return a line's words with its page number left out."""
    return "".join(word for word in line.text.split() if not is_page_number(word))
