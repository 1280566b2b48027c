"""Fuse the rankings of several channels into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

#: One channel's clauses: row → the channel's own score, in ranking order.
Ranking = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """Weights of the channels' standardised scores, fitted on development questions.

    ``depth`` is how many clauses each channel contributes at least.
    """

    clause: float = 1.0
    sentence: float = 1.0
    lexical: float = 0.7
    depth: int = 200

    def of(self, channel: str) -> float:
        """Return a channel's weight."""
        weights = {"clause": self.clause, "sentence": self.sentence, "lexical": self.lexical}
        return weights[channel]


def fuse(channels: Mapping[str, Ranking], weights: FusionWeights) -> dict[int, float]:
    """Return row → fused score, best first; the lowest score is 0, ties go to the lower row.

    Each channel's scores are standardised over all candidates, so that neither the narrow band of
    a model's cosines nor the scale of BM25 counts. A row that a channel did not return has that
    channel's lowest score. Rows and scores depend on the candidates: compare them within one
    question only.
    """
    rows = sorted({row for ranking in channels.values() for row in ranking})
    if not rows:
        return {}
    fused = np.zeros(len(rows))
    for name, ranking in channels.items():
        if ranking:
            floor = min(ranking.values())
            scores = np.array([ranking.get(row, floor) for row in rows])
            spread = scores.std()
            if spread > 0:
                fused += weights.of(name) * (scores - scores.mean()) / spread
    fused -= fused.min()
    order = np.argsort(-fused, kind="stable")
    return {rows[place]: float(fused[place]) for place in order}
