"""Versions of an index directory: built aside, switched to atomically, rolled back, pruned.

DIR/CURRENT              the name of the version that readers open, replaced by a rename
DIR/versions/NAME/       manifest.json and the files it lists
DIR/cache/               passage vectors by text, for the next build
DIR/.lock                held by the one builder
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexStoreError
from index.manifest import check_files, read_manifest

#: Versions kept when a new one is published, the new one counted in.
KEPT_VERSIONS = 3
_CURRENT = "CURRENT"
_VERSIONS = "versions"
_LOCK = ".lock"
_STAGING = ".staging"
_LOCK_POLL_SECONDS = 0.2


@contextmanager
def builder_lock(
    index_dir: Path, *, wait_seconds: float = 3600.0, on_wait: Callable[[], None] | None = None
) -> Iterator[None]:
    """Hold the directory's one builder's lock; the system frees it when the process dies.

    Raises:
        IndexStoreError: another builder holds it for longer than ``wait_seconds``.
    """
    index_dir.mkdir(parents=True, exist_ok=True)
    with (index_dir / _LOCK).open("a") as stream:
        deadline = time.monotonic() + wait_seconds
        waited = False
        while not _try_lock(stream.fileno()):
            if time.monotonic() >= deadline:
                raise IndexStoreError("另一个进程正在建立这个索引，请等它完成后再试。")
            if not waited and on_wait is not None:
                on_wait()
            waited = True
            time.sleep(_LOCK_POLL_SECONDS)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def current_version(index_dir: Path) -> str | None:
    """Return the name of the published version, or None where nothing is published."""
    try:
        return (index_dir / _CURRENT).read_text(encoding="utf-8").strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None


def version_dir(index_dir: Path, version: str) -> Path:
    """Return the directory of a version."""
    return index_dir / _VERSIONS / version


def pointer_state(index_dir: Path) -> tuple[int, int] | None:
    """Return what changes whenever another version is published; cheap enough per question."""
    try:
        stat = (index_dir / _CURRENT).stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def list_versions(index_dir: Path) -> list[str]:
    """Return the names of the built versions, oldest first."""
    directory = index_dir / _VERSIONS
    if not directory.is_dir():
        return []
    return sorted(path.name for path in directory.iterdir() if not path.name.startswith("."))


def next_version(index_dir: Path, content_hash: str) -> str:
    """Return the name of the next version: a running number and its content's hash."""
    existing = list_versions(index_dir)
    number = int(existing[-1].split("-")[0]) + 1 if existing else 1
    return f"{number:06d}-{content_hash[:8]}"


@contextmanager
def staging_dir(index_dir: Path) -> Iterator[Path]:
    """Give a fresh directory beside the versions; it is gone afterwards unless published.

    What an earlier builder left when it was killed is removed. Hold the builder's lock.
    """
    staging = index_dir / _VERSIONS / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def publish(
    index_dir: Path, staging: Path, version: str, *, keep: int = KEPT_VERSIONS
) -> list[str]:
    """Check a staged version, give it its name, switch readers to it; return the pruned versions.

    A kill before the switch leaves the old version published, a kill after it the new one.
    """
    check_files(staging, read_manifest(staging))
    _sync_tree(staging)
    staging.rename(version_dir(index_dir, version))
    _sync(index_dir / _VERSIONS)
    _point_to(index_dir, version)
    return prune(index_dir, keep=keep)


def rollback(index_dir: Path, version: str | None = None) -> str:
    """Publish an older version again, by default the one before the current; return its name.

    Raises:
        IndexStoreError: there is no such version, or it is damaged.
    """
    with builder_lock(index_dir):
        if version is None:
            current = current_version(index_dir)
            older = [name for name in list_versions(index_dir) if current and name < current]
            if not older:
                raise IndexStoreError("没有更早的索引版本可以退回。")
            version = older[-1]
        elif version not in list_versions(index_dir):
            raise IndexStoreError(f"没有索引版本 {version}。")
        directory = version_dir(index_dir, version)
        check_files(directory, read_manifest(directory))
        _point_to(index_dir, version)
        return version


def prune(index_dir: Path, *, keep: int = KEPT_VERSIONS) -> list[str]:
    """Remove the oldest versions beyond ``keep``, never the published one; return their names.

    A reader that has one open keeps its files until it lets go. Hold the builder's lock.
    """
    current = current_version(index_dir)
    removable = [name for name in list_versions(index_dir)[:-keep] if name != current]
    for name in removable:
        # The manifest first: a half-removed version must not pass for a whole one.
        (version_dir(index_dir, name) / "manifest.json").unlink(missing_ok=True)
        shutil.rmtree(version_dir(index_dir, name), ignore_errors=True)
    return removable


def _point_to(index_dir: Path, version: str) -> None:
    pointer = index_dir / f".{_CURRENT}"
    pointer.write_text(version + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(index_dir / _CURRENT)
    _sync(index_dir)


def _sync_tree(directory: Path) -> None:
    for path in directory.rglob("*"):
        _sync(path)
    _sync(directory)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
