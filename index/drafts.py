"""What the lines of a document were found to be, before units and ids are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.document import ClauseKind, Span
from index.frame import FramePiece
from index.paragraphs import Paragraph

_ARTICLE_NUMBER = re.compile(r"第[^条]{1,12}条(?:\s*之\s*\S)?\s")


@dataclass
class ClauseDraft:
    """A clause before its units and identity are known; ``section`` counts the sections."""

    kind: ClauseKind
    paragraphs: list[Paragraph]
    no: str = ""
    number: str = ""
    section: int | None = None
    title: str | None = None
    #: Units that stand in a table's columns beside the clause, as labelled lines.
    unit_cells: list[str] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """Return the place of the clause in the source text."""
        return self.paragraphs[0].span[0], self.paragraphs[-1].span[1]

    @property
    def text(self) -> str:
        """Return the clause's words, a line a paragraph; 第X条 stays set off from its words."""
        text = "\n".join(paragraph.text for paragraph in self.paragraphs)
        number = _ARTICLE_NUMBER.match(self.paragraphs[0].raw)
        if self.kind == "article" and number is not None and text.startswith(self.no):
            return f"{self.no} {text[len(self.no) :]}"
        return text

    @property
    def unit_text(self) -> str:
        """Return where the units are named: the words in the source's spacing, the table cells."""
        return "\n".join([*(paragraph.raw for paragraph in self.paragraphs), *self.unit_cells])


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A heading: its numeral, its words as printed, its place."""

    no: str
    heading: str
    span: Span


@dataclass
class Structure:
    """Everything that the lines of a document were found to be."""

    frame: list[FramePiece] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)
    clauses: list[ClauseDraft] = field(default_factory=list)
