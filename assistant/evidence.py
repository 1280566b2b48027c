"""Retrieved clauses → the phrases that answer, each with its own subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from assistant.phrases import Phrase, split_phrases, title_end
from assistant.question import ParsedQuestion
from index.amounts import find_quantities
from index.document import Clause, Span

Tokenize = Callable[[str], list[str]]

#: The longest stretch of phrases taken as one statement.
MAX_PHRASES = 6
MAX_STATEMENT_CHARS = 130

#: How much another word for the same counts beside the question's own.
SYNONYM = 0.9

_BENEFIT = re.compile(
    r"给予|补助|补贴|奖励|奖补|资助|激励|扶持|免收|减免|免费|优惠|享受|保险补偿|优先|担保|兑付|折"
)

@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question speaks of: a text holds it with the tokens of any choice.

    The first choice is the question's own words.
    """

    weight: float
    choices: tuple[frozenset[str], ...]
    #: A word of benefit in general, which tells no subject.
    generic: bool = False

    def held_by(self, tokens: frozenset[str]) -> float:
        """Return how far the tokens hold the concept: the share of the best choice, halves up."""
        best = 0.0
        for place, choice in enumerate(self.choices):
            share = len(choice & tokens) / len(choice)
            best = max(best, share if place == 0 else share * SYNONYM)
        return best if best >= 0.5 else 0.0


def share_covered(concepts: Sequence[Concept], tokens: frozenset[str]) -> float:
    """Return the weight of the concepts that the tokens hold, as a share of all."""
    total = sum(concept.weight for concept in concepts)
    if not total:
        return 0.0
    return sum(concept.weight * concept.held_by(tokens) for concept in concepts) / total


def strongest_held(concepts: Sequence[Concept], tokens: frozenset[str]) -> float:
    """Return the weight of the weightiest held concept, as a share of the weightiest of all.

    Words of benefit in general count only where a question speaks of nothing else. A question may
    be covered half by what it says beside its subject; the subject itself is rarely a light word.
    """
    telling = [concept for concept in concepts if not concept.generic] or concepts
    most = max((concept.weight for concept in telling), default=0.0)
    if not most:
        return 0.0
    return max(concept.weight * concept.held_by(tokens) for concept in telling) / most


class Coverage:
    """How much of a question the tokens of a text cover, for many texts of one question.

    A text's tokens are told by one bit for each token that the question looks for, so that a
    stretch of phrases has the bits of all of them; most stretches share the same few bits.
    """

    def __init__(self, concepts: Sequence[Concept]) -> None:
        tokens = {t for concept in concepts for choice in concept.choices for t in choice}
        self._bits = {token: 1 << at for at, token in enumerate(sorted(tokens))}
        self._concepts = concepts
        self._shares: dict[int, float] = {}

    def bits(self, tokens: frozenset[str]) -> int:
        """Return the bits of the tokens that the question looks for."""
        return sum(self._bits[token] for token in self._bits.keys() & tokens)

    def share(self, bits: int) -> float:
        """Return ``share_covered`` of a text with these bits."""
        share = self._shares.get(bits)
        if share is None:
            held = frozenset(token for token, bit in self._bits.items() if bit & bits)
            share = self._shares[bits] = share_covered(self._concepts, held)
        return share


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of a clause's text that says one thing, with how well it fits the question."""

    clause: Clause
    span: Span
    text: str
    score: float
    coverage: float
    has_kind: bool
    #: The sentence that it stands in.
    sentence_span: Span

    @property
    def sentence_text(self) -> str:
        """The whole sentence that the statement stands in."""
        start, end = self.sentence_span
        return self.clause.text[start:end]


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """How the parts of a statement's fit are weighed; fitted on the development questions."""

    coverage: float = 1.0
    context: float = 0.35
    kind: float = 0.15
    dense: float = 0.5
    benefit: float = 0.1
    length: float = 0.0012


class EvidenceFinder:
    """Find the statements of a clause that answer a question."""

    def __init__(self, tokenize: Tokenize, weights: EvidenceWeights | None = None) -> None:
        self._tokenize = tokenize
        self._weights = weights or EvidenceWeights()
        self._phrases: dict[str, _ClausePhrases] = {}

    def statements(
        self,
        clause: Clause,
        question: ParsedQuestion,
        coverage: Coverage,
        dense: Mapping[Span, float],
    ) -> list[Statement]:
        """Return the best statement of every sentence of a clause, best first.

        Args:
            clause: where to look.
            question: what is asked.
            coverage: of the question's concepts.
            dense: similarity of the question to each sentence span of the clause's text.
        """
        parsed = self._parsed(clause)
        bits = [coverage.bits(tokens) for tokens in parsed.tokens]
        title = coverage.bits(parsed.title_tokens)
        fits = [any(map(question.asked.fits, found)) for found in parsed.quantities]
        wants_benefit = question.asks("amount", "rate", "cap")
        best: dict[Span, Statement] = {}
        for run in parsed.runs:
            inside = _union(bits[run.first : run.last + 1])
            around = _union(bits[run.opening : run.first]) | title
            statement = self._score(
                parsed.clause,
                run,
                coverage.share(inside),
                coverage.share(inside | around),
                has_kind=any(fits[run.first : run.last + 1]),
                grants=wants_benefit and run.grants,
                dense=dense,
            )
            held = best.get(run.sentence_span)
            if held is None or statement.score > held.score:
                best[run.sentence_span] = statement
        return sorted(best.values(), key=lambda s: -s.score)

    def clause_tokens(self, clause: Clause) -> frozenset[str]:
        """Return the tokens of a clause's whole text."""
        return self._parsed(clause).all_tokens

    def title_tokens(self, clause: Clause) -> frozenset[str]:
        """Return the tokens of a clause's printed number and title."""
        return self._parsed(clause).title_tokens

    def _parsed(self, clause: Clause) -> _ClausePhrases:
        held = self._phrases.get(clause.clause_id)
        if held is None or held.clause.text != clause.text:
            held = _ClausePhrases(clause, self._tokenize)
            if len(self._phrases) > 4096:
                self._phrases.clear()
            self._phrases[clause.clause_id] = held
        return held

    def _score(
        self,
        clause: Clause,
        run: _Run,
        coverage: float,
        in_context: float,
        *,
        has_kind: bool,
        grants: bool,
        dense: Mapping[Span, float],
    ) -> Statement:
        weights, (start, end) = self._weights, run.span
        similarity = max((value for (s, e), value in dense.items() if s < end and e > start),
                         default=0.0)  # fmt: skip
        score = (
            weights.coverage * coverage
            + weights.context * (in_context - coverage)
            + weights.kind * has_kind
            + weights.dense * similarity
            + weights.benefit * grants
            - weights.length * len(run.text)
        )
        return Statement(
            clause, run.span, run.text, score, in_context, has_kind, run.sentence_span
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of phrases of one sentence that may stand as a statement.

    ``first`` and ``last`` are its phrases, ``opening`` the first phrase of its sentence.
    """

    first: int
    last: int
    opening: int
    span: Span
    sentence_span: Span
    text: str
    #: It speaks of a benefit.
    grants: bool


class _ClausePhrases:
    """A clause's phrases with their tokens and quantity kinds, computed once."""

    def __init__(self, clause: Clause, tokenize: Tokenize) -> None:
        self.clause = clause
        self.phrases: list[Phrase] = split_phrases(clause.text, clause.title)
        self.tokens = [frozenset(tokenize(phrase.text)) for phrase in self.phrases]
        self.quantities = [find_quantities(phrase.text) for phrase in self.phrases]
        self.title_tokens = frozenset(tokenize(clause.text[: title_end(clause.text, clause.title)]))
        self.all_tokens = frozenset(tokenize(clause.text))
        self.runs = [self._run(first, last) for first, last in self._stretches()]

    def _run(self, first: int, last: int) -> _Run:
        sentence = self.phrases[first].sentence
        within = [at for at, phrase in enumerate(self.phrases) if phrase.sentence == sentence]
        span = (self.phrases[first].span[0], self.phrases[last].span[1])
        text = self.clause.text[span[0] : span[1]]
        whole = (self.phrases[within[0]].span[0], self.phrases[within[-1]].span[1])
        grants = bool(_BENEFIT.search(text))
        return _Run(first, last, within[0], span, whole, text, grants)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        for first, phrase in enumerate(self.phrases):
            for last in range(first, min(first + MAX_PHRASES, len(self.phrases))):
                if self.phrases[last].sentence != phrase.sentence:
                    break
                length = self.phrases[last].span[1] - phrase.span[0]
                if length > MAX_STATEMENT_CHARS and last > first:
                    break
                if opens_only(self.phrases[last].text) and last + 1 < len(self.phrases):
                    if self.phrases[last + 1].sentence == phrase.sentence:
                        continue
                yield first, last


def _union(bits: Sequence[int]) -> int:
    return reduce(or_, bits, 0)


def opens_only(text: str) -> bool:
    """Return whether a phrase is the mere subject of what follows ("对…的企业，")."""
    stripped = text.rstrip("，, ")
    return stripped.startswith(("对", "对于", "凡", "在")) and bool(
        re.search(r"(?:的|企业|下|中|上|方面|项目|时|后|前提下)$", stripped)
    )
