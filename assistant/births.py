"""Read dates of birth, and how old somebody is on a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.statements import Statement
from index.interval import Interval
from index.number_words import parse_number

_BIRTH = re.compile(
    r"(?P<named>(?:出生|生日|生于|身份证)[^，\d]{0,6})?"
    r"(?<!\d)(?P<year>19\d{2}|20[0-2]\d|[3-9]\d|[三四五六七八九][零〇一二三四五六七八九])\s?[年.\-/](?:(?P<month>\d{1,2})\s?[月.\-/]?(?:(?P<day>\d{1,2})\s?[日号]?)?)?"
    r"(?(named)|(?:出?生|生日|生人|的))"
)
#: A date of its own beside 男 or 女 is a date of birth.
_DATE_ALONE = re.compile(
    r"(?P<year>19\d{2})[年.\-/](?P<month>\d{1,2})[月.\-/](?P<day>\d{1,2})[日号]?"
)
_SEX = frozenset({"男", "女", "男性", "女性"})
#: 五八年的, 我老爸1964年8月的, as one says one's year; a house has one too.
_OF_A_YEAR = re.compile(
    r"^(?:[^，\d]{0,4}(?:我|他|她|本人|爸|妈|爷|奶|爹|娘|父|母|公|婆|老伴|老人|叔|姨|舅)[家]?)?(?:今年)?是?"
    r"(?:19[2-9]\d|[三四五六七八九][零〇一二三四五六七八九])年(?:\d{1,2}月(?:\d{1,2}[日号])?)?的$"
)
_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
#: 80后 are born in the eighties.
_DECADE = re.compile(r"(?<!\d)(?P<tens>[3-9]0|[三四五六七八九][零〇])后(?!天|来|面|的[房车])")
#: 七月份满六十: the month of this year in which somebody turns so old.
BIRTHDAY_MONTH = re.compile(
    r"(?<!年)(?<![上下个\d一二三四五六七八九十])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"(?:份|底|初|\d{1,2}[日号])?(?=[^，。]{0,3}(?:满|到|过|就|才|刚|正好|的|了)*$)"
)
BORN = re.compile(r"[年月日号]生|身份证|出生|生的|生人|生于|(?<![岁大])生日")


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth, to the precision given (0 is not given)."""

    year: int
    month: int
    day: int
    words: str
    statement: int
    #: How many years later it may be (八零后).
    spread: int = 0

    def age(self, as_of: date) -> Interval:
        """Return the completed years on a day; two values where the birthday is unknown."""
        youngest = as_of.year - self.year - 1
        if self.spread:
            return Interval(Fraction(youngest - self.spread), Fraction(youngest + 1))
        if not self.month:
            return Interval(Fraction(youngest), Fraction(youngest + 1))
        if not self.day and self.month == as_of.month:
            first = Fraction(youngest if as_of.day < _LAST_DAY else youngest + 1)
            return Interval(first, Fraction(youngest + 1))
        passed = (as_of.month, as_of.day) >= (self.month, self.day or 1)
        return Interval(Fraction(youngest + passed), Fraction(youngest + passed))


_LAST_DAY = 31


def read_births(statements: Sequence[Statement]) -> list[Birth]:
    """Return the dates of birth that the statements give."""
    births = []
    for at, statement in enumerate(statements):
        if (decade := _DECADE.search(statement.text)) is not None:
            births.append(Birth(_year(decade["tens"]), 0, 0, statement.words, at, spread=9))
            continue
        match = _BIRTH.search(statement.text)
        if match is None or not (BORN.search(statement.text) or _OF_A_YEAR.match(statement.text)):
            beside = {each.text for each in statements[max(0, at - 1) : at + 2]}
            match = _DATE_ALONE.fullmatch(statement.text) if beside & _SEX else None
        if match is None:
            continue
        month, day = (int(match[name] or 0) for name in ("month", "day"))
        if month <= 12 and day <= 31:
            births.append(Birth(_year(match["year"]), month, day, statement.words, at))
    return births


def turned(age: Interval, said: str, as_of: date) -> Interval:
    """Return the age on a day of one who turns ``age`` in a month of that year (7月满六十)."""
    match = BIRTHDAY_MONTH.search(said)
    if match is None or age.low is None:
        return age
    month = int(parse_number(match["month"]))
    years = age.low
    if month == as_of.month:
        return Interval(years - 1, years)
    return Interval(years, years) if month < as_of.month else Interval(years - 1, years - 1)


def _year(written: str) -> int:
    """Return the year of 1964, 64 or 六四."""
    digits = written.translate(_DIGITS)
    return int(digits) + (1900 if len(digits) == 2 else 0)
