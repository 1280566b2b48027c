"""Tell from what an asker already got whether a gift that ends or comes once is used up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from assistant.match_result import ConditionResult
from assistant.statements import Statement
from index.amounts import find_quantities
from index.document import Span
from index.facets import lexicon
from index.number_words import NUMBER, parse_number
from index.provision import Benefit

#: 第四年还有吗: three years have been given.
_NEXT = re.compile(rf"第(?P<number>{NUMBER})年")
_MONTHS = 12


def used_up(benefit: Benefit, text: str, statements: Sequence[Statement]) -> ConditionResult | None:
    """Return the bound of a benefit with how it stands, or nothing where the asker is silent.

    ``text`` is the clause's; 最多可连续支持3年 is used up after three years, 一次性 after once.
    """
    cues = lexicon()["received"]
    for statement in statements:
        if (months := _months(statement.text)) is not None:
            limit = _limit(benefit)
            if limit is not None:
                span, most = limit
                return _result(text, span, months >= most, statement)
        elif re.search(cues["once"], statement.text):
            once = text.find("一次性", *benefit.span)
            if once >= 0:
                return _result(text, (once, once + len("一次性")), True, statement)
    return None


def _result(text: str, span: Span, used: bool, statement: Statement) -> ConditionResult:
    return ConditionResult(text[slice(*span)], span, "not_met" if used else "met", statement.words)


def _months(text: str) -> Fraction | None:
    """Return for how many months the asker says to have got something."""
    if match := _NEXT.search(text):
        try:
            return (parse_number(match["number"]) - 1) * _MONTHS
        except ValueError:
            return None
    if not re.search(lexicon()["received"]["years"], text):
        return None
    spans = [q.exact for q in find_quantities(text) if q.kind == "duration" and q.unit == "月"]
    return spans[0] if spans else None


def _limit(benefit: Benefit) -> tuple[Span, Fraction] | None:
    """Return the words and the months of the longest that is given."""
    for amount in benefit.amounts:
        if amount.role == "period" and amount.quantity.unit == "月":
            start, end = amount.quantity.phrase_span
            before = benefit.text[: start - benefit.span[0]]
            lead = re.search(lexicon()["received"]["limit"], before)
            if lead is not None:
                return (benefit.span[0] + lead.start(), end), amount.quantity.exact
    return None
