"""Read the figures of an asker's own account: which metric, which value, of which period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assistant.births import BORN
from assistant.said_amounts import said_amounts
from assistant.statements import Statement
from index.document import Span
from index.interval import Interval, interval_of
from index.metrics import Metric, metric_entries, metric_mentions, share_mentions
from index.quantity import Quantity

_PERIOD = re.compile(
    r"近[三两3]年累?计?|去年同期|去年|上年度?|上一年|前年|今年|本年度?|前一年|首年度?|20\d{2}年度?|一年"
)
_EARLIER = frozenset({"前年", "前一年", "上一年", "去年同期"})
_CUMULATIVE = re.compile(r"(?:近|前|过去)?(?:三|3)年(?:累计|总共|一共|合计)?|累计")
_GROWTH = re.compile(r"增长|增加|增幅|涨|多了|多花|多投|高了|提高|翻|上升|增了|增")
#: 产值同比增长1500万元 is an increase; 增长到1500万元 is the figure itself.
_INCREASE = re.compile(
    r"(?:增长|增加|涨|多了|多投|多花|多出|上升|增了|增|下降|减少|降|跌|少)了?[额量]?(?:约|近|大约|超过|有)?$"
)
_FALL = re.compile(r"下降|减少|降了|跌|少了|下滑|降低")
_PART_OF = re.compile(r"(?:为|是|相当于|达到?|等于)[^，]{2,8}的(?:差不多|大概|约)?$")
_SHARE_OF = re.compile(r"占")
_MONEY = re.compile(r"^money_|^number$")
_UNDER = re.compile(
    r"(?:差[^，]{0,5}|不到|还没到?|未满|没有?|不够|够不上|达不到|不及|没到)(?:就|才|到|满|足|要)*$"
)
_NEARLY = re.compile(r"(?:快|马上|将近|接近)(?:就|到|满|要)?$")
_MONTHLY = re.compile(r"月(?:收入|薪|入|工资|可支配)|每月|一个?月")
_NOMINAL_AGE = re.compile(r"虚岁?$")


_NO_GROWTH = re.compile(r"(?:没有?|未|没怎么|不)(?:增长|涨|增加)|持平|没变")
#: A figure that is taken back.
_DISOWNED = re.compile(r"(?:不是|并非|以为|误报)[^，]{0,6}[\d一二三四五六七八九十百千]")
#: A sum or a share may still follow (没有研发费用的发票 says nothing of it).
_NOTHING = re.compile(
    r"(?:没有?|没搞|没做|没投|无|不搞|不做)(?:任何|什么|搞|做|投|过)*(?=[^\d，。]{2,6}$)(?!.*(?:增长|发票|统计|算))"
)
_FROM_TO = re.compile(r"[从由].+(?:涨|增|升|提|降|减|跌)[^到至]{0,3}[到至]")
#: What is only planned is no figure yet.
_PLANNED = re.compile(r"准备|打算|计划(?!单列)|明年|预计|争取|目标")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the asker; ``arithmetic`` says how a derived one was computed.

    ``words`` are the asker's own; ``statement`` is the place of the statement they stand in.
    """

    metric: Metric
    value: Interval
    unit: str
    words: str
    statement: int
    period: str = ""
    arithmetic: str = ""
    shown: str = ""


def read_figures(statements: Sequence[Statement]) -> list[Figure]:
    """Return the figures that the statements give; a figure without a metric is left out."""
    figures: list[Figure] = []
    disowned: Figure | None = None
    for at, statement in enumerate(statements):
        if BORN.search(statement.text) or _PLANNED.search(statement.text):
            continue
        quantities = said_amounts(statement.text)
        if quantities and _DISOWNED.search(statement.text):
            disowned = _figure(quantities[0], statement, at, figures)
            continue  # 不是200万, 以为有220万: the true figure may follow
        for number, quantity in enumerate(quantities):
            figure = _figure(quantity, statement, at, [*figures, *([disowned] if disowned else [])])
            if figure is None and disowned is not None and disowned.unit == "元":
                figure = _put_right(disowned, quantity, statement, at)
            if figure is None:
                continue
            disowned = None
            if number == 0 and len(quantities) > 1 and _FROM_TO.search(statement.text):
                figure = replace(figure, period="前一年")
            figures.append(figure)
        figures.extend(_unchanged(statement, at))
        figures.extend(_nothing(statement, at))
    return figures


def _unchanged(statement: Statement, at: int) -> list[Figure]:
    """Read 研发没有增长 and 研发持平 as growth of at most nothing."""
    match = _NO_GROWTH.search(statement.text)
    names = [name for span, name in metric_mentions(statement.text)]
    if match is None:
        return []
    value = Interval(None, Fraction(0))
    return [
        Figure(
            Metric("growth", names[0] if names else ""),
            value,
            "%",
            statement.words,
            at,
            shown="没有增长",
        )
    ]


def _put_right(wrong: Figure, quantity: Quantity, statement: Statement, at: int) -> Figure | None:
    """Give a sum without a name to the metric whose figure was just taken back."""
    if not _MONEY.search(quantity.kind):
        return None
    value, shown = interval_of(quantity), _shown(quantity, wrong.unit)
    return replace(wrong, value=value, words=statement.words, statement=at, shown=shown)


def _nothing(statement: Statement, at: int) -> list[Figure]:
    """Read 没有研发 as a figure of nothing."""
    match = _NOTHING.search(statement.text)
    names = metric_mentions(statement.text[match.end() :]) if match else []
    if not names or names[0][0][0] > 0:
        return []
    metric = Metric("plain", names[0][1])
    zero = Interval(Fraction(0), Fraction(0))
    return [Figure(metric, zero, _base_unit(metric), statement.words, at, shown="没有")]


def _figure(
    quantity: Quantity, statement: Statement, at: int, earlier: Sequence[Figure]
) -> Figure | None:
    metric = _metric_of(quantity, statement.text, earlier)
    if metric is None:
        return None
    if quantity.kind == "ratio":
        quantity = replace(quantity, kind="percent", exact=quantity.exact * 100)
    value = _value(quantity, statement.text, metric)
    period = _PERIOD.search(statement.text)
    in_money = metric.form == "growth" and bool(_MONEY.search(quantity.kind))
    unit = "%" if metric.form != "plain" and not in_money else quantity.unit or _base_unit(metric)
    shown, arithmetic = _shown(quantity, unit), ""
    if metric.of == "家庭年可支配收入" and _MONTHLY.search(statement.text):
        value = value.scaled(Fraction(12))
        arithmetic = f"每月{shown}×12个月"
    if metric.form == "growth" and _FALL.search(statement.text):
        value = Interval(_minus(value.high), _minus(value.low))
    return Figure(
        metric,
        value,
        unit,
        statement.words,
        at,
        period.group() if period else "",
        arithmetic,
        shown,
    )


def _minus(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def _shown(quantity: Quantity, unit: str) -> str:
    """Return the amount as the asker put it, with the unit that it lacks."""
    return quantity.surface + (unit if quantity.kind == "number" else "")


def _base_unit(metric: Metric) -> str:
    entry = metric_entries().get(metric.of)
    return entry.unit if entry else ""


def _value(quantity: Quantity, text: str, metric: Metric) -> Interval:
    before = text[: quantity.span[0]]
    if metric.of == "年龄":
        if _NOMINAL_AGE.search(before):  # counts from 1 at birth: one or two years too many
            return Interval(quantity.exact - 2, quantity.exact - 1)
        if text[quantity.span[1] :].startswith("出头"):
            return Interval(quantity.exact, None)
        if _NEARLY.search(before):
            return Interval(quantity.exact - 2, quantity.exact, high_open=True)
        if _UNDER.search(before) or text[quantity.span[1] :].startswith(("不到", "差")):
            quantity = replace(quantity, comparator="below")
        elif quantity.comparator == "equal":
            return Interval(quantity.exact, quantity.exact)
    elif quantity.comparator in ("equal", "at_least") and _UNDER.search(before):
        quantity = replace(quantity, comparator="below")
    return interval_of(quantity)


def _metric_of(quantity: Quantity, text: str, earlier: Sequence[Figure]) -> Metric | None:
    """Return what an amount measures, by its kind and by the words nearest before it."""
    if quantity.kind == "age":
        return Metric("plain", "年龄")
    if quantity.kind in ("percent", "percent_point", "ratio"):
        return _rate_metric(quantity, text, earlier)
    candidates = [(span, name) for span, name in metric_mentions(text) if _fits(quantity, name)]
    name = _nearest(candidates, quantity.span)
    if name is None:
        return _carried(quantity, text, earlier)
    if name == "研发费用" and _CUMULATIVE.search(text):
        name = "近三年累计研发费用"
    if _MONEY.search(quantity.kind) and _INCREASE.search(text[: quantity.phrase_span[0]]):
        return Metric("growth", name)
    return Metric("plain", name)


def _fits(quantity: Quantity, name: str) -> bool:
    unit = metric_entries()[name].unit
    if _MONEY.search(quantity.kind):
        return unit == "元" or quantity.kind == "number"
    return unit == quantity.unit


def _nearest(candidates: Sequence[tuple[Span, str]], span: Span) -> str | None:
    """Return the metric named last before the amount, else the first one after it."""
    before = [item for item in candidates if item[0][1] <= span[0]]
    after = [name for place, name in candidates if place[0] >= span[1]]
    if len(before) > 1 and before[-1][1] in _GENERIC_METRICS:
        (_, end), _name = before[-2]
        if before[-1][0][0] - end <= 1:  # 设备技改总投资 is 设备技改's
            return before[-2][1]
    return before[-1][1] if before else after[0] if after else None


def _carried(quantity: Quantity, text: str, earlier: Sequence[Figure]) -> Metric | None:
    """Read 前年也是199万: the same metric a period before, told by its magnitude."""
    if _TOTAL.match(text) and earlier and earlier[-1].metric.form != "plain":
        return Metric("plain", earlier[-1].metric.of)
    period = _PERIOD.search(text)
    if period is None or not _MONEY.search(quantity.kind) or not quantity.exact:
        return None
    for figure in reversed(earlier):
        value = figure.value.exact
        if figure.metric.form == "plain" and figure.unit == "元" and value:
            if _SIMILAR[0] <= value / quantity.exact <= _SIMILAR[1]:
                return figure.metric
    return None


_TOTAL = re.compile(r"(?:一共|总共|合计|总额|共计|金额|总数)")
_GENERIC_METRICS = frozenset({"总投资", "营业收入", "销售额"})
_SIMILAR = (Fraction(1, 4), Fraction(4))


def _rate_metric(quantity: Quantity, text: str, earlier: Sequence[Figure]) -> Metric | None:
    """Return whether a rate is a share or a growth, and of what."""
    before = text[: quantity.span[0]]
    named = [metric for span, metric in share_mentions(before)]
    grows = [m.end() for m in re.finditer(f"{_GROWTH.pattern}|{_FALL.pattern}", before)]
    after = _GROWTH.match(text[quantity.span[1] :].lstrip("的左右"))
    mentioned = [(span, name) for span, name in metric_mentions(text)]
    share_at = max((span[1] for span, _ in share_mentions(before)), default=-1)
    if grows and grows[-1] > share_at or after or quantity.trend:
        name = _nearest(mentioned, quantity.span)
        return Metric("growth", name or "")
    if named:
        return named[-1]
    if as_part := _PART_OF.search(before):
        parts = [name for span, name in mentioned if span[1] <= as_part.start() + 1]
        wholes = [name for span, name in mentioned if as_part.start() < span[0] < as_part.end()]
        if parts and wholes:
            return Metric("share", parts[-1], wholes[-1])
    shares = _SHARE_OF.search(before)
    if shares and (mentioned or earlier):
        of = [name for span, name in mentioned if span[1] <= shares.start()]
        base = [name for span, name in mentioned if span[0] >= shares.end()]
        if not of and earlier:  # 研发比去年增加20%，占营收3%
            of = [earlier[-1].metric.of]
        if of:
            return Metric("share", of[-1], base[0] if base else "营业收入")
    return None
