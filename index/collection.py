"""What the documents of a collection do to one another: one repeals or replaces another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from index.document import PolicyDocument, Validity

_QUOTED = re.compile(r"《([^《》]+(?:《[^《》]*》[^《》]*)?)》")
_DECORATION = re.compile(r"[\s《》〈〉“”（）()〔〕\[\]【】]|的通知$")


def apply_repeals(documents: Iterable[PolicyDocument]) -> list[PolicyDocument]:
    """Return the documents with the periods that the others of the collection leave them.

    A document is ended (``Validity.repealed_by``) or prolonged by its 文号, or by its title where
    the other gives no number; never by itself, nor by one that was issued before it.
    """
    collection = list(documents)
    repealed_by: dict[str, str] = {}
    prolonged: dict[str, date] = {}
    for document in collection:
        for name in document.repeals:
            for target in _targets(name, document, collection):
                repealed_by[target.doc_id] = _label(document)
        for renewal in document.renews:
            for target in _targets(renewal.name, document, collection):
                latest = prolonged.get(target.doc_id, renewal.until)
                prolonged[target.doc_id] = max(latest, renewal.until)
    return [
        replace(document, validity=_validity(document, repealed_by, prolonged))
        if document.doc_id in repealed_by or document.doc_id in prolonged
        else document
        for document in collection
    ]


def _validity(
    document: PolicyDocument, repealed_by: Mapping[str, str], prolonged: Mapping[str, date]
) -> Validity:
    validity = document.validity
    return replace(
        validity,
        until=prolonged.get(document.doc_id, validity.until),
        repealed_by=repealed_by.get(document.doc_id, validity.repealed_by),
    )


def _targets(
    name: str, by: PolicyDocument, collection: Sequence[PolicyDocument]
) -> list[PolicyDocument]:
    """Return the documents of the collection that another one names and came before."""
    quoted = _QUOTED.fullmatch(name)
    if quoted is None:
        named = [document for document in collection if document.doc_number == name]
    else:
        title = _plain(quoted.group(1))
        named = [document for document in collection if title in _titles(document)]
    return [document for document in named if document is not by and not _is_later(document, by)]


def _titles(document: PolicyDocument) -> set[str]:
    """Return a document's title and those of the texts that it issues (关于印发《…》的通知)."""
    quoted = _QUOTED.findall(document.title)
    return {_plain(document.title), *map(_plain, quoted)}


def _plain(title: str) -> str:
    return _DECORATION.sub("", title)


def _is_later(document: PolicyDocument, than: PolicyDocument) -> bool:
    if document.issue_date is None or than.issue_date is None:
        return False
    return document.issue_date > than.issue_date


def _label(document: PolicyDocument) -> str:
    return document.doc_number or f"《{document.title}》"
