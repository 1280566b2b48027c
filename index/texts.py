"""A file's texts: the main one, its attachments, an appended interpretation, other documents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.frame import TITLE_END, FrameRole, classify
from index.head_foot import is_attachment_list
from index.layout import Layout, ends_sentence
from index.markers import Marker, Style

TextKind = Literal["main", "annex", "interpretation", "contents"]
_ANNEX = re.compile(
    r"附\s*(?:件|录|表|图)\s*(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})?\s*(?P<colon>[：:])?\s*"
    r"(?P<title>[^\s].{0,60})?"
)
_INTERPRETATION = re.compile(
    r"[^。，；]{0,60}?(?:政策|文件|内容|图文)?(?:解读|问答)(?:材料|稿|说明)?|[^。，；]{0,40}起草说明"
)
_CONTENTS = re.compile(r"目\s*[录次]")
_LEADER = re.compile(r"[\s.…·．]*[（(]?\d{0,4}[）)]?$")
#: A table of contents may number the texts that it names.
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]")
_SHORT = 50
_FOOT: frozenset[FrameRole | None] = frozenset({"signature", "date", "remark", "imprint", "cc"})
#: What stands right below a title's line only at the beginning of a text.
_SURE_OPENING: tuple[Style, ...] = ("part", "chapter", "article")
_LONGEST_HEAD = 5
#: Numbers that only a text of its own begins with.
_OPENING: tuple[Style, ...] = ("part", "chapter", "article", "han", "han_bracket", "arabic")


@dataclass(frozen=True, slots=True)
class TextPart:
    """The lines ``first`` to ``last`` (exclusive) of one text."""

    kind: TextKind
    first: int
    last: int


def divide(layout: Layout, markers: Sequence[Marker]) -> list[TextPart]:
    """Return a file's texts in order; together they hold every line once."""
    starts: list[tuple[int, TextKind]] = [(0, "main")]
    count = len(layout.lines)
    i = 0
    while i < count:
        contents = _contents_end(layout, i)
        if contents > i:
            starts += [(i, "contents"), (contents, "main")]
            i = contents
            continue
        kind = _kind_of_start(layout, i, markers)
        if kind is not None:
            first = _head_above(layout, i) if kind == "main" else i
            starts.append((max(first, starts[-1][0] + 1), kind))
        i += 1
    merged = [
        start
        for start, after in zip(starts, [*starts[1:], (count, "main")], strict=True)
        if after[0] > start[0]
    ]
    ends = [first for first, _ in merged[1:]] + [count]
    return [TextPart(kind, first, end) for (first, kind), end in zip(merged, ends, strict=True)]


def _contents_end(layout: Layout, i: int) -> int:
    """Return the line after a table of contents that begins at line ``i``, ``i`` if none does."""
    lines = layout.lines
    if _CONTENTS.fullmatch(lines[i].text) is None or i + 2 >= len(lines):
        return i
    first = _entry(lines[i + 1].text)
    for j in range(i + 2, len(lines)):
        text = lines[j].text
        if _entry(text) == first:
            return j
        if len(text) > _SHORT or text[-1] in "。；：":
            break
    return i + 1


def _entry(text: str) -> str:
    return _NUMBER.sub("", re.sub(r"\s", "", _LEADER.sub("", text)))


def _kind_of_start(layout: Layout, i: int, markers: Sequence[Marker]) -> TextKind | None:
    """Return what kind of text begins at line ``i``, ``None`` where none does."""
    text = layout.lines[i].text
    if i == 0 or len(text) > _SHORT + 20:
        return None
    annex = _ANNEX.fullmatch(text)
    if annex is not None:
        return "annex" if _begins_annex(layout, i, annex) else None
    if not _after_an_end(layout, i) or len(text) > _SHORT:
        return None
    if _INTERPRETATION.fullmatch(text) and markers and markers[0].line < i:
        return "interpretation"
    if _begins_document(layout, i, markers):
        return "main"
    return None


def _begins_annex(layout: Layout, i: int, annex: re.Match[str]) -> bool:
    """Say whether an 附件 line heads the attachment itself and does not merely list it."""
    if is_attachment_list(layout, i, len(layout.lines)):
        return False
    title = annex.group("title")
    if title is None:
        return True
    if annex.group("colon") is None:
        # 附件二全国人大常委会… is a sentence about it; a heading sets its title apart.
        return re.match(r"附\s*\S\s*\S{0,3}\s+\S", layout.lines[i].text) is not None
    following = layout.lines[i + 1].text if i + 1 < len(layout.lines) else ""
    return not _ANNEX.match(following) and not ends_sentence(title)


def _after_an_end(layout: Layout, i: int) -> bool:
    """Say whether the line above closes something: a sentence, a bracket, a head or a foot."""
    before = layout.lines[i - 1].text
    return ends_sentence(before) or before[-1] in "）)〕" or classify(before) not in {None, "other"}


def _begins_document(layout: Layout, i: int, markers: Sequence[Marker]) -> bool:
    """Say whether a title line opens a text whose numbers begin anew at one."""
    if classify(layout.lines[i].text) != "title" or TITLE_END.search(layout.lines[i].text) is None:
        return False
    at = bisect_left(markers, i, key=lambda marker: marker.line)
    before = [marker for marker in markers[max(0, at - 40) : at] if marker.style in _OPENING]
    after = markers[at] if at < len(markers) else None
    if after is None or after.line == i or after.style not in _OPENING:
        return False
    if after.value != (1, 0) or not before:
        return False
    if after.style in _SURE_OPENING and after.line - i <= _LONGEST_HEAD:
        return True
    above = classify(layout.lines[_head_above(layout, i) - 1].text)
    return above in _FOOT or any(marker.style == after.style for marker in before)


def _head_above(layout: Layout, i: int) -> int:
    """Return the first line of the head that a title at line ``i`` stands in."""
    while i > 1 and classify(layout.lines[i - 1].text) in {"letterhead", "number", "title"}:
        i -= 1
    return i
