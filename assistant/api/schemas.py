"""What requests hold: every text and list bounded, unknown fields refused in our own shapes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, model_validator

MAX_MESSAGES = 100
MAX_MESSAGE_CHARS = 20_000

Text = Annotated[str, Field(max_length=MAX_MESSAGE_CHARS)]
Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:@-]+$")]
RecordId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
PathId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class TextPart(BaseModel):
    """A piece of a message; pieces that are no text are left out."""

    model_config = ConfigDict(extra="ignore")

    type: str
    text: Text = ""


class Message(BaseModel):
    """A message in OpenAI's shape."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Text | Annotated[list[TextPart], Field(max_length=50)] | None = None

    @property
    def plain(self) -> str:
        """The message's words."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


Messages = Annotated[list[Message], Field(min_length=1, max_length=MAX_MESSAGES)]


class AskRequest(BaseModel):
    """A question, or the messages of a conversation that the caller keeps itself."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "新认定的国家高新技术企业奖励多少？", "as_of": "2024-06-01"},
                {"question": "那省级的呢？", "conversation_id": "desk-7"},
                {"messages": [{"role": "user", "content": "第十九条由谁负责？"}]},
            ]
        },
    )

    question: Text | None = None
    messages: Messages | None = None
    as_of: date | None = None
    conversation_id: Name | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> AskRequest:
        if (self.question is None) == (self.messages is None):
            raise ValueError("question or messages, not both")
        return self


class FeedbackRequest(BaseModel):
    """An opinion on an answer; ``id`` is the answer's."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"id": "0" * 32, "helpful": False, "reason": "金额不对"}]
        },
    )

    id: RecordId
    helpful: bool
    reason: Annotated[str, Field(max_length=1000)] = ""


def turns_of(messages: list[Message]) -> list[str]:
    """Return the asker's side of a conversation; what others said changes no rule."""
    said = (message.plain for message in messages if message.role == "user")
    return [words for words in said if words.strip()]
