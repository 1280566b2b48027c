"""Workbooks give the rows that their visible sheets show."""

import datetime
import zipfile

import openpyxl
import pytest

from index.errors import DocumentError
from index.readers import read
from index.readers.xlsx import MAX_ROWS


def save(tmp_path, book, name: str = "任务分工.xlsx"):
    path = tmp_path / name
    book.save(path)
    return path


def test_rows_are_tabbed_cells_as_shown(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "重点任务"
    sheet.append(["促进消费任务分工表"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "措施", "比例", "期限", "已公开"])
    sheet.append([1, "支持首店。\n奖励50万元。", 0.125, datetime.date(2024, 12, 31), True])
    sheet["C3"].number_format = "0.0%"
    sheet.append([None, None, None])
    sheet.append([2, "补贴", 3000.5, "长期"])
    other = book.create_sheet("Sheet2")
    other.append(["附注"])
    book.create_sheet("隐藏").append(["不可见"])
    book["隐藏"].sheet_state = "hidden"
    book.create_sheet("空表")
    source = read(save(tmp_path, book))
    assert source.text.split("\n") == [
        "重点任务",
        "促进消费任务分工表",
        "序号\t措施\t比例\t期限\t已公开",
        "1\t支持首店。 奖励50万元。\t12.5%\t2024年12月31日\t是",
        "2\t补贴\t3000.5\t长期",
        "附注",
    ]
    assert [page for _, page in source.pages] == [1, 2]
    assert source.page_at(source.text.index("附注")) == 2


def test_a_sheet_that_claims_to_be_huge_is_bounded(tmp_path):
    book = openpyxl.Workbook()
    book.active.cell(1_000_000, 16_000, "远")
    book.active.cell(1, 1, "近")
    source = read(save(tmp_path, book))
    assert source.text == "近"
    assert source.warnings == ("工作表“Sheet”在连续 1000 个空行之后的内容未读入",)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(MAX_ROWS + 2):
        sheet.append([number])
    with pytest.raises(DocumentError, match=f"超过 {MAX_ROWS} 行"):
        read(save(tmp_path, book))


def test_empty_and_damaged_books_say_so(tmp_path):
    with pytest.raises(DocumentError, match="没有文字"):
        read(save(tmp_path, openpyxl.Workbook()))
    path = save(tmp_path, openpyxl.Workbook())
    broken = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<x>" if name.endswith("workbook.xml") else old.read(name))
    with pytest.raises(DocumentError, match="文件“坏.xlsx”已损坏"):
        read(broken)


def test_entities_are_not_expanded(tmp_path):
    path = save(tmp_path, openpyxl.Workbook())
    bomb = tmp_path / "炸弹.xlsx"
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    sheet = (
        f'<!DOCTYPE w [<!ENTITY e0 "x">{entities}]><worksheet xmlns="http://schemas.openxmlformats'
        '.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e8;'
        "</t></is></c></row></sheetData></worksheet>"
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bomb, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    with pytest.raises(DocumentError, match="已损坏"):
        read(bomb)
