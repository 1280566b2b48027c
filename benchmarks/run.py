"""Measure every size and write tables, plots and the machine's description.

``python -m benchmarks.run [--sizes 80,1000,10000,65000] [--parts index,serve] [--limit 50]
[--publish]``
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from benchmarks import usual
from benchmarks.machine import describe
from benchmarks.report import write_report
from benchmarks.workload import DEFAULT_SIZE, ROOT, Workload, prepare

#: Parts in the order in which they are measured, with the sizes at which they make sense: on
#: torch the usual recipe takes hours for more, and the targets under load are for one document.
PARTS: dict[str, Callable[[int], bool]] = {
    "index": lambda size: True,
    "update": lambda size: True,
    "serve": lambda size: True,
    "command": lambda size: True,
    "service": lambda size: True,
    "usual": lambda size: size <= 1_000,
}
_RESULTS = "results.json"


def main() -> int:
    """Run the measurements that the options name; what other runs measured is kept."""
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    for size in options.sizes:
        try:
            work = prepare(size, options.shared, options.out, options.limit)
        except FileNotFoundError as error:
            print(f"{size}: 跳过，找不到 {Path(error.filename).name}", file=sys.stderr)
            continue
        for measured in _measure_size(work, options):
            _note(options.out / _RESULTS, size, measured)
    results = _read(options.out / _RESULTS)
    print(write_report(results, options.out))
    if options.publish:
        from benchmarks.scaling import publish

        publish(results, options.out, ROOT / "docs")
    return 0


def _options() -> argparse.Namespace:
    settings = Settings()
    parser = argparse.ArgumentParser(description="Measure indexing, answering, load and memory.")
    parser.add_argument("--sizes", type=_numbers, default=[DEFAULT_SIZE, 1_000, 10_000, 65_000])
    parser.add_argument("--parts", type=_parts, default=list(PARTS), help="，".join(PARTS))
    parser.add_argument("--limit", type=int, default=200, help="questions asked at most")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--models", type=Path, default=ROOT / settings.models_dir)
    parser.add_argument("--embedder", default=settings.embedder)
    parser.add_argument(
        "--anew", action="store_true", help="drop the vectors that earlier runs computed"
    )
    parser.add_argument(
        "--publish", action="store_true", help="write the figures into docs/scaling.md"
    )
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _parts(text: str) -> list[str]:
    wanted = text.split(",")
    if unknown := set(wanted) - set(PARTS):
        raise argparse.ArgumentTypeError(f"unknown parts: {', '.join(sorted(unknown))}")
    return [part for part in PARTS if part in wanted]


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"machine": {}, "sizes": {}}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _note(path: Path, size: int, measured: dict[str, Any]) -> None:
    """Add figures of a size to the file, which another run may have written to meanwhile."""
    results = _read(path)
    found = results["sizes"].setdefault(str(size), {})
    before, built = found.get("index"), measured.get("index")
    if before and built and not built["embedded"] and before["embedder"] == built["embedder"]:
        return  # All vectors were there: such a build has no rates to tell.
    found |= measured
    results["sizes"] = dict(sorted(results["sizes"].items(), key=lambda item: int(item[0])))
    results["machine"] = describe()
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


def _measure_size(work: Workload, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Measure the parts of one size; yield each part's figures by name."""
    workload = options.out / f"workload-{work.size}.json"
    workload.write_text(json.dumps(asdict(work), default=str), encoding="utf-8")
    index_dir = options.out / f"index-{work.size}"
    for part in options.parts:
        if not PARTS[part](work.size):
            continue
        if part == "index" and options.anew:
            shutil.rmtree(index_dir, ignore_errors=True)
        if part == "index":
            _take_over(options.out, work.size)
        if part == "usual":
            yield _compare(workload, index_dir, options)
        else:
            yield {part: _run(part, workload, index_dir, options.embedder, options.models)}


def _take_over(out: Path, size: int) -> None:
    """Begin with the vectors of the largest smaller size: its texts are the first of this one."""
    smaller = [int(path.name.split("-")[1]) for path in out.glob("index-*[0-9]")]
    smaller = [other for other in smaller if DEFAULT_SIZE < other < size]
    cache = out / f"index-{size}" / "cache"
    if smaller and not cache.exists():
        shutil.copytree(out / f"index-{max(smaller)}" / "cache", cache)


def _compare(workload: Path, index_dir: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Measure the usual recipe and, right after it, ours from nothing with the same model."""
    if not usual.torch_model(options.models).is_dir():
        print("usual: 跳过，没有基础模型（make dev）", file=sys.stderr)
        return {}
    directory = index_dir.with_name(f"{index_dir.name}-compared")
    shutil.rmtree(directory, ignore_errors=True)
    parts = {"ours_index": "index", "ours_serve": "serve", "usual": "usual"}
    return {
        name: _run(part, workload, directory, usual.MODEL, options.models)
        for name, part in parts.items()
    }


def _run(part: str, workload: Path, index_dir: Path, spec: str, models: Path) -> dict[str, Any]:
    """Measure one part in a process of its own, so that its memory is its own."""
    load = os.getloadavg()[0]
    print(f"{workload.stem} {part} … （负载 {load:.1f}）", file=sys.stderr)
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.measure", part]
    finished = subprocess.run(
        [*command, str(workload), str(index_dir), spec, str(models)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return result | {"load_before": load}


if __name__ == "__main__":
    sys.exit(main())
