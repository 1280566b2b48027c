"""One call of a language model over any OpenAI-compatible endpoint, within a time limit."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

from assistant.metrics import LLM_CALLS
from index.errors import ModelError

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

_log = logging.getLogger(__name__)

#: What a reasoning model thinks aloud is no answer.
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
#: A model that has failed so often in a row is left alone for so many seconds.
_FAILURES_IN_A_ROW = 3
_REST_SECONDS = 60.0
_THREADS = 16

_answer_began: ContextVar[float | None] = ContextVar("answer_began", default=None)


@contextmanager
def one_answer() -> Iterator[None]:
    """Make all calls within share one time limit: whoever waits, waits for the answer."""
    if _answer_began.get() is not None:  # within a longer answer
        yield
        return
    token = _answer_began.set(time.monotonic())
    try:
        yield
    finally:
        _answer_began.reset(token)


class LanguageModel(Protocol):
    """Whoever completes a prompt."""

    def complete(self, rules: str, prompt: str, *, use: str) -> str:
        """Return the model's words; raises ``ModelError`` for every failure."""
        ...


class OpenAICompatibleModel:
    """A model behind a base URL: DashScope, DeepSeek, vLLM, Ollama, llama.cpp; thread-safe."""

    def __init__(
        self, *, base_url: str, model: str, api_key: str | None = None, timeout_s: float = 20.0,
        max_tokens: int = 600,
    ) -> None:  # fmt: skip
        """Take the endpoint; nothing is called yet.

        Args:
            base_url: up to and with ``/v1``.
            model: the endpoint's name for the model.
            api_key: some endpoints need none.
            timeout_s: seconds for a whole completion, however many pieces it comes in, and for
                all completions of ``one_answer``.
            max_tokens: the longest completion that is asked for.
        """
        self._client = _client(base_url, model, api_key, timeout_s, max_tokens)
        self._timeout_s = timeout_s
        # A character of Chinese is seldom more than two tokens; a longer stream is a runaway.
        self._max_chars = max_tokens * 4
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="llm")
        self._failures = 0
        self._resting_until = 0.0

    def complete(self, rules: str, prompt: str, *, use: str) -> str:
        """Return the model's words, thoughts left out; ``use`` names the purpose in the figures.

        Raises:
            ModelError: the model is out of reach, too slow, fails, says nothing, or rests after
                several failures.
        """
        if time.monotonic() < self._resting_until:
            LLM_CALLS.labels(use, "resting").inc()
            raise ModelError("语言模型连续失败，暂停调用一会儿。")
        began = _answer_began.get()
        seconds = self._timeout_s - (time.monotonic() - began if began is not None else 0)
        if seconds <= 0:
            LLM_CALLS.labels(use, "no_time").inc()
            raise ModelError("这一次回答给语言模型的时间用完了。")
        stop = threading.Event()
        future = self._threads.submit(self._collect, rules, prompt, stop)
        try:
            words = future.result(seconds)
        except TimeoutError:
            stop.set()
            raise self._failed(use, "timeout") from None
        except Exception as error:  # noqa: BLE001 - whatever a foreign server provokes
            _log.info("language model failed: %s", type(error).__name__)
            raise self._failed(use, "error") from None
        if not words:
            raise self._failed(use, "empty")
        self._failures = 0
        LLM_CALLS.labels(use, "answered").inc()
        return words

    def _failed(self, use: str, outcome: str) -> ModelError:
        LLM_CALLS.labels(use, outcome).inc()
        self._failures += 1
        if self._failures >= _FAILURES_IN_A_ROW:
            self._resting_until = time.monotonic() + _REST_SECONDS
            self._failures = 0
        return ModelError("语言模型没有给出可用的回答。")

    def _collect(self, rules: str, prompt: str, stop: threading.Event) -> str:
        said = ""
        for piece in self._pieces(rules, prompt):
            if stop.is_set():
                return ""
            said += piece
            if len(said) > self._max_chars:
                raise ModelError("语言模型说个不停。")
        return _THOUGHTS.sub("", said).strip()

    def _pieces(self, rules: str, prompt: str) -> Iterator[str]:
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=rules),
            ChatMessage(role=MessageRole.USER, content=prompt),
        ]
        for response in self._client.stream_chat(messages):
            yield response.delta or ""


def _client(
    base_url: str, model: str, api_key: str | None, timeout_s: float, max_tokens: int
) -> OpenAILike:
    # Importing llama-index costs seconds that nobody without a model should pay.
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=model,
        api_base=base_url,
        api_key=api_key or "none",
        is_chat_model=True,
        temperature=0.0,
        max_tokens=max_tokens,
        max_retries=0,
        timeout=timeout_s,
    )
