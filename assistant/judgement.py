"""What a condition comes to for one asker, and the clause's setting that it is judged in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause takes for granted: the city that 全市 means, the year its rules begin."""

    place: str = ""
    since: int | None = None


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
