"""The tables and patterns that the grammar of amounts is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from index.lexicon_tables import read_table
from index.number_words import NUMBER

_LEXICON: dict[str, Any] = read_table("quantities")
#: Same length in, same length out: spans stay those of the original text.
NARROW = str.maketrans("０１２３４５６７８９％．／（）", "0123456789%./()")


@dataclass(frozen=True, slots=True)
class UnitOfMeasure:
    """A unit as printed: what kind it measures, its base unit, and the factor to that."""

    kind: str
    base: str
    factor: Fraction


def _load_units() -> dict[str, UnitOfMeasure]:
    units = {
        surface: UnitOfMeasure(row["kind"], row["base"], Fraction(factor))
        for row in _LEXICON["units"]
        for surface, factor in row["surfaces"].items()
    }
    for group in _LEXICON["classifiers"]:
        for surface in group:
            units.setdefault(surface, UnitOfMeasure("count", group[0], Fraction(1)))
    return units


UNITS = _load_units()


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _unit_pattern() -> str:
    """One alternative a unit, longest first, each with what must not follow it."""
    parts = []
    for surface in sorted(UNITS, key=len, reverse=True):
        forbidden = _LEXICON["not_before"].get(surface, "")
        parts.append(re.escape(surface) + (f"(?![{forbidden}])" if forbidden else ""))
    return "|".join(parts)


#: No amount is longer; anything longer is not one (identity numbers, hostile input).
LONGEST = 60
_INCLUDED = r"(?:\((?:含|包括|均含|不含)[^)]{0,10}\)|含)"
SUFFIX_WORDS = {w: c for c, words in _LEXICON["suffixes"].items() for w in words}
PREFIX_WORDS = {w: c for c, words in _LEXICON["prefixes"].items() for w in words}
TREND_WORDS = {w: t for t, words in _LEXICON["trends"].items() for w in words}
_PER = r"(?:\s?(?:[/·]\s?每?|每)\s?(?:{units}|月|年度|月度|学期|床位|学年|季|班))"

_UNIT = _unit_pattern()
AMOUNT = re.compile(
    rf"(?P<sign>[¥￥$]\s?)?(?P<low>{NUMBER})\s?(?P<more>[多余来][万亿]?)?(?P<lowunit>{_UNIT})?"
    rf"(?:(?:{_INCLUDED}|及|或)?(?:以上)?\s?(?:[-–—－~～]{{1,2}}|至|到)\s?"
    rf"(?P<high>{NUMBER})\s?(?P<unit>{_UNIT}))?"
    rf"(?P<per>{_PER.format(units=_UNIT)}{{1,3}})?"
)
LENDING = {"money_cny", "money_usd", "percent", "area", "number"}
SCALED_UNIT = re.compile(rf"(?P<scale>[十百千万亿wWkK]*)\s?(?P<unit>{_UNIT})?$")
PERCENT_WORDS = re.compile(rf"(?P<base>百|千)分之(?P<value>{NUMBER})")
FRACTION = re.compile(rf"(?P<den>{NUMBER})分之(?P<num>{NUMBER})")
DISCOUNT = re.compile(
    r"(?P<digits>[一二三四五六七八九]{1,2}|\d(?:\.\d+)?|\d{2})折(?!扣|旧|叠|算|合)"
)
UNNAMED_HUNDRED_MILLION = re.compile(r"(?<![十百千万亿\d])(?P<low>[十百千]?亿)元(?=以上|级)")
DATE = re.compile(
    r"(?P<from>(?:19|20)\d{2})\s?年?\s?[-–—－~～至到]{1,2}\s?(?P<to>(?:19|20)\d{2})\s?年|"
    r"(?P<year>(?:19|20)\d{2})\s?年(?:度)?(?:\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?[日号])?)?"
    r"|(?P<year2>(?:19|20)\d{2})[-/.](?P<month2>\d{1,2})[-/.](?P<day2>\d{1,2})(?!\d)"
    r"|(?<![\d年个])(?P<month3>\d{1,2})\s?月\s?(?P<day3>\d{1,2})\s?[日号]"
    r"|(?<![\d年个])(?P<month4>1[0-2]|[1-9])\s?月(?=底|末|初|份|前|起)"
)
SUFFIX = re.compile(
    rf"\s?(?P<included>{_INCLUDED})?\s?(?P<word>{_alternatives(SUFFIX_WORDS)})?(?P<after>{_INCLUDED})?"
)
#: Words that may stand between a comparator and a rate: 不高于实际成交价格20%.
_RATE_BASE = r"[^\W\d_、，。；：的按]{1,14}"
PREFIX = re.compile(rf"(?P<word>{_alternatives(PREFIX_WORDS)})(?:的)?\s?$")
PREFIX_WITH_BASE = re.compile(rf"(?P<word>不超过|不高于|不低于|不少于)(?:的)?{_RATE_BASE}\s?$")
TREND = re.compile(rf"(?P<word>{_alternatives(TREND_WORDS)})(?:了|率|幅度)?(?:到|为|至)?\s?$")
EACH = re.compile(rf"每(?:1|一)?\s?(?P<unit>{_UNIT}|企业|单位|学期|床位)[^，。；、\d]{{0,6}}$")
NOT_A_NUMBER_BEFORE = re.compile(r"(?:[A-Za-z〔\[第]|第\s|\d\.)$")
#: Fragments of Chinese words that look like a count of one: 一家人, 一批, 统一, 同一.
ONE_IN_A_WORD = re.compile(r"[统同单唯某每任专逐万十第]$")
