"""The evaluation commands: each parses, calls one module and prints a table or one JSON object."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.cli import run_app

app = typer.Typer(
    help="条问评测：有多准、错在哪、改动有没有用。", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False,
)  # fmt: skip
_errors = Console(stderr=True, highlight=False)
#: Columns of a table that no terminal shows.
PIPED_WIDTH = 180

JsonOption = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象")]
LimitOption = Annotated[int | None, typer.Option(min=1, help="只用前多少题")]
SplitOption = Annotated[
    Literal["dev", "test"] | None, typer.Option(help="只用开发题（dev）或测试题（test）")
]


@app.command(help="把题目全部问一遍，写下记录和报告。")
def run(
    dataset: Annotated[list[Path], typer.Option(help="题目文件，可以写几个：--dataset A B")],
    out: Annotated[Path, typer.Option(help="记录和报告写到哪个目录")],
    index_dir: Annotated[Path | None, typer.Option("--index", help="索引目录")] = None,
    source: Annotated[
        list[Path] | None, typer.Option(help="题目写明用哪些文件时，到这些目录里找；可以写几次")
    ] = None,
    baselines: Annotated[bool, typer.Option("--baselines", help="同时评测几种简单做法")] = False,
    split: SplitOption = None,
    limit: LimitOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="题目没写日子时按哪一天")] = None,
    as_json: JsonOption = False,
    more: Annotated[list[Path] | None, typer.Argument(hidden=True)] = None,
) -> None:
    """Ask all questions, write the record and the report."""
    from eval.record import save_record
    from eval.report import score_record, write_report
    from eval.session import evaluate
    from eval.tables import as_json as plain
    from eval.tables import kinds_table, systems_table

    options = {"split": split, "limit": limit, "as_of": as_of, "baselines": baselines}
    with _progress() as tell:
        files = [*dataset, *(more or ())]
        record = evaluate(
            files, index_dir=index_dir, sources=source or (), options=options, progress=tell
        )
    stored = save_record(record, out)
    scored = score_record(record)
    page = write_report(record, scored, out)
    summaries = [one.summary for one in scored]
    systems = {summary.system: plain(summary) for summary in summaries}
    result = {"record": str(stored), "report": str(page), "systems": systems}
    _show(as_json, result, lambda: [systems_table(summaries), kinds_table(summaries[0])])
    _errors.print(f"记录：{stored}\n报告：{page}", markup=False, soft_wrap=True)


@app.command(help="比较两次评测：差多少、是不是偶然、哪些题变了。")
def compare(
    a: Annotated[Path, typer.Argument(help="先前那次的目录")],
    b: Annotated[Path, typer.Argument(help="后来那次的目录")],
    system_a: Annotated[str | None, typer.Option(help="A 里的系统，不写就是条问")] = None,
    system_b: Annotated[str | None, typer.Option(help="B 里的系统，不写就是条问")] = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two runs: differences, chance, flipped questions."""
    from eval.compare import compare as compare_runs
    from eval.record import load_record
    from eval.tables import as_json as plain
    from eval.tables import comparison_table, flips_table

    difference = compare_runs(
        load_record(a), load_record(b), system_a=system_a, system_b=system_b
    )
    _show(
        as_json,
        plain(difference),
        lambda: [
            comparison_table(difference),
            flips_table("A 错 B 对", difference.mended),
            flips_table("A 对 B 错", difference.broken),
        ],
    )


@app.command(help="在公开的法条检索题上测检索。")
def retrieval(
    articles: Annotated[Path, typer.Option(help="条文，.jsonl 或 .jsonl.gz")],
    questions: Annotated[Path, typer.Option(help="问题，每行一个 JSON")],
    limit: LimitOption = None,
    split: SplitOption = None,
    index_dir: Annotated[
        Path, typer.Option("--index", help="条文的索引放在哪里；建过的不会重算")
    ] = Path("var/eval/articles-index"),
    channels: Annotated[bool, typer.Option(help="同时测各个检索通道")] = True,
    as_json: JsonOption = False,
) -> None:
    """Measure retrieval on the public task of finding articles."""
    from assistant.indexing import embedder_of
    from assistant.settings import Settings
    from eval.retrieval import load_statute_questions, measure_retrieval, open_articles
    from eval.tables import as_json as plain
    from eval.tables import retrieval_table
    from index.retriever import HybridRetriever

    asked = load_statute_questions(questions, split=split, limit=limit)
    embedder = embedder_of(Settings())
    with _progress() as tell:
        retriever = HybridRetriever(open_articles(articles, index_dir, embedder, tell), embedder)
        reports = measure_retrieval(retriever, asked, channels=channels, progress=tell)
    result = {"systems": {report.system: plain(report) for report in reports}}
    _show(as_json, result, lambda: [retrieval_table(reports)])


@app.command(help="测文件解析得准不准。")
def parse(
    index_file: Annotated[Path, typer.Option("--index-file", help="写明各文件正确结果的清单")],
    as_json: JsonOption = False,
) -> None:
    """Measure how often documents are parsed right."""
    from eval.parsing import score_parses

    scores = score_parses(index_file)
    _show(as_json, scores.to_json(), lambda: [scores.table()])


@app.command(help="测条款要素读得准不准、资格判断对不对。")
def eligibility(
    document: Annotated[Path, typer.Option("--document", help="标注所依据的文件")] = Path(
        "source_docs/衢政发〔2024〕7号.txt"
    ),
    profiles: Annotated[Path, typer.Option("--profiles", help="画像文件")] = Path(
        "eval/datasets/profiles.jsonl"
    ),
    split: Annotated[
        Literal["dev", "test"], typer.Option(help="开发画像（dev）或测试画像（test）")
    ] = "dev",
    documents: Annotated[
        Path | None, typer.Option("--documents", help="另数这个目录里各文件的金额有多少归了类")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the terms of clauses and the judgement of askers."""
    from eval import eligibility_tables as tables
    from eval.eligibility import load_profiles, score_profiles, typed_amounts
    from eval.terms import score_terms
    from index.parse import parse_file

    annotated = parse_file(document)
    scores = score_terms(annotated.clauses)
    report = score_profiles(load_profiles(profiles, split), annotated)
    others = sorted(documents.glob("*.txt")) if documents else []
    counted = typed_amounts([parse_file(path) for path in others])
    shown: list[Table | str] = [tables.terms_table(scores), tables.profiles_table(report)]
    if split == "dev" and report.misses:
        shown.append(tables.misses_table(report))
    if counted:
        shown.append(tables.amounts_table(counted))
    _show(as_json, tables.to_json(scores, report, counted), lambda: shown)


@app.command(help="把咨询记录变成待审核的题目。")
def add(
    source: Annotated[
        Path | None, typer.Option("--from", help="咨询记录，每行一个 JSON；不写就取数据库里的反馈")
    ] = None,
    out: Annotated[Path, typer.Option(help="待审核的题目追加到哪个文件")] = Path(
        "var/eval/review.jsonl"
    ),
    limit: Annotated[int, typer.Option(min=1, help="数据库里最近多少条反馈")] = 200,
    as_json: JsonOption = False,
) -> None:
    """Draft cases to review from logged questions."""
    from assistant.settings import Settings
    from assistant.storage.database import Database
    from eval.feedback import add_cases, draft_cases, logged_questions, read_log

    if source is not None:
        log = read_log(source)
    else:
        database = Database(Settings().database_url.get_secret_value())
        log = logged_questions(database, limit=limit)
        database.close()
    drafts = draft_cases(log)
    added = add_cases(drafts, out)
    result = {"file": str(out), "read": len(drafts), "added": added}
    line = f"读到 {len(drafts)} 题，新增 {added} 题，待审核：{out}"
    _show(as_json, result, lambda: [line])


def _show(as_json: bool, result: dict[str, Any], tables: Callable[[], list[Table | str]]) -> None:
    if as_json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        return
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:  # a file or a pipe has no width to fold into
        console.width = PIPED_WIDTH
    for table in tables():
        console.print(table)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show one bar per step on stderr, where a person is watching it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=_errors, disable=not _errors.is_terminal) as progress:
        tasks: dict[str, Any] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=total)
            progress.update(tasks[step], completed=done, total=total)

        yield tell


def main() -> None:
    """Run the command line under the product's rules for errors and exit codes."""
    run_app(app)
