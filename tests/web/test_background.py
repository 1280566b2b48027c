"""What is done in the background tells its steps, its result and its failure."""

from __future__ import annotations

import pytest

from assistant.web.background import Done, in_background
from index.errors import InputError


def test_the_steps_come_in_order_and_the_result_last():
    def work(tell):
        tell("一")
        tell("二")
        return 3

    assert list(in_background(work)) == ["一", "二", Done(3)]


def test_a_failure_is_raised_to_whoever_listens():
    def work(tell):
        tell("一")
        raise InputError("不行。")

    told = in_background(work)
    assert next(told) == "一"
    with pytest.raises(InputError, match="不行。"):
        next(told)
