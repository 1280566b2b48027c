"""One shape for every error of the interface, with nothing of the machine in it."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index.errors import AccessError, InputError, TiaowenError

_log = logging.getLogger(__name__)

#: The code and the words of each status.
_KNOWN: dict[int, tuple[str, str]] = {
    400: ("bad_request", "请求不对。"),
    401: ("unauthorized", "需要密钥或登录。"),
    403: ("forbidden", "没有权限。"),
    404: ("not_found", "没有这个地址或内容。"),
    405: ("method_not_allowed", "这个地址不支持这种请求方法。"),
    406: ("not_acceptable", "给不出所要的格式。"),
    408: ("timeout", "请求没有在限定时间内发完。"),
    409: ("conflict", "已经处理过。"),
    413: ("too_large", "请求太大。"),
    415: ("unsupported_media_type", "请求体应是 JSON（Content-Type: application/json）。"),
    421: ("wrong_host", "不认识这个主机名。"),
    422: ("invalid_request", "请求的内容不符合要求。"),
    429: ("rate_limited", "请求太频繁，请稍后再试。"),
    500: ("internal_error", "服务出现意外错误，请稍后再试。"),
    503: ("unavailable", "服务暂时不可用，请稍后再试。"),
    504: ("timeout", "处理超时，请稍后再试。"),
}
#: The words for the kinds of mistakes that pydantic tells apart.
_MISTAKES = {
    "missing": "缺少",
    "extra_forbidden": "不认识",
    "json_invalid": "不是有效的 JSON",
    "string_too_long": "太长",
    "string_too_short": "太短",
    "too_long": "太多",
    "less_than_equal": "太大",
    "greater_than_equal": "太小",
}


class MissingError(InputError):
    """Nothing is there by the name that was given."""


def error_response(
    status: int, message: str | None = None, *, code: str | None = None,
    retry_after: int | None = None,
) -> JSONResponse:  # fmt: skip
    """Return an error in the contract's shape; OpenAI's clients read ``type`` and ``param``."""
    known_code, words = _KNOWN.get(status, _KNOWN[500 if status >= 500 else 400])
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    body: dict[str, Any] = {"code": code or known_code, "message": message or words}
    body |= {"type": known_code, "param": None}
    return JSONResponse({"error": body}, status_code=status, headers=headers)


def status_of(error: TiaowenError) -> int:
    """Return the fitting HTTP status."""
    if isinstance(error, AccessError):
        return error.status
    if isinstance(error, MissingError):
        return 404
    return 400 if isinstance(error, InputError) else 503


def install_errors(app: FastAPI) -> None:
    """Answer every failure of the interface in the one shape."""

    @app.exception_handler(TiaowenError)
    async def known(_: Request, error: TiaowenError) -> JSONResponse:
        retry_after = error.retry_after if isinstance(error, AccessError) else None
        return error_response(status_of(error), str(error), retry_after=retry_after)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        status = 400 if any(e["type"] == "json_invalid" for e in error.errors()) else 422
        return error_response(status, _mistakes(error))

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        response = error_response(error.status_code)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> JSONResponse:
        _log.error("request for %s failed", request.url.path, exc_info=error)
        return error_response(500)


def _mistakes(error: RequestValidationError) -> str:
    """Say what is wrong with each field, in words of ours alone."""
    told = []
    for mistake in error.errors()[:5]:
        place = ".".join(str(part)[:40] for part in mistake["loc"][1:]) or "请求体"
        told.append(f"{place}：{_MISTAKES.get(mistake['type'], '格式不对')}")
    return "请求的内容不符合要求（" + "；".join(told) + "）。"
