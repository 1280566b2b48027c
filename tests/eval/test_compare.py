import pytest

from eval.compare import compare
from index.errors import InputError


@pytest.fixture
def worse(right_answers, make_answer):
    answers = dict(right_answers)
    answers["赔多少"] = make_answer("l3", answer="没有说。", departments=[])
    return answers


def test_flips_and_differences(make_record_of, wage_cases, right_answers, worse):
    before, after = make_record_of(wage_cases, worse), make_record_of(wage_cases, right_answers)
    result = compare(before, after)
    assert result.cases == 3 and result.left_out == 0
    assert [flip.id for flip in result.mended] == ["w2"]
    assert result.mended[0].reasons == ("首条引用不对", "条款没引全", "缺少事实")
    assert result.mended[0].answer_b == "加付百分之五十。"
    assert result.broken == ()
    whole = next(d for d in result.differences if d.key == "fully_right")
    assert whole.test.difference == pytest.approx(1 / 3)
    assert (whole.test.only_a, whole.test.only_b) == (0, 1)
    assert whole.test.p_value == 1.0  # one flip may always be chance
    assert [flip.id for flip in compare(after, before).broken] == ["w2"]


def test_systems_of_one_run_compare_too(make_record_of, wage_cases, right_answers, worse):
    record = make_record_of(wage_cases, right_answers, worse)
    result = compare(record, record, system_b="bm25")
    assert [flip.id for flip in result.broken] == ["w2"]
    with pytest.raises(InputError, match="有：tiaowen、bm25"):
        compare(record, record, system_b="nobody")


def test_changed_questions_are_left_out(make_record_of, make_case, wage_cases, right_answers):
    changed = [wage_cases[0], make_case(id="w2", question="赔多少", gold=("l1",))]
    result = compare(
        make_record_of(wage_cases, right_answers), make_record_of(changed, right_answers)
    )
    assert (result.cases, result.left_out) == (1, 2)
    with pytest.raises(InputError, match="没有相同的题目"):
        compare(
            make_record_of(wage_cases[:1], right_answers),
            make_record_of(changed[1:], right_answers),
        )
