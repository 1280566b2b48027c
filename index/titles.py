"""The titles that a document's head prints, put together from their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.departments import looks_like_unit
from index.frame import (
    DOC_NUMBER,
    TITLE_END,
    FramePiece,
    single_spaced,
    undated,
    unquoted,
    unsealed,
)
from index.layout import clean_spacing

_CARRIES_ON = re.compile(r"关于|印发|转发|批转|公布|发布|贯彻|废止|修改|修订")
_ORDER = re.compile(r"令$|公告$")
_NAVIGATION = re.compile(r"[>|:：》]{1}\s*$|[>|]|^.{0,6}[：:]")
_REMARK = re.compile(r"[（(][^（）()]{1,16}[）)]")
#: A 文号 that stands before the title on its line.
_NUMBER_BEFORE = re.compile(rf"^{DOC_NUMBER.pattern}\s*(?=\S{{6}})")
_TITLE_ROLES = ("title", "other", "signature")
_LONGEST = 120
_MOST_LINES = 5
_PARTY = re.compile(
    r"(中共[\u4e00-\u9fff]{2,12}?委(?:员会)?)([\u4e00-\u9fff]{2,14}(?:人民政府|政府))"
)
_ISSUER = re.compile(
    r"^(?P<issuer>[^《》。，：]{2,80}?)\s*(?:关于|印发|转发|批转|公布|发布|废止|修改)"
)
_AND_OTHERS = re.compile(r"等[\d一二三四五六七八九十]*个?(?:部门|单位|局|厅|委)$")
_DRAFT = re.compile(r"征求意见|草案|送审稿|讨论稿|公开征求|意见稿")
_INTERPRETATION = re.compile(r"解读|问答|答记者问|一图读懂|图解")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the pieces of the frame, first to last (exclusive), that print it."""

    text: str
    first: int
    last: int


def read_titles(frame: Sequence[FramePiece]) -> list[Title]:
    """Return the titles of a document's frame in order, each put together from its lines."""
    titles = []
    i = 0
    while i < len(frame):
        end = _title_end(frame, i)
        if end > i:
            lines = [single_spaced(piece.paragraph.raw) for piece in frame[i:end]]
            titles.append(Title(_joined(lines), i, end))
        i = max(end, i + 1)
    if not titles and frame and _may_be_untitled(frame[0]):
        titles.append(Title(_joined([single_spaced(frame[0].paragraph.raw)]), 0, 1))
    return titles


def _may_be_untitled(piece: FramePiece) -> bool:
    """Say whether a document's first line may be its title though no title's word ends it."""
    text = single_spaced(piece.paragraph.raw)
    first = piece.role == "other" and piece.paragraph.first == 0
    return first and len(text) >= 4 and not _NAVIGATION.search(text)


def _title_end(frame: Sequence[FramePiece], i: int) -> int:
    """Return the piece after a title that begins at piece ``i``, ``i`` where none does."""
    lines: list[str] = []
    for j in range(i, min(i + _MOST_LINES, len(frame))):
        piece = frame[j]
        if piece.role not in _TITLE_ROLES or (j > i and not _adjacent(frame[j - 1], piece)):
            return i
        lines.append(single_spaced(piece.paragraph.raw))
        if not _may_begin(frame, i, lines[0]) or sum(map(len, lines)) > _LONGEST:
            return i
        if TITLE_END.search(unquoted(undated("".join(lines)))) and not _carries_on(frame, j, lines):
            return j + 1 + _is_suffix(frame, j)
    return i


def _may_begin(frame: Sequence[FramePiece], i: int, first: str) -> bool:
    """Say whether a title may begin with this line: bodies' names only before 关于 or 印发."""
    if frame[i].role != "signature":
        return frame[i].role == "title" or (len(first) >= 6 and not _NAVIGATION.search(first))
    for after in frame[i + 1 : i + _MOST_LINES]:
        if after.role != "signature":
            return _CARRIES_ON.match(after.paragraph.raw.lstrip()) is not None
    return False


def _carries_on(frame: Sequence[FramePiece], j: int, lines: Sequence[str]) -> bool:
    """Say whether the title is not complete yet: a quotation is open, or 的通知 follows."""
    text = "".join(lines)
    if j + 1 >= len(frame) or not _adjacent(frame[j], frame[j + 1]):
        return False
    following = single_spaced(frame[j + 1].paragraph.raw)
    return text.count("《") > text.count("》") or following.startswith("的")


def _adjacent(before: FramePiece, after: FramePiece) -> bool:
    return before.paragraph.last == after.paragraph.first


def _is_suffix(frame: Sequence[FramePiece], j: int) -> bool:
    """Say whether the next line is only a remark in brackets: （试行）, （修订）."""
    if j + 1 >= len(frame) or not _adjacent(frame[j], frame[j + 1]):
        return False
    after = frame[j + 1]
    text = single_spaced(after.paragraph.raw)
    return after.role in ("other", "title") and _REMARK.fullmatch(text) is not None


def _joined(lines: Sequence[str]) -> str:
    """Put a title's lines together; only a space between two bodies' names is kept."""
    text = ""
    for line in lines:
        named = _ISSUER.match(line)
        head = named.group("issuer") if named is not None else line
        words = head.split(" ")
        while len(words) > 1 and not all(looks_like_unit(unsealed(word)) for word in words):
            words.pop()
        names = " ".join(words) if len(words) > 1 else ""
        rest = clean_spacing(line[len(names) :])
        if looks_like_unit(rest) and looks_like_unit(text.rpartition(" ")[2]):
            text += " "
        apart = " " if names and not _CARRIES_ON.match(rest) and rest else ""
        text += f"{names}{apart}{rest}" if len(names) < len(line) else names
    return unquoted(undated(_NUMBER_BEFORE.sub("", text)))


def main_title(titles: Sequence[Title]) -> str | None:
    """Return the title that names the document: the first that is more than an order's head."""
    named = [title.text for title in titles if not _ORDER.search(title.text)]
    return next(iter(named or [title.text for title in titles]), None)


def bodies_of(text: str) -> list[str]:
    """Return the bodies that a line names side by side; empty where it names none."""
    party = _PARTY.fullmatch(text.strip())
    if party is not None:
        return list(party.groups())
    words = [unsealed(word) for word in re.split(r"[\s、]+", unsealed(text.strip())) if word]
    if words and all(looks_like_unit(word) for word in words):
        return words
    whole = unsealed(clean_spacing(text))
    return [whole] if looks_like_unit(whole) else []


def title_issuers(title: str) -> tuple[list[str], bool]:
    """Return the bodies that a title begins with, and whether it says that there are more."""
    match = _ISSUER.match(title)
    if match is None:
        return [], False
    named = _AND_OTHERS.sub("", match.group("issuer"))
    return bodies_of(named), named != match.group("issuer")


def is_draft(title: str) -> bool:
    """Say whether a title is that of a draft, which is not in force."""
    return _DRAFT.search(title) is not None


def title_warnings(title: str) -> tuple[str, ...]:
    """Return what a reader must know of a document that is no policy in force by its title."""
    warnings = []
    if is_draft(title):
        warnings.append("这是征求意见稿或草案，不是正式文件")
    if _INTERPRETATION.search(title):
        warnings.append("这是政策解读或问答，不是政策原文")
    return tuple(warnings)
