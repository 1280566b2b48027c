import json
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import pytest

from index.embedding import load_embedder
from index.errors import ModelError
from index.external_embedding import EndpointEmbedder


def endpoint(answer: Callable[[httpx.Request], httpx.Response]) -> EndpointEmbedder:
    return EndpointEmbedder(
        "bge-m3",
        base_url="http://127.0.0.1:9/v1/",
        api_key="secret",
        transport=httpx.MockTransport(answer),
    )


def lengths(request: httpx.Request) -> httpx.Response:
    """Embed each text as (its length, 1), and list them in reverse."""
    texts = json.loads(request.content)["input"]
    items = [{"index": i, "embedding": [len(text), 1.0]} for i, text in enumerate(texts)]
    return httpx.Response(200, json={"data": items[::-1]})


def test_vectors_come_back_in_order_and_of_unit_norm() -> None:
    vectors = endpoint(lengths).embed_passages(["一" * n for n in range(1, 200)])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert (vectors[:, 0] / vectors[:, 1]).tolist() == pytest.approx(list(range(1, 200)))


def test_the_request_names_model_address_and_key() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return lengths(request)

    embedder = endpoint(answer)
    assert embedder.dimension == 2
    assert str(seen[0].url) == "http://127.0.0.1:9/v1/embeddings"
    assert seen[0].headers["authorization"] == "Bearer secret"
    assert json.loads(seen[0].content)["model"] == "bge-m3"


def raise_timeout(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("slow", request=request)


def raise_refused(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (raise_timeout, "超时"),
        (raise_refused, "无法连接"),
        (lambda _: httpx.Response(401, text="key secret is wrong"), "HTTP 401"),
        (lambda _: httpx.Response(200, text="<html>"), "无法识别"),
        (lambda _: httpx.Response(200, json={"data": [{"index": 0}]}), "无法识别"),
        (lambda _: httpx.Response(200, json={"data": []}), "无法识别"),
        (
            lambda _: httpx.Response(200, json={"data": [{"index": 0, "embedding": ["nan"]}]}),
            "无法识别",
        ),
    ],
)
def test_every_failure_is_one_chinese_line_without_the_key(
    answer: Callable[[httpx.Request], httpx.Response], line: str
) -> None:
    with pytest.raises(ModelError, match=line) as caught:
        endpoint(answer)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("spec", ["", "gpt", "openai:", "sentence-transformers:"])
def test_an_unknown_spec_lists_the_choices(spec: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="bundled"):
        load_embedder(spec, models_dir=tmp_path)


def test_an_endpoint_needs_an_address(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="base_url"):
        load_embedder("openai:bge-m3", models_dir=tmp_path)


def test_a_missing_sentence_transformers_model_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="无法加载"):
        load_embedder(f"sentence-transformers:{tmp_path / 'none'}", models_dir=tmp_path)
