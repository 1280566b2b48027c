"""Clauses named by their place: the n-th of a section, the last, the one before another."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.catalogue import Catalogue
from assistant.found import Found
from assistant.question import ParsedQuestion
from assistant.references import read_numeral
from assistant.sections import SectionRoute
from index.document import Clause

_N = r"(?:\d{1,3}|[〇零一二三四五六七八九十百廿卅两]{1,6})"
#: Right behind a section: 第三部分[的第二条], 民生部分[倒数第二条].
_INSIDE = re.compile(
    rf"[里面中内的,，]*(?:(?P<back>倒数第?)(?P<from_end>{_N})(?:条|项)|(?P<last>最[后末](?:的|那)?(?:一|1)?条|末一?条)|(?P<first>首条|头一条|打头的?那?一?条|开头那?一?条)|第(?P<n>{_N})(?:条|项))"
)
_STEP = re.compile(
    rf"第?[（(]?(?P<n>{_N})[)）]?条?(?:的)?再?(?:往)?(?P<way>上|下|前|后)(?:面|边)?的?(?:那|一|1)+(?:个)?(?:条|项)"
)
_FIRST = re.compile(r"(?:首条|头一条|开头第?一条|最前(?:面)?(?:的)?一条)")


class ClausePlaces:
    """Turn the places that questions name into the numbers of clauses."""

    def __init__(self, catalogue: Catalogue, sections: SectionRoute) -> None:
        self._catalogue = catalogue
        self._sections = sections

    def numbered(self, question: ParsedQuestion) -> ParsedQuestion | Found:
        """Return a question with its places as numbers, or that a section has no such place."""
        stepped = _STEP.search(question.normalized)
        if stepped:
            number = self._beside(stepped)
            return question if number is None else _named(question, (number,))
        named = self._sections.mention_in(question, question.normalized)
        inside = _INSIDE.match(question.normalized, named[0][1]) if named else None
        if named and inside:
            document, section = named[1:]
            clauses = self._catalogue.in_section(document, section)
            clause = _placed(clauses, inside)
            if clause is not None:
                return _named(question, (clause.number,))
            return _no_such_place(f"第{section.no}部分“{section.title}”", clauses)
        numbered = self._catalogue.numbered
        if numbered and _FIRST.search(question.normalized):
            return _named(question, (numbered[0].number, *question.clause_numbers))
        if 0 < question.from_the_end <= len(numbered):
            last = numbered[-question.from_the_end].number
            return _named(question, tuple(dict.fromkeys((*question.clause_numbers, last))))
        return question

    def _beside(self, match: re.Match[str]) -> str | None:
        """Return the number before or after a clause; past the end one that does not exist."""
        value = read_numeral(match["n"])
        if value is None:
            return None
        numbers = [clause.number for clause in self._catalogue.numbered]
        step = -1 if match["way"] in "上前" else 1
        if str(value) not in numbers:
            return None
        place = numbers.index(str(value)) + step
        return numbers[place] if 0 <= place < len(numbers) else str(max(0, value + step))


def _placed(clauses: list[Clause], match: re.Match[str]) -> Clause | None:
    """Return the clause at a place: one numbered so, else so many from the section's start."""
    if match["last"] or match["first"]:
        return clauses[-1 if match["last"] else 0] if clauses else None
    count = read_numeral(match["from_end"] or match["n"]) or 0
    if match["back"]:
        return clauses[-count] if 0 < count <= len(clauses) else None
    for clause in clauses:
        if clause.number == str(count):
            return clause
    return clauses[count - 1] if 0 < count <= len(clauses) else None


def _named(question: ParsedQuestion, numbers: tuple[str, ...]) -> ParsedQuestion:
    return replace(question, clause_numbers=numbers, section_numbers=(), from_the_end=0)


def _no_such_place(name: str, clauses: list[Clause]) -> Found:
    total = len(clauses)
    ends = f"，即第{clauses[0].number}条至第{clauses[-1].number}条" if clauses else ""
    counted = (str(total), *(clause.number for clause in (clauses[:1] + clauses[-1:])))
    return Found(
        "clause", "not_found", f"没有这一条：{name}共{total}条{ends}。请核对条款号。", counted=counted
    )
