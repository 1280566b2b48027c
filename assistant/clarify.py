"""A question too vague to answer: one question back, with choices drawn from the documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.found import Found
from assistant.question import ParsedQuestion
from index.document import Clause

MOST_CHOICES = 4

_EMPTY = re.compile(
    r"[\W\d]|我们?|你们?|他们?|咱们?|这个?|那个?|它|公司|企业|单位|个人|家里|请问|想问?|咨询|打听|了解|一下|补[贴助]|奖[励补]|最[多高大少低]|至多|顶多|个|块|元|政策|优惠|条件|资格|标准|钱|符不?符合|够不够|够格"
    r"|能不能|可以|可不可以|有没有|是不是|算不算|到底|具体|一般|现在|今年|怎么|如何|多少|几|哪个?些?|部门|归|管|负责|申请|申报|办理?|拿|领|给|享受|的|了|吗|么|呢|啊|呀|吧|是|有|要|得|在|和|都|还|不|啥|什么|谁|能|会|找"
)
_GRANTS = re.compile(r"给予|补助|补贴|奖励|奖补|免收|减免|免费|优惠")


def is_vague(question: ParsedQuestion) -> bool:
    """Tell whether a question names no subject at all."""
    if question.intent in ("greeting", "other", "clause", "document", "section"):
        return False
    return len(_EMPTY.sub("", question.normalized)) < 2


def choices_for(question: ParsedQuestion, ranked: Sequence[Clause]) -> tuple[str, ...]:
    """Return two to four questions that the asker may have meant, from the nearest clauses."""
    asks = "归哪个部门负责" if question.asks("unit", "lead") else "有什么规定"
    if question.asks("amount", "cap"):
        asks = "补助多少"
    elif question.intent == "eligibility" or question.asks("condition"):
        asks = "要什么条件"
    wanted = [clause for clause in ranked if clause.title]
    if question.asks("amount", "cap"):
        wanted = [c for c in wanted if _GRANTS.search(c.text)] or wanted
    chosen: dict[str | None, Clause] = {}
    for clause in wanted:
        chosen.setdefault(clause.section, clause)
    picked = list(chosen.values()) + [c for c in wanted if c not in chosen.values()]
    return tuple(f"{clause.title}{asks}？" for clause in picked[:MOST_CHOICES])


def ask_back(question: ParsedQuestion, ranked: Sequence[Clause]) -> Found | None:
    """Ask back once, or return ``None`` where there is nothing to choose from."""
    choices = choices_for(question, ranked)
    if len(choices) < 2:
        return None
    intent = question.intent if question.intent == "eligibility" else "facts"
    return Found(
        intent, "clarify", "您想问的是哪一项？请补充说明，或从下面选一个。", choices=choices
    )
