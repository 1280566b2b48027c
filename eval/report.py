"""Turn a run's record into one self-contained page that a person likes to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.settings import TIME_ZONE
from eval.misses import KIND_LABELS, STATUS_LABELS, Miss, count_reasons, worst_misses
from eval.plots import Series, calibration_plot, dot_plot, recall_plot
from eval.ranking import CASE_CUTOFFS
from eval.record import RunRecord
from eval.statistics import Estimate, estimate
from eval.summary import ANSWER_MEASURES, RANKING_MEASURES, Row, Summary, score_system, summarize
from index.errors import InputError

REPORT_NAME = "report.html"
#: The misses that a person reads through in one sitting.
MISSES_SHOWN = 40
#: Bins of stated confidence in the calibration plot.
BINS = 8

#: Measures drawn for every system; those of single kinds only stand in the table.
DRAWN = (
    "fully_right", "first_citation_right", "all_gold_cited", "facts_right", "units_right",
    "verdict_right", "status_right", "numbers_supported",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """A system with its rows and figures."""

    rows: list[Row]
    summary: Summary


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each expected status got each given one; rows are expected."""

    expected: tuple[str, ...]
    given: tuple[str, ...]
    counts: dict[tuple[str, str], int]

    def share(self, expected: str, given: str) -> float:
        """Return the share of the row that the cell holds."""
        total = sum(self.counts.get((expected, other), 0) for other in self.given)
        return self.counts.get((expected, given), 0) / total if total else 0.0


def score_record(record: RunRecord) -> list[Scored]:
    """Score every system of a record, the product first."""
    scored: list[Scored] = []
    for system in record.systems:
        rows = score_system(record, system)
        scored.append(Scored(rows, summarize(system, rows)))
    return scored


def write_report(record: RunRecord, scored: Sequence[Scored], directory: Path) -> Path:
    """Write the page into the run's directory and return its file.

    Raises:
        InputError: the directory cannot be written.
    """
    path = directory / REPORT_NAME
    try:
        path.write_text(render_report(record, scored), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "输入输出错误"
        raise InputError(f"评测报告写不进目录 {directory.name}：{reason}。") from error
    return path


def render_report(record: RunRecord, scored: Sequence[Scored]) -> str:
    """Return the page: Chinese, with style and plots inside and nothing fetched."""
    product, best = scored[0], _best_baseline(scored)
    made = datetime.fromisoformat(record.created_at).astimezone(TIME_ZONE)
    return _environment().get_template("report.html").render(
        record=record,
        made=made.strftime("%Y年%-m月%-d日 %H:%M"),
        product=product.summary,
        systems=[one.summary for one in scored],
        best_baseline=best.summary if best else None,
        answer_measures=ANSWER_MEASURES,
        ranking_measures=RANKING_MEASURES,
        systems_plot=_systems_plot(scored),
        kinds_plot=_kinds_plot(scored),
        recall_plot=_recall_plot(scored),
        kinds=_kinds(product.summary),
        kind_labels=KIND_LABELS,
        status_labels=STATUS_LABELS,
        confusion=confusion_of(product.rows),
        calibration=_calibration(product.rows),
        reasons=count_reasons(product.rows),
        missed=sum(not row.score.fully_right for row in product.rows),
        misses=_misses(record, product),
    )  # fmt: skip


def confusion_of(rows: Sequence[Row]) -> Confusion:
    """Count expected against given statuses; a crash is a status of its own."""
    counts: Counter[tuple[str, str]] = Counter(
        (row.case.status, given_status(row)) for row in rows
    )
    order = list(STATUS_LABELS)
    expected = sorted({pair[0] for pair in counts}, key=order.index)
    given = sorted({pair[1] for pair in counts} | set(expected), key=order.index)
    return Confusion(tuple(expected), tuple(given), dict(counts))


def given_status(row: Row) -> str:
    """Return the answer's status, ``failed`` for a crash."""
    return str(row.outcome.answer["status"]) if row.outcome.answer else "failed"


def calibration_bins(rows: Sequence[Row]) -> list[tuple[float, Estimate]]:
    """Return mean stated confidence and the share of questions on a known subject, bin by bin.

    Empty where the system states no ``confidence``: the probability that the documents say
    anything on the question's subject.
    """
    stated = sorted(
        (float(row.outcome.answer["confidence"]), row.case.status != "not_found")
        for row in rows
        if row.outcome.answer and row.outcome.answer.get("confidence") is not None
    )
    size = -(-len(stated) // BINS)
    chunks = [stated[start : start + size] for start in range(0, len(stated), size or 1)]
    bins: list[tuple[float, Estimate]] = []
    for chunk in chunks:
        observed = estimate([known for _, known in chunk])
        if observed is not None:
            bins.append((sum(value for value, _ in chunk) / len(chunk), observed))
    return bins


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("eval", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    environment.filters["milliseconds"] = _milliseconds
    return environment


def _percent(value: float) -> str:
    return "100%" if value >= 1 else f"{value * 100:.1f}%"


def _milliseconds(value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value / 1000:.1f} 秒" if value >= 1000 else f"{value:.0f} 毫秒"


def _best_baseline(scored: Sequence[Scored]) -> Scored | None:
    return max(
        scored[1:], key=lambda one: one.summary.estimates["fully_right"].value, default=None
    )


def _systems_plot(scored: Sequence[Scored]) -> Markup | None:
    labels = {m.key: m.label for m in ANSWER_MEASURES if m.key in DRAWN}
    shown = [key for key in DRAWN if key in scored[0].summary.estimates]
    series = [
        _series(one, place, {labels[k]: e for k, e in one.summary.estimates.items() if k in labels})
        for place, one in enumerate(scored)
    ]
    return dot_plot([labels[key] for key in shown], series) if len(scored) > 1 else None


def _series(one: Scored, place: int, points: dict[str, Estimate]) -> Series:
    return Series(one.summary.label, points, place)


def _kinds(summary: Summary) -> list[str]:
    """Return the kinds, the best answered first."""
    return sorted(
        summary.by_kind, key=lambda kind: -summary.by_kind[kind]["fully_right"].value
    )


def _kinds_plot(scored: Sequence[Scored]) -> Markup:
    product = scored[0].summary
    names = {
        kind: f"{KIND_LABELS[kind]}（{figures['fully_right'].n}）"
        for kind, figures in product.by_kind.items()
    }
    best = _best_baseline(scored)
    series = [
        _series(one, place, {names[k]: f["fully_right"] for k, f in one.summary.by_kind.items()})
        for place, one in enumerate(scored)
        if place == 0 or one is best
    ]
    return dot_plot([names[kind] for kind in _kinds(product)], series)


def _recall_plot(scored: Sequence[Scored]) -> Markup | None:
    if not any("R@1" in one.summary.estimates for one in scored):
        return None
    series = [_series(one, place, one.summary.estimates) for place, one in enumerate(scored)]
    return recall_plot(CASE_CUTOFFS, series)


def _calibration(rows: Sequence[Row]) -> Markup | None:
    bins = calibration_bins(rows)
    return calibration_plot(bins) if bins else None


def _misses(record: RunRecord, product: Scored) -> list[Miss]:
    return worst_misses(product.rows, record.clauses, limit=MISSES_SHOWN)
