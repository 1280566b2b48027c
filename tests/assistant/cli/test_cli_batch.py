"""``tiaowen batch``: many answers in order, one line each, never half-written."""

import json
from datetime import date

import pytest

LINES = (
    '{"id": "q1", "question": "新认定的国家高新技术企业补助多少？"}',
    "",
    '{"question": "第五十二条的责任单位是谁？", "as_of": "2024-06-01"}',
    "这一行坏了",
    '{"id": "空", "question": "  "}',
    '{"id": "q2", "turns": ["新认定的国家高新技术企业补助多少？", "找哪个部门？"]}',
    '{"id": 7, "question": "甲", "as_of": "昨天"}',
    '["不是", "对象"]',
    '{"id": "q3", "turns": "不是列表"}',
    '{"id": "半\\ud800", "question": "半个\\udfff字"}',
    '{"id": "q4", "question": "一共有多少条措施？\u2028"}',
)


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


@pytest.fixture
def answered(call_indexed, questions, tmp_path):
    """Answer the lines and return the command's end with the answer lines."""

    def run(*options):
        out = tmp_path / "a.jsonl"
        ended = call_indexed("batch", "--in", questions, "--out", out, *options)
        return ended, [json.loads(x) for x in out.read_text(encoding="utf-8").split("\n") if x]

    return run


def test_lines_stay_in_order_and_a_failing_one_costs_only_itself(answered, tmp_path):
    ended, answers = answered("--as-of", "2024-06-01")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "完成，6 行失败。\n"
    ids = [answer["id"] for answer in answers]
    assert ids == ["q1", "3", "4", "空", "q2", "7", "8", "q3", "半?", "q4"]
    failed = {answer["id"]: answer["error"] for answer in answers if "error" in answer}
    assert set(failed) == {"4", "空", "7", "8", "q3", "半?"}
    assert "JSON" in failed["4"]
    assert failed["空"].startswith("问题是空的")
    assert "日期格式不对" in failed["7"]
    assert all(line.keys() == {"id", "error"} for line in answers if "error" in line)
    assert {path.name for path in tmp_path.iterdir()} == {"q.jsonl", "a.jsonl"}


def test_turns_are_one_conversation_and_each_line_has_its_own_day(answered):
    _, answers = answered("--as-of", "2025-06-01")
    by_id = {answer["id"]: answer for answer in answers}
    assert by_id["q1"]["citations"][0]["validity"]["status"] == "expired"
    assert by_id["3"]["as_of"] == "2024-06-01"
    assert by_id["3"]["citations"][0]["validity"]["status"] == "in_force"
    followed = by_id["q2"]
    assert followed["question"] == "找哪个部门？"
    assert followed["standalone_question"] != followed["question"]
    assert followed["citations"][0]["number"] == "19"
    assert followed["departments"] == ["市科技局"]


def test_a_batch_says_what_single_questions_get(answered, default_assistant):
    _, answers = answered("--as-of", "2024-06-01")
    alone = default_assistant.ask("新认定的国家高新技术企业补助多少？", as_of=date(2024, 6, 1))
    expected = alone.to_json("q1") | {"timings_ms": None}
    assert answers[0] | {"timings_ms": None} == json.loads(json.dumps(expected))


def test_workers_change_nothing_but_the_time(answered):
    alone, together = answered("--workers", 1)[1], answered("--workers", 4)[1]
    for answer in (*alone, *together):
        answer.pop("timings_ms", None)
    assert alone == together


def test_chinese_is_written_as_it_is(answered, tmp_path):
    answered()
    text = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert "市科技局" in text
    assert "\\u" not in text


def test_an_empty_batch_has_no_answers(call_indexed, tmp_path):
    source, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    source.write_text("\n\n", encoding="utf-8")
    ended = call_indexed("batch", "--in", source, "--out", out)
    assert ended.code == 0
    assert out.read_bytes() == b""


def test_a_file_that_cannot_be_used(complains, tmp_path):
    out = tmp_path / "a.jsonl"
    out.write_text("从前的结果", encoding="utf-8")
    complains("batch", "--in", tmp_path / "没有.jsonl", "--out", out, saying="找不到文件“没有")
    (tmp_path / "q.jsonl").write_bytes("问题".encode("gb18030"))
    complains("batch", "--in", tmp_path / "q.jsonl", "--out", out, saying="UTF-8")
    assert out.read_text(encoding="utf-8") == "从前的结果"


def test_a_place_that_cannot_be_written(complains, questions, tmp_path):
    complains("batch", "--in", questions, "--out", tmp_path / "no" / "a", saying="写不了“a”")
    complains("batch", "--in", questions, "--out", questions / "a", saying="写不了“a”")
