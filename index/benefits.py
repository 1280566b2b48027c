"""Read what is given: its amounts with their parts, and of which kind the benefit is."""

from __future__ import annotations

import re
from dataclasses import replace

from index.amounts import find_quantities
from index.document import Span
from index.increments import read_increments
from index.provision import Benefit, BenefitAmount, BenefitKind, BenefitRole, Phrase
from index.quantity import Quantity
from index.term_words import EXEMPTION, MONEY

_RATE_KINDS = {"percent", "discount", "ratio", "percent_point"}
_BASE = re.compile(
    r"(?:按照?|参照|给予|给与|以及|享受|其|对|，|、|^)(?P<base>[^，；。按\d]{2,30}?)"
    r"(?:的|比例|扶持比例|最高|不超过|不低于|不高于|给予|实际)*$"
)
_BOUND = re.compile(
    r"^(?:最高|最多)?(?:不超过|不高于|不低于|不少于|低于|高于|超过|达到|最高|最低|最多)?(?:的)?"
)
_LEADING = re.compile(
    r"^(?:照|其|以及|并|和|且|给予|企业|实际投保|参照|每年|年度|上年度|当年)*(?=.{2,})"
)
_DEDUCTION = re.compile(r"税前[^，。]{0,6}(?:扣除|摊销)|加计扣除|(?:扣除|摊销)[^，。]{0,4}税前")
_SHARED_BASE = re.compile(r"^(?:、|和|及|以及)")


def read_benefit(phrase: Phrase) -> Benefit:
    """Return a benefit with its amounts; spans count in the clause's text."""
    offset = phrase.span[0]
    amounts = []
    found = find_quantities(phrase.text)
    increments = read_increments(phrase.text, [as_money(each) for each in found])
    parts: dict[Span, BenefitRole] = {}
    for each in increments:
        parts[each.step.span], parts[each.gift.span] = "increment", "per_unit"
    for quantity in found:
        role = parts.get(quantity.span) or _role(quantity, phrase.text)
        if role is not None:
            base = _base(quantity, phrase.text) if quantity.kind in _RATE_KINDS else ""
            amounts.append(BenefitAmount(role, moved(as_money(quantity), offset), base))
    return Benefit(
        benefit_kind(tuple(amounts), phrase.text),
        phrase.text,
        phrase.span,
        tuple(amounts),
        increments=tuple(
            replace(each, step=moved(each.step, offset), gift=moved(each.gift, offset))
            for each in increments
        ),
    )


def moved(quantity: Quantity, offset: int) -> Quantity:
    """Return a quantity found in a piece with spans of the whole text."""
    (start, end), (first, last) = quantity.span, quantity.phrase_span
    return replace(
        quantity,
        span=(start + offset, end + offset),
        phrase_span=(first + offset, last + offset),
    )


def as_money(quantity: Quantity) -> Quantity:
    """Read 不超过2万 in a benefit as yuan: documents drop 元 after 万 and 亿 too."""
    if quantity.kind == "number" and quantity.surface[-1] in "万亿":
        return replace(quantity, kind="money_cny", unit="元")
    return quantity


def _role(quantity: Quantity, text: str) -> BenefitRole | None:
    """Return an amount's part in the benefit; dates and bare numbers have none."""
    quantity = as_money(quantity)
    if quantity.kind in ("date", "number"):
        return None
    if quantity.kind in _RATE_KINDS:
        if quantity.trend == "decline" or (quantity.trend and not re.search("提高", text)):
            return "step"
        return "cap" if quantity.comparator in ("at_most", "below") else "rate"
    if quantity.kind.startswith("money"):
        if quantity.per and quantity.comparator not in ("at_most", "below"):
            return "per_unit" if set(quantity.per) != {"年"} else "fixed"
        if quantity.comparator == "range":
            return "range"
        if quantity.comparator in ("at_most", "below"):
            return "cap"
        return "floor" if quantity.comparator in ("at_least", "above") else "fixed"
    if quantity.kind == "price":
        return "per_unit"
    if quantity.kind == "duration":
        return None if text[: quantity.span[0]].endswith(("近", "前", "后", "过去")) else "period"
    return "count"


def _base(quantity: Quantity, text: str) -> str:
    """Return what a rate is taken of: 按固定资产投资的5% → 固定资产投资."""
    inner = _BOUND.sub("", text[quantity.phrase_span[0] : quantity.span[0]])
    if len(inner) > 1:  # 不超过核定投资10%
        return inner.strip("的 ")
    before = text[: quantity.phrase_span[0]]
    match = _BASE.search(before)
    return _LEADING.sub("", match["base"]).strip("的、 ") if match else ""


def benefit_kind(amounts: tuple[BenefitAmount, ...], text: str) -> BenefitKind:
    """Return the kind of a benefit: that of the amount which matters most, else of its words."""
    roles = {amount.role for amount in amounts}
    if "rate" in roles and _DEDUCTION.search(text):
        return "exemption"  # a share of one's costs is left untaxed, no sum is paid
    for role in ("rate", "fixed", "per_unit", "range"):
        if role in roles:
            return role
    capped = {a.quantity.kind for a in amounts if a.role in ("cap", "floor")}
    if any(kind.startswith("money") for kind in capped):
        return "cap"
    if capped & _RATE_KINDS and MONEY.search(text):
        return "rate"
    if EXEMPTION.search(text):
        return "exemption"
    return "by_rule" if MONEY.search(text) else "non_money"
