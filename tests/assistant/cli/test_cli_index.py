"""``tiaowen index``: what is said of an index, and what stays when it cannot be made."""

import shutil

import pytest

from index.publishing import current_version


@pytest.fixture
def documents(tmp_path, default_source):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "办法.txt").write_text(
        "甲市人民政府关于印发《小微企业补助办法》的通知\n甲政发〔2025〕3号\n"
        "第一条　小微企业新招用一名职工，给予1000元补助。\n第二条　本办法由市人社局负责解释。\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def built(call_indexed, documents, tmp_path):
    index = tmp_path / "index"
    ended = call_indexed("index", "--source", documents, "--index", index)
    assert ended.code == 0
    return index


def test_an_index_is_built_once_and_then_unchanged(call_indexed, documents, built):
    version = current_version(built)
    ended = call_indexed("index", "--source", documents, "--index", built)
    assert ended.code == 0
    assert ended.out.startswith("索引没有变化：1个文件")
    assert current_version(built) == version


def test_the_report_alone_is_on_stdout(call_indexed, documents, tmp_path):
    (documents / "空.txt").touch()
    ended = call_indexed("index", "--source", documents, "--index", tmp_path / "other")
    assert ended.code == 0
    first, second = ended.out.splitlines()
    assert first.startswith("索引已发布：1个文件，")
    assert second.startswith("未收入“空.txt”：")
    assert "向量" in ended.err


def test_one_new_document_is_all_that_is_computed(call_indexed, documents, built):
    (documents / "细则.md").write_text("第一条　补助每季度发放一次。\n", encoding="utf-8")
    out = call_indexed("index", "--source", documents, "--index", built).out
    assert "2个文件" in out
    assert "新计算1段" in out


def test_own_documents_are_asked(call_indexed, built):
    answer = call_indexed("ask", "小微企业招人补多少", "--json", "--index", built).json
    assert answer["citations"][0]["number"] == "1"
    assert "1000元" in answer["answer"]


@pytest.mark.parametrize(
    ("name", "content", "saying"),
    [
        ("空.txt", b"", "是空的"),
        ("二进制.txt", bytes(range(256)) * 20, "不是文本文件"),
        ("坏.jsonl", b'{"id": "a"}', "第 1 行"),
        ("坏.jsonl.gz", b"\x1f\x8bnothing", "坏.jsonl.gz"),
    ],
)
def test_a_source_that_cannot_be_used_leaves_no_index(complains, tmp_path, name, content, saying):
    (tmp_path / name).write_bytes(content)
    index = tmp_path / "index"
    complains("index", "--source", tmp_path / name, "--index", index, saying=saying)
    assert not index.exists() or current_version(index) is None


def test_a_failed_update_leaves_the_old_index(call_indexed, complains, documents, built, tmp_path):
    version = current_version(built)
    complains("index", "--source", tmp_path / "没有", "--index", built, saying="没有")
    (documents / "办法.txt").write_bytes(b"")
    complains("index", "--source", documents, "--index", built, saying="是空的")
    assert current_version(built) == version
    assert call_indexed("ask", "小微企业招人补多少", "--index", built).code == 0


def test_a_place_that_cannot_be_written(complains, documents, tmp_path):
    (tmp_path / "file").touch()
    complains(
        "index", "--source", documents, "--index", tmp_path / "file" / "index", saying="写不进去"
    )


def test_versions_are_listed_and_rolled_back(call, call_indexed, documents, built):
    shutil.copy(documents / "办法.txt", documents / "抄件.txt")
    call_indexed("index", "--source", documents, "--index", built)
    old, new = call("versions", "--index", built).out.splitlines()
    assert "正在使用" in new
    back = call("versions", "--index", built, "--back").out.splitlines()
    assert "正在使用" in back[0]
    assert old.split("：")[0] in back[0]
