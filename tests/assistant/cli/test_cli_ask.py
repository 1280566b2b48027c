"""``tiaowen ask``: the contract's answer, and one clear line for what cannot be answered."""

import json
import os
import shutil
from pathlib import Path

import pytest

from assistant.settings import today

QUESTION = "新认定的国家高新技术企业补助多少？"

SHAPE = {
    "id", "question", "standalone_question", "as_of", "intent", "status", "verdict", "answer",
    "departments", "citations", "related", "choices", "checks", "answered_by", "timings_ms",
    "index_version",
}  # fmt: skip
CITATION = {
    "n", "clause_id", "doc_id", "source", "doc_title", "doc_number", "section", "no", "number",
    "title", "quote", "quote_span", "departments", "validity",
}  # fmt: skip


def test_the_answer_of_the_first_issue(call_indexed):
    expired = call_indexed("ask", QUESTION, "--json").json
    assert expired["as_of"] == today().isoformat()
    assert "30万元" in expired["answer"]
    assert expired["departments"] == ["市科技局"]
    first = expired["citations"][0]
    assert first["number"] == "19"
    assert first["departments"] == ["市科技局"]
    assert first["validity"]["status"] == "expired"
    current = call_indexed("ask", QUESTION, "--json", "--as-of", "2024-06-01").json
    assert current["citations"][0]["validity"] == {
        "status": "in_force", "from": "2024-01-01", "until": "2024-12-31",
    }  # fmt: skip


def test_the_answer_has_the_contracts_shape(call_indexed, default_assistant):
    ended = call_indexed("ask", QUESTION, "--json", "--as-of", "2024-06-01")
    assert ended.err == ""
    answer = ended.json
    assert answer.keys() >= SHAPE
    assert answer["question"] == QUESTION
    assert (answer["intent"], answer["status"]) == ("facts", "answered")
    assert answer["answered_by"] == "extractive"
    assert answer["checks"] == {"quotes_verbatim": True, "numbers_supported": True}
    assert answer["timings_ms"]["total"] > 0
    assert answer["index_version"] == default_assistant.retriever.index.version
    for n, citation in enumerate(answer["citations"], start=1):
        assert citation.keys() >= CITATION
        assert citation["n"] == n
        clause = default_assistant.retriever.index.clause(citation["clause_id"])
        start, end = citation["quote_span"]
        assert clause.text[start:end] == citation["quote"]
    assert all(entry.keys() >= {"clause_id", "no", "title"} for entry in answer["related"])


def test_for_a_person_the_quote_follows_the_answer(call_indexed):
    lines = call_indexed("ask", QUESTION, "--as-of", "2024-06-01").out.splitlines()
    assert "30万元" in lines[0]
    assert lines[-1].startswith("[1] （十九）")
    assert "“" in lines[-1]


def test_whether_one_can_have_it_is_an_eligibility_question(call_indexed):
    answer = call_indexed(
        "ask", "我们公司去年研发投入250万元，能拿到研发投入的补助吗？", "--json",
        "--as-of", "2024-06-01",
    ).json  # fmt: skip
    assert answer["intent"] == "eligibility"
    assert answer["citations"][0]["number"] == "12"
    assert answer["verdict"] == "yes"


@pytest.mark.parametrize(
    ("question", "saying"),
    [
        ("", "问题是空的"),
        (" \t\u3000\n", "问题是空的"),
        ("补" * 10_000, "问题太长（10000字）"),
        ("补助\udcb2多少", "无法识别的字符"),
    ],
)
def test_a_question_that_cannot_be_used(complains, question, saying):
    complains("ask", question, "--json", saying=saying)


@pytest.mark.parametrize("day", ["2024-13-01", "2024/06/01", "明天", "", "20240601T00"])
def test_a_day_that_is_none(complains, day):
    complains("ask", QUESTION, "--as-of", day, saying="日期格式不对")


def test_a_given_index_must_exist(complains, tmp_path):
    complains("ask", QUESTION, "--index", tmp_path / "nowhere", saying="tiaowen index")
    assert not (tmp_path / "nowhere").exists()


@pytest.fixture
def copied_index(default_assistant, tmp_path) -> Path:
    """A copy of the default index, to be broken."""
    return shutil.copytree(os.environ["TIAOWEN_INDEX_DIR"], tmp_path / "copy")


def _published(index: Path) -> Path:
    version = (index / "CURRENT").read_text(encoding="utf-8").strip()
    return index / "versions" / version


def test_an_index_of_another_format(complains, copied_index):
    manifest = _published(copied_index) / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(content | {"format_version": 999}), encoding="utf-8")
    complains("ask", QUESTION, "--index", copied_index, saying="索引的格式版本是 999")


def test_an_index_of_another_model(complains, copied_index):
    manifest = _published(copied_index) / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    changed = content | {"embedder": "another", "embedder_fingerprint": "0" * 16}
    manifest.write_text(json.dumps(changed), encoding="utf-8")
    complains("ask", QUESTION, "--index", copied_index, saying="another")


@pytest.mark.parametrize("name", ["manifest.json", "clauses.faiss", "clauses.sqlite", "lexical"])
def test_a_damaged_index(complains, copied_index, name):
    damaged = _published(copied_index) / name
    if damaged.is_dir():
        shutil.rmtree(damaged)
    else:
        damaged.write_bytes(damaged.read_bytes()[:-7])
    complains("ask", QUESTION, "--index", copied_index, saying="tiaowen index")


def test_a_pointer_that_leads_out_of_the_index(complains, copied_index):
    (copied_index / "CURRENT").write_text("../../etc\n", encoding="utf-8")
    complains("ask", QUESTION, "--index", copied_index, saying="tiaowen index")
