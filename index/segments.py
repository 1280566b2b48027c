"""Cut a sentence at its commas, leaving brackets and quotation marks whole."""

from __future__ import annotations

import re

from index.document import Span
from index.provision import Phrase

_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "〔": "〕", "【": "】"}
_UNIT_BRACKET = re.compile(
    r"[（(](?:[^（）()]|[（(][^（）()]*[）)])*?(?:责任|牵头|配合|主办|协办)(?:单位|部门)"
    r"(?:[^（）()]|[（(][^（）()]*[）)])*[）)]"
)
#: A list of cases with their sums is cut too: 硕士毕业生补贴4万元、博士毕业生补贴7万元.
_SEGMENT_END = re.compile(
    r"[，,；;。]|[：:](?:\s*[①-⑳])+|(?<=[元套年月人亩个])、(?=[^，。；、\d按给]{2,14}(?:补[助贴]|奖[励补]|资助)[^，。；、\d]{0,4}\d)"
    r"|[：:](?=[^，。；、\d按给]{2,14}(?:补[助贴]|奖[励补]|资助)[^，。；、\d]{0,4}\d)"
)


def outside_pairs(text: str) -> list[bool]:
    """Say of every character whether it stands outside brackets and quotation marks."""
    flags: list[bool] = []
    closing: list[str] = []
    for sign in text:
        if closing and sign == closing[-1]:
            closing.pop()
            flags.append(False)
            continue
        flags.append(not closing)
        if sign in _PAIRS and len(closing) < 8:
            closing.append(_PAIRS[sign])
    return flags


def cut(phrase: Phrase, separators: re.Pattern[str], *, keep: bool = False) -> list[Phrase]:
    """Cut a phrase at separators outside brackets; empty pieces are dropped.

    ``keep`` leaves the separator at the head of the piece that follows it.
    """
    outside = outside_pairs(phrase.text)
    pieces, start = [], 0
    for match in separators.finditer(phrase.text):
        if match.end() > match.start() and outside[match.start()] and match.start() >= start:
            pieces.append(part(phrase, start, match.start()))
            start = match.start() if keep else match.end()
    pieces.append(part(phrase, start, len(phrase.text)))
    return [piece for piece in pieces if piece.text]


def part(phrase: Phrase, start: int, end: int) -> Phrase:
    """Return a piece of a phrase without surrounding space and commas, with its own span."""
    while start < end and phrase.text[start] in " \t\n，,、；;。：:":
        start += 1
    while end > start and phrase.text[end - 1] in " \t\n，,、；;。：:":
        end -= 1
    offset = phrase.span[0]
    return Phrase(phrase.text[start:end], (offset + start, offset + end))


def segments(text: str, span: Span) -> list[Phrase]:
    """Return the comma-separated segments of a sentence, its unit brackets left out."""
    body = text[span[0] : span[1]]
    for match in _UNIT_BRACKET.finditer(body):
        body = body[: match.start()] + "，" * len(match.group()) + body[match.end() :]
    return cut(Phrase(body, span), _SEGMENT_END)
