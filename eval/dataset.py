"""Read evaluation cases: one JSON object a line, checked against the schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from index.errors import InputError

Kind = Literal[
    "amount", "condition", "eligibility", "unit", "fact", "target", "lookup", "list", "count",
    "document", "multi", "yesno", "claim", "followup", "unanswerable",
]  # fmt: skip
Status = Literal["answered", "not_specified", "not_found", "clarify", "greeting"]
Verdict = Literal["yes", "no", "depends"]
Split = Literal["dev", "test"]

#: The key that stands for the document's head and foot: 文号, dates, issuer, 抄送, counts.
DOCUMENT_KEY = "doc"
#: Of every five cases, by the hash of their ids, these many are kept aside for the test.
TEST_SHARE, SHARES = 2, 5

_PROBLEMS = {
    "missing": "缺少这个字段",
    "unexpected_keyword_argument": "没有这个字段",
    "literal_error": "不在允许的取值之内",
    "string_too_short": "不能为空",
    "date_from_datetime_parsing": "应写成 2024-06-18 这样的日期",
    "date_parsing": "应写成 2024-06-18 这样的日期",
}


@dataclass(frozen=True, config=ConfigDict(extra="forbid", str_min_length=1))
class Case:
    """One question with what a right answer must and must not hold.

    ``gold`` names every clause that the answer needs and ``accept`` those that may be cited as
    well, by their short keys: "19" for a measure, "s2" for a section's introduction, "p1" for the
    preamble, "e1" for the closing, ``DOCUMENT_KEY`` for the document's own facts. Each of
    ``facts`` is as printed in a clause; of a tuple of wordings any one will do. ``count`` is the
    number that the answer must state.
    """

    id: str
    kind: Kind
    persona: str
    gold: tuple[str, ...]
    accept: tuple[str, ...]
    facts: tuple[str | tuple[str, ...], ...]
    units: tuple[str, ...]
    verdict: Verdict | None
    status: Status
    wrong: tuple[str, ...]
    split: Split
    question: str | None = None
    turns: tuple[str, ...] = ()
    count: int | None = None
    as_of: date | None = None
    note: str | None = None
    #: Codes of the files to answer from (see ``eval.file_sets``); all of them, or the one
    #: default file, where there is none.
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Case:
        if (self.question is None) == (not self.turns):
            raise ValueError("question 和 turns 须有且只有一个")
        if len(self.turns) == 1:
            raise ValueError("turns 至少要有两轮")
        if self.status == "answered" and not self.gold:
            raise ValueError("status 为 answered 时 gold 不能为空")
        if self.kind == "count" and self.count is None:
            raise ValueError("kind 为 count 时须有 count")
        return self

    @property
    def utterances(self) -> tuple[str, ...]:
        """Return the asker's turns in order; the last one is the question to answer."""
        return self.turns or (cast(str, self.question),)


_CASE: TypeAdapter[Case] = TypeAdapter(Case)


def split_of(case_id: str) -> Split:
    """Return the part that an id falls into, so that nobody picks the test cases by hand."""
    digest = int(hashlib.sha1(case_id.encode("utf-8")).hexdigest()[:8], 16)
    return "test" if digest % SHARES < TEST_SHARE else "dev"


def load_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a JSON-lines file in order; blank lines are skipped.

    Raises:
        InputError: the file cannot be read, a line does not fit the schema, or an id is repeated.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"读不了数据集 {path.name}，请确认文件存在且是 UTF-8 编码") from error
    return parse_cases(lines, name=path.name)


def parse_cases(lines: Iterable[str], *, name: str = "数据集") -> tuple[Case, ...]:
    """Return the cases of some lines; ``name`` is what an error calls their source.

    Raises:
        InputError: a line does not fit the schema, or an id is repeated.
    """
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        case = _parse_line(line, place=f"{name} 第 {number} 行")
        if case.id in cases:
            raise InputError(f"{name} 第 {number} 行：编号 {case.id} 重复")
        cases[case.id] = case
    if not cases:
        raise InputError(f"{name} 里没有题目")
    return tuple(cases.values())


def _parse_line(line: str, *, place: str) -> Case:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{place}：不是一个 JSON 对象") from error
    if not isinstance(record, dict):
        raise InputError(f"{place}：不是一个 JSON 对象")
    try:
        return _CASE.validate_python(record)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise InputError(f"{place}：{_problem(cast(dict[str, Any], first))}") from error


def _problem(error: dict[str, Any]) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    # Only the outermost name: below it pydantic lists positions and the union's members.
    field = str(error["loc"][0])
    return f"字段 {field} {_PROBLEMS.get(error['type'], '的类型不对')}"
