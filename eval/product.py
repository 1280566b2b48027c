"""Put the product itself to the questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.service import PolicyAssistant
from eval.metrics import AnswerJson


class ProductAsker:
    """The assistant as it is served; the earlier turns are answered along the way."""

    name = "tiaowen"
    label = "条问"

    def __init__(self, assistant: PolicyAssistant) -> None:
        self._assistant = assistant

    def ask(self, utterances: Sequence[str], as_of: date | None) -> AnswerJson:
        """Answer the last utterance in the contract's shape."""
        return self._assistant.converse(utterances, as_of=as_of).to_json()
