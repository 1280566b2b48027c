"""What a version of the index holds and what made it, with the checks that it is whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.errors import IndexStoreError
from index.vectors import VectorIndexRecord

FORMAT_VERSION = 7
_MANIFEST_FILE = "manifest.json"
_REBUILD = "请运行 tiaowen index 重建。"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Size in bytes and SHA-256 of one file of a version."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version holds and what made it.

    ``content_hash`` covers all that determines the index, ``vectors`` says how each vector file is
    searched; ``sources`` maps a source's name to the
    hash of its content, ``files`` the version's files to their records.
    """

    format_version: int
    version: str
    content_hash: str
    created_at: str
    embedder: str
    dimension: int
    embedder_fingerprint: str
    documents: int
    clauses: int
    sentences: int
    vectors: dict[str, VectorIndexRecord]
    sources: dict[str, str]
    files: dict[str, FileRecord]


_ADAPTER = TypeAdapter(Manifest)


def read_manifest(directory: Path) -> Manifest:
    """Read a version's manifest.

    Raises:
        IndexStoreError: it is absent, unreadable or of another format version.
    """
    try:
        content = (directory / _MANIFEST_FILE).read_bytes()
        found = _FORMAT.validate_json(content).format_version
    except (OSError, ValidationError) as error:
        raise IndexStoreError(f"索引损坏或不是条问的索引，{_REBUILD}") from error
    if found != FORMAT_VERSION:
        raise IndexStoreError(f"索引的格式版本是 {found}，本程序需要 {FORMAT_VERSION}，{_REBUILD}")
    try:
        return _ADAPTER.validate_json(content)
    except ValidationError as error:
        raise IndexStoreError(f"索引的清单已损坏，{_REBUILD}") from error


@dataclass(frozen=True, slots=True)
class _Format:
    """The one field that every format's manifest has."""

    format_version: int


_FORMAT = TypeAdapter(_Format)


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Write the manifest, the last file of a version."""
    (directory / _MANIFEST_FILE).write_bytes(_ADAPTER.dump_json(manifest, indent=1))


def record_files(directory: Path) -> dict[str, FileRecord]:
    """Return the records of all files under a directory by relative name."""
    paths = sorted(path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): _record(path) for path in paths}


def check_files(directory: Path, manifest: Manifest) -> None:
    """Compare a version's files with its manifest.

    Raises:
        IndexStoreError: one is absent or differs.
    """
    for name, record in manifest.files.items():
        try:
            found = _record(directory / name)
        except OSError as error:
            raise IndexStoreError(f"索引缺少文件 {name}，{_REBUILD}") from error
        if found != record:
            raise IndexStoreError(f"索引的文件 {name} 已损坏，{_REBUILD}")


def _record(path: Path) -> FileRecord:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return FileRecord(path.stat().st_size, digest)
