"""What Prometheus may read: requests, answers, times, the index in use."""

from __future__ import annotations

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from assistant.answer import Answer

REQUESTS = Counter("tiaowen_requests_total", "HTTP requests", ["route", "method", "status"])
REQUEST_SECONDS = Histogram("tiaowen_request_seconds", "Seconds of a request", ["route"])
ANSWERS = Counter(
    "tiaowen_answers_total", "Answers", ["channel", "intent", "status", "writer"]
)
ANSWER_SECONDS = Histogram(
    "tiaowen_answer_seconds",
    "Seconds that the assistant took",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
LLM_CALLS = Counter("tiaowen_llm_calls_total", "Calls of the language model", ["use", "outcome"])
UNSUPPORTED = Counter("tiaowen_unsupported_answers_total", "Answers that failed a check")


def observe_answer(answer: Answer, channel: str) -> None:
    """Count one answer."""
    ANSWERS.labels(channel, answer.intent, answer.status, answer.answered_by).inc()
    ANSWER_SECONDS.observe(answer.timings_ms.get("total", 0.0) / 1000)
    if not (answer.checks.quotes_verbatim and answer.checks.numbers_supported):
        UNSUPPORTED.inc()


def exposition() -> bytes:
    """Return every figure in Prometheus's text format, of all processes where there are several."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
