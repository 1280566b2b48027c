"""Layouts that Chinese policy files come in, each as a small document of its own."""

from index.document import NUMBERED_KINDS
from index.parse import parse_document
from index.source_text import SourceText


def parse(*lines: str):
    return parse_document(SourceText("\n".join(lines)), source_name="样例.txt")


def numbers(document):
    return [clause.number for clause in document.clauses if clause.kind in NUMBERED_KINDS]


def units(document):
    return {
        clause.number: [unit.name for unit in clause.units]
        for clause in document.clauses
        if clause.kind in NUMBERED_KINDS
    }


def kinds(document):
    return [clause.kind for clause in document.clauses]


def assert_clean(document):
    assert document.report.unassigned_chars == 0, document.report.leftovers
    assert document.report.gaps == () and document.report.duplicates == ()


NOTICE = (
    "甲市人民政府关于印发甲市若干措施的通知",
    "甲政发〔2024〕3号",
    "各县（市、区）人民政府，市政府各部门：",
    "现将《甲市若干措施》印发给你们，请认真贯彻执行。",
    "甲市人民政府",
    "2024年2月1日",
    "甲市若干措施",
)


def test_numbers_that_run_on_below_headings_are_the_measures():
    document = parse(
        *NOTICE,
        "为促进发展，制定本措施。",
        "一、支持创新",
        "1、支持企业研发。给予补助。",
        "2、支持人才。给予补贴。",
        "二、支持投资",
        "3、2024年起支持技改。给予奖励。",
        "4．支持上市。给予奖励。",
    )
    assert numbers(document) == ["1", "2", "3", "4"]
    assert [section.title for section in document.sections] == ["支持创新", "支持投资"]
    assert [clause.section for clause in document.clauses if clause.number] == list("一一二二")
    assert_clean(document)


def test_items_that_restart_stay_inside_their_measure():
    document = parse(
        "一、支持研发",
        "（一）给予补助。",
        "（二）给予奖励。",
        "二、支持投资",
        "（一）给予补助。",
        "（二）给予奖励。",
    )
    assert numbers(document) == ["1", "2"]
    assert document.clauses[1].text == "二、支持投资\n（一）给予补助。\n（二）给予奖励。"


def test_items_that_restart_are_citable_where_each_names_its_units():
    document = parse(
        "一、支持研发",
        "（一）设备补助。给予补助。（责任单位：市科技局）",
        "（二）平台奖励。给予奖励。（责任单位：市经信局）",
        "二、支持投资",
        "（一）土地保障。优先供地。（责任单位：市资源规划局）",
        "（二）用能保障。优先用能。（责任单位：市发改委）",
    )
    assert numbers(document) == ["1", "2", "1", "2"]
    ids = [clause.clause_id.split(".")[1] for clause in document.clauses]
    assert ids == ["m1", "m2", "m1~2", "m2~2"]
    assert_clean(document)


def test_articles_under_chapters_with_inserted_articles():
    document = parse(
        "甲市管理办法",
        "第一章　总则",
        "第一条　为了规范管理，制定本办法。",
        "第二条 本办法适用于本市。",
        "第二条之一　鼓励创新。",
        "第二章　附则",
        "第３条　本办法自2024年5月1日起施行。",
    )
    assert numbers(document) == ["1", "2", "2-1", "3"]
    assert document.clauses[2].no == "第二条之一"
    assert document.clauses[0].text.startswith("第一条 为了规范管理")
    assert [section.title for section in document.sections] == ["总则", "附则"]
    assert str(document.validity.effective_from) == "2024-05-01"


def test_wrapped_lines_that_begin_like_numbers_are_none():
    document = parse(
        "一、支持企业投资。对总投资达到一定规模即固定资产投资额达到人民币",
        "1.5亿元以上的企业，按照设备投资额的百分之三给予补助，同时对贷款按",
        "3.5%以上利率计算的部分给予贴息，按核定的允许加计扣除研发费用支出",
        "（扣除政府补助、委托外部机构研发费用部分）给予一定补助，企业违反了",
        "第一条规定的，应当退回补助资金，并且在今后三年之内不得再次申请补助",
        "资金。",
        "二、支持企业上市。对在境内外证券交易所成功上市的企业分阶段给予最高",
        "500万元奖励。",
        "三、支持人才引进。",
    )
    assert numbers(document) == ["1", "2", "3"]
    assert "人民币1.5亿元以上的企业" in document.clauses[0].text
    assert "\n" not in document.clauses[0].text


def test_a_table_of_contents_is_no_clause():
    document = parse(
        "甲市促进条例",
        "目　录",
        "第一章　总则",
        "第二章　附则",
        "第一章　总则",
        "第一条　为了促进发展，制定本条例。",
        "第二条　本条例适用于本市。",
        "第二章　附则",
        "第三条　本条例自2024年1月1日起施行。",
    )
    assert numbers(document) == ["1", "2", "3"]
    assert len(document.sections) == 2
    assert [role for role, _ in document.frame] == ["title", "contents"]
    assert_clean(document)


def test_an_appended_interpretation_restarts_nothing():
    document = parse(
        *NOTICE,
        "一、支持研发。给予补助。",
        "二、支持投资。给予奖励。",
        "本措施自发布之日起施行，有效期3年。",
        "《甲市若干措施》政策解读",
        "一、出台背景",
        "为了促进发展。",
        "二、主要内容",
        "共两条。",
    )
    assert numbers(document) == ["1", "2"]
    assert kinds(document)[-1] == "annex"
    assert str(document.validity.until) == "2027-01-31"
    assert_clean(document)


def test_the_list_of_attachments_is_told_from_the_attachments():
    document = parse(
        "甲市科技局关于申报项目的通知",
        "各有关单位：",
        "现将有关事项通知如下。",
        "一、申报条件。企业注册在本市。",
        "二、申报时间。即日起受理。",
        "附件：1.申请表",
        "　　　2.承诺书",
        "甲市科技局",
        "2024年3月1日",
        "附件1",
        "申请表",
        "企业名称：",
        "附件2",
        "承诺书",
        "我单位承诺材料真实。",
    )
    assert numbers(document) == ["1", "2"]
    assert kinds(document) == ["preamble", "measure", "measure", "annex", "annex"]
    assert [clause.title for clause in document.clauses[-2:]] == ["申请表", "承诺书"]
    assert document.issuers == ("甲市科技局",)
    assert str(document.issue_date) == "2024-03-01"


def test_a_numbered_notice_with_the_regulation_it_issues():
    document = parse(
        "甲市财政局关于印发《甲市资金管理办法》的通知",
        "各县（市、区）财政局：",
        "现将办法印发给你们，并就有关事项通知如下：",
        "一、加强领导。各地要高度重视。",
        "二、按时报送。每季度报送一次。",
        "甲市财政局",
        "2024年3月1日",
        "甲市资金管理办法",
        "第一条 为了加强管理，制定本办法。",
        "第二条 资金由市财政局管理。",
        "第三条 本办法自2024年4月1日起施行。",
    )
    assert numbers(document) == ["1", "2", "1", "2", "3"]
    assert kinds(document).count("article") == 3
    assert_clean(document)


def test_several_laws_in_one_file():
    document = parse(
        "甲市促进条例",
        "第一条 为了促进发展，制定本条例。",
        "第二条 本条例适用于本市。",
        "乙市管理办法",
        "第一条 为了规范管理，制定本办法。",
        "第二条 本办法适用于本市。",
    )
    assert numbers(document) == ["1", "2", "1", "2"]
    assert len({clause.clause_id for clause in document.clauses}) == 4
    assert [role for role, _ in document.frame] == ["title", "title"]


def test_an_order_promulgates_a_regulation():
    document = parse(
        "甲省人民政府令",
        "第35号",
        "《甲省营商环境办法》已经2024年1月5日省人民政府第3次常务会议通过，现予公布，自2024年3月1日起施行。",
        "省长　张三",
        "2024年1月20日",
        "甲省营商环境办法",
        "第一条 为了优化营商环境，制定本办法。",
        "第二条 本办法适用于本省。",
    )
    assert document.doc_number == "甲省人民政府令第35号"
    assert document.issuers == ("甲省人民政府",)
    assert document.title == "甲省营商环境办法"
    assert str(document.issue_date) == "2024-01-20"
    assert str(document.validity.effective_from) == "2024-03-01"
    assert kinds(document) == ["preamble", "article", "article"]


def test_tables_name_units_in_columns():
    document = parse(
        "甲市重点任务清单",
        "序号\t任务\t牵头单位\t配合单位\t完成时限",
        "1\t建设数据平台\t市数据局\t市财政局、市经信局\t2024年6月",
        "2\t开展培训\t市人社局\t\t2024年9月",
        "3\t组织检查\t市司法局\t市市场监管局\t2024年12月",
    )
    assert numbers(document) == ["1", "2", "3"]
    assert units(document)["1"] == ["市数据局", "市财政局", "市经信局"]
    roles = [unit.role for unit in document.clauses[0].units]
    assert roles == ["lead", "support", "support"]
    assert units(document)["2"] == ["市人社局"]


def test_numbers_that_are_missing_or_repeated_are_reported():
    document = parse(
        "（一）支持研发。给予补助。",
        "（二）支持投资。给予补助。",
        "（四）支持上市。给予补助。",
        "（四）支持人才。给予补助。",
        "（五）支持平台。给予补助。",
    )
    assert document.report.gaps == ("3",)
    assert document.report.duplicates == ("4",)
    assert [clause.clause_id.split(".")[1] for clause in document.clauses] == [
        "m1", "m2", "m4", "m4~2", "m5",
    ]  # fmt: skip


def test_a_document_without_numbers_keeps_every_paragraph():
    document = parse(
        "甲市科技局关于做好申报工作的通知",
        "各企业：",
        "请于2024年5月1日前提交材料，逾期不予受理。",
        "咨询电话：0570-1234567。",
        "甲市科技局",
        "2024年4月1日",
    )
    assert kinds(document) == ["preamble", "preamble"]
    assert document.report.unassigned_chars == 0


def test_lines_that_belong_to_nothing_are_leftovers():
    document = parse(
        "当前位置：首页 > 政务公开",
        *NOTICE,
        "一、支持研发。给予补助。",
        "二、支持投资。给予奖励。",
    )
    assert [leftover.span for leftover in document.report.leftovers] == [(0, 14)]
    assert document.report.unassigned_chars == 10


def test_a_heading_without_a_number_is_not_glued_to_the_clause_before_it():
    document = parse(
        "甲市管理办法",
        "第一条 为了规范管理，制定本办法。",
        "第二条 本办法适用于本市。",
        "附则",
        "第三条 本办法自公布之日起施行。",
    )
    assert document.clauses[1].text == "第二条 本办法适用于本市。"
    assert ("heading" in [role for role, _ in document.frame]) is True


def test_a_draft_and_an_interpretation_are_told():
    draft = parse(
        "甲市促进办法（征求意见稿）", "第一条 为了发展。", "第二条 本办法自公布之日起施行。"
    )
    assert "征求意见稿" in draft.report.warnings[0]
    reading = parse("《甲市促进办法》政策解读", "一、背景。为了发展。", "二、内容。共两条。")
    assert "解读" in reading.report.warnings[0]


def test_ordinals_full_width_digits_and_old_numerals():
    document = parse(
        "１．支持研发。给予补助。",
        "２．支持投资。给予补助。",
        "３．支持人才。给予补助。",
    )
    assert numbers(document) == ["1", "2", "3"]
    assert document.clauses[0].no == "１．"
    old = parse(*[f"（{n}）支持第{n}项。" for n in ("十九", "二十", "廿一", "廿二")])
    assert numbers(old) == ["19", "20", "21", "22"]


def test_joint_issuers_sign_below():
    document = parse(
        "甲市科技局等三部门关于支持企业研发的通知",
        "甲科发〔2024〕5号",
        "各有关单位：",
        "一、支持研发。给予补助。",
        "二、支持投资。给予奖励。",
        "甲市科技局　　　甲市财政局",
        "国家税务总局甲市税务局",
        "2024年4月8日",
        "（此件主动公开）",
    )
    assert document.issuers == ("甲市科技局", "甲市财政局", "国家税务总局甲市税务局")
    assert str(document.issue_date) == "2024-04-08"
    assert_clean(document)


def test_page_numbers_and_running_heads_are_layout_noise():
    page = "甲市人民政府办公室文件汇编"
    document = parse(
        "一、支持企业研发。对企业研发投入给予补助，对新认定的高新技术企业给",
        "- 1 -", page,
        "予30万元奖励，对重新认定的高新技术企业给予10万元奖励。对研发机构给",
        "- 2 -", page,
        "予支持。对新建的市级研发机构给予20万元补助，对新建的省级研发机构给",
        "- 3 -", page,
        "予50万元补助。",
        "二、支持人才。给予补贴。",
    )  # fmt: skip
    assert numbers(document) == ["1", "2"]
    text = document.clauses[0].text
    assert "高新技术企业给予30万元奖励" in text and page not in text and "- 1 -" not in text
    assert_clean(document)


def test_decimal_numbers_of_a_plan():
    document = parse(
        "甲市突发事件应急预案",
        "1 总则",
        "1.1 编制目的",
        "为了提高应对能力，制定本预案。",
        "1.2 适用范围",
        "本预案适用于本市。",
        "2 组织指挥体系",
        "2.1 指挥部",
        "设立指挥部，投入",
        "1.5亿元以上。",
        "2.2 办公室",
        "设在市应急局。",
    )
    assert numbers(document) == ["1.1", "1.2", "2.1", "2.2"]
    assert [section.title for section in document.sections] == ["总则", "组织指挥体系"]
    assert [clause.section for clause in document.clauses] == ["1", "1", "2", "2"]
    assert_clean(document)


def test_a_code_with_books_and_parts_of_books():
    document = parse(
        "甲国法典",
        "第一编　总则",
        "第一章　基本规定",
        "第一条　为了保护权益，制定本法。",
        "第二条　本法适用于本国。",
        "第二编　物权",
        "第一分编　通则",
        "第一章　一般规定",
        "第三条　物权受保护。",
        "第二分编　所有权",
        "第二章　一般规定",
        "第四条　所有权受保护。",
    )
    assert numbers(document) == ["1", "2", "3", "4"]
    assert all("编" not in clause.text for clause in document.clauses)
    assert_clean(document)


def test_an_item_whose_words_begin_with_a_digit():
    document = parse(
        "1.支持5G网络。给予补助。",
        "2.支持算力。给予补助。",
        "3.5G基站建设每个补助1万元。",
        "4.支持数据。给予补助。",
        "5、3D打印企业给予补助。",
    )
    assert numbers(document) == ["1", "2", "3", "4", "5"]
    assert document.clauses[2].no == "3."


def test_one_run_that_holds_most_of_the_text_is_citable():
    words = "对符合条件的企业按照实际投入给予补助，具体标准由市有关部门另行制定并向社会公布，" * 2
    document = parse(
        "甲市实施方案",
        "一、总体要求",
        "坚持高质量发展。",
        "二、主要任务",
        *[f"（{n}）第{n}项任务。{words}" for n in "一二三四五六"],
        "三、组织保障",
        "加强组织领导。",
    )
    assert numbers(document) == list("123456")
    assert [section.no for section in document.sections] == ["一", "二", "三"]
    assert kinds(document)[0] == kinds(document)[-1] == "section_intro"
    short = parse(
        "一、申报条件。申报单位应当同时符合下列条件：",
        *[f"（{n}）条件{n}；" for n in "一二三四五六"],
        "二、申报程序。按照属地管理的原则向所在地主管部门提出申请，由主管部门审核后报送。" * 2,
        "三、其他事项。未尽事宜另行通知。",
    )
    assert numbers(short) == ["1", "2", "3"]


def test_a_judicial_interpretation():
    document = parse(
        "最高人民法院关于适用某某法若干问题的解释（一）",
        "2020年12月25日 最高人民法院审判委员会第1825次会议通过",
        "2020年12月29日 法释〔2020〕26号公布",
        "第一条 当事人起诉的，人民法院应当受理。",
        "第二条 本解释自2021年1月1日起施行。",
    )
    assert document.issuers == ("最高人民法院",)
    assert document.doc_number == "法释〔2020〕26号"
    assert str(document.issue_date) == "2020-12-29"
