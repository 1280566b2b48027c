"""The words of an answer: as much of the sentence as is needed, never changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.binding import bind
from assistant.composition import (
    LONGEST_TELLING,
    SHORT_SENTENCE,
    finished,
    grounds,
    rivals_of,
    telling,
)
from assistant.decision import Value
from assistant.evidence import Statement
from assistant.phrases import body_span, split_phrases, title_end
from index.document import Clause, PolicyDocument, Section, Unit
from index.parse import parse_file
from index.sentences import split_sentences


def clause(text: str) -> Clause:
    return Clause("d1.m1", "d1", "measure", "（一）", "1", "甲", text, None, (), (0, len(text)))


def statements_of(held: Clause) -> list[Statement]:
    """Every phrase of a clause as a statement in its sentence."""
    made = []
    phrases = split_phrases(held.text, held.title)
    for phrase in phrases:
        inside = [each.span for each in phrases if each.sentence == phrase.sentence]
        sentence = (inside[0][0], inside[-1][1])
        made.append(Statement(held, phrase.span, phrase.text, 1.0, 1.0, True, sentence))
    return made


def statement_with(held: Clause, words: str) -> Statement:
    return next(each for each in statements_of(held) if words in each.text)


def value_of(statement: Statement, surface: str) -> Value:
    bound = next(b for b in bind(statement.sentence_text) if b.quantity.surface == surface)
    return Value(bound, statement, 1.0, 1.0, held=True)


def test_a_short_sentence_without_rivals_is_told_whole() -> None:
    held = clause("（一）甲。对获评的乡村民宿，按规定给予40万元奖励。另有其他。")
    statement = statement_with(held, "40万元")
    words, span = telling(statement, value_of(statement, "40万元"))
    assert words == "对获评的乡村民宿，按规定给予40万元奖励。"
    assert held.text[slice(*span)] == words


def test_among_rivals_the_value_that_answers_is_told_with_its_subject() -> None:
    held = clause("（一）甲。对新认定的，给予40万元奖励，对重新认定的，给予15万元奖励。")
    statement = statement_with(held, "15万元")
    words, _ = telling(statement, value_of(statement, "15万元"))
    assert "15万元" in words
    assert "对重新认定的" in words
    assert "40万元" not in words


def test_where_several_values_are_wanted_the_rivals_are_told_too() -> None:
    held = clause("（一）甲。对新认定的，给予40万元奖励，对重新认定的，给予15万元奖励。")
    statement = statement_with(held, "15万元")
    words, _ = telling(statement, value_of(statement, "15万元"), several=True)
    assert "40万元" in words
    assert "15万元" in words


def test_a_pair_is_told_by_its_own_half() -> None:
    held = clause("（一）甲。对新获评的省级、市级乡村民宿分别给予40万元、15万元的奖励。")
    statement = statement_with(held, "40万元")
    words, span = telling(statement, value_of(statement, "15万元"))
    assert words.endswith("：15万元")
    assert "市级乡村民宿" in words
    assert "省级" not in words
    assert "40万元" not in words
    assert "15万元" in held.text[slice(*span)]


def test_a_long_sentence_is_told_by_the_phrases_around_the_evidence() -> None:
    filling = "，".join(f"第{n}类事项一并纳入统筹安排范围" for n in "甲乙丙丁戊己庚辛壬癸子丑")
    held = clause(f"（一）甲。{filling}，对民宿给予40万元奖励，{filling}。")
    statement = statement_with(held, "40万元")
    words, span = telling(statement, value_of(statement, "40万元"))
    assert "对民宿给予40万元奖励" in words
    assert len(words) <= LONGEST_TELLING
    assert held.text[slice(*span)] == words


def assert_verbatim(statement: Statement, value: Value | None, several: bool) -> None:
    text = statement.clause.text
    words, (start, end) = telling(statement, value, several=several)
    assert 0 <= start < end <= len(text)
    if value is not None and value.bound.paired and not several:
        assert words.endswith(f"：{value.bound.quantity.surface}")
        assert value.bound.quantity.surface in text[start:end]
        return
    assert words == text[start:end]
    assert statement.sentence_span[0] <= start
    assert end <= statement.sentence_span[1]
    if value is not None:
        assert value.bound.quantity.surface in statement.sentence_text
    elif len(statement.sentence_text) > SHORT_SENTENCE:
        assert statement.text in words


def test_what_is_told_of_the_default_document_is_always_a_verbatim_stretch(default_source) -> None:
    """Any phrase and any value of any clause: the words are the clause's, the value among them."""
    for held in parse_file(default_source).clauses:
        for statement in statements_of(held):
            assert_verbatim(statement, None, several=False)
            for bound in bind(statement.sentence_text):
                value = Value(bound, statement, 1.0, 1.0, held=True)
                assert_verbatim(statement, value, several=False)
                if not bound.paired:
                    assert bound.quantity.surface in telling(statement, value)[0]
            assert_verbatim(statement, None, several=True)


PHRASES = st.lists(
    st.sampled_from(
        ["对新认定的企业", "给予30万元补助", "按5%核定", "最高不超过80万元", "并予以支持",
         "重新认定的给予10万元", "对国家级、省级平台分别给予9万元、3万元", "落实政策"]
    ),
    min_size=1, max_size=9,
)  # fmt: skip


@settings(max_examples=60)
@given(PHRASES, st.sampled_from("，；。"))
def test_what_is_told_of_any_clause_is_a_verbatim_stretch(phrases: list[str], mark: str) -> None:
    held = clause("（一）甲。" + mark.join(phrases) + "。")
    for statement in statements_of(held):
        for several in (False, True):
            assert_verbatim(statement, None, several)
            for bound in bind(statement.sentence_text):
                assert_verbatim(statement, Value(bound, statement, 1.0, 1.0, held=True), several)


@pytest.mark.parametrize(
    ("sentence", "surface", "rivals"),
    [
        ("甲给30万元，乙给10万元，丙给5%。", "30万元", ["10万元"]),
        ("建6个、52栋，装150台。", "6个", []),
        ("甲给30万元，乙给30万元。", "30万元", []),
        ("甲2家，乙3家，丙4台。", "2家", ["3家"]),
    ],
)
def test_rivals_are_other_values_of_the_same_kind(sentence, surface, rivals) -> None:
    bound = bind(sentence)
    own = next(each for each in bound if each.quantity.surface == surface)
    assert [each.quantity.surface for each in rivals_of(own, bound)] == rivals


@pytest.mark.parametrize(
    ("words", "told"),
    [("给予补助", "给予补助。"), ("给予补助，", "给予补助。"), (" 给予补助；", "给予补助。"),
     ("给予补助。", "给予补助。")],
)  # fmt: skip
def test_words_end_with_one_full_stop(words: str, told: str) -> None:
    assert finished(words) == told


def test_the_grounds_name_the_clause_and_its_units() -> None:
    units = (Unit("市文旅局", "市文旅局"), Unit("市财政局", "市财政局"))
    text = "（一）甲。乙。"
    held = Clause("d1.m1", "d1", "measure", "（一）", "1", "甲", text, "一", units, (0, len(text)))
    document = PolicyDocument(
        "d1", "甲.txt", "办法", text, sections=(Section("一", "总则", (), (0, 1), ("d1.m1",)),)
    )
    told = grounds(held, document)
    assert told == "依据：第（一）条“甲”。责任单位：市文旅局、市财政局。"


def test_no_title_and_no_bracket_of_units_is_told(default_source) -> None:
    for held in parse_file(default_source).clauses:
        first, last = title_end(held.text, held.title), body_span(held.text)[1]
        for statement in statements_of(held):
            start, end = telling(statement, None)[1]
            assert first <= start
            assert end <= last
        assert split_sentences(held.text)
