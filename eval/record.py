"""Hold everything a run did in one file, so that reports and comparisons need nothing else."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.dataset import Case
from index.document import NUMBERED_KINDS, Clause, PolicyDocument
from index.errors import InputError

RECORD_NAME = "record.json"
#: Raised when a stored record can no longer be read as it stands.
RECORD_FORMAT = 1


class _Stored(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Outcome(_Stored):
    """What a system made of one case: an answer in the contract's shape, or why it crashed."""

    id: str
    answer: dict[str, Any] | None
    error: str | None = None
    #: Wall time in milliseconds, the earlier turns of a conversation included.
    latency_ms: float
    #: Clause ids that retrieval brought up, best first.
    retrieved: tuple[str, ...] = ()


class SystemRun(_Stored):
    """One system's outcomes, in the order of the cases."""

    name: str
    label: str
    outcomes: tuple[Outcome, ...]


class ClauseCopy(_Stored):
    """A clause that an answer speaks of, copied so that a record outlives its index."""

    doc_id: str
    no: str
    number: str
    title: str | None
    section: str | None
    text: str
    units: tuple[str, ...]


class DocumentCopy(_Stored):
    """The metadata of a document, and its counts that an answer may name."""

    title: str
    facts: tuple[str, ...]
    counts: tuple[int, ...]


class DatasetCopy(_Stored):
    """Which file the cases came from."""

    name: str
    sha256: str
    cases: int


class RunRecord(_Stored):
    """A whole run; the first system is the product, the others are baselines."""

    format: int = RECORD_FORMAT
    created_at: str
    settings: dict[str, Any]
    manifest: dict[str, Any]
    versions: dict[str, str]
    datasets: tuple[DatasetCopy, ...]
    cases: tuple[Case, ...]
    clauses: dict[str, ClauseCopy]
    documents: dict[str, DocumentCopy]
    systems: tuple[SystemRun, ...]

    def system(self, name: str | None = None) -> SystemRun:
        """Return the system of that name, the product for ``None``; raises ``InputError``."""
        if name is None:
            return self.systems[0]
        for system in self.systems:
            if system.name == name:
                return system
        known = "、".join(system.name for system in self.systems)
        raise InputError(f"这次评测里没有系统“{name}”，有：{known}。")


def save_record(record: RunRecord, directory: Path) -> Path:
    """Write the record into the directory, made if need be; return the file.

    Raises:
        InputError: the directory cannot be written.
    """
    path = directory / RECORD_NAME
    try:
        directory.mkdir(parents=True, exist_ok=True)
        path.write_text(record.model_dump_json(), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "输入输出错误"
        raise InputError(f"评测结果写不进目录 {directory.name}：{reason}。") from error
    return path


def load_record(directory: Path) -> RunRecord:
    """Read the record of a run's directory.

    Raises:
        InputError: there is none, or it is damaged or of another format.
    """
    path = directory / RECORD_NAME
    try:
        record = RunRecord.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"目录 {directory.name} 里没有评测记录 {RECORD_NAME}。") from error
    except ValidationError as error:
        raise InputError(f"{directory.name} 的评测记录损坏，或由别的版本写成。") from error
    if record.format != RECORD_FORMAT:
        found = f"{directory.name} 的评测记录格式是 {record.format}"
        raise InputError(f"{found}，本程序需要 {RECORD_FORMAT}。")
    return record


def copy_clause(clause: Clause) -> ClauseCopy:
    """Return what a record keeps of a clause."""
    return ClauseCopy(
        doc_id=clause.doc_id,
        no=clause.no,
        number=clause.number,
        title=clause.title,
        section=clause.section,
        text=clause.text,
        units=tuple(unit.name for unit in clause.units),
    )


def copy_document(document: PolicyDocument) -> DocumentCopy:
    """Return what a record keeps of a document."""
    validity = asdict(document.validity)
    facts = [
        document.title,
        document.doc_number,
        document.issue_date,
        *document.issuers,
        *document.repeals,
        *document.cc,
        *validity.values(),
        *(f"{section.no}、{section.title}" for section in document.sections),
    ]
    numbered = [clause for clause in document.clauses if clause.kind in NUMBERED_KINDS]
    return DocumentCopy(
        title=document.title,
        facts=tuple(str(fact) for fact in facts if fact),
        counts=(len(numbered), len(document.sections)),
    )
