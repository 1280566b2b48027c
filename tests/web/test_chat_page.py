"""The chat page in a real browser: an answer with its marked citation, and nothing from outside."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def ask(page, question: str) -> None:
    page.get_by_label("您的问题").fill(question)
    page.get_by_label("您的问题").press("Enter")


def test_a_question_gets_its_answer_and_its_marked_clause(visitor, shot):
    seen = visitor()
    page = seen.page
    page.get_by_role("heading", name="您想了解哪项政策？").wait_for()
    shot(page, "chat-welcome")
    ask(page, "第十九条的责任单位是谁？")
    page.locator(".ti-lead").wait_for()
    card = page.locator(".ti-card").first
    assert "市科技局" in page.locator(".ti-answer").inner_text()
    assert card.locator("h4").inner_text().startswith("（十九）")
    assert card.locator("mark").inner_text()
    assert "衢政发〔2024〕7号" in card.inner_text()
    assert card.locator(".ti-badge").inner_text() == "已过期"
    shot(page, "chat-answer")
    assert seen.outside == []
    assert seen.problems == []


def test_a_phone_shows_the_answer_above_its_clause(visitor, shot):
    page = visitor(width=390, height=844).page
    page.locator("[data-ask]", has_text="负责哪些条款").click()
    page.locator(".ti-card").first.wait_for()
    shot(page, "chat-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    answer, card = (page.locator(name).first.bounding_box() for name in (".ti-answer", ".ti-card"))
    assert card["y"] >= answer["y"] + answer["height"]


def test_what_a_visitor_types_is_shown_as_text_and_never_runs(visitor):
    seen = visitor()
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>${alert(3)}{{#each x}}"
    seen.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    ask(seen.page, hostile)
    seen.page.locator(".ti-answer, .ti-problem").first.wait_for()
    assert seen.page.locator(".ti-question").inner_text() == hostile
    assert seen.problems == []


def test_the_page_is_ours_and_chinese(visitor):
    page = visitor().page
    page.get_by_label("您的问题").wait_for()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.title() == "问政策 · 条问"
    assert "gradio" not in page.locator("body").inner_text().lower()
    assert page.locator("footer").count() == 0
