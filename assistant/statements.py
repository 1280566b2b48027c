"""Cut what an asker says into statements; tell the asserted from the denied and the doubtful."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from index.document import Span
from index.facets import lexicon
from index.normalization import normalize

#: ``others`` is what somebody else has or does.
Polarity = Literal["asserted", "denied", "pending", "doubtful", "asked", "intended", "others"]

_BREAK = re.compile(r"[，。；！？;!?\n、]|,(?!\d{3})|(?<!\d),|(?<=[^\sA-Za-z0-9])\s+")
#: 、 parts statements only where the next begins like one (研发180万、营收2亿), not in a list.
_LIST_BREAK = re.compile(r"、")
#: A denial reaches this many characters forward.
_REACH = 14
_DENIED_AFTER = re.compile(
    r"^[^，]{0,4}?(?:(?<!有)没|未|还没|尚未|不)有?(?:装|买|办|批|过|通过|认定|入选|下来|评|交|投|进|拿|做|开|有|要|去|允许|同意|符合|支持|行)?(?:上|过|了|成|到|下来|保)?$"
)
#: 我们还没有 takes what the statement before speaks of.
_BARE_DENIAL = re.compile(
    r"(?:但是?|可是?|不过|而)?(?:我们?|咱们?|我司|我厂|本公司|自己)(?:公司|厂|家)?(?:还|都|也|却|目前)*"
    r"(?:没有?|不是|没有过|没买|没办|没评上|没弄)(?:呢|啊|的|过)?"
)
#: Numerals as cheques have them: 贰佰万元.
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_BUT = re.compile(r"但|而是|不过|可是")
_MODAL = re.compile(r"能|可以|可否|给|算|补|要不要|有没有|是不是|够")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the asker.

    ``text`` is normalised, ``words`` as the asker put it. ``forced`` is the answer to a question
    put in these words; a ``silent`` statement only names a figure and asserts nothing else.
    """

    text: str
    span: Span
    words: str = ""
    question: bool = False
    forced: bool | None = None
    silent: bool = False
    #: It answers a question of the form.
    answers: bool = False

    def polarity(self, span: Span) -> Polarity:
        """Return how the words at ``span`` of the statement are meant."""
        if self.forced is not None:
            return "asserted" if self.forced else "denied"
        start, end = span
        cues = _cues()
        if cues["others"].search(self.text):
            return "others"
        if cues["doubtful"].search(self.text):
            return "doubtful"
        if self._is_asked(start, end):
            return "asked"
        if self._is_denied(start, end):
            return "denied"
        if cues["pending"].search(self.text) and not cues["arrived"].search(self.text):
            return "pending"
        if any(match.end() <= start for match in cues["intended"].finditer(self.text)):
            return "intended"
        return "asserted"

    def _is_asked(self, start: int, end: int) -> bool:
        """Say whether the words are asked about: 能不能 before them, or a final 吗 alone."""
        for match in _cues()["asked"].finditer(self.text):
            if match.end() >= len(self.text):
                return not _MODAL.search(self.text, end) and match.start() >= end
            if match.start() < start:
                return True
        return self.question and not _MODAL.search(self.text, end)

    def _is_denied(self, start: int, end: int) -> bool:
        before = self.text[max(0, start - _REACH) : start]
        if before.endswith(("不", "非", "没", "无")):
            return True
        last_but = max((match.end() for match in _BUT.finditer(before)), default=0)
        for match in _cues()["denied"].finditer(before):
            if match.start() >= last_but:
                return True
        # A cue that straddles the words' own beginning (不变) is part of them.
        return bool(_DENIED_AFTER.match(self.text[end:]))


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(words)) for name, words in lexicon()["polarity"].items()}


def split_statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of a text in order, with their spans in it."""
    statements: list[Statement] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match.group() == "、" and not _starts_anew(text, match.end()):
            continue
        _append(statements, text, start, match.start(), match.group())
        start = match.end()
    _append(statements, text, start, len(text), "")
    return tuple(statements)


def _starts_anew(text: str, at: int) -> bool:
    """Say whether a figure of its own follows: 研发一年180万、营收2亿."""
    return bool(re.match(r"[^，。；、\d]{2,8}\d", text[at : at + 12]))


def _append(statements: list[Statement], text: str, start: int, end: int, mark: str) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        span = (start + lead, start + lead + len(piece))
        asks = mark in ("？", "?")
        text = normalize(piece).translate(_FINANCIAL)
        statements.append(Statement(text, span, words=piece, question=asks))
        if len(statements) > 1 and _BARE_DENIAL.fullmatch(text):
            before = statements[-2].text
            statements[-1] = Statement(before, span, words=piece, forced=False)
