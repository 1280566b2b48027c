import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.dataset import load_cases, parse_cases, split_of
from index.errors import InputError

RECORD = {
    "id": "q1",
    "kind": "amount",
    "persona": "企业主",
    "question": "新评上高企给多少",
    "gold": ["19"],
    "accept": [],
    "facts": ["30万元", ["3年", "三年"]],
    "units": ["市科技局"],
    "verdict": None,
    "status": "answered",
    "wrong": ["10万元"],
    "split": "dev",
}


def line(**changes):
    record = {**RECORD, **changes}
    return json.dumps({k: v for k, v in record.items() if v != "absent"}, ensure_ascii=False)


def test_a_line_becomes_a_case():
    (case,) = parse_cases([line(as_of="2024-06-18"), "", "  "])
    assert case.facts == ("30万元", ("3年", "三年"))
    assert case.as_of == date(2024, 6, 18)
    assert case.utterances == ("新评上高企给多少",)


def test_turns_take_the_place_of_the_question():
    (case,) = parse_cases([line(question="absent", turns=["新认定补多少", "重新认定呢"])])
    assert case.utterances == ("新认定补多少", "重新认定呢")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "不是一个 JSON 对象"),
        ("[1]", "不是一个 JSON 对象"),
        ("[" * 100_000, "不是一个 JSON 对象"),
        (line(gold="absent"), "字段 gold 缺少这个字段"),
        (line(kind="riddle"), "字段 kind 不在允许的取值之内"),
        (line(answer="30万元"), "字段 answer 没有这个字段"),
        (line(facts=[30]), "字段 facts 的类型不对"),
        (line(question=""), "字段 question 不能为空"),
        (line(as_of="去年"), "字段 as_of 应写成 2024-06-18 这样的日期"),
        (line(turns=["甲", "乙"]), "question 和 turns 须有且只有一个"),
        (line(question="absent"), "question 和 turns 须有且只有一个"),
        (line(question="absent", turns=["甲"]), "turns 至少要有两轮"),
        (line(gold=[]), "status 为 answered 时 gold 不能为空"),
        (line(kind="count"), "kind 为 count 时须有 count"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong(text, problem):
    with pytest.raises(InputError) as caught:
        parse_cases([text])
    assert str(caught.value) == f"数据集 第 1 行：{problem}"


def test_an_id_stands_once():
    with pytest.raises(InputError, match="第 2 行：编号 q1 重复"):
        parse_cases([line(), line()])


def test_an_empty_dataset_is_refused():
    with pytest.raises(InputError, match="没有题目"):
        parse_cases(["", " "])


def test_a_file_is_read_in_order(tmp_path):
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{line(id='b')}\n{line(id='a')}\n", encoding="utf-8")
    assert [case.id for case in load_cases(path)] == ["b", "a"]


def test_an_unreadable_file_is_one_line_without_its_directory(tmp_path):
    with pytest.raises(InputError) as caught:
        load_cases(tmp_path / "absent.jsonl")
    assert "absent.jsonl" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


@given(st.text())
def test_any_line_is_a_case_or_a_clear_error(text):
    try:
        parse_cases([text])
    except InputError as error:
        assert "\n" not in str(error)


def test_the_split_keeps_two_fifths_aside():
    parts = [split_of(f"x{number:04d}") for number in range(5000)]
    assert parts.count("test") / len(parts) == pytest.approx(0.4, abs=0.03)
