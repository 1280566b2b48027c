from index.document import IngestReport, Leftover
from index.parse import parse_document
from index.report import strict_findings
from index.source_text import SourceText


def parse(*lines: str):
    return parse_document(SourceText("\n".join(lines)), source_name="样例.txt")


def test_a_clean_report_has_no_strict_findings():
    report = parse("一、支持研发。给予补助。", "二、支持投资。给予奖励。").report
    assert strict_findings(report) == ()
    assert report.measures == 2


def test_every_finding_is_told():
    report = IngestReport(
        measures=3,
        gaps=("2",),
        duplicates=("4",),
        without_units=("5",),
        unassigned_chars=7,
        leftovers=(Leftover((0, 7), "未归入任何条款"),),
        warnings=("日期不一致：成文日期2024-01-05、落款日期2024-01-08", "网页里有乱码"),
    )
    assert strict_findings(report) == (
        "条款编号不连续，缺第2条",
        "条款编号重复：4",
        "缺少责任单位的条款：5",
        "有7个字没有归入任何条款",
        "日期不一致：成文日期2024-01-05、落款日期2024-01-08",
    )


def test_clauses_without_units_count_only_where_most_have_them():
    most = parse(
        "一、支持研发。给予补助。（责任单位：市科技局）",
        "二、支持投资。给予奖励。（责任单位：市发改委）",
        "三、支持人才。给予补贴。",
    )
    assert most.report.without_units == ("3",)
    few = parse(
        "一、支持研发。给予补助。（责任单位：市科技局）",
        "二、支持投资。给予奖励。",
        "三、支持人才。给予补贴。",
    )
    assert few.report.without_units == ()


def test_units_of_a_group_count_for_its_clauses():
    headed = parse(
        "一、支持创新（责任单位：市科技局）",
        "（一）给予补助。",
        "（二）给予奖励。",
        "二、支持投资（责任单位：市发改委）",
        "（三）给予补助。",
        "（四）给予奖励。",
    )
    assert headed.report.without_units == ()
    names = [[unit.name for unit in clause.units] for clause in headed.clauses]
    assert names == [["市科技局"], ["市科技局"], ["市发改委"], ["市发改委"]]
    closed = parse(
        "一、支持创新",
        "（一）给予补助。",
        "（二）给予奖励。",
        "以上措施责任单位：市科技局",
        "二、支持投资",
        "（三）给予补助。（责任单位：市发改委）",
        "（四）给予奖励。（责任单位：市发改委）",
    )
    names = [[unit.name for unit in clause.units] for clause in closed.clauses]
    assert names == [["市科技局"], ["市科技局"], ["市发改委"], ["市发改委"]]
