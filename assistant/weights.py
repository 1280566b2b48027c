"""The fitted numbers of the answering, one set for each embedding model (weights.json)."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """How the features of a retrieved clause are weighed, by the names of ``ClauseFeatures``."""

    fused: float
    clause_cosine: float
    sentence_cosine: float
    lexical: float
    coverage: float
    title: float
    statement: float
    statement_coverage: float
    has_value: float
    value: float
    unit: float
    focus: float


@dataclass(frozen=True, slots=True)
class SubjectWeights:
    """A logistic model of whether the best clause is on the question's subject."""

    coverage: float
    strongest: float
    clause_cosine: float
    sentence_cosine: float
    bias: float
    #: Below this probability the documents are taken to say nothing on the subject.
    threshold: float

    def probability(
        self, coverage: float, strongest: float, clause_cosine: float, sentence_cosine: float
    ) -> float:
        """Return the probability that a clause with these features is on the subject."""
        return logistic(
            self.coverage * coverage
            + self.strongest * strongest
            + self.clause_cosine * clause_cosine
            + self.sentence_cosine * sentence_cosine
            + self.bias
        )


@dataclass(frozen=True, slots=True)
class CutWeights:
    """A logistic model of whether a question asks two things, by the names of ``CutFeatures``."""

    halves_sure: float
    whole_sure: float
    behind: float
    asks: float
    distributes: float
    own: float
    bias: float
    #: From this probability on a question is cut.
    threshold: float


def logistic(value: float) -> float:
    """Return the probability that a logistic model's sum stands for."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers for one embedding model."""

    ranking: RankingWeights
    subject: SubjectWeights
    #: ``None`` where none were fitted for the model: questions are then cut by their words alone.
    cut: CutWeights | None = None


def load_weights(model: str) -> Weights:
    """Return the numbers fitted for a model; for an unknown one those that use no cosine."""
    text = files("assistant").joinpath("weights.json").read_text(encoding="utf-8")
    table = json.loads(text)
    chosen = table.get(model, table[""])
    cut = CutWeights(**chosen["cut"]) if "cut" in chosen else None
    ranking, subject = RankingWeights(**chosen["ranking"]), SubjectWeights(**chosen["subject"])
    return Weights(ranking, subject, cut)
