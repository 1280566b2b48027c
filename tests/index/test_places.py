import pytest

from index.places import Gazetteer, holds_county, places_in

OWN = Gazetteer({"柳溪": "宁波"})


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("海宁的高企补多少", ("海宁",)),
        ("瑞安市有没有这个补贴", ("瑞安市",)),
        ("柳溪新开的店补多少", ("柳溪",)),
        ("龙游新认定的高企补多少", ("龙游",)),
        ("我从杭州来衢州创业", ("衢州",)),
        ("不是问杭州，问宁波", ("宁波",)),
        ("我是交城乡居民医保的", ()),
        ("广东菜馆补多少", ()),
    ],
)
def test_the_places_whose_rules_are_asked_for(question, asked):
    assert OWN.asked(question) == asked


def test_an_authority_counts_in_every_place_below_it():
    assert OWN.governs("宁波", "柳溪")
    assert OWN.governs("浙江", "柳溪")
    assert OWN.governs("衢州", "龙游")
    assert not OWN.governs("柳溪", "宁波")
    assert not OWN.governs("宁波", "杭州")


def test_the_general_table_has_no_counties():
    assert places_in("龙游和海宁在浙江") == ("浙江",)


@pytest.mark.parametrize(
    ("text", "holds"),
    [("推进开化县建设", True), ("落在柯城", True), ("实现县（市、区）全覆盖", False)],
)
def test_whether_a_text_names_a_county(text: str, holds: bool) -> None:
    assert holds_county(text) is holds
