"""Whether a question asks for less than a figure covers: one county, one applicant, its outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.decision import Value, role_of
from assistant.question import ParsedQuestion
from index.amount_roles import GOVERNMENT


@dataclass(frozen=True, slots=True)
class Share:
    """A way of asking for less: the words that ask so, what states it, and what to call it."""

    asked: re.Pattern[str]
    stated: re.Pattern[str]
    missing: str


_HOW_MUCH = r"[^，。；？?]{0,20}(?:多少|几)"
_ONE = "个家户人亩台辆头吨处座所"
SHARES = (
    Share(
        re.compile(rf"(?:[每一单]|平均每?)[{_ONE}](?!是){_HOW_MUCH}|人均|平均{_HOW_MUCH}"),
        re.compile(rf"[每各单][{_ONE}乡镇县市区村社]|均|[/／]"),
        "单个的数额",
    ),
    Share(
        re.compile(rf"(?:去年|前年|上年|往年|实际(?!利用|使用|到)){_HOW_MUCH}|到现在{_HOW_MUCH}"),
        re.compile(r"去年|上年|实际|已|累计"),
        "实际完成的情况",
    ),
)


def narrower_share(
    question: ParsedQuestion, value: Value, counties: tuple[str, ...]
) -> str:
    """Return what is asked for and left out, in words; empty where the value itself is asked for.

    Args:
        question: what is asked.
        value: the value that fits it best.
        counties: the places inside the documents' own that the question names.
    """
    if not question.asked or role_of(value.bound, value.sentence) not in GOVERNMENT:
        return ""
    sentence = value.sentence.sentence_text
    for county in counties:
        if county not in sentence:
            return f"{county}的数额"
    for share in SHARES:
        if share.asked.search(question.normalized) and not share.stated.search(sentence):
            return share.missing
    return ""
