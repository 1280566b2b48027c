"""Cells that a spreadsheet program would run are made harmless."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assistant.web.spreadsheet import safe_cell, workbook


def test_what_looks_like_a_formula_becomes_text():
    assert safe_cell("=1+1") == "'=1+1"
    assert safe_cell(" @SUM(A1)") == "' @SUM(A1)"
    assert safe_cell("－5%") == "'－5%"
    assert safe_cell("给予30万元") == "给予30万元"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_no_cell_begins_as_a_formula_and_every_text_can_be_saved(text):
    sheet = load_workbook(io.BytesIO(workbook("条款", [("原文", 20)], [[text]]))).active
    cell = sheet["A3"]
    assert cell.value is None or str(cell.value).lstrip()[:1] not in tuple("=+-@＝＋－＠")
    assert cell.data_type != "f"
