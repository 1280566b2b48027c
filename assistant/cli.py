"""The command line: each command parses, calls the service and prints."""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from assistant import admin_cli
from assistant.failures import failure

app = typer.Typer(
    help="条问：政策文件问答，逐条引用原文。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(admin_cli.accounts, name="account")
app.add_typer(admin_cli.keys, name="key")
app.add_typer(admin_cli.records, name="data")
app.command("bundle")(admin_cli.bundle)

IndexOption = Annotated[Path | None, typer.Option("--index", help="索引目录；不写时用默认索引")]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON")]
DayOption = Annotated[str | None, typer.Option("--as-of", help="按哪一天判断有效期，如 2024-06-01")]


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


def _print_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    _print(json.dumps(value, ensure_ascii=False))


@app.command()
def parse(file: Path, as_json: JsonOption = False) -> None:
    """解析一个文件，给出结构和入库报告；不写任何东西。"""
    from assistant.parse_view import parse_summary
    from index.parse import parse_file, to_json

    document = parse_file(file)
    if as_json:
        _print_json(to_json(document))
    else:
        _print(parse_summary(document))


@app.command()
def index(
    source: Annotated[Path | None, typer.Option(help="文件或目录，也可以是 .jsonl")] = None,
    index_dir: IndexOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="入库报告有问题的文件不发布")] = False,
) -> None:
    """建立或更新索引；没有变化的文件不会重新计算。"""
    from assistant.indexing import update_index
    from assistant.settings import Settings

    report = update_index(Settings(), source=source, index_dir=index_dir, strict=strict)
    _print(report)


@app.command()
def versions(
    index_dir: IndexOption = None,
    back: Annotated[bool, typer.Option("--back", help="退回到当前版本之前的一个")] = False,
    to: Annotated[str | None, typer.Option("--to", help="退回到指定的版本")] = None,
) -> None:
    """列出保留的索引版本，或者退回到其中一个；正在运行的服务随即换过去。"""
    from assistant.indexing import list_kept_versions, roll_back
    from assistant.settings import Settings

    directory = index_dir or Settings().index_dir
    if back or to:
        roll_back(directory, to)
    _print(list_kept_versions(directory))


@app.command()
def ask(
    question: str,
    as_json: JsonOption = False,
    as_of: DayOption = None,
    index_dir: IndexOption = None,
) -> None:
    """回答一个问题。"""
    from assistant.indexing import open_assistant
    from assistant.settings import parse_day

    day = parse_day(as_of)
    answer = open_assistant(index_dir).ask(question, as_of=day)
    if as_json:
        _print_json(answer.to_json())
        return
    _print(answer.text)
    for n, citation in enumerate(answer.citations, start=1):
        _print(f"[{n}] {citation.clause.no}{citation.clause.title or ''}：“{citation.quote}”")
    if answer.choices:
        _print("您可以接着问：" + "；".join(answer.choices))


@app.command()
def batch(
    source: Annotated[Path, typer.Option("--in", help="问题，每行一个 JSON")],
    out: Annotated[Path, typer.Option("--out", help="答案写到哪里")],
    as_of: DayOption = None,
    index_dir: IndexOption = None,
    workers: Annotated[int, typer.Option(min=1, max=64)] = 1,
) -> None:
    """批量回答，保持顺序，一行一个。"""
    from assistant.batch import run_batch
    from assistant.indexing import open_assistant
    from assistant.settings import parse_day

    day = parse_day(as_of)
    failed = run_batch(open_assistant(index_dir), source, out, as_of=day, workers=workers)
    _tell(f"完成，{failed} 行失败。")


@app.command()
def search(
    source: Annotated[Path, typer.Option("--in", help="问题，每行一个 JSON")],
    out: Annotated[Path, typer.Option("--out", help="TREC 结果写到哪里")],
    k: Annotated[int, typer.Option(min=1, max=1000)] = 100,
    index_dir: IndexOption = None,
) -> None:
    """只检索，写成 TREC 格式。"""
    from assistant.batch import run_search
    from assistant.indexing import open_retriever

    run_search(open_retriever(index_dir), source, out, k=k)


@app.command()
def match(
    text: Annotated[str | None, typer.Option(help="用自己的话说明情况")] = None,
    facts: Annotated[Path | None, typer.Option(help="YAML 事实文件")] = None,
    list_facts: Annotated[
        bool, typer.Option("--list-facts", help="列出条文要求的事实和名称")
    ] = False,
    as_of: DayOption = None,
    index_dir: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """按企业或个人的情况逐条比对，说明符合、不符合或缺什么信息。"""
    from assistant.indexing import open_retriever
    from assistant.match_index import asked_facts, match_index, read_facts, result_json
    from assistant.match_view import facts_table, match_summary
    from assistant.settings import parse_day

    day = parse_day(as_of)
    if list_facts:
        specs = asked_facts(open_retriever(index_dir).index)
        if as_json:
            _print_json([spec.to_json() for spec in specs])
        else:
            _print(facts_table(specs))
        return
    given = read_facts(text, facts)
    retriever = open_retriever(index_dir)
    result = match_index(retriever, given, day)
    if as_json:
        _print_json(result_json(result, retriever.index, day))
    else:
        _print(match_summary(result, retriever.index))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="监听地址")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    index_dir: IndexOption = None,
) -> None:
    """启动网页和接口。"""
    from assistant.server import serve as run_server
    from assistant.settings import Settings

    changes = {"host": host, "port": port, "index_dir": index_dir}
    given = {name: value for name, value in changes.items() if value is not None}
    run_server(Settings.model_validate(given), given_index=index_dir)


def main() -> None:
    """Run the command line."""
    run_app(app)


def run_app(commands: typer.Typer) -> None:
    """Run commands; every failure becomes one line on stderr and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the locale, output is UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    levels = logging.getLevelNamesMapping()
    level = levels.get(os.environ.get("TIAOWEN_LOG", "").upper(), logging.WARNING)
    logging.basicConfig(stream=sys.stderr, level=level)
    try:
        # Not ``commands()``, which would have a traceback printed.
        code = get_command(commands).main(standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - the one place where any failure becomes a line
        line, code = failure(error)
        if line:
            _tell(line)
    raise SystemExit(code or 0)
