"""Lines of questions in, lines of answers or a run out: in order, whole, one bad line alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.batch import QuestionLine, read_lines, run_batch, run_search, whole_file
from assistant.service import PolicyAssistant
from index.errors import InputError
from index.retriever import HybridRetriever

DAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def assistant(policy_retriever: HybridRetriever) -> PolicyAssistant:
    return PolicyAssistant(policy_retriever)


@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        ('{"id": "a", "question": "甲"}', QuestionLine("a", ("甲",))),
        ('{"question": "甲"}', QuestionLine("7", ("甲",))),
        ('{"id": 5, "question": "甲"}', QuestionLine("5", ("甲",))),
        ('{"id": 0, "question": "甲"}', QuestionLine("0", ("甲",))),
        ('{"id": "b", "turns": ["甲", "乙"]}', QuestionLine("b", ("甲", "乙"))),
        (
            '{"id": "c", "question": "甲", "as_of": "2024-01-02"}',
            QuestionLine("c", ("甲",), "2024-01-02"),
        ),
    ],
)
def test_reads_a_line(line: str, parsed: QuestionLine) -> None:
    assert QuestionLine.parse(line, 7) == parsed


@pytest.mark.parametrize(
    "line",
    ["不是JSON", "[1]", "3", "null", "{}", '{"question": 5}', '{"turns": "甲"}', "[" * 10_000,
     '{"turns": ["甲", 3]}', '{"question": null}'],
)  # fmt: skip
def test_an_unusable_line_is_told_so(line: str) -> None:
    with pytest.raises(InputError, match="这一行"):
        QuestionLine.parse(line, 1)


@given(st.text(max_size=40))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        QuestionLine.parse(line, 1)
    except InputError as error:
        assert "这一行" in str(error)


def test_lines_keep_their_numbers_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('\ufeff{"a": 1}\n\n  \n{"b": "x\u2028y"}\n', encoding="utf-8")
    assert read_lines(path) == [(1, '{"a": 1}'), (4, '{"b": "x\u2028y"}')]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到文件“none.jsonl”"):
        read_lines(tmp_path / "none.jsonl")
    (tmp_path / "gbk.jsonl").write_bytes("问题".encode("gbk"))
    with pytest.raises(InputError, match="UTF-8"):
        read_lines(tmp_path / "gbk.jsonl")
    with pytest.raises(InputError, match="读不了"):
        read_lines(tmp_path)


def test_a_file_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(RuntimeError), whole_file(path) as out:
        out.write("新")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(InputError, match="写不了"), whole_file(tmp_path / "无" / "a.jsonl"):
        pass


@pytest.mark.parametrize("workers", [1, 3])
def test_every_line_is_answered_in_order_and_a_bad_one_alone_fails(
    assistant, tmp_path: Path, workers: int
) -> None:
    lines = [
        {"id": "x1", "question": "第38条讲什么"},
        "坏行",
        {"turns": ["第38条讲什么", "下一条"]},
        {"id": "x4", "question": "   "},
        {"id": "x5", "question": "这个文件还有效吗", "as_of": "2025-06-01"},
        {"id": "x6", "question": "第38条", "as_of": "六月"},
        {"id": "x7", "question": "文号是多少"},
    ]
    source, out = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    written = [x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines]
    source.write_text("\n".join(written), encoding="utf-8")
    failed = run_batch(assistant, source, out, as_of=DAY, workers=workers)
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert failed == 3
    assert [a["id"] for a in answers] == ["x1", "2", "3", "x4", "x5", "x6", "x7"]
    assert ["error" in a for a in answers] == [False, True, False, True, False, True, False]
    assert answers[0]["citations"][0]["number"] == "38"
    assert answers[2]["citations"][0]["number"] == "39"
    assert (answers[4]["as_of"], answers[4]["verdict"]) == ("2025-06-01", "no")
    assert answers[6]["as_of"] == DAY.isoformat()


def test_a_run_ranks_every_question_by_its_last_turn(policy_retriever, tmp_path: Path) -> None:
    source, out = tmp_path / "q.jsonl", tmp_path / "run.txt"
    source.write_text(
        '{"id": "q 1", "question": "加装电梯"}\n{"id": "q2", "turns": ["甲", "流感疫苗"]}\n',
        encoding="utf-8",
    )
    run_search(policy_retriever, source, out, k=5)
    rows = [line.split() for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 6 and row[1] == "Q0" and row[5] == "tiaowen" for row in rows)
    for qid, last_turn in (("q_1", "加装电梯"), ("q2", "流感疫苗")):
        own = [row for row in rows if row[0] == qid]
        assert [int(row[3]) for row in own] == [1, 2, 3, 4, 5]
        scores = [float(row[4]) for row in own]
        assert scores == sorted(scores, reverse=True)
        found = [hit.clause.clause_id for hit in policy_retriever.search(last_turn, k=5)]
        assert [row[2] for row in own] == found


@pytest.mark.parametrize("line", ["坏", '{"id": "q", "question": " "}'])
def test_a_run_needs_every_line(policy_retriever, tmp_path: Path, line: str) -> None:
    source = tmp_path / "q.jsonl"
    source.write_text('{"question": "加装电梯"}\n' + line, encoding="utf-8")
    with pytest.raises(InputError, match="第2行不能用"):
        run_search(policy_retriever, source, tmp_path / "run.txt", k=5)
    assert not (tmp_path / "run.txt").exists()
