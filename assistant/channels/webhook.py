"""The signed webhook for any system of one's own."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.channels.message import Incoming, check_age, check_signature, without_mention
from index.errors import InputError


class WebhookMessage(BaseModel):
    """The body of a request."""

    model_config = ConfigDict(extra="forbid")

    sender: Annotated[str, Field(min_length=1, max_length=64)]
    conversation: Annotated[str, Field(max_length=64)] = ""
    text: Annotated[str, Field(min_length=1, max_length=20_000)]


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the hexadecimal HMAC-SHA256 of timestamp, full stop and body."""
    signed = timestamp.encode("utf-8", "replace") + b"." + body
    return hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).hexdigest()


def read(headers: Mapping[str, str], body: bytes, secret: str) -> Incoming:
    """Return the message of a signed request.

    Raises:
        AccessError: the signature is wrong or too old.
        InputError: the body is no message.
    """
    timestamp = headers.get("x-tiaowen-timestamp", "")
    given = headers.get("x-tiaowen-signature", "")
    check_age(timestamp)
    check_signature(given, signature(secret, timestamp, body))
    try:
        message = WebhookMessage.model_validate_json(body)
    except ValidationError as error:
        raise InputError("消息应是 JSON：sender、text，可有 conversation。") from error
    return Incoming(message.sender, message.conversation, without_mention(message.text), given)
