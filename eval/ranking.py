"""Score rankings of clauses: recall, reciprocal rank and nDCG by ir-measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from eval.dataset import Case
from eval.metrics import clause_keys, same_clause

#: Cut-offs of recall for a policy file and for the statutes.
CASE_CUTOFFS = (1, 3, 5, 10)
STATUTE_CUTOFFS = (1, 5, 10, 20, 50, 100)

#: Grades of relevance: a right clause, and one that is acceptable in its place.
RIGHT, ACCEPTABLE = 2, 1

#: Measure values of one question by their printed name ("R@10").
Values = dict[str, float]


def score_cases(cases: Sequence[Case], rankings: Mapping[str, Sequence[str]]) -> dict[str, Values]:
    """Return R@k, MRR@10 and nDCG@10 of every case that has a right clause, by case id.

    Recall counts right clauses only; the reciprocal rank takes an acceptable one as well, and
    nDCG grades the two. A case without a ranking counts as one that found nothing.

    Args:
        cases: The questions; those answered by no clause are left out.
        rankings: Clause ids, best first, by case id.
    """
    qrels: list[Qrel] = []
    run: list[ScoredDoc] = []
    for case in cases:
        gold = clause_keys(case.gold)
        accept = [key for key in clause_keys(case.accept) if key not in gold]
        if not gold:
            continue
        qrels += [Qrel(case.id, key, RIGHT) for key in gold]
        qrels += [Qrel(case.id, key, ACCEPTABLE) for key in accept]
        ranking = [_as_key(clause_id, (*gold, *accept)) for clause_id in rankings.get(case.id, ())]
        run += _scored(case.id, ranking)
    measures = {f"R@{k}": R(rel=RIGHT) @ k for k in CASE_CUTOFFS}
    measures |= {"MRR@10": RR(rel=ACCEPTABLE) @ 10, "nDCG@10": nDCG @ 10}
    return _calculate(measures, qrels, run)


def score_groups(
    groups: Mapping[str, Sequence[Sequence[str]]], rankings: Mapping[str, Sequence[str]]
) -> dict[str, Values]:
    """Return R@k and MRR@10 by question where any one member of a group finds the group.

    Args:
        groups: By question id, its groups of equivalent articles.
        rankings: Article ids, best first, by question id.
    """
    qrels = [
        Qrel(question, f"group {number}", 1)
        for question, members in groups.items()
        for number, _ in enumerate(members)
    ]
    run: list[ScoredDoc] = []
    for question, members in groups.items():
        group_of = {member: n for n, group in enumerate(members) for member in group}
        run += _scored(question, _first_of_each(rankings.get(question, ()), group_of))
    measures = {f"R@{k}": R @ k for k in STATUTE_CUTOFFS} | {"MRR@10": RR @ 10}
    return _calculate(measures, qrels, run)


def _first_of_each(ranking: Iterable[str], group_of: Mapping[str, int]) -> list[str]:
    """Name a group by its first member found; later members keep their place and count nothing."""
    seen: set[int] = set()
    named: list[str] = []
    for document in ranking:
        group = group_of.get(document)
        if group is None or group in seen:
            named.append(document)
        else:
            seen.add(group)
            named.append(f"group {group}")
    return named


def _as_key(clause_id: str, keys: Iterable[str]) -> str:
    return next((key for key in keys if same_clause(key, clause_id)), clause_id)


def _scored(question: str, ranking: Sequence[str]) -> list[ScoredDoc]:
    """Return the ranking with scores that fall by rank; a document named twice counts once."""
    unique = list(dict.fromkeys(ranking))
    return [ScoredDoc(question, name, float(-rank)) for rank, name in enumerate(unique)]


def _calculate(
    measures: Mapping[str, object], qrels: list[Qrel], run: list[ScoredDoc]
) -> dict[str, Values]:
    questions = dict.fromkeys(qrel.query_id for qrel in qrels)
    # A question for which nothing was found is absent from the tool's answer and scores zero.
    values = {question: dict.fromkeys(measures, 0.0) for question in questions}
    if not run:
        return values
    names = {measure: name for name, measure in measures.items()}
    for metric in ir_measures.iter_calc(list(names), qrels, run):
        values[metric.query_id][names[metric.measure]] = float(metric.value)
    return values
