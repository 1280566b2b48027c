from math import log2

import pytest

from eval.ranking import score_cases, score_groups


def test_right_and_acceptable_clauses_are_graded(make_case):
    case = make_case(gold=("19",), accept=("20",))
    values = score_cases([case], {"t1": ["d1.m5", "d1.m20", "d1.m19"]})["t1"]
    assert values["R@1"] == 0.0
    assert values["R@3"] == 1.0
    # the acceptable clause stands second
    assert values["MRR@10"] == pytest.approx(1 / 2)
    # gains 0, 1, 2 at ranks 1, 2, 3 against the best order 2, 1
    gained = 1 / log2(3) + 2 / log2(4)
    assert values["nDCG@10"] == pytest.approx(gained / (2 + 1 / log2(3)))


def test_recall_counts_every_right_clause(make_case):
    case = make_case(gold=("1", "2", "3", "s1"))
    values = score_cases([case], {"t1": ["d1.m1", "d1.s1", "d1.m9", "d1.m3"]})["t1"]
    assert values["R@1"] == pytest.approx(1 / 4)
    assert values["R@3"] == pytest.approx(2 / 4)
    assert values["R@5"] == pytest.approx(3 / 4)


def test_nothing_found_is_zero_and_nothing_to_find_is_absent(make_case):
    cases = [make_case(), make_case(id="t2", kind="document", gold=("doc",))]
    assert set(score_cases(cases, {})["t1"].values()) == {0.0}
    assert "t2" not in score_cases(cases, {"t2": ["d1.m1"]})


def test_any_one_of_a_group_finds_it():
    groups = {"q": [["a1", "a1b"], ["a2"]]}
    values = score_groups(groups, {"q": ["a9", "a1b", "a1", "a2"]})["q"]
    assert values["R@1"] == 0.0
    assert values["R@5"] == 1.0
    assert values["MRR@10"] == pytest.approx(1 / 2)


def test_a_second_member_keeps_its_place_and_counts_nothing():
    # a2 stands sixth: the equivalent a1b before it is not taken out of the ranking
    ranking = ["a1", "a1b", "a5", "a6", "a7", "a2"]
    values = score_groups({"q": [["a1", "a1b"], ["a2"]]}, {"q": ranking})["q"]
    assert values["R@1"] == pytest.approx(1 / 2)
    assert values["R@5"] == pytest.approx(1 / 2)
    assert values["R@10"] == 1.0


def test_a_question_without_a_ranking_found_nothing():
    values = score_groups({"q": [["a1"]], "r": [["a1"]]}, {"q": ["a1"]})
    assert values["q"]["MRR@10"] == 1.0
    assert set(values["r"].values()) == {0.0}
