from index.parse import parse_document
from index.source_text import SourceText
from index.sub_items import find_sub_item, sub_items


def clause_of(*lines: str):
    document = parse_document(SourceText("\n".join(lines)), source_name="样例.txt")
    return document.clauses[0]


def shown(clause):
    return [(item.path, clause.text[slice(*item.span)]) for item in sub_items(clause)]


def test_items_and_their_items():
    clause = clause_of(
        "第一条 申报应当具备以下条件：",
        "（一）依法登记；",
        "（二）符合下列情形之一：",
        "1.取得证书；",
        "2.通过认定。",
        "（三）信用良好。",
        "前款第二项由市科技局认定。",
        "第二条 本办法自公布之日起施行。",
    )
    assert shown(clause) == [
        ((1,), "（一）依法登记；"),
        ((2,), "（二）符合下列情形之一：\n1.取得证书；\n2.通过认定。"),
        ((2, 1), "1.取得证书；"),
        ((2, 2), "2.通过认定。"),
        ((3,), "（三）信用良好。"),
    ]
    assert find_sub_item(clause, (2, 1)).span == sub_items(clause)[2].span
    assert find_sub_item(clause, (4,)) is None
    assert [item.marker for item in sub_items(clause)] == ["（一）", "（二）", "1.", "2.", "（三）"]


def test_items_inside_a_paragraph():
    clause = clause_of(
        "一、支持购房。须同时满足：1．在本市购房；2．缴纳契税。",
        "二、其他。",
    )
    assert shown(clause) == [((1,), "1．在本市购房；"), ((2,), "2．缴纳契税。")]
    ordinal = clause_of("一、加强监管。一是严格准入。二是强化检查。", "二、其他。")
    assert shown(ordinal) == [((1,), "一是严格准入。"), ((2,), "二是强化检查。")]


def test_amounts_and_references_are_no_items():
    clause = clause_of("一、支持企业。投资额：1.5亿元以上；3.5%以上；第二条。", "二、其他。")
    assert sub_items(clause) == ()


def test_a_second_list_begins_anew():
    clause = clause_of(
        "第一条 有下列情形之一的：",
        "（一）甲；",
        "（二）乙。",
        "有下列行为之一的：",
        "（一）丙；",
        "（二）丁。",
        "第二条 本办法自公布之日起施行。",
    )
    assert [path for path, _ in shown(clause)] == [(1,), (2,), (1,), (2,)]
