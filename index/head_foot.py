"""The lines of a document's head and foot, piece by piece."""

from __future__ import annotations

import re

from index.dates import DATE
from index.frame import FramePiece, FrameRole, classify
from index.layout import Layout, ends_sentence
from index.paragraphs import Paragraph, paragraph_of, tears_name
from index.readers.main_content import site_foot_start
from index.units import LABEL

#: What ends with its own line, whatever follows.
_ONE_LINE: frozenset[FrameRole | None] = frozenset(
    {"number", "date", "remark", "catalogue", "letterhead", "addressee", "imprint", "heading"}
)
_FOOT: frozenset[FrameRole | None] = frozenset(
    {"signature", "date", "cc", "imprint", "remark", "attachments"}
)
#: A list of attachments and a wrapped 抄送 may end with any short line.
_FOOT_END: frozenset[FrameRole | None] = _FOOT | {"other", "title", None}
_STRAY: frozenset[FrameRole | None] = frozenset({"other", "title", "catalogue"})
_LINES_AFTER_FOOT = 8
_ATTACHMENTS = re.compile(r"附\s*(?:件|表|图|录)?\s*[：:]")
#: A foot is short; hostile text must not make the search for it long.
_FOOT_LINES = 60
#: As much of a piece decides what it is.
_LONGEST_HEAD_LINE = 600
_LABEL_ONLY = re.compile(r"[：:]$")
_TITLE_WORDS = re.compile(r"关于|印发")
#: The line above an attachment or above a list of them.
ANNEX_LINE = re.compile(r"附\s*(?:件|表|图|录)\s*[\d０-９一二三四五六七八九十]{0,3}\s*(?:[：:]|$)")
#: The note below a title that says who adopted the text and when.
_NOTE = re.compile(rf"（\s*(?:根据\s*)?{DATE}")
#: Whom to reach is part of a notice's words.
_CONTACT = re.compile(r"(?:联系|咨询|监督|举报|投诉)(?:人|电话|方式|地址)[：:]")
#: A line of how to reach somebody ends without a full stop.
_CONTACT_END = re.compile(r"(?:电话|传真|邮编|邮箱|地址|联系人)[^。]{0,40}[\dA-Za-z]$")
#: Words that begin running text, however short its first line is.
_LEAD_IN = re.compile(r"(?:为|根据|按照|依据|现将|现就|经|近年来|当前，)")


def read_head(layout: Layout, first: int, last: int) -> list[FramePiece | Paragraph]:
    """Return a head's pieces in order; running text (a preamble) comes as bare paragraphs."""
    pieces: list[FramePiece | Paragraph] = []
    begin = first
    written = ""
    for i in range(first + 1, last + 1):
        written = written[-_LONGEST_HEAD_LINE:] + layout.lines[i - 1].text
        if i < last and _continues(layout, written, i):
            continue
        written = ""
        paragraph = paragraph_of(layout, begin, i)
        role = classify(paragraph.raw)
        if role == "other" and _CONTACT.match(paragraph.raw):
            role = None
        pieces.append(paragraph if role is None else FramePiece(role, paragraph))
        begin = i
    return pieces


def _continues(layout: Layout, written: str, i: int) -> bool:
    """Say whether line ``i`` of a head runs on from what its piece holds so far."""
    before, line = layout.lines[i - 1], layout.lines[i]
    if written[-1] in "，、," or written.count("《") > written.count("》"):
        return True
    if _NOTE.match(written) and written.count("（") > written.count("）"):
        return True
    role = classify(written)
    if role == "catalogue":
        return _is_value(written, line.text)
    following = classify(line.text)
    if following == "addressee" and role == "other" and layout.is_full(before):
        return True
    if following in _ONE_LINE or role in _ONE_LINE:
        return False
    if following == "signature" and (ends_sentence(written) or _CONTACT_END.search(written)):
        return False
    if written[-1] in "。！？：；:":
        return layout.is_full(before) and "。" in written
    if re.search(r"[，。；]", written) or _LEAD_IN.match(written):
        return True
    return role not in {"signature", "title"} and layout.is_full(before)


def _is_value(label: str, line: str) -> bool:
    """Say whether a line is the value of the catalogue's label on the line above."""
    if not _LABEL_ONLY.search(label) or classify(line) == "catalogue":
        return False
    return label.startswith(("标", "名")) or _TITLE_WORDS.search(line) is None


def foot_start(layout: Layout, first: int, last: int) -> int:
    """Return the line at which the foot of the lines ``first`` to ``last`` begins.

    A foot is signature, date, 抄送, imprint, a list of attachments; ``last`` where there is none.
    The foot of the site that the text was taken from may follow it, or a few short lines of it.
    """
    near = max(first, last - _FOOT_LINES)
    site = near + site_foot_start([line.text for line in layout.lines[near:last]])
    end = site
    while end > first:
        start = _foot_before(layout, first, end)
        if start < end:
            return start
        if site - end >= _LINES_AFTER_FOOT or classify(layout.lines[end - 1].text) not in _STRAY:
            break
        end -= 1
    return site


def _foot_before(layout: Layout, first: int, last: int) -> int:
    """Return where a foot begins that ends with line ``last``, ``last`` where none does."""
    if last == first or classify(layout.lines[last - 1].text) not in _FOOT_END:
        return last
    for i in range(max(first, last - _FOOT_LINES), last):
        before = layout.lines[i - 1].text if i > first else ""
        if before[-1:] in tuple("、，,：:；(（") or _tears(layout, first, i):
            continue
        starts = classify(layout.lines[i].text) in _FOOT
        if (starts or is_attachment_list(layout, i, last)) and _all_foot(layout, i, last):
            return i
    return last


def _tears(layout: Layout, first: int, i: int) -> bool:
    """Say whether line ``i`` ends a list of units that the line above it begins."""
    above = layout.lines[i - 1]
    if i == first or LABEL.search(above.text) is None:
        return False
    return layout.is_full(above) or tears_name(above.text, layout.lines[i].text)


def read_foot(layout: Layout, first: int, last: int) -> list[FramePiece]:
    """Return the pieces of a foot that begins at line ``first``."""
    if first == last:
        return []
    listed = attachment_list_end(layout, first, last)
    pieces = []
    if listed > first:
        pieces.append(FramePiece("attachments", paragraph_of(layout, first, listed)))
    if listed < last:
        for piece in read_head(layout, listed, last):
            if isinstance(piece, FramePiece):
                pieces.append(piece)
            else:
                pieces.append(FramePiece("other", piece))
    return pieces


def _all_foot(layout: Layout, first: int, last: int) -> bool:
    return all(piece.role in _FOOT for piece in read_foot(layout, first, last))


def is_attachment_list(layout: Layout, i: int, last: int) -> bool:
    """Say whether line ``i`` begins the list of attachments that stands above a signature."""
    return attachment_list_end(layout, i, last) > i


def attachment_list_end(layout: Layout, i: int, last: int) -> int:
    """Return the line after a list of attachments that begins at line ``i``, ``i`` if none does.

    The list names its titles, a short line each, and a signature, a date or the text's end
    follows; what a sentence follows is an attachment itself.
    """
    if not _ATTACHMENTS.match(layout.lines[i].text):
        return i
    for j in range(i + 1, last):
        text = layout.lines[j].text
        if ANNEX_LINE.match(text):
            return j
        if classify(text) in {"signature", "date", "imprint", "cc", "remark"}:
            return j
        if len(text) > 60 or text[-1] in "。；：:":
            return i
    return last
