"""Read a figure told in parts: equipment of a total, halves of a year, members of a household."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.carried_metric import MONEY, is_bare_sum
from assistant.figure import Figure
from assistant.money import written
from assistant.statements import Statement
from index.facets import lexicon
from index.interval import Interval, interval_of
from index.number_words import parse_number
from index.quantity import Quantity

#: 其中, 里面, 光: what follows is a part of the sum before.
_WITHIN = re.compile(
    r"^(?:这|那)?(?:其中|里面|里头|当中)(?:的|是|有)?|^(?:光|单|纯|真正)(?:是|算|的|说)?"
)
_FILLER = re.compile(
    r"(?:[部份]分|投资|投入|费用|款|钱|上|就|才|只|占|是|有|花|用|投|了|的|大概|约)+$"
)
#: What a sum for equipment leaves out, whatever it is called together with.
_NOT_EQUIPMENT = re.compile(r"^(?:土建|基建|厂房|建筑|装修|房屋|土地|地|基础设施)(?:工程)?$")
_EQUIPMENT = "设备技改投资"
_FIRST_HALF = re.compile(r"[上前]半年")
_SECOND_HALF = re.compile(r"[下后]半年")
_CUMULATIVE = "近三年累计研发费用"
_EACH_YEAR = re.compile(r"分别|依次|各(?:是|为|有|花|投)")
_INCOME = "家庭年可支配收入"
_DIGIT = r"[\d一二两三四五六七八九十]"
_PER_HEAD = re.compile(r"人均|(?:平均)?每个?人")
_MEMBERS = re.compile(r"(?P<count>[两二三四五六七八九十]|\d{1,2})(?:口(?:人|之家|子)?|个人)")
#: What was invested year after year adds up; what is spent a year does not.
_TOTAL = re.compile(r"(?:一共|总共|合计|总计|共计|加起来|累计)")
_TWELVE = Fraction(12)


def told_in_parts(
    last: Figure, quantity: Quantity, statement: Statement, at: int
) -> Figure | None:
    """Return the figure that ``last`` becomes by the part that a statement adds or singles out.

    Nothing where the amount is no part of it.
    """
    text, words = statement.text, statement.words
    if last.statement not in (at - 1, at):
        return None
    if last.metric.form != "plain" or last.unit != "元" or not MONEY.search(quantity.kind):
        return None
    before = text[: quantity.span[0]]
    value = interval_of(quantity)
    if within := _WITHIN.match(before):
        return _single_out(last, _FILLER.sub("", before[within.end() :]), value, words, at)
    halves = _FIRST_HALF.search(last.words) and _SECOND_HALF.search(before)
    if halves and _SECOND_HALF.sub("", _FILLER.sub("", before)) == "":
        return _added(last, value, words, at)
    if "投资" in last.metric.of and _TOTAL.match(before) and is_bare_sum(text, quantity):
        return replace(last, value=value, words=words, statement=at, period="", arithmetic="")
    if last.metric.of == _CUMULATIVE and _EACH_YEAR.search(last.words):
        return _added(last, value, words, at)
    if last.metric.of == _INCOME and _earns(before) and _earned_before(last, text, quantity):
        monthly = last.arithmetic.endswith("×12个月")
        return _added(last, value.scaled(_TWELVE) if monthly else value, words, at)
    return None


def of_the_household(figures: Sequence[Figure], statements: Sequence[Statement]) -> list[Figure]:
    """Return the figures with what comes to each of a household made its whole: 人均3万，四口人.

    What comes to each says nothing of the whole where nobody says how many there are.
    """
    sizes = [m for each in statements if (m := _MEMBERS.search(each.text))]
    size = parse_number(sizes[0]["count"].replace("两", "二")) if sizes else None
    found = []
    for figure in figures:
        if figure.metric.of != _INCOME or not _PER_HEAD.search(figure.words):
            found.append(figure)
        elif size is not None and figure.value.exact is not None:
            each, whole = figure.value.exact, figure.value.exact * size
            sum_ = f"{written(each, figure.unit)}×{size}人={written(whole, figure.unit)}"
            value = Interval(whole, whole)
            found.append(replace(figure, value=value, arithmetic=sum_, shown=""))
    return found


def _single_out(last: Figure, part: str, value: Interval, words: str, at: int) -> Figure | None:
    """Take a part of the figure's own name for the figure, and equipment for what is not built."""
    if len(part) > 1 and part in last.metric.of:
        return replace(last, value=value, words=words, statement=at, arithmetic="", shown="")
    if last.metric.of != _EQUIPMENT or not _NOT_EQUIPMENT.match(part):
        return None
    whole, less = last.value.exact, value.exact
    if whole is None or less is None or less > whole:
        return None
    sum_ = f"{written(whole, last.unit)}－{written(less, last.unit)}"
    rest = Interval(whole - less, whole - less)
    sum_ = f"{sum_}={written(whole - less, last.unit)}"
    return replace(last, value=rest, arithmetic=sum_, words=f"{last.words}，{words}", shown="")


def _added(last: Figure, more: Interval, words: str, at: int) -> Figure | None:
    first, second = last.value.exact, more.exact
    if first is None or second is None:
        return None
    total = first + second
    sum_ = f"{written(first, last.unit)}+{written(second, last.unit)}={written(total, last.unit)}"
    said = last.words if words == last.words else f"{last.words}，{words}"
    value = Interval(total, total)
    return replace(last, value=value, words=said, statement=at, arithmetic=sum_, shown="")


def _earns(before: str) -> bool:
    """Say whether the words before an amount end with one of a household."""
    return bool(re.search(rf"(?:^|[、和，])(?:{_member()})[^、，\d家]{{0,5}}$", before))


def _earned_before(last: Figure, text: str, quantity: Quantity) -> bool:
    """Say whether the sum before was what one of the household earns."""
    said = text[: quantity.span[0]] if last.words in text else last.words
    return bool(re.search(rf"(?:{_member()})[^，、\d]{{0,6}}{_DIGIT}", said))


def _member() -> str:
    return rf"我(?!们|家)|{lexicon()['relatives']}"
