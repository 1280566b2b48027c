"""Find the numbers of an answer that nothing it may draw on supports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

import cn2an

#: A value and whether it is a share of a hundred: "6%" is not the same number as "6".
Reading = tuple[Decimal, bool]

_MAGNITUDES = {
    "百": 2, "千": 3, "k": 3, "K": 3, "万": 4, "w": 4, "W": 4, "十万": 5, "百万": 6,
    "千万": 7, "亿": 8, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
_PERCENT_WORDS = {"%": Decimal(1), "‰": Decimal("0.1"), "成": Decimal(10)}
_LEADING_PERCENT = {"百分之": Decimal(1), "千分之": Decimal("0.1")}

_MAGNITUDE = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
# A digit after a letter belongs to a name (PM2.5, m2), as do the digits that follow it.
_NUMBER = re.compile(
    r"(?P<lead>百分之|千分之)?"
    r"(?:(?<![A-Za-z\d.])(?P<arabic>\d+(?:\.\d+)?)"
    rf"(?P<magnitude>(?:{_MAGNITUDE})(?![A-Za-z]))?"
    r"|(?P<chinese>[零〇一二两三四五六七八九十百千万亿廿卅]+))"
    r"(?P<percent>[%‰成])?"
)
_TENTH_OF_AN_YI = re.compile(r"(?P<whole>.+亿)(?P<tenth>[一二三四五六七八九])")
_LIST_SEPARATOR = re.compile(r"元?[、,/~～至到和或及与—–-]{1,2}")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d])")
# Layout of the answer itself: list numbers at a line's start and citation marks.
_LAYOUT = re.compile(r"^\s*\d{1,2}[.、)）]\s*|[\[【]\d{1,2}[\]】]", re.MULTILINE)
_SPACE_OUTSIDE_DIGITS = re.compile(r"(?<!\d)[ \u3000\xa0]+|[ \u3000\xa0]+(?!\d)")

# In an answer's own words a lone Chinese digit is a number only before one of these;
# 一 is as often an article (一条, 一次) and never the number that was asked for.
_COUNTED = "万亿元%成折倍年月日天岁亩条项款户人家"
# 80个亿 is spoken for 80亿, but 3个亿元项目 are three projects: both readings stand.
_SPOKEN_MAGNITUDE = re.compile("个亿")
_PLAIN_COUNT = re.compile(r"[条项款份]|个?(?:部分|部门|单位)")
_OPERATION = re.compile(r"[\u4e00-\u9fff]{0,6}?\)?([×xX*÷/+−-]|乘以|除以|加|减)\(?")
_EQUALS = re.compile(r"[\u4e00-\u9fff)]{0,6}=约?")

#: The hotline's own number may stand in any answer.
ALWAYS_SUPPORTED = frozenset({Decimal(12345)})


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text, with everything it can be read as."""

    start: int
    end: int
    printed: str
    readings: frozenset[Reading]
    counted: bool
    magnitude: int = 0
    percent: bool = False


def plain_text(text: str) -> str:
    """Return the text in one width, with no thousands commas and no spaces around digits.

    Spaces between two digits and the tabs of table rows stay: they keep numbers apart.
    """
    text = _THOUSANDS.sub(lambda found: found.group().replace(",", ""), text)
    return _SPACE_OUTSIDE_DIGITS.sub("", unicodedata.normalize("NFKC", text))


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of a text that ``plain_text`` has prepared, in order.

    A bare number in a list takes the magnitude of the list's last one as a second reading:
    "20、50、100万元" holds 200000 and 500000 as well as 20 and 50.
    """
    found = [number for match in _NUMBER.finditer(text) if (number := _read(match, text))]
    following: Number | None = None
    for position in range(len(found) - 1, -1, -1):
        number = found[position]
        if following is not None and not number.magnitude and not number.percent:
            if _LIST_SEPARATOR.fullmatch(text, number.end, following.start):
                number = _with_suffix_of(number, following)
                found[position] = number
        following = number
    return found


def unsupported_numbers(
    answer: str, sources: Iterable[str], counts: Collection[int] = ()
) -> tuple[str, ...]:
    """Return the answer's numbers, as printed, that no source supports.

    Args:
        answer: The answer's text.
        sources: Every text it may take a number from: cited and related clauses, the document's
            metadata, the question, the day it was asked for.
        counts: Right counts; they support a number of clauses, units or sections alone.
    """
    supported: set[Reading] = {(value, False) for value in ALWAYS_SUPPORTED}
    for source in sources:
        for number in find_numbers(plain_text(source)):
            supported |= number.readings
    text = plain_text(_LAYOUT.sub("", answer))
    numbers = find_numbers(text)
    missing: list[str] = []
    for position, number in enumerate(numbers):
        if not number.counted or number.readings & supported:
            continue
        if _is_count(number, text, counts) or _is_computed(position, numbers, text, supported):
            supported |= number.readings
            continue
        missing.append(number.printed)
    return tuple(dict.fromkeys(missing))


def states_count(answer: str, count: int) -> bool:
    """Tell whether the answer states the count, in digits of either kind."""
    numbers = find_numbers(plain_text(_LAYOUT.sub("", answer)))
    return any((Decimal(count), False) in number.readings for number in numbers)


def _read(match: re.Match[str], text: str) -> Number | None:
    value = _value(match)
    if value is None:
        return None
    percent_word = match["percent"]
    percent = bool(percent_word or match["lead"])
    if percent_word:
        value *= _PERCENT_WORDS[percent_word]
    if match["lead"]:
        value *= _LEADING_PERCENT[match["lead"]]
    readings = {(value, percent)}
    if _SPOKEN_MAGNITUDE.match(text, match.end()):
        readings.add((value.scaleb(_MAGNITUDES["亿"]), percent))
    return Number(
        start=match.start(),
        end=match.end(),
        printed=match.group(),
        readings=frozenset(readings),
        counted=match["arabic"] is not None or percent or _chinese_counts(match, text, value),
        magnitude=_MAGNITUDES.get(match["magnitude"] or "", 0),
        percent=percent,
    )


def _value(match: re.Match[str]) -> Decimal | None:
    if match["arabic"]:
        magnitude = _MAGNITUDES.get(match["magnitude"] or "", 0)
        return Decimal(match["arabic"]).scaleb(magnitude)
    chinese = match["chinese"]
    if chinese[0] in "百千万亿":
        chinese = "一" + chinese
    spoken = _TENTH_OF_AN_YI.fullmatch(chinese)
    try:
        if spoken:  # 四十三亿五, which cn2an does not know
            digit = Decimal(str(cn2an.cn2an(spoken["tenth"], "smart")))
            return Decimal(str(cn2an.cn2an(spoken["whole"], "smart"))) + digit.scaleb(7)
        return Decimal(str(cn2an.cn2an(chinese, "smart")))
    except (ValueError, KeyError):  # 十四五, 千万亿: words, not numbers
        return None


def _chinese_counts(match: re.Match[str], text: str, value: Decimal) -> bool:
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    if match["chinese"][0] in "百千万亿":  # 千方百计, 万一: a number of its own has a digit first
        return False
    if before == "第" or (before == "(" and after == ")"):
        return True
    if value == 1:
        return False
    return len(match["chinese"]) > 1 or (after != "" and after in _COUNTED)


def _with_suffix_of(number: Number, following: Number) -> Number:
    inherited = {
        (value.scaleb(following.magnitude), following.percent) for value, _ in number.readings
    }
    return Number(
        number.start,
        number.end,
        number.printed,
        number.readings | inherited,
        number.counted,
        following.magnitude,
        following.percent,
    )


def _is_count(number: Number, text: str, counts: Collection[int]) -> bool:
    if not _PLAIN_COUNT.match(text, number.end):
        return False
    return any(not percent and value in counts for value, percent in number.readings)


def _is_computed(
    position: int, numbers: list[Number], text: str, supported: set[Reading]
) -> bool:
    """Tell whether the number is the right result of an arithmetic that the answer prints."""
    if position < 2 or not _EQUALS.fullmatch(
        text, numbers[position - 1].end, numbers[position].start
    ):
        return False
    operands = [numbers[position - 1]]
    operators: list[str] = []
    for earlier in reversed(numbers[: position - 1]):
        between = _OPERATION.fullmatch(text, earlier.end, operands[0].start)
        if between is None:
            break
        operands.insert(0, earlier)
        operators.insert(0, between.group(1))
    if not operators or not all(operand.readings & supported for operand in operands):
        return False
    values = [_amount(next(iter(operand.readings & supported))) for operand in operands]
    result = _calculate(values, operators)
    if result is None:
        return False
    tolerance = abs(result) * Decimal("0.005")
    printed = numbers[position].readings
    return any(abs(_amount(reading) - result) <= tolerance for reading in printed)


def _amount(reading: Reading) -> Decimal:
    value, percent = reading
    return value / 100 if percent else value


def _calculate(values: list[Decimal], operators: list[str]) -> Decimal | None:
    """Evaluate with products before sums; ``None`` where it divides by zero."""
    terms = [values[0]]
    for operator, value in zip(operators, values[1:], strict=True):
        if operator in ("+", "加"):
            terms.append(value)
        elif operator in ("-", "−", "减"):
            terms.append(-value)
        elif operator in ("÷", "/", "除以"):
            if value == 0:
                return None
            terms[-1] /= value
        else:
            terms[-1] *= value
    return sum(terms, Decimal(0))


