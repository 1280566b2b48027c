from __future__ import annotations

import pytest

from index.synonyms import expand, load_thesaurus
from index.tokenization import default_tokenizer


def alternatives(question: str) -> dict[str, tuple[str, ...]]:
    words = default_tokenizer().words(question)
    return {expansion.term: expansion.alternatives for expansion in expand(words)}


@pytest.mark.parametrize(
    ("question", "term", "official"),
    [
        ("高企补助多少", "高企", "高新技术企业"),
        ("社保怎么交", "社保", "社会保险"),
        ("我家娃上托班", "娃", "婴幼儿"),
        ("我家娃上托班", "托班", "托育"),
        ("买电车有补贴吗", "电车", "新能源汽车"),
        ("老人能免费打疫苗吗", "老人", "老年人"),
        ("老人能免费打疫苗吗", "打疫苗", "接种"),
        ("买房子有补贴吗", "买房子", "商品房"),
        ("酒驾怎么处罚", "酒驾", "饮酒后驾驶"),
    ],
)
def test_everyday_words_reach_the_official_ones(question: str, term: str, official: str) -> None:
    assert official in alternatives(question)[term]


def test_an_official_term_is_not_widened_to_everyday_words() -> None:
    assert "娃" not in str(alternatives("婴幼儿照护"))


def test_a_term_inside_a_longer_word_does_not_count() -> None:
    assert "房" not in alternatives("房地产开发")
    assert "车" not in alternatives("数字化车间")


def test_the_longest_term_at_a_place_wins() -> None:
    assert set(alternatives("国家高新技术企业")) == {"国家高新技术企业"}


def test_spans_point_at_the_terms() -> None:
    words = default_tokenizer().words("请问高企补助")
    text = "".join(words)
    assert all(text[slice(*found.span)] == found.term for found in expand(words))


def test_the_table_is_sound() -> None:
    thesaurus = load_thesaurus()
    assert len(thesaurus.same) > 500
    for term, others in (*thesaurus.same.items(), *thesaurus.means.items()):
        assert others
        assert term not in others, f"{term} points to itself"
        assert len(term) > 1 or term in thesaurus.means, f"{term} is too short for a group"
