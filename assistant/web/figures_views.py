"""The figures of the running service as shapes to draw: bars of days, groups, opinions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.storage.activity import UNANSWERED, DayCount

#: How a day's answers are told apart, from the ground up, with their colours.
SERIES = (
    ("answered", "已回答", "#1f6fb5"),
    ("not_specified", "文件没有写明", "#d9a400"),
    ("not_found", "没有查到", "#b3554d"),
    ("other", "问候和反问", "#98a2af"),
)
_KNOWN = {name for name, _, _ in SERIES}
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _BOTTOM = 720, 180, 34, 8, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a day's bar in the drawing's units."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    told: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Questions a day: bars, lines of the grid, days under them; ``rows`` tells it in numbers."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    grid: tuple[tuple[float, int], ...]
    labels: tuple[tuple[float, str], ...]
    rows: tuple[tuple[str, int, int], ...]
    total: int


def chart_of(days: Sequence[DayCount], last: date, span: int) -> Chart:
    """Return the chart of ``span`` days up to the last, days without a question included."""
    counted = {day.day: day for day in days}
    shown = [last - timedelta(days=back) for back in range(span - 1, -1, -1)]
    top = _round_up(max((counted[day].total for day in shown if day in counted), default=1))
    step = (_WIDTH - _LEFT - _RIGHT) / span
    scale = (_HEIGHT - _BOTTOM - 8) / top
    bars: list[Bar] = []
    for place, day in enumerate(shown):
        level = float(_HEIGHT - _BOTTOM)
        for name, label, colour in SERIES:
            count = _count(counted.get(day), name)
            if count:
                level -= count * scale
                told = f"{day.month}月{day.day}日 {label}{count}个"
                x = _LEFT + place * step + step * 0.15
                bars.append(Bar(x, level, step * 0.7, count * scale, colour, told))
    grid = tuple((_HEIGHT - _BOTTOM - value * scale, value) for value in (0, top // 2, top))
    labels = tuple(
        (_LEFT + (place + 0.5) * step, f"{day.month}/{day.day}")
        for place, day in enumerate(shown)
        if (span - 1 - place) % 7 == 0
    )
    rows = tuple(
        (f"{d.day.month}月{d.day.day}日", d.total, d.total - d.statuses.get("answered", 0))
        for d in days
        if d.day in set(shown)
    )
    return Chart(_WIDTH, _HEIGHT, tuple(bars), grid, labels, rows, sum(r[1] for r in rows))


def tiles_of(days: Sequence[DayCount], opinions: tuple[int, int]) -> list[tuple[str, str]]:
    """Return the few figures that stand above all: each with its name."""
    total = sum(day.total for day in days)
    answered = sum(day.statuses.get("answered", 0) for day in days)
    unanswered = sum(_count(day, name) for day in days for name in UNANSWERED)
    asked = answered + unanswered
    share = f"{answered / asked:.0%}" if asked else "—"
    helpful, unhelpful = opinions
    return [
        ("提问", f"{total}个"),
        ("直接答上", share),
        ("没有答上", f"{unanswered}个"),
        ("评价有用", f"{helpful}个"),
        ("评价没用", f"{unhelpful}个"),
    ]


def _count(day: DayCount | None, name: str) -> int:
    if day is None:
        return 0
    if name != "other":
        return day.statuses.get(name, 0)
    return sum(count for status, count in day.statuses.items() if status not in _KNOWN)


def _round_up(value: int) -> int:
    """Return the next number that halves and reads well: 2, 4, 10, 20, 40, 100 …."""
    size = 1
    while True:
        for step in (2, 4, 10):
            if value <= step * size:
                return step * size
        size *= 10
