"""Draw the report's plots as SVG that stands inside the page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib
from markupsafe import Markup
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eval.statistics import Estimate

#: The product's colour first, then the baselines'.
COLOURS = ("#0b6e6e", "#c4572e", "#7a6bb0", "#b08a2e", "#8a94a0")
INK, FAINT, RULE = "#1d2733", "#66727f", "#dfe4e8"
#: Fonts with Chinese, best first; the page's reader uses his own where these are absent.
CHINESE_FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """One system's estimates under the row names that a plot shows."""

    label: str
    points: Mapping[str, Estimate]
    #: The system's place in the run: its colour is the same in every plot.
    place: int = 0

    @property
    def colour(self) -> str:
        """Return the system's colour."""
        return COLOURS[self.place % len(COLOURS)]


def dot_plot(rows: Sequence[str], series: Sequence[Series]) -> Markup:
    """Draw each series' shares with their intervals, a line of dots per row.

    Args:
        rows: Row names from top to bottom; a series without a row leaves it out.
        series: The product first.
    """
    pitch = 0.16 * len(series) + 0.26
    with _style():
        figure = Figure(figsize=(9.2, pitch * len(rows) + 0.75))
        axes = figure.add_subplot()
        spread = 0.66 / max(len(series), 1)
        for row, one in enumerate(series):
            shift = (row - (len(series) - 1) / 2) * spread
            _dots(axes, one, [(y + shift, one.points.get(name)) for y, name in enumerate(rows)])
        axes.set_yticks(range(len(rows)), rows)
        axes.set_ylim(len(rows) - 0.45, -0.55)
        for y in range(1, len(rows)):
            axes.axhline(y - 0.5, color=RULE, linewidth=0.6)
        _percent_axis(axes, "x")
        return _svg(figure, axes, legend=len(series) > 1)


def recall_plot(cutoffs: Sequence[int], series: Sequence[Series]) -> Markup:
    """Draw recall against the number of clauses looked at; points are named ``R@k``."""
    with _style():
        figure = Figure(figsize=(9.2, 3.4))
        axes = figure.add_subplot()
        for one in series:
            found = [(k, one.points[f"R@{k}"]) for k in cutoffs if f"R@{k}" in one.points]
            if not found:
                continue
            x = [k for k, _ in found]
            axes.fill_between(
                x, [e.low for _, e in found], [e.high for _, e in found],
                color=one.colour, alpha=0.05 if one.place else 0.16, linewidth=0,
            )  # fmt: skip
            axes.plot(
                x, [e.value for _, e in found], marker="o", markersize=4.5, color=one.colour,
                linewidth=1.3 if one.place else 2.2, label=one.label,
            )  # fmt: skip
        axes.set_xticks(list(cutoffs), [f"前 {k} 条" for k in cutoffs])
        axes.grid(axis="y", color=RULE, linewidth=0.6)
        _percent_axis(axes, "y")
        lowest = min((e.low for s in series for k, e in s.points.items() if k.startswith("R@")),
                     default=0.0)  # fmt: skip
        axes.set_ylim(max(0.0, lowest - 0.05), 1.02)
        return _svg(figure, axes, legend=len(series) > 1)


def calibration_plot(bins: Sequence[tuple[float, Estimate]]) -> Markup:
    """Draw, per bin of stated confidence, the share of questions on a subject of the file."""
    with _style():
        figure = Figure(figsize=(4.6, 3.8))
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)))
        for stated, observed in bins:
            axes.plot([stated, stated], [observed.low, observed.high], color=COLOURS[0])
            axes.plot(stated, observed.value, "o", color=COLOURS[0], markersize=6)
        for axis in ("x", "y"):
            _percent_axis(axes, axis)
        axes.set_xlabel("系统认为文件谈到的概率")
        axes.set_ylabel("文件确实谈到的比例")
        axes.grid(color=RULE, linewidth=0.6)
        return _svg(figure, axes, legend=False)


def _dots(axes: Axes, one: Series, points: Sequence[tuple[float, Estimate | None]]) -> None:
    drawn = [(y, point) for y, point in points if point is not None]
    for y, point in drawn:
        axes.plot([point.low, point.high], [y, y], color=one.colour, linewidth=1.6, alpha=0.55)
    axes.plot(
        [point.value for _, point in drawn], [y for y, _ in drawn], "o", color=one.colour,
        markersize=4.5 if one.place else 6.5, label=one.label,
    )  # fmt: skip
    for y, point in drawn if one.place == 0 else ():
        axes.annotate(
            f"{point.value:.0%}", (1.015, y), xycoords=("axes fraction", "data"),
            va="center", color=one.colour, fontsize=9.5,
        )  # fmt: skip


def _percent_axis(axes: Axes, axis: str) -> None:
    ticks = [0, 0.25, 0.5, 0.75, 1]
    labels = [f"{tick:.0%}" for tick in ticks]
    if axis == "x":
        axes.set_xlim(-0.01, 1.01)
        axes.set_xticks(ticks, labels)
        axes.grid(axis="x", color=RULE, linewidth=0.6)
    else:
        axes.set_ylim(-0.01, 1.01)
        axes.set_yticks(ticks, labels)


@contextmanager
def _style() -> Iterator[None]:
    installed = {font.name for font in font_manager.fontManager.ttflist}
    fonts = [name for name in CHINESE_FONTS if name in installed]
    settings = {
        "font.family": [*fonts, "DejaVu Sans"],
        "font.size": 10,
        "text.color": INK,
        "axes.labelcolor": FAINT,
        "axes.edgecolor": RULE,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.unicode_minus": False,
        "xtick.color": FAINT,
        "ytick.color": INK,
        "xtick.bottom": False,
        "ytick.left": False,
        # Text stays text: it is searched, copied and set in the reader's own fonts.
        "svg.fonttype": "none",
        "svg.hashsalt": "tiaowen",
    }
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # Without a Chinese font only the measuring suffers; the page still shows the words.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


def _svg(figure: Figure, axes: Axes, *, legend: bool) -> Markup:
    axes.set_axisbelow(True)
    if legend:
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1.0), ncols=5, frameon=False, fontsize=9.5,
            handletextpad=0.4, columnspacing=1.4, borderaxespad=0.2,
        )  # fmt: skip
    buffer = io.StringIO()
    figure.savefig(
        buffer, format="svg", bbox_inches="tight", pad_inches=0.04, transparent=True,
        metadata={"Date": None, "Creator": None},
    )  # fmt: skip
    drawn = buffer.getvalue()
    return Markup(drawn[drawn.index("<svg") :])  # noqa: S704 - drawn here, labels escaped
