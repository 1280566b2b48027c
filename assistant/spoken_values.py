"""Shares and prices as people speak them, written as documents do: 一成五, 过半, 一毛一度."""

from __future__ import annotations

import re

from index.amounts import find_quantities

_DIGITS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {
    "两": "2",
    "半": "5",
    **{str(digit): str(digit) for digit in range(10)},
}
_DIGIT = r"[一二两三四五六七八九\d]"
#: "一成五", "两成半"; 一成五千 is none.
_TENTHS = re.compile(
    rf"(?<![\d一二三四五六七八九十百千万])(?P<tens>{_DIGIT})成(?P<ones>[一二三四五六七八九半])(?![百千万亿年个月\d])"
)
#: "有一半的县", "过半", "一半以上"; 另一半 and 一半天 are no share.
_HALF = re.compile(
    r"(?<![另大小前后上下一\d])一半(?!天|年|月|时|会)|(?<=[过超])半(?=$|数|[吗吧了的？?，,。对是])数?"
)
#: "八成就达标": no 成就.
_TENTHS_ARE_ENOUGH = re.compile(rf"(?P<tens>{_DIGIT})成(?=就(?:达标|行|够|可以|好|能|算|成|得))")
#: "一分钱": hundredths of a yuan.
_CENTS = re.compile(rf"(?<![\d百千万]){_DIGIT}(?=分钱)")
#: "一毛钱", "两毛五": tenths of a yuan.
_DIMES = re.compile(rf"(?P<tens>{_DIGIT})毛(?P<ones>[一二三四五六七八九](?!千|百|万))?钱?")
#: "0.1元一度": what a price is for.
_PER_KWH = re.compile(r"(?<=[元分])钱?(?:每|一|1)度(?:电)?")


def write_spoken_values(text: str) -> str:
    """Return a normalised question with its spoken shares and prices in figures."""
    text = _TENTHS.sub(lambda m: f"{_DIGITS[m['tens']]}{_DIGITS[m['ones']]}%", text)
    text = _TENTHS_ARE_ENOUGH.sub(lambda m: f"{_DIGITS[m['tens']]}0%", text)
    text = _HALF.sub("50%", text)
    text = _CENTS.sub(lambda m: _DIGITS[m.group()], text)
    text = _DIMES.sub(lambda m: f"0.{_DIGITS[m['tens']]}{_DIGITS.get(m['ones'], '')}元", text)
    return _hundredths(_PER_KWH.sub("/千瓦时", text))


def _hundredths(text: str) -> str:
    """Write 百分之九十三 as 93%."""
    for share in reversed(find_quantities(text)):
        if share.kind == "percent" and share.surface.startswith("百分之"):
            start, end = share.span
            text = f"{text[:start]}{share.value.normalize():f}%{text[end:]}"
    return text
