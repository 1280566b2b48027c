import pytest

from eval.metrics import Grounds, same_clause, score_answer, short_key

GROUNDS = Grounds(texts=("（十九）首次认定给予30万元补助。", "19"))


def score(case, answer):
    return score_answer(case, answer, GROUNDS)


@pytest.mark.parametrize(
    ("clause_id", "key"),
    [
        ("d1a2b3c4.m19", "19"),
        ("d1a2b3c4.a133-1", "133-1"),
        ("d1a2b3c4.s2", "s2"),
        ("d1a2b3c4.p1", "p1"),
        ("d1a2b3c4.e1", "e1"),
        ("d1a2b3c4.x1", "x1"),
        ("d1a2b3c4.m3~2", "3~2"),
    ],
)
def test_short_keys(clause_id, key):
    assert short_key(clause_id) == key
    assert same_clause(key, clause_id)
    assert same_clause(clause_id, clause_id)
    assert not same_clause("9", clause_id)


def test_the_closing_is_one_part():
    assert same_clause("e1", "d1.e2")
    assert not same_clause("e1", "d1.m2")
    assert not same_clause("s1", "d1.s2")


def test_a_fully_right_answer(make_case, make_answer):
    case = make_case(facts=("30万元",), units=("市科技局",), wrong=("50万元",))
    result = score(case, make_answer("d1.m19"))
    assert result.fully_right
    assert result.unmet == ()
    assert result.first_citation_right and result.all_gold_cited
    assert (result.citation_precision, result.citation_recall) == (1.0, 1.0)
    assert result.facts_recall == 1.0
    assert result.verdict_right is None and result.count_right is None


def test_citations_in_order(make_case, make_answer):
    case = make_case(gold=("19", "20", "s2"), accept=("21",))
    # cited: acceptable, right, other, right → 3 of 4 right; 2 of 3 right ones cited
    result = score(case, make_answer("d1.m21", "d1.m19", "d1.m50", "d1.s2"))
    assert result.first_citation_right
    assert result.citation_precision == pytest.approx(3 / 4)
    assert result.citation_recall == pytest.approx(2 / 3)
    assert result.all_gold_cited is False
    assert result.unmet == ("all_gold_cited",)
    assert score(case, make_answer("d1.m50", "d1.m19")).first_citation_right is False


def test_no_citation_is_no_precision(make_case, make_answer):
    result = score(make_case(), make_answer())
    assert result.first_citation_right is False
    assert result.citation_precision is None
    assert result.citation_recall == 0.0


def test_facts_of_the_document_need_no_clause(make_case, make_answer):
    case = make_case(kind="document", gold=("doc",), facts=("30万元",))
    result = score(case, make_answer("d1.p1"))
    assert result.first_citation_right is None and result.all_gold_cited is None
    assert result.fully_right


@pytest.mark.parametrize(
    ("expected", "given", "missed"),
    [
        ({"facts": ("30万元", "首次认定")}, {}, ("facts_right",)),
        ({"units": ("市财政局",)}, {}, ("units_right",)),
        ({"units": ("市 科技局",)}, {"departments": ["市科技局", "市财政局"]}, ()),
        ({"units": ("市财政局",)}, {"answer": "市财政局负责的条款", "departments": []}, ()),
        ({"units": ("市财政局",)}, {"answer": "不是市财政局"}, ("units_right",)),
        ({"verdict": "no"}, {"verdict": "yes"}, ("verdict_right",)),
        ({"verdict": "no"}, {"verdict": "no"}, ()),
        ({"wrong": ("30万元",)}, {}, ("nothing_wrong",)),
        ({}, {"answer": "补助80万元"}, ("numbers_supported",)),
        ({}, {"status": "not_found"}, ("status_right",)),
        ({"kind": "count", "count": 30}, {"answer": "共三十条"}, ("numbers_supported",)),
        ({"kind": "count", "count": 73}, {"answer": "有一些"}, ("count_right",)),
    ],
)
def test_each_requirement_counts(make_case, make_answer, expected, given, missed):
    result = score(make_case(**expected), make_answer("d1.m19", **given))
    assert result.unmet == missed
    assert result.fully_right == (not missed)


def test_half_of_the_facts_is_not_right(make_case, make_answer):
    result = score(make_case(facts=("30万元", "三年")), make_answer("d1.m19"))
    assert result.facts_recall == 0.5
    assert result.facts_right is False


@pytest.mark.parametrize(
    ("gold", "status", "cited", "right"),
    [
        (("19",), "not_specified", ("d1.m19",), True),
        (("19", "20"), "not_specified", ("d1.m20",), True),
        (("19",), "not_specified", ("d1.m40",), False),
        (("19",), "not_found", ("d1.m19",), False),
        (("19",), "answered", ("d1.m19",), False),
    ],
)
def test_what_the_file_leaves_open(make_case, make_answer, gold, status, cited, right):
    case = make_case(kind="unanswerable", gold=gold, status="not_specified")
    result = score(case, make_answer(*cited, status=status))
    assert result.fully_right is right
    assert result.should_refuse
    assert result.refused == (status in ("not_specified", "not_found"))
    assert result.first_citation_right is None


def test_what_the_file_does_not_speak_of(make_case, make_answer):
    case = make_case(kind="unanswerable", gold=(), status="not_found")
    right = make_answer(status="not_found", answer="没有相关内容，可拨打12345。")
    assert score(case, right).fully_right
    invented = make_answer(status="not_found", answer="没有查到，一般是90天。")
    assert score(case, invented).unmet == ("numbers_supported",)


def test_a_crash_fails_all_that_applies_and_nothing_else(make_case):
    case = make_case(facts=("30万元",), verdict="yes")
    result = score(case, None)
    assert result.failed and not result.fully_right
    assert result.first_citation_right is False
    assert result.facts_recall == 0.0
    assert result.verdict_right is False
    assert result.units_right is None
    assert result.answer_chars is None
