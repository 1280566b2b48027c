"""Tell which metric a figure without a name goes on about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from assistant.figure import Figure
from assistant.statements import Statement
from index.amounts import find_quantities
from index.metrics import Metric, metric_mentions
from index.quantity import Quantity

PERIOD = re.compile(
    r"近[三两3]年累?计?|去年同期|去年|上年度?|上一年|大?前年|以前|原来|原先|早先|前几年|这[两几]年|近[两几]年|今年|本年度?|前一年|首年度?|20\d{2}年度?|(?<![\d近过前满])[12]\d年度?(?![多来间以前内后]|的?(?:老|历史|工龄|经验))|一年"
)
MONEY = re.compile(r"^money_|^number$")
_TOTAL = re.compile(r"(?:一共|总共|合计|总额|共计|金额|总数|加起来)")
_TIMES = frozenset({"date", "duration"})
_SPENT = re.compile(r"[花投用][了掉]")
#: How many statements back a sum that is only spent may find what it is spent on.
_BACK = 2
_SIMILAR = (Fraction(1, 4), Fraction(4))
#: 掉到4.5%: another level of the same share, no change of it.
LEVEL = re.compile(r"(?:涨|增|升|提|降|减|跌|掉|变|加)[^到至，]{0,3}[到至](?:了|只有|只剩)?$")
_CUMULATIVE = "近三年累计"
#: What may stand beside a sum that names nothing of its own: 去年大概花了180万左右吧.
_FILLER = re.compile(
    r"去年同期|其实|完成|(?:不算|不含|不包括|扣除|剔除|去掉|除去|刨去|除开)[^，。\d]{1,4}?(?=[\d一二两三四五六七八九])|已经?|[支实交缴]付|交了?|付了?|大[概约]|差不多|左右|一共|总共|合计|刚好|正好|实际|单年|全年|每年|人民币|块钱|[去今前上本明一]年|年度?|我们|自己|我司|本公司|子公司|单体|目前|现在|截至"
    r"|[是有花投用了就才只也都还我的吧呢啊嘛呀整约满到过达在块钱元]"
)


def topic_before(statements: Sequence[Statement], at: int) -> str | None:
    """Return the one metric that the statement before names without a figure: 研发嘛，去年180万.

    A total goes back further: 搞了个技改，买了德国的机床，总共2450万.
    """
    totals = _TOTAL.match(statements[at].text) or _SPENT.search(statements[at].text)
    for before in reversed(statements[max(0, at - (_BACK if totals else 1)) : at]):
        names = {name for _, name in metric_mentions(before.text)}
        sums = any(q.kind not in _TIMES for q in find_quantities(before.text))
        if names or sums:
            return names.pop() if len(names) == 1 and not sums else None
    return None


def is_bare_sum(text: str, quantity: Quantity) -> bool:
    """Say whether a statement holds a sum and names nothing that it is the sum of."""
    start, end = quantity.phrase_span
    return not _FILLER.sub("", text[:start] + text[end:])


def carried_metric(
    quantity: Quantity, text: str, earlier: Sequence[Figure], topic: str | None
) -> Metric | None:
    """Read 前年也是199万: the same metric a period before, told by its magnitude.

    ``topic`` is a metric that the statement before names without a figure.
    """
    named = [figure.metric for figure in earlier if figure.metric.of]
    total = _TOTAL.match(text) or (_SPENT.search(text) and is_bare_sum(text, quantity))
    if total and named and named[-1].form != "plain":
        return Metric("plain", named[-1].of)
    if not MONEY.search(quantity.kind) or not quantity.exact:
        return None
    bare = is_bare_sum(text, quantity)
    if bare and named and earlier[-1].metric.form != "plain":
        return Metric("plain", named[-1].of)  # 研发比去年涨了五分之一，350万
    if topic is not None and bare:
        return Metric("plain", topic)
    if not PERIOD.search(text):
        return None
    for figure in reversed(earlier):
        value = figure.value.exact or figure.value.low or figure.value.high
        if figure.metric.form != "plain" or figure.unit != "元" or not value:
            continue
        if figure.metric.of.startswith(_CUMULATIVE):  # 三年450万，去年140万
            return Metric("plain", figure.metric.of.removeprefix(_CUMULATIVE))
        if _SIMILAR[0] <= value / quantity.exact <= _SIMILAR[1]:
            return figure.metric
    return None


def carried_share(quantity: Quantity, text: str, earlier: Sequence[Figure]) -> Metric | None:
    """Read 研发占比去年6%，今年掉到4.5%: the share that was told of last, in another year."""
    shares = [figure.metric for figure in earlier if figure.metric.form == "share"]
    level = LEVEL.search(text[: quantity.span[0]])
    return shares[-1] if shares and (level or PERIOD.search(text)) else None
