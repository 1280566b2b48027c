"""Answers a turn of a conversation and keeps the record by which it can be answered again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answer import Answer
from assistant.conversation import Turn
from assistant.llm import one_answer
from assistant.pinning import with_pinned
from assistant.privacy import masked_with, secrets_in
from assistant.service import PolicyAssistant, turn_of
from assistant.storage.conversations import HISTORY_TURNS, Conversations, NewRecord
from assistant.storage.pinned import PinnedAnswers
from assistant.storage.tables import new_id
from index.errors import InputError, QuestionError

#: What a program may call its conversation.
CONVERSATION_NAME = re.compile(r"[A-Za-z0-9_.:@-]{1,64}")
#: Neither has a place in a question, and databases refuse them.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Exchange:
    """An answer with the names under which it is kept."""

    answer: Answer
    record_id: str
    conversation_id: str

    def to_json(self) -> dict[str, Any]:
        """Return the contract's answer with both names."""
        line = self.answer.to_json(self.record_id)
        return {**line, "conversation_id": self.conversation_id}


class Dialogue:
    """Answer for every face: history in, pinned wording, record out; safe between threads."""

    def __init__(
        self,
        current: Callable[[], PolicyAssistant],
        conversations: Conversations,
        pinned: PinnedAnswers,
        observe: Callable[[Answer, str], None],
    ) -> None:
        """Take the assistant's provider, the stores, and who counts answers by channel."""
        self._current = current
        self._conversations = conversations
        self._pinned = pinned
        self._observe = observe

    def ask(
        self, question: str, *, owner: str, channel: str, conversation: str | None = None,
        as_of: date | None = None, drafted: Callable[[Answer], None] | None = None,
    ) -> Exchange:  # fmt: skip
        """Answer a turn of a stored conversation; a new one is begun where none is named.

        ``drafted`` is given what is known before a language model words it.

        Raises:
            QuestionError: the question is empty or too long.
            InputError: the conversation's name cannot be used.
            StorageError: the record cannot be kept.
        """
        name = conversation or new_id()
        if not CONVERSATION_NAME.fullmatch(name):
            raise InputError("conversation_id 只能用1到64个字母、数字和 _ . : @ -。")
        question = storable(question)
        history = self._conversations.history(owner, name) if conversation else ()
        answer = self._answer(self._current(), question, history, as_of, drafted)
        return self._keep(answer, history, owner, channel, name)

    def ask_turns(
        self, turns: Sequence[str], *, owner: str, channel: str, as_of: date | None = None
    ) -> Exchange:
        """Answer the last of several turns that the caller keeps itself.

        Raises what ``ask`` raises.
        """
        if not turns:
            raise QuestionError("问题是空的：请输入想问的内容。")
        assistant = self._current()
        history: tuple[Turn, ...] = ()
        with one_answer():
            for turn in turns[-HISTORY_TURNS:-1]:
                if turn.strip():
                    said = assistant.ask(
                        storable(turn), as_of=as_of, history=history, worded=False
                    )
                    history = (*history, turn_of(said))
            answer = self._answer(assistant, storable(turns[-1]), history, as_of)
        return self._keep(answer, history, owner, channel, new_id())

    def _answer(
        self, assistant: PolicyAssistant, question: str, history: tuple[Turn, ...],
        as_of: date | None, drafted: Callable[[Answer], None] | None = None,
    ) -> Answer:  # fmt: skip
        answer = assistant.ask(question, as_of=as_of, history=history, drafted=drafted)
        return with_pinned(answer, self._pinned, assistant.catalogue)

    def _keep(
        self, answer: Answer, history: tuple[Turn, ...], owner: str, channel: str, name: str
    ) -> Exchange:
        hidden = secrets_in(answer.question) | secrets_in(answer.standalone_question)
        kept = masked_with(answer.to_json(), hidden)
        turns = [replace(t, standalone=masked_with(t.standalone, hidden)) for t in history]
        record = self._conversations.keep(NewRecord(owner, channel, kept, turns, name))
        self._observe(answer, channel)
        return Exchange(answer, record, name)


def storable(text: str) -> str:
    """Return a text without control characters and broken halves of characters."""
    return _UNSTORABLE.sub("", text)
