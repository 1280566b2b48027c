"""A Word file in which what people and documents wrote is plain text and quotes are marked."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt

from assistant.web.answer_views import CitationCard

_FONT = "宋体"
#: Characters that XML 1.0 forbids.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class WordFile:
    """Write headings, lines and clauses one after the other."""

    def __init__(self, title: str) -> None:
        self._document = Document()
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = _FONT, Pt(11)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
        self._document.add_heading(title, level=1)

    def heading(self, text: str) -> None:
        """Add a heading."""
        self._document.add_heading(_clean(text), level=2)

    def line(self, text: str) -> None:
        """Add a paragraph."""
        self._document.add_paragraph(_clean(text))

    def bold(self, text: str) -> None:
        """Add a paragraph in bold."""
        self._document.add_paragraph().add_run(_clean(text)).bold = True

    def clause(self, card: CitationCard) -> None:
        """Add a clause's source and whole text with its quote marked."""
        self.bold(source_line(card))
        words, text = self._document.add_paragraph(), card.text
        words.add_run(_clean(text.before + text.near_before))
        words.add_run(_clean(text.quote)).font.highlight_color = WD_COLOR_INDEX.YELLOW
        words.add_run(_clean(text.near_after + text.after))

    def content(self) -> bytes:
        """Return the file."""
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()


def source_line(card: CitationCard) -> str:
    """Return where a clause stands, who is responsible and whether it is in force."""
    units = "；".join(f"{line.label}：{line.names}" for line in card.units)
    force = f"{card.validity_label}{f'（{card.period}）' if card.period else ''}"
    parts = (f"《{card.document}》{card.doc_number}", f"{card.number}{card.title}", units, force)
    return "　".join(part for part in parts if part)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
