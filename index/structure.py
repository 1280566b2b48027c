"""Lines and numbers become sections and clauses; every line finds its place once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from index.clause_titles import clause_title, sets_titles_apart
from index.closing import closing_start
from index.document import NUMBERED_KINDS, ClauseKind
from index.drafts import ClauseDraft, SectionDraft, Structure
from index.frame import FramePiece, classify
from index.head_foot import ANNEX_LINE, foot_start, read_foot, read_head
from index.layout import Layout, clean_spacing, ends_sentence
from index.markers import Marker, find_markers
from index.numbering import WIDE_STYLES, fit_numbering, is_wider
from index.paragraphs import (
    Paragraph,
    ends_unit_bracket,
    paragraph_of,
    read_paragraphs,
    split_after_sentence,
)
from index.tables import is_header, read_unit_cells
from index.texts import TextPart, divide
from index.unit_lines import unit_lines

_LONGEST_TITLE = 42
_LONGEST_HEADING = 20
#: An attachment longer than this is cut at its own numbers.
_LONGEST_ANNEX = 2000
_FEWEST_ARTICLES = 3
_MOST_TITLE_LINES = 4
#: A head is short; what follows it is running text.
_MOST_HEAD_LINES = 200
_SHORTEST_ITEM = 40


def read_structure(layout: Layout) -> Structure:
    """Return the sections, clauses and frame of a document's lines."""
    structure = Structure()
    if not layout.lines:
        return structure
    candidates = find_markers(layout)
    lines = [marker.line for marker in candidates]
    cells = read_unit_cells(layout)
    for part in divide(layout, candidates):
        own = candidates[bisect_left(lines, part.first) : bisect_left(lines, part.last)]
        _TextReader(layout, structure, part, own, cells).read()
    return structure


class _TextReader:
    """Reads one text of a file into a structure."""

    def __init__(
        self,
        layout: Layout,
        structure: Structure,
        part: TextPart,
        candidates: Sequence[Marker],
        unit_cells: Mapping[int, list[str]],
    ) -> None:
        self.unit_cells = unit_cells
        self.layout, self.structure, self.part = layout, structure, part
        self.foot = foot_start(layout, part.first + 1, part.last)
        words = [line.text for line in layout.lines[part.first : self.foot]]
        headers = [part.first + i for i, line in enumerate(words) if is_header(line)]
        named = {part.first + i for i in unit_lines(words)}
        ends = [line.end for line in layout.lines[: self.foot]]
        candidates = [marker for marker in candidates if marker.line < self.foot]
        self.numbering = fit_numbering(candidates, named, ends, headers)
        self.starts = {marker.line for marker in self.numbering.markers}
        self.has_spaced_titles = sets_titles_apart(
            layout.lines[marker.line].text[marker.length :]
            for marker in self.numbering.markers
            if marker.style == self.numbering.unit_style
        )
        self.section: int | None = None
        self.introduction: list[Paragraph] = []

    def read(self) -> None:
        """Add the text's pieces to the structure, in order."""
        if self.part.kind == "contents":
            paragraph = paragraph_of(self.layout, self.part.first, self.part.last)
            self.structure.frame.append(FramePiece("contents", paragraph))
            return
        if self.part.kind == "main" or self._is_normative():
            self._read_numbered()
        else:
            self._read_annex()
        self.structure.frame.extend(read_foot(self.layout, self.foot, self.part.last))

    def _is_normative(self) -> bool:
        """Say whether an attachment holds the document's own articles or measures."""
        numbering = self.numbering
        if self.part.kind == "interpretation" or numbering.unit_style is None:
            return False
        items = [m for m in numbering.markers if m.style == numbering.unit_style]
        if numbering.unit_style == "article":
            return len(items) >= _FEWEST_ARTICLES
        if any(clause.kind in NUMBERED_KINDS for clause in self.structure.clauses):
            return False
        words = sum(len(line.text) for line in self.layout.lines[self.part.first : self.foot])
        return len(items) >= 2 and words / len(items) >= _SHORTEST_ITEM

    def _read_numbered(self) -> None:
        markers = [marker for marker in self.numbering.markers if self._is_level(marker)]
        head_end = markers[0].line if markers else self.foot
        self._read_head(self.part.first, head_end)
        for marker, after in zip_longest(markers, markers[1:]):
            self._read_block(marker, after)
        self._end_introduction()

    def _is_level(self, marker: Marker) -> bool:
        numbering = self.numbering
        return marker.style == numbering.unit_style or marker.style in numbering.heading_styles

    def _read_annex(self) -> None:
        """Make an attachment one clause, a long one a clause for each of its items."""
        first, last = self.part.first, self.foot
        body = self._annex_body()
        starts = {*range(first, body + 1), *self.starts}
        paragraphs = read_paragraphs(self.layout, first, last, starts)
        heads = [paragraph.text for paragraph in paragraphs if paragraph.last <= body]
        title = "".join(text for text in heads if not ANNEX_LINE.fullmatch(text)) or None
        cuts = {m.line for m in self.numbering.markers if self._is_level(m)}
        if sum(len(paragraph.text) for paragraph in paragraphs) <= _LONGEST_ANNEX:
            cuts = set()
        piece: list[Paragraph] = []
        for paragraph in paragraphs:
            if piece and paragraph.first in cuts:
                self._add_clause("annex", piece, title=title)
                piece = []
            piece.append(paragraph)
        self._add_clause("annex", piece, title=title)

    def _annex_body(self) -> int:
        """Return the line at which an attachment's own words begin, below its title."""
        i = self.part.first + 1
        while i < min(self.foot, self.part.first + _MOST_TITLE_LINES) and i not in self.starts:
            if classify(self.layout.lines[i].text) not in {"title", "other", "signature"}:
                break
            if self.layout.is_full(self.layout.lines[i]):
                break
            i += 1
        return i

    def _read_head(self, first: int, last: int) -> None:
        """Read what stands above the first number; all of a text that has no numbers."""
        if first == last:
            return
        end = min(last, first + _MOST_HEAD_LINES)
        pieces: list[FramePiece | Paragraph] = [*read_head(self.layout, first, end)]
        pieces += read_paragraphs(self.layout, end, last, ())
        preamble: list[Paragraph] = []
        # In a text without numbers a short line among its words is a heading of theirs.
        unnumbered, begun = last == self.foot, False
        for piece in pieces:
            if isinstance(piece, FramePiece):
                if not (unnumbered and begun and piece.role in {"other", "title"}):
                    self._add_clause("preamble", preamble)
                    preamble = []
                    self.structure.frame.append(_told(self.layout, piece))
                    continue
                piece = piece.paragraph
            begun = True
            preamble.append(piece)
            if unnumbered:
                self._add_clause("preamble", preamble)
                preamble = []
        self._add_clause("preamble", preamble)

    def _add_clause(
        self, kind: ClauseKind, paragraphs: list[Paragraph], *, title: str | None = None
    ) -> None:
        if paragraphs:
            self.structure.clauses.append(
                ClauseDraft(kind, paragraphs, section=self.section, title=title)
            )

    def _read_block(self, marker: Marker, after: Marker | None) -> None:
        """Read the lines from a number to the next one of the citable or a heading level."""
        end = after.line if after is not None else self.foot
        paragraphs = read_paragraphs(self.layout, marker.line, end, self.starts, marker.length)
        if after is not None:
            paragraphs = self._take_heading(paragraphs)
        if marker.style == self.numbering.section_style:
            self._add_section(marker, paragraphs)
        elif marker.style != self.numbering.unit_style:
            self._add_subheading(marker, after, paragraphs)
        else:
            self._end_introduction()
            closing = len(paragraphs)
            if after is None:
                closing = closing_start(
                    paragraphs, below_articles=self.numbering.unit_style == "article"
                )
            self._add_unit(marker, paragraphs[:closing])
            if closing < len(paragraphs):
                self.section = None
            for paragraph in paragraphs[closing:]:
                self._add_clause("closing", [paragraph])

    def _take_heading(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Take off the headings without a number that stand above the next number.

        They are 附则, the name of a group of a table's rows, or a next table's name and header.
        """
        kept = len(paragraphs)
        while kept > 1 and self._is_heading(paragraphs[kept - 1], paragraphs[kept - 2]):
            kept -= 1
            self.structure.frame.append(FramePiece("heading", paragraphs[kept]))
        return paragraphs[:kept]

    def _is_heading(self, paragraph: Paragraph, before: Paragraph) -> bool:
        if paragraph.first in self.starts or paragraph.last > paragraph.first + 1:
            return False
        if is_header(paragraph.raw):
            return True
        above = self.layout.lines[before.last - 1]
        ended = ends_sentence(before.text) or ends_unit_bracket(before.text)
        return (
            len(paragraph.text) <= _LONGEST_HEADING
            and re.search(r"[。；：:，、）)”》\d\t]", paragraph.raw) is None
            and (ended or above.column is not None)
        )

    def _add_unit(self, marker: Marker, paragraphs: list[Paragraph]) -> None:
        self.structure.clauses.append(
            ClauseDraft(
                "article" if marker.style == "article" else "measure",
                paragraphs,
                no=marker.no,
                number=marker.number,
                section=self.section,
                title=clause_title(paragraphs, marker.length, spaced=self.has_spaced_titles),
                unit_cells=self.unit_cells.get(marker.line, []),
            )
        )

    def _add_section(self, marker: Marker, paragraphs: list[Paragraph]) -> None:
        self._end_introduction()
        first = paragraphs[0]
        split = split_after_sentence(self.layout, first, marker.length)
        if split is not None:
            first, paragraphs = split[0], [first, split[1], *paragraphs[1:]]
        heading = clean_spacing(first.raw[marker.length :])
        self.structure.sections.append(
            SectionDraft(marker.numeral, heading.rstrip("。：:"), first.span)
        )
        self.section = len(self.structure.sections) - 1
        self.introduction = paragraphs[1:]

    def _add_subheading(
        self, marker: Marker, after: Marker | None, paragraphs: list[Paragraph]
    ) -> None:
        """Keep a heading above or below the sections in the frame; what is no heading introduces.

        Above them stand books (编); below them a heading has clauses of its own, and what has none
        is a point of the introduction.
        """
        words = paragraphs[0].text[len(marker.printed) :]
        wide = marker.style in WIDE_STYLES
        levels = {marker.style, self.numbering.section_style}
        heads = wide or (after is not None and after.style not in levels)
        if heads and len(words) <= _LONGEST_TITLE and "。" not in words[:-1]:
            self._end_introduction()
            self.structure.frame.append(FramePiece("heading", paragraphs[0]))
            paragraphs = paragraphs[1:]
            if is_wider(marker.style, self.numbering.section_style):
                self.section = None
        self.introduction += paragraphs

    def _end_introduction(self) -> None:
        self._add_clause("section_intro", self.introduction)
        self.introduction = []


def _told(layout: Layout, piece: FramePiece) -> FramePiece:
    """Return a head's piece, 附件 above an attached text or a table's first group as a heading."""
    of_table = layout.lines[piece.paragraph.first].column is not None
    if piece.role == "other" and (of_table or ANNEX_LINE.fullmatch(piece.paragraph.raw)):
        return FramePiece("heading", piece.paragraph)
    return piece
