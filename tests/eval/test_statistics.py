import pytest

from eval.statistics import estimate, estimate_ratio, mcnemar_exact, paired_test, quantile


def test_the_mean_leaves_out_what_does_not_apply():
    result = estimate([True, None, False, True, None, True])
    assert result.value == pytest.approx(3 / 4)
    assert result.n == 4
    assert result.low < 3 / 4 < result.high
    assert estimate([None, None]) is None
    assert estimate([]) is None


def test_the_interval_shrinks_with_the_number_of_cases():
    few, many = estimate([True, True, False] * 10), estimate([True, True, False] * 200)
    assert few.value == many.value == pytest.approx(2 / 3)
    # standard error of a share: sqrt(p(1-p)/n); 1.96 of it to either side
    expected = 1.96 * (2 / 9 / 600) ** 0.5
    assert many.high - many.value == pytest.approx(expected, rel=0.15)
    assert many.high - many.low < few.high - few.low


def test_all_right_is_not_certain():
    # Wilson: n / (n + z²) = 20 / (20 + 3.8415)
    result = estimate([True] * 20)
    assert (result.value, result.high) == (1.0, 1.0)
    assert result.low == pytest.approx(20 / (20 + 3.8415), abs=1e-4)


def test_a_ratio_is_a_share_of_the_chosen_cases():
    # refused: cases 1, 2, 3; rightly: 1 and 2
    result = estimate_ratio([True, True, False, True], [True, True, True, False])
    assert result.value == pytest.approx(2 / 3)
    assert result.n == 3
    assert estimate_ratio([True], [False]) is None


def test_mcnemar_counts_coin_flips():
    # 1 against 9: 2 · (C(10,0) + C(10,1)) / 2^10 = 22 / 1024
    assert mcnemar_exact(1, 9) == pytest.approx(22 / 1024)
    assert mcnemar_exact(5, 5) == 1.0
    assert mcnemar_exact(0, 0) == 1.0


def test_paired_test_on_right_or_wrong():
    a = [True] * 10 + [False] * 10 + [None]
    b = [True] * 9 + [False] + [True] * 9 + [False] + [True]
    result = paired_test(a, b)
    assert (result.only_a, result.only_b, result.n) == (1, 9, 20)
    assert result.difference == pytest.approx(8 / 20)
    assert result.p_value == pytest.approx(22 / 1024)
    assert result.low < 0.4 < result.high


def test_paired_test_on_graded_measures():
    worse = paired_test([0.5, 0.6, 0.7, 0.8] * 5, [0.4, 0.5, 0.6, 0.7] * 5)
    assert worse.difference == pytest.approx(-0.1)
    assert worse.p_value == pytest.approx(2 / 2000)
    same = paired_test([0.5, 0.6], [0.5, 0.6])
    assert (same.difference, same.p_value) == (0, 1.0)
    assert paired_test([None], [1.0]) is None


def test_quantiles():
    assert quantile([1, 2, 3, 4], 0.5) == 2.5
    assert quantile([], 0.5) is None
