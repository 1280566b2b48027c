"""Where a question turns from one clause's subject to another's."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import alone
from assistant.evidence import Concept
from assistant.parts import MOST_PARTS, distributes, places_to_cut, without_distribution
from assistant.question import read_question
from assistant.several import CutFeatures, SeveralSubjects, probability
from assistant.weights import CutWeights, load_weights

WEIGHTS = load_weights("tiaowen-e5-small").cut
#: What each clause speaks of; its id is its subject's.
SUBJECTS = {"电梯": "m71", "疫苗": "m72", "海关": "m47", "托育": "m68"}


def candidate(clause_id: str, score: float, sure: float, doc_id: str = "d") -> Any:
    clause = SimpleNamespace(clause_id=clause_id, doc_id=doc_id)
    return SimpleNamespace(clause=clause, score=score, sure=sure)


class SubjectReader:
    """Ranks the clauses of :data:`SUBJECTS` by whether a question names their subjects."""

    def __init__(self, weights: CutWeights | None = WEIGHTS, doc_ids: str = "dddd") -> None:
        self.weights = SimpleNamespace(cut=weights)
        self._docs = dict(zip(SUBJECTS.values(), doc_ids, strict=True))

    def ranked(self, resolved: Any) -> list[Any]:
        found = [
            candidate(clause, 70.0 + 10 * (subject in resolved.topic) - place / 10,
                      0.99 if subject in resolved.topic else 0.05, self._docs[clause])
            for place, (subject, clause) in enumerate(SUBJECTS.items())
        ]  # fmt: skip
        return sorted(found, key=lambda each: -each.score)

    def on_subject(self, best: Any) -> float:
        sure: float = best.sure
        return sure

    def concepts(self, resolved: Any) -> list[Concept]:
        return [Concept(1.0, (frozenset({s}),)) for s in SUBJECTS if s in resolved.topic]

    def tokens_of(self, clause: Any) -> frozenset[str]:
        return frozenset(s for s, clause_id in SUBJECTS.items() if clause_id == clause.clause_id)


def cutter(**given: Any) -> SeveralSubjects:
    tokenizer = SimpleNamespace(words=list)
    retriever: Any = SimpleNamespace(index=SimpleNamespace(tokenizer=tokenizer))
    reader: Any = SubjectReader(**given)
    return SeveralSubjects(retriever, reader)


def parts_of(text: str, **given: Any) -> list[tuple[str, ...]]:
    return [part.focus for part in cutter(**given).parts(alone(read_question(text)))]


@pytest.mark.parametrize(
    ("question", "clauses"),
    [
        ("电梯补多少钱，疫苗归谁管", ["m71", "m72"]),
        ("疫苗归谁管？电梯呢，补多少钱", ["m72", "m71"]),
        ("海关和托育分别归谁管", ["m47", "m68"]),
        ("电梯补多少，疫苗归谁管，海关在哪条", ["m71", "m72", "m47"]),
        ("老旧小区电梯补多少钱 流感疫苗归谁来管", ["m71", "m72"]),  # a space for a comma
        ("给电梯的钱，加上疫苗的钱，合起来多少亿", ["m71", "m72"]),
    ],
)
def test_each_subject_is_asked_of_its_own_clause(question: str, clauses: list[str]) -> None:
    assert parts_of(question) == [(clause,) for clause in clauses]


@pytest.mark.parametrize(
    "question",
    [
        "电梯补多少钱",
        "电梯补多少钱，归谁管",
        "我家住五楼，电梯补多少钱",
        "大熊猫和金丝猴归谁管",
        "",
    ],
)
def test_a_question_of_one_clause_stays_whole(question: str) -> None:
    assert parts_of(question) == [()]


def test_clauses_of_two_documents_are_no_parts() -> None:
    assert parts_of("电梯补多少钱，疫苗归谁管", doc_ids="dedd") == [()]


def test_a_model_without_fitted_numbers_cuts_nothing() -> None:
    assert parts_of("电梯补多少钱，疫苗归谁管", weights=None) == [()]


def test_a_part_that_asks_nothing_asks_what_the_other_asks() -> None:
    first, second = cutter().parts(alone(read_question("电梯和疫苗各补多少钱")))
    assert first.question.asked == second.question.asked
    assert first.question.asked.kinds
    assert not second.question.asked.several


def test_a_part_leans_on_the_clause_that_was_found_for_it() -> None:
    parts = cutter().parts(alone(read_question("电梯补多少钱，疫苗归谁管")))
    assert all(part.lean == 1.0 for part in parts)
    assert ["电梯" in part.topic for part in parts] == [True, False]


@given(st.lists(st.sampled_from([*SUBJECTS, "和", "，", "多少", "归谁管", "我家"]), max_size=12))
def test_parts_are_of_different_clauses(words: list[str]) -> None:
    parts = parts_of("".join(words))
    assert 1 <= len(parts) <= MOST_PARTS
    assert len(parts) == 1 or len(set(parts)) >= 2


def test_every_feature_of_a_cut_has_a_weight_of_its_own_name() -> None:
    names = {field.name for field in fields(CutWeights)} - {"bias", "threshold"}
    assert {field.name for field in fields(CutFeatures)} == names


def test_what_no_cut_can_better_bounds_every_cut() -> None:
    """The bound that spares retrievals holds only while these weights have their signs."""
    assert WEIGHTS is not None
    assert 0 < WEIGHTS.threshold < 1
    assert WEIGHTS.behind < 0
    for name in ("halves_sure", "whole_sure", "asks", "own"):
        assert getattr(WEIGHTS, name) > 0


@given(st.lists(st.sampled_from([*SUBJECTS, "和", "，", "多少", "归谁管"]), max_size=9))
def test_sparing_retrievals_loses_no_sure_cut(words: list[str]) -> None:
    assert WEIGHTS is not None
    question = alone(read_question("".join(words)))
    whole = SubjectReader()
    every = list(cutter().cuts(question))
    with patch("assistant.several.MOST_CUTS", 9):
        found = cutter()._cuts(question.question.normalized, whole.ranked(question), WEIGHTS)
        spared = list(found)
    sure = [c for c in every if probability(c.features, WEIGHTS) >= WEIGHTS.threshold]
    assert all(cut in spared for cut in sure)
    assert all(cut in every for cut in spared)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 12))
def test_a_surer_cut_is_likelier(less: float, more: float, behind: float) -> None:
    assert WEIGHTS is not None
    low, high = sorted((less, more))
    below, above = (CutFeatures(sure, sure, behind, 1.0, 0.0, 0.2) for sure in (low, high))
    assert 0 <= probability(below, WEIGHTS) <= probability(above, WEIGHTS) <= 1


def test_a_question_is_cut_between_words_only() -> None:
    words = {"和美乡村补多少": ["和美", "乡村", "补", "多少"], "电梯和疫苗": ["电梯", "和", "疫苗"]}
    assert list(places_to_cut("和美乡村补多少", words.__getitem__)) == []
    assert list(places_to_cut("电梯和疫苗", words.__getitem__)) == [("电梯", "疫苗")]


@given(st.text("电梯疫苗和，。跟vs ", max_size=20))
def test_halves_are_what_stands_around_a_cut(text: str) -> None:
    for first, second in places_to_cut(text, list):
        assert text.startswith(first)
        assert text.endswith(second)
        assert min(len(first), len(second)) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "电梯和疫苗各补多少",
        "两项都归谁管",
        "是同一个单位吗",
        "电梯加上疫苗，加起来多少",
        "电梯补助跟疫苗的相差多少",
        "电梯和疫苗谁多",
    ],
)
def test_words_that_mean_several_things(text: str) -> None:
    assert distributes(text)


def test_what_distributes_is_taken_out_but_not_what_asks() -> None:
    assert without_distribution("疫苗各是多少") == "疫苗是多少"
    assert without_distribution("押注哪两块") == "押注哪两块"


def test_weights_without_a_cut_are_read() -> None:
    assert load_weights("another-model").cut is None
