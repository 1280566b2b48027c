"""Recognise what an asker is, has or does: the words of each value of each facet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from index.document import Span
from index.lexicon_tables import read_table


@dataclass(frozen=True, slots=True)
class Facet:
    """A question with possible values (级别: 国家级, 省级 …); see lexicon/facets.yaml for flags."""

    name: str
    values: tuple[str, ...]
    flags: frozenset[str]
    #: For a value, those that leave it open although they differ (我家 may be a farmer's).
    wider: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A value of a facet named in a text."""

    facet: str
    value: str
    span: Span


@cache
def lexicon() -> dict[str, Any]:
    """Return the parsed lexicon."""
    table: dict[str, Any] = read_table("facets")
    return table


@cache
def facets() -> dict[str, Facet]:
    """Return the facets by name; the values of one keep the order of the lexicon."""
    return {
        row["name"]: Facet(
            row["name"],
            tuple(row["values"]),
            frozenset(row["flags"]),
            {value: frozenset(others) for value, others in row.get("wider", {}).items()},
        )
        for row in lexicon()["facets"]
    }


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (row["name"], value, re.compile("|".join(words), re.IGNORECASE))
        for row in lexicon()["facets"]
        for value, words in row["values"].items()
    )


def mentions(text: str) -> list[Mention]:
    """Return the values that a text names; within one facet the longer of two that overlap."""
    found: list[Mention] = []
    for facet, value, pattern in _patterns():
        found.extend(Mention(facet, value, m.span()) for m in pattern.finditer(text) if m.group())
    kept = [m for m in found if not any(_covers(other, m) for other in found)]
    return kept + _perhaps(text, kept)


def _perhaps(text: str, sure: list[Mention]) -> list[Mention]:
    """Return words that may mean a value (胡柚 for 双柚), marked with a question mark."""
    return [
        Mention(row["name"], f"{value}?", match.span())
        for row in lexicon()["facets"]
        for value, words in row.get("perhaps", {}).items()
        for match in re.finditer(words, text)
        if not any(m.facet == row["name"] and m.span[0] <= match.start() < m.span[1] for m in sure)
    ]


def _covers(other: Mention, mention: Mention) -> bool:
    """Say whether a longer mention of another value of the same facet contains this one."""
    if other.facet != mention.facet or other.value == mention.value:
        return False
    (start, end), (first, last) = other.span, mention.span
    return start <= first and last <= end and end - start > last - first
