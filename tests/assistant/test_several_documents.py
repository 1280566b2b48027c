"""Questions over several made-up documents: whose rule is told, and when one is asked back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.indexing import open_assistant
from assistant.service import PolicyAssistant
from assistant.settings import Settings

IN_2025 = date(2025, 6, 1)

OLD = """海宁市人民政府关于印发海宁市科技创新若干措施的通知
海政发〔2023〕5号
各镇人民政府：
现将《海宁市科技创新若干措施》印发给你们，请认真贯彻执行。
海宁市人民政府
2023年3月1日
海宁市科技创新若干措施
一、支持创新主体
（一）培育高新技术企业。对新认定的国家高新技术企业，给予20万元奖励。（责任单位：市科技局）
（二）鼓励发明创造。对新授权的发明专利，每件给予2000元资助。（责任单位：市市场监管局）
本措施自2023年3月1日起施行，有效期至2024年2月29日。
"""
NEW = """海宁市人民政府关于印发海宁市科技强市若干政策的通知
海政发〔2025〕8号
各镇人民政府：
现将《海宁市科技强市若干政策》印发给你们，请认真贯彻执行。
海宁市人民政府
2025年1月10日
海宁市科技强市若干政策
一、支持创新主体
（一）培育高新技术企业。对新认定的国家高新技术企业，给予35万元奖励。（责任单位：市科技局）
（二）支持研发机构。对新认定的省级企业研究院，给予50万元奖励。（责任单位：市科技局）
（三）推广大型仪器共享。对共享仪器的单位，按服务收入的20%给予补助。（责任单位：市科技局）
本政策自2025年1月10日起施行，有效期至2027年12月31日。
"""
TALENT = """海宁市人力资源和社会保障局关于印发海宁市人才安居办法的通知
海人社发〔2024〕3号
各镇人民政府：
现将《海宁市人才安居办法》印发给你们。
海宁市人力资源和社会保障局
2024年5月20日
海宁市人才安居办法
第一条 对在海宁首次购房的博士研究生，给予30万元购房补贴。
第二条 对新认定的省级企业研究院，给予40万元奖励。
第三条 本办法自2024年6月1日起施行。
"""
ELSEWHERE = """永康市人民政府关于印发永康市工业发展若干意见的通知
永政发〔2024〕11号
各镇人民政府：
现将《永康市工业发展若干意见》印发给你们。
永康市人民政府
2024年2月2日
永康市工业发展若干意见
第一条 对新认定的国家高新技术企业，给予15万元奖励。
第二条 对首次上规模的工业企业，给予10万元奖励。
第三条 本意见自2024年3月1日起施行。
"""
NATIONAL = """职工体检规定
（2020年5月1日国务院令第999号公布）
第一条 用人单位应当每两年组织职工体检一次，费用由用人单位承担。
第二条 职工体检的时间计入工作时间。
第三条 本规定自2020年6月1日起施行。
"""


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> PolicyAssistant:
    root = tmp_path_factory.mktemp("several")
    sources = root / "sources"
    sources.mkdir()
    texts = {"旧": OLD, "新": NEW, "人才": TALENT, "永康": ELSEWHERE, "体检": NATIONAL}
    for name, text in texts.items():
        (sources / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(source_dir=sources, index_dir=root / "index", models_dir=models_dir)
    return open_assistant(settings=settings)


def sources_of(answer):
    return [citation.document.source for citation in answer.citations]


def test_the_place_chooses_the_document_and_what_is_in_force_beats_what_has_ended(several):
    answer = several.ask("海宁新认定的国家高新技术企业奖励多少", as_of=IN_2025)
    assert answer.status == "answered"
    assert sources_of(answer) == ["新.txt"]
    assert "35万元" in answer.text and "20万元" not in answer.text
    assert "海宁市科技强市若干政策" in answer.text


def test_another_places_rule_is_never_told_as_the_askers(several):
    for question in ("杭州新认定的国家高新技术企业奖励多少", "桐乡新认定的国家高新技术企业奖多少"):
        answer = several.ask(question, as_of=IN_2025)
        assert answer.status == "not_specified"
        assert not any(amount in answer.text for amount in ("15万元", "20万元", "35万元"))


def test_without_a_place_one_question_back_with_a_choice_for_each(several):
    answer = several.ask("新认定的国家高新技术企业奖励多少", as_of=IN_2025)
    assert answer.status == "clarify"
    assert len(answer.choices) == 2
    told = {several.ask(choice, as_of=IN_2025).text.split("。")[0] for choice in answer.choices}
    assert any("35万元" in words for words in told)
    assert any("15万元" in words for words in told)


def test_two_in_force_that_differ_are_told_side_by_side(several):
    answer = several.ask("海宁新认定的省级企业研究院奖励多少", as_of=IN_2025)
    assert answer.status == "answered"
    assert sources_of(answer) == ["新.txt", "人才.txt"]
    newer, older = answer.text.splitlines()[:2]
    assert "50万元" in newer and "海政发〔2025〕8号，2025年1月10日" in newer
    assert "40万元" in older and "海人社发〔2024〕3号，2024年5月20日" in older
    assert answer.checks.numbers_supported


def test_a_national_rule_counts_in_every_place(several):
    answer = several.ask("杭州的职工体检时间算不算工作时间", as_of=IN_2025)
    assert sources_of(answer) == ["体检.txt"]
    assert "不适用于" not in answer.text


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("永康那个文件第二条讲什么", "永康.txt"),
        ("海政发2025年8号文第二条", "新.txt"),
        ("人才安居办法第二条", "人才.txt"),
        ("海宁2023年的文件第二条", "旧.txt"),
        ("职工体检规定第二条原文", "体检.txt"),
    ],
)
def test_a_clause_is_looked_up_in_the_document_that_is_named(several, question, source):
    answer = several.ask(question, as_of=IN_2025)
    assert answer.intent == "clause"
    assert sources_of(answer) == [source]
    assert answer.citations[0].clause.number == "2"


def test_a_bare_clause_number_is_asked_back_or_taken_from_the_conversation(several):
    answer = several.ask("第二条讲什么", as_of=IN_2025)
    assert answer.status == "clarify"
    assert all(choice.endswith("第二条讲什么") for choice in answer.choices)
    followed = several.converse(["永康那个文件第一条讲什么", "第二条呢"], as_of=IN_2025)
    assert sources_of(followed) == ["永康.txt"]


def test_a_number_that_the_named_document_lacks_is_told_so(several):
    answer = several.ask("永康那个文件第九条讲什么", as_of=IN_2025)
    assert answer.status == "not_found"
    assert "共有3条" in answer.text


@pytest.mark.parametrize(
    ("turn", "amount"), [("永康的呢", "15万元"), ("那永康呢", "15万元"), ("换成永康", "15万元")]
)
def test_a_follow_up_asks_the_old_question_of_another_place(several, turn, amount):
    answer = several.converse(["海宁新认定的国家高新技术企业奖励多少", turn], as_of=IN_2025)
    assert amount in answer.text
    assert sources_of(answer) == ["永康.txt"]
    assert "海宁" not in answer.standalone_question


def test_the_facts_of_the_named_document_are_told(several):
    assert "海政发〔2025〕8号" in several.ask("海宁科技强市那个政策文号多少", as_of=IN_2025).text
    assert "共3条" in several.ask("永康的文件一共多少条", as_of=IN_2025).text
    ended = several.ask("海宁科技创新若干措施现在还有效吗", as_of=IN_2025)
    assert ended.verdict == "no"
    assert "2024年2月29日" in ended.text
    assert sources_of(ended) == ["旧.txt"]


def test_a_fact_that_fits_several_documents_is_asked_back(several):
    answer = several.ask("文号是多少", as_of=IN_2025)
    assert answer.status == "clarify"
    assert 2 <= len(answer.choices) <= 4


def test_a_list_by_unit_says_from_which_document_each_clause_is(several):
    answer = several.ask("海宁市科技局负责哪些条", as_of=IN_2025)
    assert set(sources_of(answer)) == {"旧.txt", "新.txt"}
    assert "《海宁市科技创新若干措施》1条" in answer.text
    assert "《海宁市科技强市若干政策》3条" in answer.text
