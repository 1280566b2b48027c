"""Read a clause's terms: who gets what on which conditions, and what every amount is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index.amount_roles import type_amounts
from index.case_lists import case_lists, clipped, with_cases
from index.conditions import Leaf, Node, Not, QuantityCondition, both, leaves, rewritten
from index.document import Clause, Span
from index.provision import (
    ClauseTerms,
    Phrase,
    Provision,
    StackingKind,
    StackingRule,
    TypedAmount,
)
from index.provision_reader import ProvisionReader
from index.quantity import Comparator
from index.segments import segments
from index.sentences import split_sentences
from index.term_words import BENEFIT, WORDS

_NUMBER = re.compile(
    r"^\s*(?:[（(][^）)]{1,6}[）)]|第[^条项]{1,8}[条项](?:之[一二三四五六七八九十])?"
    r"|\d{1,3}[.、．]|[一二三四五六七八九十]+、)\s*"
)
_LIST_MARK = re.compile(
    r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳]"
    r"|[一二三四五六七八九十]{1,2}是)\s*"
)
_OPPOSITES: tuple[tuple[Comparator, Comparator, Comparator], ...] = (
    ("at_least", "at_most", "above"),
    ("at_most", "at_least", "below"),
)
_STACKING: dict[StackingKind, re.Pattern[str]] = {
    kind: re.compile("|".join(words)) for kind, words in WORDS["stacking"].items()
}
_WORTH_READING = re.compile(
    "|".join(
        [BENEFIT.pattern, r"[\d一二两三四五六七八九十]", *(p.pattern for p in _STACKING.values())]
    )
)


@lru_cache(maxsize=2048)
def clause_terms(clause: Clause) -> ClauseTerms:
    """Return a clause's terms; spans count characters in ``clause.text``.

    What the grammar cannot read is left as text in ``unparsed``; nothing is guessed.
    """
    if not _WORTH_READING.search(clause.text):
        return ClauseTerms(clause.clause_id)
    reader = ProvisionReader(clause.text)
    stacking: list[StackingRule] = []
    lists = case_lists(clause)
    for span in clipped(_body_sentences(clause), lists):
        pieces = segments(clause.text, span)
        rules = _stacking_rules(pieces)
        stacking.extend(rules)
        reader.read(pieces[: _index_of(rules, pieces)])
    provisions = _with_settled_boundaries(with_cases(_without_excluded(reader), lists))
    amounts = type_amounts(clause.text, provisions)
    unread = _sentences_of([a for a in amounts if a.role == "unparsed"], clause.text)
    return ClauseTerms(clause.clause_id, provisions, tuple(stacking), amounts, unread)


def _body_sentences(clause: Clause) -> list[Span]:
    """Return the clause's sentences without its number and title."""
    match = _NUMBER.match(clause.text)
    start = match.end() if match else 0
    title = clause.title or ""
    # Where the parser took a whole sentence for a title, it is the text that counts.
    if title and "，" not in title and clause.text.startswith(title, start):
        start += len(title)
    spans = [(max(first, start), last) for first, last in split_sentences(clause.text)]
    spans = [(first + _mark_length(clause.text, first), last) for first, last in spans]
    return [span for span in spans if span[1] - span[0] > 2]


def _mark_length(text: str, start: int) -> int:
    """Return the length of a list mark that opens a sentence: 1. （二） ③."""
    match = _LIST_MARK.match(text, start)
    return match.end() - start if match else 0


def _without_excluded(reader: ProvisionReader) -> list[Provision]:
    """Add to each provision that it is not for those whom a later sentence leaves out."""
    provisions = list(reader.provisions)
    for before, excluded in reader.exclusions:
        if not any(leaves(excluded)):
            continue
        for at in range(before):
            condition = both(provisions[at].condition, Not(excluded))
            provisions[at] = replace(provisions[at], condition=condition)
    return provisions


def _stacking_rules(pieces: list[Phrase]) -> list[StackingRule]:
    """Return the rules on stacking that a sentence states, each with its own condition."""
    rules = []
    for at, piece in enumerate(pieces):
        for kind, pattern in _STACKING.items():
            if pattern.search(piece.text):
                before = pieces[at - 1] if at and pieces[at - 1].text.endswith("前提下") else piece
                start = min(before.span[0], piece.span[0])
                offset = pieces[0].span[0]
                text = "，".join(p.text for p in pieces if start <= p.span[0] <= piece.span[0])
                rules.append(StackingRule(kind, text, (max(start, offset), piece.span[1])))
                break
    return rules


def _index_of(rules: list[StackingRule], pieces: list[Phrase]) -> int:
    """Return how many segments stand before the first rule on stacking."""
    if not rules:
        return len(pieces)
    return sum(piece.span[0] < rules[0].span[0] for piece in pieces)


def _with_settled_boundaries(provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """Read 90平方米以上 as above 90 where the clause says 90平方米及以下 of another case."""
    stated = {
        (leaf.quantity.comparator, leaf.quantity.kind, leaf.quantity.exact)
        for provision in provisions
        for leaf in leaves(provision.condition)
        if isinstance(leaf, QuantityCondition) and leaf.quantity.inclusive
    }

    def settled(leaf: Leaf) -> Node:
        if not isinstance(leaf, QuantityCondition) or leaf.quantity.inclusive:
            return leaf
        quantity = leaf.quantity
        for own, other, strict in _OPPOSITES:
            if quantity.comparator == own and (other, quantity.kind, quantity.exact) in stated:
                return replace(leaf, quantity=replace(quantity, comparator=strict))
        return leaf

    return tuple(replace(each, condition=rewritten(each.condition, settled)) for each in provisions)


def _sentences_of(amounts: Sequence[TypedAmount], text: str) -> tuple[Phrase, ...]:
    """Return the sentences that hold amounts whose part nobody could tell."""
    spans = {
        span
        for span in split_sentences(text)
        for amount in amounts
        if span[0] <= amount.quantity.span[0] < span[1]
    }
    return tuple(Phrase(text[start:end], (start, end)) for start, end in sorted(spans))
