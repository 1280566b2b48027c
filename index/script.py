"""Traditional characters: a document is read in simplified ones and shown as it is printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from index.document import Clause, PolicyDocument, Section, Span, Unit, Validity


def as_printed(document: PolicyDocument, printed: str) -> PolicyDocument:
    """Return a document that was read in simplified characters with its words as printed.

    Canonical unit names stay simplified: they are compared, not shown as the document's words.
    """
    script = _Script(document.source_text, printed)
    if not script.usual:
        return document
    return replace(
        document,
        source_text=printed,
        title=script.words(document.title),
        doc_number=script.optional(document.doc_number),
        issuers=script.all(document.issuers),
        repeals=script.all(document.repeals),
        cc=script.all(document.cc),
        validity=script.validity(document.validity),
        sections=tuple(script.section(section) for section in document.sections),
        clauses=tuple(script.clause(clause) for clause in document.clauses),
        common_units=script.units(document.common_units),
    )


class _Script:
    """Knows which character of a printed text each simplified one stands for."""

    def __init__(self, simplified: str, printed: str) -> None:
        self.simplified, self.printed = simplified, printed
        counts: dict[str, Counter[str]] = {}
        for plain, own in zip(simplified, printed, strict=True):
            if plain != own:
                counts.setdefault(plain, Counter())[own] += 1
        self.usual = {plain: found.most_common(1)[0][0] for plain, found in counts.items()}

    def words(self, text: str) -> str:
        """Return a short text as printed: where it stands, else in the document's own forms."""
        at = self.simplified.find(text)
        if at >= 0:
            return self.printed[at : at + len(text)]
        return "".join(self.usual.get(character, character) for character in text)

    def optional(self, text: str | None) -> str | None:
        return None if text is None else self.words(text)

    def all(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.words(text) for text in texts)

    def units(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        return tuple(replace(unit, name=self.words(unit.name)) for unit in units)

    def validity(self, validity: Validity) -> Validity:
        return replace(validity, text=self.optional(validity.text))

    def section(self, section: Section) -> Section:
        units = self.units(section.lead_units)
        return replace(section, title=self.words(section.title), lead_units=units)

    def clause(self, clause: Clause) -> Clause:
        own = clause.validity
        return replace(
            clause,
            no=self.words(clause.no),
            title=self.optional(clause.title),
            text=self._within(clause.text, clause.span),
            units=self.units(clause.units),
            validity=None if own is None else self.validity(own),
        )

    def _within(self, text: str, span: Span) -> str:
        """Return a clause's text as printed: its characters in order, layout between them."""
        at, end = span
        found = []
        for character in text:
            place = self.simplified.find(character, at, end)
            if place < 0 or character.isspace():
                found.append(character)
                continue
            found.append(self.printed[place])
            at = place + 1
        return "".join(found)
