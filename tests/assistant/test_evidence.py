"""How far a text covers a question, and which stretch of a clause says what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evidence import (
    Concept,
    Coverage,
    EvidenceFinder,
    Statement,
    opens_only,
    share_covered,
    strongest_held,
)
from assistant.phrases import body_span, title_end
from assistant.question import read_question
from index.document import Clause
from index.parse import parse_file
from index.tokenization import tokenize

TOKENS = st.frozensets(st.sampled_from("甲乙丙丁戊己"), max_size=6)
CONCEPTS = st.lists(
    st.builds(
        Concept,
        st.floats(0.1, 5),
        st.lists(TOKENS.filter(bool), min_size=1, max_size=3).map(tuple),
    ),
    max_size=5,
)


def concept(*choices: str, weight: float = 1.0) -> Concept:
    return Concept(weight, tuple(frozenset(choice) for choice in choices))


@pytest.mark.parametrize(
    ("choices", "tokens", "held"),
    [
        (("甲乙",), "甲乙丙", 1.0),
        (("甲乙",), "甲", 0.5),
        (("甲乙丙",), "甲", 0.0),
        (("甲", "乙"), "乙", 0.9),
        (("甲", "乙"), "甲乙", 1.0),
        (("甲",), "", 0.0),
    ],
)
def test_a_text_holds_a_concept_by_its_best_choice(choices, tokens, held) -> None:
    assert concept(*choices).held_by(frozenset(tokens)) == pytest.approx(held)


def test_weightier_concepts_count_for_more() -> None:
    concepts = [concept("甲", weight=3.0), concept("乙", weight=1.0)]
    assert share_covered(concepts, frozenset("甲")) == pytest.approx(0.75)
    assert share_covered(concepts, frozenset("乙")) == pytest.approx(0.25)
    assert share_covered([], frozenset("甲")) == 0.0


@settings(max_examples=40)
@given(CONCEPTS, TOKENS, TOKENS)
def test_more_words_never_cover_less_and_all_is_one(concepts, tokens, more) -> None:
    share = share_covered(concepts, tokens)
    assert 0.0 <= share <= share_covered(concepts, tokens | more) + 1e-9 <= 1.0 + 2e-9


def test_what_is_held_beside_the_weightiest_word_counts_by_its_own_weight() -> None:
    concepts = [concept("甲", weight=4.0), concept("乙", weight=1.0), concept("丙", weight=1.0)]
    assert strongest_held(concepts, frozenset("甲")) == 1.0
    assert strongest_held(concepts, frozenset("乙丙")) == pytest.approx(0.25)
    assert strongest_held(concepts, frozenset()) == strongest_held([], frozenset("甲")) == 0.0


def test_words_of_benefit_count_where_nothing_else_is_asked() -> None:
    benefit = Concept(4.0, (frozenset("补"),), generic=True)
    assert strongest_held([benefit, concept("甲")], frozenset("补")) == 0.0
    assert strongest_held([benefit], frozenset("补")) == 1.0


@settings(max_examples=40)
@given(CONCEPTS, TOKENS, TOKENS)
def test_the_strongest_is_a_share_that_grows_with_the_words(concepts, tokens, more) -> None:
    share = strongest_held(concepts, tokens)
    assert 0.0 <= share <= strongest_held(concepts, tokens | more) <= 1.0


@settings(max_examples=40)
@given(CONCEPTS, TOKENS, TOKENS)
def test_the_bits_of_a_text_tell_its_share(concepts, first, second) -> None:
    covered = Coverage(concepts)
    both = covered.bits(first) | covered.bits(second)
    assert covered.share(both) == pytest.approx(share_covered(concepts, first | second))


@pytest.mark.parametrize("text", ["对新认定的企业，", "在符合规定的前提下，", "凡获评的，"])
def test_a_phrase_that_only_opens(text: str) -> None:
    assert opens_only(text)


@pytest.mark.parametrize("text", ["对企业给予补助。", "给予补助，", "新认定的企业，"])
def test_a_phrase_that_says_something(text: str) -> None:
    assert not opens_only(text)


TEXT = (
    "（三）支持民宿。加大宣传力度，鼓励各地创建。对新获评的民宿，给予40万元奖励；"
    "对老字号，给予8万元补助。新增床位500张。（责任单位：市文旅局）"
)
HELD = Clause("d1.m3", "d1", "measure", "（三）", "3", "支持民宿", TEXT, None, (), (0, len(TEXT)))


def found(question: str, *words: str, dense=None) -> list[Statement]:
    concepts = [Concept(1.0, (frozenset(tokenize(word)),)) for word in words]
    finder = EvidenceFinder(tokenize)
    return finder.statements(HELD, read_question(question), Coverage(concepts), dense or {})


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        ("新获评民宿奖多少钱", ["获评", "民宿"], "40万元"),
        ("老字号补多少钱", ["老字号"], "8万元"),
        ("新增床位多少张", ["床位"], "500张"),
    ],
)
def test_the_sentence_with_the_words_of_the_question_is_first(question, words, told) -> None:
    best = found(question, *words)[0]
    assert told in best.sentence_text
    assert best.has_kind


def test_a_similar_sentence_is_first_where_words_tell_nothing() -> None:
    start = TEXT.index("新增床位")
    best = found("能住下多少人", dense={(start, start + 9): 0.9})[0]
    assert best.text.startswith("新增床位")


def test_the_best_statement_of_every_sentence_is_told_once() -> None:
    told = found("民宿", "民宿")
    assert len({each.sentence_span for each in told}) == len(told)
    assert [each.score for each in told] == sorted((each.score for each in told), reverse=True)


def test_a_statement_goes_on_after_its_mere_opening() -> None:
    text = "（三）支持企业。对新获评的企业，给予40万元奖励。"
    held = Clause("d1.m9", "d1", "measure", "（三）", "3", None, text, None, (), (0, len(text)))
    covered = Coverage([Concept(1.0, (frozenset(tokenize("获评")),))])
    best = EvidenceFinder(tokenize).statements(held, read_question("获评"), covered, {})[0]
    assert best.text == "对新获评的企业，给予40万元奖励。"


def test_statements_are_stretches_of_the_clause_without_title_and_units(default_source) -> None:
    finder = EvidenceFinder(tokenize)
    question = read_question("给企业多少补助")
    covered = Coverage([Concept(1.0, (frozenset(tokenize("企业")),))])
    for clause in parse_file(default_source).clauses:
        for each in finder.statements(clause, question, covered, {}):
            (start, end), (opening, close) = each.span, each.sentence_span
            assert title_end(clause.text, clause.title) <= opening <= start < end <= close
            assert close <= body_span(clause.text)[1]
            assert clause.text[start:end] == each.text
            assert each.text in each.sentence_text


def test_a_clause_that_changed_is_read_anew() -> None:
    finder = EvidenceFinder(tokenize)
    assert "民宿" in finder.clause_tokens(HELD)
    changed = Clause("d1.m3", "d1", "measure", "（三）", "3", None, "（三）乙。", None, (), (0, 5))
    assert "民宿" not in finder.clause_tokens(changed)
