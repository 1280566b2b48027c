"""The staff's requests that no page event can make: signing in and out, uploads, the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, Response

from assistant.api.guard import SESSION_COOKIE, caller_of
from assistant.backend import Backend
from assistant.library.drafts import Drafts
from assistant.web.staff import staff_of
from index.errors import AccessError, InputError, TiaowenError
from index.readers import MAX_FILE_BYTES

_MAX_FIELD = 400
#: The report is a page of its own: it may draw and fold, but neither run scripts nor load anything.
_REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


def staff_routes(backend: Backend, drafts: Drafts) -> APIRouter:
    """Return the routes below ``/staff``."""
    router = APIRouter(prefix="/staff", include_in_schema=False)

    @router.post("/sign-in")
    def sign_in(
        request: Request,
        name: Annotated[str, Form(max_length=_MAX_FIELD)],
        password: Annotated[str, Form(max_length=_MAX_FIELD)],
    ) -> Response:
        try:
            token = backend.accounts.sign_in(name, password, caller_of(request).address)
        except TiaowenError as error:
            return _told(error)
        response = JSONResponse({"ok": True})
        secure = request.url.scheme == "https"
        response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="lax", secure=secure)
        return response

    @router.post("/sign-out")
    def sign_out(request: Request) -> Response:
        backend.accounts.sign_out(request.cookies.get(SESSION_COOKIE, ""))
        response = JSONResponse({"ok": True})
        response.delete_cookie(SESSION_COOKIE)
        return response

    @router.post("/upload")
    def upload(request: Request, file: UploadFile) -> Response:
        try:
            principal = staff_of(request, backend)
            content = file.file.read(MAX_FILE_BYTES + 1)
            if len(content) > MAX_FILE_BYTES:
                raise InputError(f"文件超过 {MAX_FILE_BYTES // 1024**2} MB，请拆分后再上传。")
            draft = drafts.keep(file.filename or "", content)
            backend.publications.note(draft.name, "upload", actor=principal.name)
        except TiaowenError as error:
            return _told(error)
        return JSONResponse({"draft": draft.identifier, "name": draft.name})

    @router.get("/evaluation")
    def evaluation(request: Request) -> Response:
        try:
            staff_of(request, backend)
        except TiaowenError as error:
            return _told(error)
        report = newest_report(backend.settings.eval_dir)
        if report is None:
            return HTMLResponse("还没有评测报告。", status_code=404)
        headers = {"content-security-policy": _REPORT_POLICY}
        return HTMLResponse(report.read_text(encoding="utf-8"), headers=headers)

    return router


def newest_report(directory: Path) -> Path | None:
    """Return the page that the last evaluation wrote below a directory, ``None`` without one."""
    pages = directory.rglob("report.html") if directory.is_dir() else iter(())
    return max(pages, key=lambda page: page.stat().st_mtime, default=None)


def _told(error: TiaowenError) -> JSONResponse:
    status = error.status if isinstance(error, AccessError) else 400
    return JSONResponse({"message": str(error)}, status_code=status)
