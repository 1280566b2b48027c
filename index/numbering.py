"""The model of a document's numbering: which markers are numbers, and which level is citable."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.markers import STYLE_ORDER, Marker, Style

#: Costs of a step from one number to the next, against a weight of one for a kept marker.
_RESTART_BELOW_HEADING = 0.3
_RESTART = 1.2
_DUPLICATE = 0.9
_BACKWARD = 2.0
_PER_MISSING = 0.4
_MOST_MISSING = 2.5
_FIRST_NOT_ONE = 0.25
#: How many earlier markers of a style a marker may follow; bounds the work on hostile input.
_LOOK_BACK = 60
#: Items carry units of their own where groups of them hold clearly fewer lists.
_ITEMS_PER_GROUP = 1.3
#: A run that is citable by itself: so many items, of so many characters on average.
_FEWEST_IN_RUN = 5
_ITEM_LENGTH = 60
_MOST_OF_TEXT = 0.5
#: So many articles are no citations even where the first is missing.
_SURE_ARTICLES = 5
#: Styles that number the citable units of a document; wider ones only ever head them.
_UNIT_STYLES: tuple[Style, ...] = (
    "han",
    "named",
    "han_bracket",
    "arabic",
    "decimal",
    "arabic_bracket",
)
#: Styles that only ever head articles.
WIDE_STYLES: tuple[Style, ...] = ("part", "subpart", "chapter", "section")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The markers that number a text, the citable style, and the styles that head it.

    ``section_style`` is the one heading level that clauses are grouped by: chapters where there
    are any, else the widest.
    """

    markers: tuple[Marker, ...]
    unit_style: Style | None
    heading_styles: frozenset[Style]

    @property
    def section_style(self) -> Style | None:
        """Return the heading style that sections are made of, ``None`` where nothing is headed."""
        if "chapter" in self.heading_styles:
            return "chapter"
        return min(self.heading_styles, key=STYLE_ORDER.index, default=None)


def fit_numbering(
    candidates: Sequence[Marker],
    unit_lines: Collection[int],
    ends: Sequence[int],
    headers: Sequence[int] = (),
) -> Numbering:
    """Fit the candidates of one text into sequences and choose the citable level.

    Articles are citable; else the deepest level that counts on across the headings above it; else
    the deepest whose items carry responsible units of their own (on ``unit_lines``), or whose one
    run of numbers holds most of the text; else the widest. ``ends`` counts the characters up to
    the end of each line; below the ``headers`` of tables numbers begin anew as below headings.
    """
    by_style = {
        style: _fit_sequence(
            [marker for marker in candidates if marker.style == style],
            sorted([*headers, *(m.line for m in candidates if is_wider(m.style, style))]),
        )
        for style in STYLE_ORDER
    }
    markers = tuple(
        sorted((m for kept in by_style.values() for m in kept), key=lambda marker: marker.line)
    )
    unit_style = _choose_unit_style(by_style, unit_lines, ends)
    return Numbering(markers, unit_style, _heading_styles(markers, unit_style))


def is_wider(style: Style, than: Style | None) -> bool:
    """Say whether a style usually stands above another."""
    return than is not None and STYLE_ORDER.index(style) < STYLE_ORDER.index(than)


def _fit_sequence(markers: Sequence[Marker], heading_lines: Sequence[int]) -> list[Marker]:
    """Keep the markers whose values best form runs 1, 2, 3 … (dynamic programming)."""
    scores: list[float] = []
    previous: list[int] = []
    for j, marker in enumerate(markers):
        best, best_from = -_FIRST_NOT_ONE * min(marker.value[0] - 1, 6), -1
        for i in range(max(0, j - _LOOK_BACK), j):
            cost = _step_cost(markers[i], marker, heading_lines)
            if scores[i] - cost > best:
                best, best_from = scores[i] - cost, i
        scores.append(best + marker.weight)
        previous.append(best_from)
    kept: list[Marker] = []
    at = max(range(len(scores)), key=lambda i: scores[i], default=-1)
    if at >= 0 and scores[at] <= 0:
        return kept
    while at >= 0:
        kept.append(markers[at])
        at = previous[at]
    return kept[::-1]


def _step_cost(before: Marker, after: Marker, heading_lines: Sequence[int]) -> float:
    (low, low_sub), (high, high_sub) = before.value, after.value
    if (high, high_sub) == (low, low_sub + 1) or (high, high_sub) == (low + 1, 0):
        return 0.0
    if (high, high_sub) == (low, low_sub):
        return _DUPLICATE
    if high == 1:
        headed = bisect_right(heading_lines, before.line) < bisect_left(heading_lines, after.line)
        return _RESTART_BELOW_HEADING if headed else _RESTART
    if (high, high_sub) > (low, low_sub):
        return min(_PER_MISSING * max(high - low - 1, 1), _MOST_MISSING)
    return _BACKWARD


def _choose_unit_style(
    by_style: dict[Style, list[Marker]], unit_lines: Collection[int], ends: Sequence[int]
) -> Style | None:
    if _has_articles(by_style["article"]):
        return "article"
    present = [style for style in _UNIT_STYLES if len(by_style[style]) >= 2]
    if not present:
        single = [style for style in _UNIT_STYLES if by_style[style]]
        return single[0] if single else None
    if present[0] == "arabic" and "decimal" in present:
        return "decimal"
    running = [style for style in present if _runs_on(style, by_style)]
    if running:
        return running[-1]
    carrying = [style for style in present[1:] if _carries_units(style, by_style, unit_lines)]
    carrying = carrying or [style for style in present[1:] if _holds_most(style, by_style, ends)]
    return carrying[-1] if carrying else present[0]


def _has_articles(articles: Sequence[Marker]) -> bool:
    """Say whether the text is made of articles and does not merely cite some at line starts."""
    sure = [marker for marker in articles if marker.weight >= 1]
    return len(sure) >= 2 and (articles[0].value[0] == 1 or len(sure) >= _SURE_ARTICLES)


def _runs_on(style: Style, by_style: dict[Style, list[Marker]]) -> bool:
    """Say whether a style's numbers count on across the headings above it."""
    heading_lines = sorted(
        marker.line for other, kept in by_style.items() if is_wider(other, style) for marker in kept
    )
    continued = restarted = 0
    kept = by_style[style]
    for before, after in zip(kept, kept[1:], strict=False):
        if bisect_right(heading_lines, before.line) == bisect_left(heading_lines, after.line):
            continue
        if after.value[0] > before.value[0]:
            continued += 1
        else:
            restarted += 1
    return continued > restarted


def _carries_units(
    style: Style, by_style: dict[Style, list[Marker]], unit_lines: Collection[int]
) -> bool:
    """Say whether most items of a style name units of their own, not one list for a group."""
    items = [marker.line for marker in by_style[style]]
    wider = [
        marker.line for other, kept in by_style.items() if is_wider(other, style) for marker in kept
    ]
    own = _holding(items, [*items, *wider], unit_lines)
    groups = _holding(wider, wider, unit_lines)
    return own >= len(items) * 0.5 and own > groups * _ITEMS_PER_GROUP


def _holding(starts: Sequence[int], bounds: Sequence[int], lines: Collection[int]) -> int:
    """Count the pieces that hold a line; a piece runs from its start to the next bound."""
    ends, held = sorted(bounds), sorted(lines)
    count = 0
    for start in starts:
        after = bisect_right(ends, start)
        before_end = bisect_left(held, ends[after]) if after < len(ends) else len(held)
        count += before_end > bisect_left(held, start)
    return count


def _holds_most(style: Style, by_style: dict[Style, list[Marker]], ends: Sequence[int]) -> bool:
    """Say whether one run of numbers, below one heading, holds most of the text."""
    kept = by_style[style]
    wider = [m for other, own in by_style.items() if is_wider(other, style) for m in own]
    if len(kept) < max(_FEWEST_IN_RUN, len(wider) + 1) or not ends:
        return False
    values = [marker.value[0] for marker in kept]
    if values != sorted(set(values)):
        return False
    after_run = [marker.line for marker in wider if marker.line > kept[-1].line]
    last = min(after_run, default=len(ends)) - 1
    held = ends[last] - ends[kept[0].line] + 1
    return held >= ends[-1] * _MOST_OF_TEXT and held >= len(kept) * _ITEM_LENGTH


def _heading_styles(markers: Sequence[Marker], unit_style: Style | None) -> frozenset[Style]:
    """Return the styles that head the citable ones; above articles also one-line 一、."""
    present = {marker.style for marker in markers}
    if unit_style is None:
        return frozenset(present & set(WIDE_STYLES))
    if unit_style != "article":
        return frozenset(style for style in present if is_wider(style, unit_style))
    heading: set[Style] = set(present & set(WIDE_STYLES))
    for style in _UNIT_STYLES:
        own = [i for i, marker in enumerate(markers) if marker.style == style]
        followed = sum(
            1
            for i in own
            if i + 1 < len(markers)
            and markers[i + 1].line == markers[i].line + 1
            and (markers[i + 1].style == "article" or is_wider(style, markers[i + 1].style))
        )
        if own and followed >= len(own) * 0.7 and _above_articles(markers, style):
            heading.add(style)
    return frozenset(heading)


def _above_articles(markers: Sequence[Marker], style: Style) -> bool:
    """Say whether articles count on below a style instead of holding it."""
    first = next(marker for marker in markers if marker.style == style)
    articles = [marker for marker in markers if marker.style == "article"]
    return first.line < articles[0].line or any(
        before.line < first.line < after.line and before.value < after.value
        for before, after in zip(articles, articles[1:], strict=False)
    )
