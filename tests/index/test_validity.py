"""When documents and clauses are in force, in the words that the files use."""

from datetime import date

import pytest

from index.parse import parse_document
from index.source_text import SourceText

NOTICE = (
    "甲市人民政府关于印发甲市若干措施的通知",
    "甲政发〔2024〕3号",
    "各县（市、区）人民政府：",
    "现将《甲市若干措施》印发给你们，请认真贯彻执行。",
    "甲市人民政府",
    "2024年2月1日",
    "甲市若干措施",
    "一、支持研发。给予补助。",
)


def parse(*lines: str):
    return parse_document(SourceText("\n".join(lines)), source_name="样例.txt")


def period(sentence: str):
    validity = parse(*NOTICE, "二、支持投资。给予补助。", sentence).validity
    return validity.effective_from, validity.until


@pytest.mark.parametrize(
    ("sentence", "start", "until"),
    [
        ("本措施自2024年3月1日起施行，有效期至2026年12月31日。", (2024, 3, 1), (2026, 12, 31)),
        ("本措施自2024年3月1日起施行，有效期3年。", (2024, 3, 1), (2027, 2, 28)),
        ("本措施自2024年3月1日起实施，有效期五年。", (2024, 3, 1), (2029, 2, 28)),
        ("本措施自印发之日起施行，有效期为两年。", (2024, 2, 1), (2026, 1, 31)),
        ("本措施自发布之日起30日后施行，有效期3年。", (2024, 3, 2), (2027, 3, 1)),
        (
            "本措施自公布之日起实施，未特别注明时限的，有效期至2024年12月31日。",
            (2024, 2, 1),
            (2024, 12, 31),
        ),
        ("本政策有效期自2024年1月1日至2025年12月31日。", (2024, 1, 1), (2025, 12, 31)),
        ("本措施执行期限为2024年3月1日至2024年12月31日。", (2024, 3, 1), (2024, 12, 31)),
        ("本措施执行至2025年6月30日。", None, (2025, 6, 30)),
        ("本措施自2024年3月1日起试行，试行期2年。", (2024, 3, 1), (2026, 2, 28)),
        ("本措施自发布之日起施行，暂定三年有效期。", (2024, 2, 1), (2027, 1, 31)),
        ("本措施自发布之日起施行，有效期18个月。", (2024, 2, 1), (2025, 7, 31)),
        ("以上措施均为2024年全年实施有效。", (2024, 1, 1), (2024, 12, 31)),
        ("本措施自2024年3月1日起施行。", (2024, 3, 1), None),
        ("本措施由市科技局负责解释。", None, None),
        ("本措施自二〇二四年三月一日起施行。", (2024, 3, 1), None),
    ],
)
def test_a_documents_period(sentence, start, until):
    expected = date(*start) if start else None, date(*until) if until else None
    assert period(sentence) == expected


def test_a_later_number_of_the_measures_states_it_too():
    validity = parse(*NOTICE, "二、附则。本措施自2024年3月1日起施行，有效期1年。").validity
    assert (validity.effective_from, validity.until) == (date(2024, 3, 1), date(2025, 2, 28))
    assert validity.text == "本措施自2024年3月1日起施行，有效期1年。"


def test_a_period_of_something_else_is_not_the_documents():
    document = parse(
        *NOTICE,
        "二、优化审批。评估有效期至2026年12月31日，证书有效期3年。（责任单位：市住建局）",
        "三、支持购房。在本政策有效期内购房的，给予补助。",
    )
    assert document.validity.until is None and document.validity.effective_from is None


def test_a_clause_has_its_own_period():
    document = parse(
        *NOTICE,
        "二、支持购房。自2024年1月1日至2024年6月30日，购买新建住房的给予补助。",
        "三、减免费用。政策执行至2025年12月31日。",
        "四、支持消费。2023年1月1日至2023年6月30日购车的补贴，2024年1月1日至2024年3月31日购车的奖励。",
        "五、支持创新。给予补助。",
        "本措施自印发之日起施行，有效期3年。",
    )
    own = {clause.number: clause.validity for clause in document.clauses if clause.number}
    assert (own["2"].effective_from, own["2"].until) == (date(2024, 1, 1), date(2024, 6, 30))
    assert (own["3"].effective_from, own["3"].until) == (None, date(2025, 12, 31))
    # Several periods in one clause: it holds from the first day of all to the last.
    assert (own["4"].effective_from, own["4"].until) == (date(2023, 1, 1), date(2024, 3, 31))
    assert own["5"] is None
    assert document.validity.until == date(2027, 1, 31)
    second = next(clause for clause in document.clauses if clause.number == "2")
    assert document.validity_of(second).status(date(2024, 8, 1)) == "expired"


def test_days_that_do_not_exist_state_nothing():
    assert period("本措施自2024年13月47日起施行，有效期至2024年2月30日。") == (None, None)


def test_a_draft_is_never_in_force():
    document = parse(
        "甲市促进办法（征求意见稿）",
        "第一条 为了发展，制定本办法。",
        "第二条 本办法自2024年3月1日起施行。",
    )
    assert document.validity.status(date(2024, 6, 1)) == "unknown"
