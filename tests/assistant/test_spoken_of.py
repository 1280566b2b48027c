"""Whether a question speaks of the conditions that its facts leave open."""

from __future__ import annotations

import pytest

from assistant.match_result import ConditionResult
from assistant.spoken_of import speaks_of


def conditions(*texts: str) -> list[ConditionResult]:
    return [ConditionResult(text, (0, len(text)), "unknown") for text in texts]


@pytest.mark.parametrize(
    ("question", "texts", "holds"),
    [
        ("我们想新建一个市级重点实验室", ["新建市级重点实验室"], True),
        ("我们想新建一个厂房", ["新建市级重点实验室"], False),
        ("我们新建市级重点实验室，行吗", ["新建市级重点实验室", "符合条件"], False),
        ("我们投资2000万元以上", ["投资2000万元以上"], False),
        ("我们新建市级重点实验室", [], False),
    ],
)
def test_most_of_a_condition_is_spoken_of(question: str, texts: list[str], holds: bool) -> None:
    assert speaks_of(question, conditions(*texts)) is holds


def test_a_condition_that_is_decided_is_not_open() -> None:
    met = ConditionResult("新建市级重点实验室", (0, 9), "met")
    assert not speaks_of("我们新建市级重点实验室", [met])
