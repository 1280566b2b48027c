"""Measure what each part of the answering gives: the development questions with one part off.

    python -m training.ablation [--index DIR] [--only NAME ...]

Parts are switched off in the running program, so the product itself has no switches for this.
Numbers that an answer may not state are checked by every test run and are left out here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

from assistant.indexing import open_assistant
from assistant.ranking import ClauseFeatures
from assistant.service import PolicyAssistant
from eval.dataset import Case, load_cases
from eval.metrics import Grounds, score_answer

DATASET = Path(__file__).resolve().parents[1] / "eval" / "datasets" / "policy_dev.jsonl"
_APART = "numbers_supported"
#: A day on which the default file is in force, for cases that name none.
_DAY = date(2024, 6, 1)

Switch = Callable[[PolicyAssistant], AbstractContextManager[object]]


def _constant(target: str, value: object) -> Switch:
    return lambda assistant: patch(target, value)


def _feature(name: str) -> Switch:
    """Give a ranking feature no weight."""

    def switch(assistant: PolicyAssistant) -> AbstractContextManager[object]:
        ranker = assistant.reader._ranker
        return patch.object(ranker, "_weights", replace(ranker._weights, **{name: 0.0}))

    return switch


def _no_refusal(assistant: PolicyAssistant) -> AbstractContextManager[object]:
    reader = assistant.reader
    return patch.object(reader, "_subject", replace(reader._subject, threshold=0.0))


SWITCHES: dict[str, Switch] = {
    "synonyms": _constant("index.query.expand", lambda words: []),
    "abbreviations": _constant(
        "index.abbreviations.AbbreviationFinder.expansions", lambda *given: []
    ),
    "spelling": _constant("index.spelling.SpellingCorrector.correct", lambda self, words: words),
    "refusal": _no_refusal,
    "several questions": _constant("assistant.service.split_parts", lambda text: (text,)),
    "pairs": _constant("assistant.service.split_pair", lambda text: ()),
    "second clause": _constant("assistant.facts.of_two_things", lambda text: False),
    "second sentence": _constant("assistant.facts.NEARLY", float("inf")),
    "asking part of a story": _constant("assistant.reading.asking_part", lambda text: ""),
    **{f"feature {field.name}": _feature(field.name) for field in fields(ClauseFeatures)},
}


def fully_right(assistant: PolicyAssistant, cases: Sequence[Case]) -> dict[str, float]:
    """Return the shares of cases answered fully right, and with the right clause first."""
    right, first = 0, []
    for case in cases:
        answer = assistant.converse(case.utterances, as_of=case.as_of or _DAY).to_json()
        score = score_answer(case, answer, Grounds())
        right += not score.failed and not set(score.unmet) - {_APART}
        if score.first_citation_right is not None:
            first.append(score.first_citation_right)
    return {"fully right": right / len(cases), "first": sum(first) / len(first)}


def main() -> None:
    """Print the figures with all parts and with each part off."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--only", nargs="*", choices=sorted(SWITCHES))
    options = parser.parse_args()
    cases = load_cases(DATASET)
    print("| off | fully right | first clause right |\n|---|---|---|")
    for name in ["", *(options.only if options.only is not None else SWITCHES)]:
        assistant = open_assistant(options.index)
        with ExitStack() as stack:
            if name:
                stack.enter_context(SWITCHES[name](assistant))
            figures = fully_right(assistant, cases)
        shown = " | ".join(f"{value:.3f}" for value in figures.values())
        print(f"| {name or '(nothing)'} | {shown} |", flush=True)


if __name__ == "__main__":
    main()
