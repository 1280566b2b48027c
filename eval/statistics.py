"""Say how sure a figure is: bootstrap intervals, paired tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

#: Resamples of a bootstrap, its seed, and the confidence that its intervals hold.
RESAMPLES, SEED, CONFIDENCE = 2000, 20240327, 0.95

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over ``n`` applicable cases with its 95% interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class PairedTest:
    """The difference B − A over the same cases, its 95% interval and the chance of none."""

    difference: float
    low: float
    high: float
    p_value: float
    n: int
    #: Cases that only A has right, and that only B has right.
    only_a: int
    only_b: int


def estimate(values: Sequence[float | bool | None]) -> Estimate | None:
    """Return the mean of the applicable values; ``None`` where none applies.

    The interval is the percentile bootstrap's. Where all cases are right, or all wrong, every
    resample is the same and would feign certainty: Wilson's interval takes its place.
    """
    sample = np.array([float(value) for value in values if value is not None])
    if sample.size == 0:
        return None
    mean = float(sample.mean())
    if np.all(sample == sample[0]):
        if mean in (0.0, 1.0):
            interval = stats.binomtest(int(sample.sum()), sample.size).proportion_ci(
                CONFIDENCE, method="wilson"
            )
            return Estimate(mean, float(interval.low), float(interval.high), sample.size)
        return Estimate(mean, mean, mean, sample.size)
    low, high = _percentiles(_resampled(sample).mean(axis=1))
    return Estimate(mean, low, high, sample.size)


def estimate_ratio(hits: Sequence[bool], chosen: Sequence[bool]) -> Estimate | None:
    """Return the share of hits among the chosen cases, both drawn anew in every resample.

    This is how a precision is estimated: which cases it is a share of depends on the system.
    """
    hit, base = np.array(hits, dtype=float), np.array(chosen, dtype=float)
    if base.sum() == 0:
        return None
    value = float((hit * base).sum() / base.sum())
    if value in (0.0, 1.0):
        return estimate([bool(h) for h, b in zip(hits, chosen, strict=True) if b])
    rows = _rows(base.size)
    drawn = base[rows].sum(axis=1)
    ratios = (hit * base)[rows].sum(axis=1)[drawn > 0] / drawn[drawn > 0]
    low, high = _percentiles(ratios)
    return Estimate(value, low, high, int(base.sum()))


def paired_test(a: Sequence[float | None], b: Sequence[float | None]) -> PairedTest | None:
    """Compare two systems case by case; ``None`` where no case applies to both.

    Right-or-wrong measures are tested by McNemar's exact test on the cases that flipped, others
    by the two-sided bootstrap p-value of the mean difference.
    """
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    if not pairs:
        return None
    first = np.array([float(x) for x, _ in pairs])
    second = np.array([float(y) for _, y in pairs])
    differences = second - first
    only_a, only_b = int((differences < 0).sum()), int((differences > 0).sum())
    drawn = _resampled(differences).mean(axis=1)
    low, high = _percentiles(drawn)
    if np.isin(np.concatenate([first, second]), (0.0, 1.0)).all():
        p_value = mcnemar_exact(only_a, only_b)
    else:
        tail = min(float((drawn <= 0).mean()), float((drawn >= 0).mean()))
        p_value = min(1.0, 2 * max(tail, 1 / RESAMPLES))
    return PairedTest(float(differences.mean()), low, high, p_value, len(pairs), only_a, only_b)


def mcnemar_exact(only_a: int, only_b: int) -> float:
    """Return the two-sided p-value that flips go either way with equal chance."""
    if only_a + only_b == 0:
        return 1.0
    return float(stats.binomtest(only_a, only_a + only_b, 0.5).pvalue)


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the quantile of the values, ``None`` where there are none."""
    return float(np.quantile(np.array(values), share)) if values else None


def _rows(size: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, size, (RESAMPLES, size))


def _resampled(sample: Floats) -> Floats:
    drawn: Floats = sample[_rows(sample.size)]
    return drawn


def _percentiles(drawn: Floats) -> tuple[float, float]:
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)


