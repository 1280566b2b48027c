from __future__ import annotations

import pytest

from index.lexical import LexicalIndex
from index.query import QueryReader
from index.spelling import SpellingCorrector, load_misspellings
from index.tokenization import Tokenizer

CLAUSES = (
    "对新认定的国家高新技术企业给予补助，鼓励专精特新企业发展。",
    "支持企业建设数字化车间，落实研发费用加计扣除，开展知识产权质押融资。",
    "对托育机构给予补助，做好老年人养老服务和社会保险工作。",
)


@pytest.fixture(scope="module")
def reader() -> QueryReader:
    tokenizer = Tokenizer.with_words()
    lexical = LexicalIndex.build([tokenizer.tokenize(clause) for clause in CLAUSES])
    return QueryReader(tokenizer, lexical)


@pytest.mark.parametrize(
    ("asked", "mended"),
    [
        ("高薪技术企业补帖", "高新技术企业补贴"),
        ("专经特新企业", "专精特新企业"),
        ("数字话车间", "数字化车间"),
        ("知识产全质押", "知识产权质押"),
        ("社宝缴费", "社保缴费"),
    ],
)
def test_homophones_and_slips_are_mended(reader: QueryReader, asked: str, mended: str) -> None:
    assert reader.read(asked).text == mended


@pytest.mark.parametrize(
    "question", ["买车有没有补贴", "今天天气怎么样", "杭州市的政策", "优惠政策呀", "我想开个饭馆"]
)
def test_sound_questions_stay_as_they_are(reader: QueryReader, question: str) -> None:
    assert reader.read(question).text == question


def test_a_name_that_differs_at_its_head_is_another_name() -> None:
    corrector = SpellingCorrector([("市科技局", 3)], knows=lambda word: False)
    assert "".join(corrector.correct(["县", "科技局"])) == "县科技局"


def test_absent_terms_are_replaced_by_official_ones(reader: QueryReader) -> None:
    query = reader.read("高企能拿多少")
    assert query.official == "高新技术企业能拿多少"
    assert query.tokens["高新技术企业"] == 1.0


def test_present_terms_keep_their_place_and_weigh_more_than_their_synonyms(
    reader: QueryReader,
) -> None:
    query = reader.read("托育补助")
    assert query.official == query.text
    assert query.tokens["补助"] == 1.0
    assert query.tokens["补贴"] < 1.0


def test_misspellings_lead_to_other_words() -> None:
    assert all(wrong != right for wrong, right in load_misspellings().items())
