"""One question back where several documents fit: which of them is meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.answer import Intent
from assistant.clarify import MOST_CHOICES
from assistant.found import Found
from assistant.wording import brief_label, document_label
from index.document import PolicyDocument

_OUT_OF_FORCE = ("expired", "repealed")


def ask_which(
    documents: Iterable[PolicyDocument], asked: str, intent: Intent, as_of: date
) -> Found:
    """Ask which document is meant; the choices put the question to each, the newest in force first.

    Args:
        documents: those that fit.
        asked: the question's words, to be read behind the name of a document.
        intent: of the question.
        as_of: the day on which validity is judged.
    """

    def order(document: PolicyDocument) -> tuple[bool, int]:
        ended = document.validity.status(as_of) in _OUT_OF_FORCE
        return ended, -(document.issue_date or date.min).toordinal()

    ordered = sorted(documents, key=order)
    labels = [brief_label(document) for document in ordered]
    choices = tuple(
        f"{label if labels.count(label) == 1 else document_label(document)}{asked}"
        for label, document in zip(labels[:MOST_CHOICES], ordered, strict=False)
    )
    text = f"有{len(ordered)}份文件都可能是您要问的，请问是哪一份？可以说出地方、年份或文件名。"
    return Found(intent, "clarify", text, choices=choices, counted=(str(len(ordered)),))
