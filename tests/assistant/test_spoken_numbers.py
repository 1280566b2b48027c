import pytest

from assistant.spoken_numbers import written
from index.amounts import find_quantities

RANGES = [
    ("两三百万", 2_000_000, 3_000_000),
    ("两到三百万", 2_000_000, 3_000_000),
    ("一百八九十万", 1_800_000, 1_900_000),
    ("一百几十万", 1_100_000, 1_900_000),
    ("一百零几万", 1_010_000, 1_090_000),
    ("九十几万", 910_000, 990_000),
    ("七八千万", 70_000_000, 80_000_000),
    ("三五百万", 3_000_000, 5_000_000),
    ("几十万", 200_000, 990_000),
    ("150-160万", 1_500_000, 1_600_000),
    ("1到2个亿", 100_000_000, 200_000_000),
    ("百分之三四", 3, 4),
    ("百分之三到四", 3, 4),
    ("三四个点", 3, 4),
    ("六七十岁", 60, 70),
]


@pytest.mark.parametrize(("said", "low", "high"), RANGES)
def test_what_is_said_roughly_is_a_range(said: str, low: int, high: int) -> None:
    (quantity,) = find_quantities(written(said))
    assert (quantity.exact, quantity.upper) == (low, high)


@pytest.mark.parametrize(
    ("said", "value", "comparator"),
    [
        ("三个多亿", 300_000_000, "above"),
        ("一个半亿", 150_000_000, "equal"),
        ("1.2e", 120_000_000, "equal"),
        ("百把万", 1_000_000, "about"),
        ("上百万", 1_000_000, "at_least"),
        ("180万+", 1_800_000, "at_least"),
        ("5%多", 5, "above"),
        ("五个多点", 5, "above"),
        ("贰佰万元", 2_000_000, "equal"),
    ],
)
def test_what_is_said_otherwise_is_one_amount(said: str, value: int, comparator: str) -> None:
    (quantity,) = find_quantities(written(said))
    assert (quantity.exact, quantity.comparator) == (value, comparator)


OTHER = ["二八轮班", "三四线", "2023-2024年", "1类2类", "增长20%多花了30万"]


@pytest.mark.parametrize("text", OTHER)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert written(text) == text


def test_a_share_that_is_no_number_is_no_amount() -> None:
    assert find_quantities("百分之三四") == ()
