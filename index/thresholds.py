"""Read thresholds: a metric with the bound that it is held against."""

from __future__ import annotations

import re
from itertools import pairwise

from index.amounts import find_quantities
from index.conditions import QuantityCondition
from index.metrics import metric_entries, metric_mentions
from index.provision import Phrase
from index.quantity import Quantity
from index.segments import part

_METRIC_LEAD = re.compile(r"^(?:即：?|其|年度|上年度|当年|在|对|且|的|为|按|年(?!龄|度))+(?=.{2,})")
_METRIC_TAIL = re.compile(r"(?:的|首次|为|在|达到?|满|不低于|超过|需|应|须|实现)+$")
_SHORTEST_OWNER = 4
_OWNER_END = re.compile(r"(?:项目|企业|公司|单位|机构|主体|园区|平台)(?:[（(][^（）()]*[）)])?$")
_KIND_METRICS = {"age": "年龄"}
#: Kinds that a metric is measured in; others (13个收费站) are part of a name.
_BARE_THRESHOLDS = {"money_cny", "money_usd", "percent", "age", "area"}


def is_metric(text: str) -> bool:
    """Say whether words before a bound name what is measured, not a place or an event."""
    return not re.fullmatch(r"(?:全|我|本)(?:市|省|县|区)|新增|对|凡", text)


def is_threshold(quantity: Quantity, text: str) -> bool:
    """Say whether an amount in a condition bounds something, rather than being part of a name."""
    if quantity.kind in ("date", "number") or quantity.comparator == "about":
        return quantity.kind == "number" and quantity.comparator != "equal"
    if quantity.kind == "duration" and quantity.phrase_span[0] <= 1:
        return False  # 近2年内无违法行为: a period, not a threshold
    if quantity.comparator != "equal":
        return True
    return quantity.kind in _BARE_THRESHOLDS and bool(
        re.search(r"(?:为|达到?)\s?$", text[: quantity.span[0]])
    )


def read_threshold(phrase: Phrase, quantity: Quantity) -> QuantityCondition:
    """Return the condition with its metric: the words before the bound, or what its unit tells."""
    metric = phrase.text[: quantity.phrase_span[0]]
    metric = _METRIC_TAIL.sub("", _METRIC_LEAD.sub("", metric))
    if not re.search(r"[一-鿿A-Za-z]{2}", metric) or not is_metric(metric):
        metric = _KIND_METRICS.get(quantity.kind, "")
    return QuantityCondition(phrase.text, phrase.span, metric, quantity)


def owner_of_metric(phrase: Phrase, quantity: Quantity) -> Phrase | None:
    """Return what a size or a price is that of: 新购商品住房 of 新购商品住房建筑面积140平方米以上.

    A company's figures are left whole, for 单品种销售收入 is not the company's; but those of a
    named company or project (现代服务业类项目固定资产投资) are its own.
    """
    before = phrase.text[: quantity.phrase_span[0]]
    for (start, end), name in metric_mentions(before):
        if _METRIC_TAIL.sub("", before[end:]) or "占" in before:
            continue
        own = part(phrase, 0, start)
        whose = metric_entries()[name].owner
        if whose == "企业" and not _OWNER_END.search(own.text):
            return None
        return own if len(own.text) >= _SHORTEST_OWNER else None
    return None


def threshold_lists(phrase: Phrase) -> list[tuple[Quantity, ...]]:
    """Return lists of thresholds that one metric shares: 1亿元、5亿元、10亿元."""
    runs: list[list[Quantity]] = []
    quantities = [q for q in find_quantities(phrase.text) if q.kind not in ("date", "number")]
    for first, second in pairwise(quantities):
        between = phrase.text[first.phrase_span[1] : second.phrase_span[0]]
        if first.kind == second.kind and re.fullmatch(r"[、/和]|以及|及", between.strip()):
            if runs and runs[-1][-1] is first:
                runs[-1].append(second)
            else:
                runs.append([first, second])
    return [tuple(run) for run in runs]
