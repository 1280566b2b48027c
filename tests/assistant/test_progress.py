from __future__ import annotations

import io

from assistant.progress import ProgressLine, describe


def test_the_rest_takes_as_long_as_what_is_done_took() -> None:
    # 300 of 1000 in 60 s: 5 a second, 700 more take 140 s.
    assert describe("计算向量", 300, 1000, 60.0) == "计算向量 300/1000，每秒5条，还需2分20秒"
    assert describe("计算向量", 1, 3601, 2.0).endswith("还需2小时0分")


def test_nothing_done_yet_promises_nothing() -> None:
    assert describe("计算向量", 0, 1000, 0.0) == "计算向量 0/1000"


def test_a_log_gets_few_lines_and_the_last() -> None:
    stream = io.StringIO()
    progress = ProgressLine(stream)
    for done in range(0, 101):
        progress("计算向量", done, 100)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert lines[-1].startswith("计算向量 100/100")
