"""The search page in a real browser: results while typing, the card, the table, the file."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

pytestmark = pytest.mark.browser


def search(page, words: str, heading: str) -> None:
    page.get_by_label("条款号").fill(words)
    page.locator(".ti-found p", has_text=heading).wait_for()


def test_typing_finds_and_the_keyboard_alone_copies_the_card(visitor, shot):
    seen = visitor("/clauses")
    page = seen.page
    page.locator(".ti-list").wait_for()
    search(page, "研发费用 补助", "写有“研发费用 补助”的1条")
    assert page.locator(".ti-list mark").first.inner_text() == "研发费用"
    shot(page, "clauses")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("[data-clause]").nth(1)
    title = second.locator("strong").inner_text()
    page.locator("#ti-detail-title", has_text=title[-6:]).wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("口径已复制").wait_for()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "ti-q"
    assert "q=" in page.url
    # Enter may come before the clause has been fetched.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    third = page.locator("[data-clause]").nth(2).locator("strong").inner_text()
    page.locator("#ti-detail-title", has_text=third[-6:]).wait_for()
    page.get_by_text("口径已复制").wait_for()
    assert seen.outside == [] and seen.problems == []


def test_a_list_question_is_a_table_and_a_safe_file(visitor, shot, site):
    page = visitor("/clauses").page
    page.locator(".ti-list").wait_for()
    search(page, "市科技局负责哪些条款", "市科技局负责的条款共16条")
    assert page.locator(".ti-table tbody tr").count() == 16
    shot(page, "clauses-table")
    page.locator(".ti-table tbody tr").nth(2).get_by_text("市科技局").click()
    page.locator("#ti-detail-title", has_text="（十二）").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="导出表格").click()
    assert waiting.value.suggested_filename == "条款.xlsx"
    sheet = load_workbook(io.BytesIO(waiting.value.path().read_bytes())).active
    assert sheet.max_row == 2 + 16
    assert "市科技局负责的条款共16条" in sheet["A1"].value
    page.get_by_label("责任单位").select_option("市委人才办")
    page.locator(".ti-found p", has_text="其中符合筛选的3条").wait_for()


def test_filters_narrow_and_the_address_leads_back(visitor):
    page = visitor("/clauses").page
    page.get_by_label("责任单位").select_option("市科技局")
    page.locator(".ti-found p", has_text="共16条").wait_for()
    page.get_by_label("按哪天判断有效").fill("2024.6.1")
    page.get_by_label("按哪天判断有效").blur()
    page.locator(".ti-in_force").first.wait_for()
    assert page.get_by_label("按哪天判断有效").input_value() == "2024年6月1日"
    page.get_by_label("按哪天判断有效").fill("2024年2月30日")
    page.get_by_label("按哪天判断有效").blur()
    page.get_by_text("日期请写成").wait_for()
    assert page.get_by_label("按哪天判断有效").input_value() == "2024年6月1日"
    page.get_by_label("金额不低于").fill("三十")
    page.get_by_label("金额不低于").press("Enter")
    page.get_by_text("金额请填数字").wait_for()
    page.get_by_role("button", name="清空筛选").click()
    page.locator(".ti-found p", has_text="共73条").wait_for()
    page.goto(page.url.split("?")[0] + "?q=19&as_of=2024-06-01")
    page.locator("#ti-detail-title", has_text="（十九）").wait_for()
    assert page.locator(".ti-detail .ti-badge").inner_text() == "现行有效"


def test_a_link_to_a_clause_that_is_gone_says_so(visitor):
    page = visitor("/clauses?clause=d0000000.m1").page
    page.get_by_text("这一条已不在当前的文件里").wait_for()


def test_a_phone_shows_a_clause_over_the_list(visitor, shot):
    page = visitor("/clauses?q=企业&validity=expired", width=390, height=844).page
    page.locator("[data-clause]").nth(1).wait_for()
    assert not page.get_by_label("责任单位").is_visible()
    page.get_by_text("筛选（已选1项）").click()
    page.get_by_role("button", name="清空筛选").click()
    page.wait_for_url("**/clauses?q=*")
    page.locator("[data-clause]").nth(1).click()
    page.get_by_role("button", name="返回结果").wait_for()
    shot(page, "clauses-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="返回结果").click()
    assert not page.locator(".ti-detail").is_visible()
