"""One database for every process: opened, brought to the newest tables, read and written."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from index.errors import StorageError

_WRITES = "tiaowen_writes"
#: Seconds that a writer waits for another one.
_BUSY_SECONDS = 15
#: Any number that no other program of the same database server takes for its lock.
_MIGRATION_LOCK = 7_340_031


class Database:
    """Sessions on one database; safe to share between threads, and between processes by URL."""

    def __init__(self, url: str, *, migrate: bool = True) -> None:
        """Connect, and bring the tables to the newest revision.

        Args:
            url: any SQLAlchemy URL; the directory of a SQLite file is made.
            migrate: leave the tables alone where false.

        Raises:
            StorageError: the database is out of reach, or newer than this program.
        """
        self.engine = _engine(url)
        if migrate:
            self.migrate()

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading; raises ``StorageError``."""
        with _told(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session that is committed at the end, or rolled back.

        Raises:
            StorageError: the database is out of reach.
            IntegrityError: two writers made the same thing; the caller tries again.
        """
        with _told(), Session(self.engine, expire_on_commit=False) as session:
            # SQLite would refuse to turn a reading transaction into a writing one under load.
            session.connection(execution_options={_WRITES: True})
            yield session
            session.commit()

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to a revision; of several processes one does it, the others wait."""
        with _told(), self.engine.connect() as opened:
            connection = opened.execution_options(**{_WRITES: True})
            with connection.begin():
                if self.engine.dialect.name == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
                if self._revision(connection) != self._resolved(revision):
                    command.upgrade(_config(connection), revision)

    def drop_tables(self) -> None:
        """Drop every table; only a restore into an empty database has a use for it."""
        with _told(), self.engine.connect() as opened:
            connection = opened.execution_options(**{_WRITES: True})
            with connection.begin():
                command.downgrade(_config(connection), "base")

    def revision(self) -> str | None:
        """Return the revision of the tables, ``None`` where there are none."""
        with _told(), self.engine.connect() as connection:
            return self._revision(connection)

    def ready(self) -> bool:
        """Tell whether the database answers and its tables are the newest."""
        try:
            return self.revision() == newest_revision()
        except StorageError:
            return False

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @staticmethod
    def _revision(connection: Connection) -> str | None:
        return MigrationContext.configure(connection).get_current_revision()

    @staticmethod
    def _resolved(revision: str) -> str | None:
        return newest_revision() if revision == "head" else revision


def known_revisions() -> frozenset[str]:
    """Return every revision that this program can bring tables to."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return frozenset(script.revision for script in scripts)


def newest_revision() -> str | None:
    """Return the revision of the tables that this program works with."""
    return ScriptDirectory.from_config(_config()).get_current_head()


@contextmanager
def _told() -> Iterator[None]:
    """Turn the library's failures into one line without addresses or passwords."""
    try:
        yield
    except CommandError as error:
        raise StorageError("数据库由更新版本的程序建立：请先升级程序。") from error
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        raise StorageError("数据库暂时不可用：请检查数据库服务和 TIAOWEN_DATABASE_URL。") from error


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    scripts = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", scripts.replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        # A server may have closed a connection meanwhile; a file cannot.
        is_server = parsed.get_backend_name() != "sqlite"
        engine = create_engine(parsed, pool_pre_ping=is_server, json_serializer=_dump)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise StorageError(
            "数据库地址不可用：TIAOWEN_DATABASE_URL 应形如 sqlite:///var/tiaowen.db "
            "或 postgresql+psycopg://用户:密码@主机/库，并已安装对应驱动。"
        ) from error
    except OSError as error:
        raise StorageError("建不了数据库所在的目录：请检查写权限。") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _dump(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours, so that tables change in transactions
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    _write_ahead(connection)
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; where another one is switching, SQLite refuses unwaited."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
