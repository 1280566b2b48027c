"""Measure how fast an index is built from nothing, and how fast an edit is published."""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.machine import peak_memory_mb
from index.build import build_index
from index.embedding import Embedder
from index.vector_cache import VectorCache


def measure_indexing(source: Path, index_dir: Path, embedder: Embedder) -> dict[str, Any]:
    """Build an index; texts embedded a second, seconds, peak memory, size on disk.

    What the directory's cache holds already is not embedded and does not count in the rates;
    ``seconds`` is what the build takes from nothing at those rates.
    """
    steps: dict[str, tuple[float, float, int]] = {}

    def note(what: str, done: int, total: int) -> None:
        now = time.perf_counter()
        began = steps.get(what, (now, now, 0))[0]
        steps[what] = (began, now, done)

    started = time.perf_counter()
    report = build_index(source, index_dir, embedder, progress=note)
    taken = time.perf_counter() - started
    texts = len(VectorCache(index_dir / "cache", embedder))
    clauses, sentences = (steps.get(what) for what in ("计算条文向量", "计算句子向量"))
    rates = _rate(clauses), _rate(sentences)
    version = index_dir / "versions" / report.version
    files = {f.name: f.stat().st_size / 2**20 for f in version.rglob("*") if f.is_file()}
    return {
        "embedder": embedder.name,
        "clauses": report.clauses,
        "sentences": report.sentences,
        "embedded": report.embedded,
        "clause_rate": rates[0],
        "sentence_rate": rates[1],
        "seconds": _from_nothing(taken, (clauses, sentences), report.clauses, texts),
        "peak_mb": peak_memory_mb(),
        "disk_mb": sum(files.values()),
        "files_mb": files,
    }


#: When a step began and ended, and how many texts it embedded.
_Step = tuple[float, float, int]


def _rate(step: _Step | None) -> float | None:
    if step is None or step[1] <= step[0]:
        return None
    began, ended, done = step
    return done / (ended - began)


def _from_nothing(
    taken: float, steps: tuple[_Step | None, _Step | None], clauses: int, texts: int
) -> float:
    """Return a build's seconds had it embedded all texts, at the rates of those that it did."""
    for step, size in zip(steps, (clauses, texts - clauses), strict=True):
        rate = _rate(step)
        if step is not None and rate:
            taken += (size - step[2]) / rate
    return taken


def measure_update(source: Path, index_dir: Path, embedder: Embedder) -> dict[str, Any]:
    """Publish the source with one clause edited, in a copy of the index's directory."""
    with tempfile.TemporaryDirectory(dir=index_dir.parent) as held:
        copy = Path(held) / "index"
        shutil.copytree(index_dir, copy)
        edited = _edited(source, Path(held) / "edited")
        started = time.perf_counter()
        report = build_index(edited, copy, embedder)
        return {"seconds": time.perf_counter() - started, "embedded": report.embedded}


def _edited(source: Path, folder: Path) -> Path:
    """Write a copy of a source in which one clause has a sentence more; return its path."""
    folder.mkdir()
    if source.is_dir():
        shutil.copytree(source, folder, dirs_exist_ok=True)
        document = next(path for path in sorted(folder.iterdir()) if path.suffix == ".txt")
        text = document.read_text(encoding="utf-8")
        document.write_text(text.replace("。", "，另有规定的从其规定。", 1), encoding="utf-8")
        return folder
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8") as stream:
        lines = stream.readlines()
    entry = json.loads(lines[0])
    entry["text"] += "另有规定的，从其规定。"
    lines[0] = json.dumps(entry, ensure_ascii=False) + "\n"
    edited = folder / source.name.removesuffix(".gz")
    edited.write_text("".join(lines), encoding="utf-8")
    return edited
