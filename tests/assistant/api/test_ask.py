from __future__ import annotations

import pytest

QUESTION = "新认定的国家高新技术企业补助多少？"


def ask(client, question, **more):
    return client.post("/api/ask", json={"question": question, **more})


def test_an_answer_has_the_shape_of_the_contract(client):
    body = client.post("/api/ask", json={"question": QUESTION, "as_of": "2024-06-01"}).json()

    assert body["question"] == QUESTION
    assert body["as_of"] == "2024-06-01"
    assert body["status"] == "answered"
    first = body["citations"][0]
    clause = client.get(f"/api/clauses/{first['clause_id']}").json()
    start, end = first["quote_span"]
    assert clause["text"][start:end] == first["quote"]
    assert {"id", "conversation_id", "checks", "answered_by", "index_version"} <= body.keys()


def test_a_follow_up_finds_its_subject_by_the_conversations_name(client):
    first = ask(client, "第十九条由谁负责？", conversation_id="desk-7")
    later = ask(client, "那它的补助多少？", conversation_id="desk-7")

    assert first.json()["citations"][0]["number"] == "19"
    assert "第十九条" in later.json()["standalone_question"]


def test_messages_carry_the_conversation_themselves(client):
    messages = [
        {"role": "user", "content": "第十九条由谁负责？"},
        {"role": "assistant", "content": "由市科技局负责。"},
        {"role": "user", "content": "那它的补助多少？"},
    ]
    body = client.post("/api/ask", json={"messages": messages}).json()

    assert "第十九条" in body["standalone_question"]


def test_a_conversation_survives_a_restart(open_with, client_of):
    ask(client_of(open_with()), "第十九条由谁负责？", conversation_id="c1")

    after = client_of(open_with())
    body = ask(after, "那它的补助多少？", conversation_id="c1").json()

    assert "第十九条" in body["standalone_question"]
    assert len(after.get("/api/conversations/c1").json()["answers"]) == 2


def test_two_keys_never_see_each_others_conversation(backend, client):
    one, two = (backend.keys.issue(label).secret for label in ("甲", "乙"))
    of_one, of_two = ({"Authorization": f"Bearer {key}"} for key in (one, two))
    question = {"question": "第十九条由谁负责？", "conversation_id": "same"}
    client.post("/api/ask", json=question, headers=of_one)

    assert client.get("/api/conversations", headers=of_two).json() == {"conversations": []}
    assert client.get("/api/conversations/same", headers=of_two).status_code == 404
    assert client.delete("/api/conversations/same", headers=of_two).status_code == 404
    other = client.post(
        "/api/ask", json={"question": "那它呢？", "conversation_id": "same"}, headers=of_two
    )
    assert "十九" not in other.json()["standalone_question"]
    assert len(client.get("/api/conversations/same", headers=of_one).json()["answers"]) == 1


def test_a_deleted_conversation_is_gone_with_its_answers(backend, client):
    body = client.post("/api/ask", json={"question": QUESTION, "conversation_id": "c"}).json()
    client.post("/api/feedback", json={"id": body["id"], "helpful": True})

    assert client.delete("/api/conversations/c").json() == {"deleted": True}
    assert client.get("/api/conversations/c").status_code == 404
    assert backend.conversations.record(body["id"]) is None
    assert backend.feedback.recent() == []


def test_feedback_is_for_ones_own_answers(backend, client):
    body = client.post("/api/ask", json={"question": QUESTION}).json()
    key = {"Authorization": f"Bearer {backend.keys.issue('乙').secret}"}
    opinion = {"id": body["id"], "helpful": False, "reason": "请打13712345678告诉我"}

    assert client.post("/api/feedback", json=opinion, headers=key).status_code == 400
    assert client.post("/api/feedback", json=opinion).json() == {"ok": True}
    assert [o.reason for o in backend.feedback.recent()] == ["请打〔电话已隐去〕告诉我"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"question": "a", "messages": [{"role": "user", "content": "b"}]}, 422),
        ({"question": ""}, 400),
        ({"question": " \n"}, 400),
        ({"question": "长" * 2001}, 400),
        ({"question": "长" * 20001}, 422),
        ({"question": 7}, 422),
        ({"question": None}, 422),
        ({"question": "好", "as_of": "昨天"}, 422),
        ({"question": "好", "conversation_id": "../x"}, 422),
        ({"question": "好", "unknown": 1}, 422),
        ({"messages": []}, 422),
        ({"messages": [{"role": "user", "content": ""}]}, 400),
        ({"messages": [{"role": "king", "content": "x"}]}, 422),
        ([], 422),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_shape(client, body, status):
    response = client.post("/api/ask", json=body)

    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] and error["message"].endswith("。")
    assert "Traceback" not in response.text and "/" not in error["message"]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"question": "' + b"a" * 400_000 + b'"}', 413),
        (b'{"question": NaN}', 422),
        (b'{"question": "\\ud800"}', 422),
    ],
)
def test_a_broken_body_is_refused_in_one_shape(client, content, status):
    response = client.post(
        "/api/ask", content=content, headers={"Content-Type": "application/json"}
    )

    assert response.status_code == status
    assert set(response.json()) == {"error"}


def test_control_characters_are_left_out(client):
    response = client.post(
        "/api/ask",
        content='{"question": "\\u0007\\u0000第十九条由谁负责"}'.encode(),
        headers={"Content-Type": "application/json"},
    )

    assert response.status_code == 200
    assert response.json()["question"] == "第十九条由谁负责"
