"""Complete lists and counts: by unit, section, amount or words mentioned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from assistant import list_cues
from assistant.answer import Intent, Verdict
from assistant.catalogue import Catalogue
from assistant.clause_filters import AllOf, ClauseFilter, Grants, Mentions, States, StatesExactly
from assistant.found import Found, cite_whole
from assistant.phrases import split_phrases
from assistant.question import ParsedQuestion
from assistant.references import read_numeral
from assistant.sections import SectionRoute
from assistant.selection import SelectionReader
from assistant.wording import brief_label
from index.amounts import find_quantities
from index.document import Clause
from index.quantity import same_quantity
from index.tokenization import normalize

#: A list longer than this is shown in full in the citations, by number alone in the text.
LONG_LIST = 30
#: The longest phrase of a clause that is shown beside its title.
LONG_PHRASE = 70
#: Says of a phrase whether it is why its clause is listed.
Shows = Callable[[str], bool]


class ListRoute:
    """List or count the clauses that a question describes; complete, never sampled."""

    def __init__(self, catalogue: Catalogue, sections: SectionRoute) -> None:
        self._catalogue = catalogue
        self._sections = sections
        self._reader = SelectionReader(catalogue, sections)

    def answer(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Answer which, or how many, clauses a unit has, a section holds or words stand in."""
        selected = self._reader.read(question)
        if selected is None:
            return None
        clauses = selected.filter.find(self._catalogue)
        if not clauses and selected.topic:
            return None
        what = f"{selected.filter.words}的条款"
        return self._list(question, clauses, what, as_of, _shows(selected.filter))

    def _list(
        self,
        question: ParsedQuestion,
        clauses: Sequence[Clause],
        what: str,
        as_of: date,
        shows: Shows | None = None,
    ) -> Found:
        intent: Intent = "count" if question.intent == "count" else "list"
        total = len(clauses)
        if not clauses:
            text = f"文件里没有{what}。"
            return Found(intent, "not_found", text, counted=("0",))
        head = f"{what}共{total}条："
        shown, counts = self._shown(clauses, shows)
        citations = tuple(cite_whole(self._catalogue, clause, as_of) for clause in clauses)
        return Found(
            intent, "answered", f"{head}\n{shown}", citations, counted=(str(total), *counts),
            verdict=_count_verdict(question, total),
        )  # fmt: skip

    def _shown(
        self, clauses: Sequence[Clause], shows: Shows | None
    ) -> tuple[str, tuple[str, ...]]:
        """Return the list in words, by document where there are several, and the counts."""
        long = len(clauses) > LONG_LIST
        by_document = [list(group) for _, group in groupby(clauses, key=lambda c: c.doc_id)]
        pieces = []
        for held in by_document:
            names = [c.no if long else f"{c.no}{c.title or ''}{_excerpt(c, shows)}" for c in held]
            words = ("、" if long else "\n").join(names)
            if len(self._catalogue.index.documents) > 1:
                label = brief_label(self._catalogue.document_of(held[0]))
                words = f"{label}{f'{len(held)}条' if len(by_document) > 1 else ''}：\n{words}"
            pieces.append(words)
        return "\n".join(pieces), tuple(str(len(held)) for held in by_document)


def _excerpt(clause: Clause, shows: Shows | None) -> str:
    """Return the clause's first phrase that shows why it is listed, if it is short enough."""
    if shows is None:
        return ""
    for phrase in split_phrases(clause.text, clause.title):
        if shows(phrase.text):
            words = phrase.text.strip("，,；;。 ")
            return f"：{words}" if len(words) <= LONG_PHRASE else ""
    return ""


def _shows(meant: ClauseFilter) -> Shows | None:
    """Return which phrases show why a clause is listed; ``None`` where its structure is why."""
    match meant:
        case AllOf(filters):
            return next((shows for each in filters if (shows := _shows(each))), None)
        case Mentions(groups):
            words = [normalize(word) for group in groups for word in group]
            return lambda phrase: any(word in normalize(phrase) for word in words)
        case StatesExactly(value):
            return lambda phrase: any(same_quantity(value, q) for q in find_quantities(phrase))
        case States() | Grants():
            return lambda phrase: any(meant.holds(q) for q in find_quantities(phrase))
        case _:
            return None


def _count_verdict(question: ParsedQuestion, total: int) -> Verdict | None:
    """Judge how many clauses a question takes for granted; ``None`` where it claims no number."""
    if not question.confirms:
        return None
    claimed = list_cues.CLAIMED.search(question.normalized)
    number = read_numeral(claimed["n"]) if claimed else None
    return None if number is None else "yes" if number == total else "no"
