from __future__ import annotations

import sqlite3
import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

import assistant.accounts.tables  # noqa: F401 - its tables belong to the metadata
from assistant.storage.database import Database, newest_revision
from assistant.storage.tables import Base
from index.errors import StorageError


def test_migrations_make_exactly_the_tables_of_the_program(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
    assert database.ready()


def test_tables_go_down_and_up_again(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/db")
    database.drop_tables()
    assert database.revision() is None
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    database.migrate()
    assert database.ready()


@pytest.mark.parametrize("attempt", range(5))
def test_many_may_open_a_new_database_at_once(tmp_path, attempt):
    url, failures = f"sqlite:///{tmp_path}/deep/er/db", []
    together = threading.Barrier(6)

    def open_it():
        together.wait()
        try:
            Database(url).close()
        except StorageError as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_newer_database_is_refused(tmp_path):
    Database(f"sqlite:///{tmp_path}/db").close()
    with sqlite3.connect(tmp_path / "db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(StorageError, match="升级程序"):
        Database(f"sqlite:///{tmp_path}/db")


@pytest.mark.parametrize(
    "url", ["", "nonsense", "oracle+nothing://x", "postgresql+psycopg://u:secret@127.0.0.1:1/x"]
)
def test_a_database_out_of_reach_is_told_without_its_password(url):
    with pytest.raises(StorageError) as told:
        Database(url)
    assert "secret" not in str(told.value)


def test_a_failed_write_leaves_nothing(database):
    from assistant.storage.tables import Publication

    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.add(Publication(source="a", action="publish", actor="x"))
        session.flush()
        raise ZeroDivisionError
    with database.read() as session:
        assert session.query(Publication).count() == 0


def test_the_newest_revision_is_the_last_one():
    assert newest_revision() == "0003"
