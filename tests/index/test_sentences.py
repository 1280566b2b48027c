from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_cuts_at_sentence_ends_and_semicolons() -> None:
    text = "（十九）加快培育。对新认定的补助30万元；对重新认定的补助10万元。"
    expected = ["（十九）加快培育。", "对新认定的补助30万元；", "对重新认定的补助10万元。"]
    assert sentences(text) == expected


def test_a_bracket_is_not_cut() -> None:
    text = "补助50%（扣除政府补助；不含税。），最高30万元。"
    assert sentences(text) == [text]


def test_a_quotation_that_ends_the_sentence_is_cut_after_its_mark() -> None:
    assert sentences("他说：“可以。”我走了。") == ["他说：“可以。”", "我走了。"]


def test_a_bracket_left_open_does_not_swallow_the_rest() -> None:
    assert sentences("甲（乙。丙。") == ["甲（乙。", "丙。"]


def test_rows_of_a_table_are_sentences() -> None:
    assert sentences("档次\t金额\n一等\t10万元") == ["档次\t金额", "一等\t10万元"]


@given(st.text(alphabet="甲乙1。；！\n （）“”《》", max_size=60))
def test_spans_are_ordered_apart_and_cover_every_word(text: str) -> None:
    spans = split_sentences(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isalnum())
