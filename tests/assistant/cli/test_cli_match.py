"""``tiaowen match``: clause by clause, what an asker fulfils, with the words it rests on."""

import pytest

TEXT = "去年营收8000万，研发花了310万，今年新认定国家高新技术企业"
FILE = """\
营业收入: {value: 8000, unit: 万元, period: 2023年}
研发费用: {value: 310万元}
新认定的国家高新技术企业: 是
"""


@pytest.fixture
def matched(call_indexed):
    """Match and return the JSON, the matches by number."""

    def run(*arguments):
        ended = call_indexed("match", *arguments, "--json")
        assert (ended.code, ended.err) == (0, "")
        return ended.json, {each["number"]: each for each in ended.json["matches"]}

    return run


def test_the_shape_is_the_contracts(matched, default_assistant):
    found, by_number = matched("--text", TEXT, "--as-of", "2024-06-01")
    assert found["facts"]["营业收入"] == {
        "value": 80_000_000, "unit": "元", "period": "去年", "from": "去年营收8000万",
    }  # fmt: skip
    index = default_assistant.retriever.index
    for n, each in enumerate(found["matches"], start=1):
        assert each.keys() >= {
            "clause_id", "number", "title", "outcome", "benefit", "amount", "conditions", "ask",
            "citation",
        }  # fmt: skip
        assert each["outcome"] in ("符合", "不符合", "缺信息")
        text = index.clause(each["clause_id"]).text
        for condition in each["conditions"]:
            start, end = condition["span"]
            assert condition["text"] == text[start:end]
            assert condition["status"] in ("met", "not_met", "unknown")
        citation = each["citation"]
        start, end = citation["quote_span"]
        assert citation["n"] == n
        assert citation["clause_id"] == each["clause_id"]
        assert citation["quote"] == text[start:end]
        assert citation["validity"]["status"] == "in_force"
    new = by_number["19"]
    assert new["outcome"] == "符合"
    assert new["amount"] == {"value": 300_000, "unit": "元", "arithmetic": "定额30万元"}
    share = by_number["12"]["conditions"][0]
    assert (share["status"], share["fact"]) == (
        "met", "研发费用310万元÷营业收入8000万元=3.875%",
    )  # fmt: skip
    assert by_number["18"]["outcome"] == "不符合"


def test_a_fact_file_says_the_same_as_words(matched, tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text(FILE, encoding="utf-8")
    _, from_file = matched("--facts", path)
    assert {n: from_file[n]["outcome"] for n in ("12", "18", "19")} == {
        "12": "符合", "18": "不符合", "19": "符合",
    }  # fmt: skip
    _, from_both = matched("--facts", path, "--text", "购买了科技保险，保费10万元")
    assert from_both.keys() > from_file.keys()


def test_an_expired_clause_keeps_its_outcome_but_cannot_be_enjoyed(matched, call_indexed):
    found, by_number = matched("--text", TEXT, "--as-of", "2026-01-01")
    assert by_number["19"]["outcome"] == "符合"
    assert by_number["19"]["citation"]["validity"]["status"] == "expired"
    assert "可以享受" not in str(found)
    person = call_indexed("match", "--text", TEXT, "--as-of", "2026-01-01").out
    assert "符合（" in person
    assert "可以享受" not in person


def test_a_person_reads_outcomes_reasons_and_what_to_say_next(call_indexed):
    out = call_indexed("match", "--text", "我们是规上工业企业，去年营收8000万").out
    assert "营业收入（去年）：8000万元" in out
    assert "缺信息（" in out
    assert "第（" in out
    assert "补充下面的信息" in out
    unrelated = call_indexed("match", "--text", "今天天气很好").out
    assert "没有找到" in unrelated


def test_the_names_for_fact_files_are_listed(call_indexed):
    listed = call_indexed("match", "--list-facts", "--json").json
    names = [each["name"] for each in listed]
    assert len(set(names)) == len(names)
    assert {"营业收入", "研发费用"} <= set(names)
    lines = call_indexed("match", "--list-facts").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == names
    assert all(len(line.split("\t")) == 3 for line in lines)


def test_facts_that_cannot_be_used(complains, tmp_path):
    complains("match", saying="--text")
    complains("match", "--text", " ", saying="情况说明是空的")
    complains("match", "--text", "研" * 10_000, saying="情况说明太长")
    complains("match", "--facts", tmp_path / "没有.yaml", saying="没有.yaml")
    for content, saying in (
        ("a: [", "不是有效的YAML"),
        ("", "应逐行写"),
        ("营业收入: {value: 很多}", "读不懂“营业收入”"),
        ("营业收入: {worth: 3}", "worth"),
        ("a: &x 1\nb: *x", "不支持YAML锚点"),
    ):
        path = tmp_path / "facts.yaml"
        path.write_text(content, encoding="utf-8")
        complains("match", "--facts", path, saying=saying)
    path.write_bytes("营业收入".encode("gb18030"))
    complains("match", "--facts", path, saying="UTF-8")
