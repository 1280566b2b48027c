"""Find the documents of a source: a directory of policy files, one file, or ready clauses."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.document import Clause, PolicyDocument
from index.errors import DocumentError, InputError
from index.identity import document_id
from index.parse import parse_file
from index.readers import READABLE_SUFFIXES

_READY_SUFFIXES = (".jsonl", ".jsonl.gz")
_ARTICLE_TITLE = re.compile(r"^(?P<law>.+?)(?P<no>第(?P<number>[零〇一二三四五六七八九十百千]+)条"
                            r"(?:之(?P<inserted>[一二三四五六七八九十]+))?)$")


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a source directory; ``name`` is its path relative to that directory."""

    name: str
    path: Path
    root: Path

    def content_hash(self) -> str:
        """Return the hash of the file together with the metadata file beside it."""
        digest = hashlib.sha256(self.path.read_bytes())
        overrides = self.path.with_suffix(".yaml")
        if overrides.is_file():
            digest.update(overrides.read_bytes())
        return digest.hexdigest()

    def documents(self) -> Iterator[PolicyDocument]:
        """Parse the file into its documents: one, or one per law for ready clauses.

        Raises:
            DocumentError: the file cannot be read or parsed.
        """
        if self.path.name.endswith(_READY_SUFFIXES):
            yield from _ready_documents(self.path, self.name)
        else:
            yield parse_file(self.path, self.root)


def find_sources(source: Path) -> list[Source]:
    """Return the files to index, ordered by name.

    Raises:
        InputError: the path does not exist or holds no readable document.
    """
    if source.is_file():
        return [Source(source.name, source, source.parent)]
    if not source.is_dir():
        raise InputError(f"找不到文件或目录：{source.name}")
    suffixes = READABLE_SUFFIXES + _READY_SUFFIXES
    found = [
        Source(path.relative_to(source).as_posix(), path, source)
        for path in sorted(source.rglob("*"))
        if path.name.lower().endswith(suffixes)
        and _is_source(path.relative_to(source))
        and path.is_file()
    ]
    if not found:
        raise InputError(f"目录 {source.name} 里没有可读的政策文件（{'、'.join(suffixes)}）。")
    return found


def _is_source(path: Path) -> bool:
    """Tell sources from hidden files, lock files and what a page saved by a browser drags along."""
    beside = any(folder.endswith(("_files", ".files")) for folder in path.parts[:-1])
    return not path.name.startswith((".", "~$")) and not beside


def _ready_documents(path: Path, name: str) -> Iterator[PolicyDocument]:
    """Group ready clauses by the law that their titles name; ids and texts stay as they are."""
    laws: dict[str, list[Clause]] = {}
    seen: set[str] = set()
    for number, line in enumerate(_lines(path, name), start=1):
        if not line.strip():
            continue
        law, clause = _ready_clause(line, name, number)
        if clause.clause_id in seen:
            raise DocumentError(f"{name} 第 {number} 行：编号 {clause.clause_id} 重复。")
        seen.add(clause.clause_id)
        laws.setdefault(law, []).append(clause)
    for law, clauses in laws.items():
        yield PolicyDocument(
            doc_id=clauses[0].doc_id,
            source=name,
            title=law,
            source_text="",
            clauses=tuple(clauses),
        )


def _lines(path: Path, name: str) -> Iterator[str]:
    opener = gzip.open if path.name.endswith(".gz") else open
    try:
        with opener(path, "rt", encoding="utf-8") as stream:
            yield from stream
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DocumentError(f"{name} 读不出来：不是 UTF-8 的条文文件，或文件已损坏。") from error


def _ready_clause(line: str, name: str, number: int) -> tuple[str, Clause]:
    try:
        entry = json.loads(line)
        clause_id, title, text = (entry[key] for key in ("id", "title", "text"))
    except (ValueError, KeyError, TypeError) as error:
        raise DocumentError(f"{name} 第 {number} 行不是含 id、title、text 的 JSON。") from error
    if not all(isinstance(value, str) for value in (clause_id, title, text)) or not text.strip():
        raise DocumentError(f"{name} 第 {number} 行：id、title、text 须是文字，text 不能为空。")
    if not re.fullmatch(r"[!-~]+", clause_id):
        raise DocumentError(f"{name} 第 {number} 行：id 须是不含空格的 ASCII 字符。")
    match = _ARTICLE_TITLE.match(title)
    law = match["law"] if match else title
    return law, Clause(
        clause_id=clause_id,
        doc_id=document_id(f"{name}#{law}"),
        kind="article",
        no=match["no"] if match else "",
        number=_arabic(match) if match else "",
        title=title or None,
        text=text,
        section=None,
        units=(),
        span=(0, len(text)),
    )


def _arabic(match: re.Match[str]) -> str:
    import cn2an  # costs 0.2 s, and only ready clauses need it here

    inserted = match["inserted"]
    number = str(cn2an.cn2an(match["number"], "normal"))
    return f"{number}-{cn2an.cn2an(inserted, 'normal')}" if inserted else number
