from __future__ import annotations

import json
import os
import sqlite3
import zipfile

import pytest
from sqlalchemy import func, select

from assistant.accounts.keys import ApiKeys
from assistant.accounts.lockout import Lockout
from assistant.accounts.staff import Accounts
from assistant.conversation import Turn
from assistant.storage.backup import back_up, restore
from assistant.storage.conversations import Conversations, NewRecord
from assistant.storage.database import Database
from assistant.storage.feedback import FeedbackBox
from assistant.storage.tables import Base
from index.errors import InputError

PASSWORD = "correct horse battery"


def answer(question):
    return {
        "question": question, "standalone_question": question, "as_of": "2024-06-01",
        "intent": "facts", "status": "answered", "verdict": None, "answer": "答：30万元。",
        "departments": ["市科技局"],
        "citations": [{"clause_id": "d.m19", "quote": "原文", "kind": "measure", "number": "19"}],
        "checks": {"quotes_verbatim": True, "numbers_supported": True},
        "answered_by": "extractive", "timings_ms": {"total": 3.5}, "index_version": "v1",
    }  # fmt: skip


@pytest.fixture
def filled(database):
    store = Conversations(database)
    first = store.keep(NewRecord("a", "api", answer("甲问"), (), "c"))
    store.keep(NewRecord("a", "api", answer("乙问"), (Turn("甲问", ("d.m19",), "19"),), "c"))
    FeedbackBox(database).give(first, "a", helpful=False, reason="金额“不”对\n换行")
    Accounts(database, Lockout(database)).create("anna", PASSWORD, "staff")
    return database, ApiKeys(database).issue("热线").secret


def rows(database):
    with database.read() as session:
        return {
            table.name: session.execute(select(table).order_by(*table.primary_key)).all()
            for table in Base.metadata.sorted_tables
        }


def other(tmp_path, name="other"):
    return Database(f"sqlite:///{tmp_path}/{name}.db", migrate=False)


def test_everything_comes_back(tmp_path, filled):
    database, secret = filled
    counts = back_up(database, tmp_path / "backup.zip")
    target = other(tmp_path)

    assert restore(target, tmp_path / "backup.zip") == counts
    assert counts["answer"] == 2 and counts["feedback"] == 1
    assert rows(target) == rows(database)
    assert target.ready()
    assert Accounts(target, Lockout(target)).sign_in("anna", PASSWORD, "x")
    assert ApiKeys(target).check(secret)
    history = Conversations(target).history("a", "c")
    assert history == Conversations(database).history("a", "c")
    Conversations(target).keep(NewRecord("a", "api", answer("丙问"), (), "c"))


def test_a_backup_of_older_tables_is_brought_up(tmp_path):
    old = other(tmp_path, "old")
    old.migrate("0001")
    with sqlite3.connect(tmp_path / "old.db") as connection:
        connection.execute(
            "INSERT INTO conversation VALUES ('i', 'a', 'c', 't', NULL, '2024-06-01 00:00:00',"
            " '2024-06-01 00:00:00')"
        )
    connection.close()
    back_up(old, tmp_path / "backup.zip")
    target = other(tmp_path, "new")
    restore(target, tmp_path / "backup.zip")

    assert target.ready()
    assert [c.name for c in Conversations(target).listed("a")] == ["c"]
    with target.read() as session:
        tables = Base.metadata.tables
        assert session.scalar(select(func.count()).select_from(tables["account"])) == 0


def test_a_filled_database_is_not_overwritten(tmp_path, filled):
    database, _ = filled
    back_up(database, tmp_path / "backup.zip")
    before = rows(database)
    with pytest.raises(InputError, match="空数据库"):
        restore(database, tmp_path / "backup.zip")
    assert rows(database) == before


def test_an_empty_database_with_tables_may_be_filled(tmp_path, filled):
    back_up(filled[0], tmp_path / "backup.zip")
    target = Database(f"sqlite:///{tmp_path}/other.db")
    assert restore(target, tmp_path / "backup.zip")["answer"] == 2


@pytest.mark.parametrize("content", [b"", b"no zip", None])
def test_what_is_no_backup_is_refused(tmp_path, content):
    path = tmp_path / "backup.zip"
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", json.dumps({"revision": "9999"}))
    else:
        path.write_bytes(content)
    with pytest.raises(InputError):
        restore(other(tmp_path), path)
    with pytest.raises(InputError):
        restore(other(tmp_path), tmp_path / "absent.zip")


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path, filled):
    with pytest.raises(InputError):
        back_up(filled[0], tmp_path / "absent" / "backup.zip")
    assert not os.path.exists(tmp_path / "absent")


@pytest.mark.skipif(
    "TIAOWEN_TEST_POSTGRES" not in os.environ,
    reason="TIAOWEN_TEST_POSTGRES names no empty PostgreSQL database",
)
def test_a_backup_moves_to_postgresql_and_on(tmp_path, filled):
    database, _ = filled
    target = Database(os.environ["TIAOWEN_TEST_POSTGRES"], migrate=False)
    back_up(database, tmp_path / "backup.zip")
    restore(target, tmp_path / "backup.zip")

    assert rows(target) == rows(database)
    Conversations(target).keep(NewRecord("a", "api", answer("丙问"), (), "c"))
    assert len(Conversations(target).answers("a", "c")) == 3
    target.drop_tables()
    target.close()
