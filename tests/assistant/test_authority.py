import pytest

from assistant.authority import authority_of, chain_in
from index.document import PolicyDocument


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("海宁市人民政府办公室", ("海宁",)),
        ("巴中市恩阳区人民政府", ("巴中", "恩阳")),
        ("北京市海淀区人民政府", ("北京", "海淀")),
        ("吉林市人民政府", ("吉林市",)),
        ("吉林省人民政府", ("吉林",)),
        ("长沙县人民政府", ("长沙", "长沙县")),
        ("泗县人民政府", ("泗县",)),
        ("恩施土家族苗族自治州人民政府", ("恩施",)),
        ("新疆维吾尔自治区人民政府", ("新疆",)),
        ("中共柳河县委", ("柳河",)),
        ("国家税务总局沈阳市税务局", ("沈阳",)),
        ("苏州工业园区管理委员会", ("苏州",)),
        ("市人民政府办公室", ()),
        ("国务院办公厅", ()),
    ],
)
def test_the_name_of_an_issuer_begins_with_its_places(name, chain):
    assert chain_in(name) == chain


def authority(title="关于支持创新的通知", issuers=(), text=""):
    document = PolicyDocument("d1", "a.txt", title, "", issuers=issuers)
    return authority_of(document, lambda: text)


def test_the_issuer_comes_before_the_title_and_the_title_before_the_words():
    assert authority("宁波市若干措施", ("海宁市人民政府",), "绍兴绍兴") == ("海宁",)
    assert authority("宁波市若干措施", (), "绍兴绍兴") == ("宁波",)
    assert authority(text="凡在绍兴购房的，绍兴市财政给予补贴，杭州除外。") == ("绍兴",)


def test_a_single_mention_says_nothing():
    assert authority(text="与杭州相比仍有差距。") == ()


@pytest.mark.parametrize(
    "issuer", ["国务院", "人力资源和社会保障部", "市场监管总局", "财政部办公厅"]
)
def test_a_national_issuer_is_of_no_place(issuer):
    assert authority(issuers=(issuer,), text="北京北京北京") == ()
