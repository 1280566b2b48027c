"""Cut a clause's text into sentences, as spans into that text."""

from __future__ import annotations

import re

from index.document import Span

_ENDS = frozenset("。；！？!?;\n")
_CLOSERS = frozenset("”’」』）)》〉】〕\"")
_OPEN_TO_CLOSE = {
    "（": "）", "(": ")", "“": "”", "‘": "’", "《": "》", "〈": "〉",
    "【": "】", "〔": "〕", "「": "」", "『": "』",
}  # fmt: skip
_MARK = re.compile("[" + re.escape("".join((*sorted(_ENDS), *_OPEN_TO_CLOSE))) + "]")
#: A bracket that stays open longer than this is taken for a typing error and ignored.
_LONGEST_BRACKET = 200


def split_sentences(text: str) -> list[Span]:
    """Return the spans of the sentences in order, without surrounding white space.

    A sentence ends at 。；！？ or a line break outside brackets and quotation marks; closing marks
    that follow the end belong to it. Ends inside a pair that closes soon do not count.
    """
    spans: list[Span] = []
    start = position = 0
    while (mark := _MARK.search(text, position)) is not None:
        position = mark.end()
        if mark.group() in _OPEN_TO_CLOSE:
            position = _after_pair(text, mark.start(), _OPEN_TO_CLOSE[mark.group()])
            if not _ends_inside(text, position):
                continue
        position = _after_closers(text, position)
        _append_trimmed(spans, text, start, position)
        start = position
    _append_trimmed(spans, text, start, len(text))
    return spans


def _after_pair(text: str, position: int, closing: str) -> int:
    """Return the position after the pair opened at ``position``, or after its opening mark."""
    end = text.find(closing, position, position + _LONGEST_BRACKET)
    if end < 0 or "\n" in text[position:end]:
        return position + 1
    return end + 1


def _ends_inside(text: str, position: int) -> bool:
    """Tell whether the pair closed before ``position`` ends its sentence within (“……。”)."""
    return position >= 2 and text[position - 1] in "”’」』" and text[position - 2] in "。！？!?"


def _after_closers(text: str, position: int) -> int:
    while position < len(text) and (text[position] in _CLOSERS or text[position] in _ENDS):
        position += 1
    return position


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        spans.append((start, end))
