"""When a yes or no rests on too little to be told."""

from __future__ import annotations

import pytest

from assistant.doubt import rests_on_little
from assistant.verdict import Judgement

CHECKED_YES = Judgement("yes", "是的。")
BARE_YES = Judgement("yes", "有规定。", unchecked=True)
NO = Judgement("no", "不是。")


@pytest.mark.parametrize(
    ("judged", "coverage", "sure", "little"),
    [
        (None, 0.0, 0.0, False),
        (BARE_YES, 0.3, 0.5, True),
        (BARE_YES, 0.3, 0.8, False),  # surely on the subject
        (BARE_YES, 0.4, 0.5, False),  # holds enough of the question
        (CHECKED_YES, 0.1, 0.1, False),
        (NO, 0.1, 0.4, True),
        (NO, 0.3, 0.4, False),
    ],
)
def test_what_a_verdict_rests_on(judged, coverage: float, sure: float, little: bool) -> None:
    assert rests_on_little(judged, coverage, sure) is little
