"""Read a number as Chinese documents and askers write it: 1.5亿, 三十万, 两千五百, 30w, 百亿."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "k": 1000, "K": 1000}
_BIG = {"亿": 10**8, "万": 10**4, "w": 10**4, "W": 10**4}
_CHINESE = "零〇○一二两三四五六七八九"

_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,])|\d{1,20})(?:\.\d{1,9})?"
# The 千 of 千瓦 and the k of kW belong to the unit.
_SCALES = r"(?:[十百万亿wW]|千(?![瓦伏米克卡])|[kK](?![Wmg]))"
# Every run is bounded: a hostile text of digits must cost no more than its length.
#: An Arabic number with its scales (``1.5亿``, ``2亿3000万``, ``3千万``), or a Chinese one.
NUMBER = (
    rf"(?:(?:{_ARABIC}|[{_CHINESE}十百千]{{1,6}})个亿|\d{{1,9}}[万亿]零\d{{1,4}}(?![\d万亿])|\d{{1,9}}[万亿]\d(?![\d.．、%％十百千万亿年月日])|{_ARABIC}(?:\s?{_SCALES}{{1,3}}(?:{_ARABIC}\s?{_SCALES}{{1,3}}){{0,2}})?"
    rf"|半|[{_CHINESE}十百千万亿]{{1,20}}(?:点[{_CHINESE}]{{1,9}})?[百千万亿]{{0,3}})"
)
_LONGEST = 40
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")


def parse_number(text: str) -> Fraction:
    """Return the exact value of a number that ``NUMBER`` matches.

    Raises:
        ValueError: the text is not such a number.
    """
    compact = re.sub(r"[\s,个]", "", text)
    if not 0 < len(compact) <= _LONGEST:
        raise ValueError("no number, or too long a one")
    if compact == "半":
        return Fraction(1, 2)
    return _with_big_scales(compact)


def _with_big_scales(text: str) -> Fraction:
    """Split at the last 亿, then at the last 万; what stands before it is multiplied."""
    for signs in ("亿", "万wW"):
        at = max(text.rfind(sign) for sign in signs)
        if at < 0:
            continue
        scale = _BIG[text[at]]
        head = _with_big_scales(text[:at]) if at else Fraction(1)
        tail = text[at + 1 :]
        return head * scale + _remainder(tail, scale)
    return _section(text)


def _remainder(tail: str, scale: int) -> Fraction:
    """Value what follows a scale; a lone digit counts tenths of it (两万五 = 25000)."""
    rest = tail.lstrip("零〇○")
    if not rest:
        return Fraction(0)
    if len(tail) == 1 and (tail in _DIGITS or tail.isdigit()):
        digit = int(tail) if tail.isdigit() else _digit(tail)
        return Fraction(digit * scale, 10)
    return _with_big_scales(rest)


def _section(text: str) -> Fraction:
    """Value a number without 万 or 亿."""
    match = _DECIMAL.match(text)
    if match:
        value = Fraction(match.group())
        for sign in text[match.end() :]:
            if sign not in _SMALL:
                raise ValueError(f"not a number: {text}")
            value *= _SMALL[sign]
        return value
    whole, point, decimals = text.partition("点")
    if point:
        digits = "".join(str(_digit(sign)) for sign in decimals)
        return _chinese_section(whole) + Fraction(f"0.{digits}")
    return _chinese_section(whole)


def _chinese_section(text: str) -> Fraction:
    """Value 两千五百, 一百零五, 二〇二四, 百."""
    if len(text) > 1 and not any(sign in _SMALL for sign in text):
        if len(text) != len("二〇二四"):
            raise ValueError(f"not a number: {text}")
        return Fraction(int("".join(str(_digit(sign)) for sign in text)))
    total, pending, last_scale = 0, -1, 0
    for sign in text:
        if sign in _SMALL:
            last_scale = _SMALL[sign]
            total += (1 if pending < 0 else pending) * last_scale
            pending = -1
        else:
            pending = _digit(sign)
            last_scale = 0 if pending == 0 else last_scale
    if pending > 0:
        total += pending * last_scale // 10 if last_scale > 10 else pending
    return Fraction(total)


def _digit(sign: str) -> int:
    if sign not in _DIGITS:
        raise ValueError(f"not a Chinese digit: {sign}")
    return _DIGITS[sign]
