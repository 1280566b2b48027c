"""What is read off a question: clause and section numbers in any spelling, and what it is after."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.question import read_question
from assistant.references import clause_references, read_numeral, without_references

NUMBERS = st.integers(min_value=1, max_value=199)
_FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def chinese(number: int) -> str:
    """Write a number as a printed clause does: 十九, 一百零一."""
    written: str = cn2an.an2cn(number)
    return written.removeprefix("一") if 10 <= number < 20 else written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7), ("073", 73), ("七", 7), ("十", 10), ("十九", 19), ("二十", 20), ("廿三", 23),
        ("卅一", 31), ("一百零一", 101), ("百二十", None), ("两", 2), ("二一", 21), ("七三", 73),
        ("一〇二", 102), ("很多", None), ("", None),
    ],
)  # fmt: skip
def test_reads_a_numeral(text: str, value: int | None) -> None:
    assert value is None or read_numeral(text) == value
    if value is None and text != "百二十":
        assert read_numeral(text) is None


@given(st.integers(min_value=0, max_value=1999))
def test_every_printed_numeral_is_read(number: int) -> None:
    assert read_numeral(str(number)) == number
    assert read_numeral(cn2an.an2cn(number)) == number


@given(
    NUMBERS,
    st.sampled_from(
        [
            "第{a}条", "第{c}条", "第 {a} 条", "第（{c}）条", "第({a})条", "（{c}）", "({c})",
            "第{c}条是什么", "{a}条讲的什么", "{c}条说了啥", "第{a}项措施", "第{f}条",
            "（{c}） 责任单位", "请问第{c}条归谁管", "念一下第{a}条", "查{a}号条款", "条款{a}",
            "请看第{c}款的规定", "说说第（{a}）条",
        ]
    ),
)  # fmt: skip
def test_a_clause_is_named_in_any_printed_spelling(number: int, spelling: str) -> None:
    """Every spelling names the clause; a number that is written with one sign too."""
    written = chinese(number)
    text = spelling.format(a=number, c=written, f=written.translate(_FORMAL))
    assert read_question(text).clause_numbers == (str(number),)


@given(NUMBERS, NUMBERS, st.sampled_from(["第{}条和第{}条", "第{}条、第{}条", "第{}和{}条"]))
def test_two_clauses_are_named_in_order(first: int, second: int, spelling: str) -> None:
    assume(first != second)
    text = spelling.format(first, second)
    assert clause_references(text) == (str(first), str(second))


@given(NUMBERS, NUMBERS)
def test_a_number_named_twice_counts_once(first: int, second: int) -> None:
    assume(first != second)
    text = f"第{chinese(first)}条、第{chinese(second)}条，还是第{first}条"
    assert clause_references(text) == (str(first), str(second))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第一百三十三条之一", ("133-1",)),
        ("第五十六和五十七条分别归谁管", ("56", "57")),
        ("第壹拾玖条", ("19",)),
        ("第１９条", ("19",)),
        ("第廿一条写的啥", ("21",)),
        ("clause 12", ("12",)),
        ("No. 8", ("8",)),
        ("45", ("45",)),
        ("第7条和（九）比有啥不同", ("7", "9")),
        ("五十二", ("52",)),
        ("55#", ("55",)),
        ("陆拾条啥内容", ("60",)),
        ("【22】归哪些部门", ("22",)),
        ("63 谁管", ("63",)),
        ("四四条主管单位是", ("44",)),
        ("第六十八跳，托位数是几", ("68",)),
        ("五十二、五十三两条分别谁负责", ("52", "53")),
        ("三一跟三八各归谁", ("31", "38")),
        ("62～64，名字都报下", ("62", "63", "64")),
        ("（三）到（五）都是哪些单位的活", ("3", "4", "5")),
        ("三条产业链的链主补多少", ()),
        ("42条政策里有没有", ()),
    ],
)
def test_other_spellings(text: str, numbers: tuple[str, ...]) -> None:
    assert read_question(text).clause_numbers == numbers


@pytest.mark.parametrize(
    "text",
    [
        "民营经济42条有哪些要求", "稳外贸20条还有效吗", "2024年安排多少钱", "补30万对吗",
        "新建3条生产线", "60岁以上免费吗", "开通3条客货邮线路", "第三部分谁牵头", "第2季度能发吗",
        "二手车有补贴吗", "第1批老字号", "前100名", "打八五折", "第一次认定",
    ],
)  # fmt: skip
def test_other_numbers_name_no_clause(text: str) -> None:
    assert read_question(text).clause_numbers == ()


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("第三部分谁牵头", (3,)), ("第3大块讲什么", (3,)), ("第八章有几条", (8,)),
        ("第二个领域", (2,)), ("第五板块", (5,)), ("第四和第六部分", (6,)),
        ("三个部门一起管", ()), ("一部分企业", ()), ("第三条", ()),
    ],
)  # fmt: skip
def test_a_section_is_named(text: str, sections: tuple[int, ...]) -> None:
    assert read_question(text).section_numbers == sections


@pytest.mark.parametrize(
    ("text", "item", "numbers"),
    [
        ("第十条第（二）项", 2, ("10",)),
        ("第七条的第3点", 3, ("7",)),
        ("第七条第三项是什么", 3, ("7",)),
        ("第七条", None, ("7",)),
        ("第七项", None, ("7",)),
    ],
)
def test_an_item_inside_a_clause(text: str, item: int | None, numbers: tuple[str, ...]) -> None:
    question = read_question(text)
    assert question.sub_item == item
    assert question.clause_numbers == numbers


@pytest.mark.parametrize("text", ["最后一条是什么", "最后1条", "末条写的啥"])
def test_the_last_clause(text: str) -> None:
    question = read_question(text)
    assert question.from_the_end == 1
    assert question.intent == "clause"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("您好", "greeting"),
        ("你觉得这政策好吗", "other"),
        ("今天天气怎么样", "other"),
        ("第8条", "clause"),
        ("（四十）责任单位", "clause"),
        ("卫健委负责哪些条款", "list"),
        ("提到“银发经济”的有哪几条", "list"),
        ("提到“银发经济”的有几条", "count"),
        ("一共有多少条措施", "count"),
        ("体育局管几条", "count"),
        ("体育局管的都是第几条", "list"),
        ("专项债写在第几条", "facts"),
        ("第七部分谁牵头", "section"),
        ("我家老人62岁能免费打疫苗吗", "eligibility"),
        ("我们公司研发投了三百万，符合条件吗", "eligibility"),
        ("电梯要新装多少台", "facts"),
        ("托育归哪个部门管", "facts"),
    ],
)
def test_the_words_alone_tell_the_intent(text: str, intent: str) -> None:
    assert read_question(text).intent == intent


@pytest.mark.parametrize(
    ("text", "yes_no", "claim", "declarative"),
    [
        ("能叠加享受吗", True, False, False),
        ("容积率是1.5吗", True, False, True),
        ("补助是8万吧", False, True, True),
        ("床位新增400张", False, False, True),
        ("归谁管", False, False, False),
        ("补多少钱", False, False, False),
    ],
)
def test_what_is_to_be_confirmed(text: str, yes_no: bool, claim: bool, declarative: bool) -> None:
    question = read_question(text)
    assert (question.yes_no, question.claim, question.declarative) == (yes_no, claim, declarative)
    assert question.confirms is (yes_no or claim or declarative)


def test_the_words_stay_as_they_were_put() -> None:
    text = "  第１９條 補助 30 萬？ "
    question = read_question(text)
    assert question.text == text
    assert question.normalized == "第19条补助30万?"
    assert question.clause_numbers == ("19",)


def test_asks_for_any_of_several_aspects() -> None:
    question = read_question("最高补多少，归谁管")
    assert question.asks("cap", "phone")
    assert not question.asks("phone", "materials")


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    question = read_question(text)
    assert question.text == text
    assert all(number.replace("-", "").isdecimal() for number in question.clause_numbers)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("3到5条说的啥", ("3", "4", "5")), ("第7至9条", ("7", "8", "9")), ("念一念67", ("67",))],
)
def test_ranges_and_ways_of_asking_for_a_clause(text: str, numbers: tuple[str, ...]) -> None:
    assert read_question(text).clause_numbers == numbers


def test_a_clause_from_the_end() -> None:
    assert read_question("倒数第二条讲什么").from_the_end == 2
    assert read_question("第二条讲什么").from_the_end == 0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5、6、9三条的题目", ("5", "6", "9")), ("12，13，14条都讲啥", ("12", "13", "14")),
        ("五、六、九三条", ("5", "6", "9")), ("五、六、十三条", ("5", "6", "13")),
        ("第 4 4 条", ("44",)), ("第十九条第二款", ("19",)), ("第六十三", ("63",)),
        ("十九条的补助标准", ("19",)), ("民营经济42条是什么", ()),
    ],
)  # fmt: skip
def test_enumerations_and_spacings(text: str, numbers: tuple[str, ...]) -> None:
    assert read_question(text).clause_numbers == numbers


@pytest.mark.parametrize(
    ("text", "sections"),
    [("七部分（乡村振兴）里头", (7,)), ("一部分和四部分是不是同一家牵头", (1, 4)),
     ("一部分企业能领吗", ()), ("第三部分", (3,))],
)  # fmt: skip
def test_sections_by_number(text: str, sections: tuple[int, ...]) -> None:
    assert read_question(text).section_numbers == sections


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("百分之九十三的保费补贴", "93%的保费补贴"),
        ("增长百分之三点五", "增长3.5%"),
        ("保险覆盖面=第?条", "保险覆盖面=第几条"),
        ("百分之几", "百分之几"),
        ("要修好多公里", "要修多少公里"),
        ("比去年好多了吧", "比去年好多了吧"),
    ],
)
def test_spoken_numbers_are_read_as_written(text: str, normalized: str) -> None:
    assert read_question(text).normalized == normalized


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("从后往前数第三个，归哪个局", 3),
        ("第七部分最末一条的题目", 1),
        ("倒数第二条是哪条", 2),
        ("最后几条讲什么", 0),
    ],
)
def test_a_place_from_the_end(text: str, place: int) -> None:
    assert read_question(text).from_the_end == place


@pytest.mark.parametrize(
    ("text", "aspect", "asked"),
    [
        ("换了机床，技改奖补打哪个局电话", "unit", True),
        ("换了机床，技改奖补打哪个局电话", "phone", False),
        ("市经信局电话多少", "phone", True),
        ("负责人叫什么名", "phone", True),
        ("两个工程叫什么名", "phone", False),
        ("成果压箱底好几年能不能不公开", "duration", False),
        ("大货车几点以后不让进", "deadline", True),
        ("点名的是哪个小镇", "unit", False),
    ],
)
def test_what_is_asked_by_words_that_look_alike(text: str, aspect: str, asked: bool) -> None:
    assert (aspect in read_question(text).aspects) == asked


def test_a_rate_in_the_name_of_a_thing_is_not_asked_for() -> None:
    assert not read_question("社保降费率找哪个局问").asked


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("第2条安排了多少亿", "安排了多少亿"),
        ("十八条是说研发费要超过营收的百分之几", "研发费要超过营收的百分之几"),
        ("(12)那条,研发费占营收得到几个点", ",研发费占营收得到几个点"),
        ("六四条里头讲今年要搬多少人", "今年要搬多少人"),
        ("第18条超过5条的给多少", "超过5条的给多少"),
    ],
)
def test_what_a_question_asks_of_a_clause_beside_its_number(text: str, rest: str) -> None:
    assert without_references(text, clause_references(text)).strip() == rest
