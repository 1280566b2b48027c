"""From measured figures to sizes, hours and machines for a city, a province and the country."""

from __future__ import annotations

import math
import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Results, comparison_table, figure, size_table, table

_BEGIN, _END = "<!-- figures -->", "<!-- /figures -->"
#: Share of a day's questions that its busiest hour brings, and how busy a machine may be then.
_BUSIEST_HOUR, _LOAD = 0.15, 0.5
#: Memory that a search node may fill with an index.
_NODE_GB = 12
#: A retrieval's target: beyond it the search goes to a cluster.
_TARGET_MS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """How many clauses a place has in force, and how many questions a day it is asked."""

    name: str
    clauses: int
    questions: int


PLACES = (
    Place("市", 65_000, 20_000),
    Place("省", 1_000_000, 500_000),
    Place("全国", 10_000_000, 20_000_000),
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a place needs; a machine has the two cores of the measured one."""

    place: Place
    sentences: int
    build_hours: float
    disk_gb: float
    search_ms: float
    peak_per_second: float
    answer_machines: int
    search_nodes: int


def estimate(place: Place, small: Results, large: Results) -> Estimate:
    """Scale the figures of the largest measured index, and the load of the smallest, to a place."""
    measured = large["index"]
    share = place.clauses / measured["clauses"]
    embedding = measured["clauses"] / measured["clause_rate"]
    embedding += measured["sentences"] / measured["sentence_rate"]
    steps = large["serve"]["steps_ms"]
    growing = steps["clause"] + steps["sentence"] + steps["lexical"]
    peak = place.questions * _BUSIEST_HOUR / 3600
    disk_gb = measured["disk_mb"] * share / 1024
    search_ms = steps["embed"] + growing * share
    alone = search_ms <= _TARGET_MS
    return Estimate(
        place=place,
        sentences=round(measured["sentences"] * share),
        build_hours=embedding * share / 3600,
        disk_gb=disk_gb,
        search_ms=search_ms,
        peak_per_second=peak,
        # Two at least: one may fail, or be mended.
        answer_machines=max(2, math.ceil(peak / (small["service"]["answers_per_second"] * _LOAD))),
        search_nodes=0 if alone else 2 * math.ceil(disk_gb / _NODE_GB),
    )


def estimate_table(small: Results, large: Results) -> list[str]:
    """Return the lines of a table of what each place needs."""
    found = [estimate(place, small, large) for place in PLACES]
    rows: list[list[object]] = [
        ["条文（假设）", *(f"{e.place.clauses:,}" for e in found)],
        ["每天提问（假设）", *(f"{e.place.questions:,}" for e in found)],
        ["句子", *(f"{e.sentences:,}" for e in found)],
        ["从头算向量，一台（小时）", *(e.build_hours for e in found)],
        ["一个版本占盘（GB）", *(e.disk_gb for e in found)],
        ["单机检索中位数，线性推算（毫秒）", *(e.search_ms for e in found)],
        ["最忙一小时（次/秒）", *(e.peak_per_second for e in found)],
        ["回答服务（台）", *(e.answer_machines for e in found)],
        ["检索节点，两份副本（台）", *(e.search_nodes or "不需要" for e in found)],
    ]
    return table(["", *(e.place.name for e in found)], rows)


def publish(results: Results, out: Path, docs: Path) -> None:
    """Write the tables and the plot into ``docs/scaling.md`` and beside it.

    Raises:
        ValueError: the page lacks the marks between which the figures stand, or nothing to scale
            from was measured yet.
    """
    page = docs / "scaling.md"
    before, mark, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not mark or not end:
        raise ValueError(f"{page.name} lacks the marks for figures")
    sizes: dict[str, Results] = results["sizes"]
    loaded = [found for found in sizes.values() if figure(found, "service.answers_per_second")]
    scaled = [
        found
        for found in sizes.values()
        if figure(found, "index.sentence_rate") and figure(found, "serve.steps_ms")
    ]
    if not loaded or not scaled:
        raise ValueError("measure the parts service, index and serve first")
    small, large = min(loaded, key=_clauses), max(scaled, key=_clauses)
    machine = results["machine"]
    lines = [
        _BEGIN, "", "### 测量", "",
        f"机器：{machine['processor']}，{machine['cores']} 核，{machine['memory']}；"
        f"模型：{figure(large, 'index.embedder')}。", "",
        *size_table(sizes), "", "![各规模的延迟、建索引时间和内存](benchmarks.png)", "",
        "### 和通常做法比", "", *comparison_table(sizes), "",
        "### 一个市、一个省、全国", "", *estimate_table(small, large), "", _END,
    ]  # fmt: skip
    page.write_text(before + "\n".join(lines) + after, encoding="utf-8")
    shutil.copy2(out / "benchmarks.png", docs / "benchmarks.png")


def _clauses(found: Results) -> int:
    return int(figure(found, "index.clauses") or 0)
