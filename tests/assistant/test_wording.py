"""The sentences of an answer: units by role, periods, and plain words on validity."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Citation
from assistant.wording import (
    chinese_day,
    document_label,
    lead_sentence,
    period,
    source_sentence,
    unit_sentence,
    validity_notice,
)
from index.document import Clause, PolicyDocument, Section, Unit, Validity

YEAR = Validity(date(2030, 1, 1), date(2030, 12, 31))


def unit(name: str, role: str = "responsible") -> Unit:
    return Unit(name, name, role)


def clause(*units: Unit, kind="measure", validity: Validity | None = None, title="支持") -> Clause:
    text = "（五）支持。给予补助。"
    return Clause(
        "d1.m5", "d1", kind, "（五）", "5", title, text, "二", units, (0, len(text)), None, validity
    )


def document(validity: Validity = YEAR) -> PolicyDocument:
    sections = (Section("二", "外贸政策", (unit("市商务局", "lead"),), (0, 1), ("d1.m5",)),)
    return PolicyDocument(
        "d1", "甲.txt", "若干政策", "", "甲发〔2030〕1号", validity=validity, sections=sections
    )


def cited(validity: Validity = YEAR, own: Validity | None = None) -> Citation:
    return Citation(clause(validity=own), document(validity), (0, 5), date(2031, 2, 1))


def test_units_without_roles_are_responsible() -> None:
    told = unit_sentence(clause(unit("市商务局"), unit("市财政局")))
    assert told == "责任单位：市商务局、市财政局。"


def test_units_are_told_by_their_roles() -> None:
    held = clause(unit("市财政局", "support"), unit("市商务局", "lead"), unit("市科技局"))
    assert unit_sentence(held) == "牵头单位：市商务局；责任单位：市科技局；配合单位：市财政局。"


def test_a_unit_is_told_once_and_no_unit_is_no_sentence() -> None:
    assert unit_sentence(clause(unit("市商务局"), unit("市商务局"))) == "责任单位：市商务局。"
    assert unit_sentence(clause()) == ""


def test_who_leads_is_told_of_a_sections_introduction_alone() -> None:
    introduction = clause(kind="section_intro")
    assert lead_sentence(introduction, document()) == "这一部分由市商务局牵头实施。"
    assert lead_sentence(clause(), document()) == ""


@pytest.mark.parametrize(
    ("validity", "told"),
    [
        (YEAR, "2030年1月1日至2030年12月31日"),
        (Validity(until=date(2030, 6, 30)), "至2030年6月30日"),
        (Validity(date(2030, 6, 30)), "自2030年6月30日起"),
        (Validity(), ""),
    ],
)
def test_a_period_in_words(validity: Validity, told: str) -> None:
    assert period(validity) == told


@pytest.mark.parametrize(
    ("validity", "day", "words"),
    [
        (YEAR, date(2031, 1, 1), "已过期失效"),
        (YEAR, date(2029, 12, 31), "尚未开始施行"),
        (Validity(repealed_by="乙发〔2031〕2号"), date(2030, 6, 1), "已被乙发〔2031〕2号废止"),
    ],
)
def test_what_is_not_in_force_is_said_plainly(validity: Validity, day: date, words: str) -> None:
    told = validity_notice([cited(validity)], day)
    assert words in told
    assert "《若干政策》（甲发〔2030〕1号）" in told


@pytest.mark.parametrize(
    ("validity", "day"),
    [(YEAR, date(2030, 1, 1)), (YEAR, date(2030, 12, 31)), (Validity(), date(2031, 1, 1))],
)
def test_nothing_is_said_of_what_is_in_force_or_unknown(validity: Validity, day: date) -> None:
    assert validity_notice([cited(validity)], day) == ""


def test_a_file_is_told_of_once_and_a_clause_by_its_own_period() -> None:
    day = date(2031, 1, 1)
    assert validity_notice([cited(), cited()], day).count("注意") == 1
    longer = cited(own=Validity(date(2030, 1, 1), date(2032, 12, 31)))
    assert validity_notice([longer], day) == ""
    assert validity_notice([longer, cited()], day).count("注意") == 1


def test_a_source_is_named_as_it_is_printed() -> None:
    assert source_sentence(cited()) == "依据：第（五）条“支持”。"
    assert source_sentence(cited(), with_title=False) == "依据：第（五）条。"
    assert document_label(document()) == "《若干政策》（甲发〔2030〕1号）"
    assert chinese_day(date(2030, 3, 7)) == "2030年3月7日"
