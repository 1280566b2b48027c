"""The numbers that Word prints before paragraphs but does not store in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import cn2an
from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
#: A number that ends so needs no space before the paragraph's words.
_CLOSED = re.compile(r"[\u2460-\u249b\u3000-\u303f\u3280-\u3289\uff00-\uffef.)\]]$")
_MAX_NUMBER = 9999
_COUNT = re.compile(r"[0-9]{1,4}")


def _chinese(number: int) -> str:
    """Write a number as official texts count: 十, 十一, 二十, 一百零一."""
    words = str(cn2an.an2cn(number))
    return words.removeprefix("一") if words.startswith("一十") else words


def _sign(first: str, last: int) -> Callable[[int], str]:
    """Make the writer of a run of signs; past its end the plain number stands."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _letters(first: str) -> Callable[[int], str]:
    """Make the writer of a, b, … z, aa, bb."""
    return lambda number: (
        chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else "0"
    )


def _roman(number: int) -> str:
    pairs = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    written = ""
    for value, sign in pairs:
        written += sign * (number // value)
        number %= value
    return written


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


#: ECMA-376 ST_NumberFormat, the ones that Chinese documents use.
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _sign("①", 20),
    "decimalEnclosedCircleChinese": _sign("①", 20),
    "decimalEnclosedParen": _sign("⑴", 20),
    "decimalEnclosedFullstop": _sign("⒈", 20),
    "ideographEnclosedCircle": _sign("㊀", 10),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _chinese,
    "japaneseDigitalTenThousand": _chinese,
    "taiwaneseDigital": _chinese,
    "chineseLegalSimplified": lambda number: str(cn2an.an2cn(number, "up")),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}


@dataclass(slots=True)
class _Level:
    """One level of a list: where it starts, how it counts, and the text around its numbers."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A numbering instance: the counters' key, its levels, and the starts that it overrides."""

    key: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


def value(element: _Element | None, path: str, default: str = "") -> str:
    """Return the ``w:val`` of a descendant, the default where there is none."""
    found = element.find(path) if element is not None else None
    return default if found is None else found.get(f"{W}val", default)


class Numbering:
    """Counts a document's numbered paragraphs in reading order and writes their numbers."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._styles = _style_numbers(styles) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def number(self, paragraph: _Element) -> str:
        """Return what Word prints before a paragraph, ``""`` for none; call it once for each."""
        num_id, level = self._place(paragraph)
        numbering = self._lists.get(num_id)
        if numbering is None or level not in numbering.levels:
            return ""
        count = self._count(num_id, numbering, level)
        shape = numbering.levels[level]
        if shape.form in ("bullet", "none") and not _PLACE.search(shape.text):
            return "" if shape.form == "bullet" else shape.text
        written = _PLACE.sub(
            lambda place: _written(numbering, int(place.group(1)) - 1, count, shape.legal),
            shape.text,
        )
        closed = not written or shape.suffix == "nothing" or _CLOSED.search(written)
        return written if closed else written + " "

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """Return the list and level of a paragraph, its own or its style's."""
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, f"{W}pStyle")
        num_id = value(properties, f"{W}numPr/{W}numId")
        level = value(properties, f"{W}numPr/{W}ilvl")
        if not num_id:
            num_id, style_level = self._styles.get(style, ("", ""))
            level = level or style_level
            styled = self._lists.get(num_id)
            for at, shape in styled.levels.items() if styled else ():
                if shape.style == style:
                    level = str(at)
        return num_id, _number(level, 0)

    def _count(self, num_id: str, numbering: _List, level: int) -> dict[int, int]:
        """Count a paragraph of a level in, starting the levels below it anew."""
        counts = self._counts.setdefault(numbering.key, {})
        start = numbering.starts.get(level, numbering.levels[level].start)
        if level in numbering.starts and (num_id, level) not in self._started:
            self._started.add((num_id, level))
            counts[level] = start
        else:
            counts[level] = min(counts[level] + 1 if level in counts else start, _MAX_NUMBER)
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return counts


def _written(numbering: _List, level: int, counts: dict[int, int], legal: bool) -> str:
    """Write one level's number as its format says; a level not counted yet shows its start."""
    shape = numbering.levels.get(level, _Level())
    number = counts.get(level, shape.start)
    form = "decimal" if legal else shape.form
    return "" if form == "none" else _FORMATS.get(form, str)(number)


def _lists(numbering: _Element) -> dict[str, _List]:
    """Return the numbering instances of ``numbering.xml`` by their id."""
    shapes = {
        abstract.get(f"{W}abstractNumId", ""): {
            int(level.get(f"{W}ilvl", "0")): _level(level) for level in abstract.iterfind(f"{W}lvl")
        }
        for abstract in numbering.iterfind(f"{W}abstractNum")
    }
    lists = {}
    for num in numbering.iterfind(f"{W}num"):
        key = value(num, f"{W}abstractNumId")
        made = _List(key, dict(shapes.get(key, {})))
        for override in num.iterfind(f"{W}lvlOverride"):
            at = _number(override.get(f"{W}ilvl", ""), 0)
            own = override.find(f"{W}lvl")
            if own is not None:
                made.levels[at] = _level(own)
            start = value(override, f"{W}startOverride")
            if start:
                made.starts[at] = _number(start, 1)
        lists[num.get(f"{W}numId", "")] = made
    return lists


def _number(text: str, default: int) -> int:
    """Read a count that a file states; what no document needs becomes the default."""
    return int(text) if _COUNT.fullmatch(text) else default


def _level(level: _Element) -> _Level:
    return _Level(
        _number(value(level, f"{W}start"), 1),
        value(level, f".//{W}numFmt", "decimal"),
        value(level, f"{W}lvlText"),
        value(level, f"{W}suff", "tab"),
        level.find(f"{W}isLgl") is not None,
        value(level, f"{W}pStyle"),
    )


def _style_numbers(styles: _Element) -> dict[str, tuple[str, str]]:
    """Return each paragraph style's list and level, its own or that of the style it builds on."""
    own: dict[str, tuple[str, str]] = {}
    base: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        base[name] = value(style, f"{W}basedOn")
        place = style.find(f"{W}pPr/{W}numPr")
        if place is not None:
            own[name] = (value(place, f"{W}numId"), value(place, f"{W}ilvl"))
    found = {}
    for name in base:
        at = name
        for _ in range(len(base)):
            if at in own or not base.get(at):
                break
            at = base[at]
        if at in own:
            found[name] = own[at]
    return found
