import json

import pytest

from assistant.conversation import Turn
from assistant.storage.conversations import Conversations, NewRecord
from assistant.storage.database import Database
from assistant.storage.feedback import FeedbackBox
from eval.dataset import load_cases
from eval.feedback import add_cases, draft_cases, logged_questions, read_log
from index.errors import InputError


@pytest.fixture
def log(tmp_path):
    def write(*entries):
        path = tmp_path / "log.jsonl"
        lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def test_a_draft_takes_over_the_answer_and_says_so(log, make_answer):
    answer = make_answer("d1.m19", "d1.m20")
    path = log({"question": "高企补多少", "answer": answer, "helpful": False, "reason": "金额不对"})
    (case,) = draft_cases(read_log(path))
    assert case.id.startswith("log-") and case.question == "高企补多少"
    assert case.gold == ("19", "20") and case.units == ("市科技局",)
    assert case.kind == "fact" and case.status == "answered" and case.facts == ()
    assert "待审核" in case.note and "没用（金额不对）" in case.note
    assert answer["answer"] in case.note


@pytest.mark.parametrize(
    ("logged", "kind"),
    [
        ({"turns": ["甲", "乙"]}, "followup"),
        ({"answer": {"status": "not_found"}}, "unanswerable"),
        ({"answer": {"verdict": "no"}}, "yesno"),
        ({"answer": {"intent": "count"}}, "count"),
        ({"answer": {"intent": "clause"}}, "lookup"),
    ],
)
def test_kinds_follow_from_what_was_asked_and_answered(log, make_answer, logged, kind):
    answer = make_answer("d1.m19") | logged.get("answer", {})
    asked = {"turns": logged["turns"]} if "turns" in logged else {"question": "甲"}
    (case,) = draft_cases(read_log(log(asked | {"answer": answer})))
    assert case.kind == kind


def test_drafts_are_added_once(log, make_answer, tmp_path):
    path = log(
        {"question": "甲", "answer": make_answer("d1.m19")},
        {"turns": ["甲", "乙"], "answer": make_answer("d1.s2", as_of="2024-06-01")},
        {"question": "甲", "answer": make_answer("d1.m20")},
    )
    target = tmp_path / "deep" / "review.jsonl"
    drafts = draft_cases(read_log(path))
    assert add_cases(drafts, target) == 2
    assert add_cases(drafts, target) == 0
    assert load_cases(target) == tuple(drafts)


@pytest.mark.parametrize(
    "entry", [{"question": "甲"}, {"answer": {"status": "answered"}}, {"question": " "}, []]
)
def test_an_unusable_line_is_named(log, entry):
    with pytest.raises(InputError, match="第 1 行"):
        read_log(log(entry))


def test_the_databases_feedback_is_drafted_too(make_answer, tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'log.db'}")
    try:
        kept = Conversations(database)
        full = {"answered_by": "extractive", "checks": {"quotes_verbatim": True}}
        answer = make_answer("d1.m19", question="那高企呢") | full
        earlier = (Turn("科技型中小企业补多少", ("d1.m19",)),)
        record = NewRecord("visitor", "api", answer, earlier, conversation="c1")
        identifier = kept.keep(record)
        kept.keep(NewRecord("visitor", "api", answer))  # nobody said anything of this one
        FeedbackBox(database).give(identifier, "visitor", helpful=False, reason="答非所问")
        (case,) = draft_cases(logged_questions(database, limit=10))
    finally:
        database.close()
    assert case.turns == ("科技型中小企业补多少", "那高企呢")
    assert case.kind == "followup" and case.gold == ("19",)
    assert "没用（答非所问）" in case.note
