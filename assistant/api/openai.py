"""OpenAI's chat interface, so that any program made for it can ask; citations come along."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.guard import Asker, BackendOf, Pool
from assistant.api.schemas import Messages, turns_of
from assistant.dialogue import Exchange
from index.errors import InputError

router = APIRouter(prefix="/v1", tags=["OpenAI 兼容"])
MODEL = "tiaowen"
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+$")


class StreamOptions(BaseModel):
    """What else a stream tells."""

    model_config = ConfigDict(extra="ignore")

    include_usage: bool = False


class ChatRequest(BaseModel):
    """OpenAI's request; what steers a model's writing has no meaning here and is left out."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "model": MODEL,
                    "messages": [{"role": "user", "content": "第十九条由谁负责？"}],
                    "stream": False,
                }
            ]
        },
    )

    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: Messages
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=1)] | None = None


@router.get("/models", summary="可用的模型名")
def models(_: Asker) -> dict[str, Any]:
    """List the one model."""
    return {
        "object": "list",
        "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "tiaowen"}],
    }


@router.post("/chat/completions", summary="对话补全", response_model=None)
async def chat(
    request: ChatRequest, backend: BackendOf, asker: Asker, pool: Pool
) -> JSONResponse | StreamingResponse:
    """Answer the last user message; a stream begins once the whole answer is checked."""
    turns = turns_of(request.messages)
    if not turns or request.messages[-1].role != "user":
        raise InputError("最后一条消息应是用户的问题（role 为 user）。")

    def answer() -> Exchange:
        return backend.dialogue.ask_turns(turns, owner=asker.owner, channel="openai")

    exchange = await pool.run(answer)
    usage = _usage(turns, exchange)
    if not request.stream:
        return JSONResponse(_completion(request, exchange, usage))
    told = usage if request.stream_options and request.stream_options.include_usage else None
    return StreamingResponse(
        _events(request, exchange, told),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


def _usage(turns: list[str], exchange: Exchange) -> dict[str, int]:
    """Count characters: no model's tokens are spent."""
    asked, told = sum(map(len, turns)), len(exchange.answer.text)
    return {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}


def _head(request: ChatRequest, exchange: Exchange, kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{exchange.record_id}",
        "object": kind,
        "created": int(time.time()),
        "model": request.model,
    }


def _completion(
    request: ChatRequest, exchange: Exchange, usage: dict[str, int]
) -> dict[str, Any]:
    line = exchange.to_json()
    message = {"role": "assistant", "content": exchange.answer.text, "refusal": None}
    message["citations"] = line["citations"]
    return {
        **_head(request, exchange, "chat.completion"),
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}],
        "usage": usage,
        "tiaowen": line,
    }


def _events(
    request: ChatRequest, exchange: Exchange, usage: dict[str, int] | None
) -> Iterator[str]:
    head = _head(request, exchange, "chat.completion.chunk")
    citations = exchange.to_json()["citations"]
    yield _event({**head, "choices": [_delta({"role": "assistant", "content": ""})]})
    for piece in _SENTENCE.findall(exchange.answer.text):
        yield _event({**head, "choices": [_delta({"content": piece})]})
    last = {**head, "citations": citations}
    yield _event({**last, "choices": [_delta({"citations": citations}, "stop")]})
    if usage is not None:
        yield _event({**last, "choices": [], "usage": usage})
    yield "data: [DONE]\n\n"


def _delta(delta: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}


def _event(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"
