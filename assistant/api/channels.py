"""The addresses that group chats call; a channel without its secret is not there."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.accounts.roles import Principal
from assistant.api.errors import MissingError
from assistant.api.guard import BackendOf, Pool
from assistant.api.pool import AnswerPool
from assistant.backend import Backend
from assistant.channels import dingtalk, webhook, wecom
from assistant.channels.message import Incoming, reply_text
from assistant.dialogue import Exchange, storable
from index.errors import AccessError, InputError

router = APIRouter(prefix="/channels", tags=["群机器人"])
_NO_TEXT = "我只看得懂文字，请直接输入您的问题。"


@router.post("/webhook", summary="签名的通用消息")
async def generic(request: Request, backend: BackendOf, pool: Pool) -> JSONResponse:
    """Answer a signed message of any system."""
    secret = backend.settings.webhook_secret
    if secret is None:
        raise MissingError("没有启用这个渠道。")
    message = webhook.read(request.headers, await request.body(), secret.get_secret_value())
    exchange = await _answer(backend, pool, "webhook", message)
    if exchange is None:
        raise AccessError("这条消息已经处理过。", status=409)
    return JSONResponse(exchange.to_json())


@router.post("/dingtalk", summary="钉钉机器人")
async def from_dingtalk(request: Request, backend: BackendOf, pool: Pool) -> JSONResponse:
    """Answer a message of a 钉钉 group."""
    secret = backend.settings.dingtalk_secret
    if secret is None:
        raise MissingError("没有启用这个渠道。")
    message = dingtalk.read(request.headers, await request.body(), secret.get_secret_value())
    text = await _reply(backend, pool, "dingtalk", message, dingtalk.MAX_BYTES)
    return JSONResponse({"msgtype": "empty"} if text is None else dingtalk.reply(text))


@router.get("/wecom", summary="企业微信验证接收地址")
async def verify_wecom(request: Request, backend: BackendOf) -> Response:
    """Return the opened echo by which the platform checks the address."""
    envelope, _ = _wecom(backend)
    query = request.query_params
    return Response(envelope.open(query, query.get("echostr", "")), media_type="text/plain")


@router.post("/wecom", summary="企业微信自建应用")
async def from_wecom(request: Request, backend: BackendOf, pool: Pool) -> Response:
    """Answer a message of 企业微信."""
    envelope, corp_id = _wecom(backend)
    query: Mapping[str, str] = request.query_params
    message = wecom.read(envelope.open(query, wecom.sealed_part(await request.body())))
    text = await _reply(backend, pool, "wecom", message, wecom.MAX_BYTES)
    if text is None:
        return Response("", media_type="text/plain")
    sealed = envelope.seal(wecom.reply(text, message.sender, corp_id), query.get("nonce", ""))
    return Response(sealed, media_type="application/xml")


def _wecom(backend: Backend) -> tuple[wecom.Envelope, str]:
    settings = backend.settings
    token, key, corp_id = settings.wecom_token, settings.wecom_aes_key, settings.wecom_corp_id
    if token is None or key is None or not corp_id:
        raise MissingError("没有启用这个渠道。")
    envelope = wecom.Envelope(
        token=token.get_secret_value(), aes_key=key.get_secret_value(), corp_id=corp_id
    )
    return envelope, corp_id


async def _reply(
    backend: Backend, pool: AnswerPool, channel: str, message: Incoming, max_bytes: int
) -> str | None:
    """Return the words to reply, ``None`` for a message delivered twice."""
    if not message.text:
        return _NO_TEXT
    try:
        exchange = await _answer(backend, pool, channel, message)
    except (InputError, AccessError) as error:
        return str(error)
    return None if exchange is None else reply_text(exchange.answer, max_bytes=max_bytes)


async def _answer(
    backend: Backend, pool: AnswerPool, channel: str, message: Incoming
) -> Exchange | None:
    """Answer a message once; each sender in each group has a conversation of their own."""
    if not await run_in_threadpool(backend.deliveries.is_first, channel, message.identifier):
        return None
    sender = f"{channel}:{_short(message.sender)}"
    limit = backend.access.rules.per_minute_address
    principal = Principal(sender, "asker", sender, sender, limit)
    await run_in_threadpool(backend.limiter.admit, principal)

    def ask() -> Exchange:
        return backend.dialogue.ask(
            storable(message.text),
            owner=sender,
            channel=channel,
            conversation=_short(message.conversation or "direct"),
        )

    return await pool.run(ask)


def _short(name: str) -> str:
    """Return a platform's name as one that tables hold; it also hides who the sender is."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:32]
