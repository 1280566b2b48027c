"""The questions for training: well formed, and apart from what is held out."""

from __future__ import annotations

import csv

import pytest

from training.mining import hard_negatives, lexical_scores
from training.policy import QUESTIONS
from training.statutes import WRITTEN, Question, load_statutes


@pytest.mark.parametrize(("file", "columns"), [(WRITTEN, 2), (QUESTIONS, 3)])
def test_every_line_is_whole_and_written_once(file, columns) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in rows} == {columns}
    assert all(all(cell.strip() for cell in row) for row in rows)
    assert len({tuple(row) for row in rows}) == len(rows)


@pytest.mark.realdocs
def test_nothing_written_answers_a_held_out_question(shared_dir) -> None:
    statutes = load_statutes(shared_dir / "statutes")
    held_out = set().union(*(question.right_rows for question in statutes.dev + statutes.test))
    written = [question for question in statutes.train if question.question_id.startswith("w")]
    assert len(written) > 1900
    assert all(held_out.isdisjoint(question.right_rows) for question in written)
    texts = {question.text for question in statutes.dev + statutes.test}
    assert all(question.text not in texts for question in statutes.train)


def test_mines_what_shares_words_and_is_not_right() -> None:
    passages = ["租房押金退还", "租房合同解除后押金怎么退", "盗窃罪的处罚", "交通事故赔偿"]
    question = Question("q", "租房押金不退怎么办", (frozenset({1}),))
    mined = hard_negatives(lexical_scores(passages, [question.text]), [question], first=1, last=2)
    assert mined == [[0]]
