"""A floor that no change may sink below: a fixed part of the development questions."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.settings import Settings
from eval.dataset import load_cases
from eval.product import ProductAsker
from eval.runs import Questions, make_record, run_system
from eval.summary import score_system, summarize

DATASETS = Path(__file__).resolve().parents[2] / "eval" / "datasets"

#: What the questions of policy_floor.json reached when this was set, less about two questions.
#: Raise it when the answering has become better for good; never lower it to let a change pass.
FLOORS = {
    "fully_right": 0.63,
    "status_right": 0.88,
    "first_citation_right": 0.88,
    "facts_right": 0.69,
    "units_right": 0.80,
}


@pytest.fixture(scope="module")
def summary(default_assistant):
    ids = set(json.loads((DATASETS / "policy_floor.json").read_text(encoding="utf-8"))["ids"])
    cases = load_cases(DATASETS / "policy_dev.jsonl")
    questions = Questions(tuple(case for case in cases if case.id in ids), ())
    assert len(questions.cases) == len(ids)
    run = run_system(ProductAsker(default_assistant), questions.cases, as_of=date(2024, 6, 1))
    index = default_assistant.retriever.index
    record = make_record(index, questions, [run], Settings(), {})
    return summarize(run, score_system(record, run))


@pytest.mark.parametrize("measure", FLOORS)
def test_the_answering_stays_above_its_floor(summary, measure):
    assert summary.estimates[measure].value >= FLOORS[measure]


def test_no_question_crashes(summary):
    assert summary.failures == 0


def test_hardly_any_wrong_statement(summary):
    estimate = summary.estimates["nothing_wrong"]
    assert round(estimate.n * (1 - estimate.value)) <= 1


def test_no_number_is_invented(summary):
    assert summary.estimates["numbers_supported"].value == 1.0
