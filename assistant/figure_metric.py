"""Tell which metric an amount of the asker measures: plain, a share, or growth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.carried_metric import LEVEL, MONEY, carried_metric, carried_share
from assistant.figure import Figure
from index.document import Span
from index.metrics import Metric, metric_entries, metric_mentions, share_mentions
from index.quantity import Quantity

_CUMULATIVE = re.compile(r"(?:近|前|过去)?(?<!\d)(?:三|3)年(?:累计|总共|一共|合计)?|累计")
_GROWTH = re.compile(
    r"(?<=[年期])多(?!少)|增长|增加|增幅|涨|多了|多花|多投|多用|高了|提高|翻|上升|增了|增"
)
#: 产值同比增长1500万元 is an increase; 增长到1500万元 is the figure itself.
_INCREASE = re.compile(
    r"(?:增长|增加|涨|多了|多投|多花|多出|上升|增了|增|下降|减少|降|跌|少)(?:[花投用挣])?了?[额量]?(?:约|近|大约|超过|有)?$"
)
FALL = re.compile(r"(?<=[年期])少(?!于)|下降|减少|降了|跌|少了|下滑|降低")
_PART_OF = re.compile(
    r"(?:为|是|相当于|达到?|等于|[做投提涨升占冲]到)[^，]{2,8}的(?:差不多|大概|约)?$"
)
_SHARE_ALONE = re.compile(r"占比|比重|占(?:了)?(?:总)?(?:营收|收入|销售)")
#: 一年做四千万生意.
_TURNOVER = re.compile(r"(?:元|块钱?)?(?:左右|上下|多)?的?(?:生意|买卖|流水|单子)")
_SHARE_OF = re.compile(r"占")
#: As the base of a share people say 销售 for what the books call 营业收入.
AS_BASE = {"销售额": "营业收入"}


def metric_of(
    quantity: Quantity, text: str, earlier: Sequence[Figure], topic: str | None
) -> Metric | None:
    """Return what an amount measures, by its kind and by the words nearest before it."""
    if quantity.kind == "age":
        return Metric("plain", "年龄")
    if quantity.kind in ("percent", "percent_point", "ratio"):
        return _rate_metric(quantity, text, earlier)
    if quantity.kind == "number" and quantity.exact < 1 and share_mentions(text):
        return _rate_metric(quantity, text, earlier)  # 研发占比0.028
    candidates = [(span, name) for span, name in metric_mentions(text) if _fits(quantity, name)]
    name = _nearest(candidates, quantity.span)
    increase = MONEY.search(quantity.kind) and _INCREASE.search(text[: quantity.phrase_span[0]])
    if name is None and MONEY.search(quantity.kind) and _TURNOVER.match(text[quantity.span[1] :]):
        name = "营业收入"
    if name is None:
        return Metric("growth", "") if increase else carried_metric(quantity, text, earlier, topic)
    if name == "研发费用" and _CUMULATIVE.search(text):
        name = "近三年累计研发费用"
    return Metric("growth" if increase else "plain", name)


def _fits(quantity: Quantity, name: str) -> bool:
    unit = metric_entries()[name].unit
    if MONEY.search(quantity.kind):
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


_GENERIC_METRICS = frozenset({"总投资", "营业收入", "销售额"})


def _rate_metric(quantity: Quantity, text: str, earlier: Sequence[Figure]) -> Metric | None:
    """Return whether a rate is a share or a growth, and of what."""
    before = text[: quantity.span[0]]
    named = [metric for span, metric in share_mentions(before)]
    grows = [m.end() for m in re.finditer(f"{_GROWTH.pattern}|{FALL.pattern}", before)]
    after = _GROWTH.match(text[quantity.span[1] :].lstrip("的左右"))
    mentioned = [(span, name) for span, name in metric_mentions(text)]
    share_at = max((span[1] for span, _ in share_mentions(before)), default=-1)
    if named and LEVEL.search(before):
        return named[-1]
    level = LEVEL.search(before) and carried_share(quantity, text, earlier)
    if (grows and grows[-1] > share_at and not level) or after or (quantity.trend and not level):
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
            return Metric("share", of[-1], AS_BASE.get(base[0], base[0]) if base else "营业收入")
    if mentioned:
        return None
    unnamed = Metric("share", "", "营业收入") if _SHARE_ALONE.search(before) else None
    return carried_share(quantity, text, earlier) or unnamed
