"""Pdf files of many layouts give paragraphs with page marks; unusable ones say why."""

import io
import time
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from index.readers import ocr
from index.readers.pdf import read_pdf
from tests.index.readers.pdf_writer import LEFT, SIZE, PdfPage, pdf_bytes

FIRST = (
    "（一）支持汽车消费。对购买新能源汽车的消费者给予每辆5000元补贴，对报废旧车并购买新车的，"
    "补贴标准提高到每辆8000元，所需资金由市、县（区）财政按1:1的比例分担，先到先得，用完即止。"
)
SECOND = "（二）支持家电消费。按售价的10%给予补贴，每件最高不超过1000元，每人每类限补一件。"


@pytest.fixture(autouse=True)
def no_recognition(monkeypatch):
    monkeypatch.setattr(ocr, "_engine", lambda: None)


def read_pages(tmp_path, *pages: PdfPage, name: str = "政策.pdf"):
    return read_pdf(pdf_bytes(list(pages)), tmp_path / name)


def sheet(number: int, *paragraphs: str, head: str = "某市人民政府办公室文件汇编") -> PdfPage:
    page = PdfPage()
    page.text(150, 50, head)
    top = 110.0
    for words in paragraphs:
        top = page.paragraph(top, words)
    page.text(280, 780, f"- {number} -", 14)
    return page


def test_paragraphs_are_made_whole_and_page_furniture_goes(tmp_path):
    source = read_pages(
        tmp_path, sheet(1, "一、促进消费", FIRST), sheet(2, SECOND), sheet(3, FIRST)
    )
    assert source.text == "\n".join(["一、促进消费", FIRST, SECOND, FIRST])
    assert source.media_type == "application/pdf"
    assert [source.page_at(source.text.index(words)) for words in (FIRST, SECOND)] == [1, 2]
    assert source.page_at(len(source.text) - 1) == 3


def test_a_paragraph_over_a_page_break_is_one(tmp_path):
    cut = 24 + 26 * 2
    first, second = sheet(1, FIRST[:cut]), sheet(2)
    top = second.paragraph(110, FIRST[cut:], indent=0)
    second.paragraph(top, SECOND)
    source = read_pages(tmp_path, first, second)
    assert source.text == f"{FIRST}\n{SECOND}"
    assert source.pages == ((0, 1), (cut, 2))


def test_a_wrapped_line_that_looks_like_an_item_is_none(tmp_path):
    words = (
        "对年度研发投入强度达到国家规定标准的企业，按其投入给予"[:24] + "1.5亿元以上的项目补助。"
    )
    source = read_pages(tmp_path, sheet(1, FIRST, words, SECOND))
    assert source.text.endswith(f"\n{FIRST}\n{words}\n{SECOND}")


@pytest.mark.parametrize("space", [0, 14], ids=["unspaced", "spaced"])
def test_paragraphs_without_an_indent_are_told_by_space_or_number(tmp_path, space):
    # The second one ends at the right edge, and the next one begins with a number.
    full = ("（二）" + SECOND[3:] + "补贴资金由市财政局统筹安排，按月公示，接受监督。")[:51] + "。"
    items = [FIRST, full, "（三）其他事项另行规定。", "二、保障措施", SECOND]
    page = PdfPage()
    top = 100.0
    for words in items:
        top = page.paragraph(top, words, indent=0) + space
    assert len(full) % 26 == 0
    assert read_pages(tmp_path, page).text.split("\n") == items


def test_spaces_that_were_typed_stay_and_justified_lines_get_none(tmp_path):
    page = PdfPage()
    page.text(LEFT, 100, "第一条")
    page.text(LEFT + 3.3 * SIZE, 100, "为了促进消费制定本办法。")
    page.text(LEFT, 130, "第二条本办法适用于全市", spacing=0.15 * SIZE)
    assert read_pages(tmp_path, page).text.split("\n") == [
        "第一条 为了促进消费制定本办法。",
        "第二条本办法适用于全市",
    ]


def test_annexes_on_top_of_their_pages_are_no_running_heads(tmp_path):
    pages = [PdfPage() for _ in range(3)]
    for number, page in enumerate(pages, start=1):
        page.text(LEFT, 60, f"附件{number}")
        page.paragraph(110, SECOND)
    source = read_pages(tmp_path, *pages)
    assert source.text.split("\n") == [
        "附件1", SECOND, "附件2", SECOND, "附件3", SECOND,
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["- 1 -", "—1—", "第 1 页 共 1 页", "1/3", "1"])
def test_page_number_styles(tmp_path, mark):
    page = PdfPage()
    page.paragraph(100, FIRST)
    page.text(280, 780, mark)
    assert read_pages(tmp_path, page).text == FIRST


def test_letter_spacing_goes_and_the_space_between_pieces_stays(tmp_path):
    page = PdfPage()
    page.text(120, 100, "某市人民政府文件", spacing=12)
    page.text(LEFT, 200, "第一条")
    page.text(LEFT + 4 * SIZE, 200, "为了促进消费，制定本办法。")
    page.text(LEFT, 240, "某市商务局")
    page.text(LEFT + 8 * SIZE, 240, "某市财政局")
    page.text(LEFT, 280, "补贴")
    page.text(LEFT + 2.3 * SIZE, 280, "50")
    page.text(LEFT + 4.6 * SIZE, 280, "万元。")
    page.paragraph(320, FIRST)
    assert read_pages(tmp_path, page).text.split("\n") == [
        "某市人民政府文件",
        "第一条 为了促进消费，制定本办法。",
        "某市商务局 某市财政局",
        "补贴50万元。",
        FIRST,
    ]


def test_two_columns_are_read_one_after_the_other(tmp_path):
    page = PdfPage()
    page.text(200, 60, "某市人民政府公报", 20)
    for column, words in enumerate((FIRST, SECOND + FIRST)):
        for row, at in enumerate(range(0, len(words), 13)):
            page.text(60 + 260 * column, 100 + 28 * row, words[at : at + 13])
    text = read_pages(tmp_path, page).text
    assert text == f"某市人民政府公报\n{FIRST}\n{SECOND}{FIRST}"


def test_watermarks_go_and_sideways_pages_are_read(tmp_path):
    page = sheet(1, FIRST)
    page.leaning("内部资料")
    turned = PdfPage()
    for row, words in enumerate((SECOND[:20], SECOND[20:])):
        turned.sideways(words, 100 + row * 28)
    source = read_pages(tmp_path, page, turned)
    assert "内部" not in source.text
    assert SECOND[:20] in source.text


def table(page: PdfPage, top: float, rows: list[list[str]]) -> None:
    edges = [85, 135, 385, 505]
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            y = top + 60 * number
            page.box(edges[column], y, edges[column + 1], y + 60)
            for line in range(0, len(words), 14):
                page.text(edges[column] + 4, y + 6 + line / 14 * 20, words[line : line + 14])


def test_ruled_tables_are_rows_of_cells(tmp_path):
    first, second = sheet(1, SECOND), sheet(2)
    table(
        first,
        300,
        [["序号", "措施", "责任单位"], ["1", "对首店给予一次性奖励五十万元，连续支", "市商务局"]],
    )
    table(second, 110, [["", "持三年。", "市财政局"], ["2", "支持夜间经济。", "市城管局"]])
    second.paragraph(300, FIRST)
    source = read_pages(tmp_path, first, second)
    assert source.text.split("\n") == [
        SECOND,
        "序号\t措施\t责任单位",
        "1\t对首店给予一次性奖励五十万元，连续支持三年。\t市商务局市财政局",
        "2\t支持夜间经济。\t市城管局",
        FIRST,
    ]


def test_a_frame_around_the_text_is_no_table(tmp_path):
    page = sheet(1, FIRST, SECOND)
    page.box(60, 40, 540, 760)
    page.box(60, 700, 540, 701)
    assert read_pages(tmp_path, page).text.endswith(f"{FIRST}\n{SECOND}")


def test_a_scanned_file_says_what_to_do(tmp_path):
    picture = PdfPage()
    picture.box(50, 50, 500, 700)
    with pytest.raises(DocumentError) as caught:
        read_pages(tmp_path, picture, picture)
    assert "文件“政策.pdf”没有文字层，是扫描件或图片" in str(caught.value)
    assert "OCR" in str(caught.value)


def test_a_scanned_page_among_others_is_told(tmp_path):
    source = read_pages(tmp_path, sheet(1, FIRST), PdfPage(), sheet(3, SECOND))
    assert source.warnings == ("第 2 页没有文字，可能是扫描图片，未读入",)


def test_a_text_layer_without_meaning_is_refused(tmp_path):
    page = PdfPage()
    page.paragraph(100, "\ue001\ue002\ue003" * 30)
    with pytest.raises(DocumentError, match="没有可用的字符编码"):
        read_pages(tmp_path, page)


def protected(user: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf_bytes([sheet(1, FIRST)])))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_told_and_an_owners_is_none(tmp_path):
    path = tmp_path / "政策.pdf"
    with pytest.raises(DocumentError, match="有打开密码，请解除密码"):
        read_pdf(protected("secret"), path)
    assert FIRST in read_pdf(protected(""), path).text


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF" + b"\0" * 99, b"no pdf"])
def test_damaged_files_say_so(tmp_path, data):
    with pytest.raises(DocumentError, match="已损坏或不是 pdf"):
        read_pdf(data, tmp_path / "政策.pdf")


@given(st.integers(0, 4000), st.binary(max_size=8))
def test_any_damage_gives_text_or_one_clear_line(place, junk):
    data = pdf_bytes([sheet(1, FIRST)])
    place %= len(data)
    try:
        read_pdf(data[:place] + junk + data[place + len(junk) :], Path("任意.pdf"))
    except DocumentError as error:
        assert "文件“任意.pdf”" in str(error)


def test_two_hundred_pages_take_seconds(tmp_path):
    items = [f"{number}.{FIRST}" for number in range(1, 801)]
    pages = [sheet(page + 1, *items[4 * page : 4 * page + 4]) for page in range(200)]
    started = time.monotonic()
    source = read_pages(tmp_path, *pages)
    assert source.text == "\n".join(items)
    assert source.pages[-1][1] == 200
    assert time.monotonic() - started < 60
