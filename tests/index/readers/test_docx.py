"""Word files keep everything that Word prints: list numbers, boxes, notes, tables, revisions."""

import io
import time
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from index.readers import read
from index.readers.docx_numbering import _FORMATS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, level: int = 0, num: int = 7) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return paragraph(run(text), place)


def level(at: int, form: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEVELS = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircleChinese", "%4")
)
LISTS = (
    f'<w:abstractNum w:abstractNumId="5">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="6">{level(0, "chineseCounting", "第%1条")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", "●")}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="9">'
    + level(0, "chineseCounting", "%1")
    + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    + "</w:abstractNum>"
    '<w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num>'
    '<w:num w:numId="17"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="27"><w:abstractNumId w:val="6"/></w:num>'
    '<w:num w:numId="37"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="47"><w:abstractNumId w:val="9"/></w:num>'
)


def word_file(tmp_path, *blocks: str, styles: str = "", notes: str = "", name: str = "政策.docx"):
    """Save a Word file whose body, lists, styles and notes are the given XML."""
    document = docx.Document()
    body = document.element.body
    for old in list(body)[:-1]:
        body.remove(old)
    for at, block in enumerate(blocks):
        body.insert(
            at,
            parse_xml(
                block.replace(" ", f" {NAMESPACES} ", 1)
                if " " in block.split(">", 1)[0]
                else block.replace(">", f" {NAMESPACES}>", 1)
            ),
        )
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    for new in parse_xml(f"<w:numbering {NAMESPACES}>{LISTS}</w:numbering>"):
        numbering.append(new)
    for new in parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
        document.styles.element.append(new)
    path = tmp_path / name
    document.save(path)
    if notes:
        with zipfile.ZipFile(path, "a") as package:
            package.writestr(
                "word/footnotes.xml", f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"
            )
    return path


def lines(path) -> list[str]:
    return read(path).text.split("\n")


def test_list_numbers_are_printed(tmp_path):
    path = word_file(
        tmp_path,
        listed("总体要求"),
        listed("指导思想。", 1),
        listed("基本原则。", 1),
        listed("坚持稳中求进。", 2),
        listed("坚持创新。", 2),
        listed("国家级。", 3),
        listed("主要目标。", 1),
        listed("一是增长。", 2),
        listed("政策措施"),
        listed("减税。", 1),
        listed("另一份文件", 0, 17),
        listed("第一项。", 1, 17),
        listed("立法目的。", 0, 27),
        listed("适用范围。", 0, 27),
        listed("项目符号。", 0, 37),
        listed("总则", 0, 47),
        listed("细则", 1, 47),
    )
    assert lines(path) == [
        "一、总体要求",
        "（一）指导思想。",
        "（二）基本原则。",
        "1.坚持稳中求进。",
        "2.坚持创新。",
        "①国家级。",
        "（三）主要目标。",
        "1.一是增长。",
        "二、政策措施",
        "（一）减税。",
        "一、另一份文件",
        "（一）第一项。",
        "第一条 立法目的。",
        "第二条 适用范围。",
        "项目符号。",
        "一 总则",
        "1.1 细则",
    ]


def test_styles_number_their_paragraphs_and_numbers_can_be_taken_off(tmp_path):
    styles = (
        '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="标题甲"/><w:pPr><w:numPr>'
        '<w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T2"><w:name w:val="标题乙"/>'
        '<w:basedOn w:val="T1"/></w:style>'
    )
    path = word_file(
        tmp_path,
        paragraph(run("甲"), '<w:pStyle w:val="T1"/>'),
        paragraph(run("乙"), '<w:pStyle w:val="T2"/>'),
        paragraph(run("丙"), '<w:pStyle w:val="T1"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph(run("丁"), '<w:pStyle w:val="T1"/>'),
        styles=styles,
    )
    assert lines(path) == ["一、甲", "二、乙", "丙", "三、丁"]


@pytest.mark.parametrize(
    ("form", "number", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 14, "xiv"),
        ("decimalZero", 7, "07"),
    ],
)
def test_number_formats(form, number, written):
    assert _FORMATS[form](number) == written


def test_tables_keep_their_order_and_merged_cells_their_place(tmp_path):
    def cell(inner: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

    rows = [
        cell(paragraph(run("措施分工")), '<w:gridSpan w:val="3"/>'),
        cell(paragraph(run("序号"))) + cell(paragraph(run("措施"))) + cell(paragraph(run("单位"))),
        cell(paragraph("", '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="7"/></w:numPr>'))
        + cell(paragraph(run("支持首店。")) + paragraph(run("奖励50万元。")))
        + cell(paragraph(run("市商务局")), '<w:vMerge w:val="restart"/>'),
        cell(paragraph(run("2.")))
        + cell(f"<w:tbl><w:tr>{cell(paragraph(run('内表')))}</w:tr></w:tbl>" + paragraph(run("后")))
        + cell(paragraph(""), "<w:vMerge/>"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    frame = f"<w:tbl><w:tr>{cell(paragraph(run('框内')) + listed('框内项'))}</w:tr></w:tbl>"
    path = word_file(tmp_path, paragraph(run("前文")), table, paragraph(run("后文")), frame)
    assert lines(path) == [
        "前文",
        "措施分工\t\t",
        "序号\t措施\t单位",
        "1.\t支持首店。 奖励50万元。\t市商务局",
        "2.\t内表 后\t",
        "后文",
        "框内",
        "一、框内项",
    ]


def test_boxes_notes_revisions_and_fields(tmp_path):
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        f"{paragraph(run('文本框'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph(run('文本框'))}"
        "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    art = '<w:r><w:pict><v:shape><v:textpath string="某市人民政府文件"/></v:shape></w:pict></w:r>'
    revised = (
        f"{run('补贴')}<w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:ins>{run('50')}</w:ins>"
        f'{run("万元")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("。")}'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("第三条")}<w:hyperlink>{run("链接")}'
        '</w:hyperlink><w:r><w:noBreakHyphen/><w:tab/><w:sym w:char="F0FE"/><w:br/></w:r>'
        + run("新行")
    )
    control = f"<w:sdt><w:sdtContent>{paragraph(run('内容控件'))}</w:sdtContent></w:sdt>"
    contents = paragraph(run("一、目录项 3"), '<w:pStyle w:val="TOC1"/>')
    path = word_file(
        tmp_path,
        paragraph(art),
        paragraph(run("锚点") + box),
        paragraph(revised),
        paragraph(field),
        control,
        contents,
        styles='<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>',
        notes=f'<w:footnote w:id="2">{paragraph(run("含税。"))}</w:footnote>',
    )
    source = read(path)
    assert source.text.split("\n") == [
        "某市人民政府文件",
        "锚点",
        "文本框",
        "补贴50万元［注1］。",
        "［注1］含税。",
        "第三条链接- □",
        "新行",
        "内容控件",
    ]
    assert source.warnings == ("文中有修订痕迹，已按接受全部修订读入",)


def test_pages_are_known_where_the_program_stored_them(tmp_path):
    broken = paragraph(f"<w:r><w:lastRenderedPageBreak/></w:r>{run('第二页')}")
    source = read(word_file(tmp_path, paragraph(run("第一页")), broken, paragraph(run("后文"))))
    assert source.pages == ((0, 1), (4, 2))
    assert source.page_at(source.text.index("后文")) == 2
    assert read(word_file(tmp_path, paragraph(run("只有一页")))).pages == ()


def test_the_strict_variant_is_read(tmp_path):
    path = word_file(tmp_path, listed("总则"))
    strict = tmp_path / "严格.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(
                name, body.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            )
    assert lines(strict) == ["一、总则"]


def package(tmp_path, parts: dict[str, bytes], name: str = "政策.docx"):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for part, body in parts.items():
            zipped.writestr(part, body)
    return path


def test_bombs_are_refused_at_once(tmp_path):
    path = package(tmp_path, {"word/document.xml": b" " * (40 * 1024 * 1024)})
    started = time.monotonic()
    with pytest.raises(DocumentError, match="压缩炸弹"):
        read(path)
    assert time.monotonic() - started < 2


def test_entities_are_not_expanded(tmp_path):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "炸弹">{entities}'
        f'<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body><w:p><w:r>'
        "<w:t>&e8;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(DocumentError, match="不合格式|已损坏"):
        read(package(tmp_path, {"word/document.xml": document.encode()}))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "不是 Word 文档"),
        ({"word/document.xml": b"<a/>"}, "不是 Word 文档"),
        ({"word/document.xml": b"<a"}, "已损坏"),
        (
            {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body/></w:document>'.encode()},
            "没有文字",
        ),
    ],
    ids=["empty", "other", "broken", "blank"],
)
def test_damaged_files_say_so(tmp_path, parts, words):
    with pytest.raises(DocumentError, match=words):
        read(package(tmp_path, parts))


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    return word_file(tmp_path_factory.mktemp("sound"), listed("总则")).read_bytes()


@given(st.integers(0, 30_000), st.binary(min_size=1, max_size=20))
def test_any_damage_gives_text_or_one_clear_line(tmp_path_factory, sound, place, junk):
    data = bytearray(sound)
    place %= len(data)
    data[place : place + len(junk)] = junk
    path = tmp_path_factory.getbasetemp() / "任意.docx"
    path.write_bytes(bytes(data))
    try:
        read(path)
    except DocumentError as error:
        assert "文件“任意.docx”" in str(error)


def test_a_large_table_and_a_long_file_take_seconds(tmp_path):
    document = docx.Document()
    base = io.BytesIO()
    document.save(base)
    body = "".join(listed(f"措施{n}。" * 20) for n in range(5000))
    xml = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    with zipfile.ZipFile(base) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["word/document.xml"] = xml.encode()
    started = time.monotonic()
    assert len(read(package(tmp_path, parts)).text.split("\n")) == 5000
    assert time.monotonic() - started < 20
