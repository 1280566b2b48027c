"""The figures of eligibility as tables and as one JSON object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from eval.eligibility import ProfileReport, TypedAmounts
from eval.terms import PartScore

_PARTS = {
    "beneficiary": "受益对象", "quantity_condition": "数量条件", "attribute_condition": "其他条件",
    "open_condition": "留给别处的条件", "benefit": "待遇", "benefit_amount": "待遇金额",
    "government_amount": "政府的数", "stacking": "叠加规则",
}  # fmt: skip


def terms_table(scores: Mapping[str, PartScore]) -> Table:
    """Return precision and recall of every part of the terms."""
    table = Table("要素", "标注", "读出", "读对", "精确率", "召回率", title="条款要素")
    for part, score in scores.items():
        counts = (score.annotated, score.read, score.right)
        table.add_row(_PARTS[part], *map(str, counts), _rate(score.precision), _rate(score.recall))
    return table


def profiles_table(report: ProfileReport) -> Table:
    """Return how many askers were judged right."""
    table = Table("画像", "全对", "准确率", "错判符合", "金额", "金额对", title="申请人画像")
    table.add_row(
        str(report.profiles), str(report.right), _rate(report.accuracy),
        str(report.wrongly_fulfilled), str(report.amounts), str(report.amounts_right),
    )  # fmt: skip
    return table


def misses_table(report: ProfileReport) -> Table:
    """Return the askers judged wrongly; for development profiles only."""
    table = Table("编号", "条", "应为", "判为", "自述", title="判错的画像")
    for miss in report.misses:
        table.add_row(miss.profile, miss.number, miss.expected, miss.found, miss.text)
    return table


def amounts_table(counted: Sequence[TypedAmounts]) -> Table:
    """Return for each document how many clauses have every amount typed."""
    table = Table("文件", "有金额的条", "全部读出的条", "金额", "没读出的", title="金额的归类")
    for each in counted:
        table.add_row(
            each.source, str(each.clauses), str(each.fully_typed), str(each.amounts),
            str(len(each.untyped)),
        )  # fmt: skip
    table.add_row(*map(str, ("合计", *_sums(counted))))
    return table


def to_json(
    scores: Mapping[str, PartScore], report: ProfileReport, counted: Sequence[TypedAmounts]
) -> dict[str, Any]:
    """Return the figures as one object."""
    clauses, full, amounts, untyped = _sums(counted)
    return {
        "terms": {
            part: {"annotated": score.annotated, "read": score.read, "right": score.right,
                   "precision": score.precision, "recall": score.recall}
            for part, score in scores.items()
        },
        "profiles": report.to_json(),
        "documents": {"clauses_with_amounts": clauses, "fully_typed": full, "amounts": amounts,
                      "untyped": untyped},
    }  # fmt: skip


def _sums(counted: Sequence[TypedAmounts]) -> tuple[int, int, int, int]:
    return (
        sum(each.clauses for each in counted),
        sum(each.fully_typed for each in counted),
        sum(each.amounts for each in counted),
        sum(len(each.untyped) for each in counted),
    )


def _rate(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
