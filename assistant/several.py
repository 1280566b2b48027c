"""Finds where a question turns from what one clause says to what another says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from assistant import cues
from assistant.conversation import Resolved, alone
from assistant.evidence import share_covered
from assistant.parts import MOST_PARTS, distributes, places_to_cut, without_distribution
from assistant.question import ParsedQuestion, read_question
from assistant.ranking import Candidate
from assistant.reading import ClauseReader
from assistant.weights import CutWeights, logistic
from index.retriever import HybridRetriever

#: A space that stands for a pause: phrases are on both sides, and no signs set apart.
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]{4})\s+(?=[\u4e00-\u9fff]{4})")

#: How far below the last ranked clause one counts that is not ranked, and how far any may.
UNRANKED, FARTHEST = 2.0, 12.0
#: So many cuts of a question are looked at, the most even ones: each costs two retrievals.
MOST_CUTS = 2


@dataclass(frozen=True, slots=True)
class CutFeatures:
    """What speaks for a cut; ``weights.CutWeights`` has one weight of the same name for each."""

    #: The probability that each half's best clause is on the half's subject; the lesser one.
    halves_sure: float
    #: The same of the whole question's subject.
    whole_sure: float
    #: How far the whole question's ranking has the lesser of the two behind its best.
    behind: float
    #: Each half asks something.
    asks: float
    #: Some words say that several things are meant ("分别", "两个").
    distributes: float
    #: How much more of its half each clause holds than the other one does; the lesser share.
    own: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to cut a question, with the ids of the clauses that answer the halves best."""

    halves: tuple[str, str]
    clauses: tuple[str, str]
    features: CutFeatures


class SeveralSubjects:
    """Cut a question into those that are answered by clauses of their own.

    No words decide it: each half must find a clause of its own that the whole finds as well.
    """

    def __init__(self, retriever: HybridRetriever, reader: ClauseReader) -> None:
        self._reader = reader
        self._weights = reader.weights.cut
        self._words = retriever.index.tokenizer.words

    def parts(self, resolved: Resolved) -> list[Resolved]:
        """Return the questions that a question holds; one, itself, where no cut is sure enough.

        Each leans on the clause that it was found to ask for, however short it is.
        """
        weights = self._weights
        if weights is None:
            return [resolved]
        cut = self._surest(resolved, weights)
        if cut is None:
            return [resolved]
        pieces = list(zip(cut.halves, cut.clauses, strict=True))
        for place, half in ((1, cut.halves[1]), (0, cut.halves[0])):
            if len(pieces) >= MOST_PARTS:
                break
            inner = self._surest(alone(read_question(half)), weights)
            # What a half holds beside must be of a clause that is not told already.
            if inner and cut.clauses[1 - place] not in inner.clauses:
                pieces[place : place + 1] = zip(inner.halves, inner.clauses, strict=True)
        return _parts(pieces)

    def _surest(self, resolved: Resolved, weights: CutWeights) -> Cut | None:
        whole = self._reader.ranked(resolved)
        cuts = self._cuts(_with_pauses(resolved.question), whole, weights)
        best = max(cuts, key=lambda cut: probability(cut.features, weights), default=None)
        sure = best is not None and probability(best.features, weights) >= weights.threshold
        return best if sure else None

    def cuts(self, resolved: Resolved) -> list[Cut]:
        """Return every cut whose halves are answered best by two clauses of one document."""
        whole = self._reader.ranked(resolved)
        return list(self._cuts(_with_pauses(resolved.question), whole))

    def _cuts(
        self, text: str, whole: Sequence[Candidate], weights: CutWeights | None = None
    ) -> Iterator[Cut]:
        """Yield the cuts; with ``weights`` those alone that may be sure enough."""
        if len(whole) < 2:
            return
        bound = self._bound(text, whole)
        places = sorted(places_to_cut(text, self._words), key=_unevenness)
        for first, second in places[:MOST_CUTS] if weights else places:
            halves = [alone(read_question(half)) for half in (first, second)]
            most = replace(bound, asks=float(all(_asks(half.question) for half in halves)))
            best: list[Candidate] = []
            for half in halves:
                if weights and probability(most, weights) < weights.threshold:
                    break
                best += self._reader.ranked(half)[:1]
                if best:
                    most = self._lessened(most, half, best[-1], whole)
            if len(best) < len(halves):
                continue
            one, other = (found.clause for found in best)
            if one.clause_id == other.clause_id or one.doc_id != other.doc_id:
                continue
            features = replace(most, own=self._own(halves, best))
            yield Cut((first, second), (one.clause_id, other.clause_id), features)

    def _bound(self, text: str, whole: Sequence[Candidate]) -> CutFeatures:
        """Return what no cut of a question can better: it spares most of the retrievals."""
        second = sorted(map(self._reader.on_subject, whole))[-2]
        behind = min(whole[0].score - whole[1].score, FARTHEST)
        return CutFeatures(1.0, second, behind, 1.0, float(distributes(text)), 1.0)

    def _lessened(
        self, most: CutFeatures, half: Resolved, best: Candidate, whole: Sequence[Candidate]
    ) -> CutFeatures:
        """Return what no cut can better with this as the best clause of one of its halves."""
        clause = best.clause
        again = next((each for each in whole if each.clause.clause_id == clause.clause_id), None)
        score = again.score if again else whole[-1].score - UNRANKED
        held = share_covered(self._reader.concepts(half), self._reader.tokens_of(clause))
        return replace(
            most,
            halves_sure=min(most.halves_sure, self._reader.on_subject(best)),
            whole_sure=min(most.whole_sure, self._reader.on_subject(again) if again else 0.0),
            behind=min(max(most.behind, whole[0].score - score), FARTHEST),
            own=min(most.own, held),
        )

    def _own(self, halves: Sequence[Resolved], best: Sequence[Candidate]) -> float:
        held = [self._reader.tokens_of(candidate.clause) for candidate in best]
        concepts = [self._reader.concepts(half) for half in halves]
        return min(
            share_covered(concepts[at], held[at]) - share_covered(concepts[at], held[1 - at])
            for at in (0, 1)
        )


def _unevenness(halves: tuple[str, str]) -> int:
    return abs(len(halves[0]) - len(halves[1]))


def probability(features: CutFeatures, weights: CutWeights) -> float:
    """Return the probability that the halves of a cut ask for the two clauses."""
    weighted = (getattr(weights, f.name) * getattr(features, f.name) for f in fields(features))
    return logistic(sum(weighted) + weights.bias)


def _parts(pieces: Sequence[tuple[str, str]]) -> list[Resolved]:
    """Return the pieces as questions; one that asks nothing asks what the next that asks does."""
    questions = _asking_alike([read_question(without_distribution(text)) for text, _ in pieces])
    return [
        replace(alone(question), focus=(clause_id,), lean=1.0)
        for question, (_, clause_id) in zip(questions, pieces, strict=True)
    ]


def _asking_alike(questions: Sequence[ParsedQuestion]) -> list[ParsedQuestion]:
    """Return pieces of a question so that one that asks nothing asks what the next one does."""
    asking = [place for place, question in enumerate(questions) if _asks(question)]
    alike: list[ParsedQuestion] = []
    for place, question in enumerate(questions):
        if asking and place not in asking:
            partner = questions[next((at for at in asking if at > place), asking[-1])]
            own = read_question(f"{question.normalized}是多少").asked  # 占比 asks for a rate
            asked = own if partner.asked.any_kind and own else partner.asked.of_another()
            question = replace(
                question, aspects=partner.aspects, asked=asked, yes_no=partner.yes_no,
                claim=partner.claim, declarative=False,
            )  # fmt: skip
        alike.append(question)
    return alike


def _with_pauses(question: ParsedQuestion) -> str:
    """Return a question with a comma at each space between its phrases, which reading drops."""
    if not _SPACED.search(question.text):
        return question.normalized
    return read_question(_SPACED.sub("，", question.text)).normalized


def _asks(question: ParsedQuestion) -> bool:
    return question.yes_no or question.claim or bool(cues.WH_WORD.search(question.normalized))
