"""What is asked of a section: who leads it, what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answer import Verdict
from assistant.catalogue import Catalogue
from assistant.found import Found, cite_whole
from assistant.list_cues import HEADING, LEADING
from assistant.question import ParsedQuestion
from assistant.references import section_references
from index.document import Clause, PolicyDocument, Section, Span

_LAST_SECTION = re.compile(r"最后(?:一|1)?个?(?:部分|大?块|章|领域|板块)")
_SAME = re.compile(r"同一[家个]|同样|一样|相同|都是(?:一家|同)")
#: "民生那一大块": a section named by a word of its title.
_NAMED_SECTION = re.compile(
    r"([\u4e00-\u9fff]{2,12}?)(?:政策)?(?:那|这)?(?:一)?(?:大)?(?:部分|块(?!钱)|章|板块|领域|篇|口子|政策(?=(?:一?共|总共|里|中|都)*(?:有|是)?(?:多少|几)条|(?:的|是|由|归|谁|哪个?|单位|部门)*(?:牵头|主抓|领头)))"
)


class SectionRoute:
    """Answer questions on the sections of a document."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def section_in(self, question: ParsedQuestion) -> tuple[PolicyDocument, Section] | None:
        """Return the section that a question names by number or title."""
        mention = self.mention_in(question, question.normalized)
        return mention[1:] if mention else None

    def mention_in(
        self, question: ParsedQuestion, text: str
    ) -> tuple[Span, PolicyDocument, Section] | None:
        """Return the section that a question names, with where its ``text`` does so."""
        sections = self._catalogue.sections
        for number, span in section_references(text):
            for document in self._catalogue.documents:
                if 0 < number <= len(document.sections):
                    return span, document, document.sections[number - 1]
        last = _LAST_SECTION.search(text)
        if sections and last:
            return last.span(), *sections[-1]
        for match in _NAMED_SECTION.finditer(text):
            shared = [(_shared_end(match.group(1), held[1].title), held) for held in sections]
            named = [(length, held) for length, held in shared if length]
            if len(named) == 1:
                (length, held), = named
                rest = match.group(1)[:-length].removesuffix("和")
                start = match.start(1) if rest in held[1].title else match.end(1) - length
                return (start, match.end()), *held
        best: tuple[Span, PolicyDocument, Section] | None = None
        for document, section in sections:
            name = re.sub(r"(?:政策|措施|方面)+$", "", section.title)
            start, end = _longest_common(text, name)
            length = end - start
            if length >= 4 and length * 2 >= len(name) and (
                best is None or length > best[0][1] - best[0][0]
            ):  # fmt: skip
                best = (start, end), document, section
        return best

    def led_by(self, units: Sequence[str], as_of: date) -> Found | None:
        """List the sections that all the named units lead; ``None`` where no section has leads."""
        sections = self._catalogue.sections
        if not any(section.lead_units for _, section in sections):
            return None
        led = [
            (document, section)
            for document, section in sections
            if set(units) <= {unit.canonical for unit in section.lead_units}
        ]
        named = "、".join(units)
        if not led:
            return Found("list", "not_found", f"文件里没有由{named}牵头的部分。", counted=("0",))
        introductions = [self.introduction(document, section) for document, section in led]
        citations = tuple(cite_whole(self._catalogue, c, as_of) for c in introductions if c)
        listed = "\n".join(f"{section.no}、{section.title}" for _, section in led)
        text = f"{named}牵头的部分共{len(led)}个：\n{listed}"
        return Found(
            "list", "answered", text, citations, tuple(units), counted=(str(len(led)),)
        )

    def introduction(self, document: PolicyDocument, section: Section) -> Clause | None:
        """Return the clause that introduces a section."""
        introductions = self._catalogue.of_kind(document, "section_intro")
        return next((clause for clause in introductions if clause.section == section.no), None)

    def answer(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Answer what is asked of a section itself: who leads it, what it holds."""
        found = self.section_in(question)
        if found is None:
            return None
        document, section = found
        leads = tuple(unit.name for unit in section.lead_units)
        if leads and (question.asks("lead", "unit") or LEADING.search(question.normalized)):
            named = self._numbered_in(document, question)
            return self._leads(named or [section], document, question, as_of)
        intro = self.introduction(document, section)
        if HEADING.search(question.normalized) and question.section_numbers:
            return self._headings(self._numbered_in(document, question), document, as_of)
        name = f"第{section.no}部分“{section.title}”"
        if not question.section_numbers or question.aspects - {"definition"}:
            return None
        clauses = self._catalogue.in_section(document, section)
        told = ([intro] if intro else []) + clauses
        citations = tuple(cite_whole(self._catalogue, c, as_of) for c in told)
        head = f"{name}{'由' + '、'.join(leads) + '牵头实施，' if leads else ''}共{len(clauses)}条："
        listed = "\n".join(f"{c.no}{c.title or ''}" for c in clauses)
        return Found(
            "section", "answered", f"{head}\n{listed}", citations, leads,
            counted=(str(len(clauses)),),
        )  # fmt: skip

    def _headings(
        self, sections: Sequence[Section], document: PolicyDocument, as_of: date
    ) -> Found | None:
        """Tell the headings of some sections."""
        introductions = [self.introduction(document, section) for section in sections]
        cited = tuple(cite_whole(self._catalogue, c, as_of) for c in introductions if c)
        told = "".join(f"第{section.no}部分的标题是“{section.title}”。" for section in sections)
        return Found("section", "answered", told, cited) if sections else None

    def _numbered_in(self, document: PolicyDocument, question: ParsedQuestion) -> list[Section]:
        """Return every section that a question names by number."""
        count = len(document.sections)
        return [document.sections[n - 1] for n in question.section_numbers if 0 < n <= count]

    def _leads(
        self, sections: Sequence[Section], document: PolicyDocument, question: ParsedQuestion,
        as_of: date,
    ) -> Found:  # fmt: skip
        """Tell who leads some sections, and judge what the question takes for granted of it."""
        told, cited = [], []
        for section in sections:
            intro = self.introduction(document, section)
            cited += [cite_whole(self._catalogue, intro, as_of)] if intro else []
            names = "、".join(unit.name for unit in section.lead_units)
            told.append(f"第{section.no}部分“{section.title}”由{names}牵头实施。")
        held = [{unit.canonical for unit in section.lead_units} for section in sections]
        named = set(self._catalogue.units_in(question.normalized))
        right: bool | None = None
        if question.confirms and named:
            right = all(named <= leads for leads in held)
        elif question.confirms and len(held) > 1 and _SAME.search(question.normalized):
            right = all(leads == held[0] for leads in held)
        verdict: Verdict | None = None if right is None else "yes" if right else "no"
        text = "".join(told)
        if verdict:
            text = f"{'是的' if right else '不对'}。{text}"
        departments = dict.fromkeys(unit.name for s in sections for unit in s.lead_units)
        return Found(
            "section", "answered", text, tuple(cited), tuple(departments), verdict=verdict
        )


def _shared_end(words: str, title: str) -> int:
    """Return how many of the last characters of some words stand in a title; 0 below two."""
    lengths = (n for n in range(len(words), 1, -1) if words[-n:] in title)
    return next(lengths, 0)


def _longest_common(first: str, second: str) -> Span:
    """Return where the longest stretch that both hold stands in the first."""
    best, place = 0, 0
    for start in range(len(first)):
        while start + best < len(first) and first[start : start + best + 1] in second:
            best, place = best + 1, start
    return place, place + best
