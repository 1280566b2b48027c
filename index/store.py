"""Open a published index, and follow it as new versions are published."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.clause_store import ClauseStore
from index.document import Clause, PolicyDocument
from index.errors import IndexStoreError
from index.lexical import LexicalIndex
from index.manifest import Manifest, check_files, read_manifest
from index.publishing import current_version, pointer_state, version_dir
from index.tokenization import Tokenizer
from index.vectors import FaissVectorIndex, VectorIndex

__all__ = ["LiveIndex", "PolicyIndex", "current_version", "open_index", "open_version"]

CLAUSES = "clauses.sqlite"
CLAUSE_VECTORS = "clauses.faiss"
SENTENCE_VECTORS = "sentences.faiss"
SENTENCES = "sentences.npy"
LEXICAL = "lexical"
DICTIONARY = "dictionary"

_LOG = logging.getLogger(__name__)
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class PolicyIndex:
    """One opened version.

    ``documents`` holds the documents' heads, without their text and clauses; ``document`` gives a
    whole one. ``sentences`` is [m, 3]: clause row, start and end in its text.
    """

    manifest: Manifest
    documents: Mapping[str, PolicyDocument]
    clauses: ClauseStore
    clause_vectors: VectorIndex
    sentence_vectors: VectorIndex
    sentences: NDArray[np.int32]
    lexical: LexicalIndex
    tokenizer: Tokenizer

    @property
    def version(self) -> str:
        """Return the version's name."""
        return self.manifest.version

    def document(self, doc_id: str) -> PolicyDocument:
        """Return a whole document; raises ``KeyError`` where there is no such document."""
        return self.clauses.document(doc_id)

    def clause(self, clause_id: str) -> Clause | None:
        """Return the clause with this id, or None."""
        return self.clauses.by_id(clause_id)


def open_index(index_dir: Path) -> PolicyIndex:
    """Open the published version.

    Raises:
        IndexStoreError: nothing is published, or it is damaged or of another format.
    """
    while True:
        version = current_version(index_dir)
        if version is None:
            raise IndexStoreError("还没有索引，请先运行 tiaowen index 建立。")
        try:
            return open_version(version_dir(index_dir, version))
        except IndexStoreError:
            # A builder may have replaced and pruned the version while it was being opened.
            if current_version(index_dir) == version:
                raise


def open_version(directory: Path) -> PolicyIndex:
    """Open and check one version's directory.

    Raises:
        IndexStoreError: it is damaged or of another format.
    """
    manifest = read_manifest(directory)
    check_files(directory, manifest)
    clauses = ClauseStore(directory / CLAUSES)
    return PolicyIndex(
        manifest=manifest,
        documents=clauses.documents,
        clauses=clauses,
        clause_vectors=_load_vectors(directory, CLAUSE_VECTORS, manifest),
        sentence_vectors=_load_vectors(directory, SENTENCE_VECTORS, manifest),
        sentences=np.asarray(np.load(directory / SENTENCES, mmap_mode="r")),
        lexical=LexicalIndex.load(directory / LEXICAL),
        tokenizer=Tokenizer.load(directory / DICTIONARY),
    )


def _load_vectors(directory: Path, name: str, manifest: Manifest) -> FaissVectorIndex:
    return FaissVectorIndex.load(directory / name, manifest.vectors[name])


class LiveIndex(Generic[Made]):
    """What a service makes of the published index, made anew when another version is published.

    Readers never wait: while a new version is opened in the background, and for as long as it
    cannot be opened, they keep what was made of the old one.
    """

    def __init__(self, index_dir: Path, make: Callable[[PolicyIndex], Made]) -> None:
        """Open the published version.

        Raises:
            IndexStoreError: nothing usable is published.
        """
        self._index_dir = index_dir
        self._make = make
        self._state = pointer_state(index_dir)
        self._made = make(open_index(index_dir))
        self._reloading = threading.Lock()

    def get(self) -> Made:
        """Return what was made of the newest version that could be opened; looks at one file."""
        changed = pointer_state(self._index_dir) != self._state
        if changed and self._reloading.acquire(blocking=False):
            threading.Thread(target=self._reload, name="index-reload", daemon=True).start()
        return self._made

    def _reload(self) -> None:
        try:
            # The state is read first: a version published meanwhile is seen at the next question.
            self._state = pointer_state(self._index_dir)
            self._made = self._make(open_index(self._index_dir))
        except IndexStoreError as error:
            _LOG.warning("新的索引版本打不开，继续使用旧版本：%s", error)
        finally:
            self._reloading.release()
