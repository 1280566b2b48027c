"""What the words of a question ask for: spoken ways for each aspect, and their look-alikes."""

from __future__ import annotations

import pytest

from assistant import cues
from assistant.question import asked_aspects


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("买设备能补多少钱", "amount"),
        ("一台给几万", "amount"),
        ("奖励金额有上限没", "amount"),
        ("补助标准是啥", "amount"),
        ("资助多少", "amount"),
        ("保费补百分之几", "rate"),
        ("通行费打几折", "rate"),
        ("费率控制在几个点", "rate"),
        ("覆盖率要达到多少", "rate"),
        ("最高能给多少", "cap"),
        ("封顶是几万", "cap"),
        ("上限多少", "cap"),
        ("可以连续享受几年", "duration"),
        ("补贴发多久", "duration"),
        ("要建几家", "count"),
        ("新增多少张床位", "count"),
        ("名额有多少", "count"),
        ("这块谁牵头", "lead"),
        ("哪个局主抓", "lead"),
        ("归哪个部门管", "unit"),
        ("这事找谁", "unit"),
        ("责任单位是谁", "unit"),
        ("啥部门对口", "unit"),
        ("要满足什么条件", "condition"),
        ("哪些企业可以报", "condition"),
        ("门槛高不高", "condition"),
        ("怎样才能拿到", "condition"),
        ("什么时候开始执行", "date"),
        ("几月份开始申报", "deadline"),
        ("申报截止到哪天", "deadline"),
        ("钱什么时候到账", "deadline"),
        ("怎么申请", "procedure"),
        ("去哪里办", "procedure"),
        ("有没有办事指南", "procedure"),
        ("联系电话是多少", "phone"),
        ("科技局在几楼", "phone"),
        ("要带什么材料", "materials"),
        ("准备啥", "materials"),
        ("这是第几条写的", "clause_number"),
        ("写在哪一条", "clause_number"),
        ("什么叫链主企业", "definition"),
        ("包干制是什么意思", "definition"),
        ("为啥不给补", "reason"),
    ],
)
def test_the_words_ask_for_an_aspect(question: str, aspect: cues.Aspect) -> None:
    assert aspect in asked_aspects(question)


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("哪几个亿元项目", "amount"),
        ("新增多少家企业", "amount"),
        ("要补多少钱", "count"),
        ("补助多少万", "count"),
        ("哪几家单位参与", "count"),
        ("去谁那里有优惠", "procedure"),
        ("第几条件", "clause_number"),
        ("这条讲什么", "clause_number"),
        ("企业上市怎么支持", "procedure"),
        ("高新企业补多少", "phone"),
        ("农业保险补贴打电话找谁", "phone"),
        ("打电话问哪个局", "phone"),
        ("补助不到账，问哪个局", "deadline"),
    ],
)
def test_look_alikes_do_not_ask_for_it(question: str, aspect: cues.Aspect) -> None:
    assert aspect not in asked_aspects(question)


def test_several_aspects_may_be_asked_for_at_once() -> None:
    assert asked_aspects("最高补多少钱，归哪个部门管") >= {"amount", "cap", "unit"}


def test_a_bare_statement_asks_for_nothing() -> None:
    assert asked_aspects("我们厂今年买了新机器") == frozenset()


@pytest.mark.parametrize(
    "question",
    [
        "小店也有补贴吗", "外地户口能上学不", "这个要钱伐", "农户能不能领", "可以叠加享受么",
        "是不是只有规上企业才行", "有没有给大学生的岗位", "要不要交土地款", "这样也行？",
        "停电损失赔没赔偿，有没有？", "电动车能免税嘛",
    ],
)  # fmt: skip
def test_a_yes_or_no_is_wanted(question: str) -> None:
    assert cues.YES_NO.search(question)


@pytest.mark.parametrize(
    "question",
    ["补贴给多少", "哪个部门管", "为什么", "怎么申请", "这么多", "什么条件", "那么"],
)
def test_no_yes_or_no_is_wanted(question: str) -> None:
    assert not cues.YES_NO.search(question)


@pytest.mark.parametrize(
    "question",
    [
        "是补八万吧", "归住建局管吧？", "听说装电梯有钱拿", "我记得是三年", "同行说封顶一百万",
        "床位有400张，对吧", "中介说材料要五份", "不是说免费么",
    ],
)  # fmt: skip
def test_a_claim_is_put_to_be_confirmed(question: str) -> None:
    assert cues.CLAIM.search(question)


@pytest.mark.parametrize("question", ["酒吧能补贴吗", "补多少", "谁负责养老", "网吧归谁管"])
def test_a_plain_question_is_no_claim(question: str) -> None:
    assert not cues.CLAIM.search(question)


@pytest.mark.parametrize(
    "question",
    [
        "民政局负责哪些条款", "提到机器人的有哪几条", "把养老的措施都列出来", "卫健委管什么事",
        "所有条款列个清单", "“共富工坊”出现在哪些地方", "教育局参与了哪些", "财政局名下的条款",
    ],
)  # fmt: skip
def test_a_list_is_wanted(question: str) -> None:
    assert cues.LIST_CUE.search(question)


@pytest.mark.parametrize("question", ["高企补多少", "哪个部门负责养老", "机器人有补贴吗"])
def test_no_list_is_wanted(question: str) -> None:
    assert not cues.LIST_CUE.search(question)


@pytest.mark.parametrize(
    "question",
    ["一共有多少条措施", "文旅局管几条", "养老的政策共几条", "几处提到数字经济", "有几项措施"],
)
def test_a_count_of_clauses_is_wanted(question: str) -> None:
    assert cues.COUNT_CUE.search(question)


@pytest.mark.parametrize(
    "question",
    [
        "要建几条生产线", "开通多少条线路", "打造多少条产业链", "新增几家企业",
        "开通几条客货邮线路", "培育多少条土特产全产业链",
    ],
)  # fmt: skip
def test_a_count_of_other_things_is_no_count_of_clauses(question: str) -> None:
    assert not cues.COUNT_CUE.search(question)


@pytest.mark.parametrize(
    "text", ["你好", "您好！", "在吗？", "谢谢啊", "你能做什么", "Hello", "再见～"]
)
def test_a_greeting(text: str) -> None:
    assert cues.GREETING.search(text)


@pytest.mark.parametrize("text", ["你好，装电梯补多少", "早教机构有补贴吗", "谢谢，那归谁管"])
def test_a_greeting_before_a_question_is_none(text: str) -> None:
    assert not cues.GREETING.search(text)


@pytest.mark.parametrize("text", ["不对，我问的是养老的", "错了，是省级的", "我说的是大学生"])
def test_a_correction(text: str) -> None:
    assert cues.CORRECTION.search(text)


@pytest.mark.parametrize("text", ["错峰用电有优惠吗", "对企业有什么支持"])
def test_no_correction(text: str) -> None:
    assert not cues.CORRECTION.search(text)


@pytest.mark.parametrize("text", ["床位新增400张", "容积率不低于1.5", "归民政局管"])
def test_a_statement_holds_no_word_of_asking(text: str) -> None:
    assert not cues.WH_WORD.search(text)


@pytest.mark.parametrize("text", ["补多少", "谁管", "啥条件", "咋申请", "几年", "说说养老政策"])
def test_a_word_of_asking(text: str) -> None:
    assert cues.WH_WORD.search(text)


@pytest.mark.parametrize("text", ["归哪个部门", "由哪些单位", "找哪几个局", "是哪个口子"])
def test_the_words_that_ask_for_a_unit_are_taken_whole(text: str) -> None:
    assert cues.ASPECT_CUES["unit"].sub("", text) == ""
