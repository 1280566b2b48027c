"""Whether something must be paid for: what a question supposes, and what a sentence says."""

from __future__ import annotations

import re
from typing import Literal

from assistant.question import ParsedQuestion
from assistant.verdict import Judgement

Cost = Literal["free", "paid"]

_PAY = (
    r"(?:掏腰包|付费|收费(?!站)|缴费|自费|要钱|收钱|[掏花交付出缴](?!通|易|流|警|叉|入|口|台|让|租|现)[^，。；？?免]{0,6}(?:钱|费|税)|[掏花交付出收]不[掏花交付出收][^，。；？?]{0,4}(?:钱|费|税)|(?:还是?|要|得|照)收(?!入|购|储|到|集|益|官|费)[^，。；？?免]{0,4}[的吗么不吧])"
)
#: What a question supposes to be paid, or to cost nothing; "要不要掏钱" supposes the first.
_SUPPOSES_PAID = re.compile(_PAY)
_SUPPOSES_FREE = re.compile(
    rf"免费|白[给用送打拿]|(?<![要用掏花交付出收])(?:不(?:用|要|需要?|必|再)?|无需|无须|不用再|没)(?:自己|本人|个人|再|另外)?{_PAY}|免[了掉收交缴]"
)
_SAYS_FREE = re.compile(r"免费|免[收交缴征]|全免|免除")
_SAYS_PAID = re.compile(r"有偿|使用费|(?<!免)收费(?!站)|(?<!不)收取")
_PRICED = re.compile(rf"{_SAYS_FREE.pattern}|{_SAYS_PAID.pattern}|折|减半|优惠|下浮")
_PIECES = re.compile(r"[，；。、]|和(?!谐)|以及|及(?!时|格)")


def read_cost(question: ParsedQuestion) -> Cost | None:
    """Return whether a question supposes a cost, or that there is none; ``None`` without either."""
    text = question.normalized
    if not question.confirms:
        return None
    if _SUPPOSES_FREE.search(text):
        return "free"
    return "paid" if _SUPPOSES_PAID.search(text) else None


def judge_cost(
    question: ParsedQuestion, sentence: str, fit: Judgement | None
) -> Judgement | None:
    """Judge a supposed cost by what the sentence says of the same thing.

    Args:
        question: what is asked or claimed.
        sentence: the sentence that answers.
        fit: how the asker's own facts fit the sentence's conditions, where they tell.
    """
    supposed = read_cost(question)
    said = supposed and _said(question.normalized, sentence)
    if not supposed or not said:
        return None
    if fit is not None and fit.verdict == "depends":
        return fit
    if fit is not None and fit.verdict == "no" and supposed != said:
        return Judgement("yes", f"条文写的不包括这种情况：{fit.opening}")
    if supposed == said:  # whom it is for, and how many, is yet to be judged
        return None
    return Judgement("no", "不用。" if said == "free" else "不是。", wide=True)


def _said(text: str, sentence: str) -> Cost | None:
    """Return what the sentence says of a cost; of several things, of the one that is named."""
    pieces = _PIECES.split(sentence)
    several = sum(bool(_PRICED.search(piece)) for piece in pieces) > 1
    for piece in pieces:
        if several and not any(pair in text for pair in _pairs(piece)):
            continue
        if _SAYS_FREE.search(piece):
            return "free"
        if _SAYS_PAID.search(piece):
            return "paid"
    return None


def _pairs(piece: str) -> set[str]:
    """Return the neighbouring signs of what a piece says beside the cost."""
    rest = _SAYS_PAID.sub(" ", _SAYS_FREE.sub(" ", piece))
    pairs = (rest[at : at + 2] for at in range(len(rest) - 1))
    return {pair for pair in pairs if re.fullmatch(r"[\u4e00-\u9fffA-Za-z]{2}", pair)}
