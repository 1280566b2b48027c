"""Whatever a document holds, the parse ends and every character has one place."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.document import PolicyDocument
from index.parse import parse_document, to_json
from index.source_text import SourceText

DEFAULT = next((Path(__file__).resolve().parents[2] / "source_docs").glob("衢政发*7号.txt"))
DEFAULT_TEXT = DEFAULT.read_text(encoding="utf-8")
SNIPPETS = [
    "一、总体要求",
    "（一）支持创新。给予10万元补助。（责任单位：市科技局）",
    "第一条 为了规范管理，制定本办法。",
    "第一条规定的情形除外。",
    "1.5亿元以上的",
    "1.支持企业。",
    "第一百三十三条之一 条文。",
    "附件",
    "附件：1.申请表",
    "附件1",
    "目录",
    "政策解读",
    "衢政发〔2024〕7号",
    "某某市人民政府关于印发某某办法的通知",
    "各县（市、区）人民政府：",
    "某某市人民政府",
    "2024年3月27日",
    "2024年13月47日",
    "（此件公开发布）",
    "抄送：市委各部门。",
    "- 3 -",
    "责任单位：市科技局、市财政局",
    "序号\t任务\t责任单位",
    "1\t建设\t市科技局",
    "类别\t序号\t任务\t责任单位",
    "一、产业\t1\t建设\t市科技局",
    "\t2\t培训\t",
    "責任單位：市財政局",
    "【责任部门】",
    "举措一：支持创新",
    "━━━━━━━━",
    "版权所有：某某市人民政府",
    "（（（（",
    "）〕】》”",
    "自2024年1月1日起施行，有效期3年。",
    "1 1 1 1",
    "①②③",
    "  　\u200b",
]


def parse(text: str) -> PolicyDocument:
    return parse_document(SourceText(text), source_name="t.txt")


def assert_covered_once(document: PolicyDocument) -> None:
    spans = [clause.span for clause in document.clauses]
    spans += [section.span for section in document.sections]
    spans += [span for _, span in document.frame]
    spans += [leftover.span for leftover in document.report.leftovers]
    text, at = document.source_text, 0
    for start, end in sorted(spans):
        assert at <= start <= end <= len(text)
        assert not text[at:start].strip("\u200b\ufeff\u00ad\u200c\u200d\u200e\u200f\u2060 ").strip()
        at = end
    assert not text[at:].strip().strip("\u200b\ufeff\u00ad\u200c\u200d\u200e\u200f\u2060 ").strip()
    ids = [clause.clause_id for clause in document.clauses]
    assert len(set(ids)) == len(ids)
    assert all(clause.text and clause.text == clause.text.strip() for clause in document.clauses)
    to_json(document)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all(text):
    assert_covered_once(parse(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=14), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_any_order_of_a_documents_pieces(lines, newline):
    assert_covered_once(parse(newline.join(lines)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(DEFAULT_TEXT)), st.integers(0, len(DEFAULT_TEXT)))
def test_a_document_truncated_anywhere(first, last):
    assert_covered_once(parse(DEFAULT_TEXT[min(first, last) : max(first, last)]))


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_lines(seed):
    lines = DEFAULT_TEXT.splitlines()
    random.Random(seed).shuffle(lines)
    assert_covered_once(parse("\n".join(lines)))


@pytest.mark.realdocs
def test_real_documents_whole_truncated_and_shuffled(shared_dir):
    for path in sorted((shared_dir / "realdocs").glob("*.txt")):
        text = path.read_text(encoding="utf-8")[:40_000]
        chance = random.Random(path.name)
        lines = text.splitlines()
        chance.shuffle(lines)
        cut = chance.randrange(len(text))
        for variant in (text, text[:cut], text[cut:], "\n".join(lines)):
            assert_covered_once(parse(variant))


@pytest.mark.parametrize(
    "text",
    [
        "责任" * 10_000,
        "（" + "牵头负责" * 5_000 + "）",
        "（" * 20_000,
        "（责任单位：" * 4_000,
        "责任单位：市科技局\n" * 2_000,
        "1.甲\n" * 3_000,
        "目录\n第一章\n" * 1_000,
        "附件：\n" * 2_000,
        "1\t建设\t市科技局\n" * 1_000,
        "类别\t1\t建设\t市科技局\n" * 1_000,
        "责任单位：" + "市科技局" * 5_000,
        "责任单位\n" * 3_000,
        "責任單位：市財政局\n" * 2_000,
        "《" * 20_000 + "废止",
        "一" * 40_000,
        "2024年1月1日至" * 4_000,
        "1 " * 20_000,
    ],
    ids=lambda text: text[:8].replace("\n", " "),
)
def test_hostile_text_costs_no_more_than_its_length(text):
    started = time.process_time()
    assert_covered_once(parse(text))
    assert time.process_time() - started < 15
