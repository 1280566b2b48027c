from __future__ import annotations

import json
import time

import pytest

QUESTION = "第十九条由谁负责？"


def bearer(backend, role):
    return {"Authorization": f"Bearer {backend.keys.issue('程序', role).secret}"}


def test_alive_and_ready(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {
        "status": "ready",
        "checks": {"index": True, "database": True},
    }


def test_not_ready_without_its_tables(backend, client):
    with backend.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"] == {"index": True, "database": False}
    assert response.json()["error"]["code"] == "unavailable"


def test_metrics_count_requests_by_pattern_and_answers(client):
    client.get("/api/clauses/secret-name")
    client.post("/api/ask", json={"question": QUESTION})
    text = client.get("/metrics").text

    assert 'tiaowen_requests_total{method="GET",route="/api/clauses/{clause_id:path}"' in text
    assert "secret-name" not in text
    assert 'tiaowen_answers_total{channel="api"' in text


def test_records_are_exported_and_replayed(client):
    client.post("/api/ask", json={"question": QUESTION, "conversation_id": "c"})
    client.post("/api/ask", json={"question": "那它补助多少？", "conversation_id": "c"})
    lines = [json.loads(line) for line in client.get("/api/audit").text.splitlines()]

    assert [line["question"] for line in lines] == [QUESTION, "那它补助多少？"]
    assert lines[1]["history"][0]["cited"] == lines[0]["clause_ids"]
    assert lines[1]["checks"] == {"quotes_verbatim": True, "numbers_supported": True}
    for line in lines:
        assert client.get(f"/api/audit/{line['id']}").json() == line
        again = client.post(f"/api/audit/{line['id']}/replay").json()
        assert again["differences"] == []
        assert again["now"]["answer"] == again["kept"]["answer"]


def test_a_record_that_differs_says_in_what(backend, client):
    body = client.post("/api/ask", json={"question": QUESTION}).json()
    with backend.database.write() as session:
        from assistant.storage.tables import AnswerRecord

        row = session.query(AnswerRecord).one()
        row.clause_ids, row.index_version = ["d.m2"], "older"
    again = client.post(f"/api/audit/{body['id']}/replay").json()

    assert again["differences"] == ["clause_ids", "index_version"]


@pytest.mark.parametrize(
    "path", ["/metrics", "/api/audit", "/api/audit/" + "0" * 32, "/api/feedback"]
)
def test_only_staff_sees_records(backend, client, path):
    for role in ("asker", "agent"):
        response = client.get(path, headers=bearer(backend, role))
        assert response.status_code == 403
        assert response.json()["error"]["code"] == "forbidden"
    assert client.get(path, headers=bearer(backend, "staff")).status_code in (200, 404)


def test_identity_numbers_are_never_kept(backend, client):
    question = (
        "我身份证33080219900307123X，手机137 1234 5678，"
        "卡号6222021001116245702，第十九条由谁负责？"
    )
    body = client.post("/api/ask", json={"question": question, "conversation_id": "c"}).json()
    assert body["question"] == question

    with backend.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = json.dumps(client.get("/api/audit").text) + client.get("/api/conversations/c").text
    for secret in ("33080219900307123X", "137 1234 5678", "13712345678", "6222021001116245702"):
        assert secret not in kept
    path = backend.database.engine.url.database
    with open(path, "rb") as file:
        assert b"6222021001116245702" not in file.read()


def test_elsewhere_a_key_is_needed_and_the_staff_gets_a_password(open_with, client_of, capsys):
    backend = open_with(host="0.0.0.0")
    told = capsys.readouterr().err
    client = client_of(backend, remote=True)

    assert "别的机器也能访问" in told and "管理员账号 admin" in told
    assert client.post("/api/ask", json={"question": QUESTION}).status_code == 401
    assert client.get("/healthz").status_code == 200
    answered = client.post(
        "/api/ask", json={"question": QUESTION}, headers=bearer(backend, "asker")
    )
    assert answered.status_code == 200
    password = told.split("密码 ")[1].split(" ")[0]
    token = backend.accounts.sign_in("admin", password, "203.0.113.7")
    client.cookies.set("tiaowen_session", token)
    assert client.get("/metrics").status_code == 200


def test_open_to_all_still_means_no_staff_and_a_limit(open_with, client_of):
    backend = open_with(host="0.0.0.0", anonymous="allow", per_minute_address=3)
    client = client_of(backend, remote=True)

    assert client.get("/metrics").status_code == 403
    statuses = [client.get("/api/units").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = client.get("/api/units")
    assert 0 < int(refused.headers["retry-after"]) <= 61
    assert refused.json()["error"]["code"] == "rate_limited"


def test_only_known_host_names_are_served(open_with, client_of):
    backend = open_with(host="0.0.0.0", anonymous="allow", allowed_hosts=["policy.example"])
    client = client_of(backend, remote=True)

    assert client.get("/healthz").status_code == 200
    refused = client.get("/healthz", headers={"Host": "evil.example"})
    assert refused.status_code == 421
    assert refused.json()["error"]["code"] == "wrong_host"


def test_a_slow_answer_is_given_up_in_time(open_with, client_of, monkeypatch):
    backend = open_with(request_timeout_s=0.2)
    client = client_of(backend)
    monkeypatch.setattr(type(backend.dialogue), "ask", lambda *a, **k: time.sleep(0.6))
    response = client.post("/api/ask", json={"question": QUESTION})

    assert response.status_code == 504
    assert response.json()["error"]["code"] == "timeout"


def test_an_unexpected_failure_tells_nothing(open_with, client_of, monkeypatch, caplog):
    backend = open_with()
    client = client_of(backend)

    def fail(*args, **kwargs):
        raise RuntimeError("/root/secret/path")

    monkeypatch.setattr(type(backend.dialogue), "ask", fail)
    response = client.post("/api/ask", json={"question": QUESTION})

    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal_error"
    assert "secret" not in response.text
    assert "secret" in caplog.text


def test_a_full_house_is_told_at_once(open_with, client_of, monkeypatch):
    import threading

    backend = open_with(concurrency=1, waiting=0)
    client = client_of(backend)
    begun, go_on = threading.Event(), threading.Event()
    real = type(backend.dialogue).ask

    def slow(*args, **kwargs):
        begun.set()
        go_on.wait(5)
        return real(*args, **kwargs)

    monkeypatch.setattr(type(backend.dialogue), "ask", slow)
    ask = {"url": "/api/ask", "json": {"question": QUESTION}}
    first = threading.Thread(target=client.post, kwargs=ask)
    first.start()
    assert begun.wait(5)
    refused = client.post("/api/ask", json={"question": QUESTION})
    go_on.set()
    first.join()

    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "2"
    assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200
