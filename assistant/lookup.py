"""A clause by its number: read out, or told that there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Citation, clause_name, quoted_title
from assistant.binding import bind
from assistant.catalogue import Catalogue
from assistant.cues import ASPECT_CUES
from assistant.found import Found, cite_whole
from assistant.kinds import other_kind
from assistant.list_cues import FILLER
from assistant.question import ParsedQuestion
from assistant.references import CLAUSE_REFERENCE, read_numeral
from assistant.wording import brief_label, unit_sentence
from index.document import Clause, PolicyDocument, Section
from index.sub_items import find_sub_item, sub_items

_ASKS_SECTION = re.compile(r"(?:第几|哪一?)个?(?:大?部分|领域|板块|大?块|章节?|方面)")
_ASKS_HOW_MANY_UNITS = re.compile(
    r"(?:几|多少)(?:个|家)?(?:责任|牵头|配合|负责)?的?(?:单位|部门)"
)

#: Words of giving, which name no case.
_ASKED_FOR = frozenset("补 奖 给 补助 奖励 补贴 金额 标准 钱 最高 最多 多少 元 万 上限 封顶 里 分别".split())


def asks_of_structure(question: ParsedQuestion) -> bool:
    """Tell whether a question wants the section of a clause, or the number of its units."""
    return bool(
        _ASKS_SECTION.search(question.normalized)
        or _ASKS_HOW_MANY_UNITS.search(question.normalized)
    )


class ClauseLookup:
    """Answer questions that name clauses by number."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def answer(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Answer a question that names clauses by number."""
        numbers = question.clause_numbers
        if not numbers:
            return None
        found = [c for number in numbers for c in self._catalogue.by_number(number)]
        missing = [n for n in numbers if not self._catalogue.by_number(n)]
        if not found:
            return self._no_such_number(missing)
        if question.sub_item is not None and len(found) == 1:
            return self._item(found[0], question.sub_item, as_of)
        told = self.read_out(found, question, as_of)
        if not missing:
            return told
        absent = self._no_such_number(missing)
        return replace(told, text=f"{told.text}\n{absent.text}", counted=absent.counted)

    def tells_all(self, question: ParsedQuestion, clause: Clause) -> bool:
        """Tell whether a value is asked of a clause as a whole, so that its words must be read out.

        "第19条给多少钱" names none of the three cases for which the clause gives money, and
        "第19条新认定的给多少" not which of two.
        """
        if not question.asked or question.confirms:
            return False
        named = self.cases_named(question)
        fitting = [
            value
            for value in bind(clause.text)
            if question.asked.fits(value.quantity)
            and all(word in value.subject for word in named)
            and not other_kind("".join(named), value.subject)
        ]
        return len(fitting) > 1

    def cases_named(self, question: ParsedQuestion) -> list[str]:
        """Return the words of a question that name a case of the clause which it names."""
        rest = CLAUSE_REFERENCE.sub(" ", question.normalized)
        for pattern in ASPECT_CUES.values():
            rest = pattern.sub(" ", rest)
        return [
            word
            for word in self._catalogue.index.tokenizer.words(rest)
            if not FILLER.fullmatch(word)
            and word not in _ASKED_FOR
            and str(read_numeral(word)) not in question.clause_numbers  # 19条, without a 第
        ]

    def _item(self, clause: Clause, number: int, as_of: date) -> Found:
        """Read out one item of a clause, or tell how many it has."""
        document = self._catalogue.document_of(clause)
        name = self._name(clause, document)
        item = find_sub_item(clause, (number,))
        if item is None:
            total = sum(len(found.path) == 1 for found in sub_items(clause))
            has = f"只分{total}项" if total else "没有分项"
            return Found(
                "clause", "not_found", f"{name}{has}，没有第{number}项。",
                counted=(str(number), str(total)),
            )  # fmt: skip
        citation = Citation(clause, document, item.span, as_of)
        return Found(
            "clause", "answered",
            f"{name}第{item.marker.strip('、.．')}项：{citation.quote.strip()}{unit_sentence(clause)}",
            (citation,), tuple(citation.departments), counted=(str(number),),
        )  # fmt: skip

    def where(self, clause_ids: Sequence[str], as_of: date) -> Found:
        """Tell by which numbers the clauses just spoken of are printed."""
        clauses = [c for i in clause_ids if (c := self._catalogue.index.clause(i)) is not None]
        citations = tuple(cite_whole(self._catalogue, clause, as_of) for clause in clauses)
        told = "；".join(
            clause_name(c.clause, c.document) + quoted_title(c.clause)
            for c in citations
        )
        departments = tuple(dict.fromkeys(d for c in citations for d in c.departments))
        units = unit_sentence(clauses[0]) if len(clauses) == 1 else ""
        return Found("clause", "answered", f"写在{told}。{units}", citations, departments)

    def read_out(
        self, clauses: Sequence[Clause], question: ParsedQuestion, as_of: date
    ) -> Found:
        """Tell of each clause what is asked: its units, or its words."""
        lines, citations, counted = [], [], []
        only_units = question.asks("unit", "lead") and not question.asks("amount", "condition")
        for clause in clauses:
            citation = cite_whole(self._catalogue, clause, as_of)
            citations.append(citation)
            name = self._name(clause, citation.document)
            title = quoted_title(clause)
            units = unit_sentence(clause)
            section = _section_of(clause, citation.document)
            if _ASKS_SECTION.search(question.normalized) and section:
                lines.append(f"{name}{title}在第{section.no}部分“{section.title}”。{units}")
            elif _ASKS_HOW_MANY_UNITS.search(question.normalized) and clause.units:
                count = len(dict.fromkeys(unit.name for unit in clause.units))
                lines.append(f"{name}{title}共{count}个责任单位。{units}")
                counted.append(str(count))
            elif only_units:
                lines.append(f"{name}{title}：{units or '文件没有写明责任单位。'}")
            else:
                lines.append(f"{name}{title}：{citation.quote.strip()}{units}")
        departments = tuple(dict.fromkeys(d for c in citations for d in c.departments))
        return Found(
            "clause", "answered", "\n".join(lines), tuple(citations), departments,
            counted=tuple(counted),
        )  # fmt: skip

    def _name(self, clause: Clause, document: PolicyDocument) -> str:
        """Name a clause, with its document where the index holds several."""
        several = len(self._catalogue.index.documents) > 1
        return f"{brief_label(document) if several else ''}{clause_name(clause, document)}"

    def _no_such_number(self, missing: Sequence[str]) -> Found:
        highest, total = self._catalogue.highest_number(), len(self._catalogue.numbered)
        wanted = "、".join(f"第{n.replace('-', '条之')}{'' if '-' in n else '条'}" for n in missing)
        text = (
            f"没有{wanted}：文件共有{total}条，编号到第{highest}条。请核对条款号。"
            if total
            else f"没有{wanted}：文件里没有编号的条款。"
        )
        return Found("clause", "not_found", text, counted=(str(total), str(highest), *missing))


def _section_of(clause: Clause, document: PolicyDocument) -> Section | None:
    return next((held for held in document.sections if held.no == clause.section), None)
