"""A document in traditional characters is read as one in simplified ones, and shown as printed."""

from index.normalization import simplify_each
from index.parse import parse_document
from index.source_text import SourceText

PRINTED = """甲市人民政府關於支持企業發展的通知
甲政發〔2024〕3號
一、支持研發。給予補助。（責任單位：市科技局、市財政局）
二、支持著作權登記。給予獎勵。（責任單位：市文廣旅局）
本通知自2024年3月1日起施行，甲政發〔2020〕5號文件同時廢止。
"""


def test_each_character_has_its_own_and_those_of_both_scripts_stay():
    assert simplify_each("財政局、著作權") == "财政局、著作权"
    assert simplify_each("著作权①") == "著作权①"


def test_the_words_are_as_printed_and_the_canonical_names_are_not():
    document = parse_document(SourceText(PRINTED), source_name="t.txt")
    first, second = (clause for clause in document.clauses if clause.kind == "measure")
    assert first.text == PRINTED.splitlines()[2]
    assert first.title == "支持研發"
    assert [(unit.name, unit.canonical) for unit in first.units] == [
        ("市科技局", "市科技局"),
        ("市財政局", "市财政局"),
    ]
    assert "著作權" in second.text
    assert document.title == "甲市人民政府關於支持企業發展的通知"
    assert document.doc_number == "甲政發〔2024〕3號"
    assert document.repeals == ("甲政發〔2020〕5號",)
    assert document.source_text == PRINTED
