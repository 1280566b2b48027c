"""Turn the scores of a run into figures: per measure, per kind of question, per system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.dataset import Case
from eval.grounds import grounds_of
from eval.metrics import Grounds, Score, score_answer
from eval.ranking import Values, score_cases
from eval.record import Outcome, RunRecord, SystemRun
from eval.statistics import Estimate, estimate, estimate_ratio, quantile


@dataclass(frozen=True, slots=True)
class Row:
    """One case with what a system made of it and how that scored."""

    case: Case
    outcome: Outcome
    score: Score
    #: Retrieval measures by name; empty where no clause answers the case.
    ranking: Values


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that every row has or to which it does not apply; higher is better for all."""

    key: str
    label: str
    meaning: str
    read: Callable[[Row], float | None]


def _score(name: str) -> Callable[[Row], float | None]:
    return lambda row: getattr(row.score, name)


def _rank(name: str) -> Callable[[Row], float | None]:
    return lambda row: row.ranking.get(name)


ANSWER_MEASURES = (
    Measure("fully_right", "完全答对", "以下适用的各项全部做到", _score("fully_right")),
    Measure("status_right", "状态正确", "该答的答，没有规定的说没有规定", _score("status_right")),
    Measure(
        "first_citation_right", "首条引用正确", "排在第一的条款就是依据",
        _score("first_citation_right"),
    ),
    Measure("all_gold_cited", "应引条款引全", "需要的条款一条不少", _score("all_gold_cited")),
    Measure("facts_right", "事实全对", "金额、条件等要点全部出现", _score("facts_right")),
    Measure("count_right", "数目正确", "条数、项数与文件一致", _score("count_right")),
    Measure("units_right", "责任单位正确", "应当给出的单位全部给出", _score("units_right")),
    Measure("verdict_right", "是非判断正确", "能不能、对不对的结论正确", _score("verdict_right")),
    Measure("nothing_wrong", "无错误说法", "没有说出已知的错误答案", _score("nothing_wrong")),
    Measure(
        "numbers_supported", "数字有依据", "答案里的数字都能在依据里找到",
        _score("numbers_supported"),
    ),
    Measure("facts_recall", "事实找到率", "要点出现的比例", _score("facts_recall")),
    Measure(
        "citation_precision", "引用准确率", "引用里正确条款的比例", _score("citation_precision")
    ),
    Measure("citation_recall", "引用召回率", "应引条款被引用的比例", _score("citation_recall")),
)  # fmt: skip
RANKING_MEASURES = tuple(
    Measure(name, name, meaning, _rank(name))
    for name, meaning in (
        ("R@1", "检索首位即正确条款的比例"),
        ("R@3", "正确条款进入前 3 的比例"),
        ("R@5", "正确条款进入前 5 的比例"),
        ("R@10", "正确条款进入前 10 的比例"),
        ("MRR@10", "首个正确条款名次的倒数"),
        ("nDCG@10", "前 10 名的排序质量"),
    )
)
MEASURES = ANSWER_MEASURES + RANKING_MEASURES


@dataclass(frozen=True, slots=True)
class Summary:
    """A system's figures; a measure that applied to no case is absent."""

    system: str
    label: str
    cases: int
    failures: int
    estimates: dict[str, Estimate]
    refusal_precision: Estimate | None
    refusal_recall: Estimate | None
    by_kind: dict[str, dict[str, Estimate]]
    latency_ms: dict[str, float | None]
    answer_chars: dict[str, float | None]


def score_system(record: RunRecord, system: SystemRun) -> list[Row]:
    """Score every outcome of a system against its case, in order."""
    rankings = {outcome.id: outcome.retrieved for outcome in system.outcomes}
    ranked = score_cases(record.cases, rankings)
    cases = {case.id: case for case in record.cases}
    rows: list[Row] = []
    for outcome in system.outcomes:
        case = cases[outcome.id]
        grounds = grounds_of(case, outcome.answer, record) if outcome.answer else Grounds()
        score = score_answer(case, outcome.answer, grounds)
        rows.append(Row(case, outcome, score, ranked.get(case.id, {})))
    return rows


def summarize(system: SystemRun, rows: Sequence[Row]) -> Summary:
    """Return the system's figures over the rows."""
    kinds = dict.fromkeys(row.case.kind for row in rows)
    chars = [row.score.answer_chars for row in rows if row.score.answer_chars is not None]
    latencies = [row.outcome.latency_ms for row in rows]
    refused = [row.score.refused for row in rows]
    should = [row.score.should_refuse for row in rows]
    return Summary(
        system=system.name,
        label=system.label,
        cases=len(rows),
        failures=sum(row.score.failed for row in rows),
        estimates=_estimates(rows),
        refusal_precision=estimate_ratio(should, refused),
        refusal_recall=estimate_ratio(refused, should),
        by_kind={kind: _estimates([r for r in rows if r.case.kind == kind]) for kind in kinds},
        latency_ms=_spread(latencies),
        answer_chars=_spread(chars),
    )


def _estimates(rows: Sequence[Row]) -> dict[str, Estimate]:
    found = {measure.key: estimate([measure.read(row) for row in rows]) for measure in MEASURES}
    return {key: value for key, value in found.items() if value is not None}


def _spread(values: Sequence[float]) -> dict[str, float | None]:
    return {"p50": quantile(values, 0.5), "p95": quantile(values, 0.95)}
