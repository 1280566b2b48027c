"""Questions that ask several things, cut into ones that each ask one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import (
    MOST_PARTS,
    asking_part,
    asking_pieces,
    asking_words,
    clauses_wanted,
    of_two_things,
    split_pair,
    split_parts,
)
from assistant.question import read_question

_ASKING_WORD = re.compile(r"多少|哪|谁|什么|怎么|吗|能不能")
PIECE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["电梯", "幼儿园", "外资研发中心", "流感疫苗", "补贴", "", "海关"]),
        st.sampled_from(["补多少", "归谁管", "有吗", "能不能叠加", "要什么条件", "新建", "了"]),
    ),
)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("电梯补多少钱，疫苗归谁管", ("电梯补多少钱", "疫苗归谁管")),
        ("高铁什么时候通？公路修多少公里？", ("高铁什么时候通", "公路修多少公里")),
        ("外资奖励封顶多少，另外充电桩建多少个", ("外资奖励封顶多少", "充电桩建多少个")),
        (
            "我们是外贸企业，参展补多少，信用保险补几成",
            ("我们是外贸企业，参展补多少", "信用保险补几成"),
        ),
    ],
)
def test_each_part_asks_one_thing(question: str, parts: tuple[str, ...]) -> None:
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "电梯补多少钱",
        "我们厂去年新买了设备，能补多少",
        "给多少，多久",
        "加装电梯补多少，归哪个部门管",
        "你好，装电梯的钱归谁管",
        "加装电梯、改造小区",
        "",
        "电梯补多少，疫苗归谁管，高铁何时通，公路修几公里，海关谁管，托育怎么办",
    ],
)
def test_a_question_of_one_thing_stays_whole(question: str) -> None:
    assert split_parts(question) == (question,)


@given(st.lists(PIECE, min_size=1, max_size=7), st.sampled_from("，？；。"))
def test_no_words_that_ask_are_lost(pieces: list[str], mark: str) -> None:
    question = mark.join(pieces)
    parts = split_parts(question)
    assert 1 <= len(parts) <= MOST_PARTS
    together = "".join(parts)
    if len(parts) == 1:
        assert parts == (question,)
    for part in parts:
        assert all(stretch in question for stretch in re.split(r"[，？；。]", part))
    asked = [piece for piece in pieces if piece in together]
    for piece in pieces:
        named = re.sub(r"补多少|归谁管|有吗|能不能叠加|要什么条件|新建|了", "", piece)
        if len(named) >= 2 and _ASKING_WORD.search(piece):
            assert piece in asked


@given(st.text(max_size=60))
def test_any_text_is_cut_into_some_part(text: str) -> None:
    parts = split_parts(text)
    assert 1 <= len(parts) <= MOST_PARTS
    assert all(parts) or parts == ("",)


@pytest.mark.parametrize(
    ("question", "pair"),
    [
        ("国家级和省级设计中心分别奖多少", ("国家级奖多少", "省级设计中心奖多少")),
        ("充电桩跟电梯各建多少", ("充电桩建多少", "电梯建多少")),
        ("听说电梯与疫苗两项都归谁管", ("听说电梯归谁管", "疫苗归谁管")),
    ],
)
def test_a_pair_is_two_whole_questions(question: str, pair: tuple[str, str]) -> None:
    first, second = split_pair(question)
    for got, wanted in zip((first, second), pair, strict=True):
        assert set(wanted) <= set(got)
        assert "分别" not in got
        assert "各" not in got


@pytest.mark.parametrize(
    "question", ["电梯补多少", "分别补多少", "公路和铁路归谁管", "补助和奖励的区别是什么", ""]
)
def test_no_pair(question: str) -> None:
    assert split_pair(question) == ()


@pytest.mark.parametrize(
    "question",
    ["首次和再次分别给多少", "装一台电梯一个充电桩一起申请，两样都有吗", "既买设备又招人"],
)
def test_one_question_of_two_things(question: str) -> None:
    assert of_two_things(question)


@pytest.mark.parametrize("question", ["电梯补多少", "海关归谁管"])
def test_a_question_of_one_thing(question: str) -> None:
    assert not of_two_things(question)


def test_of_a_long_story_the_part_that_asks_is_told() -> None:
    story = "我在城西开了家小厂，生意一直还行，今年想招几个博士，市里对引进博士有没有补贴"
    assert asking_part(story) == "今年想招几个博士，市里对引进博士有没有补贴"


def test_a_story_without_a_question_is_told_by_its_end() -> None:
    assert asking_part("去年开了厂，招了人，买了地") == "招了人，买了地"


@pytest.mark.parametrize("question", ["电梯补多少", "我家住五楼，电梯补多少", ""])
def test_a_short_question_is_no_story(question: str) -> None:
    assert asking_part(question) == ""


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("政策叠加有两条写了，是哪两条", 2),
        ("哪3条讲到土地", 3),
        ("人才认定我翻到不止一条", 2),
        ("人才认定是第几第几条", 2),
        ("人才认定是第几条、第几条", 2),
        ("人才认定是哪一条", 1),
        ("开两条航线", 1),
        ("哪两个局牵头", 1),
    ],
)
def test_how_many_clauses_are_wanted(question: str, wanted: int) -> None:
    assert clauses_wanted(question) == wanted


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("娃今年高考，学校要搬，新校区有吗", "新校区有吗"),
        ("我有驾照，高速免费的口子几个", "高速免费的口子几个"),
        ("公积金怎么提", "公积金怎么提"),
        ("老家拆了，公积金", "公积金"),
    ],
)
def test_the_pieces_that_ask(text: str, asking: str) -> None:
    assert asking_words(read_question(text).normalized) == asking


def test_pieces_that_each_ask_for_a_value() -> None:
    two = read_question("专项债储备的需求，政策性银行的贷款，两个数分别多少")
    assert len(asking_pieces(two)) == 2
    assert all(piece.asked for piece in asking_pieces(two))
    assert asking_pieces(read_question("高新产业增加值的比重，力争多少")) == []
