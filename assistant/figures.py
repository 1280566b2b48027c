"""Read the figures of an asker's own account: which metric, which value, of which period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.births import BIRTHDAY_MONTH, BORN
from assistant.carried_metric import MONEY, PERIOD, is_bare_sum, topic_before
from assistant.figure import Figure
from assistant.figure_metric import FALL, metric_of
from assistant.figure_value import value_of
from assistant.said_amounts import said_amounts
from assistant.statements import Statement
from assistant.told_in_parts import of_the_household, told_in_parts
from index.interval import Interval, interval_of
from index.metrics import Metric, metric_entries, metric_mentions
from index.quantity import Quantity

#: 研发人员200, 研发项目12: no sum without a unit.
_NO_SUM = re.compile(r"人员|团队|部门|中心|项目|专利|员工|第[\d一二三]")
_TEN_THOUSAND = 10_000
#: What the books come to once somebody has checked them.
_VERIFIED = re.compile(
    r"^具体|^细算|精确|准确|确切|(?:核|审)[^，。]{0,3}(?:下来|定|认|完|后)|(?:调|核)减|剔除|只认|认下来|认可"
)
#: 原先报表写230万: the time of the telling, not of the sum.
_AS_TOLD = re.compile(r"以前|原来|原先|早先")
_BASE_YEAR = re.compile(r"[比较是跟和与于]$")
#: 其实账上只有六十万 puts right what was said before.
_CORRECTS = re.compile(
    r"(?:^|[司厂们家])(?:其实|分[到给摊]|摊到|实际(?:上|只|才|就|是|有)(?!缴|交|支付|投入)|真正|账[上面里](?:只|才|就))"
)
#: Of a premium: what was paid in the end.
_PAID = re.compile(r"实际(?:上)?(?:付|缴|交|支付)|实[付缴交]|净[付缴交]|最后(?:付|缴|交)")
_MONTHLY = re.compile(r"月(?:收入|薪|入|工资|可支配)|每个?月|月均|一个?月")


_NO_GROWTH = re.compile(
    r"(?:没有?|未|没怎么|不)(?:增长|涨|增加)|持平|没变|(?:下降|减少|降|跌|下滑|缩水)了?$|(?:[变更]少|(?<!不)少了)$"
)
_SAYS_NO_MORE = re.compile(
    rf"(?:基本上?|大体|[跟和与比]|[去前上今]年|同期|一年|也|都|相比|差不多|是|一样)*(?:{_NO_GROWTH.pattern}).{{0,3}}"
)
#: A figure that is taken back.
_DISOWNED = re.compile(
    r"(?:不是|并非|以为|说是|误报|吹牛?|号称|谎报|虚报|对外[说讲])[^，]{0,9}[\d一二三四五六七八九十百千]"
)
#: A sum or a share may still follow (没有研发费用的发票 says nothing of it).
_NOTHING = re.compile(
    r"(?:没有?|没搞|没做|没投|无|不搞|不做|零|0)(?:任何|什么|搞|做|投|过)*(?=[^\d，。]{2,6}$)(?!.*(?:增长|发票|统计|算))"
)
_NOT_A_CENT = re.compile(
    r"(?:[去今]年|一直|我们?|公司|都|也|还)*一分(?:钱)?(?:都|也|还)?没有?(?:投入?|花|用|掏)?过?"
)
_FROM_TO = re.compile(r"[从由].+[涨增升提降减跌加变扩做冲爬跳掉缩][^到至]{0,3}[到至]")
#: 有没有到3%: whether it is so much is just what the asker does not know; 要达到200万才有 is
#: the rule's own threshold.
_WHETHER = re.compile(
    r"(?:(?<!快)(?<!想)(?<!只)(?:要|须|需要?|得|必须|应该?)(?:达到|达|满|超过|不低于)|有没有|有无|是不是|是否|能不能|会不会|[到够超过满]没[到够超过满])[^，。\d]{0,6}$"
)
_RULE = re.compile(
    r"听说|据说|听人[说讲]|规定|文件|政策[^，。]{0,6}[说是要]|条件是|门槛"
    r"|[说讲](?:是|的)?要|标准是|要求[^，。]{0,6}$"
)
_NOT_ACCEPTED = re.compile(
    r"(?:但是?|可是?|不过|结果|后来)*(?:税务局?|税务那边|审计|会计|财务|科技局|系统)(?:里|那边|上)?"
    r"(?:都|还|全|又)*(?:没有?|不|不给)(?:认|认可|承认|通过|批|算)(?:下来)?[的了过]?"
)
_IS_IT = re.compile(r"(?:元|块钱?)?(?:以上)?了?(?:没有?|吗|么)")
#: What is only planned is no figure yet.
_PLANNED = re.compile(
    r"准备|打算|想(?:再|要|去)?(?:[新]?上|买|投|搞|换|建|添|弄|引进|采购|购|花)|拟(?=[投上建购买])|即将|马上要|"
    r"下个?月[^，]{0,3}(?:要|再|投|上|付|买)|计划(?!单列)|明年|预计|争取|目标|任务|考核|指标|要(?:搞|做|投|冲|干)(?:到|成|满)?|预算|合同|订单|意向|[在洽]谈|立项|批复|概算"
    r"|要是|如果|假如|假设|倘若|若是"
)


def read_figures(statements: Sequence[Statement]) -> list[Figure]:
    """Return the figures that the statements give; a figure without a metric is left out."""
    reader = _Reader(statements)
    for at in range(len(statements)):
        reader.read(at)
    return of_the_household(reader.figures, statements)


class _Reader:
    """Reads one statement after the other, keeping what a later one may put right."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.figures: list[Figure] = []
        self._statements = statements
        #: A figure taken back (以为有220万), one that is only planned or somebody else's.
        self._disowned: Figure | None = None
        self._planned: Figure | None = None

    def read(self, at: int) -> None:
        """Read the figures of one statement."""
        statement = self._statements[at]
        if BORN.search(statement.text):
            return
        quantities = said_amounts(statement.text)
        if _NOT_ACCEPTED.fullmatch(statement.text) and self.figures:
            self.figures.pop()  # 研发200万，但是税务局没认: how much was accepted is open
        asked = [q for q in quantities if _is_asked(statement, q)]
        if asked:  # 要达到200万才有吗？我们去年150万: the asker's own may follow
            self._disowned = _figure(asked[0], statement, at, self.figures)
            quantities = [q for q in quantities if q not in asked]
        first = quantities[0] if quantities else None
        ages = first is not None and first.kind == "age"  # 明年满六十 tells of today
        if (_PLANNED.search(statement.text) and not ages) or _of_others(statement):
            self._planned = _figure(first, statement, at, self.figures) if first else None
            return
        if self._planned is not None and first and is_bare_sum(statement.text, first):
            self._disowned, self._planned = self._planned, None  # 计划投500万，实际只有120万
        if first and _DISOWNED.search(statement.text):
            self._disowned = _figure(first, statement, at, self.figures)
            return  # 不是200万, 以为有220万: the true figure may follow
        rises = len(quantities) > 1 and bool(_FROM_TO.search(statement.text))
        for quantity in quantities:
            figure = self._figure(quantity, at)
            if figure is not None:
                before = rises and quantity is first
                self.figures.append(replace(figure, period="前一年") if before else figure)
        self.figures.extend(_unchanged(statement, at))
        self.figures.extend(_nothing(statement, at, topic_before(self._statements, at)))

    def _figure(self, quantity: Quantity, at: int) -> Figure | None:
        """Return a figure with a metric of its own, or that of the one which it puts right."""
        statement = self._statements[at]
        last = self.figures[-1] if self.figures else None
        parts = last and told_in_parts(last, quantity, statement, at)
        if parts:
            self.figures.pop()
            return parts
        known = [*self.figures, *([self._disowned] if self._disowned else [])]
        figure = _figure(quantity, statement, at, known, topic_before(self._statements, at))
        if figure is None and self._disowned is not None:
            figure = _put_right(self._disowned, quantity, statement, at)
        if figure is None and last is not None and _corrects(statement, last):
            figure = _put_right(last, quantity, statement, at)
            if figure is not None:
                self.figures.pop()
        if figure is not None:
            self._disowned = None
            same = bool(self.figures) and figure.metric == self.figures[-1].metric
            if same and statement.text.startswith("其中"):
                self.figures.pop()  # 技改投资3000万，其中设备1500万: the part is what is asked for
        return figure


def _corrects(statement: Statement, last: Figure) -> bool:
    """Say whether a statement puts the figure before it right, or says what was paid of it."""
    paid = last.metric.of == "保费" and _PAID.search(statement.text)
    return bool(paid or _VERIFIED.search(statement.text) or _CORRECTS.search(statement.text))


def _is_asked(statement: Statement, quantity: Quantity) -> bool:
    """Say whether a statement asks if it is so much (超过200万了吗), or quotes a rule."""
    before = statement.text[: quantity.span[0]]
    asks = statement.question or statement.text.endswith(("吗", "么"))
    whether = asks and _IS_IT.fullmatch(statement.text[quantity.span[1] :])
    return bool(whether or _WHETHER.search(before) or _RULE.search(before))


def _of_others(statement: Statement) -> bool:
    """Say whether a figure is somebody else's, not what an auditor found of the asker's."""
    return statement.of_others and not _VERIFIED.search(statement.text)


def _unchanged(statement: Statement, at: int) -> list[Figure]:
    """Read 研发没有增长 and 研发持平 as growth of at most nothing."""
    match = _NO_GROWTH.search(statement.text)
    names = [name for span, name in metric_mentions(statement.text)]
    if match is None or not (names or _SAYS_NO_MORE.fullmatch(statement.text)):
        return []  # 用途没变 says nothing of a figure
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
    money = bool(MONEY.search(quantity.kind))
    share = quantity.kind in ("percent", "percent_point") and wrong.metric.form == "share"
    if not (share or (money and wrong.unit == "元")):
        return None
    value, shown = interval_of(quantity), _shown(quantity, wrong.unit)
    said_before = "" if _AS_TOLD.search(wrong.period) else wrong.period
    period = _period(statement.text, quantity.span[0], wrong.metric) or said_before
    return replace(
        wrong, value=value, words=statement.words, statement=at, period=period, shown=shown
    )


def _nothing(statement: Statement, at: int, topic: str | None) -> list[Figure]:
    """Read 没有研发, and 一分没投 of what was named before, as a figure of nothing."""
    if topic is not None and _NOT_A_CENT.fullmatch(statement.words):
        return [_zero(Metric("plain", topic), "", statement, at)]
    match = _NOTHING.search(statement.text)
    names = metric_mentions(statement.text[match.end() :]) if match else []
    if not names or names[0][0][0] > 0:
        return []
    metric = Metric("plain", names[0][1])
    period = _period(statement.text, match.start() if match else 0, metric)
    return [_zero(metric, period, statement, at)]


def _zero(metric: Metric, period: str, statement: Statement, at: int) -> Figure:
    zero = Interval(Fraction(0), Fraction(0))
    return Figure(metric, zero, _base_unit(metric), statement.words, at, period, shown="没有")


def _figure(
    quantity: Quantity,
    statement: Statement,
    at: int,
    earlier: Sequence[Figure],
    topic: str | None = None,
) -> Figure | None:
    metric = metric_of(quantity, statement.text, earlier, topic)
    if metric is None:
        return None
    if quantity.kind == "ratio" or (quantity.kind == "number" and metric.form == "share"):
        quantity = replace(quantity, kind="percent", exact=quantity.exact * 100)
    elif _leaves_out_the_unit(quantity, metric) and not _NO_SUM.search(statement.text):
        surface = f"{quantity.surface}万"
        quantity = replace(quantity, exact=quantity.exact * _TEN_THOUSAND, surface=surface)
    value = value_of(quantity, statement.text, metric)
    in_money = metric.form == "growth" and bool(MONEY.search(quantity.kind))
    unit = quantity.unit or ("元" if in_money else _base_unit(metric))
    unit = unit if metric.form == "plain" or in_money else "%"
    shown, arithmetic = _shown(quantity, unit), ""
    if metric.of == "家庭年可支配收入" and _MONTHLY.search(statement.text):
        value = value.scaled(Fraction(12))
        arithmetic = f"每月{shown}×12个月"
    if metric.form == "growth" and FALL.search(statement.text):
        value = Interval(_minus(value.high), _minus(value.low))
    return Figure(
        metric,
        value,
        unit,
        statement.words,
        at,
        _period(statement.text, quantity.span[0], metric),
        arithmetic,
        shown,
    )


def _leaves_out_the_unit(quantity: Quantity, metric: Metric) -> bool:
    """Say whether a sum of a company is told in 万元 without saying so (营收五千，研发一百八)."""
    entry = metric_entries().get(metric.of)
    yearly = metric.form == "plain" and entry is not None and entry.owner == "企业"
    small = quantity.kind == "number" and 1 < quantity.exact < _TEN_THOUSAND
    year = len(quantity.surface) == 4 and quantity.surface.startswith(("19", "20"))
    return yearly and small and not year and _base_unit(metric) == "元"


def _period(text: str, at: int, metric: Metric) -> str:
    """Return the period named last before an amount, else the first of the statement.

    The year that growth is reckoned from (比前年涨了) is not the year that it is of.
    """
    if metric.of == "年龄":
        birthday = BIRTHDAY_MONTH.search(text[:at])
        return birthday.group() if birthday else ""
    periods = list(PERIOD.finditer(text))
    if metric.form == "growth":
        periods = [match for match in periods if not _BASE_YEAR.search(text[: match.start()])]
    before = [match for match in periods if match.end() <= at]
    named = before[-1:] or periods[:1]
    return named[0].group() if named else ""


def _minus(value: Fraction | None) -> Fraction | None:
    return None if value is None else -value


def _shown(quantity: Quantity, unit: str) -> str:
    """Return the amount as the asker put it, with the unit that it lacks."""
    return quantity.surface + (unit if quantity.kind == "number" else "")


def _base_unit(metric: Metric) -> str:
    entry = metric_entries().get(metric.of)
    return entry.unit if entry else ""
