from __future__ import annotations

import multiprocessing
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from index.build import build_index
from index.errors import IndexStoreError
from index.publishing import (
    builder_lock,
    current_version,
    list_versions,
    prune,
    rollback,
    version_dir,
)
from index.store import LiveIndex, PolicyIndex, open_index, open_version
from tests.index import builder_process
from tests.index.builder_process import SlowEmbedder


@pytest.fixture(scope="module")
def processes():
    """Processes forked from a server that has loaded the dictionary, so that they start at once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.index.builder_process"])
    return context


@pytest.fixture
def start(processes):
    started = []

    def run(target, *arguments):
        process = processes.Process(target=target, args=arguments, daemon=True)
        process.start()
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.join()


@pytest.fixture
def source(articles):
    """A file of three clauses whose words carry the given mark."""

    def write(mark: str, count: int = 3) -> Path:
        entries = {f"c{i}": (f"{mark}法第{i}条", f"{mark}的第{i}段话。") for i in range(count)}
        return articles(entries, f"{mark}.jsonl")

    return write


def texts(index: PolicyIndex) -> str:
    return "".join(clause.text for clause in index.clauses)


def wait_until(condition, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


def test_rollback_publishes_the_version_before(source, tmp_path) -> None:
    index_dir = tmp_path / "index"
    first = build_index(source("甲"), index_dir, SlowEmbedder())
    build_index(source("乙"), index_dir, SlowEmbedder())
    assert rollback(index_dir) == first.version == current_version(index_dir)
    assert "甲" in texts(open_index(index_dir))
    with pytest.raises(IndexStoreError, match="没有更早"):
        rollback(index_dir)
    with pytest.raises(IndexStoreError, match="没有索引版本"):
        rollback(index_dir, "000009-00000000")


def test_a_damaged_version_is_not_rolled_back_to(source, tmp_path) -> None:
    index_dir = tmp_path / "index"
    first = build_index(source("甲"), index_dir, SlowEmbedder())
    second = build_index(source("乙"), index_dir, SlowEmbedder())
    (version_dir(index_dir, first.version) / "clauses.sqlite").write_bytes(b"")
    with pytest.raises(IndexStoreError, match="已损坏"):
        rollback(index_dir)
    assert current_version(index_dir) == second.version


def test_old_versions_are_pruned_but_never_the_published_one(source, tmp_path) -> None:
    index_dir = tmp_path / "index"
    built = [build_index(source(m), index_dir, SlowEmbedder()).version for m in "甲乙丙丁戊"]
    assert list_versions(index_dir) == built[-3:]
    rollback(index_dir, built[2])
    assert prune(index_dir, keep=1) == [built[3]]
    assert list_versions(index_dir) == [built[2], built[4]]


def test_a_removed_version_stays_readable_to_who_has_it_open(source, tmp_path) -> None:
    index_dir = tmp_path / "index"
    build_index(source("甲"), index_dir, SlowEmbedder())
    held = open_index(index_dir)
    shutil.rmtree(index_dir)
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(texts(held)))
    reader.start()
    reader.join()
    assert "甲" in found[0]
    assert held.clause_vectors.vectors(np.arange(3)).shape == (3, 8)


def test_a_second_builder_gives_up_or_waits(source, tmp_path, start) -> None:
    index_dir = tmp_path / "index"
    with builder_lock(index_dir):
        waiting = start(builder_process.build, source("甲"), index_dir)
        with (
            pytest.raises(IndexStoreError, match="另一个进程"),
            builder_lock(index_dir, wait_seconds=0),
        ):
            pass
        assert current_version(index_dir) is None
    waiting.join(30)
    assert "甲" in texts(open_index(index_dir))


def test_builders_at_once_publish_one_after_another(source, tmp_path, start) -> None:
    index_dir = tmp_path / "index"
    builders = [start(builder_process.build, source(mark), index_dir) for mark in "甲乙丙丁"]
    for builder in builders:
        builder.join(60)
        assert builder.exitcode == 0
    versions = list_versions(index_dir)
    held = [texts(open_version(version_dir(index_dir, version))) for version in versions]
    assert [sum(mark in text for mark in "甲乙丙丁") for text in held] == [1, 1, 1]
    assert len(set(held)) == 3
    assert current_version(index_dir) == versions[-1]


@pytest.mark.parametrize("call", ["rename", "replace"])
def test_a_kill_around_the_switch_leaves_a_good_index(call, source, tmp_path, start) -> None:
    index_dir = tmp_path / "index"
    build_index(source("甲"), index_dir, SlowEmbedder())
    process = start(builder_process.build_and_die_at, call, source("乙"), index_dir)
    process.join(30)
    assert process.exitcode == -9
    assert "甲" in texts(open_index(index_dir))
    build_index(source("乙"), index_dir, SlowEmbedder())
    assert "乙" in texts(open_index(index_dir))
    assert not list((index_dir / "versions").glob(".*"))


def test_kills_at_any_moment_leave_a_good_index(source, tmp_path, start) -> None:
    index_dir = tmp_path / "index"
    sources = [source("甲"), source("乙")]
    build_index(sources[0], index_dir, SlowEmbedder())
    for delay in (0.01, 0.03, 0.06, 0.1, 0.2):
        version = current_version(index_dir)
        process = start(builder_process.build_for_ever, sources, index_dir)
        wait_until(lambda before=version: current_version(index_dir) != before)
        time.sleep(delay)
        process.kill()
        process.join()
        opened = texts(open_index(index_dir))
        assert ("甲" in opened) != ("乙" in opened)
    build_index(source("丙"), index_dir, SlowEmbedder())
    assert "丙" in texts(open_index(index_dir))


def test_a_killed_build_goes_on_where_it_was(articles, tmp_path, start) -> None:
    index_dir = tmp_path / "index"
    entries = {f"c{i}": (f"法第{i}条", f"第{i}段话") for i in range(1500)}
    path = articles(entries)
    process = start(builder_process.build, path, index_dir, 0.5)
    wait_until(lambda: sum(f.stat().st_size for f in index_dir.glob("cache/*.keys")) > 0)
    process.kill()
    process.join()
    assert current_version(index_dir) is None
    report = build_index(path, index_dir, SlowEmbedder())
    assert 0 < report.embedded < report.clauses + report.sentences


@pytest.mark.parametrize("limit", [100, 4_000, 20_000])
def test_a_full_disk_leaves_the_old_index(limit, source, tmp_path, processes, start) -> None:
    index_dir = tmp_path / "index"
    build_index(source("甲"), index_dir, SlowEmbedder())
    receiver, sender = processes.Pipe(duplex=False)
    start(builder_process.build_with_little_room, source("乙", 200), index_dir, limit, sender).join(
        30
    )
    assert "原来的索引没有动" in receiver.recv()
    assert "甲" in texts(open_index(index_dir))
    build_index(source("乙", 200), index_dir, SlowEmbedder())
    assert "乙" in texts(open_index(index_dir))


def test_readers_pick_up_new_versions_and_lose_no_question(source, tmp_path, start) -> None:
    index_dir = tmp_path / "index"
    sources = [source("甲"), source("乙")]
    build_index(sources[0], index_dir, SlowEmbedder())
    live = LiveIndex(index_dir, lambda index: index)
    start(builder_process.build_for_ever, sources, index_dir)
    seen: set[str] = set()

    def ask() -> bool:
        index = live.get()
        seen.add(index.version)
        opened = texts(index)
        assert ("甲" in opened) != ("乙" in opened)
        return len(seen) >= 4

    wait_until(ask)


def test_a_reader_keeps_the_old_version_while_the_new_one_is_damaged(source, tmp_path) -> None:
    index_dir = tmp_path / "index"
    build_index(source("甲"), index_dir, SlowEmbedder())
    live = LiveIndex(index_dir, texts)
    report = build_index(source("乙"), index_dir, SlowEmbedder())
    damaged = version_dir(index_dir, report.version) / "clauses.sqlite"
    content = damaged.read_bytes()
    damaged.write_bytes(content[:-1])
    for _ in range(20):
        assert "甲" in live.get()
        time.sleep(0.01)
    build_index(source("丙"), index_dir, SlowEmbedder())
    wait_until(lambda: "丙" in live.get())


def test_an_unwritable_place_is_told_in_one_line(source, tmp_path) -> None:
    (tmp_path / "index").write_text("a file", encoding="utf-8")
    with pytest.raises(IndexStoreError, match="写不进去"):
        build_index(source("甲"), tmp_path / "index", SlowEmbedder())
