"""Write the numbers that people say as documents write them: 廿, 两三百万, 百分之三四, 三个多亿."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.number_words import parse_number

#: Numerals as cheques have them: 贰佰万元.
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_DIGITS = "一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS, 1)} | {"两": 2}
_ANY = f"[{_DIGITS}两]"
_SHARE = f"[{_DIGITS}两十百]{{1,4}}(?:点[{_DIGITS}零]{{1,3}})?"
#: Sums that a number without 元 stands for; people and acres are no sums.
_SUM = r"[万亿](?!元|人|亩|块|斤|件|吨|只|头|平)"
#: What else is counted roughly.
_COUNTED = r"(?=个|岁|块|元|亩|人|平|万|亿)"


def _between(low: str, high: str, unit: str) -> str:
    """Return a range in words; a sum needs its 元 to be read as one."""
    return f"{low}到{high}{unit}{'元' if unit and unit[-1] in '万亿' else ''}"


def _neighbours(match: re.Match[str]) -> str:
    """两三百万 → 两百到三百万元; digits that do not follow each other stay (二八轮班)."""
    first, second, head = match["first"], match["second"], match["head"] or ""
    if _VALUES[second] - _VALUES[first] != 1 and first + second != "三五":
        return match.group()
    step = match["step"]
    return _between(f"{head}{first}{step}", f"{head}{second}{step}", match["unit"] or "")


def _shares(match: re.Match[str]) -> str:
    """百分之三四, 百分之三到四, 三四个点 → 3%到4%."""
    low, high = (parse_number(match[name]) for name in ("low", "high"))
    if low >= high:
        return match.group()
    return f"{float(low):g}%到{float(high):g}%"


def _odd(match: re.Match[str]) -> str:
    """一百几十万, 九十几万 and 一百零几万: from the first to the last that it may be."""
    head, step = match["head"], match["step"] or ""
    return _between(f"{head}一{step}", f"{head}九{step}", match["unit"] or "")


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile("旧年|去年子|上年子"), "去年"),
    (re.compile("廿"), "二十"),
    (re.compile(rf"(?P<whole>{_ANY})个半(?P<unit>(?:百分)?点)"), r"\g<whole>点五个\g<unit>"),
    (re.compile("卅"), "三十"),
    (re.compile(rf"(?P<whole>{_ANY})成半"), lambda m: f"{_VALUES[m['whole']] * 10 + 5}%"),
    (re.compile(rf"(?P<whole>[{_DIGITS}两十百]+)个亿零(?=[{_DIGITS}])"), r"\g<whole>亿零"),
    (re.compile(r"(?:上|过|超|破)亿(?![{_DIGITS}元])"), "超过1亿元"),
    (
        re.compile(rf"(?P<whole>[{_DIGITS}两十百]+|\d+)块(?P<part>[{_DIGITS}])(?=$|毛|角)毛?"),
        lambda m: f"{int(parse_number(m['whole']))}.{_VALUES[m['part']]}元",
    ),
    (re.compile(r"(?<=[比长幅])[+＋](?=\d)"), "增长"),
    (re.compile(r"(?<=十)[有零](?=[一二三四五六七八九])"), ""),
    (re.compile(r"(?<=\d)[eE](?![A-Za-z\d+-])"), "亿"),
    (re.compile(rf"百分之(?P<low>{_ANY})(?P<high>{_ANY})(?![{_DIGITS}十百点])"), _shares),
    (re.compile(rf"(?<![{_DIGITS}十百])(?P<low>{_ANY})(?P<high>{_ANY})个(?:百分)?点"), _shares),
    (re.compile(rf"百分之(?P<low>{_SHARE})[到至](?:百分之)?(?P<high>{_SHARE})"), _shares),
    (
        re.compile(
            r"(?P<share>[%％]|个(?:百分)?点|成|百分之[一二三四五六七八九十点]+)多(?![少出花投了])"
        ),
        r"\g<share>出头",
    ),
    (
        re.compile(
            rf"(?<![超没不未通])过了?(?!一点)(?P<sum>[\d{_DIGITS}两][^，。]{{0,6}}(?:万|亿|[%％]|点|成))"
        ),
        r"超过\g<sum>",
    ),
    (re.compile(r"(?P<unit>[%％点万亿元成])(?:刚刚?过|过)(?:了)?一?点点?"), r"\g<unit>出头"),
    (re.compile(rf"(?P<whole>{_ANY})个多(?P<unit>(?:百分)?点)"), r"\g<whole>个\g<unit>出头"),
    (
        re.compile(
            rf"(?P<low>\d+(?:\.\d+)?|{_ANY})(?:到|至|-|~|—)(?P<high>\d+(?:\.\d+)?|{_ANY})个?(?P<unit>{_SUM})"
        ),
        r"\g<low>到\g<high>\g<unit>元",
    ),
    (
        re.compile(rf"(?P<low>{_ANY})[到至](?P<high>{_ANY})(?P<step>[十百千])(?P<unit>{_SUM})"),
        r"\g<low>\g<step>到\g<high>\g<step>\g<unit>元",
    ),
    (re.compile(r"(?P<sum>\d(?:万|亿|w|W)元?)\+"), r"\g<sum>以上"),
    (re.compile(rf"(?P<whole>[{_DIGITS}两\d])个多(?P<unit>[万亿])"), r"\g<whole>\g<unit>多"),
    (re.compile(rf"(?P<whole>[{_DIGITS}两\d])个半亿"), r"\g<whole>亿五千万"),
    (
        re.compile(
            rf"(?P<head>(?:{_ANY}[千百十]|(?<!{_ANY})十)*)(?P<first>{_ANY})(?P<second>{_ANY})(?P<step>[十百千]*)"
            rf"(?:(?P<unit>{_SUM})|(?=亩|岁|块|元|万亩|成))"
        ),
        _neighbours,
    ),
    (
        re.compile(
            rf"(?P<head>{_ANY}百零|{_ANY}[百千]|(?:{_ANY}百)?{_ANY}?十)(?<!百十)几(?P<step>[十百]?)"
            rf"(?:(?P<unit>{_SUM})|{_COUNTED})"
        ),
        _odd,
    ),
    (re.compile(rf"大几(?P<step>[十百千])(?P<unit>{_SUM})"), r"五\g<step>到九\g<step>九\g<unit>元"),
    (
        re.compile(rf"(?<!十)(?<!百)(?<!千)(?<!好)几(?P<step>[十百千])(?P<unit>{_SUM})"),
        r"二\g<step>到九\g<step>九\g<unit>元",
    ),
    (re.compile(rf"上(?P<step>[百千])(?P<unit>{_SUM})"), r"一\g<step>\g<unit>元以上"),
    (
        re.compile(rf"(?<![{_DIGITS}两十百千\d])(?P<step>[百千])[来把](?P<unit>{_SUM})"),
        r"一\g<step>\g<unit>元左右",
    ),
)


def written(text: str) -> str:
    """Return a text with its numerals as documents write them."""
    text = text.translate(_FINANCIAL)
    for pattern, form in _RULES:
        text = pattern.sub(form, text)
    return text
