from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy import BANK_CARD, ID_CARD, PHONE, mask, masked_with, secrets_in


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证33080219900307123X。", f"身份证{ID_CARD}。"),
        ("身份证330802199003071230", f"身份证{ID_CARD}"),
        ("号码３３０８０２１９９００３０７１２３Ｘ", f"号码{ID_CARD}"),
        ("330802 19900307 1234", ID_CARD),
        ("老证330802900307123", f"老证{ID_CARD}"),
        ("打13712345678", f"打{PHONE}"),
        ("打137-1234-5678或+86 137 1234 5678", f"打{PHONE}或{PHONE}"),
        ("座机0570-3012345", f"座机{PHONE}"),
        ("座机010-12345678", f"座机{PHONE}"),
        ("卡6222021001116245702", f"卡{BANK_CARD}"),
        ("卡6222 0210 0111 6245 702", f"卡{BANK_CARD}"),
    ],
)
def test_identifying_numbers_are_hidden(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "去年营收12345678901元",
        "研发费用137000000万元",
        "统一社会信用代码91330800MA28F0XX0K",
        "2024年1月1日至2024年12月31日",
        "衢政发〔2024〕7号第十九条",
        "打12345热线",
        "亩均税收15万元、20万元、30万元",
        "3000～5000元",
        "20240101 到 20241231",
    ],
)
def test_amounts_dates_and_names_stay(text):
    assert mask(text) == text


@given(st.text(alphabet=string.digits + "。，元 -xX中", max_size=60))
def test_masking_again_changes_nothing(text):
    assert mask(mask(text)) == mask(text)


@given(st.text(max_size=20), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_mobile_number_survives(before, number):
    assert number not in mask(f"{before}电话{number}，谢谢")


def test_only_what_the_asker_wrote_is_hidden_in_an_answer():
    hidden = secrets_in("我的电话13712345678")
    quotes = ["请拨0570-3012345"]
    answer = {"question": "我的电话13712345678", "quotes": quotes, "n": 1, "none": None}

    assert masked_with(answer, hidden) == {
        "question": f"我的电话{PHONE}",
        "quotes": ["请拨0570-3012345"],
        "n": 1,
        "none": None,
    }
