import pytest

from index.departments import Home, canonical_name, home_of, load_departments

CITY = home_of("衢州市人民政府")


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("衢州市人民政府", Home("衢州市", "city", "市")),
        ("巴中市恩阳区人民政府", Home("恩阳区", "county", "区")),
        ("广东省人民政府办公厅", Home("广东省", "province", "省")),
        ("中共柳河县委", Home("柳河县", "county", "县")),
        ("上海市发展和改革委员会", Home("上海市", "province", "市")),
        ("国务院办公厅", Home(None, "national", "")),
        ("省政府办公厅", Home(None, "province", "省")),
        ("关于支持发展的通知", Home()),
        (None, Home()),
    ],
)
def test_the_home_of_an_issuer(issuer, expected):
    assert home_of(issuer) == expected


@pytest.mark.parametrize("name", ["科技局", "市科技局", "衢州市科学技术局", "衢州市科技局"])
def test_aliases_of_one_department_are_one(name):
    assert canonical_name(name, CITY) == "市科技局"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市发展和改革委员会", "市发改委"),
        ("市市场监督管理局", "市市场监管局"),
        ("市场监管局", "市市场监管局"),
        ("省发展改革委", "省发展改革委"),
        ("省人力资源和社会保障厅", "省人力资源社会保障厅"),
        ("县工业和信息化局", "县经信局"),
        ("厦门市税务局", "厦门市税务局"),
        ("衢州海关", "衢州海关"),
        ("各县（市、区）人民政府", "各县（市、区）人民政府"),
        ("国家发展和改革委员会", "国家发展改革委"),
    ],
)
def test_canonical_names(name, expected):
    assert canonical_name(name, CITY) == expected


def test_no_alias_stands_for_two_departments():
    seen: dict[str, str] = {}
    for alias, forms in load_departments().aliases.items():
        assert seen.setdefault(alias, forms[""]) == forms[""]
