"""The values that a question claims, each held against the clause's value of the same subject."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.binding import BoundValue, bind
from assistant.kinds import other_kind
from assistant.parts import asking_part
from assistant.question import ParsedQuestion
from assistant.rival_values import told_apart
from assistant.verdict import Judgement, claimed_values, comparable, names_the_asker, of_the_asker
from index.quantity import Quantity, same_quantity
from index.tokenization import normalize

#: What stands before a benefit that a question names.
_GETS = re.compile(
    r"(?:拿|给|补助?|补贴|奖励?|领|得|发|享受|申请|报销)(?:到|个|我们?|企业|公司|的?是)*(?:最高|满|足)?$"
)
#: The asker's own share of a cost, of which a clause states the other.
_OWN_SHARE = re.compile(
    r"自己(?:还?要|得)?(?:出|付|掏|交|承担|拿)|自付|自费|自缴|个人(?:承担|出|缴|付)"
)
#: A yes-no question on a case of a certain size: whether the rule covers it.
_ASKS_FIT = re.compile(r"能|可以|可否|行[不吗]|够|符合|算")
#: What makes a claimed value a ceiling or a floor, so many signs around it.
_CEILING = re.compile(r"最多|至多|顶多|顶天|封顶|上限|顶格|不(?:能|可|得|准|许)?(?:超过|高于|多于)")
_FLOOR = re.compile(r"至少|起码|最少|起步|下限|保底|不(?:能|可|得|准|许)?(?:低于|少于)|打底|最低")
_AROUND = 8
#: A value that is reckoned from those of the clause.
_SUM = re.compile(
    r"相加|加起来|合计|合起来|拢共|总共|一共|加(?:上)?[^，。？?\d]{1,8}(?:[，,]|是|有|共|等于)"
)
_DIFFERENCE = re.compile(r"相?差|多(?:出|给|补|拿)|少(?:给|补|拿)")
#: "和B一样": another subject that the claim's own is likened to.
_LIKENED = re.compile(r"(?:和|跟|同|与|像)[^，,。？?]{2,14}?(?:一样|相同|同样|一致)")
#: The asker reckons to be given a sum.
_HOPES = re.compile(r"(?:给|拿|领|补|奖|报)(?:得)?到|全(?:给|拿|补)|到手|能拿|能给")
#: What may be said, and printed, as a bare number.
_BARE = frozenset({"number", "money_cny", "money_usd"})
#: A piece of a question that tells what somebody did, before what is asked.
_TOLD = re.compile(
    r"(?:^|[，,。；;])([^，,。；;]*(?:[包种买投开养租招雇花办做干][了过着下]|刚[买投开租])[^，,。；;]*)[，,。；;]"
)
#: An age is a rule's with one of these ("65岁才能打"), else somebody's ("65岁打针不用钱吧").
_OF_A_RULE = re.compile(
    r"才|起|以上|以下|往上|往下|[及以]内|开始|门槛|必须|下限|上限|标准|放宽|改[成为到]|[提调]高|降|至少|最[低高]|[是为]\d|要求|规定|条件|限"
)
#: 1900多万 is somebody's rough figure and no bound that a rule sets.
_ROUGH = re.compile(r"[\d一二三四五六七八九十百千万亿][多余来几]")
_AT_LEAST, _AT_MOST = ("at_least", "above"), ("at_most", "below")


def judge_values(
    question: ParsedQuestion, bound: Sequence[BoundValue], best: BoundValue | None
) -> Judgement | None:
    """Judge the values that a question names against those of the clause.

    A value that the asker says of itself ("我们投了2001万") is held against the clause's threshold;
    any other is a claim of what the clause says of the same subject.

    Args:
        question: the claim.
        bound: the values, with their subjects, of the text that is on its subject.
        best: the value whose subject fits the question best.
    """
    named = claimed_values(question)
    if names_the_asker(question):  # what a story tells beside its question is no claim
        asking = asking_part(question.normalized) or question.normalized
        named = [value for value in named if value.surface in asking]
    if not named or not bound:
        return None
    if of_the_asker(question):
        return _against_threshold(named, bound)
    if all(value.kind == "age" for value in named) and not _OF_A_RULE.search(question.normalized):
        fits = _against_threshold(named, bound)
        if fits is not None:
            return fits
    bounded = bool(_CEILING.search(question.normalized) or _FLOOR.search(question.normalized))
    bounded = bounded or any(
        value.comparator in _AT_LEAST + _AT_MOST and not _ROUGH.search(value.surface)
        for value in named
    )
    asks = question.yes_no and not question.claim and not bounded
    if asks and _ASKS_FIT.search(question.normalized):
        fits = _against_threshold(named, bound)
        if fits is not None:
            return fits
    named = _claimed_of_the_rule(question, named)
    if len(named) == 1 and _reckoned(named[0], question.normalized, bound):
        return Judgement("yes", "是的。")
    return _each_judged(named, question, bound, best)


def _claimed_of_the_rule(
    question: ParsedQuestion, named: list[Quantity]
) -> list[Quantity]:
    """Return the values that a question claims: 包了三百亩 tells who asks, and claims nothing."""
    if not question.yes_no or question.claim:
        return named
    told = _TOLD.findall(question.normalized)
    return [v for v in named if not any(v.surface in piece for piece in told)]


def _each_judged(
    named: Sequence[Quantity],
    question: ParsedQuestion,
    bound: Sequence[BoundValue],
    best: BoundValue | None,
) -> Judgement | None:
    """Judge the claimed values one by one; the first that is not stated decides."""
    if not named:
        return None
    own_share = bool(_OWN_SHARE.search(question.normalized))
    subjects = {b.quantity.span: b.subject for b in bind(question.normalized)}
    for value in named:
        if own_share and _is_the_rest(value, bound):
            continue
        own = _LIKENED.sub("", question.normalized)
        beside = subjects.get(value.span, "")
        words = beside if len(named) > 1 else own
        right = _of_same_subject(value, words, bound, best if len(named) == 1 else None)
        if right is None and not question.claim:
            return None  # what the clause says of another kind neither states nor denies it
        judged = (
            _held_against(value, right, question)
            or _of_another_kind(beside, right)
            or _of_another_kind(words, right)
        )
        if judged is not None:
            return judged
    return Judgement("yes", "是的。")


def judge_over_cap(question: ParsedQuestion, bound: Sequence[BoundValue]) -> Judgement | None:
    """Deny a sum that the asker reckons to get and that is over what is given at most."""
    if not question.yes_no or not _HOPES.search(question.normalized):
        return None
    asking = asking_part(question.normalized) or question.normalized
    hoped = [v for v in claimed_values(question) if v.surface in asking]
    for value in hoped if hoped and hoped[-1].kind in ("money_cny", "number") else ():
        for cap in bound:
            capped = cap.quantity.kind == "money_cny" and cap.quantity.comparator in _AT_MOST
            if capped and comparable(value, cap.quantity) and value.exact > cap.quantity.exact:
                if value is hoped[-1]:
                    return Judgement("no", f"不能，{cap.phrase}。")
    return None


def judge_benefit(
    question: ParsedQuestion,
    bound: Sequence[BoundValue],
    best: BoundValue | None,
    given: Sequence[BoundValue],
) -> Judgement | None:
    """Deny a benefit that a question names and the clause does not give ("能拿30万吗").

    A benefit that it does give is no yes yet: the conditions decide. ``given`` are those of the
    values that are no conditions: what somebody must spend is not what anybody gets.
    """
    named = [v for v in claimed_values(question) if v.kind.startswith(("money", "number"))]
    for value in named if len(named) == 1 else ():
        if not _GETS.search(question.normalized[: value.span[0]]):
            continue
        if not any(comparable(value, each.quantity) for each in given):
            if any(comparable(value, each.quantity) for each in bound):
                return Judgement("no", "条文没有写明给这个数。", wide=True)
            continue
        right = _of_same_subject(value, question.normalized, given, best if best in given else None)
        if right is not None and not same_quantity(value, right.quantity):
            if comparable(value, right.quantity):
                return Judgement("no", f"不是{value.surface}，是{right.phrase}。")
    return None


def _reckoned(value: Quantity, text: str, bound: Sequence[BoundValue]) -> bool:
    """Tell whether a claimed value is the sum, or the difference, of the values it is held to."""
    parts = [each.quantity.exact for each in bound if comparable(value, each.quantity)]
    if len(parts) < 2:
        return False
    pairs = [(a, b) for at, a in enumerate(parts) for b in parts[at + 1 :]]
    if _SUM.search(text):
        return value.exact in (sum(parts), *(a + b for a, b in pairs))
    return bool(_DIFFERENCE.search(text)) and value.exact in [abs(a - b) for a, b in pairs]


def _of_same_subject(
    value: Quantity, words: str, bound: Sequence[BoundValue], best: BoundValue | None
) -> BoundValue | None:
    """Return the clause's value of what some words claim a value of.

    Where the words tell no rival apart it is the best one, else one that is the same, else any.
    """
    if value.kind not in _BARE:  # the 6 of “6+X” is no share
        bound = [each for each in bound if each.quantity.kind != "number"]
        best = best if best in bound else None
    alike = [each for each in bound if comparable(value, each.quantity)]
    rivals = [each for each in alike if each.quantity.unit == value.unit] or alike
    apart = told_apart(words, rivals) if len(rivals) > 1 else None
    if apart is not None:
        return apart
    if best is not None and comparable(value, best.quantity):
        return best
    same = [each for each in rivals if same_quantity(value, each.quantity)]
    return next(iter((*same, *rivals)), None)


def _same(claimed: Quantity, stated: Quantity) -> bool:
    """Tell whether two values are one; people count anything by 个 (160个 for 160人)."""
    if same_quantity(claimed, stated):
        return True
    alike = claimed.kind == stated.kind == "count" and claimed.unit == "个"
    alike = alike or (claimed.kind != "count" and claimed.kind != stated.kind)
    return alike and comparable(claimed, stated) and claimed.exact == stated.exact


def _is_more(claimed: Quantity, stated: Quantity, question: ParsedQuestion) -> bool:
    """Tell whether the clause states more than "X以上" claims (6000万元以上 for 五千万以上)."""
    if not question.yes_no or question.claim:  # who states a target names just that one
        return False
    if claimed.comparator not in _AT_LEAST or _ROUGH.search(claimed.surface):
        return False
    if stated.comparator in _AT_MOST:
        return False
    return comparable(claimed, stated) and stated.exact > claimed.exact


def _of_another_kind(words: str, right: BoundValue | None) -> Judgement | None:
    """Deny a value that the clause states of another thing (产值, not 增加值)."""
    return other_kind(words, right.subject, of_value=True) if right is not None else None


def _held_against(
    value: Quantity, right: BoundValue | None, question: ParsedQuestion
) -> Judgement | None:
    """Deny a value, or a bound of it, that the clause does not state; ``None`` where it does."""
    if right is None:
        return Judgement("no", "不对。")
    if _is_more(value, right.quantity, question):
        return Judgement("yes", f"是的，{right.phrase}。")
    if _same(value, right.quantity):
        return _bounded_otherwise(value, right, question.normalized)
    if value.surface not in normalize(question.text):  # said in another unit
        return Judgement("no", f"不对，是{right.phrase}。")
    return Judgement("no", f"不是{value.surface}，是{right.phrase}。")


def _bounded_otherwise(value: Quantity, right: BoundValue, text: str) -> Judgement | None:
    """Deny a ceiling where the clause sets a floor, and a floor where it sets a ceiling."""
    start, end = value.span
    around = text[max(0, start - _AROUND) : end + _AROUND]
    comparator = right.quantity.comparator
    ceiling, floor = bool(_CEILING.search(around)), bool(_FLOOR.search(around))
    if not ceiling and not floor:
        ceiling, floor = value.comparator in _AT_MOST, value.comparator in _AT_LEAST
    if ceiling and not floor and comparator in _AT_LEAST:
        return Judgement("no", f"不是上限，是{right.phrase}。")
    if floor and not ceiling and comparator in _AT_MOST:
        return Judgement("no", f"不是下限，是{right.phrase}。")
    return None


def _against_threshold(
    named: Sequence[Quantity], bound: Sequence[BoundValue]
) -> Judgement | None:
    """Hold the asker's own values against the thresholds of the same kind."""
    met = None
    for value in named:
        for candidate in bound:
            if candidate.quantity.comparator not in ("at_least", "above", "at_most", "below"):
                continue
            if not comparable(value, candidate.quantity):
                continue
            if candidate.quantity.admits(value.exact):
                met = True
            else:
                return Judgement("no", "不符合。")
    return Judgement("yes", "符合。") if met else None


def _is_the_rest(value: Quantity, bound: Sequence[BoundValue]) -> bool:
    """Tell whether a share is what a stated one leaves: 补贴93% and 自己出7%."""
    shares = [each.quantity.exact for each in bound if each.quantity.kind == "percent"]
    return value.kind in ("percent", "percent_point") and 100 - value.exact in shares
