"""The word tables of the grammar of terms, compiled to patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from index.lexicon_tables import read_table

WORDS: dict[str, Any] = read_table("terms")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of some plain words."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


HEAD = any_of(WORDS["beneficiary_nouns"])
THING = any_of(WORDS["thing_nouns"])
AGENT = any_of(WORDS["agent_nouns"])
LEVEL = any_of(WORDS["levels"])
EVENT = any_of(WORDS["events"])
BENEFIT = re.compile(any_of(WORDS["benefit_words"]))
MONEY = re.compile(any_of(WORDS["money_words"]))
EXEMPTION = re.compile(any_of(WORDS["exemption_words"]))
SANCTION = re.compile(any_of([*WORDS["sanction_words"], *WORDS["deduction_words"]]))
DUTY = re.compile(any_of(WORDS["duty_words"]))
THIRD_PARTY = re.compile(
    rf"{any_of(WORDS['urging'])}[^，。]{{0,4}}{any_of(WORDS['third_parties'])}[^，。]*$"
)
OPENING = re.compile(
    rf"{any_of(WORDS['before_opening'])}*{any_of([*WORDS['opening'], *WORDS['giving']])}"
)
CONDITION_START = any_of(WORDS["condition_starts"])
OPEN_CONDITION = re.compile("|".join(WORDS["open_conditions"]))
_COMPOUND = re.compile(rf"^(?:资助|奖励|补助|补贴|扶持)[^，的\d]{{0,8}}{HEAD}$")
#: Nouns may overlap (农产品 in 农产品运输): a lookahead finds every one.
_HEAD_AHEAD = re.compile(f"(?=({HEAD}))")
#: A relative clause: what ends in 的 or in 的 with the noun that it describes.
#: The 的 after an amount (给予100万元的奖励) belongs to the benefit.
_RELATIVE = re.compile(
    rf"(?<![\d元%％折倍])的(?:[^的，]{{0,20}}{HEAD})?(?:\([^()]*\)|（[^（）]*）)?$"
)


def benefit_start(text: str, *, continues: bool) -> int | None:
    """Return where the benefit begins in ``对…`` text, or nothing.

    An opening word inside a modifier (获得补助的企业) is passed over. ``continues`` says that the
    sentence goes on after this segment, so that the segment may hold the subject alone.
    """
    starts = [match.start() for match in OPENING.finditer(text)]
    ends = [*starts, len(text)] if continues else starts
    for at in starts:
        if any(_is_modifier(text[at:end]) for end in ends if end > at):
            continue
        if BENEFIT.search(text, at):
            return at
    return None


def _is_modifier(chunk: str) -> bool:
    """Say whether an opening word belongs to the subject: 获得补助的企业, 财政资助科研项目."""
    return bool(_RELATIVE.search(chunk) or _COMPOUND.match(chunk))


def last_head_end(text: str) -> int:
    """Return where the last beneficiary noun in a text ends, or 0."""
    return max((match.end(1) for match in _HEAD_AHEAD.finditer(text)), default=0)
