"""The eligibility page: from a few sentences to reasons, and a file to take along."""

from __future__ import annotations

import io

import pytest
from docx import Document

pytestmark = pytest.mark.browser

FACTS = "我们是衢州的规上工业企业，去年营业收入8000万元，研发费用310万元，研发费用增长了25%。"


def test_facts_are_matched_with_reasons_and_answers_refine_them(visitor, shot):
    seen = visitor("/checkup")
    page = seen.page
    page.get_by_label("您的情况").fill(FACTS)
    page.get_by_role("button", name="开始体检").click()
    found = page.locator(".ti-match", has_text="支持企业加大研发投入")
    found.wait_for()
    assert "研发费用310万元÷营业收入8000万元=3.875%" in found.inner_text()
    assert "可以享受" not in page.locator(".ti-checkup").inner_text()
    shot(page, "checkup")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 Word").click()
    document = Document(io.BytesIO(waiting.value.path().read_bytes()))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "符合" in words and "市科技局" in words
    asked = page.locator(".ti-asks li").filter(has=page.get_by_role("button", name="否")).first
    question = asked.locator("span").first.inner_text()
    asked.get_by_role("button", name="否").click()
    page.locator(".ti-asks", has_text=question).wait_for(state="detached")
    assert seen.problems == [] and seen.outside == []


def test_the_form_comes_from_the_clauses_and_an_empty_one_is_told(visitor):
    page = visitor("/checkup").page
    page.get_by_role("button", name="开始体检").click()
    page.get_by_text("请先写几句您的情况").wait_for()
    page.get_by_text("按项填写数字").click()
    page.get_by_label("研发费用（万元）", exact=True).fill("许多")
    page.get_by_role("button", name="开始体检").click()
    page.get_by_text("“研发费用”请填数字").wait_for()
    page.get_by_text("勾选资格和情况").click()
    page.get_by_label("输入几个字筛选").fill("低收入")
    assert page.locator(".ti-picks li:visible").all_inner_texts() == ["低收入家庭"]
