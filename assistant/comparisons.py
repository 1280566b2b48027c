"""Two things of one clause compared ("人才的是不是比平台的还多"): their values decide."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.binding import BoundValue
from assistant.question import ParsedQuestion
from assistant.rival_values import told_apart
from assistant.verdict import Judgement, comparable

_COMPARED = re.compile(
    r"(?P<one>[^，,。；;？?]{2,30}?)(?:是不是|是否|会不会|应该|要|得)*比(?!例|重(?![大点要])|率|较|如|赛|值)(?P<other>[^，,。；;？?]{2,24}?)"
    r"(?:的)?(?:还要?|更|都)?(?P<more>多|高|大)?(?P<less>少|低|小)?(?:[一些点吗吧呢么嘛呀啊]|$|[，,。？?])"
)


def judge_comparison(question: ParsedQuestion, bound: Sequence[BoundValue]) -> Judgement | None:
    """Judge which of two things is said to be more; ``None`` where their values are not told."""
    if not question.confirms:
        return None
    match = _COMPARED.search(question.normalized)
    if match is None or not (match["more"] or match["less"]):
        return None
    one, other = told_apart(match["one"], bound), told_apart(match["other"], bound)
    if one is None or other is None or one is other:
        return None
    if not comparable(one.quantity, other.quantity):
        return None
    first, second = one.quantity.exact, other.quantity.exact
    holds = first > second if match["more"] else first < second
    return Judgement("yes", "是的。") if holds else Judgement("no", "不是。", wide=True)
