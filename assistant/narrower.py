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
_ONE = "个家户人亩台辆头吨处座所度平斤间套次晚张件票"
#: Right before a figure: it is a change, and not what there is then (降至 is).
_CHANGED = re.compile(
    r"(?:降(?:低|价)?|下调|下浮|(?<!递)减(?:少|收)?|上调|上浮|涨(?:价)?)(?:了|约|近|超过?)*$"
)
#: A town that the asker names as its own: 有没有我们石梁镇.
_TOWN = re.compile(
    r"(?:我们?|咱们?|俺们?|有没有|轮到|包括|在)(?:这|那)?"
    r"(?P<name>(?:(?![各几哪城乡集小重问镇个])[\u4e00-\u9fff]){2}(?:镇|乡|街道))(?![政级村区])"
)
_ASKS_CHANGE = re.compile(r"[降减调浮涨省压]|往[上下]|便宜|优惠|少(?!$)|低")
SHARES = (
    Share(
        re.compile(rf"(?:[每一单]|平均每?)[{_ONE}](?![是问要查说数准总]){_HOW_MUCH}|人均|平均{_HOW_MUCH}"),
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
    before = value.sentence.sentence_text[: value.bound.quantity.span[0]]
    asks_change = _ASKS_CHANGE.search(question.normalized.replace("多少", ""))
    if question.asked and _CHANGED.search(before) and not asks_change:
        return "现在的数额"
    if not question.asked or role_of(value.bound, value.sentence) not in GOVERNMENT:
        return ""
    sentence = value.sentence.sentence_text
    for county in counties:
        if county not in sentence:
            return f"{county}的数额"
    town = _TOWN.search(question.normalized)
    if town and town["name"] not in sentence:
        return f"{town['name']}的情况"
    for share in SHARES:
        if share.asked.search(question.normalized) and not share.stated.search(sentence):
            return share.missing
    return ""
