"""Lines of a source text: page furniture told from words, hard wraps joined, spacing cleaned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.lines import INVISIBLE, Line, read_lines
from index.readers.numbered_lines import NUMBERED
from index.source_text import SourceText

_PAGE_NUMBER = re.compile(
    r"[-—–－―_·•\s]*第?\s*\d{1,4}\s*页?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页)?[-—–－―_·•\s]*"
    r"|[Pp]age\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_MARKED_PAGE_NUMBER = re.compile(r"[-—–－―·•第]|页|[Pp]age|/")
#: A printed rule between the letterhead and the title, or above the imprint.
_RULE = re.compile(r"[━─—–\-_=＿―═～~*★☆◆●○·\s]{4,}")
_TERMINAL = "。！？；：!?;:"
_CLOSERS = "”’\"'）)】》〉」』〕]"
_CJK = (
    r"\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\ufe30-\ufe4f\uff00-\uffef“”‘’—…·"
)
_SPACE_AT_CJK = re.compile(rf"(?<=[{_CJK}])[ ]+|[ ]+(?=[{_CJK}])")
_SPACED_DIGITS = re.compile(r"(?<![\d.])\d(?: \d)+(?![\d.])")
#: A number that begins a paragraph, its digits set apart from its dot or bracket: 1 ., ( 2 ).
_SPACED_NUMBER = re.compile(r"^([（(]?) ?(\d{1,3}) ?([）).．﹒、]) ?")
_BLANKS = re.compile(r"[^\S\n\t]+")
_INVISIBLES = re.compile(f"[{INVISIBLE}]")
#: Fewer lines, or fewer that break off, tell of no margin; a few lines may reach beyond it.
_FEWEST_LINES = 8
_FEWEST_BROKEN = 3
_MOST_BEYOND = 0.02
#: How ragged a margin is, in characters.
_RAGGED = 2.5
#: A page's running head stands on at least this many pages.
_RUNNING_HEAD_PAGES = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines that hold words, and the width at which the text is hard-wrapped.

    ``width`` counts full-width characters and is ``None`` where a line is a whole paragraph.
    """

    lines: tuple[Line, ...]
    noise: tuple[Line, ...]
    width: float | None

    def is_full(self, line: Line) -> bool:
        """Say whether a line of a hard-wrapped text reaches the right margin."""
        if self.width is None or line.column is not None:
            return False
        return visual_width(line.text) >= self.width - _RAGGED


def visual_width(text: str) -> float:
    """Return the width of a text in full-width characters."""
    narrow = sum(1 for character in text if character.isascii())
    return len(text) - narrow / 2


def read_layout(source: SourceText) -> Layout:
    """Return the lines of a source text, page numbers and running heads set apart."""
    lines = _mark_noise(read_lines(source.text), [offset for offset, _ in source.pages])
    words = tuple(line for line in lines if not line.noise)
    running = [line for line in words if line.column is None]
    return Layout(words, tuple(line for line in lines if line.noise), _wrap_width(running))


def _mark_noise(lines: list[Line], page_offsets: Sequence[int]) -> list[Line]:
    numbers = {i for i, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)}
    bare = [i for i in sorted(numbers) if not _MARKED_PAGE_NUMBER.search(lines[i].text)]
    values = [int(lines[i].text.strip()) for i in bare if lines[i].text.strip().isdigit()]
    # A lone bare number may be a table's cell; page numbers count upwards one by one.
    if len(values) < 2 or any(b - a != 1 for a, b in zip(values, values[1:], strict=False)):
        numbers -= set(bare)
    rules = {i for i, line in enumerate(lines) if _RULE.fullmatch(line.text)}
    starts = [line.start for line in lines]
    page_starts = {bisect_left(starts, offset) for offset in page_offsets}
    edges = {i + step for i in numbers for step in (-1, 1)} | page_starts
    edges |= {start - 1 for start in page_starts}
    heads = Counter(lines[i].text for i in edges if 0 <= i < len(lines) and i not in numbers)
    running = {
        text
        for text, pages in heads.items()
        if pages >= _RUNNING_HEAD_PAGES and len(text) <= 40 and text[-1] not in _TERMINAL + "）)"
    }
    noise = numbers | rules | {i for i in edges if i < len(lines) and lines[i].text in running}
    return [replace(line, noise=True) if i in noise else line for i, line in enumerate(lines)]


def _wrap_width(lines: Sequence[Line]) -> float | None:
    """Return the margin of a hard-wrapped text: many lines stop mid-sentence near one width.

    Nothing reaches beyond a margin, and what follows a line that stops there carries it on: lines
    of the same length by chance, as measures with their units in brackets are, do neither.
    """
    widths = sorted(visual_width(line.text) for line in lines)
    if len(widths) < _FEWEST_LINES:
        return None
    margin = widths[int(len(widths) * 0.9)]
    beyond = sum(width > margin + _RAGGED for width in widths)
    if not 15 <= margin <= 64 or beyond > len(widths) * _MOST_BEYOND:
        return None
    full = [line for line in lines if visual_width(line.text) >= margin - _RAGGED]
    broken = sum(
        visual_width(line.text) >= margin - _RAGGED and _breaks_off(line.text, after.text)
        for line, after in pairwise(lines)
    )
    if len(full) < len(lines) * 0.12 or broken < max(len(full) * 0.4, _FEWEST_BROKEN):
        return None
    return margin


def _breaks_off(text: str, following: str) -> bool:
    """Say whether a line stops within a sentence that the next one carries on."""
    return not ends_sentence(text) and text[-1] not in _CLOSERS and not NUMBERED.match(following)


def ends_sentence(text: str) -> bool:
    """Say whether a line's last words close a sentence or a bracketed remark after one."""
    if not text:
        return False
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _TERMINAL


def join_lines(parts: Iterable[str]) -> str:
    """Join the pieces of one wrapped paragraph; Latin words keep the space between them."""
    joined = ""
    for part in parts:
        latin = joined[-1:].isascii() and joined[-1:].isalpha() and part[:1].isascii()
        joined += (" " if latin and part[:1].isalpha() else "") + part
    return joined


def clean_spacing(text: str) -> str:
    """Remove letter-spacing and the spaces beside Chinese characters; keep line ends and tabs."""
    text = _BLANKS.sub(" ", _INVISIBLES.sub("", text))
    text = _SPACED_DIGITS.sub(lambda match: match.group().replace(" ", ""), text)
    return _SPACED_NUMBER.sub(r"\1\2\3", _SPACE_AT_CJK.sub("", text).strip())
