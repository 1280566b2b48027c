"""Pairs every value of a sentence with its own subject: two cases in one sentence stay apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.amounts import find_quantities
from index.document import Span
from index.quantity import Quantity

#: "3%以上且年增长20%以上": behind it stands the next value's own subject.
_JOINS = re.compile(r"且|并|或|以及|及|和")
#: "安排资金43亿元，用于民生实事": the purpose of a sum comes behind it.
_PURPOSE = re.compile(r"[，,](?:主要)?(?:用于|用以|专项用于|重点用于)")
_BREAK = re.compile(r"[，,；;。、：:]")
#: "对A、B分别给予X、Y的奖励": the listed subjects and the listed values pair in order.
_RESPECTIVELY = re.compile(r"(?P<subjects>[^，；。]{2,80}?)(?:，)?分别(?:为|是|给予|按|达到?|补助|奖励|给)?")
#: What follows a value and belongs to it ("30万元的奖励", "3家以上").
_TAIL = re.compile(r"(?:以上|以下|以内|左右|的?(?:一次性)?(?:补助|补贴|奖励|奖补|激励|资助|经费|优惠)+)")


@dataclass(frozen=True, slots=True)
class BoundValue:
    """A value with the words that say of what it is the value.

    ``subject`` is the nearest description; ``lead`` is the wider one that the sentence opens with.
    ``span`` covers subject, value and its tail in the sentence's text.
    """

    quantity: Quantity
    subject: str
    lead: str
    span: Span
    #: Set where the pairing was resolved from "分别": the subject alone, without its rivals.
    paired: bool = False
    #: The value as printed, with the words that bound it ("不低于70%", "30万元以上").
    phrase: str = ""


@lru_cache(maxsize=8192)
def bind(sentence: str) -> tuple[BoundValue, ...]:
    """Return every value of a sentence with its subject, in order."""
    quantities = [q for q in find_quantities(sentence) if _is_value(q, sentence)]
    paired = _respectively(sentence, quantities)
    bound = []
    previous_end = 0
    for quantity in quantities:
        if quantity in paired:
            bound.append(paired[quantity])
            previous_end = quantity.phrase_span[1]
            continue
        start, end = quantity.phrase_span
        opening = max(previous_end, _last_break(sentence, start))
        while opening > 0 and _is_empty(sentence[opening:start]):
            if sentence[opening - 1] in "；;":
                break
            opening = _last_break(sentence, opening - 1)
        tail = _TAIL.match(sentence, end)
        lead = _shared_lead(sentence, opening, quantity, bound)
        close = tail.end() if tail else end
        rival = min((q.phrase_span[0] for q in quantities if q.span[0] >= end), default=len(sentence))
        subject = sentence[opening:start] + sentence[end : _own_end(sentence, end, rival)]
        bound.append(
            BoundValue(quantity, subject, lead, (opening, close), phrase=sentence[start:end])
        )
        previous_end = end
    return tuple(bound)


def _shared_lead(
    sentence: str, opening: int, quantity: Quantity, before: list[BoundValue]
) -> str:
    """Return what a sentence opens with, without the subjects of rival values."""
    lead = sentence[:opening]
    for other in reversed(before):
        if other.quantity.kind == quantity.kind and not other.paired:
            start, end = other.span
            lead = lead[:start] + lead[end:]
    return lead


def _is_value(quantity: Quantity, sentence: str) -> bool:
    """Tell whether an amount states something: no date, no kind of thing, no value of before."""
    start, end = quantity.span
    if quantity.kind == "date" or _KIND_OF_THING.fullmatch(quantity.surface):
        return False
    return not (_FROM.search(sentence[:start]) and _BECOMES.match(sentence[end:]))


def _last_break(text: str, before: int) -> int:
    ends = [match.end() for match in _BREAK.finditer(text, 0, max(0, before))]
    return ends[-1] if ends else 0


def _purpose_end(text: str, after: int) -> int:
    """Return where the words that belong to a value end, with the purpose that may follow it."""
    end = _next_break(text, after)
    return _next_break(text, end + 1) if _PURPOSE.match(text, end) else end


def _own_end(text: str, after: int, rival: int) -> int:
    """Return where the words behind a value end, before those that join the next value to it."""
    end = _purpose_end(text, after)
    if end <= rival:
        return end
    joined = _JOINS.search(text, after, rival)
    return joined.start() if joined else rival


def _next_break(text: str, after: int) -> int:
    match = _BREAK.search(text, after)
    return match.start() if match else len(text)


def _is_empty(text: str) -> bool:
    return len(_NO_SUBJECT.sub("", text)) < 2


#: "二孩家庭", "首套、二套住房": the number names a kind.
_KIND_OF_THING = re.compile(r"[一二三]\s*[孩胎套]")
#: "由35万元调整为45万元": the value before holds no longer.
_FROM = re.compile(r"(?:由|从)[^，,；;。\d]{0,14}$")
_BECOMES = re.compile(
    r"(?:（[^（）]{1,6}）)?(?:以[内上下])?的?(?:统一)?(?:调整|提高|增加|延长|延至|上调|提升|降低|下调|下降|扩大|放宽|变更|缩短|压缩|减少|降|升|增)(?:为|到|至)?"
)
#: What can stand before a value without saying of what it is the value.
_NO_SUBJECT = re.compile(
    r"[\W\d年月日]|给予|按照?|达到?|为|是|不(?:低|超|少)[于过]|补助|给|同比|增长|下降|提高|突破|超过?|约|近|左右|以上|力争|最高|企业|单位|用人单位|购房人|奖励|补贴|原则上|一般|每年|累计|共计?|全年|全市"
)


def _respectively(sentence: str, quantities: list[Quantity]) -> dict[Quantity, BoundValue]:
    match = _RESPECTIVELY.search(sentence)
    if not match:
        return {}
    values = [q for q in quantities if q.span[0] >= match.end()]
    run = values[:1]
    for quantity in values[1:]:
        between = sentence[run[-1].phrase_span[1] : quantity.phrase_span[0]]
        if quantity.kind != run[0].kind or len(between.strip("、和及, ，")) > 2:
            break
        run.append(quantity)
    names = [name for name in re.split(r"[、和及]", match.group("subjects")) if name.strip()]
    if len(run) < 2 or len(names) < len(run):
        return {}
    names = names[-len(run) :]
    head_source = match.group("subjects")
    head = head_source[: head_source.find(names[0])]
    common = _common_tail(names)
    opening = re.sub(r"^.*?(?=对|新认定|首次|获)", "", names[0])
    prefix = names[0][: len(names[0]) - len(opening)] if opening != names[0] else ""
    lead = re.match(r"(?:对)?(?:新认定|首次认定|重新认定|获评|获得|认定)?的?", names[0])
    shared_lead = lead.group(0) if lead else ""
    bound = {}
    for position, (name, quantity) in enumerate(zip(names, run, strict=True)):
        own = name if position == 0 else shared_lead + name
        if position < len(names) - 1 and common and not own.endswith(common):
            own += common
        bound[quantity] = BoundValue(
            quantity, own.strip(), head + prefix, (match.start(), quantity.phrase_span[1]),
            paired=True, phrase=quantity.surface,
        )  # fmt: skip
    return bound


def _common_tail(names: list[str]) -> str:
    """Return the noun that only the last of several names carries (国家级、省级工业设计中心)."""
    first, last = names[0].strip(), names[-1].strip()
    marker = re.search(r"(?:级|类|等奖|型|档|第[一二三四五])(?=[\u4e00-\u9fff]{2,})", last)
    if not marker or first.endswith(last[marker.end() :]):
        return ""
    return last[marker.end() :]
