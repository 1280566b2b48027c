"""Saved government pages of many makes give the document and nothing of the site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from index.readers import read
from index.readers.html import MAX_PAGE_BYTES

TITLE = "某市人民政府关于印发促进消费若干措施的通知"
LINES = [
    "某政发〔2024〕8号",
    "各县（市、区）人民政府，市政府各部门：",
    "现将《促进消费若干措施》印发给你们，请认真贯彻执行。",
    "某市人民政府",
    "2024年3月5日",
    "促进消费若干措施",
    "一、稳定大宗消费",
    "（一）支持汽车消费。对购买新能源汽车的消费者给予每辆5000元补贴。（责任单位：市商务局、市财政局）",
    "（二）支持家电消费。按售价的10%给予补贴，最高不超过1000元。（责任单位：市商务局）",
    "二、附则",
    "本措施自2024年4月1日起施行，有效期至2025年12月31日。",
]
UNITS = ["市发展改革委", "市教育局", "市科技局", "市财政局", "市商务局", "市住房城乡建设局"]
NAVIGATION = "<ul>" + "".join(f"<li><a href='/{n}'>{u}</a></li>" for n, u in enumerate(UNITS * 20))
FOOTER = (
    "<div class=foot>主办单位：某市人民政府办公室 <a href=#>网站地图</a> 版权所有 "
    "某ICP备05000000号 网站标识码：3300000000 建议使用浏览器访问，分辨率1024*768。</div>"
)


def page(article: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE}_某市人民政府</title>{head}"
        "<style>p{text-indent:2em}</style><script>var a='（一）脚本。';</script></head><body>"
        f"<div class=nav>{NAVIGATION}</ul></div><div class=path>您当前的位置：<a>首页</a> &gt; "
        f"<a>政务公开</a></div><h1>{TITLE}</h1><div>发布时间：2024-03-08 09:30 来源：市政府办公室 "
        f"浏览次数：<span>12</span> 字体：[<a>大</a> <a>中</a> <a>小</a>]</div>{article}"
        f"<div>分享到：<a>微信</a> <a>微博</a></div><div><h3>相关文档</h3>"
        f"<a href=1>《促进消费若干措施》政策解读</a></div>{FOOTER}</body></html>"
    )


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>&nbsp;&nbsp;<span>{line[:5]}</span>{line[5:]}</p>\n" for line in lines)


MAKES = {
    "paragraphs": f"<div id=zoom>{paragraphs(LINES)}</div>",
    "breaks": "<div class=content>" + "<br/>　　".join(LINES) + "</div>",
    "divs": "<div>" + "".join(f"<div><div>{line}</div></div>" for line in LINES) + "</div>",
    "layout-table": "<table><tr><td>&nbsp;</td><td><table><tr><td>"
    f"{paragraphs(LINES)}</td></tr></table></td></tr></table>",
    "two-parts": f"<div><div>{paragraphs(LINES[:5])}</div>"
    f"<div><p> </p>{paragraphs(LINES[5:])}</div></div>",
    "office": paragraphs(LINES)
    .replace("<span>", "<o:p></o:p><st1:x><span>")
    .replace("</span>", "</span></st1:x>"),
    "preformatted": "<pre>" + "\n".join(LINES) + "</pre>",
    "bookmarks": "<div>" + "".join(f"<p><a name=_Toc{n}>{x}</a></p>" for n, x in enumerate(LINES)),
    "columns-table": "<table><tr><td>某市政府网</td><td>2024年</td></tr><tr>"
    f"<td><a href=1>政务</a></td><td>{paragraphs(LINES)}<p> </p><p> </p></td></tr></table>",
    "two-copies": f"<div class=pc>{paragraphs(LINES)}</div>"
    f"<div class=mobile>{paragraphs(LINES)}</div>",
    "shown-by-script": f"<div style='display: none'>{paragraphs(LINES)}</div>",
}


def read_page(tmp_path, content: str | bytes, name: str = "政策.html"):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path)


@pytest.mark.parametrize("make", MAKES)
def test_the_document_alone_is_left(tmp_path, make):
    source = read_page(tmp_path, page(MAKES[make]))
    assert source.text.split("\n") == [
        "发布时间：2024-03-08",
        "来源：市政府办公室",
        TITLE,
        *LINES,
    ]
    assert source.media_type == "text/html"


def test_the_catalogue_is_told_once_at_the_head(tmp_path):
    pairs = [
        ("索 引 号", "000014349/2024-00008"),
        ("发布机构", "某市人民政府"),
        ("成文日期", "2024-03-05"),
        ("文　　号", "某政发〔2024〕8号"),
        ("名称", TITLE),
        ("失效日期", ""),
    ]
    row = "".join(f"<td><b>{label}：</b></td><td>{value}</td>" for label, value in pairs[:2])
    rest = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in pairs[2:])
    items = "".join(f"<li><span>{label}：</span><em>{value}</em></li>" for label, value in pairs)
    facts = [
        "索引号：000014349/2024-00008",
        "发布机构：某市人民政府",
        "成文日期：2024-03-05",
        "文号：某政发〔2024〕8号",
    ]
    for catalogue in (f"<table><tr>{row}</tr>{rest}</table>", f"<ul>{items}</ul>"):
        source = read_page(tmp_path, page(f"{catalogue}{MAKES['paragraphs']}"))
        lines = source.text.split("\n")
        assert [line for line in lines if line in facts] == facts
        assert lines[-len(LINES) :] == LINES
        assert lines[-len(LINES) - 1] == TITLE


def test_a_title_in_a_sentence_is_not_the_documents(tmp_path):
    lines = [
        "1997年3月14日通过，2020年《某市人民政府关于印发促进消费若干措施的通知》修改",
        *LINES[6:],
    ]
    text = read_page(tmp_path, page(f"<div>{paragraphs(lines)}</div>")).text
    assert text.split("\n")[2:4] == [TITLE, lines[0]]


def test_a_line_of_punctuation_is_no_furniture(tmp_path):
    source = read_page(tmp_path, page(f"<div>{paragraphs([*LINES, '、', '给予奖励。'])}</div>"))
    assert source.text.split("\n")[-2:] == ["、", "给予奖励。"]


def test_a_catalogue_below_the_document_is_told_too(tmp_path):
    below = "<ul><li>索引号：000014349/2024-00008</li><li>文号：某政发〔2024〕8号</li></ul>"
    text = read_page(tmp_path, page(MAKES["paragraphs"] + below)).text
    assert text.startswith(
        "发布时间：2024-03-08\n来源：市政府办公室\n索引号：000014349/2024-00008\n文号："
    )
    assert text.endswith(LINES[-1])


def test_last_lines_that_sound_like_a_site_stay(tmp_path):
    lines = [
        "（三）支持活动主办单位。对主办单位按场地费用给予补贴。",
        "联系人：某某，联系电话：0570-0000000",
        "某市商务局",
    ]
    source = read_page(tmp_path, page(f"<div>{paragraphs(LINES + lines)}</div>"))
    assert source.text.split("\n")[-3:] == lines


def test_meta_tags_fill_what_the_page_does_not_say(tmp_path):
    head = (
        "<meta name=ArticleTitle content='《促进消费若干措施》'>"
        "<meta name=PubDate content='2024-03-08 10:00'><meta name=ContentSource content='市商务局'>"
    )
    body = "".join(f"<p>{line}</p>" for line in LINES[6:])
    source = read_page(tmp_path, f"<html><head>{head}</head><body><div>{body}</div></body></html>")
    assert source.text.split("\n")[:3] == [
        "发布日期：2024-03-08",
        "来源：市商务局",
        "《促进消费若干措施》",
    ]


def test_gb2312_pages_and_a_few_broken_characters(tmp_path):
    content = page(MAKES["paragraphs"]).replace("charset=utf-8", "charset=gb2312")
    source = read_page(tmp_path, content.encode("gb18030"))
    assert source.text.endswith(LINES[-1])
    source = read_page(tmp_path, page(MAKES["paragraphs"]).encode().replace(b"\xe6\x98\x9f", b"x"))
    assert source.warnings == ()
    declared = '<?xml version="1.0" encoding="gb2312"?>' + page(MAKES["paragraphs"])
    assert read_page(tmp_path, declared).text.endswith(LINES[-1])
    broken = page(MAKES["paragraphs"]).encode() + b"<!-- \xe6\x98 -->"
    source = read_page(tmp_path, broken)
    assert LINES[7] in source.text
    assert len(source.warnings) == 1


def test_a_table_of_measures_is_rows_of_cells(tmp_path):
    rows = [
        ["序号", "工作措施", "责任单位"],
        ["1", "对首店给予一次性奖励50万元。", "市商务局"],
        ["2", "支持夜间经济。\n延长营业时间。", "市商务局<br>市城管局"],
    ]
    table = "".join("<tr>" + "".join(f"<td><p>{c}</p></td>" for c in row) + "</tr>" for row in rows)
    article = f"<div>{paragraphs(LINES)}<p>附件：任务分工表</p><table>{table}</table></div>"
    source = read_page(tmp_path, page(article))
    assert source.text.split("\n")[-4:] == [
        "附件：任务分工表",
        "序号\t工作措施\t责任单位",
        "1\t对首店给予一次性奖励50万元。\t市商务局",
        "2\t支持夜间经济。延长营业时间。\t市商务局 市城管局",
    ]


def test_the_numbers_of_a_list_inside_a_list_stand_in_brackets(tmp_path):
    items = "<ol><li>对首店给予奖励：<ol><li>国际品牌50万元。</li></ol></li><li>其他。</li></ol>"
    source = read_page(tmp_path, page(f"<div>{paragraphs(LINES)}{items}</div>"))
    assert source.text.split("\n")[-3:] == [
        "1. 对首店给予奖励：",
        "(1) 国际品牌50万元。",
        "2. 其他。",
    ]


def test_cells_over_several_rows_and_columns_keep_their_place(tmp_path):
    table = (
        "<table><tr><th>类别</th><th>序号</th><th>任务</th></tr>"
        "<tr><td rowspan=2>产业</td><td>1</td><td>建设产业园区，完善配套设施。</td></tr>"
        "<tr><td>2</td><td>培训企业职工，提高技能水平。</td></tr>"
        "<tr><td colspan=2>合计</td><td>2项</td></tr></table>"
    )
    source = read_page(tmp_path, page(f"<div>{paragraphs(LINES)}{table}</div>"))
    assert source.text.split("\n")[-4:] == [
        "类别\t序号\t任务",
        "产业\t1\t建设产业园区，完善配套设施。",
        "\t2\t培训企业职工，提高技能水平。",
        "合计\t\t2项",
    ]


def test_numbered_lists_keep_their_numbers(tmp_path):
    items = (
        "<ol><li>对首店给予奖励50万元。</li><li>（二）自带编号的不重复。</li>"
        "<li value=7>其他。</li></ol>"
    )
    source = read_page(tmp_path, page(f"<div>{paragraphs(LINES)}{items}</div>"))
    assert source.text.split("\n")[-3:] == [
        "1. 对首店给予奖励50万元。",
        "（二）自带编号的不重复。",
        "7. 其他。",
    ]


def test_a_signature_and_an_annex_after_the_last_sentence_stay(tmp_path):
    tail = "<p>某市人民政府</p><p>附件：<a href=a.doc>任务分工表.doc</a></p><p><a>打印本页</a></p>"
    source = read_page(tmp_path, page(f"<div>{paragraphs(LINES)}{tail}</div>"))
    assert source.text.split("\n")[-2:] == ["某市人民政府", "附件：任务分工表.doc"]


@pytest.mark.parametrize(
    "content",
    [
        page("<div></div>"),
        page("<div><ul>" + f"<li><a href=x>{TITLE}</a> 2024-03-05</li>" * 40 + "</ul></div>"),
        page(
            "<div><p>3月5日，全市召开会议，部署下一步工作，要求各级各部门抓好落实。</p>"
            "<p>市领导出席会议并讲话，强调要坚定信心、奋发有为，确保完成全年目标任务。</p></div>"
            + NAVIGATION
            * 3
        ),
        "<html><body><script>document.write('（一）内容由脚本写出。')</script></body></html>",
        "<html></html>",
        "<!-- -->",
    ],
    ids=["navigation", "list", "front page", "script", "bare", "comment"],
)
def test_pages_without_a_document_say_so(tmp_path, content):
    with pytest.raises(DocumentError) as caught:
        read_page(tmp_path, content)
    assert "文件“政策.html”" in str(caught.value)
    assert "重新另存" in str(caught.value)


def test_hostile_pages_are_bounded(tmp_path):
    with pytest.raises(DocumentError, match="超过 16 MB"):
        read_page(tmp_path, b"<p>" * (MAX_PAGE_BYTES // 3 + 1))
    with pytest.raises(DocumentError, match="过于复杂"):
        read_page(tmp_path, "<p>第一条" * 200_000)
    deep = "<div>" * 1000 + "".join(f"<p>{line}</p>" for line in LINES)
    assert LINES[-1] in read_page(tmp_path, deep).text
    entity = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + page(MAKES["paragraphs"])
    assert "root:" not in read_page(tmp_path, entity + "&a;").text
    spaced = page(MAKES["paragraphs"] + "<p>" + "大 " * 39 + "x</p>")
    assert LINES[-1] in read_page(tmp_path, spaced).text


PIECES = "< > / & ; <p> <table> <tr> <td> </td> <a> <ol> <li> 第一条给予补助。 文号：".split()


@given(st.lists(st.sampled_from(PIECES)))
def test_any_markup_gives_text_or_one_clear_line(tmp_path_factory, pieces):
    try:
        read_page(tmp_path_factory.getbasetemp(), "".join(pieces), "任意.html")
    except DocumentError as error:
        assert "文件“任意.html”" in str(error)
