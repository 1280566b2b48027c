"""Things of one kind that exclude each other."""

from __future__ import annotations

import pytest

from assistant.kinds import judge_kinds
from assistant.question import read_question


def verdict_of(judgement) -> str | None:
    return judgement and judgement.verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("建的是4A级景区对吗", "建设5A级景区。", "no"),
        ("建的是5A级景区对吗", "建设5A级景区。", None),
        ("九成说的是行政村吧", "实现乡镇通公路比例达到90%以上。", "no"),
        ("市级工业设计中心有奖励吗", "对国家级、省级工业设计中心给予奖励。", "no"),
        ("国家级实验室支持吗", "支持省级以上实验室。", None),
        ("有奖励吗", "对省级工业设计中心给予奖励。", None),
        ("增速低于平均就行吗", "力争贷款增速高于平均增速。", "no"),
        ("增速不能低于平均吧", "力争贷款增速高于平均增速。", None),
        ("今年新增五百亿吗", "力争贷款余额达到500亿元。", "no"),
        ("比例往上加吗", "比例逐年递减10%。", "no"),
        ("按当年投入算吗", "按近三年累计投入的5%给予激励。", "no"),
        ("人才专项是另外算的吗", "安排9.6亿元（含人才专项）。", "no"),
    ],
)
def test_another_thing_of_the_same_kind(question, sentence, verdict) -> None:
    assert verdict_of(judge_kinds(read_question(question), sentence)) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("那条示范带是龙游在做吧", "实施江山市“锦绣江山”示范带、龙游县“灵山秀水”项目。", "no"),
        ("那条示范带是江山的吧", "实施江山市“锦绣江山”示范带、龙游县“灵山秀水”项目。", None),
        ("县级实验室支持吗", "支持省级以上实验室。", "no"),
    ],
)
def test_another_place_or_a_lower_level(question, sentence, verdict) -> None:
    assert verdict_of(judge_kinds(read_question(question), sentence)) == verdict
