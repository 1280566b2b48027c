import json

import pytest

from eval.retrieval import (
    load_statute_questions,
    measure_retrieval,
    open_articles,
    split_ids,
)
from index.errors import InputError
from index.retriever import HybridRetriever


@pytest.fixture
def questions_file(tmp_path):
    def write(*entries):
        path = tmp_path / "questions.jsonl"
        lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_the_products_search_is_measured_by_channel(
    articles, embedder, questions_file, tmp_path
):
    source = articles(
        {
            "l1": ("劳动合同法第三十八条", "用人单位未及时支付劳动报酬的，劳动者可以解除合同。"),
            "l3": ("道路交通安全法第九十一条", "饮酒后驾驶机动车的，处暂扣六个月机动车驾驶证。"),
        }
    )
    index = open_articles(source, tmp_path / "index", embedder)
    path = questions_file(
        {"id": "q1", "question": "饮酒后驾驶机动车", "relevant": [["l3", "l9"]]},
        {"id": "q2", "question": "饮酒后驾驶机动车", "relevant": [["l1"], ["l3"]]},
    )
    reports = measure_retrieval(HybridRetriever(index, embedder), load_statute_questions(path))
    assert [report.system for report in reports] == ["hybrid", "lexical", "clause", "sentence"]
    lexical = reports[1]
    # q1: its one group first; q2: one of two groups found
    assert lexical.estimates["R@1"].value == pytest.approx((1 + 1 / 2) / 2)
    assert lexical.estimates["R@100"].value == pytest.approx((1 + 1 / 2) / 2)
    assert lexical.estimates["MRR@10"].value == 1.0
    assert reports[0].estimates["R@100"].value == 1.0
    alone = measure_retrieval(
        HybridRetriever(index, embedder), load_statute_questions(path), channels=False
    )
    assert [report.system for report in alone] == ["hybrid"]


def test_splits_are_fixed_and_apart():
    dev, test = split_ids("dev"), split_ids("test")
    assert len(dev) == len(test) == 200
    assert not dev & test


def test_a_split_or_a_number_of_questions(questions_file):
    kept = sorted(split_ids("dev"))[0]
    path = questions_file(
        {"id": "none", "question": "问", "relevant": [["a"]]},
        {"id": kept, "question": "问", "relevant": [["a"]]},
    )
    assert [q.id for q in load_statute_questions(path, split="dev")] == [kept]
    assert [q.id for q in load_statute_questions(path, limit=1)] == ["none"]


@pytest.mark.parametrize(
    "entry", [{"id": "q"}, {"id": "q", "question": "问", "relevant": []}, ["q"]]
)
def test_an_unusable_line_is_named(questions_file, entry):
    with pytest.raises(InputError, match="第 1 行"):
        load_statute_questions(questions_file(entry))


def test_a_missing_file_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="读不了问题文件 no.jsonl"):
        load_statute_questions(tmp_path / "no.jsonl")
