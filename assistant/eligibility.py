"""Match clauses against an asker's facts: 符合, 不符合 or 缺信息, with reasons and amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.asker import Facts
from assistant.attribute_match import AttributeMatcher
from assistant.benefit_amount import compute
from assistant.earlier_gifts import used_up
from assistant.fact_list import anchors, rate_bases
from assistant.figure_match import FigureMatcher
from assistant.judged_provision import JudgedProvision
from assistant.judgement import Judgement, Setting
from assistant.match_result import Match, MatchResult, Outcome
from assistant.requirements import Requirement, requirements
from assistant.shared_modifier import shared_modifiers
from index.conditions import (
    Leaf,
    QuantityCondition,
    leaves,
)
from index.document import Clause, Validity
from index.facets import facets
from index.metrics import Metric, read_metric
from index.provision import ClauseTerms, Provision
from index.terms import clause_terms

__all__ = ["Match", "MatchResult", "Outcome", "match"]

_RANK: dict[Outcome, int] = {"符合": 0, "缺信息": 1, "不符合": 2}
#: A provision that the facts touch this much less than another of its clause is not meant.
_MEANT = 0.9


def match(
    clauses: Iterable[Clause],
    facts: Facts,
    as_of: date,
    validity_of: Callable[[Clause], Validity],
    *,
    place_of: Callable[[Clause], str] | None = None,
    terms_of: Callable[[Clause], ClauseTerms] = clause_terms,
) -> MatchResult:
    """Return the clauses that some fact bears on, each with its outcome.

    ``place_of`` names the city whose document a clause stands in (what 全市 means there);
    ``terms_of`` may serve terms that were read before.
    """
    read = [(clause, terms_of(clause)) for clause in clauses]
    matcher = _Matcher(facts, as_of, _grown_metrics(terms for _, terms in read))
    found = []
    for clause, terms in read:
        place = place_of(clause) if place_of else ""
        result = matcher.clause(clause, terms, validity_of(clause), place)
        if result is not None:
            found.append(result)
    found.sort(key=lambda each: (_RANK[each.outcome], -each.relevance))
    return MatchResult(tuple(found), matcher.facts_json())


def _grown_metrics(all_terms: Iterable[ClauseTerms]) -> set[str]:
    """Return the metrics whose growth some clause asks for."""
    return {
        metric.of
        for terms in all_terms
        for provision in terms.provisions
        for leaf in leaves(provision.condition)
        if isinstance(leaf, QuantityCondition)
        and (metric := read_metric(leaf.metric)).form == "growth"
    }


def _demands(provision: Provision) -> Iterator[Requirement]:
    """Yield what the conditions in words of a provision demand."""
    for leaf in leaves(provision.condition):
        if not isinstance(leaf, QuantityCondition) and leaf.role != "open":
            yield from requirements(leaf.text)


def _things(provision: Provision) -> dict[str, frozenset[str]]:
    """Return the things that a provision is about, told apart by what else they could be."""
    things: dict[str, frozenset[str]] = {}
    for need in _demands(provision):
        if need.facet and "hinting" in facets()[need.facet].flags:
            things[need.facet] = things.get(need.facet, frozenset()) | need.values
    return things


class _Matcher:
    """Judges provisions for one asker on one day."""

    def __init__(self, facts: Facts, as_of: date, grown: set[str]) -> None:
        self._facts = facts
        self._as_of = as_of
        self._figures = FigureMatcher(facts, as_of, grown)
        age = self._figures.find(read_metric("年龄"))
        figures = (*self._figures.figures, *((age,) if age else ()))
        self._attributes = AttributeMatcher(facts.statements, figures, as_of)
        self._used: dict[str, dict[str, Any]] = {}

    def clause(
        self, clause: Clause, terms: ClauseTerms, validity: Validity, place: str
    ) -> Match | None:
        """Return the clause's match, or nothing where no fact bears on it."""
        began = validity.effective_from
        setting = Setting(place, began.year if began else None)
        granted = [each for each in terms.provisions if not each.advisory]
        asked_of = frozenset(need for each in granted for need in _demands(each))
        judged = [
            JudgedProvision(
                provision,
                self._judge_leaves(provision, setting),
                self._attributes.names(provision.benefit.text, asked_of),
                used_up(provision.benefit, clause.text, self._facts.statements),
                any(self._has(Metric("plain", name)) for name in rate_bases(provision)),
            )
            for provision in granted
        ]
        bearing = [each for each in judged if each.touched]
        if not bearing:
            return None
        if any(each.spoken for each in bearing):  # what any company gets says nothing beside it
            bearing = [each for each in bearing if each.telling]
        # Who names one of a clause's gifts (流感疫苗) means that one.
        bearing = [each for each in bearing if each.named or each.measured] or bearing
        # 其他企业 are those whom the first rule leaves out, unless they are refuted too.
        others = [j for j in judged if j.provision.is_otherwise and j.outcome == "缺信息"]
        bearing += [each for each in others if each not in bearing]
        closest = max(each.relevance for each in bearing)
        meant = [
            each
            for each in bearing
            if each.outcome == "符合"
            or each.relevance >= _MEANT * closest
            or each.provision.is_otherwise
        ]
        best = min(meant, key=lambda each: (_RANK[each.outcome], -each.relevance))
        amount = None
        if best.outcome != "不符合":
            amount = compute(best.provision, self._figures, self._facts.statements)
        self._note(best)
        return Match(
            clause,
            best.provision,
            best.outcome,
            best.results(clause.text),
            amount,
            tuple(best.questions(self._has)),
            validity,
            self._as_of,
            best.relevance,
            terms.stacking,
        )

    def _judge_leaves(self, provision: Provision, setting: Setting) -> dict[Leaf, Judgement]:
        anchor_of = anchors(provision.condition)
        setting = replace(setting, things=_things(provision))
        shared = shared_modifiers(provision.condition)
        judged = {
            leaf: self._figures.judge(leaf)
            if isinstance(leaf, QuantityCondition)
            else self._attributes.judge(
                leaf, anchor_of.get(leaf, ""), setting, shared.get(leaf, ())
            )
            for leaf in leaves(provision.condition)
        }
        # 投资500万元以上的项目: who fulfils the rest has such a project.
        if held := next((each for each in judged.values() if each.value), None):
            for leaf in provision.beneficiaries:
                if not requirements(leaf.text):
                    judged[leaf] = Judgement(True, False, held.words)
        return judged

    def _has(self, metric: Metric) -> bool:
        return self._figures.find(metric) is not None

    def _note(self, judged: JudgedProvision) -> None:
        """Remember the facts that a match rests on, by the names that fact files use."""
        for leaf, judgement in judged.judgements.items():
            if judgement.value is None or not judgement.words:
                continue
            if isinstance(leaf, QuantityCondition):
                continue  # figures are listed in full
            self._used.setdefault(
                leaf.text,
                {"value": judgement.value, "unit": None, "period": None, "from": judgement.words},
            )

    def facts_json(self) -> dict[str, dict[str, Any]]:
        """Return the figures understood and the attributes used, in the contract's shape."""
        shown: dict[str, dict[str, Any]] = {}
        for figure in self._figures.figures:
            exact = figure.value.exact
            value = None if exact is None else float(exact) if exact.denominator > 1 else int(exact)
            shown[figure.metric.name] = {
                "value": value if value is not None else figure.shown,
                "unit": figure.unit,
                "period": figure.period or None,
                "from": figure.arithmetic or figure.words,
            }
        return shown | self._used
