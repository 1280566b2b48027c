"""Scanned pages are read where the optional OCR is installed."""

import numpy as np
import pypdfium2
import pytest

from index.errors import DocumentError
from index.readers import ocr
from index.readers.pdf import read_pdf
from tests.index.readers.pdf_writer import LEADING, LEFT, LINE_CHARS, SIZE, PdfPage, pdf_bytes

WORDS = "（一）支持汽车消费。对购买新能源汽车的消费者给予每辆5000元补贴，所需资金由市财政安排。"
NOTICE = "根据某政发［2024】7号文件办理。"


def scan(tmp_path, *pages: PdfPage | None):
    """Save a file whose pages are pictures of the given ones, ``None`` for an empty page."""
    source = pypdfium2.PdfDocument(pdf_bytes([page or PdfPage() for page in pages]))
    target = pypdfium2.PdfDocument.new()
    for page in source:
        width, height = page.get_size()
        picture = pypdfium2.PdfImage.new(target)
        picture.set_bitmap(page.render(scale=200 / 72))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet = target.new_page(width, height)
        sheet.insert_obj(picture)
        sheet.gen_content()
    path = tmp_path / "扫描.pdf"
    target.save(path)
    return path


def read(path):
    return read_pdf(path.read_bytes(), path)


class Engine:
    """Finds the lines that were printed, with the boxes that RapidOCR would give."""

    def __call__(self, picture):
        if picture.min() > 200:
            return None, 0.0
        lines = [(WORDS[: LINE_CHARS - 2], 2), (WORDS[LINE_CHARS - 2 :], 0), (NOTICE, 2)]
        boxes = []
        for row, (words, indent) in enumerate(lines):
            wide = sum(0.5 if char.isascii() else 1 for char in words)
            left, top = LEFT + indent * SIZE, 100 + row * LEADING
            corners = np.array([(0, 0), (wide, 0), (wide, 1), (0, 1)]) * SIZE + (left, top)
            boxes.append(((corners * 200 / 72).tolist(), words, 0.98))
        boxes.append(([[0, 0], [9, 0], [9, 9], [0, 9]], "污渍", 0.2))
        return boxes, 0.1


def test_recognised_lines_become_paragraphs(monkeypatch, tmp_path):
    monkeypatch.setattr(ocr, "_engine", Engine)
    page = PdfPage()
    page.paragraph(100, WORDS)
    source = read(scan(tmp_path, page, None))
    assert source.text == f"{WORDS}\n根据某政发〔2024〕7号文件办理。"
    assert source.warnings == (
        "第 2 页没有文字，可能是扫描图片，未读入",
        "第 1 页由文字识别读入，请核对数字和名称",
    )


def test_without_it_the_file_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(ocr, "_engine", lambda: None)
    with pytest.raises(DocumentError, match="是扫描件或图片，请先做文字识别"):
        read(scan(tmp_path, None))


def test_the_number_of_pictures_is_bounded(monkeypatch, tmp_path):
    monkeypatch.setattr(ocr, "_engine", Engine)
    monkeypatch.setattr(ocr, "MAX_PICTURES", 1)
    with pytest.raises(DocumentError, match="有超过 1 页图片"):
        read(scan(tmp_path, None, None))


@pytest.mark.realdocs
@pytest.mark.skipif(not ocr.is_installed(), reason="the optional OCR is not installed")
def test_a_real_scan_is_read(shared_dir, tmp_path):
    source = pypdfium2.PdfDocument(shared_dir / "realdocs" / "raw" / "21_mingxi_pdf.pdf")
    picture = pypdfium2.PdfDocument.new()
    picture.import_pages(source, [1])
    path = tmp_path / "原件.pdf"
    picture.save(path)
    words = read(path).text
    page = pypdfium2.PdfDocument(path)[0]
    scanned = pypdfium2.PdfDocument.new()
    image = pypdfium2.PdfImage.new(scanned)
    image.set_bitmap(page.render(scale=200 / 72))
    image.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
    sheet = scanned.new_page(*page.get_size())
    sheet.insert_obj(image)
    sheet.gen_content()
    scanned.save(tmp_path / "扫描.pdf")
    found = read(tmp_path / "扫描.pdf").text
    same = sum(line in words for line in found.split("\n"))
    assert same >= 0.6 * len(found.split("\n"))
