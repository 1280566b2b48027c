"""What an index holds, by number, unit, section and word: complete, never sampled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from index.amounts import find_quantities
from index.clause_store import ClauseRows, UnitUse
from index.departments import load_departments, split_prefix
from index.document import (
    NUMBERED_KINDS,
    Clause,
    ClauseKind,
    PolicyDocument,
    Section,
    Span,
)
from index.filters import Filters
from index.normalization import letters
from index.quantity import Quantity, same_quantity
from index.spelling import SpellingCorrector
from index.store import PolicyIndex
from index.tokenization import amount_token, normalize

#: A shorter word is no abbreviation of a term.
_ABBREVIATION = 4
#: A shorter name of an office of the party's committee could be anything.
_SHORTEST_OFFICE = 3
#: Places in front of a unit's name, which people leave out: 衢州海关 is asked for as 海关.
_PLACE = re.compile(r"^(?:国网|省|市|县|区)?[\u4e00-\u9fff]{2}(?=海关|供电公司|学院)")

#: Behind a department's name without its last word, these tell that it is one: 人社那边的活,
#: 卫健系统负责, 经信和市监两个局.
_AS_UNIT = (
    r"(?:那边|这边|那头|条线|口子|部门|的同志|系统(?=的|负责|管|要|参与|牵头|有|$)"
    r"|(?=(?:(?:、|和|与|跟|及)[\u4e00-\u9fff]{2,4})*(?:这)?[两俩三四五几2-5][个家]?(?:局|委|部门|单位|家)))"
)
_DEPARTMENT = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,4})[局委办厅]")


def short_names(canonical: str) -> tuple[str, ...]:
    """Return the shorter names that people use for a unit: without its level, or by an alias."""
    prefix, bare = split_prefix(canonical)
    table = load_departments().aliases
    aliases = [alias for alias, forms in table.items() if forms is table.get(bare)]
    names = [bare, *aliases, *(prefix + alias for alias in aliases)]
    without_place = _PLACE.sub("", canonical)
    if without_place != bare:
        names.append(without_place)
    of_committee = canonical.removeprefix("市委")  # 市委宣传部 is asked for as 宣传部
    if len(of_committee) >= _SHORTEST_OFFICE:
        names.append(of_committee)
    return tuple(dict.fromkeys(names))


class Catalogue:
    """Exact look-ups over the structure of the documents of an index, all or some of them."""

    def __init__(self, index: PolicyIndex, doc_ids: frozenset[str] | None = None) -> None:
        """Take the index, and the documents to look at where they are not all."""
        self.index = index
        self._doc_ids = doc_ids

    @cached_property
    def documents(self) -> tuple[PolicyDocument, ...]:
        """The documents' heads, in order."""
        return tuple(
            document
            for document in self.index.documents.values()
            if self._doc_ids is None or document.doc_id in self._doc_ids
        )

    @cached_property
    def numbered(self) -> Sequence[Clause]:
        """Every numbered clause, in the order of the documents."""
        return self._where(self._numbered)

    @cached_property
    def _numbered(self) -> Filters:
        return Filters(kinds=frozenset(NUMBERED_KINDS), doc_ids=self._doc_ids or frozenset())

    def _where(
        self,
        filters: Filters,
        *,
        number: str | None = None,
        words: Sequence[str] = (),
        scattered: Sequence[str] = (),
    ) -> Sequence[Clause]:
        store = self.index.clauses
        rows = store.select(filters, number=number, words=words, scattered=scattered)
        return ClauseRows(store, rows)

    def of_kind(self, document: PolicyDocument, *kinds: ClauseKind) -> list[Clause]:
        """Return the clauses of some kinds of a document, in order."""
        wanted = Filters(kinds=frozenset(kinds), doc_ids=frozenset({document.doc_id}))
        return list(self._where(wanted))

    @cached_property
    def unit_uses(self) -> tuple[UnitUse, ...]:
        """Every unit that numbered clauses name, the busiest first."""
        uses = self.index.clauses.unit_uses(self._numbered)
        return tuple(sorted(uses, key=lambda use: (-use.clauses, use.canonical)))

    @cached_property
    def _unit_surfaces(self) -> dict[str, str]:
        """Every way in which a unit of this index may be named → its canonical, longest first."""
        printed = {use.canonical: set(use.names) for use in self.unit_uses}
        for _, section in self.sections:
            for unit in section.lead_units:
                printed.setdefault(unit.canonical, set()).add(unit.name)
        surfaces: dict[str, str] = {}
        for canonical in sorted(printed):
            for name in (*sorted(printed[canonical]), canonical, *short_names(canonical)):
                if len(name) >= 2:
                    surfaces.setdefault(normalize(name), canonical)
        return dict(sorted(surfaces.items(), key=lambda item: -len(item[0])))

    def document_of(self, clause: Clause) -> PolicyDocument:
        """Return the document that holds a clause."""
        return self.index.documents[clause.doc_id]

    def by_number(self, number: str) -> list[Clause]:
        """Return the clauses with a number, one for each document that has it."""
        return list(self._where(self._numbered, number=number))

    def highest_number(self) -> int:
        """Return the highest main number in the index, 0 where nothing is numbered."""
        return self._highest_number

    @cached_property
    def _highest_number(self) -> int:
        return self.index.clauses.highest_number(self._numbered)

    def units_in(self, text: str) -> tuple[str, ...]:
        """Return the canonical units that a text names, longest name first where they overlap."""
        return tuple(dict.fromkeys(unit for _, unit in self.unit_mentions(normalize(text))))

    def unit_mentions(self, normalized: str) -> list[tuple[Span, str]]:
        """Return where a normalised text names units, each with its canonical name, in order."""
        found: dict[int, tuple[Span, str]] = {}
        taken: set[int] = set()
        for surface, canonical in self._unit_surfaces.items():
            start = normalized.find(surface)
            while start >= 0:
                places = set(range(start, start + len(surface)))
                if not places & taken:
                    taken |= places
                    found[start] = (start, start + len(surface)), canonical
                start = normalized.find(surface, start + 1)
        for match in self._unit_stems.finditer(normalized) if self._stems else ():
            if not taken & set(range(*match.span())):
                found[match.start()] = match.span(), self._stems[match["stem"]]
        return [found[start] for start in sorted(found)]

    @cached_property
    def _stems(self) -> dict[str, str]:
        """Departments' names without the last word → their canonical names, longest first."""
        named = ((_DEPARTMENT.fullmatch(s), unit) for s, unit in self._unit_surfaces.items())
        return {match["stem"]: unit for match, unit in named if match}

    @cached_property
    def _unit_stems(self) -> re.Pattern[str]:
        return re.compile(f"(?P<stem>{'|'.join(map(re.escape, self._stems))}){_AS_UNIT}")

    def with_units_mended(self, normalized: str) -> str:
        """Return a text with misspelt names of units put right, by their sound."""
        return "".join(self._unit_speller.correct(list(normalized)))

    @cached_property
    def _unit_speller(self) -> SpellingCorrector:
        names = ((surface, len(surface)) for surface in self._unit_surfaces)
        return SpellingCorrector(names, lambda word: False)

    def by_units(
        self, units: Sequence[str], *, together: bool = False, alone: bool = False,
        first: bool = False,
    ) -> list[Clause]:  # fmt: skip
        """Return the clauses of these units in order.

        Args:
            units: canonical names.
            together: every unit must be responsible, not just one.
            alone: no other unit may be responsible.
            first: the unit must lead, or stand first where no lead is named.
        """
        wanted = set(units)
        found = []
        named = replace(self._numbered, units=frozenset(wanted))
        for clause in self._where(named) if wanted else ():
            held = {unit.canonical for unit in clause.units}
            if not wanted & held or (together and not wanted <= held):
                continue
            if alone and held - wanted:
                continue
            if first and not wanted & leading_units(clause):
                continue
            found.append(clause)
        return found

    def with_words(self, words: Iterable[str], long_forms: bool = False) -> list[Clause]:
        """Return the numbered clauses whose text holds every word, or else what it is short for.

        With ``long_forms`` those with what a word is short for count beside those that hold it.
        """
        wanted = tuple(words)
        found = list(self._where(self._numbered, words=wanted))
        if found and not long_forms:
            return found
        patterns = [re.compile(_spelled_out(letters(word))) for word in wanted]
        return [
            clause
            for clause in self._where(self._numbered, scattered=wanted)
            if all(pattern.search(letters(clause.text)) for pattern in patterns)
        ]

    def with_value(self, value: Quantity) -> list[Clause]:
        """Return the numbered clauses that state a value, however it is printed."""
        rows = self.index.lexical.rows_with(amount_token(value)).tolist()
        return [
            clause
            for clause in self.index.clauses.of_rows(rows)
            if clause.kind in NUMBERED_KINDS
            and (self._doc_ids is None or clause.doc_id in self._doc_ids)
            and any(
                same_quantity(value, held) and held.kind in (value.kind, "money_cny")
                for held in find_quantities(clause.text)
            )
        ]

    @cached_property
    def sections(self) -> tuple[tuple[PolicyDocument, Section], ...]:
        """Every section with its document, in order."""
        return tuple((d, s) for d in self.documents for s in d.sections)

    def in_section(self, document: PolicyDocument, section: Section) -> list[Clause]:
        """Return the numbered clauses of a section in order."""
        held = set(section.clause_ids)
        return [c for c in self.of_kind(document, *NUMBERED_KINDS) if c.clause_id in held]


def _spelled_out(word: str) -> str:
    """Return a pattern of a word, its signs apart by at most two where it may be short for more."""
    between = ".{0,2}" if len(word) >= _ABBREVIATION and not word.isascii() else ""
    return between.join(map(re.escape, word))


def leading_units(clause: Clause) -> set[str]:
    """Return who leads a clause: the units named so, else the first."""
    leads = {unit.canonical for unit in clause.units if unit.role == "lead"}
    return leads or {unit.canonical for unit in clause.units[:1]}
