from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from assistant.conversation import Turn
from assistant.storage.activity import Activity
from assistant.storage.conversations import Conversations, NewRecord
from assistant.storage.feedback import FeedbackBox
from assistant.storage.pinned import PinnedAnswers, digest
from assistant.storage.publications import Publications
from assistant.storage.tables import AnswerRecord, now
from index.document import Clause
from index.errors import InputError


def answer(question="问", status="answered", clauses=("d.m1",)):
    return {
        "question": question,
        "standalone_question": question,
        "as_of": "2024-06-01",
        "intent": "facts",
        "status": status,
        "verdict": None,
        "answer": "答",
        "departments": [],
        "citations": [
            {"clause_id": c, "quote": "原文", "kind": "measure", "number": "1"} for c in clauses
        ],
        "checks": {"quotes_verbatim": True, "numbers_supported": True},
        "answered_by": "extractive",
        "timings_ms": {"total": 3.5},
        "index_version": "v1",
    }


def kept(store, question="问", owner="a", conversation="c", **more):
    return store.keep(NewRecord(owner, "api", answer(question, **more), (), conversation))


@pytest.fixture
def store(database):
    return Conversations(database)


def age(database, identifier, days):
    with database.write() as session:
        row = session.query(AnswerRecord).filter_by(id=identifier).one()
        row.created_at = now() - timedelta(days=days)


def test_history_is_the_last_turns_in_order(store):
    for n in range(12):
        kept(store, f"问{n}")
    assert store.history("a", "c") == tuple(Turn(f"问{n}", ("d.m1",), "1") for n in range(2, 12))
    assert store.history("b", "c") == ()


def test_many_writers_of_one_conversation_lose_nothing(store):
    threads = [threading.Thread(target=kept, args=(store, f"问{n}")) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.answers("a", "c")) == 16
    assert len(store.listed("a")) == 1


def test_a_shared_conversation_is_read_by_its_token_alone(store):
    kept(store, "甲的问题")
    token = store.share("a", "c")

    assert [row.question for row in store.shared(token)] == ["甲的问题"]
    assert store.share("a", "c") == token
    assert store.shared("c") == []
    assert store.share("b", "c") is None


def test_old_answers_are_forgotten(database, store):
    old, new = kept(store, conversation="old"), kept(store, conversation="new")
    age(database, old, 31)
    with database.write() as session:
        from assistant.storage.tables import Conversation

        session.query(Conversation).filter_by(name="old").one().updated_at = now() - timedelta(31)

    assert store.keep_days(30) == 1
    assert store.record(old) is None
    assert store.record(new) is not None
    assert [c.name for c in store.listed("a")] == ["new"]


def test_everything_is_exported_in_order(store):
    identifiers = [kept(store, f"问{n}") for n in range(205)]

    assert [row.id for row in store.exported()] == identifiers
    assert list(store.exported(since=now() + timedelta(hours=1))) == []


def test_a_second_opinion_replaces_the_first(database, store):
    box, identifier = FeedbackBox(database), kept(store)
    box.give(identifier, "a", helpful=True)
    box.give(identifier, "a", helpful=False, reason="金额不对")
    assert box.counts(now() - timedelta(days=1)) == (0, 1)

    assert [(o.helpful, o.reason, o.question) for o in box.recent()] == [(False, "金额不对", "问")]
    with pytest.raises(InputError):
        box.give(identifier, "b", helpful=True)


def test_unanswered_questions_are_grouped(database, store):
    for question in ("电话多少？", "电话多少", "电话 多少。", "别的"):
        kept(store, question, status="not_found")
    kept(store, "答得出")
    groups = Activity(database).unanswered(now() - timedelta(days=1))

    assert [(g.question, g.count) for g in groups] == [("电话 多少。", 3), ("别的", 1)]


def test_days_are_those_of_shanghai(database, store):
    identifier = kept(store)
    with database.write() as session:
        row = session.query(AnswerRecord).filter_by(id=identifier).one()
        row.created_at = datetime(2024, 6, 1, 17, tzinfo=UTC)  # 01:00 on the 2nd in Shanghai
    days = Activity(database).per_day(datetime(2024, 1, 1, tzinfo=UTC))

    assert [(d.day.isoformat(), d.total) for d in days] == [("2024-06-02", 1)]


def clause(text):
    return Clause("d.m1", "d", "measure", "（一）", "1", None, text, None, (), (0, len(text)))


def test_a_pin_is_found_by_the_same_words(database):
    pins = PinnedAnswers(database)
    pins.pin("补助多少？", "旧答", [clause("甲")], author="staff")
    identifier = pins.pin("补助 多少", "按第（一）条执行。", [clause("甲")], author="staff")

    assert pins.find("补助多少!").text == "按第（一）条执行。"
    assert pins.find("补助多少").clauses_digest == digest([clause("甲")])
    assert pins.drop(identifier)
    assert pins.find("补助多少") is None
    with pytest.raises(InputError):
        pins.pin("？", "答", [clause("甲")], author="staff")


def test_the_history_of_a_document_only_grows(database):
    history = Publications(database)
    history.note("a.txt", "upload", actor="anna")
    history.note("a.txt", "publish", actor="anna", index_version="v2", detail={"clauses": 3})
    history.note("b.txt", "upload", actor="bert")

    events = history.history("a.txt")
    assert [(e.action, e.index_version) for e in events] == [("publish", "v2"), ("upload", None)]
    assert events[0].detail == {"clauses": 3}
    assert len(history.history()) == 3
