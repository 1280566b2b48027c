"""The verdict on a question: the rules of ``verdict`` in their order, and the asker's facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.asker import Facts
from assistant.binding import BoundValue, bind
from assistant.catalogue import Catalogue
from assistant.claims import judge_benefit, judge_over_cap, judge_values
from assistant.comparisons import judge_comparison
from assistant.contradictions import (
    judge_denial,
    judge_excluded,
    judge_lacking,
    judge_limits,
    judge_words,
)
from assistant.decision import Value, role_of, terms_of
from assistant.eligibility import Outcome, match
from assistant.evidence import Statement
from assistant.fact_list import list_facts
from assistant.kinds import judge_kinds
from assistant.match_result import Match, MatchResult
from assistant.own_case import facts_of, has_happened, of_a_case, speaks_of_a_case
from assistant.paying import judge_cost, read_cost
from assistant.question import ParsedQuestion
from assistant.spoken_of import speaks_of
from assistant.temporal import STILL, asked_day
from assistant.verdict import (
    Judgement,
    claimed_values,
    judge_forbidden,
    judge_meant,
    judge_named,
    judge_plain,
    judge_quoted,
    judge_units,
    names_the_asker,
    of_the_asker,
)
from assistant.wording import period
from index.document import Clause
from index.sentences import split_sentences

if TYPE_CHECKING:
    from assistant.fact_reader import FactReader

_JUDGED: Mapping[Outcome, Judgement] = {
    "符合": Judgement("yes", "按您说的情况，符合条文写明的条件。"),
    "不符合": Judgement("no", "按您说的情况，不符合条文写明的条件。"),
    "缺信息": Judgement("depends", "还要看其他条件，现有信息不能判断。", wide=True),
}
#: "要超过8%才优先": a figure is claimed of the rule, and is nobody's own.
_OF_THE_RULE = re.compile(r"\d[^，。？?]{0,6}(?:才|就(?:行|够|可以|能))")
#: The documents' own place, which who asks here is taken to be of.
_HERE = re.compile(r"在?[全本我][省市县区](?:范围内|行政区域内)?|[省市县区]域?内")
_ASKS_VALIDITY = re.compile(r"有效|失效|过期|作数|算数|管用|作废|(?:现在|如今|目前|今年)还")
_IF_FULFILLED = Judgement("depends", "须先符合条文写明的条件。")
_AT_HOME = Judgement("yes", "在本地的话，按您说的情况，符合条文写明的条件。")


class Judge:
    """Judge claims and yes/no questions against the clause that answers them."""

    def __init__(self, catalogue: Catalogue, fact_reader: FactReader | None = None) -> None:
        self._catalogue = catalogue
        self._fact_reader = fact_reader

    def of(
        self,
        question: ParsedQuestion,
        clause: Clause,
        statement: Statement,
        value: Value | None,
        units: Sequence[str],
        day: date,
        beside: str = "",
    ) -> Judgement | None:
        """Return the verdict on a question that wants one; ``None`` where it wants none.

        Args:
            question: what is asked or claimed.
            clause: the clause that answers.
            statement: what of the clause is on the subject.
            value: the clause's value that is on the subject.
            units: the departments that the question names.
            day: the day on which validity is judged.
            beside: a second sentence that is told.
        """
        if not question.confirms:
            return self._entitled(question, statement, value, day)
        sentence = statement.sentence_text
        several = len(claimed_values(question)) > 1
        bound = bind(sentence)
        told, kinds = (_all_bound(clause), clause.text) if several else (bound, sentence)
        best = value.bound if value else None
        values = judge_values(question, told, best)
        return (
            judge_units(question, units, clause)
            or self._day(question, clause, day)
            or self._cost(question, statement, value, day)
            or judge_words(question, sentence)
            or judge_limits(question, sentence)
            or judge_over_cap(question, bound)
            or judge_comparison(question, bound)
            or judge_benefit(question, bound, best, _given(bound, statement))
            or _decided(
                self._fit(question, statement, value, day),
                judge_lacking(question, sentence),
                judge_excluded(question, sentence),
                judge_kinds(question, kinds),
                None if of_a_case(question) else _denial(values),
            )
            or _named(question, clause, sentence)
            or _first_denied(values, judge_denial(question, sentence))
            or judge_forbidden(question, statement.text)
            or judge_words(question, beside)
            or judge_plain(question, sentence, statement.coverage)
        )

    def _cost(
        self, question: ParsedQuestion, statement: Statement, value: Value | None, day: date
    ) -> Judgement | None:
        """Judge whether something must be paid for, by the asker's own facts where it tells any."""
        if read_cost(question) is None:
            return None
        own = self._fit(question, statement, value, day) if of_the_asker(question) else None
        return judge_cost(question, statement.sentence_text, own)

    def _fit(
        self, question: ParsedQuestion, statement: Statement, value: Value | None, day: date
    ) -> Judgement | None:
        """Judge by the asker's own facts whether the clause's conditions hold.

        A sentence that was chosen for its ``value``, by a figure of the asker's own, gives way to
        the one that the facts decide.
        """
        if _OF_THE_RULE.search(question.normalized) and not names_the_asker(question):
            return None
        by_figure = value is not None and not question.asked
        clause = statement.clause
        facts = facts_of(question.text)
        if question.claim and not (facts.figures and names_the_asker(question)):
            return None
        found = self._matched(clause, facts, day)
        pointed_at = self._pointed_at(question, clause, facts, found)
        if pointed_at.statements:
            found = self._matched(clause, facts.joined(pointed_at), day)
        for each in found.matches:
            unknown = [c.text for c in each.conditions if c.status == "unknown"]
            if unknown and each.outcome == "缺信息" and all(map(_HERE.fullmatch, unknown)):
                return _AT_HOME
            if each.outcome == "缺信息" and not of_a_case(question):
                return None
            if each.outcome == "缺信息" and not (by_figure or _stands_in(statement, each)):
                return None  # another gift of the clause is not what is told
            told = not question.confirms or speaks_of_a_case(question, facts, each)
            if each.outcome == "符合" and not told:
                return None
            outcome = each.outcome
            if outcome == "缺信息" and speaks_of(question.normalized, each.conditions):
                outcome = "符合"
            return replace(
                _told(_JUDGED[outcome], pointed_at), at=_met_at(each) if by_figure else None
            )
        return None

    def _entitled(
        self, question: ParsedQuestion, statement: Statement, value: Value | None, day: date
    ) -> Judgement | None:
        """Tell who describes an own case and asks how much it gets that it does get it."""
        if not question.asked or not (of_the_asker(question) or has_happened(question)):
            return None
        fit = self._fit(question, statement, value, day)
        if fit is None or fit.verdict == "no":
            return None
        if fit.verdict == "depends":
            open_to_all = "符合条件的" in statement.sentence_text and of_the_asker(question)
            return _IF_FULFILLED if open_to_all else None
        return fit

    def _matched(self, clause: Clause, facts: Facts, day: date) -> MatchResult:
        return match(
            [clause],
            facts,
            day,
            lambda c: self._catalogue.document_of(c).validity_of(c),
            terms_of=terms_of,
        )

    def _pointed_at(
        self, question: ParsedQuestion, clause: Clause, facts: Facts, found: MatchResult
    ) -> Facts:
        """Return what a model finds of the facts that leave the asker's own case undecided."""
        if self._fact_reader is None or question.intent != "eligibility":
            return Facts()
        if not of_the_asker(question) or any(m.outcome != "缺信息" for m in found.matches):
            return Facts()
        wanted = list_facts([clause], terms_of)
        if found.matches:
            wanted = [spec for spec in wanted if spec.question in found.ask]
        return self._fact_reader.read(question.text, facts, wanted)

    def _day(
        self, question: ParsedQuestion, clause: Clause, day: date
    ) -> Judgement | None:
        """Judge whether something still counts on the day that is asked for."""
        named = asked_day(question.normalized)
        of_a_day = named and STILL.search(question.normalized)
        if not of_a_day and not _ASKS_VALIDITY.search(question.normalized):
            return None
        validity = self._catalogue.document_of(clause).validity_of(clause)
        start = validity.effective_from
        if named and start and named.year < start.year - 1:
            named = None
        if validity.status(named or day) in ("in_force", "unknown"):
            return Judgement("yes", f"是的，施行期为{period(validity)}。") if named else None
        return Judgement("no", f"不再适用：施行期为{period(validity)}。")


def _decided(fit: Judgement | None, *denials: Judgement | None) -> Judgement | None:
    """Return how the asker's facts fit; where they leave it open, the first denial of the words."""
    if fit is not None and fit.verdict != "depends":
        return fit
    return next((each for each in denials if each is not None), fit)


def _named(question: ParsedQuestion, clause: Clause, sentence: str) -> Judgement | None:
    """Judge what a question says the clause, or the sentence, names."""
    return (
        judge_quoted(question, clause)
        or judge_named(question, clause)
        or judge_meant(question, clause, sentence)
    )


def _denial(judged: Judgement | None) -> Judgement | None:
    return judged if judged is not None and judged.verdict == "no" else None


def _stands_in(statement: Statement, found: Match) -> bool:
    """Tell whether a condition of what was matched stands in the sentence that is told."""
    start, end = statement.sentence_span
    return any(start <= each.span[0] < end for each in found.conditions)


def decided_elsewhere(
    judgement: Judgement | None, told: Statement, statements: Sequence[Statement]
) -> Statement | None:
    """Return the statement whose sentence decided a judgement, if it is not the one told."""
    if judgement is None or judgement.at is None:
        return None
    for each in statements:
        start, end = each.sentence_span
        if start <= judgement.at < end:
            return each if each.sentence_span != told.sentence_span else None
    return None


def _met_at(found: Match) -> int | None:
    """Return where in the clause the first condition stands that the asker's words decide."""
    return next((c.span[0] for c in found.conditions if c.status != "unknown"), None)


def _first_denied(*judged: Judgement | None) -> Judgement | None:
    """Return the first judgement that denies, else the first there is."""
    made = [each for each in judged if each is not None]
    return next((each for each in made if each.verdict == "no"), made[0] if made else None)


def _given(bound: Sequence[BoundValue], statement: Statement) -> list[BoundValue]:
    """Return the values of a sentence that are no conditions."""
    return [each for each in bound if role_of(each, statement) != "condition"]


def _all_bound(clause: Clause) -> list[BoundValue]:
    """Return the values of every sentence of a clause with their subjects."""
    return [
        value
        for start, end in split_sentences(clause.text)
        for value in bind(clause.text[start:end])
    ]


def _told(judgement: Judgement, pointed_at: Facts) -> Judgement:
    """Say how the words were taken that a model pointed at, so that the asker can object."""
    if not pointed_at.statements:
        return judgement
    taken = "、".join(f"“{said.words}”是{said.text}" for said in pointed_at.statements)
    opening = f"{judgement.opening.removesuffix('。')}（按{taken}判断）。"
    return replace(judgement, opening=opening)
