"""Paragraphs: the lines of a text put together as its author wrote them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from index.departments import looks_like_unit
from index.document import Span
from index.layout import (
    Layout,
    clean_spacing,
    ends_sentence,
    join_lines,
    visual_width,
)
from index.lines import Line
from index.units import LABEL, begins_units, is_lone_label

_UNIT_BRACKET_END = re.compile(
    r"(?:单位|部门|科室)[）)]?\s*[：:][^。]*[）)〕\]】］]$|(?:负责|落实)[）)〕\]】］]$"
)
_BRACKETED_LABEL = re.compile(r"[（(〔\[【［]\s*")
#: A bracket that begins like one of responsible units, its label perhaps torn by a line's end.
_UNIT_BRACKET = re.compile(r"[（(〔\[【［]\s*\S{0,6}?(?:牵头?|责任?|配合?|主办?|承办?)")
_BRACKETS = re.compile(r"[（(〔\[【［）)〕\]】］]")
_LONGEST_BRACKET = 300
_LABEL_LENGTH = 12
#: A sentence of the document about itself begins a paragraph, wherever the line above it ends.
_OF_THE_WHOLE = re.compile(
    r"(?:本|以上|上述)(?:实施)?(?:若干)?(?:政策)?(?:通知|措施|政策|意见|办法|方案|细则|文件|规定|清单|举措"
    r"|决定|条例|规则|修正案|公告|通告)"
)
_LONE_HEADING = re.compile(r"[总附分]\s*则")
#: What a torn list leaves for its last line: 部门（单位）.
_LIST_END = 8
#: A date that the end of a line tears apart: 2024年12月 / 31日.
_DATE_BEGUN = re.compile(r"\d\s*[年月]$")
_DATE_ENDED = re.compile(r"\d[\d ]*[月日]")
#: What stands between the names of a list.
_NAME_END = re.compile(r"[、，,；;：:。）)〕\]】］\s]")
_UNFINISHED = "，、,（(《“第和及与或"
_TITLE_LENGTH = 42
#: Articles that have a title have a short one.
_ARTICLE_TITLE_LENGTH = 20
#: A line that states one thing under a label of its own: 完成时限：2023年12月30日.
LABELLED_LINE = re.compile(
    r"(?:完成|办理|办结|实施|工作)(?:时限|时间|期限)\s*[：:]|抄\s*送\s*[：:]"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its lines (first, after the last), its place, and its words.

    ``raw`` keeps the spacing of the source, ``text`` is cleaned of it.
    """

    first: int
    last: int
    span: Span
    raw: str
    text: str


def paragraph_of(layout: Layout, first: int, last: int) -> Paragraph:
    """Put the lines ``first`` to ``last`` (exclusive) together."""
    lines = layout.lines[first:last]
    raw = join_lines(line.text for line in lines)
    return Paragraph(first, last, (lines[0].start, lines[-1].end), raw, clean_spacing(raw))


def split_after_sentence(
    layout: Layout, paragraph: Paragraph, skip: int
) -> tuple[Paragraph, Paragraph] | None:
    """Cut a heading off the words that follow it in its paragraph, at its first full stop.

    ``skip`` is the length of its number. ``None`` where it is a heading as a whole, or too long
    up to the stop to be one.
    """
    stop = paragraph.raw.find("。", skip)
    if not 0 < stop - skip <= _TITLE_LENGTH or not paragraph.raw[stop + 1 :].strip():
        return None
    for line in layout.lines[paragraph.first : paragraph.last]:
        at = line.text.find("。", skip if line.start == paragraph.span[0] else 0)
        if at >= 0:
            start, cut, end = paragraph.span[0], line.start + at + 1, paragraph.span[1]
            head, rest = paragraph.raw[: stop + 1], paragraph.raw[stop + 1 :]
            return (
                replace(paragraph, span=(start, cut), raw=head, text=clean_spacing(head)),
                replace(paragraph, span=(cut, end), raw=rest, text=clean_spacing(rest)),
            )
    return None


def read_paragraphs(
    layout: Layout, first: int, last: int, starts: Collection[int], marker_length: int = 0
) -> list[Paragraph]:
    """Return the paragraphs of the lines ``first`` to ``last``.

    ``starts`` are lines that begin a paragraph whatever stands before them; ``marker_length`` is
    the length of the number that the first line begins with, 0 where it has none.
    """
    found = []
    begin = first
    written = layout.lines[first].text if first < last else ""
    for i in range(first + 1, last + 1):
        marked = marker_length if begin == first else 0
        if i == last or i in starts or _breaks(layout, written, i, marked):
            found.append(paragraph_of(layout, begin, i))
            begin, written = i, ""
        if i < last:
            # Only the end of what is written matters; a bound keeps long texts linear.
            written = join_lines((written[-_LONGEST_BRACKET:], layout.lines[i].text))
    return found


def _breaks(layout: Layout, written: str, i: int, marker_length: int) -> bool:
    """Say whether line ``i`` begins a paragraph after what its paragraph holds so far."""
    line, before = layout.lines[i], layout.lines[i - 1]
    if _is_torn(written, before.text, line.text):
        return False
    if _LONE_HEADING.fullmatch(line.text):
        return True
    if begins_units(line.text) or LABELLED_LINE.match(line.text) or "\t" in line.text + before.text:
        return True
    opener = _BRACKETED_LABEL.match(line.text)
    if opener is not None and LABEL.match(line.text, opener.end()):
        return False
    if ends_unit_bracket(written):
        return True
    if begins_units(written):
        return not (_is_open(before.text) or _runs_on(layout, before, line))
    if i >= 2 and is_lone_label(layout.lines[i - 2].text):
        return not (_is_open(before.text) or _runs_on(layout, before, line))
    if ends_sentence(written):
        torn = layout.width is not None and _is_title_sentence(written, marker_length)
        carries_on = layout.is_full(before) or torn
        return not carries_on or _OF_THE_WHOLE.match(line.text) is not None
    return _is_title_line(layout, before, written, marker_length)


def _is_torn(written: str, before: str, line: str) -> bool:
    """Say whether a line surely carries on the one above: a bracket or a date is torn apart."""
    if line[0] in "、，。；：）)》”〕,;:" or _inside_bracket(written, line):
        return True
    return bool(_DATE_BEGUN.search(before) and _DATE_ENDED.match(line))


def ends_unit_bracket(text: str) -> bool:
    """Say whether a text ends with a bracket that names responsible units."""
    return _UNIT_BRACKET_END.search(text) is not None


def _inside_bracket(written: str, following: str) -> bool:
    """Say whether a bracket of responsible units is still open at the end of a text."""
    text = written + following[:_LABEL_LENGTH]
    opened: list[int] = []
    for bracket in _BRACKETS.finditer(written, max(0, len(written) - _LONGEST_BRACKET)):
        if bracket.group() in "（(〔[【［":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
    return any(_UNIT_BRACKET.match(text, i) for i in opened)


def tears_name(before: str, line: str) -> bool:
    """Say whether the last name of one line is a unit's only with the first words of the next."""
    last, first = _NAME_END.split(before)[-1], _NAME_END.split(line)[0]
    return bool(last) and not looks_like_unit(last) and looks_like_unit(last + first)


def _runs_on(layout: Layout, before: Line, line: Line) -> bool:
    """Say whether a list of units that a label begins is torn at the end of a line."""
    if tears_name(before.text, line.text):
        return True
    if layout.width is None or ends_sentence(before.text):
        return False
    return visual_width(before.text) >= layout.width * 0.85 or len(line.text) <= _LIST_END


def _is_open(text: str) -> bool:
    return text[-1] in _UNFINISHED or text.count("（") > text.count("）")


def _is_title_sentence(written: str, marker_length: int) -> bool:
    """Say whether a measure's title, a short sentence, is all that is written so far."""
    return (
        marker_length > 0
        and not written.startswith("第")
        and len(written) - marker_length <= _TITLE_LENGTH
        and written.count("。") == 1
        and written.endswith("。")
    )


def _is_title_line(layout: Layout, before: Line, written: str, marker_length: int) -> bool:
    """Say whether the words so far are a heading on a line of its own."""
    words = written[marker_length:].strip()
    if written.startswith("第") and (len(words) > _ARTICLE_TITLE_LENGTH or "，" in words):
        return False
    return (
        marker_length > 0
        and 0 < len(words) <= _TITLE_LENGTH
        and words[-1] not in _UNFINISHED
        and "。" not in words
        and not layout.is_full(before)
    )
