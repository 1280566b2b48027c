"""Scores of parses, with their arithmetic shown."""

import json

import pytest

from eval.parsing import MEASURES, f1, judge, score_parses
from index.errors import InputError
from index.parse import parse_document
from index.source_text import SourceText

TEXT = (
    "甲市科技局关于支持研发的通知\n甲科发〔2024〕1号\n"
    "一、支持研发。给予补助。（责任单位：市科技局、市财政局）\n"
    "二、支持投资。给予奖励。（责任单位：市发改委）\n"
    "本通知自2024年3月1日起施行，有效期至2024年12月31日。\n甲市科技局\n2024年2月1日\n"
)
RIGHT = {
    "file": "a.txt",
    "doc_number": "甲科发〔2024〕1号",
    "issuer": "甲市科技局",
    "issue_date": "2024-02-01",
    "valid_until": "2024-12-31",
    "n_units": 2,
    "unit_samples": [
        {
            "no": "一、",
            "first_20_chars": "一、支持研发。给予补助",
            "responsible": ["市科技局", "市财政局"],
        }
    ],
}


def values(entry):
    document = parse_document(SourceText(TEXT), source_name="a.txt")
    return {item.measure: item.value for item in judge(entry, document)}


def test_f1_of_two_sets():
    assert f1({"甲", "乙"}, {"甲", "丙"}) == pytest.approx(2 * 1 / (2 + 2))
    assert f1({"甲"}, {"甲", "乙", "丙"}) == pytest.approx(2 * 1 / (1 + 3))
    assert f1(set(), {"甲"}) == 0


def test_a_right_parse_scores_one_in_every_measure():
    assert values(RIGHT) == dict.fromkeys(MEASURES, 1.0)


def test_each_wrong_fact_scores_nought():
    wrong = {
        **RIGHT,
        "doc_number": None,
        "issuer": "乙市科技局",
        "issue_date": "2024-02-02",
        "valid_until": None,
        "n_units": 3,
        "leaf_units": 4,
    }
    wrong["unit_samples"] = [
        {"no": "一、", "first_20_chars": "一、支持研发", "responsible": ["市科技局"]},
        {"no": "九、", "first_20_chars": "九、没有这一条", "responsible": ["市科技局"]},
    ]
    document = parse_document(SourceText(TEXT), source_name="a.txt")
    scored = list(judge(wrong, document))
    plain = [item.value for item in scored if item.measure not in ("sample_text", "sample_units")]
    assert plain == [0.0] * 5
    assert [item.value for item in scored if item.measure == "sample_text"] == [1.0, 0.0]
    units = [item.value for item in scored if item.measure == "sample_units"]
    assert units == [pytest.approx(2 / 3), 0.0]


def test_unknown_facts_are_not_scored():
    entry = {**RIGHT, "issuer": None, "issue_date": None, "validity_text": "有效期一年"}
    assert set(values(entry)) == set(MEASURES) - {"issuer", "issue_date", "valid_until"}


def test_leaf_units_are_as_good_as_units():
    assert values({**RIGHT, "n_units": 9, "leaf_units": 2})["unit_count"] == 1.0


def test_a_file_that_cannot_be_parsed_is_wrong_in_all(tmp_path):
    index_file = tmp_path / "INDEX.jsonl"
    index_file.write_text(json.dumps(RIGHT, ensure_ascii=False) + "\n", encoding="utf-8")
    scores = score_parses(index_file)
    assert {measure: scores.mean(measure) for measure in MEASURES} == dict.fromkeys(MEASURES, 0.0)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    scores = score_parses(index_file)
    assert {measure: scores.mean(measure) for measure in MEASURES} == dict.fromkeys(MEASURES, 1.0)
    assert scores.to_json()["measures"]["sample_text"] == {"value": 1.0, "scored": 1}
    assert "条款数\t1.000\t1" in scores.table()


def test_a_missing_list_is_told(tmp_path):
    with pytest.raises(InputError, match="没有.jsonl"):
        score_parses(tmp_path / "没有.jsonl")


@pytest.mark.realdocs
def test_the_real_documents_reach_the_required_score(shared_dir):
    scores = score_parses(shared_dir / "realdocs" / "INDEX.jsonl")
    for measure in MEASURES:
        assert scores.mean(measure) >= 0.95, scores.table()
