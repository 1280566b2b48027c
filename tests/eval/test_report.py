import re

import pytest

from eval.misses import clause_label, count_reasons, worst_misses
from eval.report import calibration_bins, confusion_of, render_report, score_record


@pytest.fixture
def record(make_record_of, wage_cases, right_answers, make_answer):
    wrong = dict(right_answers)
    wrong["赔多少"] = make_answer(
        "l3", answer="赔<script>alert(1)</script>八成。", departments=[], retrieved=["l3", "l2"]
    )
    del wrong["电话多少"]  # a crash
    return make_record_of(wage_cases, wrong, right_answers)


def test_the_page_says_what_was_found(record):
    page = render_report(record, score_record(record))
    assert "3 个问题里，条问完全答对 <b>1</b> 个，占 <b>33.3%</b>" in page
    assert "落后 66.7 个百分点" in page
    assert "有 1 题出错没有答案" in page
    for heading in ("各项指标", "与几种简单做法比较", "各类问题", "该不该答", "错在哪里"):
        assert f"<h2>{heading}</h2>" in page


def test_the_page_needs_nothing_from_outside(record):
    page = render_report(record, score_record(record))
    addresses = re.findall(r"(?:src|href)=[\"']?([^\"'> ]+)", page)
    assert all(address.startswith("#") for address in addresses)
    assert "@import" not in page and "url(http" not in page


def test_what_a_document_or_an_answer_says_is_escaped(record):
    page = render_report(record, score_record(record))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_most_harmful_miss_comes_first(record):
    rows = score_record(record)[0].rows
    misses = worst_misses(rows, record.clauses, limit=10)
    # no requirement weighs more than a wrong citation, facts and an unsupported number together
    assert [miss.row.case.id for miss in misses] == ["w2", "w3"]
    first = misses[0]
    assert "数字没有依据：八成" in first.reasons
    assert "缺少事实：百分之五十" in first.reasons
    assert "要点：百分之五十" in first.expected
    assert first.retrieved == (
        ("第九十一条道路交通安全法第九十一条", False),
        ("第八十五条劳动合同法第八十五条", True),
    )
    assert misses[1].reasons[0].startswith("出错没有答案：KeyError")
    assert worst_misses(rows, record.clauses, limit=1) == misses[:1]


def test_reasons_are_counted_per_answer(record):
    counts = dict(count_reasons(score_record(record)[0].rows))
    assert counts == {
        "首条引用不对": 1,
        "条款没引全": 1,
        "缺少事实": 1,
        "数字没有依据": 1,
        "出错没有答案": 1,
    }


def test_expected_against_given(record):
    confusion = confusion_of(score_record(record)[0].rows)
    assert confusion.counts == {("answered", "answered"): 2, ("not_found", "failed"): 1}
    assert confusion.expected == ("answered", "not_found")
    assert confusion.given == ("answered", "not_found", "failed")
    assert confusion.share("answered", "answered") == 1.0
    assert confusion.share("not_found", "not_found") == 0.0


def test_confidence_is_set_against_what_the_file_holds(
    make_record_of, wage_cases, right_answers
):
    table = {key: answer | {"confidence": 0.9} for key, answer in right_answers.items()}
    table["电话多少"]["confidence"] = 0.1
    record = make_record_of(wage_cases, table)
    rows = score_record(record)[0].rows
    bins = calibration_bins(rows)
    assert [(stated, observed.value) for stated, observed in bins] == [
        (0.1, 0.0), (0.9, 1.0), (0.9, 1.0),
    ]  # fmt: skip
    assert "系统认为文件谈到的概率" in render_report(record, score_record(record))


def test_clauses_are_named_as_printed(record):
    assert clause_label("doc", record.clauses) == "文件信息"
    assert clause_label("l1", record.clauses) == "第三十八条劳动合同法第三十八条"
    assert clause_label("unknown", record.clauses) == "unknown"
