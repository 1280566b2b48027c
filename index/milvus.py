"""The channels of a search in a Milvus database, for indexes that one machine cannot hold.

A version's vectors lie in two collections named after it (so give each index directory a database
of its own); the clauses' texts, the
vocabulary and the manifest stay in the published index directory. BM25 is a sparse inner product
of the weights that the embedded index uses, so both rank alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from pymilvus import DataType, MilvusClient
from pymilvus.client.types import ConsistencyLevel
from pymilvus.exceptions import MilvusException

from index.channels import SENTENCES_PER_CLAUSE, SentenceScores
from index.errors import IndexStoreError
from index.filters import Filters
from index.fusion import Ranking
from index.vectors import Vectors

if TYPE_CHECKING:
    from index.store import PolicyIndex

_CLAUSES, _SENTENCES = "clauses", "sentences"
_BATCH = 1000
#: Milvus answers at most this many rows to one search.
_MOST_ROWS = 16_384
_ALWAYS, _NEVER = 0, 99_999_999
Row = dict[str, Any]


class MilvusChannels:
    """The channels over one version's collections; ``url`` is a server or a Milvus Lite file."""

    def __init__(self, url: str, index: PolicyIndex) -> None:
        """Connect.

        Raises:
            IndexStoreError: the database cannot be reached or lacks this version.
        """
        self._index = index
        self._client = _connect(url)
        self._clauses = _collection(index.version, _CLAUSES)
        self._sentences = _collection(index.version, _SENTENCES)
        if not _is_complete(self._client, self._sentences, index.manifest.sentences):
            raise IndexStoreError(
                f"向量数据库里没有索引版本 {index.version}，请运行 tiaowen index 写入。"
            )

    def by_clause(self, vector: Vectors, depth: int, filters: Filters | None) -> Ranking:
        """See ``Channels.by_clause``."""
        hits = self._search(self._clauses, "vector", vector.tolist(), depth, filters)
        return {hit["row"]: hit["distance"] for hit in hits}

    def by_sentence(self, vector: Vectors, depth: int, filters: Filters | None) -> Ranking:
        """See ``Channels.by_sentence``."""
        hits = self._search(
            self._sentences, "vector", vector.tolist(), SENTENCES_PER_CLAUSE * depth, filters
        )
        ranking: dict[int, float] = {}
        for hit in hits:
            ranking.setdefault(int(self._index.sentences[hit["row"], 0]), hit["distance"])
        return ranking

    def by_words(
        self, tokens: Mapping[str, float], depth: int, filters: Filters | None
    ) -> Ranking:
        """See ``Channels.by_words``."""
        sparse = self._index.lexical.weights_by_id(tokens)
        if not sparse:
            return {}
        hits = self._search(self._clauses, "lexical", sparse, depth, filters)
        return {hit["row"]: hit["distance"] for hit in hits if hit["distance"] > 0}

    def sentences_of(self, rows: Sequence[int], vector: Vectors) -> dict[int, SentenceScores]:
        """See ``Channels.sentences_of``."""
        found: dict[int, list[tuple[tuple[int, int], float]]] = {row: [] for row in rows}
        if not rows:
            return {}
        hits = self._search(
            self._sentences, "vector", vector.tolist(), _MOST_ROWS, f"clause in {list(rows)}"
        )
        for hit in hits:
            row, start, end = self._index.sentences[hit["row"]].tolist()
            found[row].append(((start, end), hit["distance"]))
        return dict(found)

    def _search(
        self,
        collection: str,
        field: str,
        query: list[float] | dict[int, float],
        limit: int,
        filters: Filters | str | None,
    ) -> list[Row]:
        condition = filters if isinstance(filters, str) else _condition(filters)
        try:
            (hits,) = self._client.search(
                collection,
                [query],
                anns_field=field,
                limit=min(limit, _MOST_ROWS),
                filter=condition,
            )
        except MilvusException as error:
            raise IndexStoreError("向量数据库暂时查询不了，请稍后再试。") from error
        # Milvus leaves the order of equal scores open; the embedded index takes the lower row.
        return sorted(hits, key=lambda hit: (-hit["distance"], hit["row"]))


def upload(url: str, index: PolicyIndex) -> None:
    """Write a version's vectors and BM25 weights, unless they are there; hold the builder's lock.

    Raises:
        IndexStoreError: the database cannot be reached or written.
    """
    client = _connect(url)
    try:
        for kind, rows, size in (
            (_CLAUSES, _clause_rows(index), index.manifest.clauses),
            (_SENTENCES, _sentence_rows(index), index.manifest.sentences),
        ):
            name = _collection(index.version, kind)
            if not _is_complete(client, name, size):
                _write(client, name, index.manifest.dimension, rows, lexical=kind == _CLAUSES)
    except MilvusException as error:
        raise IndexStoreError("向量数据库写不进去，原来的索引没有动。") from error
    finally:
        client.close()


def forget(url: str, versions: Iterable[str]) -> None:
    """Drop the collections of versions that are kept no longer.

    Raises:
        IndexStoreError: the database cannot be reached or written.
    """
    client = _connect(url)
    try:
        for version in versions:
            for kind in (_CLAUSES, _SENTENCES):
                client.drop_collection(_collection(version, kind))
    except MilvusException as error:
        raise IndexStoreError("向量数据库里的旧版本没有删成，请稍后再试。") from error
    finally:
        client.close()


def _connect(url: str) -> MilvusClient:
    try:
        return MilvusClient(url)
    except MilvusException as error:
        raise IndexStoreError("连不上向量数据库，请检查它的地址和运行状态。") from error


def _collection(version: str, kind: str) -> str:
    return f"tiaowen_{version.replace('-', '_')}_{kind}"


def _is_complete(client: MilvusClient, name: str, size: int) -> bool:
    """Tell whether a collection was written to its end: a killed upload leaves fewer rows."""
    if not client.has_collection(name):
        return False
    client.load_collection(name)
    (counted,) = client.query(name, output_fields=["count(*)"])
    return int(counted["count(*)"]) == size


def _write(
    client: MilvusClient, name: str, dimension: int, rows: Iterator[Row], *, lexical: bool
) -> None:
    client.drop_collection(name)
    schema = MilvusClient.create_schema(auto_id=False)
    for field, kind in (
        ("row", DataType.INT64),
        ("clause", DataType.INT64),
        ("effective_from", DataType.INT64),
        ("until", DataType.INT64),
        ("repealed", DataType.BOOL),
    ):
        schema.add_field(field, kind, is_primary=field == "row")
    for field in ("doc_id", "kind", "section"):
        schema.add_field(field, DataType.VARCHAR, max_length=256)
    schema.add_field(
        "units",
        DataType.ARRAY,
        element_type=DataType.VARCHAR,
        max_capacity=256,
        max_length=256,
    )
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    indexes = client.prepare_index_params()
    indexes.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
    if lexical:
        schema.add_field("lexical", DataType.SPARSE_FLOAT_VECTOR)
        indexes.add_index("lexical", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    client.create_collection(
        name, schema=schema, index_params=indexes, consistency_level=ConsistencyLevel.Strong
    )
    for batch in _batches(rows):
        client.insert(name, batch)
    client.load_collection(name)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _attributes(index: PolicyIndex) -> Iterator[Row]:
    """Yield what filters ask of each clause, in the order of rows."""
    for row, clause in enumerate(index.clauses):
        validity = index.documents[clause.doc_id].validity_of(clause)
        since, until = validity.effective_from, validity.until
        yield {
            "clause": row,
            "doc_id": clause.doc_id,
            "kind": clause.kind,
            "section": clause.section or "",
            "units": sorted({unit.canonical for unit in clause.units}),
            "effective_from": int(since.strftime("%Y%m%d")) if since else _ALWAYS,
            "until": int(until.strftime("%Y%m%d")) if until else _NEVER,
            "repealed": validity.repealed_by is not None,
        }


def _clause_rows(index: PolicyIndex) -> Iterator[Row]:
    for row, (attributes, lexical) in enumerate(
        zip(_attributes(index), index.lexical.rows(), strict=True)
    ):
        (vector,) = index.clause_vectors.vectors(np.array([row]))
        # Milvus takes no empty sparse vector; a token that no question has stands in.
        yield {**attributes, "row": row, "vector": vector, "lexical": lexical or {0: 0.0}}


def _sentence_rows(index: PolicyIndex) -> Iterator[Row]:
    attributes = _attributes(index)
    current = next(attributes)
    for row, clause in enumerate(index.sentences[:, 0].tolist()):
        while current["clause"] < clause:
            current = next(attributes)
        (vector,) = index.sentence_vectors.vectors(np.array([row]))
        yield {**current, "row": row, "vector": vector}


def _condition(filters: Filters | None) -> str:
    """Return the filters as a Milvus expression."""
    if not filters:
        return ""
    parts = [
        f"{field} in {_quoted(values)}"
        for field, values in (
            ("doc_id", filters.doc_ids),
            ("section", filters.sections),
            ("kind", filters.kinds),
        )
        if values
    ]
    if filters.units:
        parts.append(f"ARRAY_CONTAINS_ANY(units, {_quoted(filters.units)})")
    if filters.in_force_on is not None:
        day = filters.in_force_on.strftime("%Y%m%d")
        parts.append(f"repealed == false and effective_from <= {day} and until >= {day}")
    return " and ".join(parts)


def _quoted(values: Iterable[str]) -> str:
    return json.dumps(sorted(values), ensure_ascii=False)
