"""What the server lets nobody do, whatever the framework behind the pages offers."""

from __future__ import annotations

import httpx
import pytest

from assistant.web.shell import reshape


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=https://example.com",
        "/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/runs", "/gradio_api/deep_link",
        "/monitoring/summary", "/docs", "/redoc", "/staff/upload", "/web/../site.py",
    ],
)  # fmt: skip
def test_spare_routes_are_shut(site, path):
    assert httpx.get(site.url + path).status_code in (404, 405)
    assert httpx.post(site.url + path, content=b"x").status_code >= 400


def test_a_body_too_large_is_refused_unread(site):
    answer = httpx.post(f"{site.url}/gradio_api/queue/join", content=b"{" * 600_000)
    assert answer.status_code == 413

    def endless():
        yield b"{"

    assert httpx.post(f"{site.url}/gradio_api/queue/join", content=endless()).status_code == 413


def test_pages_come_with_their_security_headers_and_a_cookie_that_scripts_cannot_read(site):
    answer = httpx.get(site.url)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    again = httpx.get(site.url, headers={"cookie": cookie.split(";")[0]})
    assert "set-cookie" not in again.headers


def test_a_wrong_address_is_told_in_chinese_to_people_and_in_json_to_programs(site):
    page = httpx.get(f"{site.url}/nothing", headers={"accept": "text/html"})
    assert page.status_code == 404 and "没有这个页面" in page.text
    program = httpx.get(f"{site.url}/api/clauses/none", headers={"accept": "text/html"})
    assert program.status_code == 404 and "error" in program.json()


@pytest.mark.parametrize("path", ["/", "/clauses", "/checkup", "/documents", "/figures"])
def test_a_page_names_no_other_host(site, path):
    page = httpx.get(site.url + path).text
    assert 'lang="zh-CN"' in page and '<body id="ti"' in page
    head = page.split("window.gradio_config")[0]
    assert "http" not in head.replace(site.url, "")


def test_downloads_tell_in_one_line_what_is_wrong(site):
    wrong = httpx.get(f"{site.url}/download/clauses.xlsx", params={"least": "很多"})
    assert (wrong.status_code, wrong.text) == (400, "金额请填数字，单位是万元，例如 30。")
    assert httpx.get(f"{site.url}/download/conversation.exe").status_code == 404
    assert httpx.get(f"{site.url}/download/conversation.md", params={"c": "x"}).status_code == 404
    broken = httpx.post(f"{site.url}/download/checkup.docx", data={"facts": "{"})
    assert broken.status_code == 400


def test_what_the_framework_says_of_itself_is_dropped():
    page = '<html lang="en"><meta property="og:title" content="Gradio" /></head><body></html>'
    shown = reshape(page)
    assert "Gradio" not in shown and 'lang="zh-CN"' in shown
