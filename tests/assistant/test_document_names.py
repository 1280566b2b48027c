import pytest

from assistant.document_names import DocumentNames, core_title
from index.document import PolicyDocument

TITLES = {
    "law": ("中华人民共和国渔业法", None),
    "change": ("中华人民共和国渔业法修正案（二）", None),
    "leave": ("企业职工带薪休假实施办法", None),
    "loan": ("商业性贷款转公积金贷款实施办法", "甬金规字〔2026〕2号"),
    "city": ("宁波市人民政府关于印发宁波市促进消费若干措施的通知", "甬政发〔2024〕7号"),
    "order": ("渔港管理条例", "国务院令第701号"),
}


@pytest.fixture(scope="module")
def names() -> DocumentNames:
    return DocumentNames(
        PolicyDocument(key, f"{key}.txt", title, "", doc_number=number)
        for key, (title, number) in TITLES.items()
    )


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("宁波市人民政府关于印发宁波市促进消费若干措施的通知", "宁波市促进消费若干措施"),
        ("关于印发《宁波市促消费措施》的通知", "宁波市促消费措施"),
        ("中华人民共和国渔业法", "渔业法"),
        ("商转公贷款办法（暂行）", "商转公贷款办法"),
        ("关于支持住房需求的通知", "支持住房需求"),
    ],
)
def test_the_core_of_a_title_is_what_people_call_the_document(title, core):
    assert core_title(title) == core


@pytest.mark.parametrize(
    "said", ["甬政发〔2024〕7号", "甬政发2024年7号文", "政发[2024]7号", "7号文"]
)
def test_a_number_names_its_document_however_it_is_written(names, said):
    assert names.by_number(f"{said}第三条") == {"city"}


def test_the_number_of_an_order_has_no_year(names):
    assert names.by_number("国务院令第701号第二条") == {"order"}


def test_a_number_of_another_year_names_nothing(names):
    assert names.by_number("甬政发〔2023〕7号第三条") == frozenset()


def test_of_nested_titles_the_longest_is_meant(names):
    assert names.by_title("渔业法第三条") == {"law"}
    assert names.by_title("渔业法修正案第三条") == {"change"}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("带薪休假办法第十条", {"leave"}),
        ("商转公办法第四条", {"loan"}),
        ("促进消费那个通知谁发的", {"city"}),
        ("促进消费的政策有哪些", set()),
        ("有什么购房补贴政策", set()),
    ],
)
def test_a_part_of_the_title_names_a_document_where_the_question_points_at_one(
    names, question, found
):
    assert names.by_part(question, TITLES, sure=False) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [("2024年的文件第一条", {"city"}), ("2026年那份第一条", {"loan"}), ("2024年目标多少", set())],
)
def test_a_year_names_a_document_only_where_it_is_the_documents(names, question, found):
    assert names.by_year(question, TITLES) == found
