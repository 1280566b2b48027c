"""Words an answer from its evidence: as much of the sentence as the question needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import clause_name, quoted_title
from assistant.binding import BoundValue, bind
from assistant.decision import Value
from assistant.evidence import Statement
from assistant.phrases import body_span, split_phrases
from assistant.question import ParsedQuestion
from assistant.wording import unit_sentence
from index.document import Clause, PolicyDocument, Span
from index.sentences import split_sentences

#: A sentence up to this length is told whole.
SHORT_SENTENCE = 110
#: A longer one is told by the phrases around the evidence, up to this length.
LONGEST_TELLING = 130
#: A denial is told by its sentence and the next, up to this length.
LONGEST_DENIAL = 240


#: A second sentence is told that has this share of the first one's fit, if both are short enough.
NEARLY, LONGEST_PAIR = 0.8, 240


#: Words with which a phrase leans on the one before it.
_LEANS = re.compile(r"且|并|或|以及|及|和|同时|但|给予|按照?|予以|享受|给|可")


def telling(
    statement: Statement, value: Value | None, *, several: bool = False, wide: bool = False
) -> tuple[str, Span]:
    """Return the words to tell and the span of the clause that they rest on.

    A sentence with rival values of the same kind is told by the one that answers; a short one
    without rivals is told whole; of a long one the phrases around the evidence are told. Where
    ``several`` values are asked for, rivals are what is wanted; where ``wide``, the sentence is
    told whole with the next one.
    """
    start, end = statement.sentence_span
    if wide and end - start <= LONGEST_DENIAL:
        end = _next_sentence_end(statement.clause, end)
        return statement.clause.text[start:end], (start, end)
    sentence, kernel = statement.sentence_text, statement.span
    if several:
        return _widened(statement, kernel)
    if value is not None and value.sentence.sentence_span == statement.sentence_span:
        rivals = rivals_of(value.bound, bind(sentence))
        if value.bound.paired:
            surface = value.bound.quantity.surface
            return f"{value.bound.subject.removeprefix('对')}：{surface}", (start, end)
        if rivals:
            return _around(statement, value.bound)
        kernel = _with_value(kernel, _around(statement, value.bound)[1])
    if len(sentence) <= SHORT_SENTENCE:
        return sentence, (start, end)
    return _widened(statement, kernel)


def also_told(
    question: ParsedQuestion,
    statement: Statement,
    value: Value | None,
    statements: Sequence[Statement],
) -> str:
    """Return the next sentence where it fits a question about no value nearly as well."""
    if value or question.asked or len(statements) < 2:
        return ""
    first, second = statements[:2]
    if first is not statement or second.score < NEARLY * first.score:
        return ""
    if len(first.sentence_text) + len(second.sentence_text) > LONGEST_PAIR:
        return ""
    return second.sentence_text


def _next_sentence_end(clause: Clause, end: int) -> int:
    """Return where the sentence behind a place ends, if it is the clause's own and short."""
    body = body_span(clause.text)[1]
    following = [span for span in split_sentences(clause.text) if end <= span[0] < body]
    if not following:
        return end
    stop = min(following[0][1], body)
    return stop if stop - end <= LONGEST_DENIAL // 2 else end


def rivals_of(bound: BoundValue, all_bound: Sequence[BoundValue]) -> list[BoundValue]:
    """Return the other values of the same kind and unit in a sentence."""
    return [
        other
        for other in all_bound
        if other is not bound
        and other.quantity.kind == bound.quantity.kind
        and (bound.quantity.kind != "count" or other.quantity.unit == bound.quantity.unit)
        and other.quantity.exact != bound.quantity.exact
    ]


def _with_value(evidence: Span, value: Span) -> Span:
    """Return the stretch that holds evidence and value, or the value alone where it is too long."""
    start, end = min(evidence[0], value[0]), max(evidence[1], value[1])
    return (start, end) if end - start <= LONGEST_TELLING else value


def _around(statement: Statement, bound: BoundValue) -> tuple[str, Span]:
    """Return the phrases that hold a value, with the subject they need."""
    base = statement.sentence_span[0]
    span = (base + bound.span[0], base + bound.span[1])
    phrases = [
        p for p in split_phrases(statement.clause.text, statement.clause.title)
        if statement.sentence_span[0] <= p.span[0] < statement.sentence_span[1]
    ]  # fmt: skip
    covering = [p for p in phrases if p.span[1] > span[0] and p.span[0] < span[1]]
    if covering:
        inside = (covering[0].span[0], covering[-1].span[1])
        own = bind(statement.clause.text[inside[0] : inside[1]])
        if len(own) <= 1 or not rivals_of(bound, own):
            span = inside
        before = [p for p in phrases if p.span[1] <= span[0]]
        while before and _LEANS.match(statement.clause.text[span[0] :]):
            span = (before.pop().span[0], span[1])
    text = statement.clause.text[span[0] : span[1]]
    return text, span


def _widened(statement: Statement, span: Span) -> tuple[str, Span]:
    """Grow a stretch by the phrases around it while it stays short enough to read."""
    text = statement.clause.text
    phrases = [
        p for p in split_phrases(text, statement.clause.title)
        if statement.sentence_span[0] <= p.span[0] < statement.sentence_span[1]
    ]  # fmt: skip
    start, end = span
    grown = True
    while grown:
        grown = False
        for phrase in phrases:
            touches = phrase.span[1] == start or phrase.span[0] == end
            longer = max(end, phrase.span[1]) - min(start, phrase.span[0])
            if touches and longer <= LONGEST_TELLING:
                start, end = min(start, phrase.span[0]), max(end, phrase.span[1])
                grown = True
    return text[start:end], (start, end)


def finished(words: str) -> str:
    """Return words as a sentence with one full stop."""
    return words.strip().rstrip("，,；;。、 ") + "。"


def grounds(clause: Clause, document: PolicyDocument, label: str = "") -> str:
    """Name the clause and its units, as the end of an answer; ``label`` names the document."""
    title = quoted_title(clause)
    units = unit_sentence(clause)
    return f"依据：{label}{clause_name(clause, document)}{title}。{units}"
