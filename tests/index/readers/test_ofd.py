"""OFD files give paragraphs with page marks, like pdf files."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from index.readers import read

OFD = "http://www.ofdspec.org/2016"
FIRST = (
    "（一）支持汽车消费。对购买新能源汽车的消费者给予每辆5000元补贴，"
    "所需资金由市、县（区）财政按比例分担。"
)
SIZE, LEFT, LINE_CHARS = 5.6, 28.0, 27


def text_object(words: str, x: float, y: float, *, turn: str = "", delta: str = "") -> str:
    steps = delta or f"g {max(1, len(words) - 1)} {SIZE}"
    return (
        f'<ofd:TextObject Boundary="{x} {y} 160 8" Size="{SIZE}" {turn}>'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def sheet(number: int, *paragraphs: str, extra: str = "") -> str:
    objects = [text_object("某市人民政府公报", 70, 15)]
    y = 35.0
    for words in paragraphs:
        first = LINE_CHARS - 2
        rows = [words[:first]]
        rows += [words[at : at + LINE_CHARS] for at in range(first, len(words), LINE_CHARS)]
        for row, line in enumerate(rows):
            objects.append(text_object(line, LEFT + (0 if row else 2 * SIZE), y))
            y += 10
    objects.append(text_object(f"— {number} —", 95, 280, delta="3 3 3 3"))
    return "".join(objects) + extra


def ofd_file(tmp_path, pages: list[str], *, absolute: bool = False, name: str = "政策.ofd"):
    path = tmp_path / name
    root = "/" if absolute else ""
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="{"/Doc_0/" if absolute else ""}Pages/Page_{n}/Content.xml"/>'
        for n in range(len(pages))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f'<ofd:OFD xmlns:ofd="{OFD}"><ofd:DocBody><ofd:DocRoot>{root}Doc_0/Document.xml'
            "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        package.writestr(
            "Doc_0/Document.xml",
            f'<ofd:Document xmlns:ofd="{OFD}"><ofd:Pages>{listed}</ofd:Pages></ofd:Document>',
        )
        for number, objects in enumerate(pages):
            package.writestr(
                f"Doc_0/Pages/Page_{number}/Content.xml",
                f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content><ofd:Layer>{objects}</ofd:Layer>'
                "</ofd:Content></ofd:Page>",
            )
    return path


@pytest.mark.parametrize("absolute", [False, True])
def test_pages_become_paragraphs(tmp_path, absolute):
    items = [f"{n}.{FIRST}" for n in (1, 2, 3)]
    pages = [sheet(n, item, "其他。") for n, item in enumerate(items, start=1)]
    source = read(ofd_file(tmp_path, pages, absolute=absolute))
    assert source.text.split("\n") == [line for item in items for line in (item, "其他。")]
    assert [page for _, page in source.pages] == [1, 2, 3]
    assert source.media_type == "application/ofd"


def test_leaning_watermarks_go_and_scaled_text_keeps_its_place(tmp_path):
    leaning = text_object("内部资料", 50, 100, turn='CTM="0.7 -0.7 0.7 0.7 0 0"')
    scaled = (
        '<ofd:TextObject Boundary="28 200 160 8" Size="2.8" CTM="2 0 0 2 0 0">'
        '<ofd:TextCode X="0" Y="2.5" DeltaX="2.8 8.4 2.8">市局 县局</ofd:TextCode></ofd:TextObject>'
    ).replace("市局 县局", "市局县局")
    source = read(ofd_file(tmp_path, [sheet(1, FIRST, extra=leaning + scaled)]))
    assert source.text.split("\n")[-1] == "市局 县局"
    assert "内部" not in source.text


def test_a_scanned_file_says_what_to_do(tmp_path):
    with pytest.raises(DocumentError, match="没有文字，只有图片，请先做文字识别"):
        read(ofd_file(tmp_path, ['<ofd:ImageObject Boundary="0 0 210 297"/>']))


@pytest.mark.parametrize(
    "part", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"]
)
def test_damaged_parts_say_so(tmp_path, part):
    path = ofd_file(tmp_path, [sheet(1, FIRST)])
    broken = tmp_path / "坏.ofd"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: -10 if name == part else None])
    with pytest.raises(DocumentError, match="文件“坏.ofd”的内容已损坏"):
        read(broken)


def test_a_package_without_pages_says_so(tmp_path):
    with pytest.raises(DocumentError, match="不是 OFD 文档"):
        read(ofd_file(tmp_path, []))


@given(st.text("g 0123456789.-x", max_size=30), st.text("0123456789 .-e", max_size=20))
def test_any_numbers_give_text_or_one_clear_line(tmp_path_factory, delta, boundary):
    folder = tmp_path_factory.getbasetemp()
    objects = text_object("给予补贴。", 1, 1, delta=delta or "1").replace("1 1 160 8", boundary)
    try:
        read(ofd_file(folder, [objects], name="任意.ofd"))
    except DocumentError as error:
        assert "文件“任意.ofd”" in str(error)
