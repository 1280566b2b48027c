"""What is read off the structure of the documents that a question means: clause, list, facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, reduce

from assistant.catalogue import Catalogue
from assistant.clause_claims import ClauseClaims
from assistant.clause_places import ClausePlaces
from assistant.conversation import alone
from assistant.document_route import DocumentRoute
from assistant.facts import FactRoute
from assistant.found import Found, joined
from assistant.listing import ListRoute
from assistant.lookup import ClauseLookup, asks_of_structure
from assistant.question import ParsedQuestion, asks_of_clause, read_question
from assistant.references import without_references
from assistant.section_overview import SectionOverview
from assistant.sections import SectionRoute
from assistant.topic import topic_of
from assistant.unit_lists import UnitLists
from assistant.which_document import ask_which
from index.document import ClauseKind, PolicyDocument
from index.store import PolicyIndex

#: So many documents that a question means together are told side by side; of more one is asked for.
MOST_SIDE_BY_SIDE = 3
_KEPT = 64

#: "结尾讲强化政策协同，确保什么": the frame of a document is asked of, and none of its clauses.
_FRAME = re.compile(
    r"(?:(?:文件|通知|方案|政策|全文)的?)?(?:(?P<end>结尾|文末|末尾那?段|最后那?一?段(?:话)?|结束语)|(?P<start>前言|序言|导语|引言|开篇|开头(?!第)))(?:部分|那?段|里|中|处|上)*(?:面)?(?:是|有)?(?:讲|说|写|提)(?:的|了|到)*(?:是)?"
    r"|(?P<intro>前言|序言|导语|引言)(?:部分|里|中)"
)

Route = Callable[[ParsedQuestion, date], Found | None]


class StructureRoutes:
    """Answer what is asked of clauses by number, of lists, sections and whole documents."""

    def __init__(self, index: PolicyIndex, facts: FactRoute) -> None:
        self._whole = Catalogue(index)
        self._facts = facts
        self._routes = lru_cache(_KEPT)(self._made)

    def answer(
        self, question: ParsedQuestion, day: date, named: frozenset[str] | None, spoken: str | None
    ) -> Found | None:
        """Answer a question on the structure; ``None`` where it asks of what the clauses say.

        Args:
            question: what is asked.
            day: the day on which validity is judged.
            named: the documents that the question names, ``None`` where it names none.
            spoken: the document that the conversation was about.
        """
        documents = self._meant(question, named, spoken)
        if len(documents) > MOST_SIDE_BY_SIDE or (len(documents) > 1 and named is None):
            if question.clause_numbers or question.from_the_end:
                return ask_which(documents, question.text, "clause", day)
            routes = self._routes(named)
            if routes.documents.asks(question):
                return ask_which(documents, question.text, "document", day)
            if question.section_numbers:
                return ask_which(documents, question.text, "section", day)
            if self._whole.units_in(question.normalized):
                return self._listed_apart(documents, question, day)
            return routes.lists.answer(question, day) or routes.sections.answer(question, day)
        routes = self._routes(frozenset(document.doc_id for document in documents))
        for route in routes.all:
            found = route(question, day)
            if found is not None:
                return found
        return None

    def _listed_apart(
        self, documents: Sequence[PolicyDocument], question: ParsedQuestion, day: date
    ) -> Found | None:
        """List what a unit has in each document: units of one name in two cities are not one."""
        if question.intent not in ("list", "count"):
            return None
        found: dict[str, Found] = {}
        for document in documents:
            listed = self._routes(frozenset({document.doc_id})).lists.answer(question, day)
            if listed is not None and listed.status == "answered":
                found[document.doc_id] = listed
        if len(found) > MOST_SIDE_BY_SIDE:
            holding = [document for document in documents if document.doc_id in found]
            return ask_which(holding, question.text, question.intent, day)
        return reduce(joined, found.values()) if found else None

    def _meant(
        self, question: ParsedQuestion, named: frozenset[str] | None, spoken: str | None
    ) -> Sequence[PolicyDocument]:
        """Return the documents that a question means, as far as it tells."""
        documents = self._whole.documents
        if named is not None:
            return [document for document in documents if document.doc_id in named]
        if spoken is not None:
            return [document for document in documents if document.doc_id == spoken]
        numbers = question.clause_numbers
        held = {c.doc_id for number in numbers for c in self._whole.by_number(number)}
        return [document for document in documents if not held or document.doc_id in held]

    def _made(self, doc_ids: frozenset[str] | None) -> _Routes:
        whole = doc_ids is None or len(doc_ids) == len(self._whole.documents)
        catalogue = self._whole if whole else Catalogue(self._whole.index, doc_ids)
        return _Routes(catalogue, self._facts)


class _Routes:
    """The routes over some documents."""

    def __init__(self, catalogue: Catalogue, facts: FactRoute) -> None:
        self._catalogue = catalogue
        self._facts = facts
        self._lookup = ClauseLookup(catalogue)
        self.sections = SectionRoute(catalogue)
        self.lists = ListRoute(catalogue, self.sections)
        self._places = ClausePlaces(catalogue, self.sections)
        self._claims = ClauseClaims(catalogue, self.sections)
        self.documents = DocumentRoute(catalogue)
        self.all: tuple[Route, ...] = (
            SectionOverview(catalogue).answer, UnitLists(catalogue, self.sections).answer,
            self.lists.answer, self._lookup_or_read, self.documents.answer, self.sections.answer,
            self._read_introduction, self._read_frame,
        )  # fmt: skip

    def _lookup_or_read(self, question: ParsedQuestion, day: date) -> Found | None:
        """Read out the clauses that a question names, or answer what it asks of one."""
        placed = self._places.numbered(question)
        if isinstance(placed, Found):
            return placed
        named = [c for n in placed.clause_numbers for c in self._catalogue.by_number(n)]
        if len(named) > 1 and len(named) == len(placed.clause_numbers):
            judged = self._claims.judge_all(placed, named, day)
            if judged is not None:
                return judged
        if len(named) == 1 and placed.sub_item is None:
            judged = self._claims.states_any(placed, named[0], day) or self._claims.judge(
                placed, named[0], day
            )
            if judged is not None:
                return judged
            of_it = asks_of_clause(placed) and not asks_of_structure(placed)
            # 第十八条是说 is no word of what is asked of the clause.
            topic = topic_of(without_references(placed.normalized, placed.clause_numbers))
            asked = replace(alone(placed), topic=topic)
            bare = not self._lookup.cases_named(placed) or self._facts.holds(named[0], asked)
            read = self._facts.answer_on(named[0], asked, day, bare=bare) if of_it else None
            if read is not None and not self._lookup.tells_all(placed, named[0]):
                return read
        return self._lookup.answer(placed, day)

    def _read_frame(self, question: ParsedQuestion, day: date) -> Found | None:
        """Answer what is asked of how a document opens or ends, or of its sections' openings."""
        named = _FRAME.search(question.normalized)
        if named is None or question.clause_numbers:
            return None
        kinds: tuple[ClauseKind, ...] = (
            ("closing",) if named["end"] else ("preamble", "section_intro")
        )
        frame = [c for d in self._catalogue.documents for c in self._catalogue.of_kind(d, *kinds)]
        asked = alone(read_question(_FRAME.sub("", question.normalized)))
        read = (self._facts.answer_on(clause, asked, day) for clause in frame)
        answered = [found for found in read if found is not None and found.status == "answered"]
        return max(answered, key=lambda found: found.confidence or 0.0, default=None)

    def _read_introduction(self, question: ParsedQuestion, day: date) -> Found | None:
        """Answer what is asked of a section that is named by number from its introduction."""
        named = self.sections.section_in(question) if question.section_numbers else None
        introduction = self.sections.introduction(*named) if named else None
        if introduction is None or question.clause_numbers:
            return None
        read = self._facts.answer_on(introduction, alone(question), day)
        return read if read is not None and read.status == "answered" else None
