"""Value an amount of the asker by the words around it: 差一点, 连…都没有, 虚岁, 明年满."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from index.interval import Interval, interval_of
from index.metrics import Metric
from index.quantity import Quantity

_UNDER = re.compile(
    r"(?:差[^，]{0,5}|不到|还没到?|未满|没有?|不够|够不上|达不到|不及|没到)(?:就|才|到|满|足|要)*$"
)
_NEARLY = re.compile(r"(?:快|马上|将近|接近|年近)(?:就|到|满|要)?$")
#: 小两百万, 接近200万: less, but not by much.
_JUST_UNDER = re.compile(r"(?:(?<![大最缩微中很])小|接近|逼近|快要?(?:到|有)?|将近)$")
#: 连200万都没有, 200万的一半都不到.
_SHORT = re.compile(
    r"(?:元|块钱?)?(?P<half>的一半)?(?:都|也|还)+(?:没有?|不到|没到|不够|达不到|够不上)"
)
#: 两百万出头, 突破两百万大关: more, but not by much.
_JUST_OVER_BEFORE = re.compile(r"(?:刚刚?|才|将将|堪堪)(?:好)?(?:超过|过|破|突破)了?$|突破了?$")
_JUST_OVER = re.compile(r"(?:元|块钱?)?(?:刚?出头|挂零|冒头|大关|多一?点点?(?!\d))")
#: 200万元以上我们够不上.
_NOT_REACHED = re.compile(
    r"(?:元|块钱?)?(?:以上)?的?(?:标准|门槛|线|要求|条件|规模)?(?:我们?|咱们?|我司|我厂|公司)?"
    r"(?:都|也|还|是|目前|现在|根本|肯定)*(?:够不上|够不着|达不到|没达到|到不了|没到|还没有)"
)
#: 五千万还差一点.
_LACKING_A_LITTLE = re.compile(
    r"(?:元|块钱?)?(?:都|也|还|就|只|稍微|略)*(?:(?:差|缺|欠|少)(?:了|着|那么)?|(?:不|没)到)"
    r"(?:一?点|一?些|一丢丢)"
)
_NEXT_YEARS = re.compile(r"明年|后年|过[了完]年|开年")
#: 六十岁生日还没过.
_BIRTHDAY_AHEAD = re.compile(r"的?生日[^，]{0,4}?(?:还没|没|未|下个?月|下周|快|马上|要)")
#: 下个月满六十 is fifty-nine today.
_SOON = re.compile(
    r"下个?月|下周|下半年|年底|[明后]天|再过|还有[^，]{1,5}[天月]|过[几两三\d][天个]"
)
_NEARLY_SHARE = Fraction(4, 5)
_NOMINAL_AGE = re.compile(r"虚岁?$")


def value_of(quantity: Quantity, text: str, metric: Metric) -> Interval:
    """Return what an amount in a statement may be, in its base unit."""
    before, after = text[: quantity.span[0]], text[quantity.span[1] :]
    if short := _SHORT.match(after):
        most = quantity.exact / 2 if short["half"] else quantity.exact
        return Interval(None, most, high_open=True)
    if _NOT_REACHED.match(after):
        return Interval(None, quantity.exact, high_open=True)
    if metric.of == "年龄":
        return _age(quantity, before, after)
    nearly = quantity.comparator in ("equal", "about") and _JUST_UNDER.search(before)
    if nearly or _LACKING_A_LITTLE.match(after):
        return Interval(quantity.exact * _NEARLY_SHARE, quantity.exact, high_open=True)
    over = _JUST_OVER.match(after) or _JUST_OVER_BEFORE.search(before)
    if over and quantity.comparator in ("equal", "at_least", "above", "about"):
        above = quantity.comparator == "above"
        return Interval(quantity.exact, quantity.exact / _NEARLY_SHARE, low_open=above)
    if quantity.comparator in ("equal", "at_least") and _UNDER.search(before):
        quantity = replace(quantity, comparator="below")
    return interval_of(quantity)


def _age(quantity: Quantity, before: str, after: str) -> Interval:
    years = quantity.exact
    if later := _NEXT_YEARS.search(before):
        ahead = 2 if later.group() == "后年" else 1
        return Interval(years - ahead - 1, years - ahead)
    if _SOON.search(before) or _BIRTHDAY_AHEAD.match(after):
        return Interval(years - 1, years - 1)
    if _NOMINAL_AGE.search(before):  # counts from 1 at birth: one or two years too many
        return Interval(years - 2, years - 1)
    if after.startswith("出头"):
        return Interval(years, None)
    if _NEARLY.search(before):
        return Interval(years - 2, years, high_open=True)
    if _UNDER.search(before) or after.startswith(("不到", "差")):
        return interval_of(replace(quantity, comparator="below"))
    if quantity.comparator == "equal":
        return Interval(years, years)
    return interval_of(quantity)
