"""The texts that stand for a clause and its sentences in the vector and lexical indexes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.document import Clause, PolicyDocument, Span
from index.sentences import split_sentences

#: A sentence with fewer characters than this beside its units' names only names the units.
_SHORTEST_STATEMENT = 8
_NAMES = re.compile(r"《([^《》\n]{2,30})》|“([^“”\n]{2,12})”")
_PUNCTUATION = re.compile(r"[，。；：、！？\s]")


def clause_passage(clause: Clause) -> str:
    """Return the text embedded for a clause: its own words, with its title where they lack it."""
    if clause.title and clause.title not in clause.text:
        return f"{clause.title}\n{clause.text}"
    return clause.text


def sentence_passages(clause: Clause) -> list[tuple[Span, str]]:
    """Return each sentence's span and the text embedded for it, which names its clause.

    The bracket of responsible units is left out: it is alike in every clause. A lone sentence
    takes the clause's own text, and thus its vector: in a statute book a third of all clauses.
    """
    spans = [
        span
        for span in split_sentences(clause.text)
        if not _only_names_units(clause.text[slice(*span)], clause)
    ]
    if len(spans) == 1:
        return [(spans[0], clause_passage(clause))]
    return [(span, _with_title(clause.text[slice(*span)], clause)) for span in spans]


def _with_title(sentence: str, clause: Clause) -> str:
    if clause.title and clause.title not in sentence:
        return f"{clause.title}：{sentence}"
    return sentence


def _only_names_units(sentence: str, clause: Clause) -> bool:
    rest = sentence
    for unit in clause.units:
        rest = rest.replace(unit.name, "")
    return rest != sentence and sum(map(str.isalnum, rest)) < _SHORTEST_STATEMENT


def document_names(documents: Iterable[PolicyDocument]) -> list[str]:
    """Return the names that the documents themselves use, as words for the dictionary.

    Units as printed and canonical, titles of works in 《》, terms in quotation marks.
    """
    names: set[str] = set()
    for document in documents:
        for clause in document.clauses:
            names.update(name for unit in clause.units for name in (unit.name, unit.canonical))
            for match in _NAMES.finditer(clause.text):
                name = match[1] or match[2]
                if not _PUNCTUATION.search(name):
                    names.add(name)
    return sorted(names)
