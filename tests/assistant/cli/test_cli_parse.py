"""``tiaowen parse``: structure and report of one file, and one clear line for an unusable one."""

import pytest


def test_the_default_document_is_read_whole(call, default_source):
    ended = call("parse", default_source, "--json")
    assert (ended.code, ended.err) == (0, "")
    found = ended.json
    assert found["report"] == {
        "measures": 73, "gaps": [], "duplicates": [], "without_units": [],
        "unassigned_chars": 0, "leftovers": [], "warnings": [],
    }  # fmt: skip
    assert [section["no"] for section in found["sections"]] == list("一二三四五六七八")
    document = found["document"]
    assert document["doc_number"] == "衢政发〔2024〕7号"
    assert document["issuers"] == ["衢州市人民政府"]
    assert document["issue_date"] == "2024-03-27"
    assert (document["effective_from"], document["valid_until"]) == ("2024-01-01", "2024-12-31")
    assert document["cc"]


def test_spans_lead_into_the_source_text(call, default_source):
    found = call("parse", default_source, "--json").json
    source = found["source_text"]
    ids = [clause["clause_id"] for clause in found["clauses"]]
    assert len(set(ids)) == len(ids)
    assert all(clause_id.isascii() and " " not in clause_id for clause_id in ids)
    for clause in found["clauses"]:
        start, end = clause["span"]
        letters = "".join(source[start:end].split())
        assert letters.startswith("".join(clause["no"].split()))
        assert clause["text"].startswith(clause["no"])


def test_a_person_reads_the_same_report(call, default_source):
    out = call("parse", default_source).out
    assert "编号条款 73 条" in out
    assert "章节 8 个" in out
    assert "缺号：无" in out
    assert "没有责任单位：无" in out
    assert "未归入条款的文字：0 字" in out


def test_parsing_writes_nothing(call, default_source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call("parse", default_source)
    assert list(tmp_path.iterdir()) == []


def test_gb18030_reads_as_utf8_does(call, default_source, tmp_path):
    text = default_source.read_text(encoding="utf-8")
    there = tmp_path / default_source.name
    there.write_bytes(text.encode("gb18030"))
    ours, theirs = (call("parse", path, "--json").json for path in (default_source, there))
    assert [c["text"] for c in ours["clauses"]] == [c["text"] for c in theirs["clauses"]]
    assert theirs["report"]["warnings"] == []


@pytest.mark.parametrize(
    ("name", "content", "saying"),
    [
        ("空.txt", b"", "是空的"),
        ("空白.txt", "　\n\n".encode(), "没有文字"),
        ("二进制.txt", bytes(range(256)) * 20, "不是文本文件"),
        ("坏.pdf", b"%PDF-1.7\nnothing", "已损坏"),
        ("坏.docx", b"PK\x03\x04nothing", "坏.docx"),
        ("图.heic", b"\x00\x01", "格式不受支持"),
    ],
)
def test_a_file_that_cannot_be_used(complains, tmp_path, name, content, saying):
    path = tmp_path / name
    path.write_bytes(content)
    complains("parse", path, "--json", saying=saying)


def test_what_is_no_file(complains, tmp_path):
    complains("parse", tmp_path / "没有.txt", saying="“没有.txt”不存在")
    complains("parse", tmp_path, saying="不是文件")
