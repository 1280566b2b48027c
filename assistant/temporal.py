"""Which day a question speaks of, and whether a file counts on it."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DAY = re.compile(
    r"(?P<year>20\d{2}|(?<![\d满了近过超龄])2\d(?!年(?:以|内|多|期|老|工龄|社保|历史)))年(?:(?P<month>1[0-2]|0?[1-9])月)?(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?(?P<last>最后一[天日]|底|末)?"
)
#: Words that ask whether something still counts.
STILL = re.compile(r"还(?:能|有|算|管|作|可|在|是|按|给|减|降|打|免|享|执|生)|现在|如今|目前|继续|作数|算数|管用|有效|失效|过期")


#: Years told from today, with how far they are off.
_RELATIVE = {"前年": -2, "去年": -1, "上一年": -1, "明年": 1, "后年": 2}


def asked_day(text: str, today: date | None = None) -> date | None:
    """Return the day that a question names; the last of a month or year named alone.

    A year written with two digits is of this century. A year told from ``today`` ("去年") counts
    where that is given and the question asks whether something still holds.
    """
    named = None
    if today and STILL.search(text):
        for word, years in _RELATIVE.items():
            if word in text:
                named = date(today.year + years, 12, 31)
    for match in _DAY.finditer(text):
        year = int(match["year"])
        year += 2000 if year < 100 else 0
        month = int(match["month"] or 12)
        last = calendar.monthrange(year, month)[1]
        named = date(year, month, min(int(match["day"] or last), last))
    return named
