"""Whether a question tells a case of somebody's own, or asks of the rule."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.asker import Facts, parse_facts
from assistant.match_result import Match
from assistant.question import ParsedQuestion
from assistant.verdict import names_the_asker, of_the_asker

#: One question is judged for its cuts and its readings, and asked twice whether it tells a case.
facts_of = lru_cache(maxsize=32)(parse_facts)
#: An own case is told by what has happened ("刚评上了，能领多少").
_HAPPENED = re.compile(r"刚|(?:今|去|前)年[^，。]{0,8}(?:[上到成过了])|[上到成过]了?[，,]")
#: "研发投入190万能补吗": asked is whether something is given, and not what the rule says.
_ENTITLED = re.compile(
    r"(?:能不?能?|可不?可?以|有没有|有|给不?给?)[^，。？?]{0,6}[补奖贴拿领享减免助钱][^，。？?]{0,4}[吗么不没？?]"
)


def has_happened(question: ParsedQuestion) -> bool:
    """Tell whether a question tells what somebody did or became ("刚评上了，能领多少")."""
    return bool(_HAPPENED.search(question.normalized))


def speaks_of_a_case(question: ParsedQuestion, facts: Facts, found: Match) -> bool:
    """Tell whether somebody's own words meet a condition, and not just the name of the rule."""
    met = any(condition.status == "met" for condition in found.conditions)
    return met and (names_the_asker(question) or bool(facts.figures) or question.yes_no)


def of_a_case(question: ParsedQuestion) -> bool:
    """Tell whether a question is of the asker's own case, or whether certain figures entitle."""
    if of_the_asker(question):
        return True
    asks = question.yes_no and not question.claim and _ENTITLED.search(question.normalized)
    return bool(asks and facts_of(question.text).figures)
