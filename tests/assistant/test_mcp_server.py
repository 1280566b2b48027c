"""The official MCP client on the running server."""

from __future__ import annotations

import anyio
import httpx2
import pytest
from mcp.client.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError


@pytest.fixture
def url(backend, application_of, served):
    return f"{served(application_of(backend))}/mcp"


def talk_to(url, talk, mode="auto", headers=None):
    """Run a conversation of the client with the server."""

    async def run():
        async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
            transport = streamable_http_client(url, http_client=http)
            async with Client(transport, mode=mode, read_timeout_seconds=30) as client:
                return await talk(client)

    return anyio.run(run)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_three_tools_are_listed_and_answer(url, mode):
    async def talk(client):
        tools = {tool.name for tool in (await client.list_tools()).tools}
        asked = await client.call_tool("ask", {"question": "第十九条由谁负责？"})
        clause_id = asked.structured_content["citations"][0]["clause_id"]
        clause = await client.call_tool("get_clause", {"clause_id": clause_id})
        listed = await client.call_tool("list_clauses", {"unit": "市科技局", "limit": 2})
        return tools, asked, clause, listed

    tools, asked, clause, listed = talk_to(url, talk, mode)

    assert tools == {"ask", "get_clause", "list_clauses"}
    assert "市科技局" in asked.structured_content["answer"]
    assert clause.structured_content["number"] == "19"
    assert len(listed.structured_content["clauses"]) == 2 < listed.structured_content["total"]


def test_a_conversation_goes_on_by_its_name(url):
    async def talk(client):
        name = {"conversation_id": "agent-1"}
        await client.call_tool("ask", {"question": "第十九条由谁负责？", **name})
        return await client.call_tool("ask", {"question": "那它的补助多少？", **name})

    assert "第十九条" in talk_to(url, talk).structured_content["standalone_question"]


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("ask", {"question": " "}, "问题是空的"),
        ("ask", {"question": "长" * 2001}, "问题太长"),
        ("ask", {"question": "好", "conversation_id": "../.."}, "conversation_id"),
        ("ask", {}, "question"),
        ("get_clause", {"clause_id": "nothing"}, "没有这个编号的条款"),
        ("list_clauses", {"limit": 0}, "limit"),
    ],
)
def test_failures_are_told_in_words(url, tool, arguments, words):
    async def talk(client):
        return await client.call_tool(tool, arguments)

    result = talk_to(url, talk)
    assert result.is_error
    assert words in result.content[0].text
    assert "Traceback" not in result.content[0].text


def test_a_wrong_key_is_refused(url):
    async def talk(client):
        return await client.list_tools()

    wrong = {"Authorization": "Bearer tw-000000000000-" + "x" * 43}
    with pytest.raises((MCPError, ExceptionGroup)):
        talk_to(url, talk, headers=wrong)
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    response = httpx2.post(url, json=body, headers=wrong)
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "unauthorized"


def test_a_rebound_host_name_is_refused(url):
    response = httpx2.post(url, json={}, headers={"Host": "evil.example"})
    assert response.status_code == 421
