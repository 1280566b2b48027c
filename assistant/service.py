"""Wires the parts: one question in, one checked answer out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.catalogue import Catalogue
from assistant.clarify import ask_back, is_vague
from assistant.conversation import FollowUps, Resolved, Turn, alone
from assistant.facts import FactRoute
from assistant.found import Found, joined
from assistant.llm import one_answer
from assistant.lookup import ClauseLookup
from assistant.parts import split_pair, split_parts
from assistant.question import ParsedQuestion, read_question
from assistant.reading import ClauseReader
from assistant.rivals import Rivals
from assistant.scope import ScopeReader
from assistant.settings import today
from assistant.several import SeveralSubjects
from assistant.structure import StructureRoutes
from assistant.verify import check
from assistant.wording import GREETING, OFF_TOPIC, validity_notice
from index.document import NUMBERED_KINDS
from index.errors import QuestionError
from index.retriever import HybridRetriever

if TYPE_CHECKING:
    from assistant.fact_reader import FactReader
    from assistant.follow_up_writer import FollowUpWriter
    from assistant.writer import AnswerWriter


class PolicyAssistant:
    """Answer questions on one index; safe to share between threads."""

    def __init__(
        self, retriever: HybridRetriever, *, max_question_chars: int = 2000,
        writer: AnswerWriter | None = None, follow_up_writer: FollowUpWriter | None = None,
        fact_reader: FactReader | None = None,
    ) -> None:  # fmt: skip
        """Take the index's retriever, and the parts by which a language model may help."""
        self.retriever = retriever
        self.catalogue = Catalogue(retriever.index)
        self._lookup = ClauseLookup(self.catalogue)
        self._scope = ScopeReader(retriever.index)
        self.reader = ClauseReader(retriever, self.catalogue, self._scope, fact_reader)
        self._follow_ups = FollowUps(
            self._terms, self._scope.places_in, self._number_of, self.reader.surer
        )
        self._several = SeveralSubjects(retriever, self.reader)
        rivals = Rivals(self.reader, self.catalogue, self._scope)
        self._facts = FactRoute(self.reader, self.catalogue, rivals)
        self._structure = StructureRoutes(retriever.index, self._facts)
        self._max_chars = max_question_chars
        self._writer = writer
        self._follow_up_writer = follow_up_writer

    def ask(
        self, question: str, *, as_of: date | None = None, history: Sequence[Turn] = (),
        drafted: Callable[[Answer], None] | None = None, worded: bool = True,
    ) -> Answer:  # fmt: skip
        """Answer one question.

        Args:
            question: the words of the asker.
            as_of: the day on which validity is judged, today by default.
            history: the earlier turns of the conversation, oldest first.
            drafted: is given the answer as it stands before a language model words it anew.
            worded: whether a model may word the answer; nobody reads that of an earlier turn.

        Raises:
            QuestionError: the question is empty, too long or no valid text.
        """
        started = time.perf_counter()
        self._guard(question)
        day = as_of or today()
        with one_answer():
            resolved = self._resolved(question.strip(), tuple(history))
            found = self._find(resolved, day, self._spoken_document(history))
            answer = self._checked(question.strip(), resolved, found, day)
            if self._writer is not None and worded:
                if drafted is not None and self._writer.takes(answer):
                    drafted(answer)
                answer = self._writer.rewrite(answer)
        elapsed = (time.perf_counter() - started) * 1000
        return replace(answer, timings_ms={"total": round(elapsed, 2)})

    def converse(self, turns: Sequence[str], *, as_of: date | None = None) -> Answer:
        """Answer the last of several turns, having answered the earlier ones along the way."""
        history: list[Turn] = []
        with one_answer():
            for turn in turns[:-1]:
                said = self.ask(turn, as_of=as_of, history=history, worded=False)
                history.append(turn_of(said))
            return self.ask(turns[-1], as_of=as_of, history=history)

    def _resolved(self, question: str, history: tuple[Turn, ...]) -> Resolved:
        own = read_question(question)
        if self.reader.is_of_another_matter(own):
            return alone(own)
        resolved = self._follow_ups.resolve(question, history)
        if self._follow_up_writer is None or not resolved.follows:
            return resolved
        completed = self._follow_up_writer.rewrite(question, history)
        return resolved if completed is None else alone(read_question(completed))

    def _number_of(self, clause_id: str) -> str | None:
        clause = self.retriever.index.clause(clause_id)
        return clause.number if clause and clause.kind in NUMBERED_KINDS else None

    def _terms(self, text: str) -> list[str]:
        return [term.surface for term in self.retriever.reader.read(text).terms]

    def _guard(self, question: str) -> None:
        if not question.strip():
            raise QuestionError("问题是空的：请输入想问的内容。")
        if len(question) > self._max_chars:
            raise QuestionError(
                f"问题太长（{len(question)}字）：请缩短到{self._max_chars}字以内再问。"
            )
        try:
            question.encode()
        except UnicodeEncodeError as error:  # half of a surrogate pair, or bytes of another code
            raise QuestionError("问题里有无法识别的字符：请检查输入的编码，应为 UTF-8。") from error

    def _find(self, resolved: Resolved, day: date, spoken: str | None) -> Found:
        question = resolved.question
        if question.intent == "greeting":
            return Found("greeting", "greeting", GREETING)
        if question.intent == "other":
            return Found("other", "not_found", OFF_TOPIC)
        if resolved.lean == 1.0 and resolved.focus and question.asks("clause_number"):
            return self._lookup.where(resolved.focus, day)
        scope = self._scope.read(question.normalized)
        if scope.elsewhere is None:
            found = self._structure.answer(question, day, scope.named, spoken)
            if found is not None and not self._mistaken(found, question):
                return self._with_the_rest(found, resolved, day, scope.named)
        if not resolved.follows and is_vague(question):
            asked_back = ask_back(question, self.reader.nearest(resolved))
            if asked_back is not None:
                return asked_back
        return self._facts.answer(self._parts(resolved), day, spoken)

    def _mistaken(self, found: Found, question: ParsedQuestion) -> bool:
        """Tell whether a document's own facts are told of something inside it, or outside."""
        if found.intent != "document":
            return False
        return question.asks("clause_number") or self.reader.is_of_another_matter(question)

    def _spoken_document(self, history: Sequence[Turn]) -> str | None:
        """Return the document that the last answer was about; ``None`` where it cited none."""
        cited = history[-1].cited if history else ()
        clause = self.catalogue.index.clause(cited[0]) if cited else None
        return clause.doc_id if clause is not None else None

    def _with_the_rest(
        self, found: Found, resolved: Resolved, day: date, named: frozenset[str] | None
    ) -> Found:
        """Add to what is read off the structure what the question asks beside it."""
        if found.intent not in ("list", "count", "section") or found.status != "answered":
            return found
        parts = self._parts(resolved)
        if len(parts) == 1:
            return found
        rest = [p for p in parts if self._structure.answer(p.question, day, named, None) is None]
        asking = all(p.question.asked or p.question.asks("clause_number") for p in rest)
        if len(rest) in (0, len(parts)) or not asking:
            return found
        return joined(found, self._facts.answer(rest, day))

    def _parts(self, resolved: Resolved) -> list[Resolved]:
        if resolved.follows:
            return [resolved]
        if self._asks_of_all(resolved):
            several = self._several.parts(resolved)
            if len(several) > 1:
                return several
        pair = split_pair(resolved.question.text)
        if pair:
            return [alone(read_question(part)) for part in pair]
        parts = split_parts(resolved.question.text)
        if len(parts) == 1:
            return [resolved]
        completed = [alone(read_question(parts[0]))]
        for part in parts[1:]:
            before = Turn(completed[-1].question.text)
            completed.append(self._follow_ups.resolve(part, (before,)))
        return completed

    def _asks_of_all(self, resolved: Resolved) -> bool:
        """Tell whether a question names no place or document that its parts would lose."""
        scope = self._scope.read(resolved.question.normalized)
        named = scope.doc_ids
        every = len(self.catalogue.documents)
        return scope.elsewhere is None and (named is None or len(named) == every)

    def _checked(self, asked: str, resolved: Resolved, found: Found, day: date) -> Answer:
        answer = Answer(
            question=asked,
            standalone_question=resolved.question.text,
            as_of=day,
            intent=found.intent,
            status=found.status,
            text=found.text + _separated(validity_notice(found.citations, day)),
            verdict=found.verdict,
            departments=found.departments,
            citations=found.citations,
            related=found.related,
            choices=found.choices,
            index_version=self.retriever.index.version,
            retrieved=found.retrieved,
            confidence=found.confidence,
        )
        return replace(answer, checks=check(answer, found.counted))


def turn_of(answer: Answer) -> Turn:
    """Return what a later turn may lean on."""
    cited = tuple(citation.clause for citation in answer.citations)
    number = cited[0].number if cited and cited[0].kind in NUMBERED_KINDS else None
    return Turn(answer.standalone_question, tuple(clause.clause_id for clause in cited), number)


def _separated(notice: str) -> str:
    return f"\n{notice}" if notice else ""
