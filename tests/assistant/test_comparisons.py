"""Two things of one clause compared: their values decide."""

from __future__ import annotations

import pytest

from assistant.binding import bind
from assistant.comparisons import judge_comparison
from assistant.question import read_question

SENTENCE = "重大创新平台3000万元，技术攻关资金2000万元，人才支撑资金1000万元。"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("人才支撑那笔是不是比重大创新平台的还多", "no"),
        ("技术攻关是不是比人才支撑多", "yes"),
        ("人才支撑比技术攻关少吧", "yes"),
        ("人才支撑的比例高不高", None),
        ("水稻比人才支撑多吗", None),
        ("人才支撑比技术攻关多多少", None),
    ],
)
def test_the_values_decide_which_is_more(question: str, verdict: str | None) -> None:
    judged = judge_comparison(read_question(question), bind(SENTENCE))
    assert (judged and judged.verdict) == verdict
