"""Explain in words what an answer missed, and put the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.assertions import facts_found
from eval.dataset import DOCUMENT_KEY
from eval.metrics import same_clause
from eval.record import ClauseCopy
from eval.summary import Row

KIND_LABELS = {
    "amount": "金额", "condition": "条件", "eligibility": "资格", "unit": "责任单位",
    "fact": "事实", "target": "目标", "lookup": "查条款", "list": "列举", "count": "计数",
    "document": "文件信息", "multi": "多条款", "yesno": "是非", "claim": "说法核实",
    "followup": "追问", "unanswerable": "文件没写",
}  # fmt: skip
STATUS_LABELS = {
    "answered": "回答", "not_specified": "文件未规定", "not_found": "未找到",
    "clarify": "反问", "greeting": "寒暄", "failed": "出错",
}  # fmt: skip
VERDICT_LABELS = {"yes": "是", "no": "否", "depends": "视情况"}
REASON_LABELS = {
    "failed": "出错没有答案",
    "nothing_wrong": "说了错误答案",
    "numbers_supported": "数字没有依据",
    "verdict_right": "是非判断不对",
    "status_right": "该答没答或不该答却答",
    "first_citation_right": "首条引用不对",
    "all_gold_cited": "条款没引全",
    "facts_right": "缺少事实",
    "count_right": "数目不对",
    "units_right": "责任单位不全",
}
#: What does harm weighs most: a wrong amount told as right is worse than an incomplete answer.
WEIGHTS = {
    "failed": 8, "nothing_wrong": 8, "numbers_supported": 6, "verdict_right": 5,
    "status_right": 4, "first_citation_right": 4, "facts_right": 2, "count_right": 2,
    "units_right": 2, "all_gold_cited": 1,
}  # fmt: skip

_PARTS = {"p": "文件开头", "e": "文件结尾", "x": "附件"}


@dataclass(frozen=True, slots=True)
class Miss:
    """One answer that is not fully right, as the report shows it."""

    row: Row
    reasons: tuple[str, ...]
    expected: tuple[str, ...]
    given: tuple[str, ...]
    #: Retrieved clauses by name, and whether each is right.
    retrieved: tuple[tuple[str, bool], ...]
    kind: str


def worst_misses(
    rows: Iterable[Row], clauses: Mapping[str, ClauseCopy], *, limit: int
) -> list[Miss]:
    """Return the answers that are not fully right, the most harmful first."""
    missed = [row for row in rows if not row.score.fully_right]
    missed.sort(key=lambda row: -_harm(row))
    return [_explain(row, clauses) for row in missed[:limit]]


def reasons_of(row: Row) -> tuple[str, ...]:
    """Name the requirements that the answer misses; a crash is its own one reason."""
    return ("failed",) if row.score.failed else row.score.unmet


def count_reasons(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Return how many answers miss each requirement, the most frequent first."""
    counts = Counter(reason for row in rows for reason in reasons_of(row))
    return [(REASON_LABELS[reason], count) for reason, count in counts.most_common()]


def clause_label(clause_id: str, clauses: Mapping[str, ClauseCopy]) -> str:
    """Name a clause as printed; a dataset's key is looked up among the copied clauses."""
    if clause_id == DOCUMENT_KEY:
        return "文件信息"
    clause = clauses.get(clause_id)
    if clause is None:
        clause = next((c for i, c in clauses.items() if same_clause(clause_id, i)), None)
    if clause is None:
        return clause_id
    tail = clause_id.rsplit(".", 1)[-1]
    if tail.startswith("s"):
        return f"第{clause.section}部分引言"
    if tail[:1] in _PARTS:
        return _PARTS[tail[0]]
    return f"{clause.no}{clause.title or ''}" or clause_id


def _harm(row: Row) -> int:
    return sum(WEIGHTS[reason] for reason in reasons_of(row))


def _explain(row: Row, clauses: Mapping[str, ClauseCopy]) -> Miss:
    right = (*row.case.gold, *row.case.accept)
    shown = row.outcome.retrieved[:8]
    return Miss(
        row=row,
        reasons=tuple(_reason(name, row) for name in reasons_of(row)),
        expected=_expected(row, clauses),
        given=_given(row, clauses),
        retrieved=tuple(
            (clause_label(c, clauses), any(same_clause(key, c) for key in right)) for c in shown
        ),
        kind=KIND_LABELS[row.case.kind],
    )


def _reason(name: str, row: Row) -> str:
    label = REASON_LABELS[name]
    answer = row.outcome.answer
    if name == "failed" or answer is None:
        return f"{label}：{row.outcome.error or ''}"
    if name == "nothing_wrong":
        return f"{label}：{'、'.join(row.score.wrong)}"
    if name == "numbers_supported":
        return f"{label}：{'、'.join(row.score.unsupported)}"
    if name == "facts_right":
        found = facts_found(str(answer["answer"]), row.case.facts)
        missing = [f for f, hit in zip(row.case.facts, found, strict=True) if not hit]
        return f"{label}：{_facts(missing)}"
    return label


def _facts(facts: Iterable[str | Sequence[str]]) -> str:
    return "、".join(fact if isinstance(fact, str) else " 或 ".join(fact) for fact in facts)


def _expected(row: Row, clauses: Mapping[str, ClauseCopy]) -> tuple[str, ...]:
    case = row.case
    lines = [STATUS_LABELS[case.status]]
    if case.verdict is not None:
        lines.append(f"结论：{VERDICT_LABELS[case.verdict]}")
    if case.count is not None:
        lines.append(f"数目：{case.count}")
    if case.facts:
        lines.append(f"要点：{_facts(case.facts)}")
    if case.units:
        lines.append(f"单位：{'、'.join(case.units)}")
    if case.gold:
        lines.append(f"条款：{_names(case.gold, clauses)}")
    return tuple(lines)


def _given(row: Row, clauses: Mapping[str, ClauseCopy]) -> tuple[str, ...]:
    answer = row.outcome.answer
    if answer is None:
        return (STATUS_LABELS["failed"],)
    lines = [STATUS_LABELS[answer["status"]]]
    if answer["verdict"] is not None:
        lines.append(f"结论：{VERDICT_LABELS[answer['verdict']]}")
    if answer["departments"]:
        lines.append(f"单位：{'、'.join(answer['departments'])}")
    cited = [str(citation["clause_id"]) for citation in answer["citations"]]
    if cited:
        lines.append(f"条款：{_names(cited, clauses)}")
    return tuple(lines)


def _names(keys: Sequence[str], clauses: Mapping[str, ClauseCopy], most: int = 6) -> str:
    names = [clause_label(key, clauses) for key in keys[:most]]
    more = f" 等 {len(keys)} 条" if len(keys) > most else ""
    return "；".join(names) + more
