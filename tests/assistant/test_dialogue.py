from __future__ import annotations

from datetime import date

import pytest

from assistant.storage.tables import AnswerRecord
from assistant.web.pinned_views import pinned_rows
from index.errors import InputError, QuestionError

QUESTION = "新认定的国家高新技术企业补助多少？"
DAY = date(2024, 6, 1)


def ask(backend, question=QUESTION, owner="a", **more):
    return backend.dialogue.ask(question, owner=owner, channel="api", as_of=DAY, **more)


def clause(backend, number):
    return backend.assistant.catalogue.by_number(number)[0]


def test_a_record_holds_what_its_replay_needs(backend):
    exchange = ask(backend, conversation="c")
    record = backend.conversations.record(exchange.record_id)

    assert record.question == QUESTION
    assert record.as_of == DAY
    assert record.clause_ids == [c.clause.clause_id for c in exchange.answer.citations]
    assert record.index_version == backend.assistant.retriever.index.version
    assert record.writer == "extractive"
    assert backend.conversations.record(exchange.record_id, owner="b") is None


def test_a_new_conversation_gets_a_name_nobody_guesses(backend):
    names = {ask(backend).conversation_id for _ in range(3)}
    assert len(names) == 3 and all(len(name) == 32 for name in names)


@pytest.mark.parametrize("name", ["", "a b", "../x", "长", "x" * 65, "a\n"])
def test_other_names_are_refused_or_new(backend, name):
    if not name:
        assert len(ask(backend, conversation=name).conversation_id) == 32
        return
    with pytest.raises(InputError):
        ask(backend, conversation=name)


def test_nothing_is_kept_of_a_question_that_cannot_be_answered(backend):
    with pytest.raises(QuestionError):
        ask(backend, " ", conversation="c")
    assert backend.conversations.listed("a") == []


def test_turns_need_a_question(backend):
    with pytest.raises(QuestionError):
        backend.dialogue.ask_turns([], owner="a", channel="api")


def test_a_pinned_answer_is_given_with_its_clause(backend):
    text = "新认定的国家高新技术企业补助30万元，由市科技局受理。"
    backend.pinned.pin(QUESTION, text, [clause(backend, "19")], author="anna")
    answer = ask(backend, "新认定的国家高新技术企业 补助多少").answer

    assert answer.text.startswith(text)
    assert [c.clause.number for c in answer.citations] == ["19"]
    assert answer.departments == ("市科技局",)
    assert answer.checks.numbers_supported


def test_a_pinned_answer_still_tells_that_the_file_has_expired(backend):
    backend.pinned.pin(QUESTION, "补助30万元。", [clause(backend, "19")], author="anna")
    late = backend.dialogue.ask(QUESTION, owner="a", channel="api", as_of=date(2026, 1, 1))
    assert "已过期失效" in late.answer.text


def test_a_pin_lapses_when_its_clause_changes_or_its_numbers_are_not_there(backend):
    backend.pinned.pin(QUESTION, "补助30万元。", [clause(backend, "19")], author="anna")
    with backend.database.write() as session:
        from assistant.storage.tables import PinnedAnswer

        session.query(PinnedAnswer).one().clauses_digest = "0" * 64
    assert not ask(backend).answer.text.startswith("补助30万元。")
    shown = pinned_rows(backend.pinned.listed(), backend.assistant.catalogue)
    assert [(row.question, row.holds) for row in shown] == [(QUESTION, False)]

    backend.pinned.pin(QUESTION, "补助99万元。", [clause(backend, "19")], author="anna")
    assert "99" not in ask(backend).answer.text


def test_identity_numbers_are_masked_in_the_history_of_later_turns_too(backend):
    ask(backend, "我的电话13712345678，第十九条由谁负责？", conversation="c")
    ask(backend, "那它的补助多少？", conversation="c")
    with backend.database.read() as session:
        rows = list(session.query(AnswerRecord))
        kept = [(r.question, r.standalone, str(r.history), str(r.answer)) for r in rows]
    assert len(kept) == 2
    assert not any("13712345678" in part for parts in kept for part in parts)
