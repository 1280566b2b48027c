"""A conversation outlives a reload and a restart, belongs to one browser, and can be kept."""

from __future__ import annotations

import io
import urllib.error
import urllib.request

import pytest
from docx import Document

pytestmark = pytest.mark.browser

FIRST, SECOND = "第十九条的责任单位是谁？", "第二十条讲什么？"


def ask(page, question: str, turn: int = 0) -> None:
    page.get_by_label("您的问题").fill(question)
    page.get_by_label("您的问题").press("Enter")
    page.locator(".ti-lead").nth(turn).wait_for()


def test_a_reload_in_mid_conversation_keeps_it_and_the_next_question_goes_on(visitor):
    page = visitor().page
    ask(page, FIRST)
    page.get_by_role("button", name="复制", exact=True).click()
    page.get_by_text("答案和依据已复制").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="导出 Markdown").click()
    assert f"## {FIRST}" in waiting.value.path().read_text(encoding="utf-8")
    address = page.url
    page.reload()
    page.locator(".ti-lead").wait_for()
    assert page.locator(".ti-question").all_inner_texts() == [FIRST]
    ask(page, SECOND, 1)
    assert page.url == address
    page.get_by_role("link", name="新对话").click()
    page.locator(".ti-earlier").get_by_role("link", name=FIRST).click()
    page.locator(".ti-lead").nth(1).wait_for()


def test_a_lost_connection_is_told_in_chinese_and_loses_no_question(visitor):
    page = visitor().page
    ask(page, FIRST)
    page.route("**/gradio_api/queue/join*", lambda route: route.abort())
    page.get_by_label("您的问题").fill(SECOND)
    page.get_by_label("您的问题").press("Enter")
    page.get_by_text("问题已放回输入框").wait_for()
    assert page.get_by_label("您的问题").input_value() == SECOND
    assert "Connection" not in page.locator("body").inner_text()
    page.unroute("**/gradio_api/queue/join*")
    page.reload()
    page.locator(".ti-lead").wait_for()
    assert page.get_by_label("您的问题").input_value() == SECOND
    page.get_by_label("您的问题").press("Enter")
    page.locator(".ti-lead").nth(1).wait_for()
    assert page.get_by_label("您的问题").input_value() == ""


def test_two_visitors_never_see_each_other(visitor):
    one, other = visitor().page, visitor().page
    ask(one, FIRST)
    ask(other, SECOND)
    assert one.locator(".ti-question").all_inner_texts() == [FIRST]
    assert other.locator(".ti-question").all_inner_texts() == [SECOND]
    other.goto(one.url)
    other.get_by_text("找不到这段对话").wait_for()
    assert other.locator(".ti-earlier a").all_inner_texts() == [SECOND]
    download = one.url.replace("/?c=", "/download/conversation.md?c=")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(download)  # noqa: S310 - our own server


def test_a_shared_conversation_can_be_read_and_kept_but_not_continued(visitor):
    owner = visitor()
    page = owner.page
    ask(page, FIRST)
    page.get_by_role("button", name="分享链接").click()
    link = page.get_by_label("分享链接").last.input_value()
    page.get_by_role("button", name="复制链接").click()
    page.get_by_text("链接已复制").wait_for()
    reader = visitor().page
    reader.goto(link)
    reader.get_by_role("heading", name="别人分享的对话").wait_for()
    assert reader.locator(".ti-question").all_inner_texts() == [FIRST]
    assert reader.get_by_role("button", name="没用").count() == 0
    with reader.expect_download() as waiting:
        reader.get_by_role("link", name="导出 Word").click()
    document = Document(io.BytesIO(waiting.value.path().read_bytes()))
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color]
    assert marked and marked[0] in "".join(p.text for p in document.paragraphs)
    ask(reader, SECOND)
    reader.wait_for_url("**/?c=*")
    assert reader.locator(".ti-question").all_inner_texts() == [SECOND]


def test_an_opinion_with_its_reason_is_kept_and_a_conversation_can_be_deleted(visitor, shot, site):
    page = visitor().page
    ask(page, "杭州的购房补贴多少？")
    page.get_by_text("为什么不能回答").click()
    page.get_by_text("条问只依据已收入的文件回答").wait_for()
    page.get_by_role("button", name="没用").click()
    page.get_by_label("没答到点上").check()
    page.get_by_label("补充说明").fill("=我问的是衢州")
    shot(page, "chat-refusal")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("谢谢，您的意见已记下。").wait_for()
    opinion = site.backend.feedback.recent()[0]
    assert (opinion.helpful, opinion.reason) == (False, "没答到点上：=我问的是衢州")
    page.get_by_role("link", name="新对话").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="删除“杭州的购房补贴多少？”").click()
    page.locator(".ti-earlier").wait_for(state="detached")


def test_a_question_that_names_nothing_is_asked_back_with_choices(visitor):
    page = visitor().page
    ask(page, "补贴多少")
    choices = page.locator(".ti-choices button")
    choices.first.wait_for()
    chosen = choices.first.inner_text()
    choices.first.click()
    page.locator(".ti-lead").nth(1).wait_for()
    assert page.locator(".ti-question").nth(1).inner_text() == chosen
