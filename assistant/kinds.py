"""Things of one kind that exclude each other: 乡镇 and 村, 4A and 5A, one county and the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.question import ParsedQuestion
from assistant.verdict import Judgement
from index.facets import facets, mentions
from index.lexicon_tables import read_table
from index.places import counties

#: Facets whose values exclude each other in a rule, too.
_RULING_FACETS = frozenset({"级别", "认定", "亩均类别"})
#: The kind that counts beside a value alone.
_OF_VALUES = "资金来源"
_COUNTY = re.compile(r"(?P<name>[\u4e00-\u9fff]{2})[市县区]")
_QUOTED = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
_LEVEL_NAMED = re.compile(r"级|里的")
_AND_ABOVE = re.compile(r"级(?:及)?以上")


def judge_kinds(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Deny what is asked of one kind where the sentence speaks only of others (乡镇, not 村)."""
    asked = question.normalized
    also, cue, _ = asked.partition("也")  # 油菜 in "油菜也能享受水稻那个补贴"
    return (
        other_kind(asked, sentence)
        or (other_kind(also, sentence) if cue else None)
        or _other_place(asked, sentence)
    )


def other_kind(asked: str, said: str, *, of_value: bool = False) -> Judgement | None:
    """Deny where one text names only other things of a kind than another text does.

    ``of_value`` takes the words beside a value, where 省里的 and 市级 tell whose money it is.
    """
    held = _members(said, of_value=of_value)
    for kind, members in _members(asked, of_value=of_value).items():
        others = held.get(kind, frozenset())
        if kind == "级别" and _AND_ABOVE.search(said):
            others = _above(others)
        if others and not members & others:
            return Judgement("no", f"条文说的是“{'”“'.join(sorted(held[kind]))}”。", wide=True)
    return None


def _above(levels: frozenset[str]) -> frozenset[str]:
    """Return some levels with all that are higher."""
    order = list(facets()["级别"].values)  # the highest first
    lowest = max((order.index(level) for level in levels if level in order), default=-1)
    return levels | frozenset(order[: lowest + 1])


def _other_place(asked: str, said: str) -> Judgement | None:
    """Deny where the county that is asked of is not the one that stands before what is named."""
    spoken = _QUOTED.sub("", asked)
    wanted = {county for county in counties() if county in spoken}
    named = [m for m in _COUNTY.finditer(said) if m["name"] in counties()]
    if not wanted or not named:
        return None
    pairs = {asked[at : at + 2] for at in range(len(asked) - 1)} - wanted
    ends = [*(match.start() for match in named[1:]), len(said)]
    pieces = [said[match.end() : end] for match, end in zip(named, ends, strict=True)]
    held = [sum(pair in piece for pair in pairs) for piece in pieces]
    own = named[held.index(max(held))]
    if own["name"] in wanted:
        return None
    return Judgement("no", f"条文写的是{own.group()}。", wide=True)


def _members(text: str, *, of_value: bool = False) -> Mapping[str, frozenset[str]]:
    """Return the members of each kind that a text names."""
    found: dict[str, set[str]] = {}
    for kind, members in _contrasts().items():
        if kind == _OF_VALUES and not of_value:
            continue
        for member, pattern in members:
            if pattern.search(text):
                found.setdefault(kind, set()).add(member)
    for mention in mentions(text):
        words = text[slice(*mention.span)]
        if mention.facet in _RULING_FACETS and (
            mention.facet != "级别" or _LEVEL_NAMED.search(words)
        ):
            found.setdefault(mention.facet, set()).add(mention.value)
    return {kind: frozenset(held) for kind, held in found.items()}


@cache
def _contrasts() -> Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]:
    table = read_table("contrasts")
    return {
        kind: [(member, re.compile(pattern, re.IGNORECASE)) for member, pattern in members.items()]
        for kind, members in table.items()
    }
