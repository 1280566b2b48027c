"""The main route: read the clauses that answer one question or several, and word what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.answer import Citation, Intent, clause_name, quoted_title
from assistant.catalogue import Catalogue
from assistant.composition import LONGEST_PAIR, also_told, finished, grounds, telling
from assistant.conversation import Resolved
from assistant.found import Found
from assistant.itemised import with_list
from assistant.parts import clauses_wanted, of_two_things
from assistant.question import ParsedQuestion
from assistant.ranking import Candidate
from assistant.reading import ClauseReader
from assistant.reading_result import Reading
from assistant.rivals import Rivals
from assistant.verdict import claimed_values
from assistant.which_document import ask_which
from assistant.wording import HOTLINE, brief_label, chinese_day, lead_sentence, unit_sentence
from index.amounts import find_quantities
from index.document import Clause, PolicyDocument, Span
from index.quantity import same_quantity

#: Where nothing answers, the nearest clause is named if it is on the subject with this probability.
NEAR = 0.1
#: What one question found in the clause that answers it, and every clause that was weighed.
Read = tuple[Reading | None, list[Candidate]]


class FactRoute:
    """Answer from the best evidence of the retrieved clauses, or say what is not there."""

    def __init__(self, reader: ClauseReader, catalogue: Catalogue, rivals: Rivals) -> None:
        self._reader = reader
        self._catalogue = catalogue
        self._rivals = rivals

    def answer(
        self, parts: Sequence[Resolved], day: date, spoken: str | None = None
    ) -> Found:
        """Answer one question, or several that were asked together.

        ``spoken`` is the document that the conversation was about: of equals it is meant.
        """
        read = [self._reader.read(part, day) for part in parts]
        if len(read) == 2:
            read = self._apart(parts, read, day)
        candidates = [candidate for _, found in read for candidate in found]
        readings: list[Reading] = []
        side_by_side = False
        for part, (reading, found) in zip(parts, read, strict=True):
            if reading is None:
                continue
            meant = [reading, *self._rivals.of(reading, found, part, day)]
            meant = [r for r in meant if r.doc_id == spoken] or self._rivals.counting(meant, day)
            if not self._rivals.compatible(meant):
                return self._ask_which(meant, part, day)
            side_by_side = side_by_side or len(meant) > 1
            readings += meant
        if len(parts) == len(readings) == 1 and of_two_things(parts[0].question.normalized):
            beside = self._reader.read_beside(parts[0], readings[0], candidates, day)
            readings += [beside] if beside else []
        if len(parts) == len(readings) == 1:
            wanted = clauses_wanted(parts[0].question.normalized)
            readings += self._reader.read_next(parts[0], readings[0], candidates, day, wanted - 1)
        if len(parts) == len(readings) == 1:
            readings = self._reader.read_apart(parts[0], readings[0])
        if not readings:
            return self._not_found(candidates)
        return self._worded(readings, candidates, day, side_by_side=side_by_side)

    def _ask_which(self, readings: Sequence[Reading], part: Resolved, day: date) -> Found:
        documents = [self._rivals.document(reading) for reading in readings]
        intent: Intent = "eligibility" if part.question.intent == "eligibility" else "facts"
        return ask_which(documents, part.question.text, intent, day)

    def _apart(self, parts: Sequence[Resolved], read: Sequence[Read], day: date) -> list[Read]:
        """Read the less certain of two parts anew where both would be told the same words."""
        (first, _), (second, _) = read
        if first is None or second is None or first.tells != second.tells:
            return list(read)
        if parts[0].topic == parts[1].topic:  # the second only asks more of the same
            return list(read)
        place = min((0, 1), key=lambda at: _margin(read[at][1]))
        other = self._reader.read(parts[place], day, avoid=first.tells)
        if other[0] is None:
            return list(read)
        return [other if at == place else each for at, each in enumerate(read)]

    def holds(self, clause: Clause, resolved: Resolved) -> bool:
        """Tell whether a clause has every word of weight that a question asks of it."""
        return self._reader.holds(clause, resolved)

    def answer_on(
        self, clause: Clause, resolved: Resolved, day: date, *, bare: bool = False
    ) -> Found | None:
        """Answer a question on one clause that it names; ``None`` where the clause has no words.

        ``bare``: nothing else is named, so any value of the clause that fits may be meant.
        """
        reading, candidates = self._reader.read_on(clause, resolved, day, bare=bare)
        return self._worded([reading], candidates, day) if reading else None

    def _worded(
        self,
        readings: Sequence[Reading],
        candidates: Sequence[Candidate],
        day: date,
        *,
        side_by_side: bool = False,
    ) -> Found:
        lines: list[str] = []
        citations: dict[str, Citation] = {}
        for reading in readings:
            words, citation = self._line(reading, day)
            head = self._head(reading, day) if side_by_side else ""
            lines.append(f"{head}{words}")
            citations.setdefault(citation.clause.clause_id, citation)
        related = {c.clause.clause_id: c.clause for c in candidates}
        first = readings[0]
        intent: Intent = first.question.intent
        return Found(
            intent if intent in ("eligibility", "clause") else "facts",
            "answered" if any(r.status == "answered" for r in readings) else "not_specified",
            "\n".join(dict.fromkeys(lines)),
            tuple(citations.values()),
            tuple(dict.fromkeys(d for c in citations.values() for d in c.departments)),
            related=tuple(c for i, c in related.items() if i not in citations)[:3],
            verdict=first.judgement.verdict if first.judgement else None,
            retrieved=tuple(related),
            confidence=self._confidence([reading.candidate for reading in readings]),
        )  # fmt: skip

    def _confidence(self, candidates: Sequence[Candidate]) -> float | None:
        return round(self._reader.on_subject(candidates[0]), 4) if candidates else None

    def _not_found(self, candidates: Sequence[Candidate]) -> Found:
        """Say that nothing is there, with the nearest clause and its units where one is near."""
        confidence = self._confidence(candidates)
        near = ""
        if candidates and confidence is not None and confidence >= NEAR:
            clause = candidates[0].clause
            document = self._catalogue.document_of(clause)
            title = quoted_title(clause)
            name = f"{self._label(document)}{clause_name(clause, document)}{title}"
            near = f"最接近的是{name}，供对照。{unit_sentence(clause)}"
        return Found(
            "facts",
            "not_found",
            f"文件里没有这方面的规定。{near}可拨打{HOTLINE}咨询。",
            related=tuple(c.clause for c in candidates[:3]),
            retrieved=tuple(c.clause.clause_id for c in candidates),
            confidence=confidence,
        )

    def _label(self, document: PolicyDocument) -> str:
        """Name a document briefly where there are several."""
        return brief_label(document) if len(self._catalogue.documents) > 1 else ""

    def _head(self, reading: Reading, day: date) -> str:
        """Name a document with its date, at the head of its line among those of others."""
        document = self._rivals.document(reading)
        issued = f"，{chinese_day(document.issue_date)}" if document.issue_date else ""
        number = f"（{document.doc_number or '无文号'}{issued}）"
        return f"{brief_label(document)}{number}："

    def _line(self, reading: Reading, day: date) -> tuple[str, Citation]:
        clause = reading.candidate.clause
        document = self._catalogue.document_of(clause)
        words, span = telling(
            reading.statement,
            reading.value,
            several=_several(reading.question),
            wide=reading.judgement is not None and reading.judgement.wide,
        )
        if reading.value is None or not reading.value.bound.paired:
            words, span = _with_list(words, clause, span)
        citation = Citation(clause, document, span, day)
        ground = grounds(clause, document, self._label(document))
        units = unit_sentence(clause)
        led = lead_sentence(clause, document)
        if reading.question.asks("unit", "lead") and led:
            return f"{led}{finished(words)}{ground}", citation
        if reading.elsewhere:
            home = "、".join(document.issuers) or f"《{document.title}》"
            return (
                f"这里没有{reading.missing}，只有{home}的文件，不适用于{reading.elsewhere}。"
                f"本地的有关条款是{clause_name(clause, document)}，"
                f"{reading.elsewhere}的请咨询当地主管部门或{HOTLINE}。",
                citation,
            )
        also = also_told(
            reading.question, reading.statement, reading.value, reading.candidate.statements
        )
        told = finished(words) + (_claimed_beside(reading, words) or (also and finished(also)))
        if reading.status == "not_specified":
            ask = f"详情请咨询责任单位或{HOTLINE}。" if units else f"详情请拨打{HOTLINE}咨询。"
            return f"文件没有写明{reading.missing}，只规定：{told}{ground}{ask}", citation
        opening = reading.judgement.opening if reading.judgement else ""
        if reading.question.asks("unit", "lead") and units and not reading.value:
            return f"{opening}{units}{told}{ground.removesuffix(units)}", citation
        return f"{opening}{told}{ground}", citation


def _claimed_beside(reading: Reading, told: str) -> str:
    """Return the other sentences that state values which a question claims, if they are short."""
    claimed = claimed_values(reading.question) if reading.question.confirms else []
    left = [v for v in claimed if not any(same_quantity(v, q) for q in find_quantities(told))]
    if len(claimed) < 2 or not left:
        return ""
    held = [
        statement.sentence_text
        for statement in reading.candidate.statements
        if statement.sentence_span != reading.statement.sentence_span
        and any(same_quantity(v, q) for q in find_quantities(statement.sentence_text) for v in left)
    ]
    return "".join(finished(text) for text in held if len(text) <= LONGEST_PAIR)


def _with_list(words: str, clause: Clause, span: Span) -> tuple[str, Span]:
    """Add to words that are as printed what belongs to them across the items of a list."""
    if words != clause.text[span[0] : span[1]]:
        return words, span
    return with_list(clause, span)


def _margin(candidates: Sequence[Candidate]) -> float:
    """Return how far the best clause is ahead of the next."""
    return candidates[0].score - candidates[1].score if len(candidates) > 1 else float("inf")


def _several(question: ParsedQuestion) -> bool:
    """Tell whether several values are asked for, or confirmed, at once."""
    return question.asked.several or (question.confirms and len(claimed_values(question)) > 1)
