"""Score one answer against its case; pure functions on contract-shaped answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.assertions import asserts, facts_found, squeeze, wrong_statements
from eval.dataset import DOCUMENT_KEY, Case
from eval.numbers import states_count, unsupported_numbers

#: An answer in the shape of ``ask --json``.
AnswerJson = dict[str, Any]

#: Keys of the preamble and the closing, whose paragraphs bear no numbers.
WHOLE_PARTS = frozenset({"p1", "e1"})
#: Statuses that decline to answer.
REFUSALS = frozenset({"not_specified", "not_found"})

#: What "fully right" demands, in the order in which a miss is explained.
REQUIREMENTS = (
    "status_right",
    "first_citation_right",
    "all_gold_cited",
    "facts_right",
    "count_right",
    "units_right",
    "verdict_right",
    "nothing_wrong",
    "numbers_supported",
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an answer may draw its numbers from."""

    #: Texts of cited and related clauses, metadata, question and as-of day.
    texts: tuple[str, ...] = ()
    #: Right counts taken from the index.
    counts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of one answer; ``None`` is "not applicable", never zero."""

    failed: bool
    status_right: bool
    refused: bool
    should_refuse: bool
    first_citation_right: bool | None
    all_gold_cited: bool | None
    citation_precision: float | None
    citation_recall: float | None
    facts_recall: float | None
    facts_right: bool | None
    count_right: bool | None
    units_right: bool | None
    verdict_right: bool | None
    wrong: tuple[str, ...]
    nothing_wrong: bool | None
    unsupported: tuple[str, ...]
    numbers_supported: bool
    answer_chars: int | None

    @property
    def unmet(self) -> tuple[str, ...]:
        """Name the requirements that the answer misses."""
        return tuple(name for name in REQUIREMENTS if getattr(self, name) is False)

    @property
    def fully_right(self) -> bool:
        """Tell whether the answer meets every requirement that applies to its case."""
        return not self.failed and not self.unmet


def short_key(clause_id: str) -> str:
    """Return the key by which datasets name a clause: "d1f….m19" is "19", "d1f….s2" is "s2"."""
    tail = clause_id.rsplit(".", 1)[-1]
    return tail[1:] if tail[:1] in ("m", "a") and tail[1:2].isdigit() else tail


def same_clause(key: str, clause_id: str) -> bool:
    """Tell whether a dataset's key names the clause; a whole clause id names it as well.

    The preamble and the closing are one part each, however many pieces a parser cuts them into.
    The id of a document names any clause of it.
    """
    document, _, tail = clause_id.rpartition(".")
    short = short_key(clause_id)
    return key in (clause_id, document, short) or (key in WHOLE_PARTS and tail[:1] == key[:1])


def score_answer(case: Case, answer: AnswerJson | None, grounds: Grounds) -> Score:
    """Score an answer; ``None`` is a crash and fails everything that applies to the case."""
    if answer is None:
        return _failure(case)
    cited = [str(citation["clause_id"]) for citation in answer["citations"]]
    text = str(answer["answer"])
    status = str(answer["status"])
    gold = clause_keys(case.gold)
    declines = case.status in REFUSALS
    found = facts_found(text, case.facts)
    wrong = wrong_statements(text, case.wrong)
    unsupported = unsupported_numbers(text, grounds.texts, grounds.counts)
    return Score(
        failed=False,
        status_right=status == case.status,
        refused=status in REFUSALS,
        should_refuse=declines,
        first_citation_right=None if declines else _first_right(gold, case.accept, cited),
        all_gold_cited=_all_cited(gold, case.accept, cited, any_will_do=declines),
        citation_precision=_precision([*gold, *clause_keys(case.accept)], cited) if gold else None,
        citation_recall=_share(any(same_clause(key, c) for c in cited) for key in gold),
        facts_recall=_share(found),
        facts_right=all(found) if found else None,
        count_right=None if case.count is None else states_count(text, case.count),
        units_right=_units_right(case.units, answer["departments"], text),
        verdict_right=None if case.verdict is None else answer["verdict"] == case.verdict,
        wrong=wrong,
        nothing_wrong=not wrong if case.wrong else None,
        unsupported=unsupported,
        numbers_supported=not unsupported,
        answer_chars=len(text),
    )


def clause_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that name clauses, those of the document's own facts left out."""
    return tuple(key for key in keys if key != DOCUMENT_KEY)


def _first_right(gold: Sequence[str], accept: Sequence[str], cited: Sequence[str]) -> bool | None:
    if not gold:
        return None
    return bool(cited) and any(same_clause(key, cited[0]) for key in (*gold, *accept))


def _all_cited(
    gold: Sequence[str], accept: Sequence[str], cited: Sequence[str], *, any_will_do: bool
) -> bool | None:
    """A refusal need only name a clause on the subject; an answer names every right one."""
    if not gold:
        return None
    hit = [any(same_clause(key, clause_id) for clause_id in cited) for key in gold]
    if any_will_do:
        return any(hit) or any(same_clause(key, c) for key in accept for c in cited)
    return all(hit)


def _precision(right: Sequence[str], cited: Sequence[str]) -> float | None:
    return _share(any(same_clause(key, clause_id) for key in right) for clause_id in cited)


def _share(hits: Iterable[bool]) -> float | None:
    values = list(hits)
    return sum(values) / len(values) if values else None


def _units_right(expected: Collection[str], given: Iterable[str], text: str) -> bool | None:
    """A unit is given in ``departments`` or, as in the list of a unit's clauses, by the words."""
    if not expected:
        return None
    named = {squeeze(unit) for unit in given}
    return all(squeeze(unit) in named or asserts(text, unit) for unit in expected)


def _failure(case: Case) -> Score:
    gold = clause_keys(case.gold)
    declines = case.status in REFUSALS
    return Score(
        failed=True,
        status_right=False,
        refused=False,
        should_refuse=declines,
        first_citation_right=False if gold and not declines else None,
        all_gold_cited=False if gold else None,
        citation_precision=None,
        citation_recall=0.0 if gold else None,
        facts_recall=0.0 if case.facts else None,
        facts_right=False if case.facts else None,
        count_right=None if case.count is None else False,
        units_right=False if case.units else None,
        verdict_right=False if case.verdict is not None else None,
        wrong=(),
        nothing_wrong=None,
        unsupported=(),
        numbers_supported=False,
        answer_chars=None,
    )
