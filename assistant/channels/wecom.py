"""企业微信: the encrypted callbacks of a self-built application."""

from __future__ import annotations

import base64
import hashlib
import os
import struct
import time
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree

from assistant.channels.message import Incoming, check_age, check_signature, without_mention
from index.errors import AccessError, InputError

#: What the platform takes in one text message.
MAX_BYTES = 2048
_BLOCK = 32
_RANDOM = 16


class Envelope:
    """Seal and open messages with the three secrets that the platform's console shows."""

    def __init__(self, *, token: str, aes_key: str, corp_id: str) -> None:
        """Take the secrets.

        Raises:
            InputError: the key is not the 43 characters of an EncodingAESKey.
        """
        try:
            self._key = base64.b64decode(f"{aes_key}=", validate=True)
        except ValueError as error:
            raise InputError("TIAOWEN_WECOM_AES_KEY 应是43位的 EncodingAESKey。") from error
        if len(self._key) != 32:
            raise InputError("TIAOWEN_WECOM_AES_KEY 应是43位的 EncodingAESKey。")
        self._token = token
        self._corp_id = corp_id.encode("utf-8")

    def open(self, query: Mapping[str, str], sealed: str, *, now: float | None = None) -> bytes:
        """Return what was sealed; raises ``AccessError`` where anything does not fit."""
        timestamp = query.get("timestamp", "")
        check_age(timestamp, now=now)
        right = self.signature(timestamp, query.get("nonce", ""), sealed)
        check_signature(query.get("msg_signature", ""), right)
        try:
            plain = self._decrypt(base64.b64decode(sealed, validate=True))
            (length,) = struct.unpack("!I", plain[_RANDOM : _RANDOM + 4])
            content = plain[_RANDOM + 4 : _RANDOM + 4 + length]
            receiver = plain[_RANDOM + 4 + length :]
        except (ValueError, struct.error) as error:
            raise AccessError("消息解不开。", status=401) from error
        if receiver != self._corp_id or len(content) != length:
            raise AccessError("消息不是发给这个企业的。", status=401)
        return content

    def seal(self, content: bytes, nonce: str) -> bytes:
        """Return a reply as the platform takes it."""
        timestamp = str(int(time.time()))
        plain = os.urandom(_RANDOM) + struct.pack("!I", len(content)) + content + self._corp_id
        missing = _BLOCK - len(plain) % _BLOCK
        encryptor = self._cipher().encryptor()
        body = encryptor.update(plain + bytes([missing]) * missing) + encryptor.finalize()
        sealed = base64.b64encode(body).decode("ascii")
        signature = self.signature(timestamp, nonce, sealed)
        return _xml(Encrypt=sealed, MsgSignature=signature, TimeStamp=timestamp, Nonce=nonce)

    def signature(self, timestamp: str, nonce: str, sealed: str) -> str:
        """Return the SHA-1 of token, timestamp, nonce and message, sorted and joined."""
        joined = "".join(sorted((self._token, timestamp, nonce, sealed)))
        return hashlib.sha1(joined.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))

    def _decrypt(self, body: bytes) -> bytes:
        decryptor = self._cipher().decryptor()
        padded = decryptor.update(body) + decryptor.finalize()
        if not padded or not 1 <= padded[-1] <= _BLOCK:
            raise ValueError("padding")
        return padded[: -padded[-1]]


def sealed_part(body: bytes) -> str:
    """Return the sealed message of a callback's body; raises ``InputError``."""
    return _fields(body).get("Encrypt", "")


def read(content: bytes) -> Incoming:
    """Return an opened message; ``text`` is empty where it is no text message.

    Raises:
        InputError: it is no message of the platform.
    """
    fields = _fields(content)
    sender = fields.get("FromUserName", "")
    if not sender:
        raise InputError("不是企业微信的消息。")
    text = without_mention(fields.get("Content", "")) if fields.get("MsgType") == "text" else ""
    identifier = fields.get("MsgId") or f"{sender}-{fields.get('CreateTime', '')}"
    return Incoming(sender, fields.get("AgentID", ""), text, identifier)


def reply(text: str, to: str, corp_id: str) -> bytes:
    """Return a passive reply in the platform's shape, not yet sealed."""
    return _xml(
        ToUserName=to,
        FromUserName=corp_id,
        CreateTime=str(int(time.time())),
        MsgType="text",
        Content=text,
    )


def _xml(**fields: str) -> bytes:
    root = etree.Element("xml")
    for name, value in fields.items():
        etree.SubElement(root, name).text = value
    return bytes(etree.tostring(root, encoding="utf-8"))


def _fields(body: bytes) -> dict[str, str]:
    # No entity is expanded and nothing outside is read.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("消息不是可用的 XML。") from error
    return {str(child.tag): child.text or "" for child in root}
