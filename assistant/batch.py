"""Question lines in, answer lines or a TREC run out, in order and never half-written."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from assistant.service import PolicyAssistant
from assistant.settings import parse_day
from index.errors import InputError, TiaowenError
from index.retriever import HybridRetriever

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One line of a question file; the last turn is the one to answer."""

    identifier: str
    turns: tuple[str, ...]
    as_of: str | None = None

    @classmethod
    def parse(cls, line: str, number: int) -> QuestionLine:
        """Read one JSON line; a line without an id gets its number; raises ``InputError``."""
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError("这一行不是有效的 JSON。") from error
        if not isinstance(value, dict):
            raise InputError("这一行不是 JSON 对象。")
        turns = value.get("turns") or [value.get("question")]
        if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
            raise InputError("这一行缺少文字的 question 或 turns。")
        return cls(_identifier(line, number), tuple(turns), value.get("as_of"))


def _identifier(line: str, number: int) -> str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return str(number)
    given = value.get("id") if isinstance(value, dict) else None
    # JSON may hold half a character, which no file can.
    return str(number) if given is None else str(given).encode(errors="replace").decode()


def read_lines(path: Path) -> list[tuple[int, str]]:
    """Return the numbered lines of a file that are not blank; raises ``InputError``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"找不到文件“{path.name}”。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"读不了文件“{path.name}”：需要 UTF-8 编码的 JSON 行。") from error
    # Not ``splitlines``, which also cuts at separators that a JSON string may hold.
    return [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Write beside a file and put it in place only when everything is written."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(f"写不了“{path.name}”：目录不存在或没有写权限。") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            yield out
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def run_batch(
    assistant: PolicyAssistant, source: Path, out: Path, *, as_of: date, workers: int = 1
) -> int:
    """Answer every line of a file in order and return how many failed."""
    lines = read_lines(source)

    def one(numbered: tuple[int, str]) -> dict[str, Any]:
        return _answer_line(assistant, *numbered, as_of)

    failed = 0
    with whole_file(out) as target, ThreadPoolExecutor(workers) as pool:
        for result in pool.map(one, lines):
            failed += "error" in result
            target.write(json.dumps(result, ensure_ascii=False) + "\n")
    return failed


def _answer_line(
    assistant: PolicyAssistant, number: int, line: str, as_of: date
) -> dict[str, Any]:
    try:
        question = QuestionLine.parse(line, number)
        day = parse_day(question.as_of) if question.as_of else as_of
        return assistant.converse(question.turns, as_of=day).to_json(question.identifier)
    except TiaowenError as error:
        return {"id": _identifier(line, number), "error": str(error)}
    except Exception:  # noqa: BLE001 - one bad line must not lose the others
        _log.exception("line %d failed", number)
        return {"id": _identifier(line, number), "error": "回答时出现意外错误。"}


def run_search(retriever: HybridRetriever, source: Path, out: Path, *, k: int) -> None:
    """Write a TREC run: ``qid Q0 clause_id rank score tag`` per retrieved clause."""
    questions = [_question_of(line, number) for number, line in read_lines(source)]
    with whole_file(out) as target:
        target.writelines(_trec(retriever, questions, k))


def _question_of(line: str, number: int) -> QuestionLine:
    try:
        question = QuestionLine.parse(line, number)
    except InputError as error:
        raise InputError(f"第{number}行不能用：{error}") from error
    if not question.turns[-1].strip():
        raise InputError(f"第{number}行不能用：问题是空的。")
    return question


def _trec(retriever: HybridRetriever, questions: Iterable[QuestionLine], k: int) -> Iterator[str]:
    for question in questions:
        qid = "_".join(question.identifier.split())
        hits = retriever.search(question.turns[-1], k=k)
        for rank, hit in enumerate(hits, start=1):
            yield f"{qid} Q0 {hit.clause.clause_id} {rank} {hit.score:.6f} tiaowen\n"
