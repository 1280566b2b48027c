"""Questions of every kind on the default document, answered by the product as it is shipped."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Answer
from assistant.service import PolicyAssistant
from index.document import PolicyDocument
from index.parse import parse_file

IN_FORCE, EXPIRED = date(2024, 6, 1), date(2026, 11, 23)


@pytest.fixture(scope="module")
def document(default_source) -> PolicyDocument:
    return parse_file(default_source)


@pytest.fixture
def ask(default_assistant: PolicyAssistant):
    """Ask one or several turns; whatever is answered must rest on what it cites."""

    def answer(*turns: str, as_of: date = IN_FORCE) -> Answer:
        given = default_assistant.converse(turns, as_of=as_of)
        assert given.checks.quotes_verbatim
        assert given.checks.numbers_supported, given.text
        for citation in given.citations:
            assert citation.quote
            assert citation.quote in citation.clause.text
        if given.status in ("not_found", "clarify", "greeting"):
            assert given.citations == ()
        if given.status == "not_specified":
            assert given.citations
        return given

    return answer


def first(answer: Answer) -> str | None:
    return answer.citations[0].clause.number if answer.citations else None


@pytest.mark.parametrize(
    ("question", "number", "words"),
    [
        ("企业头一回被认定成国家高新技术企业，给多少钱", "19", "30万元"),
        ("高企重新认定给几万", "19", "10万元"),
        ("水稻完全成本保险的保费补几成", "52", "93%"),
        ("老旧小区今年新加装多少部电梯", "71", "150台"),
        ("入选现代服务业创新发展区头一次给多少补助经费", "32", "180万元"),
        ("省属国资路段ETC货车打几折", "41", "八五折"),
        ("设立外资研发中心的一次性激励最高多少", "49", "500万元"),
        ("首版次软件的保险补偿最多连着支持几年", "34", "3年"),
        ("慈善信托规模要扩大多少", "73", "100万元"),
        ("助餐服务在城乡社区的覆盖率目标是多少", "72", "75%"),
        ("海外引才要引进多少硕博研究生", "29", "1000人"),
        ("规模粮油种植补贴市级安排多少资金", "54", "1650万元"),
        ("公益性岗位今年开发多少个", "67", "5000个"),
        ("新认定省级工业设计中心奖励多少", "35", "30万元"),
    ],
)
def test_a_value_is_told_with_its_clause_and_units(ask, document, question, number, words) -> None:
    answer = ask(question)
    clause = next(c for c in document.clauses if c.number == number and c.kind == "measure")
    assert (answer.status, first(answer)) == ("answered", number)
    assert words in answer.text
    assert clause.no in answer.text
    assert answer.departments == tuple(unit.name for unit in clause.units)
    assert all(name in answer.text for name in answer.departments)
    assert len(answer.text) <= 260


def test_of_two_levels_only_the_one_asked_for_is_told(ask) -> None:
    answer = ask("新认定国家级工业设计中心奖励多少")
    assert "100万元" in answer.text
    assert "：30万元" not in answer.text


@pytest.mark.parametrize(
    ("question", "number", "unit"),
    [
        ("综保区申建这事找哪个部门", "50", "智造新城管委会"),
        ("孤独症儿童康复归谁管", "73", "市民政局"),
        ("奖补体育赛事是哪个局负责", "38", "市体育局"),
        ("加装电梯归哪个部门", "71", "市住建局"),
        ("加装电梯归谁管", "71", "市住建局"),
        ("普惠托育的认定是谁负责", "68", "市卫健委"),
    ],
)
def test_who_is_responsible(ask, question: str, number: str, unit: str) -> None:
    answer = ask(question)
    assert first(answer) == number
    assert unit in answer.departments
    assert unit in answer.text


@pytest.mark.parametrize(
    ("question", "number", "verdict"),
    [
        ("重新认定高企补20万对吧", "19", "no"),
        ("新认定高企补三十万吧", "19", "yes"),
        ("水稻保险政府补九成吧", "52", "no"),
        ("打流感疫苗老年人要自己掏钱吗", "72", "no"),
        ("技改的国家奖补和市里的奖补能不能叠加", "8", "yes"),
        ("电梯加装归住建局管吧", "71", "yes"),
        ("老旧小区加装电梯是教育局负责吧", "71", "no"),
        ("外资研发中心的激励每年都给吧", "49", "no"),
    ],
)
def test_a_verdict(ask, question: str, number: str, verdict: str) -> None:
    answer = ask(question)
    assert (first(answer), answer.verdict) == (number, verdict), answer.text


def test_a_wrong_claim_is_put_right(ask) -> None:
    assert ask("重新认定高企补20万对吧").text.startswith("不是20万，是10万元")


@pytest.mark.parametrize(
    ("question", "number", "verdict"),
    [
        ("我们是制造业企业，设备技改投了2500万，能有激励政策吗", "8", "yes"),
        ("我们单位去年研发只投了一百五十万，营收一个亿，研发补助能拿吗", "12", "no"),
    ],
)
def test_the_askers_own_case(ask, question: str, number: str, verdict: str) -> None:
    answer = ask(question)
    assert (first(answer), answer.verdict) == (number, verdict), answer.text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("司机之家的运营补贴具体给多少钱", "42"),
        ("办高企补助要交哪些材料", "19"),
        ("省级科技型中小企业补助什么时候申报截止", "19"),
        ("困难残疾人生活补贴怎么申请", "73"),
        ("老旧小区新增加装电梯打哪个电话问", "71"),
    ],
)
def test_what_the_document_leaves_open_is_told_so_with_its_clause(ask, question, number) -> None:
    answer = ask(question)
    assert (answer.status, first(answer)) == ("not_specified", number), answer.text
    assert "没有写明" in answer.text
    assert "12345" in answer.text


@pytest.mark.parametrize(
    "question", ["结婚登记要带什么", "火星探测器怎么报名", "出国签证找谁办", "护照丢了咋办"]
)
def test_what_no_clause_is_on_is_not_found(ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_found"
    assert "12345" in answer.text


@pytest.mark.parametrize("question", ["宁波的高企补助多少", "上海市老旧小区装电梯补多少"])
def test_another_citys_rules_are_not_told_as_ours(ask, question: str) -> None:
    answer = ask(question)
    assert answer.status in ("not_specified", "not_found")
    assert question[:2] in answer.text
    assert "不适用" in answer.text or "没有" in answer.text


@pytest.mark.parametrize("question", ["你好", "谢谢", "你觉得房价会涨吗", "讲个笑话吧"])
def test_small_talk_cites_nothing(ask, question: str) -> None:
    answer = ask(question)
    assert answer.status in ("greeting", "not_found")
    assert answer.verdict is None


@pytest.mark.parametrize("question", ["能补多少钱啊", "归哪个部门管", "要什么条件"])
def test_a_vague_question_is_asked_back_with_choices(ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "clarify"
    assert 2 <= len(answer.choices) <= 4


@pytest.mark.parametrize(
    "spelling",
    ["第（四十一）条", "第41条", "第四十一条", "41条讲的什么", "（四十一） 责任单位",
     "第 四十一 条", "第４１条", "第肆拾壹条", "條款41"],
)  # fmt: skip
def test_a_clause_by_its_number_in_any_spelling(ask, document, spelling: str) -> None:
    answer = ask(spelling)
    clause = next(c for c in document.clauses if c.number == "41" and c.kind == "measure")
    assert (answer.intent, answer.status) == ("clause", "answered")
    assert [c.clause.number for c in answer.citations] == ["41"]
    assert answer.departments == tuple(unit.name for unit in clause.units)
    assert clause.title in answer.text


def test_what_is_asked_of_a_named_clause_is_answered_from_it(ask, document) -> None:
    answer = ask("第35条国家级的奖多少钱")
    assert first(answer) == "35"
    assert "100万元" in answer.text
    for clause in document.clauses:
        if clause.kind == "measure" and clause.number in ("1", "10", "28", "63"):
            assert first(ask(f"第{clause.number}条有多少钱补助")) == clause.number


def test_a_number_that_does_not_exist(ask, document) -> None:
    total = sum(clause.kind == "measure" for clause in document.clauses)
    answer = ask("第八十八条讲了什么")
    assert answer.status == "not_found"
    assert f"共有{total}条" in answer.text


@pytest.mark.parametrize(
    ("question", "unit"),
    [("林业局都负责哪些条款", "市林业局"), ("医保局管几条", "市医保局"),
     ("市招商中心参与了哪些措施", "市招商中心")],
)  # fmt: skip
def test_a_list_or_count_is_complete(ask, document, question: str, unit: str) -> None:
    wanted = [
        c.number
        for c in document.clauses
        if c.kind == "measure" and unit in {u.canonical for u in c.units}
    ]
    answer = ask(question)
    assert [c.clause.number for c in answer.citations] == wanted
    assert f"共{len(wanted)}条" in answer.text


def test_how_many_measures_there_are(ask, document) -> None:
    total = sum(clause.kind == "measure" for clause in document.clauses)
    answer = ask("这个文件一共有多少条措施")
    assert answer.status == "answered"
    assert str(total) in answer.text


def test_facts_of_the_document_and_its_sections(ask, document) -> None:
    assert document.doc_number in ask("文件的文号是什么").text
    assert "2024年3月27日" in ask("这个通知哪天印发的").text
    leads = [unit.name for unit in document.sections[4].lead_units]
    assert ask("第五部分谁牵头").departments == tuple(leads)


@pytest.mark.parametrize("question", ["高企重新认定给几万", "第41条", "林业局都负责哪些条款"])
def test_an_expired_document_is_told_so(ask, question: str) -> None:
    late, then = ask(question, as_of=EXPIRED), ask(question)
    assert "已过期失效" in late.text
    assert "2026年11月23日" in late.text
    assert "已过期失效" not in then.text
    assert late.citations[0].validity.status(EXPIRED) == "expired"
    assert then.citations[0].validity.status(IN_FORCE) == "in_force"


def test_whether_it_is_still_in_force(ask) -> None:
    assert ask("这个文件现在还有效吗", as_of=EXPIRED).verdict == "no"
    assert ask("这个文件现在还有效吗").verdict == "yes"
    answer = ask("高企的补助现在还能领吗", as_of=EXPIRED)
    assert (answer.verdict, first(answer)) == ("no", "19")


@pytest.mark.parametrize(
    ("turns", "number", "words"),
    [
        (("新认定高企补多少", "归哪个部门管"), "19", "市科技局"),
        (("新认定国家级工业设计中心奖多少", "那省级的呢"), "35", "30万元"),
        (("重新认定的高企补多少", "这写在第几条"), "19", "第（十九）条"),
        (("第41条讲什么", "下一条呢"), "42", "（四十二）"),
        (("新认定高企补多少", "流感疫苗给谁免费打"), "72", "60岁以上"),
        (("公益性岗位开发多少", "大学生见习岗位呢"), "67", "2300个"),
        (("新认定高企补多少", "不对，我问的是重新认定的高企"), "19", "10万元"),
    ],
)
def test_a_follow_up(ask, turns: tuple[str, ...], number: str, words: str) -> None:
    answer = ask(*turns)
    assert first(answer) == number, answer.standalone_question
    assert words in answer.text


def test_what_was_understood_of_a_follow_up_is_shown(ask) -> None:
    answer = ask("新认定国家级工业设计中心奖多少", "那省级的呢")
    assert answer.question == "那省级的呢"
    assert "省级" in answer.standalone_question
    assert "工业设计中心" in answer.standalone_question


def test_two_questions_at_once_are_both_answered(ask) -> None:
    answer = ask("加装电梯今年多少台，公共充电桩新增多少个")
    assert {"71", "45"} <= {c.clause.number for c in answer.citations}
    assert "150台" in answer.text
    assert "500个" in answer.text


def test_a_pair_is_told_value_by_value(ask) -> None:
    answer = ask("国家级和省级工业设计中心分别奖多少钱")
    assert "国家级工业设计中心：100万元" in answer.text
    assert "省级工业设计中心：30万元" in answer.text
