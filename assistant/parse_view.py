"""A parsed document as text for the terminal."""

from __future__ import annotations

from index.document import PolicyDocument


def parse_summary(document: PolicyDocument) -> str:
    """Return what a parse found, a line each, with its ingest report."""
    report = document.report
    validity = document.validity
    lines = [
        f"标题：{document.title}",
        f"文号：{document.doc_number or '未写明'}"
        f"　发文机关：{'、'.join(document.issuers) or '未写明'}"
        f"　成文日期：{document.issue_date or '未写明'}",
        f"施行期：{validity.effective_from or '未写明'} 至 {validity.until or '未写明'}",
        f"章节 {len(document.sections)} 个，编号条款 {report.measures} 条，"
        f"全部条款 {len(document.clauses)} 条",
    ]
    for section in document.sections:
        leads = "、".join(unit.name for unit in section.lead_units)
        lines.append(
            f"  {section.no}、{section.title}{f'（{leads}牵头）' if leads else ''}："
            f"{len(section.clause_ids)} 条"
        )
    for label, values in (
        ("缺号", report.gaps), ("重号", report.duplicates),
        ("没有责任单位", report.without_units), ("提示", report.warnings),
    ):  # fmt: skip
        lines.append(f"{label}：{'、'.join(values) if values else '无'}")
    lines.append(f"未归入条款的文字：{report.unassigned_chars} 字")
    lines += [
        f"  [{start}-{end}] {leftover.reason}"
        for leftover in report.leftovers
        for start, end in [leftover.span]
    ]
    return "\n".join(lines)
