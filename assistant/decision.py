"""Whether the evidence answers: the value that is asked for, a detail the file leaves out, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.asked import SHARE_KINDS
from assistant.binding import BoundValue, bind
from assistant.cues import Aspect
from assistant.evidence import Concept, Statement, share_covered
from assistant.kinds import other_kind
from assistant.parts import last_piece
from assistant.question import ParsedQuestion, asked_aspects
from assistant.verdict import claimed_values, comparable
from index.amounts import find_quantities
from index.document import NUMBERED_KINDS, Clause, Span
from index.provision import AmountRole
from index.quantity import Quantity, same_quantity
from index.terms import clause_terms

#: A clause's terms are read once.
terms_of = lru_cache(maxsize=4096)(clause_terms)

Tokens = Callable[[str], frozenset[str]]

#: A benefit to an applicant, as questions and clauses name it.
_ASKS_BENEFIT = re.compile(
    r"(?:补|奖|贴|(?<![留分])给|(?<![研开颁印转批])发(?![展电明行])|领(?![域先军])|拿|报(?=[销多几得])|优惠|扶持|资助|激励|返|赔|(?<![营税征丰增])收(?![入购储])|交(?![通易])|缴)(?:助|励|贴|金)?[^，。？?]{0,10}(?:多少|几|啥标准|什么标准|百分)"
    r"|(?:多少|几)[^，。？?]{0,6}(?:补|奖|贴|优惠|扶持|资助|激励)|(?:补助|奖励|补贴|奖补)的?(?:比例|标准|金额|额度|力度|上限)"
)
#: What an applicant is paid in.
_PAID = frozenset({"money_cny", "money_usd", "percent", "percent_point", "ratio", "discount"})
#: Questions on what the government itself spends or plans.
_OF_GOVERNMENT = re.compile(
    r"财政|预算|安排|落实|争取|配套|上级|计划|目标|全市|[市县省]里(?!(?:能|会|可以?|要)?[补奖贴给报](?!的))|政府[^，。？?]{0,4}(?:要|准备|打算)"
    r"|一共|总共|总的|老?百姓|群众|市民|大家|(?:至少|最少|起码)[^，。？?]{0,4}(?:多少|几)"
)
#: "补助资金多少": a sum is asked for by its own name, unless it is what somebody gets of it.
_NAMES_SUM = re.compile(r"(?:资金|经费|盘子|总额|规模)[^，。？?]{0,4}(?:多少|几)")
_GETS = re.compile(r"我|俺|咱|能|可以|[一每单][个家户人]|[领拿]")
#: What is left of the words before a sum that say nothing of what it is for, and one that is a
#: part of a sum before it.
_BARE = re.compile(r"[\W\d]|年度?|[全本]?市|市级|县级|财政|预算|安排|资金|专项|落实|计划|投入|共")
_PART = re.compile(r"其中")
_REST_OF_PHRASE = re.compile(r"[^，,；;。、：:]*")
#: "高于各项贷款平均增速": a rate told by another one.
_COMPARED = re.compile(r"(?:[高低快慢大小]于|不低于|不高于|超过)[^，。；\d]{2,20}(?:平均|增速|增幅|水平|比例)")
#: Detail aspect → what a text says where it does state the detail.
_DETAIL_STATED: dict[Aspect, re.Pattern[str]] = {
    "phone": re.compile(r"(?<!\d)(?:0\d{2,3}[-－]?\d{7,8}|1\d{10}|12\d{3}|[48]00-?\d{3}-?\d{4})(?!\d)|电话[:：]"),
    "deadline": re.compile(r"(?:截止|截至|最迟|之?前).{0,20}(?:申报|申请|提交|受理|报送)|(?:申报|申请|受理|报名).{0,16}(?:时间|期限|截止|\d+月|工作日|日前)|工作日内"),
    "procedure": re.compile(r"(?:向|到|在|通过).{2,30}(?:提出申请|提交|申报|申领|办理|登记|备案)|申请人|受理|(?:申报|办理|申请)(?:流程|程序)|审核|审批|登录"),
    "materials": re.compile(r"(?:提交|提供|携带|出具|凭|附).{0,30}(?:材料|证明|身份证|合同|发票|申请表|资料|复印件)|申请材料|所需材料"),
}  # fmt: skip


_ASKS_FLOOR = re.compile(
    r"不(?:能|得|可|准|许|该|应)?(?:少|低)于|至少|最少|最低|起码|保底|下限"
    r"|(?:超过|达到|高于|占到)[^，。？?]{0,10}(?:多少|几)|(?:多少|几)[^，。？?]{0,6}(?:以上|往上|才(?:行|能|可以|算|够))"
)
#: "控制在百分之几以内", beside the words of a cap.
_ASKS_CEILING = re.compile(
    r"(?:控制|保持|压|限制)(?:在|到)[^，。？?]{0,8}(?:多少|几)|(?:多少|几)[^，。？?]{0,6}(?:以内|之内|以下)"
)
#: What names somebody responsible in running text.
_NAMES_UNIT = re.compile(
    r"负责|主管|牵头|责任|人民政府|(?:行政|管理)部门|[由向][^，。；]{2,20}(?:部门|局|委|厅|政府|办|中心|院|会)"
)
#: What the sentence before a bare sum says of it counts this much.
OF_SENTENCE_BEFORE = 0.6
#: How much the wider words before a value, and the fit of its sentence, count beside its own.
LEAD, SENTENCE = 0.4, 0.5
#: What a value gains that is just the one that a claim names.
CONFIRMED = 0.05
#: What a value gains behind which that stands of which the number is asked for.
COUNTED = 0.3
#: What a value gains that is a cap, or a floor, where one is asked for,
CAPS = 0.25
#: and what it loses that is for another size than the asker's.
OTHER_TIER = 1.0
#: Words of rank, as the index cuts them: they stand before the amounts of things of any kind.
_LEVELS = frozenset(
    "国家级 省级 市级 县级 区级 国家 全国 省 市 级 认定 新认定 新 评 评上 获评".split()
)
#: A value loses this whose own words name another thing of a kind than is asked of.
OTHER_KIND = 0.5
_TIER_MARKS = ("at_least", "above", "at_most", "below", "range")
#: A target or budget answers a question of benefit only where its own words hold this share of it.
SURELY_MEANT = 0.5


@dataclass(frozen=True, slots=True)
class Value:
    """The value that answers, with the sentence that states it."""

    bound: BoundValue
    sentence: Statement
    fit: float
    #: The share of the question that the value's own words hold.
    own: float
    #: Whether any words of the question stand with the value, or open its sentence.
    held: bool


def missing_detail(question: ParsedQuestion, statement: str) -> Aspect | None:
    """Return the detail that is asked for and that the statement does not state."""
    for aspect, stated in _DETAIL_STATED.items():
        if question.asks(aspect) and not stated.search(statement):
            if not _only_told(question, aspect):
                return aspect
    return None


def _only_told(question: ParsedQuestion, detail: Aspect) -> bool:
    """Tell whether a story speaks of a detail, and its yes-no question of something else."""
    asking = last_piece(question.normalized)
    return question.yes_no and bool(asking) and detail not in asked_aspects(asking)


def compares(question: ParsedQuestion, statement: Statement) -> bool:
    """Tell whether a rate that is asked for is stated by another one, and by no figure."""
    return bool(question.asked.kinds) and question.asked.kinds <= SHARE_KINDS and bool(
        _COMPARED.search(statement.sentence_text)
    )


def asks_only_unit(question: ParsedQuestion) -> bool:
    """Tell whether a question wants to know who is responsible, and nothing else."""
    return question.asks("unit", "lead") and not question.asked and not question.confirms


def names_unit(clause: Clause) -> bool:
    """Tell whether a clause says anywhere who is responsible."""
    if clause.kind not in NUMBERED_KINDS:  # an introduction's section may have a lead
        return True
    return bool(clause.units) or bool(_NAMES_UNIT.search(clause.text))


def choose_value(
    question: ParsedQuestion,
    statements: Sequence[Statement],
    concepts: Sequence[Concept],
    tokens: Tokens,
    told: tuple[Span, Span] | None = None,
) -> Value | None:
    """Return the value that is asked for, or that a claim is about: the best fitting subject.

    A value that is ``told`` already, by its sentence's span and its own in it, is left out.
    """
    claimed = claimed_values(question)
    if not question.asked and not claimed:
        return None
    wants_benefit = (
        bool(question.asked.kinds & _PAID or question.asked.any_kind)
        and bool(_ASKS_BENEFIT.search(question.normalized))
        and not _OF_GOVERNMENT.search(question.normalized)
        and not _asks_whole_sum(question.normalized)
    )
    named = [concept for concept in concepts if not concept.generic]
    telling = [concept for concept in named if not concept.choices[0] <= _LEVELS] or named
    best: Value | None = None
    for statement in statements[:5]:
        sentence = statement.sentence_text
        for bound in bind(sentence):
            if not _eligible(question, bound, claimed):
                continue
            if told == (statement.sentence_span, bound.quantity.span):
                continue
            own = share_covered(concepts, tokens(bound.subject))
            before = _sentence_before(statement) if _says_no_subject(bound) else ""
            own = max(own, OF_SENTENCE_BEFORE * share_covered(concepts, tokens(before)))
            caps = _is_limit(question, bound.quantity)
            sure = own >= SURELY_MEANT or caps
            if wants_benefit and bound.quantity.kind not in _PAID | {"price"}:
                continue
            if wants_benefit and not _may_be_given(bound, statement, sure=sure):
                continue
            lead = share_covered(concepts, tokens(bound.lead))
            fit = own + LEAD * lead + SENTENCE * statement.score
            fit += CAPS * caps - _lost(question, bound, sentence, claimed)
            fit += COUNTED * _counts_the_noun(question, bound, sentence)
            if not question.asked and any(same_quantity(bound.quantity, v) for v in claimed):
                fit += CONFIRMED
            if best is None or fit > best.fit:
                words = tokens(bound.subject) | tokens(bound.lead) | tokens(before)
                held = any(concept.held_by(words) for concept in telling)
                best = Value(bound, statement, fit, own, held)
    return best


def _asks_whole_sum(normalized: str) -> bool:
    """Tell whether a question asks for a sum as a whole, and not for somebody's share."""
    return bool(_NAMES_SUM.search(normalized)) and not _GETS.search(normalized)


def _says_no_subject(bound: BoundValue) -> bool:
    """Tell whether a value's own words leave what it is for to the sentence before."""
    words = bound.lead + bound.subject
    return bool(_PART.match(words)) or len(_BARE.sub("", words)) < 2


def _sentence_before(statement: Statement) -> str:
    """Return the sentence before a statement's own in its clause."""
    text = statement.clause.text[: statement.sentence_span[0]].rstrip("。；; ")
    return text[max(text.rfind(mark) for mark in "。；;") + 1 :]


def _counts_the_noun(question: ParsedQuestion, bound: BoundValue, sentence: str) -> bool:
    """Tell whether what follows a value names what the question asks the number of."""
    noun = question.asked.noun
    behind = _REST_OF_PHRASE.match(sentence, bound.quantity.phrase_span[1])
    return bool(noun) and behind is not None and noun in behind.group()


def _is_limit(question: ParsedQuestion, quantity: Quantity) -> bool:
    """Tell whether a value is a limit of the kind that is asked for, at the top or the bottom."""
    if quantity.comparator in ("at_least", "above"):
        return bool(_ASKS_FLOOR.search(question.normalized))
    asks_ceiling = question.asks("cap") or bool(_ASKS_CEILING.search(question.normalized))
    return asks_ceiling and quantity.comparator in ("at_most", "below")


def _lost(
    question: ParsedQuestion, bound: BoundValue, sentence: str, claimed: Sequence[Quantity]
) -> float:
    """Return what a value loses that is of another size, or of another kind, than is asked of."""
    lost = OTHER_TIER * _of_another_tier(bound, sentence, claimed)
    if not question.confirms and other_kind(question.normalized, bound.subject):
        lost += OTHER_KIND
    return lost


def _of_another_tier(
    bound: BoundValue, sentence: str, claimed: Sequence[Quantity]
) -> bool:
    """Tell whether a value is for sizes that the asker's own is not among: 500亩以上的200元/亩."""
    start = max(sentence.rfind(mark, 0, bound.quantity.span[0]) for mark in "；;。") + 1
    before = [
        quantity
        for quantity in find_quantities(sentence[start : bound.quantity.span[0]])
        if quantity.comparator in _TIER_MARKS
    ]
    for value in claimed:
        tiers = [quantity for quantity in before if comparable(value, quantity)]
        if tiers and tiers[-1].admits(value.exact) is False:
            return True
    return False


def _may_be_given(bound: BoundValue, statement: Statement, *, sure: bool) -> bool:
    """Tell whether a value may be what an applicant gets: never a condition.

    A target or a budget only where it is ``sure`` that just this value is asked for.
    """
    role = role_of(bound, statement)
    return role in (None, "benefit", "unparsed") or (sure and role != "condition")


def role_of(bound: BoundValue, statement: Statement) -> AmountRole | None:
    """Return what a value of a statement's sentence is to its clause; ``None`` for no amount."""
    start, end = bound.quantity.span
    base = statement.sentence_span[0]
    for amount in terms_of(statement.clause).amounts:
        if amount.quantity.span == (base + start, base + end):
            return amount.role
    return None


def _eligible(question: ParsedQuestion, bound: BoundValue, claimed: Sequence[Quantity]) -> bool:
    """Tell whether a value may answer: what is asked for, or comparable to what is claimed.

    A value that the question itself names is known already, unless the question confirms it.
    """
    if question.asked:
        known = any(same_quantity(bound.quantity, value) for value in claimed)
        return question.asked.fits(bound.quantity) and (question.confirms or not known)
    return any(comparable(value, bound.quantity) for value in claimed)
