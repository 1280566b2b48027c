"""The grammar on sentences of many documents; what is read is shown as one line of text."""

from pathlib import Path

import pytest

from index.parse import parse_file
from index.terms import clause_terms
from tests.index.terms_shown import read, shown

CONDITIONS = [
    ("对设备技改投资2000万元以上的制造业企业，给予奖补。",
     "[设备技改投资at_least20000000元且谁:制造业企业]"),
    ("新认定的国家高新技术企业，给予30万元的补助。", "[新认定且谁:国家高新技术企业]"),
    ("对初次认定为国家高新技术企业的，给予企业20万元奖励。", "[初次认定且谁:国家高新技术企业]"),
    ("对研发费用占营业收入比重3%以上且研发费用年增长20%以上的企业，或研发经费投入达到200万元以上的企业，"
     "给予一定补助。",
     "[<[研发费用占营业收入比重at_least3%且研发费用年增长at_least20%且谁:企业]"
     "或[研发经费投入at_least2000000元且谁:企业]>]"),
    ("支持企业引进海外工程师，加强对企业的相关资助。", "[谁:企业且引进海外工程师]"),
    ("在符合详细规划、不改变土地用途的前提下，在自有工业用地上新建、扩建生产性用房或利用地下空间提高容积率的，"
     "不再增收土地价款。",
     "[在符合详细规划且非改变土地用途且自有工业用地且<新建、扩建生产性用房或利用地下空间提高容积率>]"),
    ("为全市60岁以上老年人免费接种流感疫苗。", "[全市且年龄at_least60岁且谁:老年人]"),
    ("对现代服务业类项目（不含房地产住宅类项目），给予企业10万元奖励。",
     "[谁:现代服务业类项目且非房地产住宅类项目]"),
    ("支持建设现代服务业创新发展区，对首次入选的给予180万元补助经费。",
     "[首次入选且谁:现代服务业创新发展区]"),
    ("对企业开展国际市场资信调查的，给予资信调查费50%支持。", "[开展国际市场资信调查且谁:企业]"),
    ("天使投资个人对初创科技型企业投资的，按投资额70%给予补助。",
     "[对初创科技型企业投资且谁:天使投资个人]"),
    ("对新增纳入年报库，且产值2000万元及以上的企业给予5万元奖励。",
     "[新增纳入年报库且产值at_least20000000元且谁:企业]"),
    ("女职工怀孕满4个月流产的，享受42天产假。", "[怀孕at_least4月且流产且谁:女职工]"),
    ("对新购商品住房建筑面积140平方米以上的，给予补贴。",
     "[谁:新购商品住房且建筑面积at_least140平方米]"),
    ("对获评国家级绿色工厂、绿色供应链管理企业的，一次性奖补100万元。",
     "[获评且<谁:国家级绿色工厂或谁:绿色供应链管理企业>]"),
    ("对符合条件的康养、电商、物流企业给予奖励。",
     "[待定:符合条件且<谁:康养企业或谁:电商企业或谁:物流企业>]"),
    ("对工业项目（不含采矿、水泥项目），给予10万元奖励。", "[谁:工业项目且非<采矿或水泥项目>]"),
    ("企业首次在新三板挂牌一次性奖补10万元。", "[首次在新三板挂牌且谁:企业]"),
    ("高校毕业生、退役军人首次创办企业的，给予补贴。",
     "[首次创办企业且<谁:高校毕业生或谁:退役军人>]"),
    ("毕业5年内的毕业生在我市企业就业，并连续缴纳社会保险满6个月的，给予每人每月1000元补贴。",
     "[毕业at_most60月且毕业生在我市企业就业且连续缴纳社会保险at_least6月]"),
    ("2024年7月1日至2024年12月31日期间，个人购买首套新建住宅的，给予补贴。",
     "[2024年7月1日至2024年12月31日期间且购买首套新建住宅且谁:个人]"),
    ("对落户的企业，由区财政按所缴契税的50%对企业予以补贴。", "[落户且谁:企业]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), CONDITIONS)
def test_reads_who_and_on_which_conditions(text: str, tree: str) -> None:
    (provision,) = read(text).provisions
    assert shown(provision.condition) == tree


BENEFITS = [
    ("对新引进的企业，给予30万元奖励。", "fixed", [("fixed", "30万元", "")]),
    ("对重大科技项目，给予最高3000万元补助经费。", "cap", [("cap", "3000万元", "")]),
    ("对外资研发中心，按照其近三年累计研发投入的5%给予最高不超过500万元的一次性激励。", "rate",
     [("rate", "5%", "近三年累计研发投入"), ("cap", "500万元", "")]),
    ("对投保的农户给予保费93%补贴。", "rate", [("rate", "93%", "保费")]),
    ("对重点项目，给予不超过核定投资10%的补助。", "rate", [("cap", "10%", "核定投资")]),
    ("对企业招用的毕业生，按300元/人的标准给予补助。", "per_unit", [("per_unit", "300元/人", "")]),
    ("对合作社，按固定资产投资的5%—20%给予奖励。", "rate", [("rate", "5%—20%", "固定资产投资")]),
    ("对省级以上重大文化旅游项目，纳入用地审批绿色通道。", "non_money", []),
    ("对1类客车免收通行费。", "exemption", []),
    ("对购买科技保险产品的企业给予保费补贴。", "by_rule", []),
    ("对重点技改项目，按项目设备投资额5%的比例，最高给予200万元奖补。", "rate",
     [("rate", "5%", "项目设备投资额"), ("cap", "200万元", "")]),
    ("对购房人，由财政部门按其所缴纳契税的50%对购房人予以补贴。", "rate",
     [("rate", "50%", "所缴纳契税")]),
    ("对仿制药企业，给予企业奖励，单品种最高奖励不超过300万元。", "cap", [("cap", "300万元", "")]),
    ("对发放消费券的企业给予200万元奖励，每年举办活动100场以上。", "fixed",
     [("fixed", "200万元", "")]),
    ("对集装箱运输车辆予以64折通行费优惠。", "rate", [("rate", "64折", "予以")]),
    ("对充电站点给予0.2元/千瓦时的度电补贴。", "per_unit", [("per_unit", "0.2元/千瓦时", "")]),
    ("对新建自建海外仓的企业，给予50万元支持。单个企业最高60万元。", "fixed",
     [("fixed", "50万元", ""), ("cap", "60万元", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "amounts"), BENEFITS)
def test_reads_what_is_given(text: str, kind: str, amounts: list[tuple[str, str, str]]) -> None:
    (provision,) = read(text).provisions
    benefit = provision.benefit
    assert benefit.kind == kind
    assert [(a.role, a.quantity.surface, a.base) for a in benefit.amounts] == amounts
    assert text[slice(*benefit.span)] == benefit.text


def test_pairs_ranks_with_their_amounts() -> None:
    terms = read("对新认定的国家级、省级工业设计中心分别给予100万元、30万元的奖励。")
    pairs = [(shown(p.condition), p.benefit.amounts[0].quantity.surface) for p in terms.provisions]
    assert pairs == [
        ("[新认定且谁:国家级工业设计中心]", "100万元"),
        ("[新认定且谁:省级工业设计中心]", "30万元"),
    ]


def test_reads_a_scale_of_thresholds() -> None:
    (provision,) = read(
        "对年销售额首次达到1亿元、5亿元、10亿元的企业，分别给予20万元、50万元、100万元奖励。"
    ).provisions
    tiers = [(t.threshold.surface, t.amount.surface) for t in provision.benefit.tiers]
    assert provision.benefit.kind == "tiers"
    assert tiers == [("1亿元", "20万元"), ("5亿元", "50万元"), ("10亿元", "100万元")]


def test_amounts_with_words_between_them_are_one_benefit() -> None:
    (provision,) = read("对线下展会、对接活动，给予展位费80%、机票费70%的补贴。").provisions
    assert [a.base for a in provision.benefit.amounts] == ["展位费", "机票费"]


def test_cases_of_a_named_policy_keep_what_it_is_for() -> None:
    terms = read("执行来沈高校毕业生首次购房一次性补贴政策，本科毕业生补贴2万元，"
                 "硕士毕业生补贴4万元、博士毕业生补贴7万元。")  # fmt: skip
    pairs = [(shown(p.condition), p.benefit.amounts[0].quantity.surface) for p in terms.provisions]
    assert pairs == [
        ("[来沈高校毕业生首次购房且谁:本科毕业生]", "2万元"),
        ("[来沈高校毕业生首次购房且谁:硕士毕业生]", "4万元"),
        ("[来沈高校毕业生首次购房且谁:博士毕业生]", "7万元"),
    ]


def test_who_is_left_out_limits_what_was_given_before() -> None:
    terms = read("对规上工业企业给予10万元奖励。失信企业不享受本政策。")
    assert [shown(p.condition) for p in terms.provisions] == ["[谁:规上工业企业且非[谁:失信企业]]"]


@pytest.mark.parametrize("text", [
    "职工享受寒暑假天数多于年休假天数的，不享受当年的年休假。",
    "对未按期申报的企业，不予补助。",
    "凡购房人享受补贴后退房的，购房人应先行退回已享受的补贴。",
    "对开发企业缓缴配套费事项进行审议。",
])  # fmt: skip
def test_nothing_is_given_where_it_is_denied_taken_back_or_only_examined(text: str) -> None:
    assert read(text).provisions == ()


def test_a_later_bare_bound_keeps_the_case_that_it_belongs_to() -> None:
    terms = read("个人购买家庭第二套改善性住房，面积为90平方米及以下的，减按1%的税率征收契税；"
                 "面积为90平方米以上的，减按2%的税率征收契税。")  # fmt: skip
    assert all("第二套" in shown(provision.condition) for provision in terms.provisions)


def test_a_gift_on_top_needs_what_the_first_one_needs() -> None:
    terms = read("对首次上规的工业企业，奖励20万元；对连续三年在规的，再给予10万元奖励。")
    assert shown(terms.provisions[1].condition) == "[首次上规且谁:工业企业且连续三年在规]"


def test_an_event_alone_speaks_of_the_noun_before_it() -> None:
    terms = read("对新认定的瞪羚企业给予5万元奖励；对重新认定的给予2万元奖励；"
                 "对获得质量奖的给予3万元奖励。")  # fmt: skip
    assert ["谁:瞪羚企业" in shown(p.condition) for p in terms.provisions] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("首套住房最低首付款比例不低于20%。", "requirement"),
        ("力争企业返还比例达到60%。", "target"),
        ("在全市41个主要执法领域推行信用报告。", "mention"),
        ("若月末个贷率低于85%，恢复受理。", "condition"),
        ("省财政统筹安排25亿元。", "budget"),
    ],
)
def test_tells_rules_from_aims_and_plain_counts(text: str, role: str) -> None:
    assert [each.role for each in read(text).amounts] == [role]


def test_pairs_each_amount_with_its_own_subject() -> None:
    terms = read("对商贸企业给予5万元奖励；对服务业企业给予10万元奖励。")
    assert [p.benefit.amounts[0].quantity.surface for p in terms.provisions] == ["5万元", "10万元"]
    assert [p.beneficiaries[0].text for p in terms.provisions] == ["商贸企业", "服务业企业"]


@pytest.mark.parametrize(
    "text",
    [
        "力争全市工业企业技术改造投资增长15%以上。",
        "全市2024年度预算安排地方财政资金50亿元左右。",
        "争取省财政补助经费3000万元以上。",
        "2024年完成综合交通投资152亿元以上。",
        "犯前款罪的，处三年以下有期徒刑，并处罚金。",
        "对违反规定的企业，依法给予行政处罚。",
    ],
)
def test_aims_budgets_and_sanctions_are_nobodys_benefit(text: str) -> None:
    terms = read(text)
    assert terms.provisions == ()
    assert all(each.role not in ("benefit", "unparsed") for each in terms.amounts)


def test_what_banks_are_urged_to_give_is_advice() -> None:
    (provision,) = read("支持金融机构对A类企业给予纯信用贷款。").provisions
    assert provision.advisory


def test_a_sum_that_no_rule_reads_stays_text() -> None:
    terms = read("其余情形酌情一次性给予，计18万元。")
    assert [each.role for each in terms.amounts] == ["unparsed"]
    assert [phrase.text for phrase in terms.unparsed] == ["其余情形酌情一次性给予，计18万元。"]


def test_another_file_leaves_a_condition_open() -> None:
    (provision,) = read("对符合条件的“司机之家”按照规定给予运营补贴。").provisions
    assert shown(provision.condition) == "[待定:符合条件且谁:“司机之家”且待定:按照规定]"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("省级奖补可与市级奖补政策叠加享受。", "stackable"),
        ("同一项目不重复享受。", "exclusive"),
        ("按就高不重复原则办理。", "highest"),
    ],
)
def test_reads_how_benefits_combine(text: str, kind: str) -> None:
    assert [rule.kind for rule in read(text).stacking] == [kind]


def test_neighbouring_cases_share_no_boundary() -> None:
    terms = read("面积为90平方米及以下的，给予5千元补贴；面积为90平方米以上的，给予1万元补贴。")
    comparators = [
        leaf.quantity.comparator
        for provision in terms.provisions
        for leaf in provision.condition.nodes
    ]
    assert comparators == ["at_most", "above"]


def test_spans_point_at_the_clause_text(default_source: Path) -> None:
    for clause in parse_file(default_source).clauses:
        for provision in clause_terms(clause).provisions:
            start, end = provision.benefit.span
            assert clause.text[start:end] == provision.benefit.text


@pytest.mark.realdocs
def test_reads_any_real_document_without_failing(shared_dir: Path) -> None:
    for path in sorted((shared_dir / "realdocs").glob("*.txt")):
        for clause in parse_file(path).clauses:
            for amount in clause_terms(clause).amounts:
                start, end = amount.quantity.span
                assert clause.text[start:end] == amount.quantity.surface


def test_hostile_text_costs_no_more_than_its_length() -> None:
    for piece in ("对", "的", "（", "、", "对企业给予", "且", "或", "达到1亿元、"):
        read(piece * 2000)
