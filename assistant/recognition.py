"""Tell from statements about an award whether it came, and in which year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.judgement import Judgement
from assistant.requirements import Requirement
from assistant.statements import Statement
from index.facets import lexicon, mentions

_YEAR = re.compile(
    r"(?<!\d)(?P<year>(?:20)?[012]\d)\s?年(?![多来前老])|(?P<last>去年|上年|前年|早些年|多年前|以前)"
)
_RECOGNISED = re.compile(
    r"认定|认过|[认评拿获批发给]的|评上|获评|拿到|通过|入选|评为|批|就是|就有|有了|已经[是有]|早就|年新?的|老(?=高企|牌)"
)
_EARLIER = re.compile(
    r"(?:之前|以前|从前|此前|过去|往年|前几年|原来|原先|去年|前年)(?!.*(?:今年|现在|目前|至今))"
)
#: A title is confirmed anew after three years at the soonest.
_YEARS_BETWEEN = 3
_WHO_KNOWS = frozenset({"早些年", "多年前", "以前"})
_LONG_AGO = frozenset({"前年", "早些年", "多年前", "以前"})


def unrecognised(judged: Judgement, statements: Sequence[Statement]) -> Judgement:
    """Refute an award where the asker says that it did not come, or is still waited for."""
    if judged.value is False:
        return judged
    pattern = re.compile(lexicon()["unrecognised"])
    for statement in statements:
        end = len(statement.text)
        if statement.forced:
            continue
        if pattern.search(statement.text) or statement.polarity((end, end)) == "pending":
            if judged.value and _EARLIER.search(statement.text):
                continue  # 以前从没认定过, 去年就交了材料 leave this year's recognition as it is
            # Said to have come and not to have come: that is for the asker to clear up.
            value = None if judged.value else False
            return Judgement(value, judged.touched, statement.words)
    return judged


def once_waited_for(statement: Statement) -> bool:
    """Say whether a statement tells of an award waited for at an earlier time (去年就交了材料)."""
    end = len(statement.text)
    return bool(_EARLIER.search(statement.text)) and statement.polarity((end, end)) == "pending"


def in_its_year(
    judged: Judgement,
    need: Requirement,
    statements: Sequence[Statement],
    *,
    since: int,
    this_year: int,
) -> Judgement:
    """Refute a recognition from before the rules began; take a later one for a first."""
    if "新认定" in need.values and judged.value is None:
        renewal = next((each for each in statements if _names(each, "重新认定")), None)
        if renewal is not None and renewal.polarity((0, 0)) not in ("doubtful", "others"):
            return Judgement(False, False, renewal.words)  # who is to be confirmed is not new
    for statement in statements:
        match = _YEAR.search(statement.text)
        if statement.forced and not statement.answers:
            continue  # 去年没评上，今年评上了: the year is that of the denial
        if match is None or not _RECOGNISED.search(statement.text):
            continue
        if statement.polarity((len(statement.text), len(statement.text))) != "asserted":
            continue
        year = _year_of(match, this_year)
        earlier = year < min(since, this_year) or match["last"] in _LONG_AGO
        # A renewal of this year stands beside a first recognition of long ago.
        renewed = "新认定" not in need.values  # an earlier one leaves nothing to be new
        if earlier and renewed and any(_is_of(e, need, min(since, this_year)) for e in statements):
            continue  # 21年重新认定，今年又重新认定: the newest counts
        if earlier and ("新认定" in need.values or judged.words in ("", statement.words)):
            too_soon = match["last"] not in _WHO_KNOWS and year > this_year - _YEARS_BETWEEN
            told = judged.words or "新认定" in need.values or too_soon
            value = False if told else None
            return Judgement(value, False, statement.words)
        again = _names(statement, "重新认定")
        new = "新认定" in need.values and judged.value is None
        if new and not again and match["year"]:
            return Judgement(True, False, statement.words)
    return judged


def _year_of(match: re.Match[str], this_year: int) -> int:
    if match["year"]:
        return int(match["year"]) % 100 + 2000
    return this_year - (2 if match["last"] == "前年" else 1)


def _names(statement: Statement, value: str) -> bool:
    return any(m.facet == "认定" and m.value == value for m in mentions(statement.text))


def _is_of(statement: Statement, need: Requirement, since: int) -> bool:
    """Say whether a statement tells of such a recognition in a year that counts."""
    match = _YEAR.search(statement.text)
    year = int(match["year"]) % 100 + 2000 if match and match["year"] else 0
    counts = "今年" in statement.text or year >= since
    told = any(m.facet == "认定" and m.value in need.values for m in mentions(statement.text))
    end = len(statement.text)
    return counts and told and statement.polarity((end, end)) == "asserted"
