"""Yes, no or it depends: a claim or a yes/no question against what the clause says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Verdict
from assistant.binding import BoundValue
from assistant.parts import asking_part
from assistant.question import ParsedQuestion
from index.amounts import find_quantities
from index.document import Clause
from index.quantity import Quantity, same_quantity
from index.tokenization import normalize

#: Pairs of meanings that exclude each other: (what a question supposes, what a clause says).
_CONTRADICTIONS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"二选一|只能(?:选|拿|享受)一|(?<![能可])不(?:能|可以?)(?:同时|叠|一起)"), re.compile(r"可.{0,12}叠加|叠加享受|同时享受")),
    (re.compile(r"叠加|同时享受|一起拿|都能拿"), re.compile(r"不重复|不得重复|就高|不叠加|择一")),
    (re.compile(r"每年都|年年|每年给|按年发|分年"), re.compile(r"一次性")),
    (re.compile(r"硬性|一律|没有(?:任何)?余地|绝对|死杠"), re.compile(r"原则上|一般")),
    (re.compile(r"已经?(?:批|建成|获批|通过|落地|开业|运营|评上|拿到)|批下来|建好了|开始运营|正式运营"), re.compile(r"申建|争创|申报|力争|争取|推动.{0,12}创建")),
    (re.compile(r"(?:入选|评上?|认定?|拿到?|领|获|享受)过|(?:去年|前年|以前|早就|已经).{0,8}(?:入选|认定|评上|领|拿)|没(?:有)?新认|又(?:入选|评)"), re.compile(r"首次|新认定|首[台版批]")),
    (re.compile(r"(?:我们?|咱们?)?是(?:个|家)?(?:市|县|区|乡镇)级|(?:市|县|区)级的?[，,]?不是(?:省|国家)"), re.compile(r"(?:省级以上|国家级|省级)")),
    (re.compile(r"(?:过期|失效|到期).{0,12}(?:没|还没|未)"), re.compile(r"有效期内")),
    (re.compile(r"(?:不是|没做|不做)(?:制造|工业|生产)"), re.compile(r"制造业企业|工业企业")),
    (re.compile(r"会(?:不会)?(?:被|把).{0,12}|要不要(?:被|列)"), re.compile(r"不列入|不得|不纳入|不作为")),
    (re.compile(r"没(?:有)?业绩.{0,6}(?:卡|不行|不能|刷)|(?:要|得|需).{0,4}(?:业绩|销售)|前提.{0,8}业绩"), re.compile(r"不得以商业业绩")),
    (re.compile(r"(?:要|得|需要|还要)(?:补|交|缴|再交).{0,4}(?:土地|地价|出让金|价款)|免.{0,3}(?:土地|地价)"), re.compile(r"(?!)")),
    (re.compile(r"(?:(?<!不)(?<!不需)(?:要|得|需要)|要不要)(?:自己|自家|本人|个人)?(?:掏钱|掏腰包|花钱|出钱|交钱|付钱|付费|自费|自己出)|(?<!不)收费|收不收费"), re.compile(r"免费|免收")),
)  # fmt: skip
#: Conditions that the clause leaves to a later decision, for anyone and for the asker.
_OPEN = re.compile(r"确有需要|视情|酌情|研究确定|另行")
_VAGUE = re.compile(r"符合条件的|符合规定的|符合有关|符合相关|在符合|为重点")
#: What stands before a benefit that a question names.
_GETS = re.compile(r"(?:拿|给|补助?|补贴|奖励?|领|得|发|享受|申请|报销)(?:到|个|我们?|企业|公司|的?是)*(?:最高|满|足)?$")
#: The asker's own share of a cost, of which a clause states the other.
_OWN_SHARE = re.compile(r"自己(?:还?要|得)?(?:出|付|掏|交|承担|拿)|自付|自费|自缴|个人(?:承担|出|缴|付)")
_OWN = re.compile(r"我|俺|咱|阿拉|伲|阮|本公司|公司|老[爸妈爹娘伴]|爸|妈|奶奶|爷爷|孩子|家里|厂")
#: "里有纺织吧", "写了低空经济吧": what a question says the clause names.
_NAMES = re.compile(
    r"(?:里有|里头有|写了|包括|包含|含有|提到了?|也有|算上)([\u4e00-\u9fff]{2,6}?)(?:这?[个条项])?(?:对?吧|吗|么|没有?|[，,？?]|$)"
)
#: "一个", "一亩": what something is reckoned by.
_ONE = re.compile(r"[一1](?![\d一二三四五六七八九十百千万亿.点])")
#: A limit, or a rule for all, that is asked for, and what a sentence that sets one says.
_LIMITS = (
    (
        re.compile(r"只能|只给|只限|只对|只有|仅限|必须|非得|非要|一定(?:要|得)|是不是只"),
        re.compile(r"必须|须|应当|只|仅|限(?!额)|不得|不予|持[^续平]{0,6}证|禁止"),
    ),
    (
        re.compile(r"(?:是不是|是否)(?:全部|所有|都)|(?:全部|所有|一律|统统|全都)[^，。？?]{0,12}[吗么吧不]"),
        re.compile(r"全部|所有|一律|全覆盖|凡|均"),
    ),
)
_YEAR = re.compile(r"20\d\d年?")
#: What a clause rules out; a bound of an amount ("不得超过40年") rules out nothing.
_FORBIDS = re.compile(
    r"不(?:得|能|可|予|计入|纳入|列入|享受|给予|算|属于|适用|包括|含)(?!超过|低于|高于|少于|多于|大于|小于|重复|叠加|抗力)|禁止|严禁"
)
#: A yes-no question on a case of a certain size: whether the rule covers it.
_ASKS_FIT = re.compile(r"能|可以|可否|行[不吗]|够|符合|算")
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


def of_the_asker(question: ParsedQuestion) -> bool:
    """Tell whether a question speaks of the asker's own case rather than of the rule."""
    return bool(_OWN.search(question.normalized)) and not question.claim


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


def judge_values(
    question: ParsedQuestion, bound: Sequence[BoundValue], best: BoundValue | None
) -> Judgement | None:
    """Judge the values that a question names against those of the clause.

    A value that the asker says of itself ("我们投了2001万") is held against the clause's threshold;
    any other is a claim of what the clause says.

    Args:
        question: the claim.
        bound: the values, with their subjects, of the sentence that is on its subject.
        best: the value whose subject fits the question best.
    """
    asking = asking_part(question.normalized)
    named = [v for v in claimed_values(question) if not asking or v.surface in asking]
    if not named or not bound:
        return None
    if of_the_asker(question):
        return _against_threshold(named, bound)
    if question.yes_no and not question.claim and _ASKS_FIT.search(question.normalized):
        fits = _against_threshold(named, bound)
        if fits is not None:
            return fits
    own_share = bool(_OWN_SHARE.search(question.normalized))
    missing = [
        value
        for value in named
        if not _stated(value, bound, best, len(named))
        and not (own_share and _is_the_rest(value, bound))
    ]
    if not missing:
        return Judgement("yes", "是的。")
    right = _counterpart(missing[0], bound, best)
    if right is None:
        return Judgement("no", "不对。")
    if missing[0].surface not in normalize(question.text):  # said in another unit
        return Judgement("no", f"不对，是{right.phrase}。")
    return Judgement("no", f"不是{missing[0].surface}，是{right.phrase}。")


def judge_benefit(
    question: ParsedQuestion, bound: Sequence[BoundValue], best: BoundValue | None
) -> Judgement | None:
    """Deny a benefit that a question names and the clause does not give ("能拿30万吗").

    A benefit that it does give is no yes yet: the conditions decide.
    """
    named = [v for v in claimed_values(question) if v.kind.startswith(("money", "number"))]
    for value in named if len(named) == 1 else ():
        if not _GETS.search(question.normalized[: value.span[0]]):
            continue
        if not _stated(value, bound, best, 1):
            right = _counterpart(value, bound, best)
            if right is not None and comparable(value, right.quantity):
                return Judgement("no", f"不是{value.surface}，是{right.phrase}。")
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


def claimed_values(question: ParsedQuestion) -> list[Quantity]:
    """Return the values that a question itself names; dates, ordinals and "一个" are none."""
    found = []
    for quantity in find_quantities(question.normalized):
        if quantity.kind == "date" or _YEAR.fullmatch(quantity.surface):
            continue
        after = question.normalized[quantity.span[1] : quantity.span[1] + 1]
        if quantity.kind == "count" and quantity.unit in ("条", "项", "号") and after != "线":
            continue
        if _ONE.match(quantity.surface):
            continue
        found.append(quantity)
    return found


def _stated(
    value: Quantity, bound: Sequence[BoundValue], best: BoundValue | None, claims: int
) -> bool:
    """Tell whether the clause states the value, of the subject asked where one is asked alone."""
    if claims == 1 and best is not None and comparable(value, best.quantity):
        return same_quantity(value, best.quantity)
    return any(same_quantity(value, candidate.quantity) for candidate in bound)


def comparable(first: Quantity, second: Quantity) -> bool:
    """Tell whether two values can be held against each other: the same kind of the same thing."""
    if "number" in (first.kind, second.kind):
        large = max(first.exact, second.exact) >= 1000
        money = "money_cny" in (first.kind, second.kind)
        return first.kind == second.kind or large == money
    return first.kind == second.kind and (first.kind != "count" or first.unit == second.unit)


def _counterpart(
    value: Quantity, bound: Sequence[BoundValue], best: BoundValue | None
) -> BoundValue | None:
    if best is not None and comparable(value, best.quantity):
        return best
    alike = [candidate for candidate in bound if comparable(value, candidate.quantity)]
    return alike[0] if alike else best


def judge_words(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Judge what a question supposes against what the sentence says in so many words."""
    for supposed, said in _CONTRADICTIONS:
        if supposed.search(question.normalized) and said.search(sentence):
            return Judgement("no", "不是。")
    return None


def judge_limits(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Deny a limit, or a rule for all, that the sentence does not set."""
    for asked, stated in _LIMITS:
        if asked.search(question.normalized) and not stated.search(sentence):
            return Judgement("no", "条文没有这样限定。")
    return None


def judge_quoted(question: ParsedQuestion, clause: Clause) -> Judgement | None:
    """Judge a claim that names something in quotation marks: the clause holds it, or not."""
    named = re.findall(r"[“\"「『']([^”\"」』']{2,20})[”\"」』']", question.text)
    if not named or not (question.confirms):
        return None
    if all(name in clause.text for name in named):
        return Judgement("yes", "是的。")
    return Judgement("no", "不对。")


def judge_named(question: ParsedQuestion, clause: Clause) -> Judgement | None:
    """Judge whether the clause holds the thing that a question says it names."""
    match = _NAMES.search(question.normalized)
    if not match or not question.confirms:
        return None
    return None if match.group(1) in clause.text else Judgement("no", "没有写。")


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


def judge_plain(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Judge a plain yes/no question that the sentence is on the subject of."""
    if not (question.confirms):
        return None
    vague = _OPEN.search(sentence) or (of_the_asker(question) and _VAGUE.search(sentence))
    if question.yes_no and not question.claim and vague:
        return Judgement("depends", "要看是否符合条件。")
    return Judgement("yes", "有规定。" if question.yes_no else "是的。")
