from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.build import build_index
from index.errors import DocumentError, IndexStoreError, InputError
from index.filters import Filters
from index.retriever import HybridRetriever
from index.store import open_index


def test_ready_clauses_keep_their_ids_and_are_found(labour_law: Path, embedder, tmp_path) -> None:
    report = build_index(labour_law, tmp_path / "index", embedder)
    index = open_index(tmp_path / "index")
    assert (report.clauses, report.documents, report.sentences) == (3, 2, 4)
    found = HybridRetriever(index, embedder).search("用人单位不支付劳动报酬怎么办", k=2)
    assert found[0].clause.clause_id == "l1"
    assert found[0].clause.number == "38"
    assert set(found[0].ranks) == {"clause", "sentence", "lexical"}


def test_best_sentence_comes_first_with_its_place_in_the_clause(
    labour_law: Path, embedder, tmp_path
) -> None:
    build_index(labour_law, tmp_path / "index", embedder)
    retriever = HybridRetriever(open_index(tmp_path / "index"), embedder)
    (best,) = retriever.search("加付标准是百分之多少", k=1)
    sentence = best.sentences[0]
    assert best.clause.text[slice(*sentence.span)] == sentence.text == "加付标准为百分之五十。"


def test_an_edited_clause_costs_only_itself(articles, embedder, tmp_path) -> None:
    entries = {"a": ("甲法第一条", "第一条的话。"), "b": ("甲法第二条", "第二条的话。")}
    source = articles(entries)
    first = build_index(source, tmp_path / "index", embedder)
    entries["b"] = ("甲法第二条", "改过的话。改过的另一句。")
    embedder.embedded.clear()
    second = build_index(articles(entries), tmp_path / "index", embedder)
    assert len(embedder.embedded) == second.embedded == 3  # the clause and its two sentences
    assert all("改过" in text for text in embedder.embedded)
    assert second.version > first.version


def test_a_lone_sentence_has_the_vector_of_its_clause(articles, embedder, tmp_path) -> None:
    source = articles({"a": ("甲法第一条", "只有一句话。")})
    assert build_index(source, tmp_path / "index", embedder).embedded == 1
    (found,) = HybridRetriever(open_index(tmp_path / "index"), embedder).search("一句话", k=1)
    assert [sentence.text for sentence in found.sentences] == ["只有一句话。"]
    assert found.scores["sentence"] == found.scores["clause"]


def test_the_same_source_again_publishes_nothing(labour_law, embedder, tmp_path) -> None:
    first = build_index(labour_law, tmp_path / "index", embedder)
    again = build_index(labour_law, tmp_path / "index", embedder)
    assert again.unchanged
    assert again.version == first.version
    assert again.embedded == 0


def test_filters_restrict_every_channel(labour_law, embedder, tmp_path) -> None:
    build_index(labour_law, tmp_path / "index", embedder)
    index = open_index(tmp_path / "index")
    traffic = next(d for d in index.documents.values() if "交通" in d.title)
    found = HybridRetriever(index, embedder).search(
        "劳动合同", filters=Filters(doc_ids=frozenset({traffic.doc_id}))
    )
    assert [scored.clause.clause_id for scored in found] == ["l3"]


def test_an_index_of_another_model_is_refused(labour_law, embedder, tmp_path) -> None:
    build_index(labour_law, tmp_path / "index", embedder)
    embedder.fingerprint = "letters-2"
    with pytest.raises(IndexStoreError, match="tiaowen index"):
        HybridRetriever(open_index(tmp_path / "index"), embedder)


def test_absent_index_names_the_command(tmp_path) -> None:
    with pytest.raises(IndexStoreError, match="tiaowen index"):
        open_index(tmp_path)


@pytest.mark.parametrize("name", ["clauses.sqlite", "clauses.faiss", "lexical/weights.npy"])
def test_a_damaged_file_is_refused_and_mended(name, labour_law, embedder, tmp_path) -> None:
    report = build_index(labour_law, tmp_path / "index", embedder)
    damaged = tmp_path / "index" / "versions" / report.version / name
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    with pytest.raises(IndexStoreError, match="已损坏.*tiaowen index"):
        open_index(tmp_path / "index")
    build_index(labour_law, tmp_path / "index", embedder)
    assert open_index(tmp_path / "index").version != report.version


def test_an_index_of_another_format_is_refused(labour_law, embedder, tmp_path) -> None:
    report = build_index(labour_law, tmp_path / "index", embedder)
    path = tmp_path / "index" / "versions" / report.version / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"format_version": 0}), encoding="utf-8")
    with pytest.raises(IndexStoreError, match="格式版本是 0"):
        open_index(tmp_path / "index")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "不是含 id"),
        ('{"id": "a", "title": "t"}', "不是含 id"),
        ('{"id": "a", "title": "t", "text": " "}', "不能为空"),
        ('{"id": "a b", "title": "t", "text": "x"}', "不含空格"),
        ('{"id": "a", "title": "t", "text": "x"}\n{"id": "a", "title": "t", "text": "y"}', "重复"),
    ],
)
def test_unusable_ready_clauses_are_named(line, reason, embedder, tmp_path) -> None:
    source = tmp_path / "laws.jsonl"
    source.write_text(line, encoding="utf-8")
    with pytest.raises(DocumentError, match=reason):
        build_index(source, tmp_path / "index", embedder)


def test_a_source_that_is_missing_or_empty_is_an_input_error(embedder, tmp_path) -> None:
    with pytest.raises(InputError, match="找不到"):
        build_index(tmp_path / "none", tmp_path / "index", embedder)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="没有可读"):
        build_index(tmp_path / "empty", tmp_path / "index", embedder)


def test_llama_index_gets_clauses_as_nodes(labour_law, embedder, tmp_path) -> None:
    build_index(labour_law, tmp_path / "index", embedder)
    retriever = HybridRetriever(open_index(tmp_path / "index"), embedder).as_llama_retriever(1)
    (node,) = retriever.retrieve("饮酒后驾驶机动车")
    assert node.node.node_id == "l3"
    assert node.node.metadata["no"] == "第九十一条"
