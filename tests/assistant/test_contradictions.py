"""What a question supposes against what a sentence says in so many words."""

from __future__ import annotations

import pytest

from assistant.contradictions import (
    judge_denial,
    judge_excluded,
    judge_lacking,
    judge_limits,
    judge_words,
)
from assistant.question import read_question


def verdict_of(judgement) -> str | None:
    return judgement and judgement.verdict


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("国家和市里的奖补只能拿一个吧", "国家级奖补可与市级奖补政策叠加享受。"),
        ("两份奖补不能同时拿吗", "国家级奖补可与市级奖补政策叠加享受。"),
        ("这笔激励每年都发吗", "给予最高不超过五十万元的一次性激励。"),
        ("两项都能拿吧", "同一事项就高享受，不重复奖励。"),
        ("这个上限是死杠吧", "原则上单家企业不超过五十万元。"),
        ("保税区已经获批了吧", "支持申建综合保税区。"),
        ("加盖车间要不要补地价", "提高容积率的，不再增收土地价款。"),
        ("费率是不是要恢复到原来的", "继续执行阶段性降低费率政策。"),
        ("我们必须照这个来吗", "市属企业可参照执行。"),
        ("我们前年评上过，能再领吗", "对首次入选的给予补助。"),
        ("我们是服务业，不是工业企业，行吗", "对技改的制造业企业给予激励。"),
    ],
)
def test_what_is_supposed_contradicts_the_words(question: str, sentence: str) -> None:
    assert verdict_of(judge_words(read_question(question), sentence)) == "no"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("能不能叠加享受", "国家级奖补可与市级奖补政策叠加享受。"),
        ("可不可以同时享受", "国家级奖补可与市级奖补政策同时享受。"),
        ("不需要掏钱吧", "为老年人免费接种疫苗。"),
        ("不收费对吧", "开展参保居民免费健康体检。"),
        ("是一次性给吧", "给予最高不超过五十万元的一次性激励。"),
        ("打疫苗免费吗", "为老年人免费接种疫苗。"),
        ("每年都发吗", "按月发放补贴。"),
        ("首次入选有补助吗", "对首次入选的给予补助。"),
    ],
)
def test_nothing_contradicts(question: str, sentence: str) -> None:
    assert judge_words(read_question(question), sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("房票只能在本县用吗", "出台市域一体使用房票政策", "no"),
        ("必须是独立法人吗", "支持设立外资研发中心", "no"),
        ("必须是独立法人吗", "申报单位应当具有独立法人资格", None),
        ("补助一定给满吗", "可给予最高3000万元补助", "no"),
        ("改造要全覆盖吗", "改造覆盖率达到85%", "no"),
        ("激励是专门给外地人的吗", "支持设立外资研发中心", "no"),
        ("是不是所有企业都能用", "支持创新券兑付", "no"),
        ("是不是所有企业都能用", "对所有企业开放", None),
        ("能用吗", "支持创新券兑付", None),
    ],
)
def test_a_limit_that_the_text_does_not_set(question, sentence, verdict) -> None:
    assert verdict_of(judge_limits(read_question(question), sentence)) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("重新认定就没了，是吧", "重新认定的企业，给予10万元的补助。", "no"),
        ("没证书不给补吧", "对企业给予补助。", "no"),
        ("不用交土地款吧", "不再补缴土地价款。", None),
        ("能不能补", "对企业给予补助。", None),
        ("给不给", "对企业给予补助。", None),
        ("要不要交钱", "对企业给予补助。", None),
        ("不低于10%吧", "不低于10%的比例。", None),
    ],
)
def test_a_denial_of_what_is_given(question, sentence, verdict) -> None:
    assert verdict_of(judge_denial(read_question(question), sentence)) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("两类合起来2家就行吧", "新增示范企业和试点企业各2家以上。", "no"),
        ("两个指标要一起达标才行吗", "占比3%以上的企业，或投入200万元以上的企业。", "no"),
        ("今年就能搬走吧", "货场搬迁完成可研批复。", "no"),
        ("今年通车吧", "大桥建成通车。", None),
        ("随便哪条高速都认吗", "省属国资路段八五折优惠。", "no"),
    ],
)
def test_more_than_the_sentence_gives(question, sentence, verdict) -> None:
    asked = read_question(question)
    judged = judge_words(asked, sentence) or judge_limits(asked, sentence)
    assert verdict_of(judged) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("我没办居住证，能上公办吗", "持居住证的子女就读公办学校。", "no"),
        ("我有没有居住证都行吗", "持居住证的子女就读公办学校。", None),
        ("跟旅游八竿子打不着，优惠有吗", "个人出租住房经营乡村旅游的，给予优惠。", "no"),
        ("还没居住证，准备去办，能上吗", "持居住证的子女就读公办学校。", None),
        ("没卖出去过，能优先采购吗", "不得以商业业绩为由限制采购。", None),
    ],
)
def test_the_asker_lacks_what_is_demanded(question, sentence, verdict) -> None:
    assert verdict_of(judge_lacking(read_question(question), sentence)) == verdict


@pytest.mark.parametrize(
    ("question", "verdict"),
    [("涉密的成果也开放吗", "no"), ("非涉密的成果开放吗", None), ("成果开放吗", None)],
)
def test_what_is_left_out_by_name(question, verdict) -> None:
    assert verdict_of(judge_excluded(read_question(question), "推动非涉密成果开放。")) == verdict


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("改造停了吧", "持续推进老旧小区改造。"),
        ("比例每年一样吗", "补偿比例逐年递减10%。"),
        ("前年领过，今年还能再领吗", "给予一次性激励。"),
        ("已经正式归进对象了吧", "探索扩大帮扶对象。"),
        ("今年是头一批吧", "开展第二批认定。"),
        ("里头没算人才的钱吧", "安排9.6亿元（含人才专项）。"),
    ],
)
def test_what_a_sentence_plainly_says_otherwise(question: str, sentence: str) -> None:
    assert verdict_of(judge_words(read_question(question), sentence)) == "no"
