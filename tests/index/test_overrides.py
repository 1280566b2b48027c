from datetime import date

import pytest

from index.errors import DocumentError
from index.parse import parse_file

TEXT = "甲市科技局关于支持研发的通知\n一、支持研发。给予补助。\n二、支持投资。给予奖励。\n"


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def override(policy, text: str):
    policy.with_suffix(".yaml").write_text(text, encoding="utf-8")
    return parse_file(policy)


def test_fields_beside_a_file_rule(policy):
    document = override(
        policy,
        "doc_number: 甲科发〔2024〕1号\nissuers: [甲市科技局, 甲市财政局]\nissue_date: 2024-01-05\n"
        'effective_from: "2024-02-01"\nvalid_until: 2024-12-31\ncc: 市委办公室\n',
    )
    assert document.doc_number == "甲科发〔2024〕1号"
    assert document.issuers == ("甲市科技局", "甲市财政局")
    assert document.issue_date == date(2024, 1, 5)
    assert document.validity.status(date(2024, 6, 1)) == "in_force"
    assert document.cc == ("市委办公室",)
    assert document.title == "甲市科技局关于支持研发的通知"


def test_an_empty_file_changes_nothing(policy):
    assert override(policy, "# 暂无\n").doc_number is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("issue_date: 去年\n", "通知.yaml 的字段“issue_date”应是日期，现在是“去年”。"),
        ("issuers: [1, 2]\n", "通知.yaml 的字段“issuers”应是名称列表"),
        ("title: 3\n", "通知.yaml 的字段“title”应是文字"),
        ("标题: 甲\n", "通知.yaml 里有不认识的字段“标题”，可用：title、"),
        ("- 甲\n", "通知.yaml 应是“字段: 值”的列表。"),
        ("title: [甲\n", "通知.yaml 不是有效的 YAML"),
        ("x" * 70_000, "通知.yaml 太大"),
    ],
)
def test_a_bad_file_is_named_with_its_field(policy, text, message):
    with pytest.raises(DocumentError) as error:
        override(policy, text)
    assert message in str(error.value)
    assert str(policy.parent) not in str(error.value)


def test_a_file_in_another_encoding_is_told(policy):
    policy.with_suffix(".yaml").write_bytes("title: 管理办法".encode("gb18030"))
    with pytest.raises(DocumentError, match="UTF-8"):
        parse_file(policy)
