"""A server with a language model, restarted in mid-conversation."""

from __future__ import annotations

import pytest

from tests.assistant.scripted_server import ScriptedServer, stream
from tests.web.conftest import free_port, listening, make_settings, serving

pytestmark = pytest.mark.browser

QUESTION = "新认定的国家高新技术企业补助多少？"
WORDS = "新认定的国家高新技术企业，给予30万元的补助［1］。"
NEXT = "第二十条讲什么？"


@pytest.fixture(scope="module")
def language_model():
    slow = ScriptedServer(lambda body: stream([WORDS[:9], WORDS[9:16], WORDS[16:]], pause=0.5))
    with listening(slow.application(), free_port()) as url:
        yield f"{url}/v1"


@pytest.fixture(scope="module")
def settings(tmp_path_factory, default_source, embedder, language_model):
    plain = make_settings(tmp_path_factory.mktemp("lasting"), default_source, embedder)
    return plain.model_copy(update={"llm_base_url": language_model, "llm_model": "m"})


def test_clauses_come_before_their_wording_and_a_restart_loses_nothing(visitor, settings, embedder):
    with serving(settings, embedder) as site:
        page = visitor(at=site).page
        box = page.get_by_label("您的问题")
        box.fill(QUESTION)
        box.press("Enter")
        page.get_by_text("已找到依据，正在组织回答").wait_for()
        assert page.locator(".ti-card h4").inner_text().startswith("（十九）")
        assert page.locator(".ti-lead").count() == 0
        page.locator(".ti-lead", has_text="给予30万元的补助").wait_for()
    box.fill(NEXT)
    box.press("Enter")
    page.get_by_text("问题已放回输入框").wait_for()
    with serving(settings, embedder):
        page.reload()
        page.locator(".ti-lead").wait_for()
        assert box.input_value() == NEXT
        box.press("Enter")
        page.locator(".ti-lead").nth(1).wait_for()
        assert page.locator(".ti-question").all_inner_texts() == [QUESTION, NEXT]
