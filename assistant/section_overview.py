"""The sections of a document side by side: who leads each, how many clauses each holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant import list_cues
from assistant.catalogue import Catalogue
from assistant.found import Found, cite_whole
from assistant.question import ParsedQuestion
from index.document import PolicyDocument, Section

_PART = r"(?:大)?(?:部分|领域|板块|大块|章)"
_EACH = re.compile(
    rf"(?:每一?|各)个?{_PART}|(?:\d{{1,2}}|[一二两三四五六七八九十]{{1,3}}|几)个?{_PART}.{{0,4}}(?:各|分别|都)"
)
_MOST = re.compile(
    rf"哪(?:一)?个?{_PART}.{{0,10}}最(?P<a>多|少)|最(?P<b>多|少)的.{{0,4}}(?:哪(?:一)?个?)?{_PART}"
)
_APART = re.compile(r"各|分别")
_LED = re.compile(r"谁(?:负责|管|来|主)|哪[个些家]?(?:部门|单位|局)|责任")


class SectionOverview:
    """Answer what is asked of all sections at once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def answer(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Tell the leads or the sizes of all sections, or which is the largest or smallest."""
        text, sections = question.normalized, self._catalogue.sections
        named = [
            (d, s) for d, s in sections
            if d.sections.index(s) + 1 in question.section_numbers
        ]  # fmt: skip
        if len(named) > 1 and _APART.search(text) and list_cues.COUNT.search(text):
            return self._sizes(named, as_of)
        if not sections or question.section_numbers or self._catalogue.units_in(text):
            return None
        most = _MOST.search(text)
        if most and list_cues.CLAUSE_WORD.search(text):
            return self._extreme(as_of, fewest="少" in most.groups())
        if not _EACH.search(text):
            return None
        if list_cues.LEADING.search(text) or _LED.search(text):
            return self._leads(as_of)
        return self._sizes(sections, as_of) if list_cues.COUNT.search(text) else None

    def _size(self, document: PolicyDocument, section: Section) -> int:
        return len(self._catalogue.in_section(document, section))

    def _leads(self, as_of: date) -> Found | None:
        led = [(d, s) for d, s in self._catalogue.sections if s.lead_units]
        if not led:
            return None
        lines = [
            f"{s.no}、{s.title}：{'、'.join(unit.name for unit in s.lead_units)}" for _, s in led
        ]
        departments = dict.fromkeys(unit.name for _, s in led for unit in s.lead_units)
        return self._found("各部分的牵头单位：", lines, led, as_of, tuple(departments))

    def _sizes(
        self, held: Sequence[tuple[PolicyDocument, Section]], as_of: date
    ) -> Found:
        lines = [f"{s.no}、{s.title}：{self._size(d, s)}条" for d, s in held]
        return self._found("各部分的条数：", lines, held, as_of)

    def _extreme(self, as_of: date, *, fewest: bool) -> Found:
        sizes = {(d.doc_id, s.no): self._size(d, s) for d, s in self._catalogue.sections}
        best = min(sizes.values()) if fewest else max(sizes.values())
        held = [(d, s) for d, s in self._catalogue.sections if sizes[d.doc_id, s.no] == best]
        lines = [f"{s.no}、{s.title}：{best}条" for _, s in held]
        return self._found(f"条款最{'少' if fewest else '多'}的部分：", lines, held, as_of)

    def _found(
        self, head: str, lines: list[str], held: Sequence[tuple[PolicyDocument, Section]],
        as_of: date, departments: tuple[str, ...] = (),
    ) -> Found:  # fmt: skip
        introductions = [
            clause
            for document, section in held
            for clause in self._catalogue.of_kind(document, "section_intro")
            if clause.section == section.no
        ]
        citations = tuple(cite_whole(self._catalogue, c, as_of) for c in introductions)
        counted = tuple(str(self._size(d, s)) for d, s in held)
        text = "\n".join((head, *lines))
        return Found("section", "answered", text, citations, departments, counted=counted)
