"""Which clauses a list asks for: by unit, section, document, number and words; complete."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.catalogue import Catalogue
from assistant.same_words import same_words_key
from index.document import Clause, PolicyDocument
from index.filters import Filters
from index.tokenization import normalize

_SECTION_NUMBER = re.compile(r"第?([一二三四五六七八九十百]+|\d+)(?:部分|章|节|类)?$")


@dataclass(frozen=True, slots=True)
class ClauseQuery:
    """Conditions that all hold; an empty one does not restrict.

    ``unit`` is any of a unit's names, ``section`` a numeral or a heading, ``document`` an id, a
    file name, a 文号 or a title, ``words`` what the text must hold, separated by spaces.
    """

    unit: str = ""
    section: str = ""
    document: str = ""
    words: str = ""
    number: str = ""

    def find(self, catalogue: Catalogue) -> list[Clause]:
        """Return every clause that fulfils the conditions, in the order of the documents."""
        doc_ids = self._doc_ids(catalogue)
        sections = self._sections(catalogue)
        units = catalogue.units_in(self.unit) if self.unit else ()
        asked = ((self.document, doc_ids), (self.section, sections), (self.unit, units))
        if any(given and not found for given, found in asked):
            return []
        filters = Filters(doc_ids=frozenset(doc_ids), units=frozenset(units[:1]))
        store = catalogue.index.clauses
        clauses = [store[int(row)] for row in store.select(filters)] if filters else store[:]
        return [clause for clause in clauses if self._holds(clause, sections)]

    def _holds(self, clause: Clause, sections: set[tuple[str, str]]) -> bool:
        if self.section and (clause.doc_id, clause.section) not in sections:
            return False
        if self.number and clause.number != self.number:
            return False
        text = normalize(clause.text) if self.words else ""
        return all(normalize(word) in text for word in self.words.split())

    def _doc_ids(self, catalogue: Catalogue) -> set[str]:
        if not self.document:
            return set()
        wanted = same_words_key(self.document)
        documents = catalogue.index.documents
        return {key for key in documents if wanted in _names(documents[key])}

    def _sections(self, catalogue: Catalogue) -> set[tuple[str, str]]:
        """Return the sections meant, each as document and numeral."""
        if not self.section:
            return set()
        wanted = normalize(self.section)
        number = _SECTION_NUMBER.fullmatch(wanted)
        found = set()
        for document, section in catalogue.sections:
            title = normalize(section.title)
            if number is not None:
                same = section.no == _numeral(number[1])
            else:
                same = wanted in (title, f"{section.no}、{title}")
            if same:
                found.add((document.doc_id, section.no))
        return found


def _names(document: PolicyDocument) -> set[str]:
    names = (document.doc_id, document.source, document.title, document.doc_number or "")
    return {same_words_key(name) for name in names if name}


def _numeral(text: str) -> str:
    """Return 12 as 十二; what is no Arabic number stays."""
    if not text.isdigit() or not 0 < int(text) < 100:
        return text
    tens, ones = divmod(int(text), 10)
    digits = "零一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones else "")
