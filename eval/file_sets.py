"""Open the product on the files that cases name: an index for each set of files, one for all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.indexing import assistant_on, embedder_of, retriever_on
from assistant.service import PolicyAssistant
from assistant.settings import Settings
from eval.dataset import DOCUMENT_KEY, Case
from index.build import build_index
from index.errors import InputError
from index.readers import READABLE_SUFFIXES
from index.store import PolicyIndex, open_index

#: A key that names its file too: "05:7" is clause 7 of the file whose name begins with 05.
_FILE_KEY = re.compile(r"(?P<code>[^:]+):(?P<key>[^:]+)")
_CACHE = "cache"


class FileSets:
    """The files of some directories, indexed all together or a few at a time, as cases ask.

    ``work`` keeps the indexes; a set that was indexed before costs nothing again.

    Raises:
        InputError: a directory holds no document, or two files have one name.
    """

    def __init__(self, directories: Sequence[Path], work: Path, settings: Settings) -> None:
        self._files = _files(directories)
        self._work = work
        self._settings = settings
        self._embedder = embedder_of(settings)
        self._open: dict[tuple[str, ...], PolicyAssistant] = {}

    def assistant(self, codes: Sequence[str] = ()) -> PolicyAssistant:
        """Return the product on the files that the codes begin, on all of them without codes."""
        chosen = tuple(sorted({self._named(code).name for code in codes} or self._files))
        if chosen not in self._open:
            retriever = retriever_on(self._index(chosen), self._embedder, self._settings)
            self._open[chosen] = assistant_on(retriever, self._settings, None)
        return self._open[chosen]

    def resolved(self, case: Case) -> Case:
        """Return a case with the clause ids that its keys stand for."""
        documents = {d.source: d.doc_id for d in self._all().documents.values()}
        clause_ids = {clause.clause_id for clause in self._all().clauses}

        def resolve(key: str) -> str:
            match = _FILE_KEY.fullmatch(key)
            if match is None:
                return key
            doc_id = documents[self._named(match["code"]).name]
            if match["key"] == DOCUMENT_KEY:
                return doc_id
            numbered = (f"{doc_id}.{letter}{match['key']}" for letter in ("", "m", "a"))
            found = [clause_id for clause_id in numbered if clause_id in clause_ids]
            if not found:
                raise InputError(f"题目 {case.id}：找不到条款“{key}”。")
            return found[0]

        return replace(
            case, gold=tuple(map(resolve, case.gold)), accept=tuple(map(resolve, case.accept))
        )

    def index(self) -> PolicyIndex:
        """Return the index of all files."""
        return self._all()

    def _all(self) -> PolicyIndex:
        return self.assistant().retriever.index

    def _named(self, code: str) -> Path:
        found = [path for name, path in self._files.items() if name.startswith(code)]
        if len(found) != 1:
            raise InputError(f"文件代号“{code}”应当只对应一个文件，实际有{len(found)}个。")
        return found[0]

    def _index(self, names: tuple[str, ...]) -> PolicyIndex:
        """Index some files; the texts were embedded for the index of all, which is made first."""
        label = "all" if len(names) == len(self._files) else "+".join(n[:12] for n in names)
        place = self._work / label
        sources = place / "sources"
        sources.mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copy2(self._files[name], sources / name)
        if label != "all":
            self._all()
            shutil.copytree(
                self._work / "all" / "index" / _CACHE, place / "index" / _CACHE, dirs_exist_ok=True
            )
        build_index(sources, place / "index", self._embedder)
        return open_index(place / "index")


def _files(directories: Iterable[Path]) -> Mapping[str, Path]:
    files: dict[str, Path] = {}
    for directory in directories:
        found = [p for p in sorted(directory.glob("*")) if p.suffix.lower() in READABLE_SUFFIXES]
        if not found:
            raise InputError(f"目录“{directory.name}”里没有可以建立索引的文件。")
        for path in found:
            if path.name in files:
                raise InputError(f"两个目录里都有文件“{path.name}”。")
            files[path.name] = path
    return files
