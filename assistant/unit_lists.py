"""What is asked of units over the clauses: which there are, who has most, in which sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from assistant import list_cues
from assistant.answer import Citation
from assistant.catalogue import Catalogue
from assistant.found import Found, cite_whole
from assistant.question import ParsedQuestion
from assistant.sections import SectionRoute
from index.document import Clause

_OFFICES = r"(?:责任|牵头|参与)?(?:的)?(?:部门|单位|局(?:办)?|机构|委办局)"
_WHICH = re.compile(
    rf"(?:哪些|哪几[个家]|几[个家]|多少[个家]?){_OFFICES}|{_OFFICES}(?:都|一共|总共|共)?有(?:哪些|哪几|多少|几)|{_OFFICES}(?:数量|总数|名单)"
)
#: Only so are a section's responsible units meant, and not its lead.
_OVER_ALL = re.compile(r"涉及|参与|责任|一共|总共|共有|合计|出现|所有|全部|都有")
_WHOLE = re.compile(r"文件|全文|整个|通篇|政策|通知|方案|一共|总共|合计|里面")
_MOST = re.compile(
    rf"(?:哪个|哪一个|哪家|什么|啥){_OFFICES}.{{0,10}}最(?P<a>多|少)|谁.{{0,10}}最(?P<b>多|少)|最(?P<c>多|少)的(?:是|为)?(?:哪个|哪一个|哪家|什么){_OFFICES}"
)
_MORE = re.compile(r"(?:谁|哪个|哪一个|哪家)[^，,。？?]{0,10}(?P<a>多|少)(?![少数])")
_COUNTED = re.compile(r"条|负责|管|任务|挂名|牵头|出现|措施")
_PART = r"(?:部分|领域|板块|大?块(?!钱)|章)"
_SECTIONS = re.compile(
    rf"(?:哪(?:几|些)?|几|多少)个?(?:大)?{_PART}|{_PART}(?:都|一共|总共)?(?:有|是)(?:哪|几|多少)"
)
_APART = re.compile(r"分别|各自|各(?=有|管|负责|牵|是|占|挂)")


class UnitLists:
    """Answer what is asked of units over all clauses, or over a section's."""

    def __init__(self, catalogue: Catalogue, sections: SectionRoute) -> None:
        self._catalogue = catalogue
        self._sections = sections

    def answer(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Answer which units there are, which has most clauses, or where a unit has its own."""
        text = question.normalized
        if question.clause_numbers or question.from_the_end:
            return None
        units = self._catalogue.units_in(text)
        if units and _SECTIONS.search(text):
            if list_cues.LEADING.search(text):
                return self._sections.led_by(units, as_of)
            return self._sections_of(units, as_of)
        most = _MOST.search(text) if not units else None
        if len(units) > 1:
            most = _MORE.search(text)
            if most is None and _APART.search(text) and list_cues.COUNT.search(text):
                return self._told(units, as_of)
        if most and _COUNTED.search(text):
            return self._ranked(units, question, as_of, fewest="少" in most.groups())
        return None if units else self._which(question, as_of)

    def _sections_of(self, units: Sequence[str], as_of: date) -> Found:
        """List the sections in which some units have clauses, with these clauses."""
        clauses = self._catalogue.by_units(units)
        held = {(c.doc_id, c.section) for c in clauses}
        lines = [
            f"{section.no}、{section.title}："
            + "、".join(c.no for c in clauses if (c.doc_id, c.section) == (d.doc_id, section.no))
            for d, section in self._catalogue.sections
            if (d.doc_id, section.no) in held
        ]
        head = f"{'、'.join(units)}在{len(lines)}个部分有条款，共{len(clauses)}条："
        counted = str(len(lines)), str(len(clauses))
        text = "\n".join((head, *lines))
        return Found("list", "answered", text, self._cited(clauses, as_of), counted=counted)

    def _told(self, units: Sequence[str], as_of: date) -> Found:
        """Count the clauses of each of some units."""
        lines, cited, counted = [], [], []
        for unit in units:
            clauses = self._catalogue.by_units([unit])
            cited += clauses
            counted.append(str(len(clauses)))
            lines.append(f"{unit}负责的条款共{len(clauses)}条：{'、'.join(c.no for c in clauses)}")
        unique = list({clause.clause_id: clause for clause in cited}.values())
        return Found(
            "count", "answered", "\n".join(lines), self._cited(unique, as_of), tuple(units),
            counted=tuple(counted),
        )  # fmt: skip

    def _ranked(
        self, units: Sequence[str], question: ParsedQuestion, as_of: date, *, fewest: bool
    ) -> Found | None:
        """Tell which unit has most clauses, of some or of all."""
        leading = bool(list_cues.LEADING.search(question.normalized))
        names = units or [use.canonical for use in self._catalogue.unit_uses]
        counts = Counter(
            {name: len(self._catalogue.by_units([name], first=leading)) for name in names}
        )
        if not counts:
            return None
        best = min(counts.values()) if fewest else max(counts.values())
        winners = [name for name, count in counts.items() if count == best]
        clauses = self._catalogue.by_units(winners, first=leading)
        does, extreme = "牵头" if leading else "负责", "少" if fewest else "多"
        told = f"{'、'.join(winners)}{does}的条款最{extreme}，{'各' if len(winners) > 1 else '共'}{best}条"
        others = [f"{name}{count}条" for name, count in counts.items() if name not in winners]
        compared = f"（{'、'.join(others)}）" if units and others else ""
        listed = "、".join(clause.no for clause in clauses)
        return Found(
            "list", "answered", f"{told}{compared}：{listed}。", self._cited(clauses, as_of),
            tuple(winners), counted=tuple(map(str, counts.values())),
        )  # fmt: skip

    def _which(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Name the units of a section's clauses, or of all."""
        text = question.normalized
        if not _WHICH.search(text) or not _OVER_ALL.search(text) or list_cues.LEADING.search(text):
            return None
        found = self._sections.mention_in(question, text)
        if found is not None:
            (start, end), document, section = found
            clauses = self._catalogue.in_section(document, section)
            what, text = f"“{section.no}、{section.title}”部分", text[:start] + text[end:]
        elif _WHOLE.search(text):
            clauses, what = list(self._catalogue.numbered), "文件"
        else:
            return None
        if self._says_more(text):
            return None
        uses = Counter({u.canonical: 0 for c in clauses for u in c.units})
        for clause in clauses:
            uses.update({unit.canonical for unit in clause.units})
        if not uses:
            return None
        named = "、".join(f"{unit}（{count}条）" for unit, count in uses.most_common())
        return Found(
            "count" if "几" in text or "多少" in text else "list", "answered",
            f"{what}的条款共涉及{len(uses)}个责任单位：{named}。",
            self._cited([c for c in clauses if c.units], as_of), tuple(uses),
            counted=(str(len(uses)), *map(str, uses.values())),
        )  # fmt: skip

    def _says_more(self, text: str) -> bool:
        """Tell whether a question holds words beside those that ask for units."""
        rest = _OVER_ALL.sub(" ", _WHICH.sub(" ", text))
        words = self._catalogue.index.tokenizer.words(rest)
        return any(not list_cues.FILLER.fullmatch(word) for word in words)

    def _cited(self, clauses: Sequence[Clause], as_of: date) -> tuple[Citation, ...]:
        return tuple(cite_whole(self._catalogue, clause, as_of) for clause in clauses)
