"""Whether something must be paid for."""

from __future__ import annotations

import pytest

from assistant.paying import judge_cost, read_cost
from assistant.question import read_question
from assistant.verdict import Judgement

FREE = "继续实施集装箱运输车辆通行费六五折优惠、鲜活农产品运输绿色通道免费等政策。"
FITS = Judgement("yes", "按您说的情况，符合条文写明的条件。")
FITS_NOT = Judgement("no", "按您说的情况，不符合条文写明的条件。")
OPEN = Judgement("depends", "还要看其他条件，现有信息不能判断。")


@pytest.mark.parametrize(
    ("question", "supposed"),
    [
        ("打疫苗要自己掏钱吗", "paid"),
        ("打疫苗要不要花钱", "paid"),
        ("体检收不收费", "paid"),
        ("今年打针掏不掏钱", "paid"),
        ("过路费还收我的吗", "paid"),
        ("绿色通道还要不要交过路费", "paid"),
        ("打疫苗不用自己出钱吧", "free"),
        ("指标是免费的吗", "free"),
        ("衢州有几个收费站，对吧", None),
        ("交通局管这事吗", None),
        ("研发投入190万能补吗", None),
        ("打疫苗要多少钱", None),
    ],
)
def test_what_a_question_supposes(question: str, supposed: str | None) -> None:
    assert read_cost(read_question(question)) == supposed


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("打疫苗要自己掏钱吗", "为老年人免费接种疫苗。", "no"),
        ("体检收不收费", "开展参保居民免费健康体检。", "no"),
        ("过路费还收我的吗", "1类客车免收通行费。", "no"),
        ("指标是免费的吗", "建立指标有偿使用机制。", "no"),
        ("绿色通道还要不要交过路费", FREE, "no"),
        ("集装箱车要交过路费吗", FREE, None),
        ("打疫苗免费吗", "为老年人免费接种疫苗。", None),
    ],
)
def test_only_the_cost_of_the_same_thing_is_denied(
    question: str, sentence: str, verdict: str | None
) -> None:
    judged = judge_cost(read_question(question), sentence, None)
    assert (judged and judged.verdict) == verdict


@pytest.mark.parametrize(
    ("fit", "verdict"), [(FITS, "no"), (FITS_NOT, "yes"), (OPEN, "depends")]
)
def test_who_is_not_meant_pays(fit: Judgement, verdict: str) -> None:
    question = read_question("我妈打疫苗要自己掏钱吗")
    judged = judge_cost(question, "为60岁以上老年人免费接种疫苗。", fit)
    assert judged is not None
    assert judged.verdict == verdict
