"""Sentences cut into phrases: commas outside brackets, no title, no bracket of units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.phrases import body_span, split_phrases, title_end


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("（三）支持民宿。给予奖励。", None, "给予奖励。"),
        ("（三）支持民宿。给予奖励。", "支持民宿", "给予奖励。"),
        ("（三）支持民宿，推进旅游。给予奖励。", "支持民宿，推进旅游", "给予奖励。"),
        ("（三）支持民宿，给予奖励。另行规定。", None, "（三）支持民宿，给予奖励。另行规定。"),
        ("第三条　国家实行休假制度。具体办法另定。", None, "具体办法另定。"),
        ("（三）给予奖励。", "给予奖励", "（三）给予奖励。"),
        ("给予奖励的，不重复。", "别的题目", "给予奖励的，不重复。"),
    ],
)
def test_number_and_title_are_no_part_of_the_body(text: str, title: str | None, rest: str) -> None:
    assert text[title_end(text, title) :] == rest


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("给予奖励。（责任单位：市文旅局）", "给予奖励。"),
        ("给予奖励。(牵头单位：甲；配合单位：乙)", "给予奖励。"),
        ("给予奖励。责任单位：市文旅局、市财政局", "给予奖励。"),
        ("给予奖励。", "给予奖励。"),
    ],
)
def test_the_bracket_of_units_is_no_part_of_the_body(text: str, body: str) -> None:
    assert text[slice(*body_span(text))].strip() == body


def texts(text: str) -> list[str]:
    return [phrase.text for phrase in split_phrases(text)]


def test_commas_cut_outside_brackets_and_quotes() -> None:
    assert texts("对甲（含乙，丙），给予“先用，后转”支持，另加奖励；不重复。") == [
        "对甲（含乙，丙），", "给予“先用，后转”支持，", "另加奖励；", "不重复。",
    ]  # fmt: skip


def test_phrases_know_their_sentence() -> None:
    assert [phrase.sentence for phrase in split_phrases("甲，乙。丙；丁，戊。")] == [0, 0, 1, 2, 2]


@given(st.text(alphabet="甲乙丙，。；（）“”、 责任单位：一二", max_size=60))
def test_phrases_are_verbatim_in_order_and_apart(text: str) -> None:
    end = 0
    for phrase in split_phrases(text):
        assert end <= phrase.span[0] < phrase.span[1] <= len(text)
        assert text[slice(*phrase.span)] == phrase.text
        end = phrase.span[1]
