"""Measure matching against annotated askers, and how many amounts of a document get a role."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from assistant.asker import parse_facts
from assistant.eligibility import Match, match
from assistant.place_match import governing_place
from index.document import PolicyDocument
from index.errors import InputError
from index.provision import ClauseTerms
from index.terms import clause_terms

FULFILLED = "符合"


@dataclass(frozen=True, slots=True)
class ProfileMiss:
    """One asker judged wrongly: what was expected of which clause, and what came."""

    profile: str
    text: str
    number: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class ProfileReport:
    """How many askers were judged right in every clause annotated for them."""

    profiles: int
    right: int
    #: Clauses told 符合 that the annotation says must not be.
    wrongly_fulfilled: int
    amounts: int
    amounts_right: int
    misses: tuple[ProfileMiss, ...]

    @property
    def accuracy(self) -> float | None:
        """Right profiles among all; ``None`` without profiles."""
        return self.right / self.profiles if self.profiles else None

    def to_json(self) -> dict[str, Any]:
        """Return the figures without the misses, which may belong to a test split."""
        return {
            "profiles": self.profiles,
            "right": self.right,
            "accuracy": self.accuracy,
            "wrongly_fulfilled": self.wrongly_fulfilled,
            "amounts": self.amounts,
            "amounts_right": self.amounts_right,
        }


def load_profiles(path: Path, split: Literal["dev", "test"] | None = None) -> list[dict[str, Any]]:
    """Return the annotated askers of a file, of one split or all.

    Raises:
        InputError: the file cannot be read or a line is no profile.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"读不了画像文件：{path.name}") from error
    if bad := [n for n, row in enumerate(rows, 1) if not {"text", "as_of", "expected"} <= set(row)]:
        raise InputError(f"画像文件第{bad[0]}行缺少 text、as_of 或 expected：{path.name}")
    return [row for row in rows if split is None or row.get("split") == split]


def score_profiles(rows: Iterable[Mapping[str, Any]], document: PolicyDocument) -> ProfileReport:
    """Judge every asker on the document and compare with the annotation."""
    terms = {clause.clause_id: clause_terms(clause) for clause in document.clauses}
    misses: list[ProfileMiss] = []
    profiles = right = wrong = amounts = amounts_right = 0
    for row in rows:
        profiles += 1
        found = _judged(row, document, terms)
        own = [*_outcome_misses(row, found), *_never_misses(row, found)]
        wrong += sum(miss.found == FULFILLED and miss.expected != FULFILLED for miss in own)
        right += not own
        for each in row["expected"]:
            if "amount" in each:
                amounts += 1
                amounts_right += _amount(found.get(each["number"])) == each["amount"]["value"]
        misses.extend(own)
    return ProfileReport(profiles, right, wrong, amounts, amounts_right, tuple(misses))


def _judged(
    row: Mapping[str, Any], document: PolicyDocument, terms: Mapping[str, ClauseTerms]
) -> dict[str, Match]:
    place = governing_place(document)
    result = match(
        document.clauses,
        parse_facts(row["text"]),
        date.fromisoformat(row["as_of"]),
        document.validity_of,
        place_of=lambda clause: place,
        terms_of=lambda clause: terms[clause.clause_id],
    )
    return {each.clause.number: each for each in result.matches}


def _outcome_misses(row: Mapping[str, Any], found: Mapping[str, Match]) -> list[ProfileMiss]:
    misses = []
    for each in row["expected"]:
        outcome = found[each["number"]].outcome if each["number"] in found else "未列出"
        if outcome != each["outcome"]:
            misses.append(_miss(row, each["number"], each["outcome"], outcome))
    return misses


def _never_misses(row: Mapping[str, Any], found: Mapping[str, Match]) -> list[ProfileMiss]:
    annotated = {each["number"] for each in row["expected"]}
    return [
        _miss(row, number, f"不得{FULFILLED}", FULFILLED)
        for number in row.get("never", ())
        if number in found and found[number].outcome == FULFILLED and number not in annotated
    ]


def _miss(row: Mapping[str, Any], number: str, expected: str, outcome: str) -> ProfileMiss:
    return ProfileMiss(str(row.get("id", "")), row["text"], number, expected, outcome)


def _amount(found: Match | None) -> float | int | None:
    if found is None or found.amount is None:
        return None
    value: float | int = found.amount.to_json()["value"]
    return value


@dataclass(frozen=True, slots=True)
class TypedAmounts:
    """Of one document: clauses with amounts, and those whose every amount has a role."""

    source: str
    clauses: int
    fully_typed: int
    amounts: int
    untyped: tuple[str, ...]


def typed_amounts(documents: Sequence[PolicyDocument]) -> list[TypedAmounts]:
    """Count, document by document, the amounts that the grammar gives a role."""
    return [_typed(document) for document in documents]


def _typed(document: PolicyDocument) -> TypedAmounts:
    clauses = full = amounts = 0
    untyped: list[str] = []
    for clause in document.clauses:
        typed = clause_terms(clause).amounts
        if not typed:
            continue
        clauses += 1
        amounts += len(typed)
        open_ones = [each.quantity.surface for each in typed if each.role == "unparsed"]
        full += not open_ones
        untyped.extend(f"{clause.no or clause.kind} {surface}" for surface in open_ones)
    return TypedAmounts(document.source, clauses, full, amounts, tuple(untyped))
