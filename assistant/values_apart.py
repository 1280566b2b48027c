"""Reads the values that the pieces of one question ask of one clause, each by its own words."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation import Resolved
from assistant.parts import asking_pieces
from assistant.question import ParsedQuestion
from assistant.ranking import Ranker
from assistant.reading_result import Reading
from assistant.topic import topic_of
from index.document import Span

#: A piece of a question asks for a value of its own that holds this share of the piece's words.
SURELY_ASKED = 0.5


def values_apart(ranker: Ranker, question: ParsedQuestion, first: Reading) -> list[Reading]:
    """Return a clause's readings: the first one, and the values that pieces surely ask for beside.

    Where every piece surely asks for a value of its own, these are all that is told.
    """
    confirms = first.value is None or question.confirms
    pieces = [] if confirms else asking_pieces(question)
    found: dict[tuple[Span, Span], Reading] = {}
    for piece in pieces:
        apart = Resolved(piece, topic_of(piece.normalized))
        value = ranker.value_of(first.candidate, apart)
        if value is not None and value.own >= SURELY_ASKED:
            told = replace(
                first, question=piece, value=value, statement=value.sentence, judgement=None
            )
            found.setdefault(told.tells[1:], told)
    if len(found) == len(pieces) > 1:
        return list(found.values())
    held = first.statement.sentence_span
    return [first, *(r for r in found.values() if r.statement.sentence_span != held)]
