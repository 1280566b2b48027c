from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.build import build_index
from index.errors import IndexStoreError
from index.filters import Filters
from index.retriever import HybridRetriever
from index.store import open_index

pytest.importorskip("milvus_lite", reason="the extra 'milvus' is not installed")
from index.milvus import MilvusChannels  # noqa: E402

QUESTIONS = (
    "新认定的国家高新技术企业补助多少",
    "老年人免费接种流感疫苗",
    "新能源汽车充电桩",
    "种粮大户补贴",
    "研发投入达到200万元以上",
    "市财政局负责哪些政策",
)


@pytest.fixture(scope="module")
def retrievers(tmp_path_factory, default_source: Path, module_embedder):
    """Build once with both back ends: (embedded, Milvus Lite)."""
    folder = tmp_path_factory.mktemp("milvus")
    url = str(folder / "vectors.db")
    build_index(default_source, folder / "index", module_embedder, vectors_url=url)
    index = open_index(folder / "index")
    milvus = HybridRetriever(index, module_embedder, channels=MilvusChannels(url, index))
    return HybridRetriever(index, module_embedder), milvus


@pytest.mark.parametrize("question", QUESTIONS)
def test_same_questions_same_clauses_and_sentences(retrievers, question: str) -> None:
    embedded, milvus = (retriever.search(question, k=5) for retriever in retrievers)
    assert [s.clause.clause_id for s in milvus] == [s.clause.clause_id for s in embedded]
    assert milvus[0].scores == pytest.approx(embedded[0].scores, rel=1e-2)
    assert milvus[0].sentences[0].span == embedded[0].sentences[0].span


@pytest.mark.parametrize(
    ("filters", "any_found"),
    [
        (Filters(units=frozenset({"市科技局", "市财政局"})), True),
        (Filters(sections=frozenset({"二"}), kinds=frozenset({"measure"})), True),
        (Filters(in_force_on=date(2024, 6, 1)), True),
        (Filters(in_force_on=date(2035, 6, 1)), False),
        (Filters(doc_ids=frozenset({"d00000000"})), False),
        (Filters(sections=frozenset({'二" or row > 0 or section == "'})), False),
    ],
)
def test_filters_are_pushed_down_alike(retrievers, filters: Filters, any_found: bool) -> None:
    embedded, milvus = (
        {scored.clause.clause_id for scored in retriever.search("补助", k=100, filters=filters)}
        for retriever in retrievers
    )
    assert milvus == embedded
    assert bool(milvus) == any_found


def test_a_version_that_the_database_lacks_is_refused(retrievers, tmp_path) -> None:
    with pytest.raises(IndexStoreError, match="tiaowen index"):
        MilvusChannels(str(tmp_path / "other.db"), retrievers[0].index)
