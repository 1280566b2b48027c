from fractions import Fraction

import pytest

from assistant.asker import parse_facts


def figure(text: str, name: str) -> tuple[Fraction | None, str]:
    found = [each for each in parse_facts(text).figures if each.metric.name == name]
    assert len(found) == 1
    return found[0].value.exact, found[0].arithmetic


@pytest.mark.parametrize(
    ("text", "name", "value", "arithmetic"),
    [
        ("技改总共投了3000万，里面设备1650万", "设备技改投资", 16_500_000, ""),
        ("技改投资2800万，其中土建900万", "设备技改投资", 19_000_000, "2800万元－900万元=1900万元"),
        ("去年上半年研发130万，下半年85万", "研发费用", 2_150_000, "130万元+85万元=215万元"),
        ("可支配收入我六万、老婆五万", "家庭年可支配收入", 110_000, "6万元+5万元=11万元"),
        ("近三年研发分别是500万、800万", "近三年累计研发费用", 13_000_000,
         "500万元+800万元=1300万元"),
    ],
)
def test_puts_the_parts_of_a_figure_together(
    text: str, name: str, value: int, arithmetic: str
) -> None:
    assert figure(text, name) == (value, arithmetic)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("技改投资3000万，其中备案那期在明年", "设备技改投资", 30_000_000),
        ("研发180万，里面人工110万", "研发费用", 1_800_000),
    ],
)
def test_takes_no_other_part_for_the_figure(text: str, name: str, value: int) -> None:
    assert figure(text, name)[0] == value
