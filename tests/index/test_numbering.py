"""The citable level is read off the numbers themselves, whatever styles a document mixes."""

import cn2an
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document import NUMBERED_KINDS
from index.numerals import parse_numeral
from index.parse import parse_document
from index.source_text import SourceText


def to_han(number: int) -> str:
    han = cn2an.an2cn(number, "low")
    return han[1:] if han.startswith("一十") else han


#: From the widest to the narrowest, each with how it prints a number.
STYLES = {
    "部分": lambda n: f"第{to_han(n)}部分 ",
    "章": lambda n: f"第{to_han(n)}章 ",
    "一、": lambda n: f"{to_han(n)}、",
    "（一）": lambda n: f"（{to_han(n)}）",
    "(一)": lambda n: f"({to_han(n)})",
    "1.": lambda n: f"{n}.",
    "1、": lambda n: f"{n}、",
    "1﹒": lambda n: f"{n}﹒",
    "（1）": lambda n: f"（{n}）",
    "1）": lambda n: f"{n}）",
    "①": lambda n: chr(ord("①") + n - 1),
}
ORDER = [
    ["部分"],
    ["章"],
    ["一、"],
    ["（一）", "(一)"],
    ["1.", "1、", "1﹒"],
    ["（1）", "1）"],
    ["①"],
]


@st.composite
def styles(draw):
    """Draw the styles of heading, unit and item, each narrower than the one before."""
    heading = draw(st.integers(0, 4))
    unit = draw(st.integers(max(heading + 1, 2), 5))
    item = draw(st.integers(unit + 1, 6))
    return [draw(st.sampled_from(ORDER[level])) for level in (heading, unit, item)]


@st.composite
def documents(draw):
    """Draw a document: its lines, how many units it has, how many items each unit has."""
    heading, unit, item = draw(styles())
    counts = draw(st.lists(st.integers(1, 4), min_size=2, max_size=5))
    items = [draw(st.sampled_from([0, 0, 2, 3])) for _ in range(sum(counts))]
    lines, number = ["甲市若干措施", "为了促进发展，制定本措施。"], 0
    for section, count in enumerate(counts, start=1):
        lines.append(f"{STYLES[heading](section)}支持领域{to_han(section)}")
        for _ in range(count):
            number += 1
            lines.append(f"{STYLES[unit](number)}支持事项。对符合条件的给予补助：")
            for i in range(items[number - 1]):
                lines.append(f"{STYLES[item](i + 1)}企业注册在本市；")
    return lines, items


@settings(max_examples=150, deadline=None)
@given(documents())
def test_numbers_that_count_on_across_headings_are_citable(drawn):
    lines, items = drawn
    document = parse_document(SourceText("\n".join(lines)), source_name="样例.txt")
    units = [clause for clause in document.clauses if clause.kind in NUMBERED_KINDS]
    assert [clause.number for clause in units] == [str(n + 1) for n in range(len(items))]
    assert [clause.text.count("企业注册在本市") for clause in units] == items
    assert document.report.gaps == () and document.report.unassigned_chars == 0


@settings(max_examples=100, deadline=None)
@given(styles(), st.lists(st.integers(2, 4), min_size=2, max_size=5), st.booleans())
def test_numbers_that_restart_are_citable_only_with_units_of_their_own(drawn, counts, own_units):
    wide, narrow, _ = drawn
    lines = []
    for section, count in enumerate(counts, start=1):
        lines.append(f"{STYLES[wide](section)}支持领域{to_han(section)}")
        for n in range(1, count + 1):
            units = "（责任单位：市科技局）" if own_units else ""
            lines.append(f"{STYLES[narrow](n)}支持事项。给予补助。{units}")
        if not own_units:
            lines.append("（责任单位：市科技局）")
    document = parse_document(SourceText("\n".join(lines)), source_name="样例.txt")
    numbers = [clause.number for clause in document.clauses if clause.kind in NUMBERED_KINDS]
    if own_units:
        assert numbers == [str(n) for count in counts for n in range(1, count + 1)]
    elif wide not in ("部分", "章"):
        assert numbers == [str(section) for section in range(1, len(counts) + 1)]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9999))
def test_numerals_are_read_as_they_are_written(number):
    assert parse_numeral(to_han(number)) == number


def test_numerals_in_old_and_broken_forms():
    forms = {"廿三": 23, "一〇一": 101, "一百零一": 101, "１０": 10, "1 0": 10, "十": 10, "○": 0}
    assert {text: parse_numeral(text) for text in forms} == forms
    assert [parse_numeral(text) for text in ("", "甲", "十百", "1a", "九" * 20)] == [None] * 5
