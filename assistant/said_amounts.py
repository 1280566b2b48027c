"""Find the amounts of a statement, those that people say without a unit included."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from assistant.multiples import as_growth
from assistant.shortfalls import settled
from index.amounts import find_quantities
from index.facets import lexicon
from index.metrics import metric_mentions
from index.number_words import NUMBER, parse_number
from index.quantity import Quantity

#: 1到5月: the first of two months is no amount.
_OF_DAYS = re.compile(r"(?:到|至|-|~|—)\d{1,2}(?:月|号|日|季|年)|月|季度")
#: Sums in a currency that no threshold is told in are none of the asker's in yuan.
_FOREIGN = re.compile(r"(?:韩|日|港|欧|英|澳|加|台|泰|卢)(?:元|币|镑|铢|布)|(?:新)?台币|卢比|法郎")
_PLAIN_NUMBER = re.compile(rf"(?P<number>{NUMBER})(?=整|块|元|多|左右|出头|$)")
_BARE_AGE = re.compile(
    r"(?:^(?=\D{2,3}(?:出头|好几|多))|(?:差[^，]{0,5}|不到|没到|过了|已过|刚过)(?:就|才)?(?:满|到)?(?=[五六七八九5-9][十\d])|^(?=快|马上|将近|接近)|周岁|实岁|年满|^满|岁数|年龄|年纪|今年|[我俺咱]|^(?=[五六七八九]十[一二三四五六七八九]?$|[5-9]\d$)|^(?=再过|过[了完]年|下个?月|下周|下半年|年底|[明后]天|[一二三四五六七八九十\d]{1,2}月)|[她他]|[妈爸爷奶公婆娘父母伯叔姑姨舅]|老人家?|老伴|父亲|母亲|老汉)"
    r"(?:自己|今年|都|已经|刚|才|现在|虚岁|再过[^，]{1,4}|过[了完]年|下个?月|下周|下半年|年底|[明后]天|[一二三四五六七八九十\d]{1,2}月(?:份|底|初)?|就|[刚已]?满[的了]?|快|马上|将近|接近)*(?P<age>\d{2,3}|[二三四五六七八九]十[一二三四五六七八九]?)"
    r"(?P<more>出头|好几|多)?(?:整|差[^，]{1,4})?(?:[了嘞啦喽咯]|的[\u4e00-\u9fff]{0,3})?$"
)


def said_amounts(text: str) -> list[Quantity]:
    """Return the amounts of a statement; 保费一千整 is one too, beside its metric."""
    found = [q for q in find_quantities(text) if q.kind not in ("date", "duration")]
    found = [q for q in found if not _FOREIGN.match(text[q.span[1] :])]
    found = as_growth(text, settled(text, found))
    found = [q for q in found if not (q.kind == "number" and _OF_DAYS.match(text[q.span[1] :]))]
    age = _BARE_AGE.search(text)
    if age and not any(q.kind == "age" for q in found):
        value = parse_number(age["age"])
        bare = Quantity("age", value, "岁", age.span("age"), age["age"], phrase_span=age.span())
        return [replace(bare, comparator="at_least") if age["more"] else bare]
    if named := _named_age(text):
        return [named]
    if any(q.kind != "count" for q in found) or not metric_mentions(text):
        return found
    (_, end), _name = metric_mentions(text)[-1]
    match = _PLAIN_NUMBER.search(text, end)
    if match is None or match["number"][0] in "百千万亿" or match["number"] in ("一", "两", "半"):
        return found
    try:
        value = parse_number(match["number"])
    except ValueError:
        return []
    return [
        Quantity(
            "number", value, "", match.span("number"), match["number"], phrase_span=match.span()
        )
    ]


def _named_age(text: str) -> Quantity | None:
    """Return an age that has a name of its own: 年过花甲, 七旬老人."""
    for word, years in lexicon()["age_words"].items():
        if (at := text.find(word)) >= 0:
            span = (at, at + len(word))
            return Quantity("age", Fraction(years), "岁", span, word, "at_least", span)
    return None
