"""A pdf is read in a process of its own, bounded in time and memory."""

import pytest

from index.errors import DocumentError
from index.readers import apart, read
from tests.index.readers.pdf_writer import PdfPage, pdf_bytes

WORDS = "对购买新能源汽车的消费者给予每辆5000元补贴，所需资金由市财政安排。"


@pytest.fixture
def path(tmp_path):
    page = PdfPage()
    page.paragraph(100, WORDS)
    path = tmp_path / "政策 文件.pdf"
    path.write_bytes(pdf_bytes([page, page]))
    return path


def test_text_pages_and_warnings_come_back(path):
    source = read(path)
    assert source.text == f"{WORDS}\n{WORDS}"
    assert source.pages == ((0, 1), (len(WORDS) + 1, 2))
    assert source.media_type == "application/pdf"
    assert source.warnings == ()


def test_errors_come_back_as_they_are(path):
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(DocumentError, match="^文件“政策 文件.pdf”已损坏或不是 pdf"):
        read(path)


def test_time_and_memory_are_bounded(monkeypatch, path):
    monkeypatch.setattr(apart, "MAX_BYTES", 60 * 1024**2)
    with pytest.raises(DocumentError, match="文件“政策 文件.pdf”读取时超出内存"):
        read(path)
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.01)
    monkeypatch.setattr(apart, "MAX_RECOGNITION_SECONDS", 0.01)
    with pytest.raises(DocumentError, match="文件“政策 文件.pdf”读取超时"):
        read(path)
