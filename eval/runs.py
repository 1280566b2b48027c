"""Put every case to every system and record what came back."""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel

from eval.dataset import Case, Split, load_cases
from eval.metrics import AnswerJson, short_key
from eval.record import (
    DatasetCopy,
    Outcome,
    RunRecord,
    SystemRun,
    copy_clause,
    copy_document,
)
from index.errors import InputError
from index.store import PolicyIndex

#: Packages whose version may change a figure.
VERSIONED = (
    "tiaowen", "numpy", "faiss-cpu", "onnxruntime", "tokenizers", "jieba", "bm25s",
    "llama-index-core", "ir-measures",
)  # fmt: skip

#: Called with the system's label, the cases done and the cases to do.
Progress = Callable[[str, int, int], None]

_USER_INFO = re.compile(r"(?<=://)[^/@\s]+@")


class Asker(Protocol):
    """A system that answers; ``ask`` returns the contract's shape and may raise anything."""

    name: str
    label: str

    def ask(self, utterances: Sequence[str], as_of: date | None) -> AnswerJson:
        """Answer the last utterance of a conversation on a day, today for ``None``."""
        ...


@dataclass(frozen=True, slots=True)
class Questions:
    """The cases of a run with the files that they came from."""

    cases: tuple[Case, ...]
    datasets: tuple[DatasetCopy, ...]


def load_questions(
    paths: Iterable[Path], *, split: Split | None = None, limit: int | None = None
) -> Questions:
    """Read dataset files, keep one split of them if asked, and the first ``limit`` cases.

    Raises:
        InputError: a file is unusable, an id stands in two files, or no case is left.
    """
    cases: dict[str, Case] = {}
    datasets: list[DatasetCopy] = []
    for path in paths:
        loaded = load_cases(path)
        kept = [case for case in loaded if split in (None, case.split)]
        for case in kept:
            if case.id in cases:
                raise InputError(f"编号 {case.id} 在几个数据集里重复出现。")
            cases[case.id] = case
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        datasets.append(DatasetCopy(name=path.name, sha256=digest, cases=len(kept)))
    chosen = tuple(cases.values())[:limit]
    if not chosen:
        raise InputError("数据集里没有符合条件的题目。")
    return Questions(chosen, tuple(datasets))


def run_system(
    asker: Asker,
    cases: Sequence[Case],
    *,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> SystemRun:
    """Ask a system every case; what it raises becomes the case's outcome.

    The first case is asked once beforehand, so that nobody's latency holds the loading.

    Args:
        asker: The system.
        cases: The questions; a case's own day comes before ``as_of``.
        as_of: The day of cases that name none; today for ``None``.
        progress: Told after each case.
    """
    _ask(asker, cases[0], as_of)
    outcomes: list[Outcome] = []
    for done, case in enumerate(cases, start=1):
        outcomes.append(_ask(asker, case, as_of))
        if progress is not None:
            progress(asker.label, done, len(cases))
    return SystemRun(name=asker.name, label=asker.label, outcomes=tuple(outcomes))


def _ask(asker: Asker, case: Case, as_of: date | None) -> Outcome:
    started = time.perf_counter()
    answer: AnswerJson | None = None
    error: str | None = None
    try:
        answer = asker.ask(case.utterances, case.as_of or as_of)
    except Exception as failure:  # noqa: BLE001 - whatever a system raises is a failed case
        error = f"{type(failure).__name__}: {failure}"
    latency = (time.perf_counter() - started) * 1000
    return Outcome(
        id=case.id, answer=answer, error=error, latency_ms=latency, retrieved=_ranking(answer)
    )


def _ranking(answer: AnswerJson | None) -> tuple[str, ...]:
    """Return what retrieval brought up; an answer read off the structure ranks its citations."""
    if answer is None:
        return ()
    cited = (str(citation["clause_id"]) for citation in answer["citations"])
    return tuple(answer.get("retrieved") or cited)


def make_record(
    index: PolicyIndex,
    questions: Questions,
    systems: Sequence[SystemRun],
    settings: BaseModel,
    options: Mapping[str, Any],
) -> RunRecord:
    """Return the record of a run, with copies of all clauses that it speaks of.

    Args:
        index: What the systems answered from.
        questions: The cases and their files.
        systems: The product first, then the baselines.
        settings: The product's settings; secrets in them are masked.
        options: The options of this run (split, limit, day).
    """
    named = _clauses_named(systems)
    right = {key for case in questions.cases for key in (*case.gold, *case.accept)}
    for clause in index.clauses:
        if right & {clause.clause_id, short_key(clause.clause_id)}:
            named[clause.clause_id] = None
    found = {clause_id: index.clause(clause_id) for clause_id in named}
    manifest = {key: value for key, value in asdict(index.manifest).items() if key != "files"}
    return RunRecord(
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        settings={**masked(settings), "run": dict(options)},
        manifest=manifest,
        versions=versions(),
        datasets=questions.datasets,
        cases=questions.cases,
        clauses={key: copy_clause(clause) for key, clause in found.items() if clause is not None},
        documents={doc_id: copy_document(index.document(doc_id)) for doc_id in index.documents},
        systems=tuple(systems),
    )


def _clauses_named(systems: Iterable[SystemRun]) -> dict[str, None]:
    named: dict[str, None] = {}
    for system in systems:
        for outcome in system.outcomes:
            answer = outcome.answer or {"citations": [], "related": []}
            entries = [*answer["citations"], *answer["related"]]
            named.update(dict.fromkeys(str(entry["clause_id"]) for entry in entries))
            named.update(dict.fromkeys(outcome.retrieved))
    return named


def masked(settings: BaseModel) -> dict[str, Any]:
    """Return settings fit to be stored: secrets starred, user names and passwords cut from URLs."""
    dumped = settings.model_dump(mode="json")
    return {
        name: _USER_INFO.sub("***@", value) if isinstance(value, str) else value
        for name, value in dumped.items()
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of what may change a figure, and the commit if any."""
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for package in VERSIONED:
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # run from a checkout that is not installed
            continue
    commit = _commit()
    return found | ({"commit": commit} if commit else {})


def _commit() -> str | None:
    """Return the checkout's commit, marked where files differ from it."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        done = subprocess.run(
            command,
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):  # no git, or not a checkout
        return None
    return done.stdout.strip() or None
