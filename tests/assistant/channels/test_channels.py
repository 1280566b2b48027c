"""Group chats, by the message shapes of the platforms; 企业微信's are its published samples."""

from __future__ import annotations

import json
import time
from urllib.parse import parse_qsl

import pytest
from lxml import etree

from assistant.answer import Answer
from assistant.channels import dingtalk, webhook, wecom
from assistant.channels.message import reply_text, without_mention
from assistant.settings import today
from index.errors import AccessError, InputError

QUESTION = "第十九条由谁负责？"
TOKEN, AES_KEY = "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CORP = "wx5823bf96d3bd56c7"
ECHO_QUERY = {
    "msg_signature": "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    "timestamp": "1409659589",
    "nonce": "263014780",
}
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="


@pytest.fixture
def settings():
    return {
        "webhook_secret": "webhook-secret",
        "dingtalk_secret": "dingtalk-secret",
        "wecom_token": TOKEN,
        "wecom_aes_key": AES_KEY,
        "wecom_corp_id": CORP,
    }


@pytest.fixture
def channels(open_with, client_of, settings):
    return client_of(open_with(**settings))


@pytest.fixture
def envelope():
    return wecom.Envelope(token=TOKEN, aes_key=AES_KEY, corp_id=CORP)


@pytest.mark.parametrize("path", ["webhook", "dingtalk", "wecom"])
def test_a_channel_without_its_secret_is_not_there(client, path):
    assert client.post(f"/channels/{path}", content=b"{}").status_code == 404


def signed(body, *, timestamp=None, secret="webhook-secret"):
    timestamp = str(int(time.time())) if timestamp is None else timestamp
    return {
        "X-Tiaowen-Timestamp": timestamp,
        "X-Tiaowen-Signature": webhook.signature(secret, timestamp, body),
    }


def body_of(text, **more):
    return json.dumps({"sender": "u1", "conversation": "g1", "text": text, **more}).encode()


def test_a_signed_message_is_answered_and_its_conversation_goes_on(channels):
    first, later = body_of(f"@条问 {QUESTION}"), body_of("那它的补助多少？")
    answered = channels.post("/channels/webhook", content=first, headers=signed(first)).json()
    follow = channels.post("/channels/webhook", content=later, headers=signed(later)).json()

    assert answered["question"] == QUESTION
    assert answered["citations"][0]["number"] == "19"
    assert "第十九条" in follow["standalone_question"]


def test_another_member_of_the_group_has_a_conversation_of_their_own(channels):
    first, other = body_of(QUESTION), body_of("那它的补助多少？", sender="u2")
    channels.post("/channels/webhook", content=first, headers=signed(first))
    answered = channels.post("/channels/webhook", content=other, headers=signed(other)).json()
    assert "第十九条" not in answered["standalone_question"]


def test_a_message_is_taken_once(channels):
    body = body_of(QUESTION)
    headers = signed(body)
    assert channels.post("/channels/webhook", content=body, headers=headers).status_code == 200
    again = channels.post("/channels/webhook", content=body, headers=headers)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "conflict")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Tiaowen-Timestamp": "abc", "X-Tiaowen-Signature": "x"},
        signed(body_of(QUESTION), secret="wrong"),
        signed(body_of("别的内容")),
        signed(body_of(QUESTION), timestamp="1409659589"),
        signed(body_of(QUESTION), timestamp="9" * 16),
        signed(body_of(QUESTION), timestamp="9" * 400),
        signed(body_of(QUESTION), timestamp="-1"),
    ],
)
def test_a_wrong_or_old_signature_is_refused(channels, headers):
    response = channels.post("/channels/webhook", content=body_of(QUESTION), headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (401, "unauthorized")


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"sender": "", "text": "x"}', b"\xff"])
def test_a_signed_body_that_is_no_message_is_refused(channels, body):
    response = channels.post("/channels/webhook", content=body, headers=signed(body))
    assert response.status_code == 400


def test_a_member_is_limited(open_with, client_of, settings):
    channels = client_of(open_with(per_minute_address=1, **settings))
    statuses = []
    for text in ("第一条", "第二条", "第三条"):
        body = body_of(text)
        statuses.append(
            channels.post("/channels/webhook", content=body, headers=signed(body)).status_code
        )
    assert statuses[0] == 200 and 429 in statuses


DINGTALK = {
    "conversationId": "cidKPzVhM7a9QzBhz7Sg==",
    "atUsers": [{"dingtalkId": "$:LWCP_v1:$abc"}],
    "chatbotCorpId": "ding9f50b15bccd16741",
    "chatbotUserId": "$:LWCP_v1:$abc",
    "msgId": "msg0xxxxx",
    "senderNick": "张三",
    "isAdmin": False,
    "senderStaffId": "user123",
    "sessionWebhookExpiredTime": 1613635652738,
    "createAt": 1613630252678,
    "senderCorpId": "ding9f50b15bccd16741",
    "conversationType": "2",
    "senderId": "$:LWCP_v1:$def",
    "conversationTitle": "政策群",
    "isInAtList": True,
    "sessionWebhook": "https://oapi.dingtalk.com/robot/sendBySession?session=xxxxx",
    "text": {"content": " 第十九条由谁负责？"},
    "msgtype": "text",
}


def post_dingtalk(channels, message, secret="dingtalk-secret"):
    timestamp = str(int(time.time() * 1000))
    headers = {"timestamp": timestamp, "sign": dingtalk.signature(secret, timestamp)}
    return channels.post("/channels/dingtalk", json=message, headers=headers)


def test_dingtalk_is_answered_in_its_shape_once(channels):
    body = post_dingtalk(channels, DINGTALK).json()

    assert body["msgtype"] == "text"
    assert "市科技局" in body["text"]["content"]
    assert post_dingtalk(channels, DINGTALK).json() == {"msgtype": "empty"}


def test_dingtalk_pictures_and_forgeries(channels):
    picture = DINGTALK | {"msgtype": "picture", "text": {}, "content": {"downloadCode": "x"}}
    assert "只看得懂文字" in post_dingtalk(channels, picture).json()["text"]["content"]
    assert post_dingtalk(channels, DINGTALK, "wrong").status_code == 401
    assert post_dingtalk(channels, {"msgtype": "text"}).status_code == 400


def test_wecoms_published_echo_opens(envelope):
    assert envelope.open(ECHO_QUERY, ECHO, now=1409659590) == b"1616140317555161061"


@pytest.mark.parametrize(
    ("query", "sealed"),
    [
        (ECHO_QUERY | {"msg_signature": "0" * 40}, ECHO),
        (ECHO_QUERY | {"nonce": "1"}, ECHO),
        (ECHO_QUERY, ECHO[:-4] + "AAAA"),
        ({}, ECHO),
    ],
)
def test_what_was_changed_on_the_way_does_not_open(envelope, query, sealed):
    with pytest.raises(AccessError):
        envelope.open(query, sealed, now=1409659590)


def test_another_companys_message_does_not_open(envelope):
    other = wecom.Envelope(token=TOKEN, aes_key=AES_KEY, corp_id="wwother")
    with pytest.raises(AccessError, match="不是发给这个企业"):
        other.open(ECHO_QUERY, ECHO, now=1409659590)


@pytest.mark.parametrize("sealed", ["", "AAAA", "不是", "A" * 64])
def test_signed_garbage_does_not_open(envelope, sealed):
    timestamp = str(int(time.time()))
    query = {"timestamp": timestamp, "nonce": "n"}
    query["msg_signature"] = envelope.signature(timestamp, "n", sealed)
    with pytest.raises(AccessError):
        envelope.open(query, sealed)


def wecom_call(envelope, xml):
    outer = etree.fromstring(envelope.seal(xml.encode(), "nonce-1"))
    query = {
        "msg_signature": outer.findtext("MsgSignature"),
        "timestamp": outer.findtext("TimeStamp"),
        "nonce": "nonce-1",
    }
    sealed = outer.findtext("Encrypt")
    body = (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><AgentID><![CDATA[218]]></AgentID>"
        f"<Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
    )
    return query, body


WECOM = (
    "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>"
    "<FromUserName><![CDATA[mycreate]]></FromUserName><CreateTime>1409659813</CreateTime>"
    "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[第十九条由谁负责？]]></Content>"
    "<MsgId>4561255354251345929</MsgId><AgentID>218</AgentID></xml>"
)


def test_wecom_is_answered_sealed_and_once(channels, envelope):
    query, body = wecom_call(envelope, WECOM)
    response = channels.post("/channels/wecom", params=query, content=body.encode())
    outer = etree.fromstring(response.content)
    opened = envelope.open(
        {
            "msg_signature": outer.findtext("MsgSignature"),
            "timestamp": outer.findtext("TimeStamp"),
            "nonce": outer.findtext("Nonce"),
        },
        outer.findtext("Encrypt"),
    )
    reply = etree.fromstring(opened)

    assert reply.findtext("ToUserName") == "mycreate"
    assert reply.findtext("FromUserName") == CORP
    assert reply.findtext("MsgType") == "text"
    assert "市科技局" in reply.findtext("Content")
    again = channels.post("/channels/wecom", params=query, content=body.encode())
    assert (again.status_code, again.content) == (200, b"")


def test_wecom_checks_the_address(channels, envelope):
    query, _ = wecom_call(envelope, "")
    sealed = etree.fromstring(envelope.seal(b"echo-7", "n"))
    query = {
        "msg_signature": sealed.findtext("MsgSignature"),
        "timestamp": sealed.findtext("TimeStamp"),
        "nonce": "n",
        "echostr": sealed.findtext("Encrypt"),
    }
    assert channels.get("/channels/wecom", params=query).content == b"echo-7"
    assert channels.get("/channels/wecom", params=dict(parse_qsl("timestamp=1"))).status_code == 401


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<xml>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Encrypt>&a;</Encrypt></xml>',
    ],
)
def test_hostile_xml_gives_nothing(xml):
    try:
        assert wecom.sealed_part(xml) == ""
    except InputError:
        pass


def test_a_wrong_key_is_told_in_one_line():
    for key in ("short", "不是", "A" * 42):
        with pytest.raises(InputError, match="43位"):
            wecom.Envelope(token="t", aes_key=key, corp_id="c")


def test_a_long_reply_is_cut_between_characters():
    answer = Answer("问", "问", today(), "list", "answered", "政策" * 900, choices=("甲", "乙"))
    cut = reply_text(answer, max_bytes=2048)

    assert len(cut.encode()) <= 2048
    assert cut.endswith("（内容较长，请到网页查看全文）")
    short = Answer("问", "问", today(), "facts", "clarify", "哪一种？", choices=("甲", "乙"))
    assert reply_text(short, max_bytes=2048) == "哪一种？\n· 甲\n· 乙"


def test_the_robots_name_is_no_part_of_the_question():
    assert without_mention(" @条问 @小王 补助多少？") == "补助多少？"
    assert without_mention("发到a@b.cn吗") == "发到a@b.cn吗"
