"""Backs a database up into one file and restores it into any other, an older revision too."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Date, DateTime, MetaData, Table, func, insert, select

from assistant.storage.database import Database, known_revisions
from index.errors import InputError

_MANIFEST = "manifest.json"
_VERSIONS = "alembic_version"
_ROWS_AT_ONCE = 500


def back_up(database: Database, target: Path) -> dict[str, int]:
    """Write every table into a zip file and return the number of rows of each.

    All tables are read in one transaction, so that a running service may go on writing.

    Raises:
        InputError: the file cannot be written.
        StorageError: the database is out of reach.
    """
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            counts = _write_tables(database, archive)
            manifest = {
                "revision": database.revision(),
                "made_at": datetime.now(UTC).isoformat(),
                "rows": counts,
            }
            archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False))
        os.replace(unfinished, target)
    except OSError as error:
        raise InputError(f"写不了“{target.name}”：目录不存在、没有写权限或磁盘已满。") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return counts


def restore(database: Database, source: Path) -> dict[str, int]:
    """Fill an empty database from a backup, bring it to the newest tables, count the rows.

    Raises:
        InputError: the file is no backup, is of a newer program, or the database is not empty.
        StorageError: the database is out of reach.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            _check_revision(manifest["revision"])
            if database.revision() is not None:
                _refuse_unless_empty(database)
                database.drop_tables()
            database.migrate(manifest["revision"])
            counts = _fill(database, archive)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise InputError(f"“{source.name}”不是可用的备份文件。") from error
    database.migrate()
    return counts


def _write_tables(database: Database, archive: zipfile.ZipFile) -> dict[str, int]:
    counts: dict[str, int] = {}
    with database.read() as session:
        connection = session.connection()
        for table in _tables(connection):
            counts[table.name] = 0
            with archive.open(f"{table.name}.jsonl", "w") as file:
                for line in _lines(connection, table):
                    file.write(line)
                    counts[table.name] += 1
    return counts


def _fill(database: Database, archive: zipfile.ZipFile) -> dict[str, int]:
    counts: dict[str, int] = {}
    with database.write() as session:
        connection = session.connection()
        for table in _tables(connection):
            rows = _rows(archive, table)
            counts[table.name] = len(rows)
            for start in range(0, len(rows), _ROWS_AT_ONCE):
                connection.execute(insert(table), rows[start : start + _ROWS_AT_ONCE])
            _count_on(connection, table)
    return counts


def _tables(connection: Connection) -> list[Table]:
    """Return the tables as they are now, those that others point to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != _VERSIONS]


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    result = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
    for row in result:
        values = {name: _plain(value) for name, value in row._mapping.items()}
        yield json.dumps(values, ensure_ascii=False).encode("utf-8") + b"\n"


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value
        return moment.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _rows(archive: zipfile.ZipFile, table: Table) -> list[dict[str, Any]]:
    lines = archive.read(f"{table.name}.jsonl").splitlines()
    return [
        {name: _typed(table.c[name], value) for name, value in json.loads(line).items()}
        for line in lines
    ]


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - any column's value
    if isinstance(value, str) and isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL's counter of a table go on after the rows that came with their numbers."""
    if connection.dialect.name != "postgresql" or "seq" not in table.c:
        return
    highest = connection.scalar(select(func.max(table.c.seq)))
    if highest is not None:
        connection.execute(
            select(func.setval(func.pg_get_serial_sequence(table.name, "seq"), highest))
        )


def _check_revision(revision: str) -> None:
    if revision not in known_revisions():
        raise InputError("备份由更新版本的程序制作：请先升级程序再恢复。")


def _refuse_unless_empty(database: Database) -> None:
    with database.read() as session:
        connection = session.connection()
        for table in _tables(connection):
            if connection.scalar(select(func.count()).select_from(table)):
                raise InputError("数据库里已有内容：请恢复到一个新建的空数据库。")

