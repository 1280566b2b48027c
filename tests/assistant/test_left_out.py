"""What a question asks for that a clause's best sentence leaves out."""

from __future__ import annotations

import pytest

from assistant.evidence import Statement
from assistant.left_out import left_out, other_sum, sentence_wanted, stating
from assistant.question import read_question
from index.document import Clause


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("要满足什么条件", "对研发投入200万元以上的企业给予补助。", ""),
        ("要什么条件", "年满60周岁、经民政部门认定。", ""),
        ("要满足什么条件", "加快推进综合保税区建设。", "具体条件"),
        ("补多少钱", "加快推进综合保税区建设。", ""),
        ("高铁哪年哪月通车", "加快建成高铁，加强海港联动发展。", "具体时间"),
        ("高铁什么时候通车", "高铁力争2027年底建成通车。", ""),
        ("高铁归谁管", "加快建成高铁。", ""),
        ("新医院建在哪个乡镇", "新建医院2家。", "具体地点"),
        ("旧货场要搬到哪里去", "旧货场搬迁完成可研批复。", "具体地点"),
        ("枢纽放在哪个区", "推进衢江区多式联运枢纽建设。", ""),
        ("新医院选址定了吗", "医院位于滨江。", ""),
        ("去哪里申请补助", "对企业给予补助。", ""),
        ("是哪5个园区", "新建园区5个。", "具体名单"),
        ("五个市场的名字念给我听", "改造市场5个、停车位300个。", "具体名单"),
        ("是哪3个园区", "建设高新、临港、空港3个园区。", ""),
        ("重点村有没有我们村", "实现县（市、区）全覆盖，提升重点村30个。", "具体名单"),
        ("哪几个部门一起管", "新建园区5个。", ""),
        ("管园区的是哪两家", "新建园区5个。", ""),
        ("进了名单的补多少钱", "新建园区5个。", ""),
        ("单位名单给全", "新建园区5个。", ""),
        ("新手开店有租房补贴吗", "支持就业创业，开发见习岗位2300个以上。", "这样的补贴或优惠"),
        ("养蜂有没有补贴", "对养殖户给予补助。", ""),
        ("坐车打折吗", "加快建成高铁。", "这样的补贴或优惠"),
        ("担保那边给不给开保函", "由担保机构出具保函。", ""),
        ("有租房补贴，对吧", "开发见习岗位2300个以上。", ""),
        ("免费筛查查些什么项目", "免费筛查10万人以上。", "具体项目"),
        ("免费筛查查哪些项目", "免费筛查包括视力和听力。", ""),
    ],
)
def test_a_detail_left_out(question: str, sentence: str, missing: str) -> None:
    assert left_out(read_question(question), sentence) == missing


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("庄稼淹了赔多少", "给予保费93%补贴。", "赔偿的数额"),
        ("出了事赔多少", "按照损失的80%赔付。", ""),
        ("逾期不报罚多少", "给予50万元奖励。", "罚款的数额"),
        ("人才公寓租金多少", "新建公寓500套，投资3亿元。", "租金的数额"),
        ("创业贷款利率多少", "按LPR加50个基点执行。", ""),
        ("奖多少", "给予50万元奖励。", ""),
        ("夜市摊位费多少一个月", "支持展会200场次以上。", "摊位费的数额"),
        ("保教费涨到多少", "通过评估的县比例达到100%。", "保教费的数额"),
        ("通行费多少", "通行费打六五折。", ""),
        ("过路费减多少", "减免通行费2亿元以上。", ""),
        ("创业贷款贴息几个点", "按照不超过总额8%的额度出具保函。", "贴息的数额"),
        ("创业贷款贴息几个点", "给予3个百分点的贴息。", ""),
        ("说赔付不超过八成，对吧", "给予保费93%补贴。", ""),
    ],
)
def test_one_sum_is_not_told_for_another(question: str, sentence: str, missing: str) -> None:
    assert other_sum(read_question(question), sentence) == missing


def test_another_sentence_may_state_what_the_best_one_leaves_out() -> None:
    question = read_question("是哪3个园区")
    said = [_statement("新建园区3个。", 1.0), _statement("园区包括高新、临港、空港。", 0.9)]
    assert stating(question, said) is said[1]
    assert stating(question, [said[0], _statement("园区包括高新、临港。", 0.5)]) is None


@pytest.mark.parametrize(
    ("asked", "place"), [("主攻哪两块", 1), ("品牌叫什么", 2), ("归谁管", 0), ("哪三条高速", 1)]
)
def test_the_sentence_in_the_form_of_what_is_asked_for(asked: str, place: int) -> None:
    said = [
        _statement("布局未来产业。", 1.0),
        _statement("发展前沿新材料、储能等领域。", 0.9),
        _statement("打造“衢动力”品牌。", 0.8),
        _statement("分为甲、乙两类，叫“丙”。", 0.2),
    ]
    assert sentence_wanted(read_question(asked), said) is said[place]


def _statement(text: str, score: float) -> Statement:
    clause = Clause("d1.m1", "d1", "measure", "（一）", "1", "甲", text, None, (), (0, len(text)))
    return Statement(clause, (0, len(text)), text, score, 1.0, False, (0, len(text)))
