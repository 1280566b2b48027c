"""Lets a language model point at an asker's facts; the rules alone read the words it points at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.asker import Facts
from assistant.fact_list import FactSpec
from assistant.figures import read_figures
from assistant.llm import LanguageModel
from assistant.metrics import LLM_CALLS
from assistant.privacy import mask
from assistant.said_amounts import said_amounts
from assistant.sentence_checks import fenced
from assistant.statements import Statement
from index.errors import ModelError
from index.metrics import metric_entries, metric_mentions, read_metric
from index.tokenization import normalize, tokenize
from prompts import load_prompt

_LINE = re.compile(r"^\W*([^：:\n]{1,80})[：:]\s*([^\n]{1,200}?)\s*$", re.MULTILINE)
_QUOTES = "“”\"「」"


class FactReader:
    """Find facts that the rules miss because an asker spreads them over several statements."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    def read(self, text: str, known: Facts, wanted: Sequence[FactSpec]) -> Facts:
        """Return further facts; none where the model fails or points at nothing that holds.

        The model gives no value: it names one of the wanted facts and quotes the asker. A figure
        must be named by the asker too, and its number must be free; of a qualification every word
        must be said, and none of them denied.

        Args:
            text: the asker's own words.
            known: the facts that the rules read in them.
            wanted: the facts that are still to be known.
        """
        if not wanted:
            return Facts()
        prompt = load_prompt("read_facts").render(
            names="\n".join(spec.name for spec in wanted), text=fenced(mask(text))
        )
        try:
            rules = load_prompt("read_facts_rules").render()
            written = self._model.complete(rules, prompt, use="facts")
        except ModelError:
            return Facts()
        specs, found = {spec.name: spec for spec in wanted}, Facts()
        for name, words in _LINE.findall(written):
            spec = specs.pop(name.strip(), None)
            pointed = _pointed(text, words.strip(_QUOTES), known.statements)
            if spec is not None and pointed:
                read = _figure if spec.kind == "figure" else _qualification
                found = found.joined(read(spec.name, known, pointed))
        LLM_CALLS.labels("facts", "kept" if found.statements else "rejected").inc()
        return found


def _pointed(text: str, words: str, statements: Sequence[Statement]) -> list[int]:
    """Return the places of the statements that a quotation touches; none where it is not one."""
    start = text.find(words)
    if start < 0 or not words:
        return []
    end = start + len(words)
    return [at for at, s in enumerate(statements) if s.span[0] < end and start < s.span[1]]


def _figure(name: str, known: Facts, pointed: Sequence[int]) -> Facts:
    """Read the one amount that is pointed at as if its metric stood before it."""
    amounts = [(at, q) for at in pointed for q in said_amounts(known.statements[at].text)]
    if len(amounts) != 1:
        return Facts()
    ((at, amount),) = amounts
    metric, said = read_metric(name), known.statements[at]
    taken = any(figure.statement == at for figure in known.figures) or metric_mentions(said.text)
    if taken or said.polarity(amount.span) != "asserted":
        return Facts()
    entry = metric_entries().get(metric.of)
    if entry is None or _spoken_of(known.statements, at) != metric.of:
        return Facts()
    figures = read_figures([replace(said, text=f"{entry.words[0]}{said.text}")])
    if [figure.metric for figure in figures] != [metric]:
        return Facts()
    return Facts((Statement(name, (0, 0), words=said.words, silent=True),), tuple(figures))


def _spoken_of(statements: Sequence[Statement], at: int) -> str | None:
    """Return the metric that was named last before a statement, else the first one after it."""
    before = [name for s in statements[:at] for _, name in metric_mentions(s.text)]
    after = [name for s in statements[at + 1 :] for _, name in metric_mentions(s.text)]
    nearest = before[-1:] or after[:1]
    return nearest[0] if nearest else None


def _qualification(name: str, known: Facts, pointed: Sequence[int]) -> Facts:
    """Take a qualification whose every word is asserted in what is pointed at."""
    words = _plain_words(name)
    missing = set(words)
    for at, said in enumerate(known.statements):
        tokens = tokenize(said.text)
        for word in words:
            place = said.text.find(word) if word in tokens else -1
            polarity = said.polarity((place, place + len(word))) if place >= 0 else "asked"
            if polarity not in ("asserted", "asked"):
                return Facts()
            if polarity == "asserted" and at in pointed:
                missing.discard(word)
    if missing:
        return Facts()
    quoted = "，".join(known.statements[at].words for at in pointed)
    return Facts((Statement(name, (0, 0), words=quoted, forced=True, answers=True),))


def _plain_words(name: str) -> list[str]:
    """Return the shortest words of a name: 国家, 高新, 技术, 企业 without their compounds."""
    words = {word for word in tokenize(normalize(name)) if word[0] != "="}
    return [w for w in words if not any(other != w and other in w for other in words)]
