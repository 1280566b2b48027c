"""What the staff see of a file: its metadata, its ingest report, the parse beside the original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.settings import TIME_ZONE
from assistant.storage.tables import Publication

#: Characters of the original that a preview shows; statutes are longer than anybody reads there.
_SHOWN = 120_000
_ACTIONS = {
    "upload": "上传",
    "publish": "发布",
    "withdraw": "撤下",
    "edit": "修改信息",
    "discard": "删除",
}

#: What a part without a number is called, and how much of an untitled one is shown.
_PART_NAMES = {"section_intro": "导语", "preamble": "开头", "closing": "结尾", "annex": "附件"}
_FIRST_WORDS = 24

#: The fields that a form offers, with how they are read: the names of ``index.overrides``.
FORM_FIELDS = (
    ("title", "标题", "text"),
    ("doc_number", "文号", "text"),
    ("issuers", "发文机关（多个用顿号隔开）", "names"),
    ("issue_date", "成文日期", "date"),
    ("effective_from", "施行开始", "date"),
    ("valid_until", "施行结束", "date"),
    ("repealed_by", "被哪个文件废止", "text"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the metadata form."""

    name: str
    label: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of the original: of a clause, the document's frame, or held by nothing."""

    text: str
    kind: str
    clause_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ParsedClause:
    """One clause of the parse."""

    clause_id: str
    number: str
    title: str
    units: str
    page: int | None


@dataclass(frozen=True, slots=True)
class FileView:
    """One file as the staff look it through; ``key`` names it to the page's events."""

    key: str
    name: str
    published: bool
    fields: tuple[Field, ...]
    findings: tuple[tuple[str, str, bool], ...]
    warnings: tuple[str, ...]
    pieces: tuple[TextPiece, ...]
    clauses: tuple[ParsedClause, ...]
    numbered: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history."""

    at: str
    what: str
    source: str
    actor: str
    version: str


def file_view(
    key: str, name: str, shape: Mapping[str, Any], *, published: bool, warnings: Sequence[str] = ()
) -> FileView:
    """Return the view of a parse in the shape of ``parse --json``, warnings before its own."""
    text = str(shape["source_text"])
    return FileView(
        key=key,
        name=name,
        published=published,
        fields=tuple(_fields(shape["document"])),
        findings=tuple(_findings(shape)),
        warnings=(*warnings, *shape["report"]["warnings"]),
        pieces=tuple(_pieces(shape, text[:_SHOWN])),
        clauses=tuple(_clause(clause) for clause in shape["clauses"]),
        numbered=shape["report"]["measures"],
        cut=len(text) > _SHOWN,
    )


def events(history: Sequence[Publication]) -> list[Event]:
    """Return the history in words, the latest first."""
    return [
        Event(
            at=f"{entry.at.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}",
            what=_ACTIONS.get(entry.action, entry.action),
            source=entry.source,
            actor=entry.actor,
            version=entry.index_version or "",
        )
        for entry in history
    ]


def changed_fields(sent: Mapping[str, Any], shown: Sequence[Field]) -> dict[str, Any]:
    """Return the form's fields that differ from what was shown, as the overrides take them."""
    changed: dict[str, Any] = {}
    for field in shown:
        value = str(sent.get(field.name, field.value)).strip()[:500]
        if value == field.value:
            continue
        if field.kind == "names":
            changed[field.name] = [name.strip() for name in value.split("、") if name.strip()]
        else:
            changed[field.name] = value or None
    return changed


def _fields(document: Mapping[str, Any]) -> Iterator[Field]:
    for name, label, kind in FORM_FIELDS:
        value = document.get(name)
        text = "、".join(value) if isinstance(value, list) else str(value or "")
        yield Field(name, label, kind, text)


def _findings(shape: Mapping[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Yield each finding's name and value, and whether somebody should look at it."""
    report = shape["report"]
    yield "编号条款", f"{report['measures']}条", report["measures"] == 0
    yield "部分", f"{len(shape['sections'])}个", False
    for label, key in (("缺号", "gaps"), ("重号", "duplicates"), ("没有责任单位", "without_units")):
        found = report[key]
        shown = "、".join(found[:12]) + (f"等{len(found)}个" if len(found) > 12 else "")
        yield label, shown or "无", bool(found)
    left = report["unassigned_chars"]
    yield "没有归入条款的文字", f"{left}字", left > 0


def _clause(clause: Mapping[str, Any]) -> ParsedClause:
    text, number = clause["text"], (clause["no"] or "").strip().rstrip("、.．")
    first = text[:_FIRST_WORDS] + ("……" if len(text) > _FIRST_WORDS else "")
    return ParsedClause(
        clause_id=clause["clause_id"],
        number=number or _PART_NAMES.get(clause["kind"], ""),
        title=clause["title"] or first.removeprefix(clause["no"] or ""),
        units="、".join(dict.fromkeys(unit["name"] for unit in clause["units"])),
        page=clause["page"],
    )


def _pieces(shape: Mapping[str, Any], text: str) -> Iterator[TextPiece]:
    """Cut the original at the spans of clauses, headings, frame and leftovers, in order."""
    marked = [
        *((c["span"], "clause", c["clause_id"], "") for c in shape["clauses"]),
        *((s["span"], "heading", "", "") for s in shape["sections"]),
        *((f["span"], "frame", "", "") for f in shape.get("frame", ())),
        *((f["span"], "leftover", "", f["reason"]) for f in shape["report"]["leftovers"]),
    ]
    at = 0
    for (start, end), kind, clause_id, reason in sorted(marked, key=lambda item: item[0]):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            yield TextPiece(text[at:start], "between")
        yield TextPiece(text[start:end], kind, clause_id, reason)
        at = end
    if at < len(text):
        yield TextPiece(text[at:], "between")
