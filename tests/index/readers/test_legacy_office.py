"""Old office files are converted where LibreOffice is installed, and named where it is not."""

import shutil
import subprocess

import docx
import openpyxl
import pytest

from index.errors import DocumentError
from index.readers import legacy_office, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
needs_office = pytest.mark.skipif(
    legacy_office.program() is None, reason="LibreOffice is not installed here"
)


def old_file(tmp_path, source, suffix: str):
    """Save a file in an old format with LibreOffice itself."""
    subprocess.run(
        [
            str(legacy_office.program()),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(tmp_path / "old"),
            str(source),
        ],  # fmt: skip
        check=True,
        capture_output=True,
        timeout=120,
    )
    return tmp_path / "old" / f"{source.stem}.{suffix}"


@needs_office
def test_a_doc_file_keeps_text_numbers_and_tables(tmp_path):
    document = docx.Document()
    document.add_paragraph("某市人民政府文件")
    document.add_paragraph("给予每辆5000元补贴。", style="List Number")
    document.add_paragraph("给予每件1000元补贴。", style="List Number")
    table = document.add_table(1, 2, style="Table Grid")
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "措施", "市商务局"
    document.add_paragraph("附件：无")
    source = tmp_path / "policy.docx"
    document.save(source)
    path = old_file(tmp_path, source, "doc").rename(tmp_path / "-政策 文件.wps")
    assert read(path).text.split("\n") == [
        "某市人民政府文件",
        "1.给予每辆5000元补贴。",
        "2.给予每件1000元补贴。",
        "措施\t市商务局",
        "附件：无",
    ]


@needs_office
def test_an_xls_file_is_rows(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["措施", "补贴"])
    book.active.append(["购车", 5000])
    source = tmp_path / "table.xlsx"
    book.save(source)
    path = old_file(tmp_path, source, "xls")
    assert read(path).text == "措施\t补贴\n购车\t5000"


@needs_office
def test_a_damaged_doc_file_says_so(tmp_path):
    path = tmp_path / "政策.doc"
    path.write_bytes(OLE)
    with pytest.raises(DocumentError, match="文件“政策.doc”"):
        read(path)


@pytest.mark.parametrize(
    ("name", "data", "target"),
    [("政策.doc", OLE, "docx"), ("政策.rtf", b"{\\rtf1 x}", "docx"), ("表.xls", OLE, "docx"),
     ("表.et", OLE + "Workbook".encode("utf-16-le"), "xlsx")],
)  # fmt: skip
def test_without_the_program_the_file_says_what_to_do(monkeypatch, tmp_path, name, data, target):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert f"文件“{name}”" in str(caught.value)
    assert "需要安装 LibreOffice" in str(caught.value)
    assert f"另存为 {target}" in str(caught.value)


def test_a_conversion_that_hangs_is_ended(monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 &\nsleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    monkeypatch.setattr(legacy_office, "CONVERSION_SECONDS", 0.3)
    path = tmp_path / "政策.doc"
    path.write_bytes(OLE)
    with pytest.raises(DocumentError, match="转换超时"):
        read(path)
