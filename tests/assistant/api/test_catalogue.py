from __future__ import annotations

import pytest

from index.document_json import to_json
from index.parse import parse_file


@pytest.fixture(scope="module")
def parsed(default_source):
    return to_json(parse_file(default_source, default_source.parent))


def test_clauses_are_those_of_parse(client, parsed):
    body = client.get("/api/clauses", params={"limit": 1000}).json()

    assert body["total"] == len(parsed["clauses"])
    assert [c["clause_id"] for c in body["clauses"]] == [c["clause_id"] for c in parsed["clauses"]]
    for listed, clause in zip(body["clauses"], parsed["clauses"], strict=True):
        assert {name: listed[name] for name in clause if name != "validity"} == {
            name: clause[name] for name in clause if name != "validity"
        }
        assert listed["validity"]["until"] == "2024-12-31"


def test_pages_make_up_the_whole_list(client):
    whole = client.get("/api/clauses", params={"limit": 1000}).json()["clauses"]
    pages = [
        clause
        for offset in range(0, len(whole), 30)
        for clause in client.get("/api/clauses", params={"limit": 30, "offset": offset}).json()[
            "clauses"
        ]
    ]
    assert pages == whole


def test_clauses_of_a_unit_by_any_of_its_names(client, parsed):
    named = [
        c["clause_id"]
        for c in parsed["clauses"]
        if any(u["canonical"] == "市科技局" for u in c["units"])
    ]
    for name in ("市科技局", "科技局", "衢州市科技局"):
        body = client.get("/api/clauses", params={"unit": name}).json()
        assert [c["clause_id"] for c in body["clauses"]] == named


@pytest.mark.parametrize("name", ["二", "2", "第二部分", "科技创新政策"])
def test_clauses_of_a_section_by_number_or_heading(client, parsed, name):
    section = next(s for s in parsed["sections"] if s["no"] == "二")
    heading = section["title"] if name == "科技创新政策" else name
    body = client.get("/api/clauses", params={"section": heading}).json()

    held = [c["clause_id"] for c in parsed["clauses"] if c["section"] == "二"]
    assert [c["clause_id"] for c in body["clauses"]] == held


@pytest.mark.parametrize("doc", ["衢政发〔2024〕7号", "衢政发[2024]7号", "衢政发〔2024〕7号.txt"])
def test_clauses_of_a_document_by_any_of_its_names(client, parsed, doc):
    body = client.get("/api/clauses", params={"doc": doc}).json()
    assert body["total"] == len(parsed["clauses"])


def test_words_must_all_stand_in_the_text(client):
    body = client.get("/api/clauses", params={"q": "高新技术企业 补助"}).json()

    assert body["total"] > 0
    assert all("高新技术企业" in c["text"] and "补助" in c["text"] for c in body["clauses"])


@pytest.mark.parametrize("field", ["unit", "section", "doc", "q", "number"])
def test_what_is_not_there_gives_an_empty_list(client, field):
    assert client.get("/api/clauses", params={field: "火星"}).json() == {"total": 0, "clauses": []}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/clauses/nothing", 404),
        ("/api/clauses/../../etc/passwd", 404),
        ("/api/clauses?limit=0", 422),
        ("/api/clauses?limit=1001", 422),
        ("/api/clauses?offset=-1", 422),
        ("/api/clauses?q=" + "长" * 201, 422),
        ("/api/unknown", 404),
        ("/v1/unknown", 404),
        ("/api", 404),
    ],
)
def test_errors_have_one_shape(client, path, status):
    response = client.get(path)

    assert response.status_code == status
    assert {"code", "message"} <= response.json()["error"].keys()


def test_a_wrong_method_names_the_right_ones(client):
    response = client.delete("/api/clauses")

    assert response.status_code == 405
    assert response.headers["allow"] == "GET"
    assert response.json()["error"]["code"] == "method_not_allowed"


def test_units_count_their_clauses(client):
    body = client.get("/api/units").json()
    counts = {unit["canonical"]: unit["clauses"] for unit in body["units"]}

    assert body["total"] == len(counts)
    listed = client.get("/api/clauses", params={"unit": "市科技局"}).json()["total"]
    assert counts["市科技局"] == listed


def test_documents_tell_their_validity(client):
    body = client.get("/api/documents").json()

    assert body["total"] == 1
    assert body["documents"][0]["doc_number"] == "衢政发〔2024〕7号"
    assert body["documents"][0]["valid_until"] == "2024-12-31"
    assert body["documents"][0]["clauses"] == 73


def test_the_schema_has_examples_and_every_address(client):
    schema = client.get("/openapi.json").json()

    assert {"/api/ask", "/api/clauses", "/v1/chat/completions"} <= schema["paths"].keys()
    assert schema["components"]["schemas"]["AskRequest"]["examples"]
