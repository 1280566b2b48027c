"""The Chinese sentences of an answer: who is responsible, which clause, is it still in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.answer import Citation, clause_name, quoted_title
from assistant.document_names import core_title
from index.document import Clause, PolicyDocument, Validity

HOTLINE = "12345"
#: A longer title is too long to be told with every answer.
LONGEST_TITLE = 28
GREETING = (
    "您好，我是条问，可以回答政策文件里的规定：补助多少、什么条件、找哪个部门。"
    "请直接说您想问的事，例如“新认定的高新技术企业补助多少？”"
)
OFF_TOPIC = (
    "我只回答政策文件里写明的规定，这个问题不在其中。"
    "您可以问补助标准、申报条件、责任单位等。"
)


def chinese_day(day: date) -> str:
    """Write a day as 2024年3月27日."""
    return f"{day.year}年{day.month}月{day.day}日"


def document_label(document: PolicyDocument) -> str:
    """Name a document by title and number."""
    number = f"（{document.doc_number}）" if document.doc_number else ""
    return f"《{document.title}》{number}"


def brief_label(document: PolicyDocument) -> str:
    """Name a document among others: by its short title, by issuer and number where that is long."""
    title = core_title(document.title)
    if len(title) <= LONGEST_TITLE or not document.doc_number:
        return title if "《" in title else f"《{title}》"
    return f"{'、'.join(document.issuers[:1])}{document.doc_number}"


def unit_sentence(clause: Clause) -> str:
    """Name the responsible units with their roles; empty where the clause has none."""
    if not clause.units:
        return ""
    by_role: dict[str, list[str]] = {}
    for unit in clause.units:
        by_role.setdefault(unit.role, []).append(unit.name)
    if set(by_role) == {"responsible"}:
        return f"责任单位：{'、'.join(dict.fromkeys(by_role['responsible']))}。"
    labels = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位"}
    parts = [
        f"{label}：{'、'.join(dict.fromkeys(by_role[role]))}"
        for role, label in labels.items()
        if role in by_role
    ]
    return "；".join(parts) + "。"


def lead_sentence(clause: Clause, document: PolicyDocument) -> str:
    """Name who leads the section that a clause introduces; empty where it introduces none."""
    if clause.kind != "section_intro":
        return ""
    for section in document.sections:
        if section.no == clause.section and section.lead_units:
            return f"这一部分由{'、'.join(unit.name for unit in section.lead_units)}牵头实施。"
    return ""


def period(validity: Validity) -> str:
    """Write a period of force in words; empty where none is stated."""
    start, end = validity.effective_from, validity.until
    if start and end:
        return f"{chinese_day(start)}至{chinese_day(end)}"
    if end:
        return f"至{chinese_day(end)}"
    if start:
        return f"自{chinese_day(start)}起"
    return ""


def validity_notice(citations: Sequence[Citation], as_of: date) -> str:
    """Say plainly which cited files are not, or not surely, in force on the day."""
    notices: dict[str, str] = {}
    for citation in citations:
        validity, document = citation.validity, citation.document
        status = validity.status(as_of)
        key = f"{document.doc_id}{period(validity)}"
        if status == "expired":
            notices[key] = (
                f"注意：{document_label(document)}的施行期为{period(validity)}，"
                f"截至{chinese_day(as_of)}已过期失效，以上仅供查考，不能作为现行政策。"
            )
        elif status == "not_yet":
            notices[key] = (
                f"注意：{document_label(document)}的施行期为{period(validity)}，"
                f"到{chinese_day(as_of)}尚未开始施行。"
            )
        elif status == "repealed":
            notices[key] = (
                f"注意：{document_label(document)}已被{validity.repealed_by}废止，不能作为现行政策。"
            )
    return "".join(notices.values())


def source_sentence(citation: Citation, *, with_title: bool = True) -> str:
    """Name the clause that a statement rests on."""
    clause = citation.clause
    title = quoted_title(clause) if with_title else ""
    return f"依据：{clause_name(clause, citation.document)}{title}。"
