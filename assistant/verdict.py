"""Yes, no or it depends: a claim or a yes/no question against what the clause says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Verdict
from assistant.question import ParsedQuestion
from assistant.supposing import SURELY_UNSAID, unsaid
from index.amounts import find_quantities
from index.document import Clause
from index.quantity import Quantity

#: Conditions that the clause leaves to a later decision, for anyone and for the asker.
_OPEN = re.compile(r"确有需要|视情|酌情|研究确定|另行")
_VAGUE = re.compile(r"符合条件的|符合规定的|符合有关|符合相关|在符合|为重点")
#: The asker says to fulfil what the clause leaves open.
_FULFILS = re.compile(r"确(?:实|有|需)[^，。？?]{0,2}需?要?|真(?:的)?(?:需要|有需要)|符合(?:了)?(?:条件|规定|要求)(?:的|了|，)(?!吗|不)")
_MAY_I = re.compile(r"(?:能|可以|进得|给)(?:不[能给去到]?|去|[^，。？?]{0,8}[吗不么][？?]?$)")
_OWN = re.compile(r"(?<![帮给跟对])(?<!告诉)我(?!记|听|看|想|问|觉得|以为|查|抄|写|说|算|理解|印象)|俺|咱|阿拉|伲|阮|本公司|公司|老[爸妈爹娘伴]|爸|妈|奶奶|爷爷|孩子|家里|厂|自家|打算|准备(?!金)|(?:^|[，,])(?:做|开|搞|干)[^，,。？?]{1,8}的[，,]")
#: "里有纺织吧", "写了低空经济吧": what a question says the clause names.
_NAMES = re.compile(
    r"(?:里有|里头有|写了|包括|包含|含有|提到了?|也有|算上)(?!我|咱|俺|本)([\u4e00-\u9fff]{2,6}?)(?:这?[个条项])?(?:对?吧|吗|么|没有?|[，,？?]|$)"
)
#: "说的是衢州学院吧": what a question says the sentence is about.
_MEANS = re.compile(r"(?:说|指|讲|给|管|补|奖)的(?:就)?是([\u4e00-\u9fff]{2,10}?)(?:的|对?吧|吗|么|[，,？?。]|$)")
#: So many signs at the end of a name tell its kind.
_KIND = 4
#: "里面写了“包干制”吗": asked is the mere mention.
_QUOTES = re.compile(r"(?:写|提|讲|列|出现)(?:了|到|过|没|没有|有)?(?:“|\"|「|『|')")
#: "一个", "一亩": what something is reckoned by; "就办一场" claims that it is one.
_ONE = re.compile(r"[一1](?![\d一二三四五六七八九十百千万亿.点成折倍半%％])")
_JUST = re.compile(r"(?:就|只|仅|才|光)(?:[办建开有给招搞新加争培评要用]|需要?|新增|认定)$")
#: The classifier that people use for any other: 160个 for 160人.
_ANY_THING = frozenset({"个"})
#: Nobody says one of these as a bare number.
_WITH_UNIT = frozenset({"duration", "date", "age"})
_SHARES = frozenset({"percent", "percent_point", "discount"})
_YEAR = re.compile(r"20\d\d年?")
#: What a clause rules out; a bound of an amount ("不得超过40年") rules out nothing.
_FORBIDS = re.compile(
    r"不(?:得|能|可|予|计入|纳入|列入|享受|给予|算|属于|适用|包括|含)(?!超过|低于|高于|少于|多于|大于|小于|重复|叠加|抗力)|禁止|严禁"
)
_ENDS = re.compile(r"(?:取消|停止|不再实行|不再执行)(?P<what>[\u4e00-\u9fff]{2,12})")
_ASKS_LEAVE = re.compile(r"能|可以|可否|算|还|行[不吗]|允许|包括|计入|享受|给[吗不]")
_ASKS_DENIAL = re.compile(r"不(?:得|能|可|允许|准|用|算|给|计)(?!不)(?=.*[吗么？?])|会不会被|禁止|免")
_NEGATED_CLAIM = re.compile(r"没(?:有)?份|不(?:归|由|管|负责|参与)|没(?:有)?(?:参与|关系)|不是.{0,8}(?:负责|管|牵头)")
_ALONE = re.compile(r"只(?:有|由|归|是)|仅(?:有|由)?|一家|独家|单独|独自")
_LEADS = re.compile(r"牵(?:的|个)?头|主抓|挑头|主导")
_RESPONSIBLE = re.compile(r"负责|归|管|牵(?:的|个)?头|主抓|责任|由|找|份|挂名|参与|的事")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the words that open the answer."""

    verdict: Verdict
    opening: str
    #: What is denied needs the words around the evidence to be understood.
    wide: bool = False
    #: Where in the clause a condition stands that decided.
    at: int | None = None
    #: Nothing but the subject was looked at: no fact, value or word of the question was checked.
    unchecked: bool = False


def names_the_asker(question: ParsedQuestion) -> bool:
    """Tell whether a question names the asker, or somebody of theirs."""
    return bool(_OWN.search(question.normalized))


def of_the_asker(question: ParsedQuestion) -> bool:
    """Tell whether a question speaks of the asker's own case rather than of the rule."""
    return names_the_asker(question) and not question.claim


def judge_units(
    question: ParsedQuestion, named: Sequence[str], clause: Clause
) -> Judgement | None:
    """Judge a claim on who is responsible; ``None`` where the question makes none."""
    if not named or not (question.confirms):
        return None
    if not _RESPONSIBLE.search(question.normalized) or not clause.units:
        return None
    held = [unit.canonical for unit in clause.units]
    if _ALONE.search(question.normalized):
        holds = set(held) == set(named)
    elif _LEADS.search(question.normalized):
        leads = {unit.canonical for unit in clause.units if unit.role == "lead"} or {held[0]}
        holds = set(named) <= leads
    else:
        holds = set(named) <= set(held)
    if _NEGATED_CLAIM.search(question.normalized):
        holds = not holds
    return Judgement("yes", "是的。") if holds else Judgement("no", "不对。")


def claimed_values(question: ParsedQuestion) -> list[Quantity]:
    """Return the values that a question itself names; dates, ordinals and "一个" are none."""
    found = []
    for quantity in find_quantities(question.normalized):
        if quantity.kind == "date" or _YEAR.fullmatch(quantity.surface):
            continue
        if quantity.kind == "count" and _names_a_clause(quantity, question):
            continue
        before = question.normalized[: quantity.span[0]]
        if question.normalized.startswith("位数", quantity.span[1] - 1):  # 两位数
            continue
        one = _ONE.match(quantity.surface) and quantity.kind != "price"
        if one and not _JUST.search(before):
            continue
        found.append(quantity)
    return found


def _names_a_clause(quantity: Quantity, question: ParsedQuestion) -> bool:
    """Tell whether a number of 条 or 项 is a clause's own number."""
    if quantity.unit not in ("条", "项", "号"):
        return False
    before = question.normalized[: quantity.span[0]]
    number = str(quantity.exact.numerator)
    return before.endswith("第") or number in question.clause_numbers or quantity.unit == "号"


def comparable(first: Quantity, second: Quantity) -> bool:
    """Tell whether two values can be held against each other: the same kind of the same thing."""
    if "number" in (first.kind, second.kind):
        if {first.kind, second.kind} & _WITH_UNIT:
            return False
        large = max(first.exact, second.exact) >= 1000
        money = "money_cny" in (first.kind, second.kind)
        if first.kind == second.kind:  # 4亿 is a sum, and 342 the name of a system
            return large == (min(first.exact, second.exact) >= 1000)
        counted = "count" in (first.kind, second.kind)  # 两万五 is said for 2.5万人
        return large == (money or (counted and min(first.exact, second.exact) >= 1000))
    if {first.kind, second.kind} <= _SHARES:  # 七折 and 70% are of one scale
        return True
    if first.kind != second.kind:
        return False
    units = {first.unit, second.unit}
    return first.kind != "count" or len(units) == 1 or not units.isdisjoint(_ANY_THING)


def judge_quoted(question: ParsedQuestion, clause: Clause) -> Judgement | None:
    """Judge a claim that names something in quotation marks: the clause holds it, or not.

    That it does is a yes where just that is asked: it says nothing of what else is claimed.
    """
    named = re.findall(r"[“\"「『']([^”\"」』']{2,20})[”\"」』']", question.text)
    if not named or not question.confirms:
        return None
    if not all(name in clause.text for name in named):
        return Judgement("no", "不对。")
    return Judgement("yes", "是的。") if _QUOTES.search(question.text) else None


def judge_named(question: ParsedQuestion, clause: Clause) -> Judgement | None:
    """Judge whether the clause holds the thing that a question says it names."""
    match = _NAMES.search(question.normalized)
    if not match or not question.confirms:
        return None
    return None if match.group(1) in clause.text else Judgement("no", "没有写。")


def judge_meant(question: ParsedQuestion, clause: Clause, sentence: str) -> Judgement | None:
    """Deny that the sentence is about a thing which only others of its clause speak of.

    So it is where the sentence names another of the kind: 服务业产业体系, and not 制造业产业体系.
    """
    match = _MEANS.search(question.normalized)
    if not match or not question.confirms:
        return None
    meant = match.group(1)
    elsewhere = meant in clause.text and meant not in sentence
    other = len(meant) > _KIND and meant not in clause.text and meant[-_KIND:] in sentence
    return Judgement("no", "不是。", wide=True) if elsewhere or other else None


def judge_forbidden(question: ParsedQuestion, statement: str) -> Judgement | None:
    """Judge what is asked to be allowed, or to count, where the statement rules it out."""
    text = question.normalized
    if not question.yes_no or question.claim or not _ASKS_LEAVE.search(text):
        return None
    if _ASKS_DENIAL.search(text):
        return None
    ended = _ENDS.search(statement)
    if ended and "还" in text and any(
        ended["what"][at : at + 2] in text for at in range(len(ended["what"]) - 1)
    ):
        return Judgement("no", "不是。")
    if _FORBIDS.search(statement):
        return Judgement("no", "不能。" if re.search(r"能|可以|可否|行[不吗]", text) else "不是。")
    return None


def judge_plain(
    question: ParsedQuestion, sentence: str, coverage: float = 1.0
) -> Judgement | None:
    """Judge a plain yes/no question of whose words a sentence on its subject holds some share."""
    if not (question.confirms):
        return None
    vague = (
        _OPEN.search(sentence)
        or (of_the_asker(question) and _VAGUE.search(sentence))
        or (_MAY_I.search(question.normalized) and "符合条件的" in sentence)
    )
    if question.yes_no and not question.claim and vague and not _FULFILS.search(question.normalized):
        return Judgement("depends", "要看是否符合条件。")
    if not question.asked and unsaid(question.normalized, sentence, coverage) >= SURELY_UNSAID:
        return Judgement("no", "条文没有这样写。", wide=True, unchecked=True)
    # No word of the claim was checked one by one, so the clause's own words come first.
    opening = "有规定。" if question.yes_no else "条文是这样写的："
    return Judgement("yes", opening, unchecked=True)
