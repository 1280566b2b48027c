"""钉钉: the outgoing robot's messages and replies."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.channels.message import Incoming, check_age, check_signature, without_mention
from index.errors import InputError

#: What the platform takes in one text message.
MAX_BYTES = 18_000


class _Text(BaseModel):
    model_config = ConfigDict(extra="ignore")

    content: Annotated[str, Field(max_length=20_000)] = ""


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore")

    msgtype: str
    text: _Text = _Text()
    msg_id: Annotated[str, Field(alias="msgId", max_length=200)]
    conversation_id: Annotated[str, Field(alias="conversationId", max_length=200)]
    sender_id: Annotated[str, Field(alias="senderId", max_length=200)]


def signature(secret: str, timestamp: str) -> str:
    """Return what the platform puts in the header ``sign``."""
    signed = f"{timestamp}\n{secret}".encode("utf-8", "replace")
    digest = hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


def read(headers: Mapping[str, str], body: bytes, secret: str) -> Incoming:
    """Return the message of a request; ``text`` is empty where it is no text message.

    Raises:
        AccessError: the signature is wrong or too old.
        InputError: the body is no message of the platform.
    """
    timestamp = headers.get("timestamp", "")
    check_age(timestamp, unit=1000)
    check_signature(headers.get("sign", ""), signature(secret, timestamp))
    try:
        message = _Message.model_validate_json(body)
    except ValidationError as error:
        raise InputError("不是钉钉机器人的消息。") from error
    text = without_mention(message.text.content) if message.msgtype == "text" else ""
    return Incoming(message.sender_id, message.conversation_id, text, message.msg_id)


def reply(text: str) -> dict[str, Any]:
    """Return a reply in the platform's shape."""
    return {"msgtype": "text", "text": {"content": text}}
