"""Keep documents and clauses in one SQLite file, read lazily."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from index.document import Clause, PolicyDocument
from index.filters import Filters
from index.normalization import letters

_SCHEMA = """
CREATE TABLE document (
    position INTEGER PRIMARY KEY, doc_id TEXT UNIQUE, head BLOB, source_text TEXT);
CREATE TABLE clause (
    row INTEGER PRIMARY KEY, clause_id TEXT UNIQUE, doc_id TEXT, kind TEXT, section TEXT,
    number TEXT, effective_from TEXT, until TEXT, repealed INTEGER, body BLOB);
CREATE INDEX clause_of_document ON clause (doc_id);
CREATE INDEX clause_of_number ON clause (number);
CREATE TABLE clause_letters (row INTEGER PRIMARY KEY, letters TEXT);
CREATE TABLE clause_unit (
    canonical TEXT, row INTEGER, name TEXT, PRIMARY KEY (canonical, row, name)) WITHOUT ROWID;
"""
_CLAUSE = TypeAdapter(Clause)
_DOCUMENT = TypeAdapter(PolicyDocument)
#: Parsed clauses kept in memory: enough for a few documents, bounded for a statute book.
_CACHED_CLAUSES = 4096
#: Clauses read at a time when all are wanted.
_ITERATED = 1000


@dataclass(frozen=True, slots=True)
class UnitUse:
    """A responsible unit, its names as printed, and how many clauses name it."""

    canonical: str
    names: tuple[str, ...]
    clauses: int


def write_clauses(path: Path, documents: Iterable[PolicyDocument]) -> None:
    """Write documents and their clauses in order; a clause's row is its place in that order."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        row = 0
        for position, document in enumerate(documents):
            head = _DOCUMENT.dump_json(replace(document, clauses=(), source_text=""))
            connection.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?)",
                (position, document.doc_id, head, document.source_text),
            )
            row = _write_clauses_of(connection, document, row)
        connection.commit()
    finally:
        connection.close()


def _write_clauses_of(connection: sqlite3.Connection, document: PolicyDocument, row: int) -> int:
    for clause in document.clauses:
        validity = document.validity_of(clause)
        connection.execute(
            "INSERT INTO clause VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row,
                clause.clause_id,
                clause.doc_id,
                clause.kind,
                clause.section,
                clause.number,
                validity.effective_from and validity.effective_from.isoformat(),
                validity.until and validity.until.isoformat(),
                validity.repealed_by is not None,
                _CLAUSE.dump_json(clause),
            ),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO clause_unit VALUES (?, ?, ?)",
            [(unit.canonical, row, unit.name) for unit in clause.units],
        )
        connection.execute("INSERT INTO clause_letters VALUES (?, ?)", (row, letters(clause.text)))
        row += 1
    return row


class ClauseStore(Sequence[Clause]):
    """The clauses of an index by row, and by id; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        # SQLite serialises the threads itself, and one open file outlives a version's removal.
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._size = int(self._query("SELECT count(*) FROM clause")[0][0])
        self._read = lru_cache(maxsize=_CACHED_CLAUSES)(self._read_row)
        heads = self._query("SELECT doc_id, head FROM document ORDER BY position")
        #: The documents' heads in the order of their sources: all but their text and clauses.
        self.documents: Mapping[str, PolicyDocument] = {
            doc_id: _DOCUMENT.validate_json(head) for doc_id, head in heads
        }

    def _query(self, sql: str, arguments: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, arguments).fetchall()
        return rows

    def _read_row(self, row: int) -> Clause:
        found = self._query("SELECT body FROM clause WHERE row = ?", (row,))
        return _CLAUSE.validate_json(found[0][0])

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Clause]:
        """Yield all clauses in order."""
        return self.of_rows(range(self._size))

    def of_rows(self, rows: Sequence[int]) -> Iterator[Clause]:
        """Yield the clauses of some rows; many go past the cache, which they would only flush."""
        if len(rows) <= _CACHED_CLAUSES // 2:
            yield from map(self._read, rows)
            return
        for first in range(0, len(rows), _ITERATED):
            wanted = rows[first : first + _ITERATED]
            marks = ", ".join("?" * len(wanted))
            bodies = dict(
                self._query(f"SELECT row, body FROM clause WHERE row IN ({marks})", list(wanted))
            )
            yield from (_CLAUSE.validate_json(bodies[row]) for row in wanted)

    @overload
    def __getitem__(self, row: int) -> Clause: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Clause]: ...
    def __getitem__(self, row: int | slice) -> Clause | Sequence[Clause]:
        """Return the clause of a row.

        Raises:
            IndexError: there is no such row.
        """
        if isinstance(row, slice):
            return [self._read(number) for number in range(*row.indices(self._size))]
        number = row + self._size if row < 0 else row
        if not 0 <= number < self._size:
            raise IndexError(row)
        return self._read(number)

    def by_id(self, clause_id: str) -> Clause | None:
        """Return the clause with this id."""
        found = self._query("SELECT row FROM clause WHERE clause_id = ?", (clause_id,))
        return self._read(int(found[0][0])) if found else None

    def document(self, doc_id: str) -> PolicyDocument:
        """Return a whole document, with its text and clauses.

        Raises:
            KeyError: there is no such document.
        """
        head = self.documents[doc_id]
        text = self.source_text(doc_id)
        found = self._query("SELECT row FROM clause WHERE doc_id = ? ORDER BY row", (doc_id,))
        clauses = tuple(self._read(int(row)) for (row,) in found)
        return replace(head, source_text=text, clauses=clauses)

    def source_text(self, doc_id: str) -> str:
        """Return a document's whole text; empty for ready clauses and for no such document."""
        found = self._query("SELECT source_text FROM document WHERE doc_id = ?", (doc_id,))
        return str(found[0][0]) if found else ""

    def select(
        self,
        filters: Filters,
        *,
        number: str | None = None,
        words: Sequence[str] = (),
        scattered: Sequence[str] = (),
    ) -> NDArray[np.int64]:
        """Return the rows that the filters allow, ascending.

        Args:
            filters: conditions on the clauses.
            number: the clauses' number.
            words: what the clauses' texts hold, compared by letters alone.
            scattered: words whose letters they hold in this order, whatever stands between.
        """
        where, arguments = _conditions(filters)
        if number is not None:
            where += " AND number = ?"
            arguments.append(number)
        where += " AND instr(letters, ?)" * len(words) + " AND letters LIKE ?" * len(scattered)
        arguments.extend(map(letters, words))
        # The underscore is a letter to normalisation and any letter to LIKE: more are let through.
        arguments.extend(f"%{'%'.join(letters(word))}%" for word in scattered)
        source = "clause JOIN clause_letters USING (row)" if words or scattered else "clause"
        found = self._query(f"SELECT row FROM {source} WHERE {where} ORDER BY row", arguments)
        return np.array([row for (row,) in found], dtype=np.int64)

    def unit_uses(self, filters: Filters) -> list[UnitUse]:
        """Return every unit that the clauses which the filters allow name."""
        where, arguments = _conditions(filters)
        found = self._query(
            "SELECT canonical, json_group_array(DISTINCT name), count(DISTINCT row) "
            f"FROM clause_unit JOIN clause USING (row) WHERE {where} GROUP BY canonical",
            arguments,
        )
        return [UnitUse(canonical, tuple(json.loads(names)), n) for canonical, names, n in found]

    def highest_number(self, filters: Filters) -> int:
        """Return the highest main number of the clauses allowed, 0 where none is numbered."""
        where, arguments = _conditions(filters)
        ((highest,),) = self._query(
            f"SELECT max(CAST(number AS INTEGER)) FROM clause WHERE {where}", arguments
        )
        return int(highest or 0)


class ClauseRows(Sequence[Clause]):
    """Some clauses of a store in order, read when they are looked at."""

    def __init__(self, store: ClauseStore, rows: NDArray[np.int64]) -> None:
        self._store = store
        self._rows: list[int] = rows.tolist()

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Clause]:
        return self._store.of_rows(self._rows)

    @overload
    def __getitem__(self, place: int) -> Clause: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Clause]: ...
    def __getitem__(self, place: int | slice) -> Clause | Sequence[Clause]:
        """Return the clause at a place, or those of a slice."""
        if isinstance(place, slice):
            return list(self._store.of_rows(self._rows[place]))
        return self._store[self._rows[place]]


def _conditions(filters: Filters) -> tuple[str, list[object]]:
    parts = ["1"]
    arguments: list[object] = []
    for column, values in (
        ("doc_id", filters.doc_ids),
        ("section", filters.sections),
        ("kind", filters.kinds),
    ):
        if values:
            parts.append(f"{column} IN ({', '.join('?' * len(values))})")
            arguments.extend(sorted(values))
    if filters.units:
        marks = ", ".join("?" * len(filters.units))
        parts.append(f"row IN (SELECT row FROM clause_unit WHERE canonical IN ({marks}))")
        arguments.extend(sorted(filters.units))
    if filters.in_force_on is not None:
        day = filters.in_force_on.isoformat()
        parts.append("NOT repealed AND coalesce(effective_from, '') <= ?")
        parts.append("coalesce(until, '9999') >= ?")
        arguments.extend((day, day))
    return " AND ".join(parts), arguments
