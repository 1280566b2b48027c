"""Turn logged questions with their feedback into draft cases that a person then reviews."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from assistant.storage.conversations import Conversations
from assistant.storage.database import Database
from assistant.storage.feedback import FeedbackBox
from eval.dataset import Case, Kind, load_cases, split_of
from eval.metrics import REFUSALS, short_key
from index.errors import InputError

_INTENT_KINDS: Mapping[str, Kind] = {
    "clause": "lookup", "list": "list", "count": "count", "document": "document",
    "section": "target", "eligibility": "eligibility",
}  # fmt: skip
_CASE = TypeAdapter(Case)


class _LoggedCitation(BaseModel):
    clause_id: str


class LoggedAnswer(BaseModel):
    """The parts of an answer, as ``ask --json`` has it, that a draft is made of."""

    status: str
    intent: str = "facts"
    verdict: str | None = None
    answer: Annotated[str, Field(min_length=1)]
    departments: tuple[str, ...] = ()
    citations: tuple[_LoggedCitation, ...] = ()


class LoggedQuestion(BaseModel):
    """One line of the log: what was asked, what was answered, what the asker said of it."""

    model_config = ConfigDict(extra="ignore")

    question: str | None = None
    turns: tuple[str, ...] = ()
    answer: LoggedAnswer
    #: Whether it helped the asker; ``None`` where nothing was said.
    helpful: bool | None = None
    reason: str = ""
    as_of: date | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> LoggedQuestion:
        if not any(utterance.strip() for utterance in self.utterances):
            raise ValueError("no question")
        return self

    @property
    def utterances(self) -> tuple[str, ...]:
        """Return the asker's turns; the last one is the question."""
        return self.turns or (self.question or "",)


def logged_questions(database: Database, *, limit: int) -> list[LoggedQuestion]:
    """Return the latest questions that askers gave their opinion on, newest first.

    An earlier turn of a conversation stands there as it was understood.

    Raises:
        StorageError: the database is out of reach.
    """
    kept = Conversations(database)
    found: list[LoggedQuestion] = []
    for opinion in FeedbackBox(database).recent(limit=limit):
        record = kept.record(opinion.answer_id)
        if record is None:  # deleted by its owner in between
            continue
        turns = (*(str(turn["standalone"]) for turn in record.history), record.question)
        found.append(
            LoggedQuestion(
                turns=turns,
                answer=record.answer,
                helpful=opinion.helpful,
                reason=opinion.reason,
                as_of=record.as_of,
            )
        )
    return found


def read_log(source: Path) -> list[LoggedQuestion]:
    """Read logged questions from JSON lines.

    Raises:
        InputError: the file cannot be read or a line does not fit.
    """
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        advice = "请确认文件存在且是 UTF-8 编码"
        raise InputError(f"读不了记录文件 {source.name}，{advice}。") from error
    found: list[LoggedQuestion] = []
    for number, line in enumerate(lines, start=1):
        try:
            found += [LoggedQuestion.model_validate_json(line)] if line.strip() else []
        except ValidationError as error:
            reason = "须含 question 或 turns，以及 ask --json 那样的 answer"
            raise InputError(f"{source.name} 第 {number} 行：{reason}。") from error
    return found


def draft_cases(log: Iterable[LoggedQuestion]) -> list[Case]:
    """Draft one case for each question of a log, the first where one was asked several times."""
    drafts: dict[str, Case] = {}
    for logged in log:
        case = draft_case(logged)
        drafts.setdefault(case.id, case)
    return list(drafts.values())


def draft_case(logged: LoggedQuestion) -> Case:
    """Draft a case from one logged question.

    The draft takes over what the answer said, right or wrong, and its note tells the reviewer so:
    facts, units and clauses are to be set right from the file, not from the answer.
    """
    answer = logged.answer
    utterances = logged.utterances
    identifier = "log-" + hashlib.sha1("\n".join(utterances).encode("utf-8")).hexdigest()[:10]
    cited = tuple(dict.fromkeys(short_key(c.clause_id) for c in answer.citations))
    # An answer without a clause can't be "answered" in a case: the reviewer decides what it is.
    status = answer.status if cited or answer.status != "answered" else "not_found"
    kind = _kind(answer, utterances)
    fields: dict[str, Any] = {
        "id": identifier,
        "kind": kind,
        "persona": "咨询记录",
        "gold": cited,
        "accept": (),
        "facts": (),
        "units": answer.departments,
        "verdict": answer.verdict,
        "status": status,
        "wrong": (),
        "split": split_of(identifier),
        "count": len(cited) if kind == "count" else None,
        "as_of": logged.as_of,
        "note": _note(logged, answer.answer),
    }
    asked = {"turns": utterances} if len(utterances) > 1 else {"question": utterances[0]}
    return _CASE.validate_python(fields | asked)


def add_cases(drafts: Iterable[Case], target: Path) -> int:
    """Append the drafts that the file does not hold yet; return how many were new.

    Raises:
        InputError: the file is no dataset, or cannot be written.
    """
    known = {case.id for case in load_cases(target)} if target.exists() else set()
    new = [case for case in drafts if case.id not in known]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a", encoding="utf-8") as stream:
            stream.writelines(_line(case) + "\n" for case in new)
    except OSError as error:
        raise InputError(f"写不进 {target.name}：{error.strerror or '输入输出错误'}。") from error
    return len(new)


def _kind(answer: LoggedAnswer, utterances: tuple[str, ...]) -> Kind:
    if len(utterances) > 1:
        return "followup"
    if answer.status in REFUSALS:
        return "unanswerable"
    if answer.verdict is not None:
        return "yesno"
    return _INTENT_KINDS.get(answer.intent, "fact")


def _note(logged: LoggedQuestion, text: str) -> str:
    said = {True: "有用", False: "没用", None: "未评价"}[logged.helpful]
    reason = f"（{logged.reason}）" if logged.reason else ""
    advice = "待审核，各项取自系统的回答，须对照文件改正。"
    return f"{advice}用户评价：{said}{reason}。当时的回答：{text}"


def _line(case: Case) -> str:
    fields = _CASE.dump_python(case, mode="json")
    absent = {name for name in ("question", "turns", "count", "as_of") if not fields[name]}
    kept = {name: value for name, value in fields.items() if name not in absent}
    return json.dumps(kept, ensure_ascii=False)
