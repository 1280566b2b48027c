"""A page's element tree becomes blocks of text in reading order, each knowing its ancestors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

#: Elements that never hold a document's words.
_SKIPPED = frozenset(
    "script style noscript template head iframe frame object embed applet svg canvas audio video"
    " map select option input button datalist math".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q ruby rb"
    " rt rp s samp small span strike strong sub sup time tt u var wbr".split()
)
#: Ruby text repeats its base in another script.
_SILENT = frozenset({"rt", "rp"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u3000\xa0\u2000-\u200a\u202f]+")
#: A line end in the page's source between two Chinese characters is not a space.
_SOURCE_WRAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u9fff])")
#: A cell longer than this is part of the page's layout, not of a table.
_LAYOUT_CELL_CHARS = 1500
#: So many paragraphs or links are in no cell of a data table.
_LAYOUT_PARTS = 12
_PARTS = ("p", "div", "br", "li", "a", "h1", "h2", "h3")
#: In a table with fewer than two rows of cells, a cell longer than this makes it layout.
_LABEL_CELL_CHARS = 100
#: What an item of a numbered list may already begin with.
_OWN_NUMBER = re.compile(
    r"[(（〔\[]?[0-9０-９一二三四五六七八九十百①-⑳]|第[0-9一二三四五六七八九十百]"
)
#: No page's own parts lie deeper; what does was nested by unclosed tags.
_MAX_DEPTH = 200
#: A page may claim that a cell reaches over any number of columns.
_MOST_COLUMNS = 100
_ORDINAL = re.compile(r"[0-9]{1,4}")


@dataclass(slots=True)
class Block:
    """One line as a reader of the page sees it; ``ancestors`` are positions from the root down.

    ``marker`` is the number that a browser prints before an item of a numbered list.
    """

    text: str
    link_chars: int
    ancestors: tuple[int, ...]
    tag: str
    is_row: bool = False
    marker: str = ""

    @property
    def line(self) -> str:
        """Return the text with its list number."""
        return self.text if _OWN_NUMBER.match(self.text) else self.marker + self.text

    @property
    def link_share(self) -> float:
        """Return which share of the characters is inside links."""
        return self.link_chars / max(1, len(self.text))


@dataclass(slots=True)
class _Walk:
    """What is being collected while the tree is walked."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    link_chars: int = 0
    ancestors: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    links: int = 0
    preformatted: int = 0
    count: int = 0
    marker: str = ""
    numbers: dict[_Element, int] = field(default_factory=dict)

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted and "\n" in text:
            first, *rest = text.split("\n")
            self._append(first)
            for line in rest:
                self.flush()
                self._append(line)
            return
        self._append(_SOURCE_WRAP.sub("", text))

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        if self.links:
            self.link_chars += len(text.strip())

    def flush(self) -> None:
        text = squeeze("".join(self.pieces))
        if text:
            tag = self.tags[-1] if self.tags else ""
            ancestors = tuple(self.ancestors[:_MAX_DEPTH])
            self.blocks.append(Block(text, self.link_chars, ancestors, tag, marker=self.marker))
            self.marker = ""
        self.pieces.clear()
        self.link_chars = 0


def squeeze(text: str) -> str:
    """Make every run of spaces one space and strip the ends."""
    return _SPACES.sub(" ", text).strip()


def _is_inline(element: _Element) -> bool:
    """Tell whether an element stays in its line; office programs add inline tags like o:p."""
    return element.tag in _INLINE or ":" in element.tag


def is_hidden(element: _Element) -> bool:
    """Tell whether the page's own attributes keep an element from being seen."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def blocks_of(
    root: _Element, hidden: frozenset[_Element] = frozenset(), *, most: int = 100_000
) -> list[Block]:
    """Return the page's lines in reading order; a data table's row is one line of tabbed cells.

    Little more than ``most`` of them are returned where there are more.
    """
    walk = _Walk()
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack and len(walk.blocks) <= most:
        element, leaving = stack.pop()
        if leaving:
            _leave(element, walk)
            continue
        if not isinstance(element.tag, str) or _skipped(element, hidden):
            walk.add(element.tail)
            continue
        if element.tag == "table" and is_data_table(element):
            _add_table(element, walk)
            walk.add(element.tail)
            continue
        stack.append((element, True))
        _enter(element, walk)
        stack.extend((child, False) for child in reversed(element))
    walk.flush()
    return walk.blocks


def _skipped(element: _Element, hidden: frozenset[_Element]) -> bool:
    return element.tag in _SKIPPED or element.tag in _SILENT or element in hidden


def _enter(element: _Element, walk: _Walk) -> None:
    if not _is_inline(element):
        walk.flush()
        walk.count += 1
        walk.ancestors.append(walk.count)
        walk.tags.append(str(element.tag))
    if element.tag in ("pre", "xmp", "listing"):
        walk.preformatted += 1
    walk.links += _is_link(element)
    if element.tag == "li":
        walk.marker = _list_marker(element, walk.numbers)
    walk.add(element.text)


def _is_link(element: _Element) -> bool:
    """Tell a link from the bookmarks that office programs set around headings."""
    return element.tag == "a" and bool(element.get("href") or element.get("onclick"))


def _list_marker(item: _Element, numbers: dict[_Element, int]) -> str:
    """Return the number that a browser would print before an item of a numbered list.

    Browsers print the lists inside a list by their indent; here their numbers stand in brackets.
    """
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    if parent not in numbers:
        start = parent.get("start") or "1"
        numbers[parent] = int(start) - 1 if _ORDINAL.fullmatch(start) else 0
    own = item.get("value") or ""
    numbers[parent] = int(own) if _ORDINAL.fullmatch(own) else numbers[parent] + 1
    nested = next(parent.iterancestors("ol"), None) is not None
    return f"({numbers[parent]}) " if nested else f"{numbers[parent]}. "


def _leave(element: _Element, walk: _Walk) -> None:
    if element.tag in ("pre", "xmp", "listing"):
        walk.preformatted -= 1
    walk.links -= _is_link(element)
    if not _is_inline(element):
        walk.flush()
        walk.ancestors.pop()
        walk.tags.pop()
    walk.add(element.tail)


def _rows(table: _Element) -> Iterator[list[_Element]]:
    """Yield the cells of the table's own rows, not those of a table inside it."""
    for row in table.iterfind("./tr"):
        yield [cell for cell in row if cell.tag in ("td", "th")]
    for part in table:
        if part.tag in ("thead", "tbody", "tfoot"):
            for row in part.iterfind("./tr"):
                yield [cell for cell in row if cell.tag in ("td", "th")]


def is_data_table(table: _Element) -> bool:
    """Tell a table of data from one that lays out the page."""
    if table.find(".//table") is not None or table.find(".//form") is not None:
        return False
    cells = [list(row) for row in _rows(table)]
    if any(sum(1 for _ in cell.iter(*_PARTS)) > _LAYOUT_PARTS for row in cells for cell in row):
        return False
    rows = [[len(_cell_text(cell)) for cell in row] for row in cells]
    wide_rows = sum(sum(size > 0 for size in sizes) >= 2 for sizes in rows)
    if not wide_rows:
        return False
    limit = _LAYOUT_CELL_CHARS if wide_rows >= 2 else _LABEL_CELL_CHARS
    return all(size <= limit for sizes in rows for size in sizes)


def _cell_text(cell: _Element) -> str:
    parts = [
        text
        for node in cell.iter()
        if isinstance(node.tag, str) and node.tag not in _SKIPPED
        for text in _own_text(node, cell)
    ]
    return squeeze(_SOURCE_WRAP.sub("", "".join(parts)))


def _own_text(node: _Element, cell: _Element) -> Iterator[str]:
    """Yield a node's text and its tail, parted from the block before."""
    if node is not cell and not _is_inline(node):
        yield " "
    yield node.text or ""
    if node is not cell:
        yield node.tail or ""


def _in_columns(cells: list[_Element], covered: dict[int, int]) -> list[str]:
    """Return a row's cells in their columns, empty where a cell of a row above reaches down.

    ``covered`` counts for each column how many rows more such a cell holds, and is kept up.
    """
    texts: list[str] = []

    def skip_covered() -> None:
        while covered.get(len(texts), 0):
            covered[len(texts)] -= 1
            texts.append("")

    for cell in cells:
        skip_covered()
        rows, columns = _reach(cell, "rowspan"), _reach(cell, "colspan")
        for i in range(columns):
            covered[len(texts)] = rows - 1
            texts.append(_cell_text(cell) if i == 0 else "")
    skip_covered()
    return texts


def _reach(cell: _Element, attribute: str) -> int:
    stated = (cell.get(attribute) or "").strip()
    return min(int(stated), _MOST_COLUMNS) if _ORDINAL.fullmatch(stated) and int(stated) else 1


def _add_table(table: _Element, walk: _Walk) -> None:
    walk.flush()
    walk.count += 1
    ancestors = (*walk.ancestors[:_MAX_DEPTH], walk.count)
    covered: dict[int, int] = {}
    for cells in _rows(table):
        texts = _in_columns(cells, covered)
        if any(texts):
            links = sum(
                len("".join(link.itertext()).strip())
                for cell in cells
                for link in cell.iter("a")
                if _is_link(link)
            )
            walk.blocks.append(Block("\t".join(texts).rstrip("\t"), links, ancestors, "tr", True))
