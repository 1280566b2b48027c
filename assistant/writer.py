"""Lets a language model word an answer; every sentence is checked, and the facts stay ours."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from assistant.answer import Answer, clause_name
from assistant.llm import LanguageModel
from assistant.metrics import LLM_CALLS
from assistant.privacy import mask
from assistant.sentence_checks import Grounds, Sentence, fault, fenced
from assistant.verify import check
from assistant.wording import chinese_day, source_sentence, unit_sentence, validity_notice
from index.amounts import find_quantities
from index.errors import ModelError
from index.tokenization import normalize
from prompts import load_prompt

_log = logging.getLogger(__name__)

#: Only these have words worth wording anew; lists, counts and refusals are exact as they are.
_INTENTS = ("facts", "clause", "eligibility")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?(?:\s*[\[［【]\d{1,3}[\]］】])*[。]?")
_OPENING = re.compile(r"^[^。！\n]{1,40}?(?:（按“[^。\n]{1,200}判断）)?[。！]")
_MAX_CLAUSE_CHARS = 1500
_MAX_CITATIONS = 5
#: The contract's bound on a fact's answer, before the notice of validity.
_MAX_BODY_CHARS = 200


class AnswerWriter:
    """Reword answers with a model; what fails a check is cut, and nothing left means no change."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    def takes(self, answer: Answer) -> bool:
        """Tell whether an answer has words for the model to word anew."""
        worth = answer.status == "answered" and answer.intent in _INTENTS
        return worth and bool(answer.citations)

    def rewrite(self, answer: Answer) -> Answer:
        """Return the answer in the model's checked words, or as it was."""
        if not self.takes(answer):
            return answer
        rules = load_prompt("write_answer_rules").render()
        try:
            written = self._model.complete(rules, _prompt(answer), use="write")
        except ModelError:
            return answer
        worded = _worded(answer, _passing(written, Grounds(answer, rules)))
        LLM_CALLS.labels("write", "kept" if worded is not None else "rejected").inc()
        return worded or answer


def _prompt(answer: Answer) -> str:
    evidence = []
    for number, citation in enumerate(answer.citations[:_MAX_CITATIONS], start=1):
        name = clause_name(citation.clause, citation.document)
        text = citation.clause.text[:_MAX_CLAUSE_CHARS]
        evidence.append(f"［{number}］{name}\n<<<\n{fenced(text)}\n>>>")
    return load_prompt("write_answer").render(
        question=fenced(mask(answer.standalone_question)),
        as_of=chinese_day(answer.as_of),
        finding=fenced(_finding(answer)),
        evidence="\n".join(evidence),
    )


def _finding(answer: Answer) -> str:
    """Return the answer without the notice of validity, which is not the model's to word."""
    notice = validity_notice(answer.citations, answer.as_of)
    return answer.text.removesuffix(notice).strip()


def _passing(written: str, grounds: Grounds) -> list[Sentence]:
    """Return the sentences that pass every check, in order, none twice."""
    passing: dict[str, Sentence] = {}
    for piece in _SENTENCE.findall(written):
        sentence = Sentence.read(piece)
        wrong = fault(sentence, grounds)
        if wrong is not None:
            _log.info("written sentence cut: %s", wrong)
        else:
            passing.setdefault(sentence.plain, sentence)
    return list(passing.values())


def _worded(answer: Answer, sentences: list[Sentence]) -> Answer | None:
    """Put the checked sentences together with clause, unit and validity; ``None`` to refuse.

    The first sentence must give what was asked: an amount of the structured answer where it
    states one. A verdict keeps its own opening words.
    """
    finding = _finding(answer)
    if not sentences or not _gives_the_answer(sentences[0], finding):
        return None
    opening = _OPENING.match(finding) if answer.verdict is not None else None
    body = opening.group() if opening else ""
    tail = _tail(answer, body + sentences[0].text)
    for sentence in sentences:
        words = sentence.text if sentence.text.endswith(("。", "！")) else f"{sentence.text}。"
        if len(body) + len(words) + len(tail) > _MAX_BODY_CHARS:
            break
        body += words
    if len(body) <= len(opening.group() if opening else ""):
        return None
    notice = validity_notice(answer.citations, answer.as_of)
    worded = replace(answer, text=body + tail + (f"\n{notice}" if notice else ""))
    worded = replace(worded, checks=check(worded), answered_by="llm")
    return worded if worded.checks.numbers_supported else None


def _gives_the_answer(sentence: Sentence, finding: str) -> bool:
    wanted = {(q.exact, q.kind, q.unit) for q in find_quantities(normalize(_first_line(finding)))}
    given = {(q.exact, q.kind, q.unit) for q in find_quantities(sentence.plain)}
    return not wanted or bool(wanted & given)


def _first_line(finding: str) -> str:
    """Return the answer proper: what stands before the clause is named."""
    return finding.split("依据：")[0]


def _tail(answer: Answer, body: str) -> str:
    """Name the clause and its units where the sentences do not."""
    first = answer.citations[0]
    named = clause_name(first.clause, first.document) in body
    tail = "" if named else source_sentence(first, with_title=False)
    units = first.departments
    return tail + ("" if all(unit in body for unit in units) else unit_sentence(first.clause))
