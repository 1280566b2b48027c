"""Turn a source of documents into a published index version."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

from index import store
from index.clause_store import write_clauses
from index.collection import apply_repeals
from index.document import Clause, PolicyDocument
from index.embedding import Embedder
from index.errors import DocumentError, IndexStoreError
from index.lexical import LexicalIndex
from index.manifest import (
    FORMAT_VERSION,
    Manifest,
    check_files,
    read_manifest,
    record_files,
    write_manifest,
)
from index.passages import clause_passage, document_names, sentence_passages
from index.publishing import (
    builder_lock,
    current_version,
    next_version,
    publish,
    staging_dir,
    version_dir,
)
from index.report import strict_findings
from index.sources import find_sources
from index.token_cache import TokenCache
from index.tokenization import lexicon_fingerprint
from index.vector_cache import VectorCache
from index.vectors import FaissVectorIndex, VectorIndexRecord

_CACHE = "cache"
_WRITE_FAILURES: Mapping[int | None, str] = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超过了磁盘配额",
    errno.EFBIG: "文件大小超过限制",
    errno.EACCES: "没有写入权限",
    errno.EROFS: "只读文件系统",
    errno.EEXIST: "同名的文件占着位置",
    errno.ENOTDIR: "路径不是目录",
}
#: Called with what is going on, the items done and the items to do.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; ``failures`` maps a source that could not be parsed to its reason."""

    version: str
    documents: int
    clauses: int
    sentences: int
    embedded: int
    unchanged: bool
    failures: dict[str, str]
    seconds: float


def build_index(
    source: Path,
    index_dir: Path,
    embedder: Embedder,
    *,
    strict: bool = False,
    progress: Progress | None = None,
    vectors_url: str | None = None,
) -> BuildReport:
    """Parse, embed and index a source, and publish it as the current version.

    A document that cannot be parsed is left out and reported; ``strict`` stops the build at one,
    and at one whose ingest report has findings.
    Texts embedded before cost nothing; where nothing changed no version is published.
    ``vectors_url`` names a Milvus database that gets the version's vectors too.

    Raises:
        InputError: the source holds no usable document.
        IndexStoreError: the directory cannot be written.
    """
    started = time.monotonic()
    documents, hashes, failures = _parse(source, strict)
    report = progress or (lambda *_: None)
    try:
        with builder_lock(index_dir, on_wait=lambda: report("等待另一个进程", 0, 1)):
            build = _Build(documents, hashes, embedder, index_dir, report)
            unchanged = build.is_current()
            if not unchanged:
                build.publish(vectors_url)
    except (OSError, sqlite3.OperationalError) as error:
        reason = _WRITE_FAILURES.get(getattr(error, "errno", None), "磁盘已满或读写出错")
        raise IndexStoreError(f"索引目录写不进去（{reason}），原来的索引没有动。") from error
    return BuildReport(
        version=current_version(index_dir) or "",
        documents=len(documents),
        clauses=len(build.clauses),
        sentences=len(build.sentences),
        embedded=build.embedded,
        unchanged=unchanged,
        failures=failures,
        seconds=time.monotonic() - started,
    )


def _parse(
    source: Path, strict: bool
) -> tuple[list[PolicyDocument], dict[str, str], dict[str, str]]:
    documents: list[PolicyDocument] = []
    hashes: dict[str, str] = {}
    failures: dict[str, str] = {}
    for item in find_sources(source):
        try:
            parsed = list(item.documents())
            if strict:
                _refuse_findings(item.name, parsed)
            documents.extend(parsed)
            hashes[item.name] = item.content_hash()
        except DocumentError as error:
            if strict:
                raise
            failures[item.name] = str(error)
    if not any(document.clauses for document in documents):
        reason = next(iter(failures.values()), "没有找到条文。")
        raise DocumentError(f"没有可以建立索引的内容：{reason}")
    return apply_repeals(documents), hashes, failures


def _refuse_findings(name: str, documents: Iterable[PolicyDocument]) -> None:
    """Refuse a file whose ingest report has findings; ready clauses have no text to check."""
    for document in documents:
        findings = strict_findings(document.report) if document.source_text else ()
        if findings:
            raise DocumentError(f"“{name}”的入库报告有问题，没有发布：{'；'.join(findings)}。")


class _Build:
    """One build: the rows, their vectors, and the files written from them."""

    def __init__(
        self,
        documents: list[PolicyDocument],
        hashes: dict[str, str],
        embedder: Embedder,
        index_dir: Path,
        progress: Progress,
    ) -> None:
        self._documents = documents
        self._hashes = hashes
        self._embedder = embedder
        self._index_dir = index_dir
        self._cache = VectorCache(index_dir / _CACHE, embedder)
        self._progress = progress
        self.clauses: list[Clause] = [c for document in documents for c in document.clauses]
        self.sentences: list[tuple[int, int, int]] = []
        self._sentence_texts: list[str] = []
        for row, clause in enumerate(self.clauses):
            for (start, end), text in sentence_passages(clause):
                self.sentences.append((row, start, end))
                self._sentence_texts.append(text)
        self._content_hash = self._hash()
        self._vector_records: dict[str, VectorIndexRecord] = {}
        self.embedded = 0

    def _hash(self) -> str:
        """Hash all that determines the index: documents, model, lexicon and format."""
        digest = hashlib.sha256()
        made_by = (FORMAT_VERSION, self._embedder.fingerprint, lexicon_fingerprint())
        digest.update(repr((made_by, sorted(self._hashes.items()))).encode())
        for document in self._documents:
            digest.update(repr(document).encode())
        return digest.hexdigest()

    def is_current(self) -> bool:
        """Tell whether the published version is sound and made of the same content."""
        version = current_version(self._index_dir)
        if version is None:
            return False
        directory = version_dir(self._index_dir, version)
        try:
            manifest = read_manifest(directory)
            same = manifest.content_hash == self._content_hash
            if same:
                check_files(directory, manifest)
        except IndexStoreError:
            return False
        return same

    def publish(self, vectors_url: str | None) -> None:
        """Embed what is new, write a version beside the current one and switch to it."""
        clause_texts = [clause_passage(clause) for clause in self.clauses]
        for what, texts in (
            ("计算条文向量", clause_texts),
            ("计算句子向量", self._sentence_texts),
        ):
            self.embedded += self._cache.add_missing(texts, partial(self._progress, what))
        self._progress("写索引", 0, 1)
        with staging_dir(self._index_dir) as staging:
            self._write(staging, clause_texts)
            version = next_version(self._index_dir, self._content_hash)
            write_manifest(staging, self._manifest(staging, version))
            if vectors_url is not None:
                from index import milvus

                milvus.upload(vectors_url, store.open_version(staging))
            pruned = publish(self._index_dir, staging, version)
        if vectors_url is not None:
            milvus.forget(vectors_url, pruned)

    def _write(self, directory: Path, clause_texts: list[str]) -> None:
        write_clauses(directory / store.CLAUSES, self._documents)
        for name, texts in (
            (store.CLAUSE_VECTORS, clause_texts),
            (store.SENTENCE_VECTORS, self._sentence_texts),
        ):
            index = FaissVectorIndex.build(self._cache.vectors(texts))
            index.save(directory / name)
            self._vector_records[name] = index.record
        sentences = np.array(self.sentences, dtype=np.int32).reshape(-1, 3)
        np.save(directory / store.SENTENCES, sentences)
        tokens = TokenCache(
            self._index_dir / _CACHE / "tokens.sqlite", document_names(self._documents)
        )
        tokens.tokenizer.save(directory / store.DICTIONARY)
        token_lists = list(tokens.token_lists(clause_texts))
        LexicalIndex.build(token_lists).save(directory / store.LEXICAL)

    def _manifest(self, directory: Path, version: str) -> Manifest:
        return Manifest(
            format_version=FORMAT_VERSION,
            version=version,
            content_hash=self._content_hash,
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            embedder=self._embedder.name,
            dimension=self._embedder.dimension,
            embedder_fingerprint=self._embedder.fingerprint,
            documents=len(self._documents),
            clauses=len(self.clauses),
            sentences=len(self.sentences),
            vectors=self._vector_records,
            sources=self._hashes,
            files=record_files(directory),
        )
