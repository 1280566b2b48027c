"""Every page passes axe, WCAG 2.1 A and AA with the best practices, at both text sizes."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    },
    "resultTypes": ["violations", "passes"],
}


def violations(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    response = Axe().run(page, options=OPTIONS).response
    assert len(response["passes"]) > 15
    found = response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


def fits_a_phone(page) -> None:
    """Nothing is wider than a phone, in the larger text size too."""
    page.set_viewport_size({"width": 390, "height": 844})
    large = page.get_by_role("button", name="大字")
    if large.get_attribute("aria-pressed") == "false":
        large.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_chat(visitor):
    page = visitor().page
    page.get_by_label("您的问题").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="第十九条的责任单位是谁？").click()
    page.locator(".ti-card").first.wait_for()
    assert violations(page) == []
    fits_a_phone(page)


def test_the_search(visitor):
    page = visitor("/clauses?q=企业").page
    page.locator(".ti-detail").wait_for()
    page.get_by_role("button", name="大字").click()
    assert violations(page) == []
    fits_a_phone(page)


def test_the_checkup(visitor):
    page = visitor("/checkup", width=390, height=844).page
    page.get_by_role("button", name="企业的例子").click()
    page.locator(".ti-checkup").wait_for()
    assert violations(page) == []
    fits_a_phone(page)


def test_the_staff_pages(visitor):
    page = visitor("/documents").page
    page.locator("[data-look]").first.click()
    page.locator(".ti-file").wait_for()
    for folded in page.locator("details > summary").all():
        folded.click()
    assert violations(page) == []
    fits_a_phone(page)
    page.goto(page.url.replace("/documents", "/figures"))
    page.locator(".ti-figures-page").wait_for()
    assert violations(page) == []
    fits_a_phone(page)


def test_a_dark_system_gets_the_light_pages_and_readable_ones(visitor):
    page = visitor().page
    page.emulate_media(color_scheme="dark")
    page.reload()
    page.get_by_role("button", name="第十九条的责任单位是谁？").click()
    page.locator(".ti-card").first.wait_for()
    assert violations(page) == []


def test_the_keyboard_reaches_everything_in_order(visitor):
    page = visitor().page
    page.get_by_label("您的问题").wait_for()
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 6)"))
    assert names[0] == "跳到输入框"
    assert names[2] == "问政策"
