"""Write measurements as Markdown tables, ratios to the usual recipe, and plots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402 - the back end is chosen first

Results = dict[str, Any]
#: Each row's name and where its figure stands.
_ROWS = (
    ("条文数", "index.clauses"),
    ("句子数", "index.sentences"),
    ("条文向量（条/秒）", "index.clause_rate"),
    ("句子向量（句/秒）", "index.sentence_rate"),
    ("建索引（秒）", "index.seconds"),
    ("建索引内存峰值（MB）", "index.peak_mb"),
    ("改一条后重新发布（秒）", "update.seconds"),
    ("索引占盘（MB）", "index.disk_mb"),
    ("打开索引（秒）", "serve.index_seconds"),
    ("检索中位数（毫秒）", "serve.retrieval.p50_ms"),
    ("检索 95 分位（毫秒）", "serve.retrieval.p95_ms"),
    ("回答中位数（毫秒）", "serve.answer.p50_ms"),
    ("回答 95 分位（毫秒）", "serve.answer.p95_ms"),
    ("8 人同时问，进程内（次/秒）", "serve.answers_per_second"),
    ("8 人同时问，HTTP（次/秒）", "service.answers_per_second"),
    ("8 人同时问，HTTP 95 分位（毫秒）", "service.p95_ms"),
    ("8 人同时问，HTTP 出错（次）", "service.errors"),
    ("命令行问一次，整个进程（秒）", "command.seconds"),
    ("服务启动（秒）", "service.start_seconds"),
    ("服务内存（MB）", "serve.memory_mb"),
    ("向量索引（条文）", "serve.vector_indexes.clauses"),
    ("向量索引（句子）", "serve.vector_indexes.sentences"),
    ("找回精确前 10（条文）", "serve.vector_recall_at_10.clauses"),
    ("找回精确前 10（句子）", "serve.vector_recall_at_10.sentences"),
    ("相关条文进前 10", "serve.recall_at_10"),
)
#: What is compared with the usual recipe: its figure and ours.
_COMPARED = (
    ("建索引（秒）", "usual.index_seconds", "ours_index.seconds"),
    ("检索中位数（毫秒）", "usual.retrieval.p50_ms", "ours_serve.retrieval.p50_ms"),
    ("检索 95 分位（毫秒）", "usual.retrieval.p95_ms", "ours_serve.retrieval.p95_ms"),
    ("服务内存（MB）", "usual.memory_mb", "ours_serve.memory_mb"),
    ("相关条文进前 10", "usual.recall_at_10", "ours_serve.recall_at_10"),
)


def write_report(results: Results, folder: Path) -> str:
    """Write report.md and the plots into a folder; return the report's text."""
    sizes: dict[str, Results] = results["sizes"]
    lines = ["# 性能测量", "", "## 机器", ""]
    lines += [f"- {name}：{value}" for name, value in results["machine"].items()]
    lines += ["", "## 各规模", "", *size_table(sizes)]
    lines += ["", "## 通常做法（同一模型、同一台机器、同一次运行）", "", *comparison_table(sizes)]
    text = "\n".join(lines) + "\n"
    (folder / "report.md").write_text(text, encoding="utf-8")
    plot(sizes, folder / "benchmarks.png")
    return text


def size_table(sizes: dict[str, Results]) -> list[str]:
    """Return the lines of a table of every figure by size."""
    rows: list[list[object]] = [
        [name, *(figure(found, place) for found in sizes.values())] for name, place in _ROWS
    ]
    return table(["", *sizes], rows)


def comparison_table(sizes: dict[str, Results]) -> list[str]:
    """Return the lines of a table of the usual recipe's figures, ours, and their ratio."""
    rows: list[list[object]] = []
    for size, found in sizes.items():
        for name, theirs, ours in _COMPARED:
            pair = figure(found, theirs), figure(found, ours)
            if all(isinstance(value, float) for value in pair):
                rows.append([f"{size} 条：{name}", *pair, f"{pair[0] / pair[1]:.1f}"])
    return table(["", "通常做法", "条问", "通常做法 ÷ 条问"], rows)


def figure(found: Results, place: str) -> Any:  # noqa: ANN401 - a number, or a kind of index
    """Return the figure at a dotted place, ``None`` where it was not measured."""
    held: Any = found
    for name in place.split("."):
        held = held.get(name) if held else None
    return held


def table(head: list[str], rows: list[list[object]]) -> list[str]:
    """Return a Markdown table's lines."""
    lines = [" | ".join(head), " | ".join(["---"] * len(head))]
    lines += [" | ".join(map(_cell, row)) for row in rows]
    return [f"| {line} |" for line in lines]


def _cell(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, list):  # kind, lists, probes
        kind, lists, probes = value
        return "逐个比较" if lists == 1 else f"倒排 {probes}/{lists}"
    if not isinstance(value, float):
        return str(value)
    return f"{value:.3f}" if value < 1 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def plot(sizes: dict[str, Results], path: Path) -> None:
    """Plot latencies, build times, memory and disk by size."""
    measured = [found for found in sizes.values() if "index" in found and "serve" in found]
    measured.sort(key=lambda found: int(found["index"]["clauses"]))
    counts = [found["index"]["clauses"] for found in measured]
    panels = (
        (
            "Latency", "ms", "linear",
            {
                "retrieval p50": "serve.retrieval.p50_ms",
                "retrieval p95": "serve.retrieval.p95_ms",
                "answer p50": "serve.answer.p50_ms",
                "answer p95": "serve.answer.p95_ms",
            },
        ),
        (
            "Building", "seconds", "log",
            {"from nothing": "index.seconds", "one clause edited": "update.seconds"},
        ),
        (
            "Memory and disk", "MB", "linear",
            {
                "serving": "serve.memory_mb",
                "indexing, peak": "index.peak_mb",
                "index on disk": "index.disk_mb",
            },
        ),
    )  # fmt: skip
    drawing, axes = pyplot.subplots(1, len(panels), figsize=(13, 3.8))
    for axis, (title, unit, scale, lines) in zip(axes, panels, strict=True):
        for label, place in lines.items():
            values = [figure(found, place) for found in measured]
            axis.plot(counts, values, marker="o", label=label)
        measured_any = any(figure(found, place) for found in measured for place in lines.values())
        # Nothing measured has no logarithm.
        axis.set(
            title=title, ylabel=unit, xscale="log", xlabel="clauses",
            yscale=scale if measured_any else "linear",
        )  # fmt: skip
        axis.legend(fontsize=8)
        axis.grid(alpha=0.3)
    drawing.tight_layout()
    drawing.savefig(path, dpi=120)
    pyplot.close(drawing)
