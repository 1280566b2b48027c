from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asker import Facts, load_facts, parse_facts, read_fact_table
from assistant.statements import split_statements
from index.errors import InputError
from index.interval import Interval

AS_OF = date(2024, 6, 1)


def figures(text: str) -> dict[str, Interval]:
    return {figure.metric.name: figure.value for figure in parse_facts(text).figures}


def exactly(value: float | str) -> Interval:
    number = Fraction(str(value))
    return Interval(number, number)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("去年营收8000万", "营业收入", 80_000_000),
        ("研发花了310万", "研发费用", 3_100_000),
        ("营收3个亿", "营业收入", 300_000_000),
        ("研发费一百五十万", "研发费用", 1_500_000),
        ("研发一年50w", "研发费用", 500_000),
        ("研发占营收4%", "研发费用占营业收入比重", 4),
        ("研发费用率百分之六", "研发费用占营业收入比重", 6),
        ("研发费用为营收的4%", "研发费用占营业收入比重", 4),
        ("研发费用一年涨了两成", "研发费用年增长率", 20),
        ("研发费用比上年下降5%", "研发费用年增长率", -5),
        ("R&D经费投入2,000,000元", "研发费用", 2_000_000),
        ("研发费用合计为贰佰万元", "研发费用", 2_000_000),
        ("研发投入不是200万，是180万", "研发费用", 1_800_000),
        ("原来以为研发有220万，审计下来只有190万", "研发费用", 1_900_000),
        ("没有研发", "研发费用", 0),
        ("年产值同比增长1500万元", "产值年增长率", 15_000_000),
        ("营收增长到8000万", "营业收入", 80_000_000),
        ("今年买设备做技改投了2000万整", "设备技改投资", 20_000_000),
        ("近三年研发累计8000万", "近三年累计研发费用", 80_000_000),
        ("保费一千整", "保费", 1000),
        ("我今年58", "年龄", 58),
        ("我六十整", "年龄", 60),
        ("我爸六十岁生日还没过", "年龄", 59),
        ("研发占比0.028", "研发费用占营业收入比重", "2.8"),
        ("研发费用增幅两成半", "研发费用年增长率", 25),
        ("研发同比+22%", "研发费用年增长率", 22),
        ("营收五千，研发一百八", "研发费用", 1_800_000),
        ("我们一年做四千万生意", "营业收入", 40_000_000),
        ("近三年累计研发投入一个亿零五百万", "近三年累计研发费用", 105_000_000),
        ("家庭可支配收入人均三万，三口之家", "家庭年可支配收入", 90_000),
        ("老伴六十五岁", "年龄", 65),
        ("我们一家一年可支配收入9万", "家庭年可支配收入", 90_000),
    ],
)
def test_reads_a_figure_in_the_askers_words(text: str, name: str, value: float) -> None:
    assert figures(text)[name] == exactly(value)


@pytest.mark.parametrize(
    ("text", "name", "interval"),
    [
        ("研发超过200万", "研发费用", Interval(Fraction(2_000_000), None, low_open=True)),
        ("研发不到200万", "研发费用", Interval(None, Fraction(2_000_000), high_open=True)),
        ("研发8000多万", "研发费用", Interval(Fraction(80_000_000), None, low_open=True)),
        ("研发大概100万", "研发费用", Interval(Fraction(900_000), Fraction(1_100_000))),
        ("研发没有200万", "研发费用", Interval(None, Fraction(2_000_000), high_open=True)),
        ("研发没超过200万", "研发费用", Interval(None, Fraction(2_000_000))),
        ("差两个月满60", "年龄", Interval(None, Fraction(60), high_open=True)),
        ("我妈虚岁60", "年龄", Interval(Fraction(58), Fraction(59))),
        ("快60岁了", "年龄", Interval(Fraction(58), Fraction(60), high_open=True)),
    ],
)
def test_keeps_a_vague_figure_vague(text: str, name: str, interval: Interval) -> None:
    assert figures(text)[name] == interval


NO_FIGURES = ["明年准备投技改3000万", "打算研发投500万", "研发中心有三个", "研发投入不少"]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_plans_and_names_are_no_figures(text: str) -> None:
    assert parse_facts(text).figures == ()


def test_one_statement_may_hold_two_figures_each_with_its_metric() -> None:
    assert figures("另外研发一年180万、营收2亿") == {
        "研发费用": exactly(1_800_000),
        "营业收入": exactly(200_000_000),
    }


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1964年6月1日出生", 60, 60),
        ("1964年6月2日出生", 59, 59),
        ("1964年5月出生", 60, 60),
        ("1964年7月生的", 59, 59),
        ("1964年出生", 59, 60),
    ],
)
def test_counts_completed_years_on_the_day(text: str, low: int, high: int) -> None:
    (birth,) = parse_facts(text).births
    assert birth.age(AS_OF) == Interval(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "word", "polarity"),
    [
        ("我们买了科技保险", "科技保险", "asserted"),
        ("没买过科技保险", "科技保险", "denied"),
        ("货车ETC没装", "ETC", "denied"),
        ("不是小微也不是综合服务企业", "综合服务企业", "denied"),
        ("用的是储值卡ETC不是记账卡", "储值卡", "asserted"),
        ("用的是储值卡ETC不是记账卡", "记账卡", "denied"),
        ("有没有记账卡我得问我老婆", "记账卡", "doubtful"),
        ("还在申报现代服务业创新发展区", "创新发展区", "pending"),
        ("想自己认定高层次人才", "高层次人才", "intended"),
        ("能不能补保费", "保费", "asked"),
        ("残疾人但不困难", "困难", "denied"),
        ("困难老人有没有养老补贴", "困难", "asserted"),
    ],
)
def test_tells_the_asserted_from_the_rest(text: str, word: str, polarity: str) -> None:
    (statement,) = split_statements(text)
    start = statement.text.lower().index(word.lower())
    assert statement.polarity((start, start + len(word))) == polarity


def test_reads_a_fact_file(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(
        "研发费用: {value: 310, unit: 万元, period: 去年}\n"
        "营业收入: 8000万\n新认定的国家高新技术企业: 是\n",
        encoding="utf-8",
    )
    facts = load_facts(path)
    values = {figure.metric.of: figure.value for figure in facts.figures}
    assert values == {"研发费用": exactly(3_100_000), "营业收入": exactly(80_000_000)}
    assert [s.forced for s in facts.statements if s.forced is not None] == [True]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "逐行写"),
        ("- 1\n- 2\n", "逐行写"),
        ("a: [", "不是有效的YAML"),
        ("a: &x 1\nb: *x\n", "锚点"),
        ("研发费用: {价值: 3}", "不认识的字段"),
        ("研发费用: {value: }", "缺少可用的value"),
        ("研发费用: {value: [1, 2]}", "缺少可用的value"),
        ("研发费用: {value: 很多}", "读不懂"),
        ("研发费用: {value: 3, unit: 公斤力}", "读不懂"),
        (f"{'名' * 200}: 是", "不超过80字"),
        ("3: 是\n", "名称"),
        ("研发费用: {value: 3, unit: 岁}", "单位应是元"),
    ],
)
def test_says_what_is_wrong_with_a_fact_file(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=complaint):
        load_facts(path)


def test_refuses_files_that_are_absent_too_large_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="读不了事实文件"):
        load_facts(tmp_path / "none.yaml")
    large = tmp_path / "large.yaml"
    large.write_text("a: 1\n" * 20_000, encoding="utf-8")
    with pytest.raises(InputError, match="太大"):
        load_facts(large)
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        load_facts(binary)


def test_refuses_empty_and_endless_texts() -> None:
    with pytest.raises(InputError, match="空的"):
        parse_facts("  \n")
    with pytest.raises(InputError, match="太长"):
        parse_facts("我" * 5000)


def test_joined_facts_keep_their_statements() -> None:
    joined = parse_facts("营收8000万").joined(parse_facts("研发310万，我们是企业"))
    figure = joined.figures[1]
    assert joined.statements[figure.statement].text == "研发310万"


def test_a_form_may_hold_many_facts_but_not_endless_ones() -> None:
    with pytest.raises(InputError, match="太多"):
        read_fact_table({f"事实{n}": True for n in range(300)})


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        facts = parse_facts(text)
    except InputError:
        return
    assert isinstance(facts, Facts)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("研发费二百万还缺两千块", "研发费用", 1_998_000),
        ("研发费差两千块到200万", "研发费用", 1_998_000),
        ("研发费比200万多两千块", "研发费用", 2_002_000),
        ("保费四十二万八", "保费", 428_000),
        ("交了三十五万五保费", "保费", 355_000),
        ("我爸今年六十有二", "年龄", 62),
        ("今年计划研发投500万，去年实际只有120万", "研发费用", 1_200_000),
        ("隔壁厂研发投了500万，我们自己才投了60万", "研发费用", 600_000),
        ("研发218万，事务所核下来只认195万", "研发费用", 1_950_000),
        ("研发嘛，去年大概花了整180万", "研发费用", 1_800_000),
        ("研发占比从4%提高到了6%", "研发费用占营业收入比重", 6),
    ],
)
def test_reads_what_a_figure_lacks_follows_or_puts_right(
    text: str, name: str, value: float
) -> None:
    told = [f for f in parse_facts(text).figures if f.metric.name == name]
    assert told[-1].value.within(exactly(value)) is not False


@pytest.mark.parametrize(
    "text",
    [
        "打算研发投500万，我们去年赚了300万",
        "研发没怎么算过，去年利润300万",
        "要是研发投到200万",
        "朋友厂里研发500万",
        "用途没变",
    ],
)
def test_sums_of_something_else_are_no_research(text: str) -> None:
    assert "研发费用" not in figures(text)


@given(st.integers(min_value=2, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_what_is_lacking_is_taken_off(whole: int, lacking: int) -> None:
    told = figures(f"研发{whole}万元还差{lacking}元")["研发费用"]
    assert told == exactly(whole * 10_000 - lacking)


@pytest.mark.parametrize(
    ("text", "year"),
    [("64年12月生", 1964), ("五八年的", 1958), ("1959年3月12日，男", 1959)],
)
def test_reads_a_year_of_birth_as_people_say_it(text: str, year: int) -> None:
    assert [birth.year for birth in parse_facts(text).births] == [year]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ETC早就注销了", "ETC"),
        ("算不上省级重大", "省级"),
        ("如果新认定高企", "高企"),
        ("不用ETC", "ETC"),
        ("我同学他们单位新认定了高企", "高企"),
        ("浙H牌照去年转到浙A了", "浙H"),
    ],
)
def test_what_ended_is_supposed_or_anothers_is_not_asserted(text: str, word: str) -> None:
    (statement,) = split_statements(text)
    start = statement.text.lower().index(word.lower())
    assert statement.polarity((start, start + len(word))) != "asserted"


@pytest.mark.parametrize(
    "text",
    ["以前是规上工业企业，去年退规了", "隔壁厂是规上工业企业，我们分公司不是"],
)
def test_a_statement_that_only_ends_something_takes_the_one_before_back(text: str) -> None:
    first, last = split_statements(text)
    at = last.text.index("规上")
    assert first.silent or first.of_others
    assert last.polarity((at, at + 2)) == "denied"


def test_the_part_that_is_asked_for_stands_for_the_whole() -> None:
    assert figures("技改投资3000万，其中设备只有1500万") == {"设备技改投资": exactly(15_000_000)}
