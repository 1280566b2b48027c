"""Hold thresholds against an asker's figures, deriving shares, growth and age with arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from assistant.asker import Facts
from assistant.births import turned
from assistant.figure import Figure
from assistant.figure_by_words import figure_by_words
from assistant.figure_metric import AS_BASE
from assistant.judgement import Judgement
from assistant.money import written
from assistant.persons import spoken_for
from index.conditions import QuantityCondition
from index.interval import Interval, interval_of
from index.metrics import Metric, metric_entries, metric_mentions, read_metric

#: How many years back a period lies; a figure without a period is of the latest year.
_OFFSETS = (
    (re.compile(r"以前|原来|原先|早先|前几年"), 5),
    (re.compile(r"大前年"), 3),
    (re.compile(r"前年"), 2),
    (re.compile(r"去年|上年|上一年|前一年"), 1),
    (re.compile(r"今年|本年"), 0),
)
_EARLIER = re.compile(r"前一年|上一年|去年同期|上年同期|往年")
#: What was two years ago says nothing of the last year.
_STALE = re.compile(r"前年|以前|原来|原先|早先|前几年")
#: What a part of a year came to is not yet the year's figure.
_PARTIAL = re.compile(r"\d(?:月)?(?:到|至|-|~|—)\d{1,2}月|[上下前]半年|季度|到(?:目前|现在)|截至")
_HALVES = re.compile(r"[上前]半年.*[下后]半年")
_NAMED_YEAR = re.compile(r"(?:20)?(?P<year>\d{2})年")
_HUNDRED = Interval(Fraction(100), Fraction(100))


class FigureMatcher:
    """Finds or derives the figure that a threshold asks for."""

    def __init__(self, facts: Facts, as_of: date, grown: Iterable[str] = ()) -> None:
        """Prepare; ``grown`` are the metrics whose growth some clause asks for."""
        self._statements = facts.statements
        self._births = spoken_for(facts.births, facts.statements)
        self._as_of = as_of
        self.figures = _attached(_asked_about(facts, as_of), facts.statements, frozenset(grown))
        self._mentioned = {
            name for statement in facts.statements for _, name in metric_mentions(statement.text)
        }

    def judge(self, leaf: QuantityCondition) -> Judgement:
        """Judge one threshold."""
        metric = read_metric(leaf.metric)
        figure, sure = self.find(metric, leaf.quantity.unit), True
        if figure is None and (metric.form != "plain" or metric.of not in metric_entries()):
            figure, sure = figure_by_words(leaf.metric, leaf.quantity, self._statements)
        parts = {metric.of, metric.base} - {""}
        given = {each.metric.of for each in self.figures}
        touched = figure is not None or bool(parts & (self._mentioned | given))
        if figure is None or figure.unit != leaf.quantity.unit:
            return Judgement(None, touched, figure.words if figure else "", int(touched), 1)
        value = figure.value.within(interval_of(leaf.quantity))
        if metric.of == "年龄" and not value:
            figure, value = self._any_age(figure, leaf)
        stale = metric.form != "growth" and _STALE.search(figure.period)
        partial = leaf.quantity.unit == "元" and _is_partial(figure.words)
        if stale or partial or (value and not sure):
            value = None
        return Judgement(value, True, figure.arithmetic or figure.words, 1, 1)

    def _any_age(self, figure: Figure, leaf: QuantityCondition) -> tuple[Figure, bool | None]:
        """Return the age, of all those told of, that comes nearest to fulfilling a threshold."""
        ages = [each for each in self.figures if each.metric.of == "年龄"]
        ages += [birth for birth in [self._age()] if birth is not None]
        wanted = interval_of(leaf.quantity)
        judged = [(each, each.value.within(wanted)) for each in ages] or [(figure, None)]
        return min(judged, key=lambda pair: (True, None, False).index(pair[1]))

    def find(self, metric: Metric, unit: str = "") -> Figure | None:
        """Return the asker's figure for a metric, derived where it is not given.

        ``unit`` tells growth in percent from growth in yuan.
        """
        if metric.form == "plain" and (newest := self._plain(metric.of, unit)):
            return newest
        given = [each for each in self.figures if each.metric == metric]
        if same := [each for each in given if not unit or each.unit == unit]:
            return min(same, key=self._offset)
        if metric.form == "share":
            return self._share(metric)
        if metric.form == "growth":
            return self._growth(metric, unit or "%")
        return self._age() if metric.of == "年龄" else self._part(metric)

    def _share(self, metric: Metric) -> Figure | None:
        """Divide: 研发费用310万元÷营业收入8000万元=3.875%."""
        part, whole = self._plain(metric.of), self._whole(metric.base)
        if part is not None and part.value.exact == 0:  # of whatever base
            return replace(part, metric=metric, unit="%")
        if part is None or whole is None or part.unit != whole.unit:
            return None
        ratio = part.value.over(whole.value)
        if ratio is None:
            return None
        value = ratio.times(_HUNDRED)
        sum_ = f"{metric.of}{_shown(part)}÷{metric.base}{_shown(whole)}"
        return replace(
            part, metric=metric, value=value, unit="%", arithmetic=f"{sum_}={_result(value)}"
        )

    def _whole(self, name: str) -> Figure | None:
        """Return the figure that a share is of, which people also call by another name."""
        known = self._plain(name)
        said = (self._plain(other) for other, base in AS_BASE.items() if base == name)
        return known or next((each for each in said if each is not None), None)

    def _growth(self, metric: Metric, unit: str) -> Figure | None:
        """Compare two years: (310万元－250万元)÷250万元=24%, or 310万元－250万元=60万元."""
        years = sorted(
            (f for f in self.figures if f.metric == Metric("plain", metric.of)), key=self._offset
        )
        if len(years) < 2 or not self._follows(years[0], years[1]):
            return self._growth_by_more(metric) if unit == "%" else None
        now, before = years[0], years[1]
        last, first = now.value.exact, before.value.exact
        if unit == now.unit == before.unit and last is not None and first is not None:
            more = Interval(last - first, last - first)
            sum_ = f"{metric.of}：{_shown(now)}－{_shown(before)}={_result(more, unit)}"
            return replace(now, metric=metric, value=more, arithmetic=sum_)
        ratio = now.value.over(before.value)
        if ratio is None or now.unit != before.unit or unit != "%":
            return None
        value = ratio.scaled(Fraction(100), Fraction(-100))
        sum_ = f"({_shown(now)}－{_shown(before)})÷{_shown(before)}={_result(value)}"
        return replace(now, metric=metric, value=value, unit="%", arithmetic=f"{metric.of}：{sum_}")

    def _growth_by_more(self, metric: Metric) -> Figure | None:
        """Divide what came on top by what was there before: 19万元÷(98万元－19万元)=24.05%."""
        more = next((f for f in self.figures if f.metric == metric and f.unit != "%"), None)
        now = self._plain(metric.of)
        if more is None or now is None or more.unit != now.unit:
            return None
        added, last = more.value.exact, now.value.exact
        if added is None or last is None or last <= added:
            return None
        value = Interval(added / (last - added) * 100, added / (last - added) * 100)
        sum_ = f"{_shown(more)}÷({_shown(now)}－{_shown(more)})={_result(value)}"
        return replace(now, metric=metric, value=value, unit="%", arithmetic=f"{metric.of}：{sum_}")

    def _part(self, metric: Metric) -> Figure | None:
        """Multiply: 营业收入1亿元×2%=200万元 of research."""
        for share in self.figures:
            if share.metric.form == "share" and share.metric.of == metric.of:
                whole = self._plain(share.metric.base)
                if whole is None:
                    continue
                value = whole.value.times(share.value).scaled(Fraction(1, 100))
                sum_ = f"{share.metric.base}{_shown(whole)}×{_shown(share)}"
                sum_ = f"{sum_}={_result(value, whole.unit)}"
                return replace(whole, metric=metric, value=value, arithmetic=sum_, shown="")
        return None

    def _plain(self, name: str, unit: str = "") -> Figure | None:
        """Return the newest figure of a metric, of a unit where there is one of it."""
        given = [each for each in self.figures if each.metric == Metric("plain", name)]
        given = [each for each in given if each.unit == unit] or given
        if not given:
            return None
        newest = min(given, key=self._offset)
        return self._grown(newest) or newest

    def _grown(self, before: Figure) -> Figure | None:
        """Add the growth of the year after: 120万元×(1+100%)=240万元."""
        for growth in self.figures:
            past = bool(growth.period) and self._offset(growth) >= 1
            later = past and self._offset(before) - self._offset(growth) == 1
            if growth.metric != Metric("growth", before.metric.of) or growth.unit != "%":
                continue
            if before.period and later:
                value = before.value.times(growth.value.scaled(Fraction(1, 100), Fraction(1)))
                sum_ = f"{before.metric.of}{_shown(before)}×(1+{_shown(growth)})"
                sum_ = f"{sum_}={_result(value, before.unit)}"
                return replace(before, value=value, period=growth.period, arithmetic=sum_, shown="")
        return None

    def _offset(self, figure: Figure) -> int:
        """Return how many years back a figure lies; one without a period is of the latest year."""
        if _EARLIER.search(figure.period):
            return 2
        if named := _NAMED_YEAR.search(figure.period):
            return self._as_of.year - 2000 - int(named["year"])
        return next((years for pattern, years in _OFFSETS if pattern.search(figure.period)), 0)

    def _follows(self, now: Figure, before: Figure) -> bool:
        """Say whether one figure is of the year after another's, as far as they tell."""
        years = self._offset(before) - self._offset(now)
        loose = not now.period or bool(_EARLIER.search(before.period))
        return years == 1 or (years > 1 and loose)

    def _age(self) -> Figure | None:
        for birth in self._births:
            value = birth.age(self._as_of)
            shown = f"截至{self._as_of.isoformat()}{_result(value, '周岁')}"
            return Figure(
                Metric("plain", "年龄"), value, "岁", birth.words, birth.statement,
                arithmetic=f"{birth.words}，{shown}", shown=_result(value, "岁"),
            )  # fmt: skip
        return None


def _is_partial(words: str) -> bool:
    return bool(_PARTIAL.search(words)) and not _HALVES.search(words)


def _asked_about(facts: Facts, as_of: date) -> list[Figure]:
    """Return the figures, ages as of the day, without those of relatives for whom nobody asks."""
    ages = [figure for figure in facts.figures if figure.metric.of == "年龄"]
    kept = spoken_for(ages, facts.statements)
    return [
        replace(each, value=turned(each.value, each.period, as_of)) if each in ages else each
        for each in facts.figures
        if each not in ages or each in kept
    ]


def _attached(
    figures: Sequence[Figure], statements: Sequence[object], grown: frozenset[str]
) -> tuple[Figure, ...]:
    """Give a growth or a share without a metric to the one whose growth is asked for.

    涨了25% and 占比5% after 研发 are those of the research.
    """
    named = {figure.metric.of for figure in figures if figure.metric.of} & grown
    attached = []
    for figure in figures:
        if figure.metric == Metric("growth", ""):
            if len(named) != 1:
                continue
            figure = replace(figure, metric=Metric("growth", next(iter(named))))
        if figure.metric.form == "share" and not figure.metric.of:
            if len(named) != 1:
                continue
            figure = replace(figure, metric=replace(figure.metric, of=next(iter(named))))
        attached.append(figure)
    return tuple(attached)


def _shown(figure: Figure) -> str:
    exact = figure.value.exact
    return written(exact, figure.unit) if exact is not None else figure.shown


def _result(value: Interval, unit: str = "%") -> str:
    if value.exact is not None:
        return written(value.exact, unit)
    low = "" if value.low is None else written(value.low, unit)
    high = "" if value.high is None else written(value.high, unit)
    return f"{low}～{high}"
