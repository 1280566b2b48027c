"""Lets a language model complete a follow-up; only the asker's own words may come of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation import Turn
from assistant.llm import LanguageModel
from assistant.metrics import LLM_CALLS
from assistant.privacy import mask
from assistant.sentence_checks import fenced
from assistant.verify import numbers_in
from index.errors import ModelError
from index.places import places_in
from index.tokenization import normalize, tokenize
from prompts import load_prompt

_TURNS = 5
_MAX_CHARS = 200


class FollowUpWriter:
    """Rewrite a follow-up as a question of its own, or leave it to the rules."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    def rewrite(self, question: str, history: Sequence[Turn]) -> str | None:
        """Return the completed question, ``None`` where the model fails or adds anything."""
        earlier = [turn.standalone for turn in history[-_TURNS:]]
        prompt = load_prompt("rewrite_follow_up").render(
            history="\n".join(fenced(mask(said)) for said in earlier),
            question=fenced(mask(question)),
        )
        try:
            written = self._model.complete(
                load_prompt("rewrite_follow_up_rules").render(), prompt, use="rewrite"
            )
        except ModelError:
            return None
        holds = _adds_nothing(written, question, earlier)
        LLM_CALLS.labels("rewrite", "kept" if holds else "rejected").inc()
        return written if holds else None


def _adds_nothing(written: str, question: str, earlier: Sequence[str]) -> bool:
    """Tell whether every word, number and place was said, and the last question's words stay."""
    if not written or len(written) > _MAX_CHARS or "\n" in written:
        return False
    said = normalize("\n".join([question, *earlier]))
    if any(number not in numbers_in(said) for number in numbers_in(written)):
        return False
    if any(place not in said for place in places_in(normalize(written))):
        return False
    if any(number not in numbers_in(written) for number in numbers_in(question)):
        return False
    return all(word in said for word in tokenize(written) if word[0] != "=")
