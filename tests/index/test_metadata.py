"""文号, issuers, dates, repeals and 抄送 in the forms that the files use."""

from datetime import date

import pytest

from index.collection import apply_repeals
from index.parse import parse_document
from index.source_text import SourceText

BODY = ("一、支持研发。给予补助。", "二、支持投资。给予奖励。")


def parse(*lines: str, name: str = "样例.txt"):
    return parse_document(SourceText("\n".join(lines)), source_name=name)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("衢政发〔2024〕7号", "衢政发〔2024〕7号"),
        ("衢政发[2024]7号", "衢政发〔2024〕7号"),
        ("衢政办发（2024）07 号", "衢政办发〔2024〕7号"),
        ("衢 政 发 〔 2024 〕 7 号", "衢政发〔2024〕7号"),
        ("（浙财建〔2024〕12号）", "浙财建〔2024〕12号"),
        ("国办发〔2024〕第7号", "国办发〔2024〕7号"),
        ("穗府办规〔2024〕2号", "穗府办规〔2024〕2号"),
        ("甲省人民政府令第35号", "甲省人民政府令第35号"),
        ("财政部 税务总局公告2023年第12号", "财政部 税务总局公告2023年第12号"),
    ],
)
def test_document_numbers(line, number):
    document = parse("甲市人民政府关于支持发展的通知", line, "各有关单位：", *BODY)
    assert document.doc_number == number


def test_a_cited_number_is_not_the_documents():
    document = parse(
        "甲市人民政府关于支持发展的通知",
        "根据《甲省人民政府关于支持发展的意见》（甲政发〔2023〕1号），通知如下：",
        *BODY,
    )
    assert document.doc_number is None


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("甲市科学技术局 甲市财政局关于印发甲市管理办法的通知", ("甲市科学技术局", "甲市财政局")),
        ("中共甲市委 甲市人民政府关于支持发展的若干意见", ("中共甲市委", "甲市人民政府")),
        ("中共甲市委甲市人民政府关于支持发展的若干意见", ("中共甲市委", "甲市人民政府")),
        ("甲市人民政府办公室转发市科技局关于支持研发若干措施的通知", ("甲市人民政府办公室",)),
        ("国务院关于支持发展的意见", ("国务院",)),
        ("关于支持发展的通知", ()),
    ],
)
def test_issuers_of_a_title(title, issuers):
    assert parse(title, "各有关单位：", *BODY).issuers == issuers


def test_dates_are_kept_apart_and_disagreement_is_told():
    document = parse(
        "索引号：123",
        "成文日期：2024-01-05",
        "发布日期：2024-02-01",
        "甲市科技局关于支持发展的通知",
        "各有关单位：",
        *BODY,
        "甲市科技局",
        "2024年1月8日",
        "甲市科技局办公室　　2024年1月9日印发",
    )
    assert document.issue_date == date(2024, 1, 8)
    assert document.report.warnings == ("日期不一致：成文日期2024-01-05、落款日期2024-01-08",)


def test_a_catalogue_tells_what_the_words_do_not():
    document = parse(
        "发文机关：甲市科技局",
        "发文字号：甲科发〔2024〕5号",
        "成文日期：2024年1月8日",
        "失效日期：2025-12-31",
        "有效性：失效",
        "支持研发若干措施",
        *BODY,
    )
    assert document.doc_number == "甲科发〔2024〕5号"
    assert document.issuers == ("甲市科技局",)
    assert document.issue_date == date(2024, 1, 8)
    assert document.validity.until == date(2025, 12, 31)
    assert document.validity.status(date(2024, 6, 1)) == "repealed"


def test_a_law_is_dated_by_its_adoption_or_revision_not_its_amendments():
    document = parse(
        "中华人民共和国某某法",
        "1994年7月5日 第八届全国人民代表大会常务委员会第八次会议通过",
        "2012年12月28日 第十一届全国人民代表大会常务委员会第三十次会议修订",
        "2018年12月29日 第十三届全国人民代表大会常务委员会第七次会议通过的《关于修改某某法的决定》",
        "第一条 为了发展，制定本法。",
        "第二条 本法自2013年7月1日起施行。",
    )
    assert document.issue_date == date(2012, 12, 28)
    assert document.issuers == ("全国人民代表大会常务委员会",)
    assert document.validity.effective_from == date(2013, 7, 1)


def test_a_local_law_in_brackets_below_its_title():
    document = parse(
        "浙江省促进条例",
        "（2021年9月29日浙江省第十三届人民代表大会常务委员会第三十一次会议通过）",
        "第一条 为了发展，制定本条例。",
        "第二条 本条例自2022年1月1日起施行。",
    )
    assert document.issuers == ("浙江省人民代表大会常务委员会",)
    assert document.issue_date == date(2021, 9, 29)


def test_copies_sent():
    document = parse(
        "甲市科技局关于支持发展的通知",
        *BODY,
        "甲市科技局",
        "2024年1月8日",
        "抄送：市委办公室，市人大常委会、市政协办公室，市法院。",
    )
    assert document.cc == ("市委办公室", "市人大常委会、市政协办公室", "市法院")


@pytest.mark.parametrize(
    ("sentence", "repeals"),
    [
        (
            "原《甲市办法》（甲政发〔2020〕5号）同时废止。",
            ("甲政发〔2020〕5号",),
        ),
        (
            "《关于甲的通知》（甲政发〔2019〕1号）和《关于乙的通知》（甲政发〔2020〕2号）停止执行。",
            ("甲政发〔2019〕1号", "甲政发〔2020〕2号"),
        ),
        ("《甲市管理办法》同时废止。", ("《甲市管理办法》",)),
        ("此前出台的有关政策同时废止。", ()),
        (
            "根据《甲省办法》（甲政发〔2023〕1号）规定，原《甲市办法》（甲政发〔2020〕5号）同时废止。",
            ("甲政发〔2020〕5号",),
        ),
        ("《甲市办法》（甲政发〔2020〕5号），自本措施施行之日起废止。", ("甲政发〔2020〕5号",)),
        ("《甲市办法》（甲政发〔2020〕5号）第三条停止执行。", ()),
        ("《甲市办法》已于2022年废止。", ()),
        ("及时清理废止与《甲市办法》不一致的文件。", ()),
        ("根据甲政发〔2020〕5号文件执行。", ()),
    ],
)
def test_what_a_document_repeals(sentence, repeals):
    document = parse(*BODY, f"本措施自2024年3月1日起施行。{sentence}")
    assert document.repeals == repeals


def test_a_decision_lists_what_it_ends():
    document = parse(
        "甲市人民政府关于废止部分行政规范性文件的决定",
        "经研究，决定废止下列文件：",
        "1.《甲市第一办法》（甲政发〔2010〕1号）",
        "2.《甲市第二办法》（甲政发〔2011〕2号）",
        "3.《甲市第三办法》",
    )
    assert document.repeals == ("甲政发〔2010〕1号", "甲政发〔2011〕2号", "《甲市第三办法》")


def test_a_renewal_moves_the_last_day():
    old = parse(
        "甲市人民政府关于支持发展的通知",
        "甲政发〔2022〕5号",
        *BODY,
        "本通知自2022年3月1日起施行，有效期至2023年12月31日。",
        name="old.txt",
    )
    new = parse(
        "甲市人民政府关于延长有关文件有效期的通知",
        "甲政发〔2023〕9号",
        "《甲市人民政府关于支持发展的通知》（甲政发〔2022〕5号）有效期延长至2025年12月31日。",
        name="new.txt",
    )
    assert old.validity.status(date(2024, 6, 1)) == "expired"
    after = {document.source: document for document in apply_repeals([new, old])}
    assert after["old.txt"].validity.until == date(2025, 12, 31)
    assert after["old.txt"].validity.status(date(2024, 6, 1)) == "in_force"


def test_a_repealed_document_of_the_collection_knows_by_which():
    old = parse("甲市人民政府关于支持发展的通知", "甲政发〔2020〕5号", *BODY, name="old.txt")
    named = parse("甲市人民政府关于印发《甲市旧办法》的通知", *BODY, name="named.txt")
    new = parse(
        "甲市人民政府关于支持创新的通知",
        "甲政发〔2024〕1号",
        *BODY,
        "本通知自2024年3月1日起施行，甲政发〔2020〕5号文件、《甲市旧办法》同时废止。",
        "本通知自发布之日起，《甲市旧办法》停止执行。",
        name="new.txt",
    )
    after = {document.source: document for document in apply_repeals([old, named, new])}
    assert after["old.txt"].validity.repealed_by == "甲政发〔2024〕1号"
    assert after["named.txt"].validity.repealed_by == "甲政发〔2024〕1号"
    assert after["new.txt"].validity.repealed_by is None
    assert after["old.txt"].validity.status(date(2024, 6, 1)) == "repealed"


def test_lines_of_the_page_below_the_foot_hide_no_signature():
    document = parse(
        "甲市科技局关于支持发展的通知",
        *BODY,
        "甲市科技局",
        "二〇二四年一月八日",
        "扫一扫在手机打开当前页",
        "相关链接",
    )
    assert document.issuers == ("甲市科技局",)
    assert document.issue_date == date(2024, 1, 8)
    assert document.clauses[-1].text == BODY[-1]
    assert document.report.unassigned_chars == 15


def test_a_number_before_the_title_on_its_line():
    document = parse("甲政发〔2024〕5号甲市人民政府关于支持发展的通知", "各有关单位：", *BODY)
    assert document.doc_number == "甲政发〔2024〕5号"
    assert document.title == "甲市人民政府关于支持发展的通知"
