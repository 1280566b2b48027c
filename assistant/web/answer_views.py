"""What the chat shows of a kept answer, whether it was given just now or a year ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.catalogue import Catalogue
from assistant.web.views import VALIDITY_LABELS, MarkedText, UnitLine, mark, unit_lines
from assistant.wording import chinese_day, document_label, period
from index.document import Clause, Validity

STATUS_LABELS = {
    "not_specified": "文件没有写明",
    "not_found": "文件里没有查到",
    "clarify": "想再问您一句",
}
VERDICT_LABELS = {"yes": "是", "no": "不是", "depends": "要看条件"}
#: Where the direct answer ends and what it rests on begins.
_BASIS = "依据："
#: A direct answer longer than this is cut after its first sentence.
_LEAD_LENGTH = 160
#: So many documents are named where nothing was found in them.
_NAMED_DOCUMENTS = 5

GONE = "这一条已不在当前的文件里，以上是回答当时的原文。"
CHANGED = "文件更新后这一条的文字已有变化，以上是回答当时的原文。"


@dataclass(frozen=True, slots=True)
class CitationCard:
    """One citation as a card; ``note`` says where the index no longer holds its words."""

    n: int
    clause_id: str
    number: str
    title: str
    section: str
    units: tuple[UnitLine, ...]
    validity: str
    validity_label: str
    period: str
    text: MarkedText
    document: str
    doc_number: str
    page: int | None
    note: str


@dataclass(frozen=True, slots=True)
class RelatedClause:
    """A clause that may interest the asker too."""

    clause_id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One question with its answer as the chat shows it: the first line is the answer."""

    record: str
    question: str
    lead: str
    lines: tuple[str, ...]
    notices: tuple[str, ...]
    status: str
    status_label: str
    listing: bool
    verdict_label: str
    as_of: str
    cards: tuple[CitationCard, ...]
    related: tuple[RelatedClause, ...]
    choices: tuple[str, ...]
    reasons: tuple[str, ...]
    text: str
    plain: str


def view_of(answer: Mapping[str, Any], catalogue: Catalogue) -> AnswerView:
    """Return what the chat shows of an answer in the contract's shape."""
    text = str(answer["answer"])
    lead, rest = _lead(text)
    status = str(answer["status"])
    day = date.fromisoformat(answer["as_of"])
    cards = tuple(card_of(citation, catalogue) for citation in answer["citations"])
    return AnswerView(
        record=str(answer.get("id") or ""),
        question=str(answer["question"]),
        lead=lead,
        lines=tuple(line for line in rest if not line.startswith("注意")),
        notices=tuple(line for line in rest if line.startswith("注意")),
        status=status,
        status_label=STATUS_LABELS.get(status, ""),
        listing=answer["intent"] in ("list", "count"),
        verdict_label=VERDICT_LABELS.get(answer.get("verdict") or "", ""),
        as_of=chinese_day(day),
        cards=cards,
        related=tuple(
            RelatedClause(item["clause_id"], item["no"].strip(), item["title"] or "")
            for item in answer.get("related", ())
        ),
        choices=tuple(answer.get("choices", ())),
        reasons=_reasons(status, catalogue),
        text=text,
        plain=plain_text(text, cards),
    )


def card_of(citation: Mapping[str, Any], catalogue: Catalogue) -> CitationCard:
    """Return the card of a citation in the contract's shape, its quote marked in the clause."""
    clause = catalogue.index.clause(citation["clause_id"])
    text, note = _marked(citation, clause)
    validity = citation["validity"]
    stated = Validity(_day(validity["from"]), _day(validity["until"]))
    number = str(citation["no"] or "").strip().rstrip("、.．")
    title = citation["title"] or ("" if number else citation["section"] or "")
    units = unit_lines(clause) if clause else ()
    named = (UnitLine("责任单位", "、".join(citation["departments"])),)
    return CitationCard(
        n=citation["n"],
        clause_id=citation["clause_id"],
        number=number,
        title=title,
        section=citation["section"] or "",
        units=units or (named if citation["departments"] else ()),
        validity=validity["status"],
        validity_label=VALIDITY_LABELS[validity["status"]],
        period=period(stated),
        text=text,
        document=citation["doc_title"],
        doc_number=citation["doc_number"] or "",
        page=citation.get("page"),
        note=note,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _marked(citation: Mapping[str, Any], clause: Clause | None) -> tuple[MarkedText, str]:
    """Mark the quote where it stands word for word; never anything else in its place."""
    quote = str(citation["quote"])
    start, end = citation["quote_span"]
    if clause is None:
        return mark(quote, (0, len(quote))), GONE
    if clause.text[start:end] != quote:
        start = clause.text.find(quote)
        if start < 0:
            return mark(quote, (0, len(quote))), CHANGED
    return mark(clause.text, (start, start + len(quote))), ""


def _lead(text: str) -> tuple[str, list[str]]:
    lines = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    first, rest = lines[0], lines[1:]
    cut = first.find(_BASIS)
    if cut <= 0 and len(first) > _LEAD_LENGTH:
        cut = first.find("。") + 1
    if 0 < cut < len(first):
        return first[:cut], [first[cut:], *rest]
    return first, rest


def _reasons(status: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Say why there is no answer; nothing where there is one."""
    if status == "not_specified":
        return (
            "文件里有与此相关的条款（见依据），但条款没有写明您问的这一点。",
            "没有写明的内容，条问不会推测；可以向条款的责任单位咨询。",
        )
    if status != "not_found":
        return ()
    documents = list(catalogue.index.documents.values())
    named = "、".join(document_label(d) for d in documents[:_NAMED_DOCUMENTS])
    more = f"等{len(documents)}个文件" if len(documents) > _NAMED_DOCUMENTS else ""
    return (
        f"条问只依据已收入的文件回答：{named}{more}，共{len(catalogue.numbered)}条。",
        "其中没有找到写到您问的事的条款，所以不给答案，以免误导。",
        "可以换个说法再问一次；下面的相关条款只是字面相近，不是答案。",
    )


def plain_text(text: str, cards: tuple[CitationCard, ...]) -> str:
    """Return an answer with its citations as text to paste elsewhere."""
    lines = [text.strip()]
    for card in cards:
        source = f"《{card.document}》{card.doc_number}"
        lines.append(f"[{card.n}] {source}{card.number}{card.title}：“{card.text.quote}”")
    return "\n".join(lines)
