"""Say what every amount of a clause is for: condition, benefit, target, budget, rule, time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.amounts import find_quantities
from index.conditions import leaves
from index.document import Span
from index.provision import AmountRole, Provision, TypedAmount
from index.quantity import Quantity
from index.sentences import split_sentences
from index.term_words import WORDS, any_of

_TARGET = re.compile(any_of(WORDS["target_words"]))
_BUDGET = re.compile(any_of(WORDS["budget_words"]))
_REQUIREMENT = re.compile(any_of(WORDS["requirement_words"]))
#: Something is given here; an amount that no provision took up is not guessed at.
_GIVEN = re.compile(r"给[予与]|予以|奖励|按[^，]{0,12}补[助贴]|一次性|每[^，]{0,6}补[助贴]")
#: What is taken off a gift again: 扣减补助资金的20%.
_TAKEN = re.compile(any_of(WORDS["deduction_words"]))
_CASE = re.compile(
    r"^(?:以[上下内]|及以[上下]|[（(][^）)]*[）)])*[^，。]{0,12}?(?:的(?!比例|标准)|时|人|者)"
)
_AIM = re.compile(any_of(WORDS["not_given"]))
_REGULATED = re.compile("|".join(WORDS["regulated_words"]))
_AIMED = re.compile(any_of(WORDS["aim_words"]))
_STATED_CASE = re.compile("|".join(WORDS["case_words"]))
GOVERNMENT: tuple[AmountRole, ...] = ("target", "budget")


def type_amounts(text: str, provisions: Sequence[Provision]) -> tuple[TypedAmount, ...]:
    """Return every amount with its role; bare numbers (8+23) are no amounts.

    Amounts that belong to a provision are conditions or benefits. The others take the role that
    the words of their own sentence give them, and stay ``unparsed`` where none does.
    """
    conditions, benefits = _spans(provisions)
    sentences = split_sentences(text)
    typed: list[TypedAmount] = []
    for quantity in find_quantities(text):
        if quantity.kind == "number" or _is_article(quantity):
            continue
        role = _role_in(quantity, conditions, benefits)
        if role is None:
            sentence = next(s for s in sentences if s[0] <= quantity.span[0] < s[1])
            before = [each for each in typed if each.quantity.span[0] >= sentence[0]]
            role = _role_by_words(quantity, text, sentence, before or typed[-1:])
        typed.append(TypedAmount(quantity, role))
    return tuple(typed)


def _is_article(quantity: Quantity) -> bool:
    """Say whether 一个 or 一次 only introduces a noun."""
    return quantity.kind == "count" and quantity.surface.startswith("一") and quantity.exact == 1


def _spans(provisions: Sequence[Provision]) -> tuple[list[Span], list[Span]]:
    conditions = [leaf.span for each in provisions for leaf in leaves(each.condition)]
    return conditions, [each.benefit.span for each in provisions]


def _role_in(
    quantity: Quantity, conditions: Sequence[Span], benefits: Sequence[Span]
) -> AmountRole | None:
    if any(_within(quantity.span, span) for span in benefits):
        return "time" if quantity.kind == "date" else "benefit"
    if any(_within(quantity.span, span) for span in conditions):
        return "condition"
    return None


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _role_by_words(
    quantity: Quantity, text: str, sentence: Span, before: Sequence[TypedAmount]
) -> AmountRole:
    """Return the role that the words around an amount give it.

    ``before`` are the amounts ahead of it in the sentence, whose role an amount without words of
    its own shares (其中，重大平台3000万元，人才支撑1000万元).
    """
    if quantity.kind == "date":
        return "time"
    segment = _segment(text, quantity, sentence)
    if _GIVEN.search(segment) and not (_AIM.search(segment) or _TAKEN.search(segment)):
        return "unparsed"
    if _qualifies(quantity, segment):
        return "condition"
    if (_REGULATED.search(segment) or _TAKEN.search(segment)) and not _AIMED.search(segment):
        return "requirement"
    if quantity.kind.startswith("money") and _BUDGET.search(segment):
        return "budget"
    if _TARGET.search(segment):
        return "target"
    if _REQUIREMENT.search(segment):
        return "requirement"
    if quantity.kind == "duration":
        return "time"
    shared = next((each.role for each in reversed(before) if each.role in GOVERNMENT), None)
    starts = text[sentence[0] : sentence[1]].startswith("其中")
    if shared and (starts or before[-1].quantity.span[0] >= sentence[0]):
        return shared
    plain_count = quantity.kind == "count" and quantity.comparator in ("equal", "about")
    return "mention" if plain_count else "unparsed"


def _qualifies(quantity: Quantity, segment: str) -> bool:
    """Say whether a bound tells of which case a rule speaks: 不满十八周岁的人, 低于75%时."""
    if quantity.unit == "孩" or (quantity.kind == "percent" and _STATED_CASE.search(segment)):
        return True
    if quantity.comparator in ("equal", "about") and not quantity.surface.endswith("岁"):
        return False
    at = segment.find(quantity.surface)
    return bool(_CASE.match(segment[at + len(quantity.surface) :]))


def _segment(text: str, quantity: Quantity, sentence: Span) -> str:
    """Return the comma segment around an amount."""
    left = max(text.rfind(sign, sentence[0], quantity.span[0]) for sign in "，,；;。")
    ends = [text.find(sign, quantity.span[1], sentence[1]) for sign in "，,；;。"]
    right = min((at for at in ends if at >= 0), default=sentence[1])
    return text[max(left + 1, sentence[0]) : right]
