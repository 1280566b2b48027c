"""How likely a sentence does not say what a question supposes."""

from __future__ import annotations

import pytest

from assistant.supposing import SURELY_UNSAID, SupposingWeights, features_of, unsaid


@pytest.mark.parametrize(
    ("question", "sentence", "feature", "value"),
    [
        ("这笔钱只给工厂吗", "对企业给予补助。", "only", 1.0),
        ("这笔钱只给工厂吗", "仅对企业给予补助。", "only", 0.0),
        ("就业帮扶有没有", "开展就业帮扶。", "only", 0.0),
        ("每个村都有份吗", "对重点村给予补助。", "all", 1.0),
        ("全市有份吗", "对重点村给予补助。", "all", 0.0),
        ("必须公开吗", "应当公开成熟度。", "must", 0.0),
        ("能不能叠加", "可叠加享受。", "open", 1.0),
        ("小车免通行费吗", "对客车免收通行费。", "rival_word", 1.0),
        ("客车免通行费吗", "对客车免收通行费。", "rival_word", 0.0),
        ("是县里掏的吗", "由市财政出。", "named_unsaid", 1.0),
        ("算不算", "由市财政出。", "named_unsaid", 0.0),
    ],
)
def test_what_is_weighed(question: str, sentence: str, feature: str, value: float) -> None:
    assert features_of(question, sentence, 0.5)[feature] == value


def test_every_feature_has_a_weight() -> None:
    names = {*SupposingWeights._fields} - {"bias"}
    assert set(features_of("是不是只给甲", "给乙。", 0.5)) == names


def test_what_is_supposed_beside_the_sentence_is_denied() -> None:
    assert unsaid("是不是专门给医院用的", "对科创平台承担的项目实施包干制。", 0.4) >= SURELY_UNSAID
    assert unsaid("有没有海外工程师的资助", "支持引进海外工程师，给予资助。", 0.9) < SURELY_UNSAID
