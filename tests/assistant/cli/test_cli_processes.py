"""The commands as processes of their own: streams, exit codes, an index made on the way."""

import json
import subprocess
import sys

import pytest

COMMANDS = ("parse", "index", "versions", "ask", "batch", "search", "match", "serve")

UNEXPECTED = """
import sys
from assistant import cli, indexing
def broken(*_): raise KeyError("secret/path")
indexing.open_assistant = broken
sys.argv = ["tiaowen", "ask", "补助多少？"]
cli.main()
"""


def test_the_default_index_is_built_on_the_way_and_stdout_holds_the_answer_alone(
    command, tmp_path
):
    ended = command(
        "ask", "新认定的国家高新技术企业补助多少？", "--json", TIAOWEN_INDEX_DIR=tmp_path / "index"
    )
    assert ended.code == 0
    assert ended.out.count("\n") == 1
    answer = json.loads(ended.out)
    assert answer["citations"][0]["number"] == "19"
    assert "市科技局" in ended.out  # neither escaped nor in the locale's code
    assert "向量" in ended.err  # progress
    assert "DEBUG" not in ended.err
    assert (tmp_path / "index" / "CURRENT").is_file()


def test_an_unexpected_failure_is_one_line_and_exit_code_1():
    ended = subprocess.run(
        [sys.executable, "-c", UNEXPECTED], capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == (
        "出现意外错误（KeyError），请设 TIAOWEN_LOG=DEBUG 重试并查看日志。\n"
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_chinese(call, name):
    ended = call(name, "--help")
    assert ended.code == 0
    assert "--help" in ended.out
    assert any("\u4e00" <= letter <= "\u9fff" for letter in ended.out)


def test_the_help_lists_every_command(call):
    out = call("--help").out
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "saying"),
    [
        (("ask",), "缺少参数 QUESTION"),
        (("ask", "甲", "乙"), "参数太多"),
        (("ask", "甲", "--colour"), "没有选项 --colour"),
        (("ask", "甲", "--as-of"), "--as-of 缺少值"),
        (("asks", "甲"), "没有这个命令"),
        (("batch", "--in", "q.jsonl"), "缺少参数 --out"),
        (("batch", "--in", "q", "--out", "a", "--workers", "0"), "--workers 的值不能用"),
        (("search", "--in", "q", "--out", "a", "--k", "zehn"), "--k 的值不能用"),
        (("serve", "--port", "65536"), "--port 的值不能用"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_exit_code_2(call, arguments, saying):
    ended = call(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert saying in ended.err
    assert ended.err.count("\n") == 1
    assert "--help" in ended.err


def test_a_wrong_setting_is_named(call, monkeypatch):
    monkeypatch.setenv("TIAOWEN_PORT", "many")
    ended = call("ask", "甲")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "设置有误：请检查 TIAOWEN_PORT 的值。\n"
