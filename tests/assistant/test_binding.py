"""Every value of a sentence with its own subject: rivals in one sentence stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.binding import BoundValue, bind
from index.amounts import find_quantities
from index.parse import parse_file
from index.sentences import split_sentences

GRANTEES = st.lists(
    st.sampled_from(["新认定的省级工厂", "重新认定的市级企业", "首次入选的平台", "老字号", "龙头"]),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip


def value_of(sentence: str, surface: str) -> BoundValue:
    found = [bound for bound in bind(sentence) if bound.quantity.surface == surface]
    assert found, f"{surface} is not bound in {sentence}"
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "surface", "subject"),
    [
        ("新认定的给予30万元补助；重新认定的给予10万元补助。", "30万元", "新认定的"),
        ("新认定的给予30万元补助；重新认定的给予10万元补助。", "10万元", "重新认定的"),
        ("工业用地比例不低于60%，容积率一般不低于1.5。", "60%", "工业用地比例"),
        ("新开工改造老旧小区6个、52栋，新增电梯不少于150台。", "150台", "电梯"),
        ("争取补助6亿元，其中普通公路领域5.5亿元。", "5.5亿元", "普通公路"),
        ("争取补助6亿元，其中普通公路领域5.5亿元。", "6亿元", "争取补助"),
        ("新增慈善组织5家，慈善信托规模扩大100万元。", "5家", "慈善组织"),
        ("新增慈善组织5家，慈善信托规模扩大100万元。", "100万元", "慈善信托"),
    ],
)
def test_a_value_has_its_own_subject(sentence: str, surface: str, subject: str) -> None:
    assert subject in value_of(sentence, surface).subject


@pytest.mark.parametrize(
    ("sentence", "surface", "rival"),
    [
        ("新认定的给予30万元补助；重新认定的给予10万元补助。", "30万元", "重新认定"),
        ("新增慈善组织5家，慈善信托规模扩大100万元。", "5家", "慈善信托"),
        ("争取补助6亿元，其中普通公路领域5.5亿元。", "6亿元", "普通公路"),
        ("省级奖励20万元，市级奖励8万元，县级奖励3万元。", "8万元", "县级"),
    ],
)
def test_a_value_has_no_subject_of_a_rival(sentence: str, surface: str, rival: str) -> None:
    assert rival not in value_of(sentence, surface).subject


@pytest.mark.parametrize(
    ("sentence", "pairs"),
    [
        (
            "对新认定的国家级、省级工业设计中心分别给予100万元、30万元的奖励。",
            [("国家级工业设计中心", "100万元"), ("省级工业设计中心", "30万元")],
        ),
        (
            "获评五星级、四星级饭店的分别奖励80万元、40万元。",
            [("五星级", "80万元"), ("四星级", "40万元")],
        ),
        (
            "对一等奖、二等奖、三等奖作品分别给予9万元、6万元、3万元。",
            [("一等奖", "9万元"), ("二等奖", "6万元"), ("三等奖", "3万元")],
        ),
    ],
)
def test_values_and_subjects_pair_in_order(sentence: str, pairs: list[tuple[str, str]]) -> None:
    bound = [each for each in bind(sentence) if each.paired]
    assert [each.quantity.surface for each in bound] == [surface for _, surface in pairs]
    for each, (subject, _) in zip(bound, pairs, strict=True):
        assert subject in each.subject
        assert all(rival not in each.subject for rival, _ in pairs if rival not in subject) or all(
            subject in rival for rival, _ in pairs if rival in each.subject
        )


@pytest.mark.parametrize(
    "sentence",
    [
        "分别给予50万元。", "对省级、市级分别给予奖励。", "研发费用200万元以上的企业给予补助。",
        "国家级平台给予100万元，省级平台给予30万元。",
    ],
)  # fmt: skip
def test_nothing_pairs_without_as_many_subjects(sentence: str) -> None:
    assert not any(each.paired for each in bind(sentence))


def test_the_words_that_bound_a_value_belong_to_its_phrase() -> None:
    assert value_of("保费扶持比例不低于70%。", "70%").phrase == "不低于70%"
    assert value_of("设备投资2000万元以上的企业。", "2000万元").phrase == "2000万元以上"


def test_the_opening_of_a_sentence_leads_all_its_values() -> None:
    sentence = "对外贸企业，参展补助2万元，信用保险补助5万元。"
    assert "外贸企业" in value_of(sentence, "5万元").lead
    assert "参展" not in value_of(sentence, "5万元").lead


def test_a_day_is_no_value_of_anything() -> None:
    assert bind("自2024年1月1日起施行。") == ()
    assert bind("没有数字的一句话。") == ()


def checked(sentence: str) -> None:
    """Every quantity but days once, in order; spans inside the sentence and around the value."""
    bound = bind(sentence)
    wanted = [q for q in find_quantities(sentence) if q.kind != "date"]
    assert [each.quantity for each in bound] == wanted
    for each in bound:
        start, end = each.span
        assert 0 <= start <= each.quantity.span[0]
        assert each.quantity.span[1] <= end <= len(sentence)
        assert each.quantity.surface in each.phrase
        assert each.phrase in sentence


@given(GRANTEES, st.lists(st.integers(1, 999), min_size=4, max_size=4, unique=True))
def test_each_of_several_grants_keeps_its_grantee(grantees: list[str], sums: list[int]) -> None:
    grants = list(zip(grantees, sums, strict=False))
    sentence = "，".join(f"对{name}给予{money}万元奖励" for name, money in grants) + "。"
    checked(sentence)
    for each, (name, money) in zip(bind(sentence), grants, strict=True):
        assert each.quantity.surface == f"{money}万元"
        assert name in each.subject
        assert not any(other in each.subject for other in grantees if other not in name)


@given(st.text(alphabet="新认定省级企业分别给予、，。；和及30万元5%以上不低于年家每", max_size=60))
def test_any_sentence_is_bound_once_and_inside(sentence: str) -> None:
    checked(sentence)


def test_every_sentence_of_the_default_document_is_bound_once_and_inside(default_source) -> None:
    document = parse_file(default_source)
    for clause in document.clauses:
        for start, end in split_sentences(clause.text):
            checked(clause.text[start:end])
