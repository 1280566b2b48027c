"""How often a parse is right, over documents whose right answers are listed in an index file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.document import NUMBERED_KINDS, Clause, PolicyDocument
from index.errors import InputError, TiaowenError
from index.parse import parse_file

#: The measures in the order of the table.
MEASURES: Mapping[str, str] = {
    "unit_count": "条款数",
    "doc_number": "文号",
    "issuer": "发文机关",
    "issue_date": "成文日期",
    "valid_until": "有效期止",
    "sample_text": "样本条款",
    "sample_units": "样本责任单位F1",
}
_SPACES = re.compile(r"\s+")
_TRAILING_NOTE = re.compile(r"[（(][^（）()]*[）)]$")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One scored fact: its measure, its value from 0 to 1, what was expected and what was found."""

    file: str
    measure: str
    value: float
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class ParseScores:
    """Every scored fact of every document."""

    documents: int
    judgements: tuple[Judgement, ...]

    def mean(self, measure: str) -> float | None:
        """Return a measure's mean, ``None`` where nothing was scored."""
        values = [item.value for item in self.judgements if item.measure == measure]
        return sum(values) / len(values) if values else None

    def scored(self, measure: str) -> int:
        """Return how many facts a measure was scored on."""
        return sum(1 for item in self.judgements if item.measure == measure)

    def misses(self) -> tuple[Judgement, ...]:
        """Return the facts that are not wholly right."""
        return tuple(item for item in self.judgements if item.value < 1)

    def to_json(self) -> dict[str, Any]:
        """Return the measures, how many facts each rests on, and every miss."""
        return {
            "documents": self.documents,
            "measures": {
                measure: {"value": self.mean(measure), "scored": self.scored(measure)}
                for measure in MEASURES
            },
            "misses": [
                {
                    "file": item.file,
                    "measure": item.measure,
                    "value": item.value,
                    "expected": item.expected,
                    "found": item.found,
                }
                for item in self.misses()
            ],
        }

    def table(self) -> str:
        """Return the measures and the misses as lines of text."""
        lines = [f"{self.documents}个文件", "指标\t得分\t计分数"]
        for measure, label in MEASURES.items():
            mean = self.mean(measure)
            shown = "无可计分" if mean is None else f"{mean:.3f}"
            lines.append(f"{label}\t{shown}\t{self.scored(measure)}")
        for item in self.misses():
            label = MEASURES[item.measure]
            compared = f"应为 {item.expected}\t得到 {item.found}"
            lines.append(f"未中：{item.file}\t{label}\t{item.value:.2f}\t{compared}")
        return "\n".join(lines)


def score_parses(index_file: Path) -> ParseScores:
    """Parse the documents of an index file (JSON lines) and score them against it.

    A document that cannot be parsed counts as wrong in every fact that it is scored on.

    Raises:
        InputError: the index file cannot be read.
    """
    try:
        lines = index_file.read_text(encoding="utf-8").splitlines()
        entries: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(f"无法读取清单文件：{index_file.name}") from error
    judgements: list[Judgement] = []
    for entry in entries:
        document: PolicyDocument | None
        try:
            document = parse_file(index_file.parent / str(entry["file"]))
        except TiaowenError:
            document = None
        judgements.extend(judge(entry, document))
    return ParseScores(len(entries), tuple(judgements))


def judge(entry: Mapping[str, Any], document: PolicyDocument | None) -> Iterator[Judgement]:
    """Yield the scored facts of one document; ``None`` stands for one that cannot be parsed.

    A null 文号 or last day means that the document has none; a null issuer or issue date is not
    known and not scored, nor is the last day where its words (``validity_text``) are given.
    """
    file = str(entry["file"])

    def compare(measure: str, expected: object, found: object, *, right: bool) -> Judgement:
        return Judgement(
            file, measure, float(right and document is not None), str(expected), str(found)
        )

    numbered = [c for c in document.clauses if c.kind in NUMBERED_KINDS] if document else []
    allowed = [entry[key] for key in ("n_units", "leaf_units") if entry.get(key) is not None]
    if allowed:
        yield compare("unit_count", allowed, len(numbered), right=len(numbered) in allowed)
    number = document.doc_number if document else None
    expected_number = entry.get("doc_number")
    yield compare(
        "doc_number", expected_number, number, right=_plain(number) == _plain(expected_number)
    )
    if entry.get("issuer"):
        issuers = document.issuers if document else ()
        expected_issuers = {_body(name) for name in str(entry["issuer"]).split("、")}
        right = {_body(name) for name in issuers} == expected_issuers
        yield compare("issuer", entry["issuer"], "、".join(issuers), right=right)
    if entry.get("issue_date"):
        issued = document.issue_date.isoformat() if document and document.issue_date else None
        expected_day = entry["issue_date"]
        yield compare("issue_date", expected_day, issued, right=issued == expected_day)
    if not entry.get("validity_text"):
        until = document.validity.until if document else None
        last_day = until.isoformat() if until else None
        expected_last = entry.get("valid_until")
        yield compare("valid_until", expected_last, last_day, right=last_day == expected_last)
    for sample in entry.get("unit_samples") or ():
        yield from _judge_sample(file, sample, numbered)


def _judge_sample(
    file: str, sample: Mapping[str, Any], numbered: Sequence[Clause]
) -> Iterator[Judgement]:
    first = _plain(sample["first_20_chars"])
    clause = next((c for c in numbered if _plain(c.text).startswith(first)), None)
    found_text = clause.text[:24] if clause is not None else "未找到"
    yield Judgement(
        file, "sample_text", float(clause is not None), sample["first_20_chars"], found_text
    )
    expected = {_plain(name) for name in sample.get("responsible") or ()}
    found = {_plain(unit.name) for unit in clause.units} if clause is not None else set()
    if expected or found:
        yield Judgement(
            file,
            "sample_units",
            f1(expected, found),
            f"{sample['no']} {'、'.join(sorted(expected))}",
            "、".join(sorted(found)),
        )


def f1(expected: set[str], found: set[str]) -> float:
    """Return the harmonic mean of precision and recall of two sets; 0 where nothing is shared."""
    shared = len(expected & found)
    return 2 * shared / (len(expected) + len(found)) if shared else 0.0


def _plain(text: str | None) -> str:
    """Return a text without its spaces and widths, so that only its words are compared."""
    words = _SPACES.sub("", unicodedata.normalize("NFKC", text or ""))
    return words.replace("[", "〔").replace("]", "〕")


def _body(name: str) -> str:
    """Return a body's name without a note in brackets (安徽省) behind it."""
    return _TRAILING_NOTE.sub("", _SPACES.sub("", name))
