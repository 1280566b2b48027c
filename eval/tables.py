"""Lay out a command's figures as tables for the terminal and as one JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table

from eval.compare import Comparison, Flip
from eval.misses import KIND_LABELS
from eval.retrieval import MEASURES as RETRIEVAL_MEASURES
from eval.retrieval import RetrievalReport
from eval.statistics import Estimate
from eval.summary import MEASURES, Summary


def systems_table(summaries: Sequence[Summary]) -> Table:
    """Return every measure by system, the product's with its interval."""
    table = Table(title=f"{summaries[0].cases} 题", title_justify="left")
    table.add_column("指标")
    for summary in summaries:
        table.add_column(summary.label, justify="right")
    for measure in MEASURES:
        if measure.key in summaries[0].estimates:
            _row(table, measure.label, [s.estimates.get(measure.key) for s in summaries])
    _row(table, "拒答准确率", [s.refusal_precision for s in summaries])
    _row(table, "拒答召回率", [s.refusal_recall for s in summaries])
    table.add_row("出错", *(str(s.failures) for s in summaries))
    table.add_row("用时 p50 / p95（毫秒）", *(_spread(s.latency_ms) for s in summaries))
    table.add_row("答案字数 p50 / p95", *(_spread(s.answer_chars) for s in summaries))
    return table


def kinds_table(summary: Summary) -> Table:
    """Return how often each kind of question is fully right."""
    table = Table(title="各类问题完全答对", title_justify="left")
    for name in ("类别", "题数", "完全答对（95% 区间）"):
        table.add_column(name, justify="left" if name == "类别" else "right")
    for kind, figures in summary.by_kind.items():
        whole = figures["fully_right"]
        table.add_row(KIND_LABELS[kind], str(whole.n), _interval(whole))
    return table


def retrieval_table(reports: Sequence[RetrievalReport]) -> Table:
    """Return recall and reciprocal rank by way of searching."""
    table = Table(title=f"{reports[0].questions} 个问题", title_justify="left")
    table.add_column("检索方式")
    for name in (*RETRIEVAL_MEASURES, "毫秒 p50 / p95"):
        table.add_column(name, justify="right")
    for report in reports:
        shown = [f"{report.estimates[name].value:.3f}" for name in RETRIEVAL_MEASURES]
        table.add_row(report.label, *shown, _spread(report.latency_ms))
    return table


def comparison_table(comparison: Comparison) -> Table:
    """Return the differences B − A with their intervals and p-values."""
    left_out = f"，{comparison.left_out} 题只在一边或已改动，不计" if comparison.left_out else ""
    table = Table(title=f"{comparison.cases} 题{left_out}", title_justify="left")
    for name in ("指标", "B−A", "95% 区间", "p 值", "只有 A 对", "只有 B 对", "题数"):
        table.add_column(name, justify="left" if name == "指标" else "right")
    for difference in comparison.differences:
        test = difference.test
        table.add_row(
            difference.label,
            f"{test.difference:+.3f}",
            f"{test.low:+.3f} … {test.high:+.3f}",
            "<0.0001" if test.p_value < 0.0001 else f"{test.p_value:.4f}",
            str(test.only_a),
            str(test.only_b),
            str(test.n),
        )
    return table


def flips_table(title: str, flips: Sequence[Flip]) -> Table:
    """Return the questions that flipped, with what the missing side misses."""
    table = Table(title=f"{title}：{len(flips)} 题", title_justify="left")
    for name in ("编号", "类别", "问题", "原因"):
        table.add_column(name, overflow="fold")
    for flip in flips:
        table.add_row(flip.id, flip.kind, flip.question, "、".join(flip.reasons))
    return table


def as_json(value: Summary | Comparison | RetrievalReport) -> dict[str, Any]:
    """Return figures as plain JSON values."""
    return asdict(value)


def _row(table: Table, label: str, estimates: Sequence[Estimate | None]) -> None:
    if any(estimates):
        first, *others = estimates
        shown = [_interval(first), *(f"{e.value:.3f}" if e else "—" for e in others)]
        table.add_row(label, *shown)


def _interval(estimate: Estimate | None) -> str:
    if estimate is None:
        return "—"
    return f"{estimate.value:.3f} ({estimate.low:.3f}–{estimate.high:.3f})"


def _spread(values: dict[str, float | None]) -> str:
    shown = (values["p50"], values["p95"])
    return " / ".join("—" if value is None else f"{value:.0f}" for value in shown)
