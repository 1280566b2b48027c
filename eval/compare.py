"""Say what changed between two systems on the same questions, and whether it may be chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.misses import KIND_LABELS, REASON_LABELS, reasons_of
from eval.record import RunRecord
from eval.statistics import PairedTest, paired_test
from eval.summary import MEASURES, Row, score_system
from index.errors import InputError


@dataclass(frozen=True, slots=True)
class MeasureDifference:
    """One measure's difference B − A over the cases that it applies to in both."""

    key: str
    label: str
    test: PairedTest


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that one system has fully right and the other has not."""

    id: str
    kind: str
    question: str
    #: Why the one that misses it misses it.
    reasons: tuple[str, ...]
    answer_a: str
    answer_b: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything a change did: by measure, and question by question."""

    cases: int
    left_out: int
    differences: tuple[MeasureDifference, ...]
    mended: tuple[Flip, ...]
    broken: tuple[Flip, ...]


def compare(
    first: RunRecord,
    second: RunRecord,
    *,
    system_a: str | None = None,
    system_b: str | None = None,
) -> Comparison:
    """Compare two runs' systems, both scored anew by the present measures.

    Questions whose case differs between the runs are left out: their scores don't compare.

    Raises:
        InputError: a system is unknown, or no question stands in both runs.
    """
    rows_a = {row.case.id: row for row in score_system(first, first.system(system_a))}
    rows_b = {row.case.id: row for row in score_system(second, second.system(system_b))}
    shared = [i for i, row in rows_a.items() if i in rows_b and rows_b[i].case == row.case]
    if not shared:
        raise InputError("两次评测没有相同的题目，无法比较。")
    pairs = [(rows_a[i], rows_b[i]) for i in shared]
    return Comparison(
        cases=len(pairs),
        left_out=len(rows_a.keys() | rows_b.keys()) - len(pairs),
        differences=_differences(pairs),
        mended=tuple(_flip(a, b, missing=a) for a, b in pairs if _gained(a, b)),
        broken=tuple(_flip(a, b, missing=b) for a, b in pairs if _gained(b, a)),
    )


def _differences(pairs: Sequence[tuple[Row, Row]]) -> tuple[MeasureDifference, ...]:
    found: list[MeasureDifference] = []
    for measure in MEASURES:
        test = paired_test([measure.read(a) for a, _ in pairs], [measure.read(b) for _, b in pairs])
        if test is not None:
            found.append(MeasureDifference(measure.key, measure.label, test))
    return tuple(found)


def _gained(before: Row, after: Row) -> bool:
    return after.score.fully_right and not before.score.fully_right


def _flip(a: Row, b: Row, *, missing: Row) -> Flip:
    return Flip(
        id=a.case.id,
        kind=KIND_LABELS[a.case.kind],
        question=" / ".join(a.case.utterances),
        reasons=tuple(REASON_LABELS[reason] for reason in reasons_of(missing)),
        answer_a=_words(a),
        answer_b=_words(b),
    )


def _words(row: Row) -> str:
    return str(row.outcome.answer["answer"]) if row.outcome.answer else row.outcome.error or ""
