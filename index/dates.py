"""Calendar dates as Chinese documents print them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from index.numerals import parse_numeral

_HAN_YEAR = "[〇○零0０OＯ一二三四五六七八九]{4}"
_ZEROES = str.maketrans("0０OＯ", "〇〇〇〇")
_HAN_DAY = "[一二三四五六七八九十]{1,3}"
#: A whole date: 2024年3月27日, ２０２４年３月２７日, 2024-03-27, 2024.3.27, 二〇二四年三月二十七日.
DATE = (
    r"(?:[12１２]\d{3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日?|[12１２]\d{3}[-/.．]\d{1,2}[-/.．]\d{1,2}"
    rf"|{_HAN_YEAR}\s*年\s*{_HAN_DAY}\s*月\s*{_HAN_DAY}\s*日)"
)
_PARTS = re.compile(
    rf"([12１２]\d{{3}}|{_HAN_YEAR})\D{{1,3}}?(\d{{1,2}}|{_HAN_DAY})\D{{1,3}}?(\d{{1,2}}|{_HAN_DAY})"
)
_ANY_DATE = re.compile(DATE)


def parse_date(text: str) -> date | None:
    """Return the first whole date in a text; ``None`` where there is none or it does not exist."""
    match = _ANY_DATE.search(text)
    if match is None:
        return None
    parts = _PARTS.match(match.group())
    if parts is None:
        return None
    year, month, day = (
        parse_numeral(part if part.isdecimal() else part.translate(_ZEROES))
        for part in parts.groups()
    )
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def end_of_month(year: int, month: int) -> date | None:
    """Return the last day of a month; ``None`` where there is no such month."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def end_of_term(start: date, years: int = 0, months: int = 0) -> date | None:
    """Return the last day of a term: three years from 2026-05-26 end on 2029-05-25."""
    total = start.month - 1 + months + years * 12
    year, month = start.year + total // 12, total % 12 + 1
    if not 1 <= year <= 9999:
        return None
    day = min(start.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)
