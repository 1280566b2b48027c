"""A file is read as what it is, whatever its name says."""

import email.message
import zipfile

import pytest

from index.errors import DocumentError
from index.readers import READABLE_SUFFIXES, read
from index.readers.formats import format_of
from tests.index.readers.pdf_writer import PdfPage, pdf_bytes

PAGE = (
    "<html><body><div>"
    + "<p>一、给予一次性奖励50万元，所需资金由财政安排。</p>" * 5
    + "</div></body></html>"
)


def write(tmp_path, name: str, data: bytes):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def packed(tmp_path, name: str, *parts: str):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as package:
        for part in parts:
            package.writestr(part, "<a/>")
    return path


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("政策.doc", b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "html"),
        ("政策.xls", b"<html xmlns:x='y'>", "html"),
        ("政策.txt", b"<html>", "text"),
        ("政策.docx", pdf_bytes([PdfPage()]), "pdf"),
        ("政策.doc", b"{\\rtf1 a}", "old_text"),
        (
            "政策.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1WordDocument".replace(b"W", b"W\0"),
            "old_text",
        ),
        ("政策.HTM", b"From: a\r\nSubject: b\r\nMIME-Version: 1.0\r\n", "mhtml"),
    ],
)
def test_the_content_decides(tmp_path, name, data, form):
    assert format_of(data, write(tmp_path, name, data)) == form


@pytest.mark.parametrize(
    ("part", "form"),
    [("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("OFD.xml", "ofd")],
)
def test_packages_are_told_by_their_parts(tmp_path, part, form):
    path = packed(tmp_path, "政策.doc", part)
    assert format_of(path.read_bytes(), path) == form


def test_archives_pictures_and_passwords_are_refused(tmp_path):
    with pytest.raises(DocumentError, match="文件“包.zip”是压缩包"):
        read(packed(tmp_path, "包.zip", "a.txt"))
    with pytest.raises(DocumentError, match="文件“图.jpg”的格式不受支持"):
        read(write(tmp_path, "图.jpg", b"\xff\xd8\xff"))
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(DocumentError, match="文件“密.docx”有打开密码，请解除密码"):
        read(write(tmp_path, "密.docx", locked))


def test_a_page_saved_as_one_file(tmp_path):
    message = email.message.EmailMessage()
    message["Subject"] = "政策"
    message.set_content(PAGE, subtype="html", charset="gb18030")
    message.add_related(b"\x89PNG", "image", "png")
    source = read(write(tmp_path, "政策.mht", message.as_bytes()))
    assert source.text.split("\n") == ["一、给予一次性奖励50万元，所需资金由财政安排。"] * 5
    with pytest.raises(DocumentError, match="没有网页内容"):
        read(write(tmp_path, "空.mht", b"MIME-Version: 1.0\r\n\r\n"))


def test_every_readable_ending_has_a_reader():
    assert {".txt", ".md", ".html", ".pdf", ".docx", ".xlsx", ".ofd", ".doc", ".wps"} <= set(
        READABLE_SUFFIXES
    )
