"""Every way of naming responsible units that the files were seen to use."""

import pytest

from index.departments import home_of
from index.units import UnitReader

CITY = home_of("甲市人民政府")


def read(text, home=CITY):
    return [
        (unit.name, unit.canonical, unit.role)
        for statement in UnitReader(home).read(text)
        for unit in statement.units
    ]


def names(text, home=CITY):
    return [name for name, _, _ in read(text, home)]


def roles(text):
    return {name: role for name, _, role in read(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给予补助。（责任单位：市科技局、市财政局）", ["市科技局", "市财政局"]),
        ("给予补助。(责任单位: 市科技局)", ["市科技局"]),
        ("给予补助。【责任部门：市科技局，市财政局等】", ["市科技局", "市财政局"]),
        (
            "给予补助。〔责任单位：市科技局，各县（市、区）人民政府〕",
            ["市科技局", "各县（市、区）人民政府"],
        ),
        (
            "给予补助。\n责任单位：市科技局、市财政局。\n完成时限：2024年6月",
            ["市科技局", "市财政局"],
        ),
        ("给予补助。责任单位：市科技局。", ["市科技局"]),
        (
            "给予补助。\n（三）责任单位及承办科室：市自然资源局，储备中心。",
            ["市自然资源局", "储备中心"],
        ),
        ("4.责任单位及承办单位：市城管局、市供水公司", ["市城管局", "市供水公司"]),
        (
            "责任单位及承办科室（单位）：市房管中心，市场处、 租赁处",
            ["市房管中心", "市场处", "租赁处"],
        ),
        ("给予补助。（市科技局、市财政局负责）", ["市科技局", "市财政局"]),
        (
            "（各区县人民政府，市科技局、财政局按职责分工负责）",
            ["各区县人民政府", "市科技局", "财政局"],
        ),
        ("（市科技局等有关部门按职责分工负责）", ["市科技局"]),
        ("（责任单位：各市、县人民政府，省财政厅）", ["各市、县人民政府", "省财政厅"]),
        (
            "（责任单位：各市〔州〕、县〔市、区、特区〕人民政府)",
            ["各市〔州〕、县〔市、区、特区〕人民政府"],
        ),
        ("（责任单位：市发改委 市财政局 市科技局）", ["市发改委", "市财政局", "市科技局"]),
        ("（责任单位：市财政局和市税务局）", ["市财政局", "市税务局"]),
        (
            "（责任单位：市自然资源和规划局、市住房和城乡建设局）",
            ["市自然资源和规划局", "市住房和城乡建设局"],
        ),
        ("（责任单位：市直各有关部门（单位））", ["市直各有关部门（单位）"]),
        (
            "（责任单位：市政务服务和公共资源交易中心等有关部门（单位））",
            ["市政务服务和公共资源交易中心"],
        ),
        (
            "（省发展改革委负责，各市人民政府负责落实。以下均需各市人民政府落实，不再列出）",
            ["省发展改革委", "各市人民政府"],
        ),
        ("给予补助。（市科技局、市财政局）", ["市科技局", "市财政局"]),
        ("给予补助。\n市科技局、市财政局负责。", ["市科技局", "市财政局"]),
        ("（市科技局会同市财政局负责）", ["市科技局", "市财政局"]),
        ("（市科技局负责，2024年底前完成）", ["市科技局"]),
        ("（责任单位：市科技局；完成时限：2024年12月）", ["市科技局"]),
        ("责任单位：市科技局　责任人：张三", ["市科技局"]),
        ("（责任单位∶市科技局）", ["市科技局"]),
        ("［责任单位：市科技局］", ["市科技局"]),
        ("（责任单位：市发改委（市能源局）、市财政局）", ["市发改委（市能源局）", "市财政局"]),
        ("市科技局（以下简称市局）负责受理。", []),
        ("企业向主管部门（市科技局）提出申请。", []),
        ("依法对责任单位及相关责任人处理。（二）其他。", []),
        ("对符合条件的企业（以下简称企业）由市科技局负责解释。", []),
        ("（企业应当配合市场监管部门的检查，不得拒绝）", []),
        ("（含税）（2024年）（一）（略）", []),
    ],
)
def test_names_as_printed(text, expected):
    assert names(text) == expected


def test_roles_follow_the_labels():
    assert roles("（牵头单位：市科技局；责任单位：市财政局；配合单位：市税务局）") == {
        "市科技局": "lead",
        "市财政局": "responsible",
        "市税务局": "support",
    }
    assert roles("（牵头责任单位：区财政局，责任单位：区税务局）") == {
        "区财政局": "lead",
        "区税务局": "responsible",
    }
    assert roles("牵头单位：市发展改革委\n责任单位：市商务局等有关部门（单位）") == {
        "市发展改革委": "lead",
        "市商务局": "responsible",
    }
    assert roles("（市科技局牵头，市财政局、市税务局配合）") == {
        "市科技局": "lead",
        "市财政局": "support",
        "市税务局": "support",
    }
    assert roles("（市科技局牵头，市财政局等按职责分工负责）") == {
        "市科技局": "lead",
        "市财政局": "responsible",
    }
    assert roles("（责任单位：市科技局牵头，市财政局配合）") == {
        "市科技局": "lead",
        "市财政局": "support",
    }
    assert roles("政策（由市发改委牵头实施）") == {"市发改委": "lead"}
    assert roles("（主办单位：市科技局，协办单位：市财政局）") == {
        "市科技局": "lead",
        "市财政局": "support",
    }


def test_the_first_named_leads_from_there_on():
    reader = UnitReader(CITY)
    first = reader.read("（税务总局、财政部负责，排在第一位的部门为牵头部门，下同）")[0]
    assert [unit.role for unit in first.units] == ["lead", "responsible"]
    second = reader.read("（海关总署、商务部负责）")[0]
    assert [unit.role for unit in second.units] == ["lead", "responsible"]
    alone = UnitReader(CITY)
    alone.read("（责任单位：市科技局、市财政局，排名第一的为牵头单位）")
    assert alone.read("（责任单位：市商务局）")[0].units[0].role == "responsible"


def test_units_common_to_all_later_clauses_are_kept_apart():
    reader = UnitReader(CITY)
    reader.read(
        "〔责任单位：省税务局，各市、县（区）人民政府，以下均需各市、县（区）人民政府落实，不再列出〕"
    )
    assert [unit.name for unit in reader.common] == ["各市、县（区）人民政府"]


def test_shared_prefixes_are_expanded():
    province = home_of("甲省人民政府办公厅")
    assert read("（各地级以上市人民政府，省公安厅、发展改革委按职责分工负责）", province) == [
        ("各地级以上市人民政府", "各地级以上市人民政府", "responsible"),
        ("省公安厅", "省公安厅", "responsible"),
        ("发展改革委", "省发展改革委", "responsible"),
    ]
    assert [canonical for _, canonical, _ in read("责任单位：市司法局、市场监管局、衢控集团")] == [
        "市司法局",
        "市市场监管局",
        "衢控集团",
    ]
    national = home_of("国务院")
    assert read("（商务部、发展改革委、海关总署负责）", national)[1][1] == "国家发展改革委"


def test_a_group_statement_is_told():
    statement = UnitReader(CITY).read("以上措施责任单位：市科技局、市财政局")[0]
    assert statement.group
