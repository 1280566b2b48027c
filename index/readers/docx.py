"""A docx file becomes text: paragraphs, tables, notes and text boxes, with their list numbers.

python-docx leaves out list numbers, text boxes, notes and tracked changes, so the parts are read
here; what remains of it, opening the package, is in ``packages``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element

from index.readers.docx_numbering import Numbering, W, value
from index.readers.docx_words import MC, Words
from index.readers.failures import unreadable
from index.readers.html_blocks import squeeze
from index.readers.packages import Package
from index.readers.plain_text import even_out
from index.source_text import SourceText

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CONTAINERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_TOC_STYLE = re.compile(r"(?:toc|目录)\s*\d*", re.IGNORECASE)
_TOC_FIELD = re.compile(r"\s*TOC\b")
#: A table has 63 columns at most.
_SPAN = re.compile(r"[1-9]|[1-5][0-9]|6[0-3]")
_REVISIONS = "文中有修订痕迹，已按接受全部修订读入"


@dataclass(slots=True)
class _Reading:
    """What is collected while the document is walked."""

    numbering: Numbering
    styles: dict[str, str]
    words: Words
    lines: list[str] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


def read_docx(data: bytes, path: Path) -> SourceText:
    """Read a docx file; pages are marked where the program that saved it says they broke.

    Raises:
        DocumentError: the file is damaged, protected or too large.
    """
    package = Package(data, path)
    main = _main_part(package)
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        raise unreadable(path, "不是 Word 文档或已损坏", "请用 Word 或 WPS 另存为 docx 后再导入")
    folder = posixpath.dirname(main)
    styles = package.xml(f"{folder}/styles.xml")
    reading = _Reading(
        Numbering(package.xml(f"{folder}/numbering.xml"), styles),
        _style_names(styles),
        Words(
            {
                f"{kind}{note.get(f'{W}id')}": note
                for kind in ("footnote", "endnote")
                for note in _notes(package, folder, kind)
            }
        ),
    )
    for block in _blocks(body):
        _add_block(block, reading)
    return _source(reading, has_pages=root.find(f".//{W}lastRenderedPageBreak") is not None)


def _main_part(package: Package) -> str:
    """Return the name of the main part, which the package's relations tell."""
    relations = package.xml("_rels/.rels")
    for relation in relations.iter(_RELATION) if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _style_names(styles: _Element | None) -> dict[str, str]:
    found = styles.iterfind(f"{W}style") if styles is not None else ()
    return {style.get(f"{W}styleId", ""): value(style, f"{W}name") for style in found}


def _notes(package: Package, folder: str, kind: str) -> Iterator[_Element]:
    root = package.xml(f"{folder}/{kind}s.xml")
    if root is not None:
        yield from root.iterfind(f"{W}{kind}")


def _source(reading: _Reading, *, has_pages: bool) -> SourceText:
    offsets = [0]
    for line in reading.lines:
        offsets.append(offsets[-1] + len(line) + 1)
    marks = tuple((offsets[at], page) for at, page in reading.marks if at < len(reading.lines))
    pages = ((0, 1), *marks) if has_pages else ()
    warnings = (_REVISIONS,) if reading.words.revised else ()
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return SourceText("\n".join(reading.lines), pages, media_type, warnings)


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Yield the paragraphs and tables in a part, looking into content controls and insertions."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag == f"{W}sdt" and _is_contents(child):
            continue
        elif child.tag in _CONTAINERS:
            yield from _blocks(child)
        elif child.tag == f"{MC}AlternateContent":
            yield from _blocks(_rendering(child))


def _rendering(alternate: _Element) -> _Element:
    """Return the one of several renderings that is to be read."""
    choice = alternate.find(f"{MC}Choice")
    return alternate if choice is None else choice


def _is_contents(control: _Element) -> bool:
    """Tell a generated table of contents, which repeats the headings."""
    return value(control, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") == "Table of Contents"


def _add_block(block: _Element, reading: _Reading) -> None:
    if block.tag == f"{W}tbl":
        _add_table(block, reading)
        return
    start = len(reading.lines)
    page = reading.words.page
    for line in _paragraph_lines(block, reading):
        if line.strip():
            reading.lines.append(line.rstrip())
    if reading.words.page > page:
        # A paragraph that goes on over the break counts to the page on which it begins.
        breaks_before = _breaks_first(block)
        reading.marks.append((start if breaks_before else len(reading.lines), reading.words.page))
    _add_asides(reading)


def _add_asides(reading: _Reading) -> None:
    """Add the text boxes and notes that hang on the paragraph just added."""
    boxes, reading.words.boxes = reading.words.boxes, []
    for box in boxes:
        for block in _blocks(box):
            _add_block(block, reading)
    note_ids, reading.words.note_ids = reading.words.note_ids, []
    for note_id in note_ids:
        words = " ".join(_cell_lines(reading.words.notes[note_id], reading))
        reading.lines.append(reading.words.note_mark(note_id) + words.strip())


def _breaks_first(paragraph: _Element) -> bool:
    """Tell whether a paragraph's page break comes before its words."""
    for element in paragraph.iter(f"{W}lastRenderedPageBreak", f"{W}t"):
        return bool(element.tag == f"{W}lastRenderedPageBreak")
    return True


def _paragraph_lines(paragraph: _Element, reading: _Reading) -> list[str]:
    """Return a paragraph's lines, more than one where it holds line breaks."""
    number = reading.numbering.number(paragraph)
    style = reading.styles.get(value(paragraph, f"{W}pPr/{W}pStyle"), "")
    text = even_out("".join(reading.words.of(paragraph)))
    if _TOC_STYLE.fullmatch(style) or _opens_contents(paragraph):
        return []
    lines = [squeeze(line) for line in text.split("\n")]
    if not any(lines):
        return [number] if paragraph.getparent().tag == f"{W}tc" else []
    first = next(at for at, line in enumerate(lines) if line)
    lines[first] = number + lines[first]
    return lines


def _opens_contents(paragraph: _Element) -> bool:
    code = paragraph.find(f".//{W}instrText")
    return code is not None and bool(_TOC_FIELD.match(code.text or ""))


def _add_table(table: _Element, reading: _Reading) -> None:
    """Add a table's rows as lines; a table of one column is a frame around its paragraphs."""
    rows = [list(_cells(row)) for row in _rows(table)]
    if all(len(cells) <= 1 for cells in rows):
        for cells in rows:
            for cell in cells:
                for block in _blocks(cell):
                    _add_block(block, reading)
        return
    page = reading.words.page
    for cells in rows:
        texts: list[str] = []
        for cell in cells:
            texts.append("" if _is_merged_down(cell) else " ".join(_cell_lines(cell, reading)))
            span = value(cell, f"{W}tcPr/{W}gridSpan", "1")
            texts += [""] * (int(span) - 1 if _SPAN.fullmatch(span) else 0)
        if reading.words.page > page:
            page = reading.words.page
            reading.marks.append((len(reading.lines), page))
        if any(texts):
            reading.lines.append("\t".join(texts))
        _add_asides(reading)


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == f"{W}tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)


def _is_merged_down(cell: _Element) -> bool:
    """Tell a cell that only continues the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _cell_lines(cell: _Element, reading: _Reading) -> Iterator[str]:
    """Yield the filled lines of a cell or note, those of tables inside it too."""
    for block in _blocks(cell):
        if block.tag == f"{W}p":
            yield from (line for line in _paragraph_lines(block, reading) if line)
        else:
            for row in _rows(block):
                for inner in _cells(row):
                    yield from _cell_lines(inner, reading)
