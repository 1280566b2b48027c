import json
from pathlib import Path

import pytest

from eval.eligibility import load_profiles, score_profiles, typed_amounts
from index.errors import InputError
from index.parse import parse_file

PROFILES = Path(__file__).resolve().parents[2] / "eval" / "datasets" / "profiles.jsonl"


def test_askers_are_judged_as_annotated_and_nobody_is_promised_too_much(
    default_source: Path,
) -> None:
    document = parse_file(default_source)
    report = score_profiles(load_profiles(PROFILES, "dev"), document)
    assert report.profiles >= 80
    assert report.accuracy is not None
    assert report.accuracy >= 0.95
    assert report.amounts_right == report.amounts
    assert score_profiles(load_profiles(PROFILES), document).wrongly_fulfilled == 0


def test_a_wrong_outcome_and_a_forbidden_promise_are_counted(default_source: Path) -> None:
    row = {
        "id": "x", "text": "新认定的高企", "as_of": "2024-06-01", "never": ["19"],
        "expected": [{"number": "12", "outcome": "符合"}],
    }  # fmt: skip
    report = score_profiles([row], parse_file(default_source))
    assert (report.right, report.wrongly_fulfilled) == (0, 1)
    assert {(miss.number, miss.found) for miss in report.misses} >= {("19", "符合")}


def test_no_profile_has_no_accuracy(default_source: Path) -> None:
    assert score_profiles([], parse_file(default_source)).accuracy is None


def test_says_what_is_wrong_with_a_profile_file(tmp_path: Path) -> None:
    path = tmp_path / "profiles.jsonl"
    with pytest.raises(InputError, match="读不了"):
        load_profiles(path)
    path.write_text(json.dumps({"text": "我们是企业"}), encoding="utf-8")
    with pytest.raises(InputError, match="第1行"):
        load_profiles(path)


@pytest.mark.realdocs
def test_most_amounts_of_real_documents_get_a_role(shared_dir: Path) -> None:
    paths = sorted((shared_dir / "realdocs").glob("*.txt"))
    counted = typed_amounts([parse_file(path) for path in paths])
    clauses = sum(each.clauses for each in counted)
    assert sum(each.fully_typed for each in counted) / clauses >= 0.95
