"""What a condition comes to for one asker, and the clause's setting that it is judged in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause takes for granted: what 全市 means, when its rules begin, their things."""

    place: str = ""
    since: int | None = None
    #: The things that the rule is about, by facet (作物: 茶叶, 油茶).
    things: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a condition stands: its value, whether the asker spoke of it, and in which words."""

    value: bool | None
    touched: bool = False
    words: str = ""
    #: How many of the things that tell askers apart the asker spoke of, and how many it demands.
    spoken: int = 0
    demanded: int = 0
    #: It rests on a mere hint: another value than the one demanded (another crop).
    beside: bool = False
