"""An answer's numbers must stand in what it rests on; its quotes must lie in their clauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Citation
from assistant.verify import check, numbers_in, unsupported_numbers
from index.document import Clause, PolicyDocument, Validity

TEXT = "（八）支持民宿。对获评的民宿，给予40万元奖励，比例不高于5.5%，面积达到1,200平方米。"
CLAUSE = Clause("d1.m8", "d1", "measure", "（八）", "8", "支持民宿", TEXT, None, (), (0, len(TEXT)))
DOCUMENT = PolicyDocument(
    "d1", "甲.txt", "若干政策", TEXT, "甲发〔2031〕17号", issue_date=date(2031, 3, 9),
    validity=Validity(date(2031, 4, 1), date(2033, 10, 31)),
)  # fmt: skip
DAY = date(2032, 6, 22)
CITED = Citation(CLAUSE, DOCUMENT, (8, len(TEXT)), DAY)
#: Numbers that the evidence, the question of ``answer`` and its day hold.
SUPPORTED = {
    "40", "5.5", "1200", "17", "2031", "3", "9", "4", "1", "2033", "10", "31", "2032", "6", "22",
    "12345", "77",
}  # fmt: skip


def answer(text: str, **changes) -> Answer:
    base = Answer("民宿77间奖多少", "民宿77间奖多少", DAY, "facts", "answered", text,
                  citations=(CITED,))  # fmt: skip
    return replace(base, **changes)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("给予40万元，占5.5%", ["40", "5.5"]),
        ("面积1,200平方米", ["1200"]),
        ("１２３４５", ["12345"]),
        ("第（八）条", []),
        ("2031年3月9日", ["2031", "3", "9"]),
        ("1,23", ["1", "23"]),
    ],
)
def test_the_numbers_of_a_text(text: str, numbers: list[str]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "给予40万元奖励。", "不高于5.5%。", "达到1200平方米。", "您问的77间不影响。",
        "依据甲发〔2031〕17号，2031年3月9日印发。", "施行期为2031年4月1日至2033年10月31日。",
        "截至2032年6月22日。", "请拨打12345。", "没有写明。",
    ],
)  # fmt: skip
def test_what_the_evidence_states_is_supported(text: str) -> None:
    assert unsupported_numbers(answer(text)) == []
    assert check(answer(text)).numbers_supported


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("给予41万元奖励。", ["41"]),
        ("给予400000元奖励。", ["400000"]),
        ("不高于5%。", ["5"]),
        ("共13条。", ["13"]),
        ("给予40万元或80万元，共99人。", ["80", "99"]),
    ],
)
def test_what_nothing_states_is_flagged(text: str, wrong: list[str]) -> None:
    assert unsupported_numbers(answer(text)) == wrong
    assert not check(answer(text)).numbers_supported


@given(st.decimals(0, 10**7, places=1).map(lambda d: f"{d.normalize():f}"))
def test_any_number_that_is_not_in_the_evidence_is_flagged(number: str) -> None:
    flagged = unsupported_numbers(answer(f"给予{number}万元奖励。"))
    assert flagged == ([] if number in SUPPORTED else [number])


def test_counts_of_the_index_and_operands_support_a_number() -> None:
    told = answer("共13条，第13条在后。")
    assert unsupported_numbers(told, ["13"]) == []
    assert check(told, ["13"]).numbers_supported
    assert not check(told, ["12"]).numbers_supported


def test_a_related_clause_supports_and_a_forgotten_one_does_not() -> None:
    told = answer("给予40万元奖励。", citations=(), related=(CLAUSE,))
    assert check(told).numbers_supported
    assert not check(replace(told, related=())).numbers_supported


def test_a_part_of_a_number_is_no_support() -> None:
    assert unsupported_numbers(answer("给予4000万元、0万元。")) == ["4000", "0"]


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-1, 4), (0, 10**6)])
def test_a_quote_outside_its_clause_is_not_verbatim(span: tuple[int, int]) -> None:
    outside = replace(CITED, quote_span=span)
    assert not check(answer("奖励。", citations=(outside,))).quotes_verbatim
    assert check(answer("奖励。")).quotes_verbatim
