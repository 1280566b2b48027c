"""What every channel's message comes down to, and the words of a reply."""

from __future__ import annotations

import hmac
import re
import time
from dataclasses import dataclass

from assistant.answer import Answer
from index.errors import AccessError

#: A signature older than this, or from the future, is not taken.
MAX_AGE_SECONDS = 300
_MENTION = re.compile(r"^\s*(?:@\S+\s+)+")
_BAD_SIGNATURE = "签名不对或已过期。"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One question from a group; ``identifier`` tells a repeated delivery."""

    sender: str
    conversation: str
    text: str
    identifier: str


def without_mention(text: str) -> str:
    """Return a group message without the robot's name in front."""
    return _MENTION.sub("", text).strip()


def reply_text(answer: Answer, *, max_bytes: int) -> str:
    """Return an answer as one message, the choices of a question back below, cut to size."""
    text = answer.text
    if answer.choices:
        text += "\n" + "\n".join(f"· {choice}" for choice in answer.choices)
    encoded = text.encode("utf-8")
    if len(encoded) <= max_bytes:
        return text
    more = "……（内容较长，请到网页查看全文）"
    room = max_bytes - len(more.encode("utf-8"))
    return encoded[:room].decode("utf-8", "ignore") + more


def check_age(seconds: str, *, unit: int = 1, now: float | None = None) -> None:
    """Raise ``AccessError`` unless a timestamp, in ``1/unit`` seconds, is of these minutes."""
    moment = time.time() if now is None else now
    if not seconds.isascii() or not seconds.isdigit() or len(seconds) > 16:
        raise AccessError(_BAD_SIGNATURE, status=401)
    if abs(moment - int(seconds) / unit) > MAX_AGE_SECONDS:
        raise AccessError(_BAD_SIGNATURE, status=401)


def check_signature(given: str, right: str) -> None:
    """Raise ``AccessError`` unless two signatures are the same, in constant time."""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), right.encode("ascii")):
        raise AccessError(_BAD_SIGNATURE, status=401)
