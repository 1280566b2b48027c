"""Publishes, edits and withdraws documents: the index is rebuilt aside, readers never wait."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from assistant.indexing import vectors_url_of
from assistant.library.drafts import Draft, Drafts
from assistant.live import LiveAssistant
from assistant.settings import Settings
from assistant.storage.publications import Publications
from index.build import BuildReport, Progress, build_index
from index.errors import DocumentError, InputError
from index.manifest import read_manifest
from index.overrides import check_overrides, read_overrides
from index.publishing import current_version, version_dir
from index.sources import find_sources

#: A version opens within a second; far longer is not waited for.
_OPEN_SECONDS = 20


class Publisher:
    """Change what is published, one change at a time; every change stands in the history."""

    def __init__(
        self, settings: Settings, live: LiveAssistant, drafts: Drafts, history: Publications
    ) -> None:
        self._settings = settings
        self._live = live
        self._drafts = drafts
        self._history = history
        self._working = threading.Lock()
        _bring_back(settings.source_dir)

    def publish(self, draft: Draft, actor: str, progress: Progress | None = None) -> BuildReport:
        """Put a draft among the sources, in place of one of its name, and rebuild.

        Raises:
            DocumentError: the file cannot be indexed; nothing has changed then.
            InputError: somebody else is publishing, or the index comes from another source.
        """
        target = self._settings.source_dir / draft.name
        with self._alone(), _replaced(draft.path, target):
            report = self._rebuild(progress, draft.name)
        self._drafts.drop(draft.identifier)
        self._history.note(draft.name, "publish", actor=actor, index_version=report.version)
        return report

    def withdraw(self, source: str, actor: str, progress: Progress | None = None) -> BuildReport:
        """Take a document out of the sources, keep it as a draft, and rebuild.

        Raises:
            InputError: there is no such document, it is the last one, or somebody else is
                publishing.
        """
        path = self.source_path(source)
        if len(find_sources(self._settings.source_dir)) == 1:
            raise InputError("这是最后一个已发布的文件，不能撤下；请先发布新的文件。")
        with self._alone():
            draft = self._drafts.keep(path.name, path.read_bytes())
            overrides = path.with_suffix(".yaml")
            if overrides.exists():
                shutil.copyfile(overrides, draft.path.with_suffix(".yaml"))
            try:
                with _moved_away(path):
                    report = self._rebuild(progress, "")
            except BaseException:
                self._drafts.drop(draft.identifier)
                raise
        self._history.note(source, "withdraw", actor=actor, index_version=report.version)
        return report

    def edit(
        self, path: Path, fields: Mapping[str, Any], actor: str, progress: Progress | None = None
    ) -> BuildReport | None:
        """Set metadata of a draft or of a source; a source is rebuilt and its report returned.

        Raises:
            DocumentError: a field cannot be used; nothing has changed then.
        """
        merged = check_overrides({**read_overrides(path), **fields}, path.name)
        beside = path.with_suffix(".yaml")
        written = beside.with_name(f".{uuid4().hex}.yaml")
        plain = {key: _plain(value) for key, value in merged.items()}
        written.write_text(yaml.safe_dump(plain, allow_unicode=True), encoding="utf-8")
        published = path.is_relative_to(self._settings.source_dir)
        if not published:
            written.replace(beside)
            self._note_edit(path.name, actor, plain, None)
            return None
        with self._alone(), _replaced(written, beside):
            report = self._rebuild(progress, path.name)
        name = path.relative_to(self._settings.source_dir).as_posix()
        self._note_edit(name, actor, plain, report.version)
        return report

    def source_path(self, source: str) -> Path:
        """Return a published file; raises ``InputError`` where there is none of this name."""
        root = self._settings.source_dir.resolve()
        path = (root / source).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise InputError("目录里没有这个文件，可能已经撤下。")
        return self._settings.source_dir / path.relative_to(root)

    def _note_edit(
        self, source: str, actor: str, fields: Mapping[str, Any], version: str | None
    ) -> None:
        detail = {name: _told(value) for name, value in fields.items()}
        self._history.note(source, "edit", actor=actor, index_version=version, detail=detail)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._working.acquire(blocking=False):
            raise InputError("正在发布另一个改动，请等它完成后再试。")
        try:
            self._require_own_index()
            yield
        finally:
            self._working.release()

    def _require_own_index(self) -> None:
        """Refuse where the index was made of something else than the source directory."""
        version = current_version(self._settings.index_dir)
        if version is None:
            return
        sources = read_manifest(version_dir(self._settings.index_dir, version)).sources
        if any(not (self._settings.source_dir / name).is_file() for name in sources):
            raise InputError("当前索引不是由文件目录建立的，不能在网页上发布；请用 tiaowen index。")

    def _rebuild(self, progress: Progress | None, name: str) -> BuildReport:
        report = build_index(
            self._settings.source_dir,
            self._settings.index_dir,
            self._live.embedder,
            progress=progress,
            vectors_url=vectors_url_of(self._settings),
        )
        if name in report.failures:
            raise DocumentError(report.failures[name])
        self._await_version(report.version)
        return report

    def _await_version(self, version: str) -> None:
        """Wait until this process answers from a version, so that what is told done is seen."""
        deadline = time.monotonic() + _OPEN_SECONDS
        while self._live.current.retriever.index.version != version:
            if time.monotonic() > deadline:
                return
            time.sleep(0.05)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _told(value: object) -> object:
    """Return a value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date) else value


def _away(path: Path) -> Path:
    """Return where a file waits, hidden from the index, while a change is tried."""
    return path.with_name(f".{path.name}.old")


def _bring_back(directory: Path) -> None:
    """Bring back what a change that was cut off (a power failure) had set aside."""
    if directory.is_dir():
        for away in directory.rglob(".*.old"):
            place = away.with_name(away.name[1:].removesuffix(".old"))
            if not place.exists():
                away.replace(place)


@contextmanager
def _replaced(new: Path, target: Path) -> Iterator[None]:
    """Copy a file, with the metadata beside it, over another; put all back on any failure."""
    pairs = [(new, target)]
    if new.suffix != ".yaml":
        pairs.append((new.with_suffix(".yaml"), target.with_suffix(".yaml")))
    with _moved_away(target):
        try:
            for source, place in pairs:
                if source.exists():
                    shutil.copyfile(source, place)
            yield
        except BaseException:
            for _, place in pairs:
                place.unlink(missing_ok=True)
            raise
        finally:
            if new.suffix == ".yaml":
                new.unlink(missing_ok=True)


@contextmanager
def _moved_away(path: Path) -> Iterator[None]:
    """Set a file and the metadata beside it aside; bring them back on any failure."""
    names = [path] if path.suffix == ".yaml" else [path, path.with_suffix(".yaml")]
    moved = [name for name in names if name.exists()]
    for name in moved:
        name.replace(_away(name))
    done = False
    try:
        yield
        done = True
    finally:
        for name in moved:
            if done:
                _away(name).unlink()
            else:
                _away(name).replace(name)
