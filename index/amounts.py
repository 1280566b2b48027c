"""Find the amounts in a text: numbers with units, comparators, ranges, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import cast

from index.amount_patterns import (
    AMOUNT,
    DATE,
    DISCOUNT,
    EACH,
    FRACTION,
    LENDING,
    LONGEST,
    NARROW,
    NOT_A_NUMBER_BEFORE,
    ONE_IN_A_WORD,
    PERCENT_WORDS,
    PREFIX,
    PREFIX_WITH_BASE,
    PREFIX_WORDS,
    SCALED_UNIT,
    SUFFIX,
    SUFFIX_WORDS,
    TREND,
    TREND_WORDS,
    UNITS,
    UNNAMED_HUNDRED_MILLION,
    UnitOfMeasure,
)
from index.document import Span
from index.number_words import parse_number
from index.quantity import Comparator, Quantity, Trend, same_quantity

__all__ = ["Quantity", "find_quantities", "same_quantity"]


@lru_cache(maxsize=4096)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the amounts of a text in reading order; they never overlap.

    Bare Arabic numbers come as kind ``number``. Ordinals (第19条), list marks, years in brackets
    and digits inside a code (5A, 415X) are no amounts.
    """
    narrow = text.translate(NARROW)
    found: list[Quantity] = []
    taken = bytearray(len(narrow))
    for quantity in _candidates(narrow):
        start, end = quantity.span
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\x01" * (end - start)
        found.append(_with_context(replace(quantity, surface=text[start:end]), narrow))
    found = [q for q in found if not _repeats_in_bracket(q, narrow)]
    return _lend_units(sorted(found, key=lambda q: q.span), narrow)


def _lend_units(found: list[Quantity], text: str) -> tuple[Quantity, ...]:
    """Give 20/50/100万元 and 100、30万元 the scale and unit of the last of them."""
    lent: Fraction | None = None
    for at in range(len(found) - 2, -1, -1):
        bare, last = found[at], found[at + 1]
        between = text[bare.span[1] : last.span[0]]
        lends = last.kind in LENDING and last.comparator != "range" and between in ("/", "、")
        if bare.kind != "number" or not lends:
            lent = None
            continue
        lent = lent or _factor(last)
        scaled = bare.surface[-1] in "万亿wW"
        unit_factor = UNITS[unit].factor if (unit := _unit_of(last)) else Fraction(1)
        exact = bare.exact * (unit_factor if scaled else lent)
        found[at] = replace(bare, kind=last.kind, unit=last.unit, exact=exact)
    return tuple(found)


def _unit_of(quantity: Quantity) -> str:
    """Return the unit as printed, or nothing."""
    match = SCALED_UNIT.search(quantity.surface)
    return (match["unit"] or "") if match else ""


def _factor(quantity: Quantity) -> Fraction:
    """Return what scale and unit as printed multiply a number with: 万元 → 10000."""
    match = SCALED_UNIT.search(quantity.surface)
    scale = parse_number(match["scale"]) if match and match["scale"] else Fraction(1)
    unit = _unit_of(quantity)
    return scale * (UNITS[unit].factor if unit else 1)


def _candidates(text: str) -> Iterator[Quantity]:
    """Yield readings, the most specific grammar first."""
    yield from _dates(text)
    for match in PERCENT_WORDS.finditer(text):
        factor = Fraction(1) if match["base"] == "百" else Fraction(1, 10)
        if (value := _number(match["value"])) is not None:
            yield _plain("percent", value * factor, "%", match.span())
    for match in FRACTION.finditer(text):
        part, whole = _number(match["num"]), _number(match["den"])
        if part is not None and whole:
            yield _plain("ratio", part / whole, "", match.span())
    for match in DISCOUNT.finditer(text):
        yield _plain("discount", _discount(match["digits"]), "%", match.span())
    for match in UNNAMED_HUNDRED_MILLION.finditer(text):
        yield _plain("money_cny", parse_number(match["low"]), "元", match.span())
    for match in AMOUNT.finditer(text):
        try:
            quantity = _amount(match, text)
        except ValueError:  # looks like Chinese digits, is none (一一家)
            continue
        if quantity is not None:
            yield quantity


def _number(words: str) -> Fraction | None:
    """Return a number's value; nothing for what only looks like one (百分之三四)."""
    try:
        return parse_number(words)
    except ValueError:
        return None


def _plain(kind: str, exact: Fraction, unit: str, span: Span) -> Quantity:
    return Quantity(kind, exact, unit, span, "", phrase_span=span)


def _discount(digits: str) -> Fraction:
    """Return what is still paid, in percent: 六五折 65, 八折 80, 8.5折 85, 64折 64."""
    if digits[0].isdigit():
        return Fraction(digits) * (1 if len(digits) == 2 else 10)
    value = Fraction(0)
    for digit in digits:
        value = value * 10 + parse_number(digit)
    return value * 10 if len(digits) == 1 else value


def _dates(text: str) -> Iterator[Quantity]:
    for match in DATE.finditer(text):
        if match["from"]:
            years = _plain("date", Fraction(int(match["from"]) * 10000), "年", match.span())
            upper = Fraction(int(match["to"]) * 10000)
            yield replace(years, upper=upper, comparator="range")
            continue
        parts = [match["year"] or match["year2"]]
        parts.append(
            next((match[n] for n in ("month", "month2", "month3", "month4") if match[n]), None)
        )
        parts.append(next((match[n] for n in ("day", "day2", "day3") if match[n]), None))
        year, month, day = (int(part or 0) for part in parts)
        if month <= 12 and day <= 31:
            number = Fraction(year * 10000 + month * 100 + day)
            yield _plain("date", number, "日" if day else "月" if month else "年", match.span())


def _amount(match: re.Match[str], text: str) -> Quantity | None:
    """Read one match of the amount grammar, or reject it."""
    before = text[max(0, match.start() - 2) : match.start()]
    surface = match["unit"] or match["lowunit"]
    if match["low"][0] in "零〇○":  # 零部件, 零售
        return None
    if NOT_A_NUMBER_BEFORE.search(before) or _is_code_or_mark(match, text):
        return None
    if len(match.group()) > LONGEST or not (surface or _is_bare(match)):
        return None
    unit = UNITS[surface] if surface else UnitOfMeasure("number", "", Fraction(1))
    if match["sign"]:
        unit = UNITS["美元" if match["sign"].startswith("$") else "元"]
    if unit.kind == "count" and match["low"][0] in "百千万亿":  # 百场万企, 每千人口
        return None
    if unit.kind in ("count", "duration") and match["low"] == "一" and _one_is_word(match, text):
        return None
    low, high = _ends(match)
    if match["more"] and (scale := match["more"][1:]):
        low *= parse_number(scale)
    per = tuple(re.findall(r"[^/·每\s]+", match["per"] or ""))
    end = match.end("per") if match["per"] else _last_end(match)
    span = (match.start(), end)
    quantity = _plain(unit.kind, low * unit.factor, unit.base, span)
    if high is not None:
        quantity = replace(quantity, upper=high * unit.factor, comparator="range")
    elif match["more"]:
        vague = "about" if match["more"][0] == "来" else "above"
        quantity = replace(quantity, comparator=cast(Comparator, vague))
    return replace(quantity, per=per)


def _last_end(match: re.Match[str]) -> int:
    return max(match.end(name) for name in ("low", "more", "lowunit", "high", "unit"))


def _ends(match: re.Match[str]) -> tuple[Fraction, Fraction | None]:
    """Return both ends of a range; 5-10万元 lends the first its 万."""
    low = parse_number(match["low"])
    if not match["high"]:
        return low, None
    high = parse_number(match["high"])
    scales = re.search(r"[万亿]+$", match["high"])
    if scales and not match["lowunit"] and not re.search(r"[万亿]", match["low"]):
        low *= parse_number(scales.group())
    return low, high


def _is_bare(match: re.Match[str]) -> bool:
    """Say whether a number means an amount without a unit: any Arabic one, 三十万, not 千万."""
    low = match["low"] + (match["more"] or "")
    if low[0].isdigit():
        return True
    # 三十五万, and 三十五万五 for 355000.
    return low[0] not in "百千万亿" and (low[-1] in "万亿" or low[-2:-1] in tuple("万亿"))


def _is_code_or_mark(match: re.Match[str], text: str) -> bool:
    """Say whether the digits belong to a code (3D, 5号), a list mark (1. (2)) or a bracket year."""
    if match["unit"] or match["lowunit"] or match["sign"]:
        return False
    rest = text[match.end("low") : match.end("low") + 2]
    if re.match(r"[A-Za-z号〕\]版类级]", rest) or text[match.start() - 1 : match.start()] == "-":
        return True
    line = text[max(0, match.start() - 20) : match.start()].rpartition("\n")
    opens_line = (line[1] or match.start() < 20) and not line[2].strip()
    if (
        opens_line
        and re.fullmatch(r"\d{1,3}", match["low"])
        and re.match(r"[.、．](?!\d)|\)", rest)
    ):
        return True
    return text[match.start() - 1 : match.start()] == "(" and rest.startswith(")")


def _one_is_word(match: re.Match[str], text: str) -> bool:
    """Say whether 一 with a classifier is a word of its own (一家人, 同一个), not a count."""
    if ONE_IN_A_WORD.search(text[max(0, match.start() - 1) : match.start()]):
        return True
    return text[match.end("lowunit") or match.end() :][:1] in set("性些般系方体一")


def _repeats_in_bracket(quantity: Quantity, text: str) -> bool:
    """Say whether the amount only repeats another: 90平方米(含90平方米)以下."""
    start = quantity.span[0]
    return bool(re.search(r"\((?:含|包括)\s?$", text[max(0, start - 6) : start]))


def _with_context(quantity: Quantity, text: str) -> Quantity:
    """Add comparator, trend and 每… from the words around the number."""
    start, end = quantity.span
    before, after = text[max(0, start - 24) : start], SUFFIX.match(text, end)
    comparator: Comparator = quantity.comparator
    phrase_start, phrase_end = start, end
    inclusive = False
    if after and (after["word"] or after["included"] or after["after"]):
        included = (after["included"] or "") + (after["after"] or "")
        inclusive = "含" in included and "不含" not in included
        inclusive = inclusive or (after["word"] or "").startswith(("及", "或"))
        phrase_end = after.end()
        if after["word"] and comparator != "range":
            comparator = cast(Comparator, SUFFIX_WORDS[after["word"]])
        if "不含" in included and comparator in ("at_least", "at_most"):
            comparator = "above" if comparator == "at_least" else "below"
    prefix = _prefix(quantity, before)
    if prefix is not None:
        phrase_start = start - (len(before) - prefix.start())
        word = PREFIX_WORDS[prefix["word"]]
        # A strict or capping word before the number rules over 以上 after it.
        if comparator in ("equal", "about") or word in ("above", "below", "at_most"):
            comparator = cast(Comparator, word) if comparator != "range" else comparator
    trend = TREND.search(before[: len(before) - (start - phrase_start)])
    each = EACH.search(before)
    return replace(
        quantity,
        comparator=comparator,
        phrase_span=(phrase_start, phrase_end),
        inclusive=inclusive,
        trend=cast(Trend, TREND_WORDS[trend["word"]]) if trend else None,
        per=(each["unit"], *quantity.per) if each else quantity.per,
    )


def _prefix(quantity: Quantity, before: str) -> re.Match[str] | None:
    if quantity.kind == "date":
        return None
    match = PREFIX.search(before)
    if match is None and quantity.kind == "percent":
        match = PREFIX_WITH_BASE.search(before)
    if match and match["word"] == "近" and quantity.kind == "duration":
        return None
    return match
