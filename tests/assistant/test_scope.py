"""Which documents a question selects by place, and the place that none of them is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.scope import ScopeReader
from index.build import build_index
from index.store import open_index

POLICY = (
    "{issuer}文件\n\n{number}\n\n{issuer}关于印发{title}的通知\n\n各部门：\n\n"
    "（一）支持民宿。给予{sum}万元奖励。（责任单位：{unit}）\n\n"
    "（二）支持外贸。给予补助。（责任单位：{unit}）\n\n{issuer}\n\n2031年3月5日\n"
)
ISSUED = {
    "qz": ("衢州市人民政府", "衢政发〔2031〕7号", "民宿发展若干政策"),
    "nb": ("宁波市人民政府", "甬政发〔2031〕9号", "旅游发展若干政策"),
    "zj": ("浙江省人民政府", "浙政发〔2031〕2号", "消费促进若干政策"),
}


def reader(home: Path, letters, *names: str) -> ScopeReader:
    """A reader of an index of documents issued by a city, another city and the province."""
    (home / "docs").mkdir()
    for money, name in enumerate(names, start=1):
        issuer, number, title = ISSUED[name]
        text = POLICY.format(issuer=issuer, number=number, title=title, sum=money, unit="市商务局")
        (home / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
    build_index(home / "docs", home / "index", letters)
    return ScopeReader(open_index(home / "index"))


@pytest.fixture(scope="module")
def local(tmp_path_factory, letters) -> ScopeReader:
    return reader(tmp_path_factory.mktemp("local"), letters, "qz")


@pytest.fixture(scope="module")
def several(tmp_path_factory, letters) -> ScopeReader:
    return reader(tmp_path_factory.mktemp("several"), letters, "qz", "nb", "zj")


def sources(held: ScopeReader, question: str) -> set[str] | None:
    """The documents that a question selects, by the names of their files."""
    found = held.read(question).doc_ids
    documents = held._index.documents
    return None if found is None else {documents[key].source.removesuffix(".txt") for key in found}


@pytest.mark.parametrize(
    "question",
    ["补多少钱", "衢州补多少钱", "从上海搬来的企业补多少", "杭州人能享受吗", "衢州市的高企补多少"],
)
def test_no_other_place_is_asked_for(local: ScopeReader, question: str) -> None:
    assert local.read(question).elsewhere is None
    assert sources(local, question) in (None, {"qz"})


@pytest.mark.parametrize(
    ("question", "place"),
    [("宁波的民宿补多少", "宁波"), ("上海市装电梯补多少", "上海"), ("温州怎么规定的", "温州")],
)
def test_another_places_rules_are_not_ours(local: ScopeReader, question: str, place: str) -> None:
    assert local.read(question).elsewhere == place


@pytest.mark.parametrize(
    ("question", "documents"),
    [("衢州的民宿补多少", {"qz", "zj"}), ("宁波的民宿补多少", {"nb", "zj"})],
)
def test_the_place_selects_its_own_and_the_provinces(several, question, documents) -> None:
    found = sources(several, question)
    assert found is not None
    assert documents - {"zj"} <= found <= documents


@pytest.mark.parametrize(
    ("question", "document"),
    [("甬政发〔2031〕9号里民宿补多少", "nb"), ("衢政发〔2031〕7号还有效吗", "qz"),
     ("《消费促进若干政策》谁发的", "zj")],
)  # fmt: skip
def test_a_document_is_named_by_number_or_title(several, question: str, document: str) -> None:
    assert sources(several, question) == {document}


@pytest.mark.parametrize(
    ("question", "places"),
    [("开化今年配了多少", ("开化",)), ("衢州今年配了多少", ()), ("今年配了多少", ())],
)
def test_places_below_the_documents_own(local: ScopeReader, question: str, places) -> None:
    assert local.inside(question) == places


def test_without_a_place_every_document_counts(several: ScopeReader) -> None:
    assert sources(several, "民宿补多少") is None


def test_a_document_lies_in_its_place_or_above_it(several: ScopeReader) -> None:
    by_name = {d.source.removesuffix(".txt"): key for key, d in several._index.documents.items()}
    assert several.place_of(by_name["nb"]) == "宁波"
    assert several.related(by_name["qz"], by_name["zj"])
    assert not several.related(by_name["qz"], by_name["nb"])
