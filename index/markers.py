"""Numbers at the start of lines: the styles in which Chinese documents number their parts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from index.layout import Layout, ends_sentence
from index.numerals import HAN_DIGITS, parse_numeral
from index.units import LABEL

Style = Literal[
    "part",
    "subpart",
    "chapter",
    "section",
    "article",
    "han",
    "named",
    "han_bracket",
    "arabic",
    "decimal",
    "arabic_bracket",
    "circled",
]
#: From the widest part to the smallest item; articles stand where the document puts them.
STYLE_ORDER: tuple[Style, ...] = get_args(Style)
_HAN = rf"[{HAN_DIGITS}](?:\s*[{HAN_DIGITS}])*"
_ARABIC = r"[\d０-９](?:\s?[\d０-９]){0,3}"
_ANY = rf"(?:{_HAN}|{_ARABIC})"
_DIGITS = r"[\d０-９]{1,3}"
_YEAR = r"(?=\s*(?:19|20)\d\d\s*年)"
_NOT_IN_TITLE = "(?![的和、，。；规])"
#: A short line without a sentence, as the headings of plans are: 1.1 编制目的.
_TITLE_WORDS = r"(?=[\u4e00-\u9fff“《][^。；，,]{1,28}$)"
#: What is counted or measured: 1.5亿元 is an amount, 2.2 项目条件 most likely a heading.
_MEASURE = (
    r"(?:亿|万|千|百|元|倍|个|家|米|公里|平方|人|年|月|日|折|分|级|吨|亩|户|项|次|小时|天|层|岁|名|座|台|套|批"
    r"|种|周|点|号|时|度|件|辆|间|栋)"
)
_SHORT_TITLE = rf"{_TITLE_WORDS}(?!{_MEASURE})"
#: What an item is called before its number: 举措一：, 问题1：, 步骤一.
_ITEM_NAME = "(?:举措|措施|政策|任务|行动|工程|步骤|问题|问|[QＱ])"
#: Doubts that a pattern leaves, against the weight of one of a number that leaves none.
_AMOUNT_LIKELY = 1.3
_SOME_DOUBT = 0.6
#: A number and a space before a whole sentence: only a run of them is one of items.
_MUCH_DOUBT = 0.8
#: Style, pattern and doubt; the first pattern that fits a line counts.
_SOURCES: tuple[tuple[Style, str, float], ...] = (
    ("subpart", rf"第\s*(?P<n>{_ANY})\s*分编(?=\s|$|[^的和、，。])", 0),
    ("part", rf"第\s*(?P<n>{_ANY})\s*(?:编|部分|篇)(?=[\s：:]|$|[^的和、，。])", 0),
    ("chapter", rf"第\s*(?P<n>{_ANY})\s*章{_NOT_IN_TITLE}", 0),
    ("section", rf"第\s*(?P<n>{_ANY})\s*节{_NOT_IN_TITLE}", 0),
    ("article", rf"第\s*(?P<n>{_ANY})\s*条(?:\s*之\s*(?P<sub>{_HAN}))?[:：]?", 0),
    ("named", rf"{_ITEM_NAME}\s*(?P<n>{_ANY})\s*[：:、．.](?!\d)", 0),
    ("named", rf"{_ITEM_NAME}\s*(?P<n>{_ANY})\s+{_TITLE_WORDS}", _SOME_DOUBT),
    ("han_bracket", rf"(?P<n>{_HAN})[）)][、．.]?", 0),
    ("han_bracket", rf"[（(﹙〔]\s*(?P<n>{_HAN})\s*[）)﹚〕][、．.]?", 0),
    ("han", rf"(?P<n>{_HAN})(?=\t)", 0),
    ("han", rf"(?P<n>{_HAN})\s*(?:、|．|\.(?!\d))", 0),
    ("arabic_bracket", rf"[（(﹙]\s*(?P<n>{_DIGITS})\s*[）)﹚][、．.]?", 0),
    ("arabic_bracket", rf"(?P<n>{_DIGITS})[）)][、．.]?", 0),
    ("arabic", rf"(?P<n>{_DIGITS})(?=\t)", 0),
    ("arabic", rf"(?P<n>{_DIGITS})\s*(?:、(?!\d)|[.．﹒](?!\s*[\d０-９])|[.．﹒、]{_YEAR})", 0),
    ("decimal", rf"[\d]{{1,2}}[.．](?P<n>\d{{1,2}})(?![\d.．%％])\s*{_SHORT_TITLE}", 0),
    ("decimal", rf"[\d]{{1,2}}[.．](?P<n>\d{{1,2}})(?![\d.．%％])\s+{_TITLE_WORDS}", _SOME_DOUBT),
    ("arabic", rf"(?P<n>{_DIGITS})\s*、", _SOME_DOUBT),
    ("arabic", rf"(?P<n>{_DIGITS})[.．﹒](?=\d)", _AMOUNT_LIKELY),
    ("arabic", rf"(?P<n>\d{{1,2}})\s+{_SHORT_TITLE}", _SOME_DOUBT),
    ("arabic", rf"(?P<n>\d{{1,2}})\s+(?=[\u4e00-\u9fff]{{2}})(?!{_MEASURE})", _MUCH_DOUBT),
    ("han", rf"(?P<n>{_HAN})\s+(?=[\u4e00-\u9fff]{{2}}){_TITLE_WORDS}", _SOME_DOUBT),
    ("han_bracket", r"(?P<n>[㈠-㈩])", 0),
    ("arabic_bracket", r"(?P<n>[⑴-⒇])", 0),
    ("arabic", r"(?P<n>[⒈-⒛])", 0),
    ("circled", r"(?P<n>[①-⑳])", 0),
)
_PATTERNS = tuple((style, re.compile(pattern), doubt) for style, pattern, doubt in _SOURCES)
_SYMBOLS = re.compile(r"[㈠-㈩⑴-⒇⒈-⒛①-⑳]")
_NOT_DIGITS = re.compile(r"[().\s]")
#: Words that follow a reference to an article more often than its number: 第一条规定的…
_REFERENCE = re.compile(r"规定|所|的|第|至|到|和|与|或|及|款|项|中的|修改|以及|[、，；。》”）)]")
_REFERENCE_LIKELY = 1.1
#: A full line without an end runs on into the next one, unless a heading filled it.
_MID_SENTENCE = 1.2
#: A bracket or a label on a full line is as likely that of the responsible units.
_AFTER_UNITS = 0.5


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that begins with a number: its style, value (second part for 第X条之Y) and place.

    ``weight`` says how much the place speaks for a number and against a wrapped line.
    """

    line: int
    style: Style
    value: tuple[int, int]
    printed: str
    length: int
    weight: float

    @property
    def no(self) -> str:
        """Return the number as printed, without letter-spacing: 第 1 0 条 → 第10条."""
        return re.sub(r"\s+", "", self.printed)

    @property
    def number(self) -> str:
        """Return the number in digits: 19, 133-1 for 第一百三十三条之一, 1.1 as printed."""
        if self.style == "decimal":
            return self.no.replace("．", ".")
        value, sub = self.value
        return f"{value}-{sub}" if sub else str(value)

    @property
    def numeral(self) -> str:
        """Return the bare numeral of a heading: 一、 → 一, 第三章 → 三."""
        return re.sub(rf"[^\d０-９㈠-㈩⑴-⒇⒈-⒛①-⑳{HAN_DIGITS}]", "", self.printed)


def find_markers(layout: Layout) -> list[Marker]:
    """Return every line start that looks like a number, in document order."""
    markers = []
    for i, line in enumerate(layout.lines):
        found = match_marker(line.text)
        if found is None:
            continue
        style, value, length, doubt = found
        printed = line.text[:length].strip()
        weight = 1.0 - doubt - _doubt_of_place(layout, i, style, line.text[length:])
        markers.append(Marker(i, style, value, printed, length, weight))
    return markers


def match_marker(text: str) -> tuple[Style, tuple[int, int], int, float] | None:
    """Return style, value, length and doubt of the number that a text begins with, if any."""
    for style, pattern, doubt in _PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        digits = groups["n"]
        if _SYMBOLS.match(digits):
            digits = _NOT_DIGITS.sub("", unicodedata.normalize("NFKC", digits))
        value = parse_numeral(digits)
        sub = parse_numeral(groups["sub"]) if groups.get("sub") else 0
        if value is None or sub is None or (value == 0 and style != "article"):
            continue
        return style, (value, sub), match.end(), doubt
    return None


def _doubt_of_place(layout: Layout, i: int, style: Style, rest: str) -> float:
    """Return how much the words around a number speak against it."""
    doubt = _REFERENCE_LIKELY if style == "article" and _REFERENCE.match(rest) else 0.0
    if i > 0:
        before = layout.lines[i - 1]
        if layout.is_full(before) and not ends_sentence(before.text):
            # A list of units ends without a full stop, in its bracket or behind its label.
            ends = before.text[-1] in "）)〕]】" or LABEL.search(before.text)
            doubt += _AFTER_UNITS if ends else _MID_SENTENCE
    return doubt
