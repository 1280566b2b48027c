"""Example questions are answered by whatever is published, not by the default file alone."""

from __future__ import annotations

from pathlib import Path

from assistant.service import PolicyAssistant
from assistant.web.examples import examples_for
from index.build import build_index
from index.retriever import HybridRetriever
from index.store import open_index
from tests.conftest import LettersEmbedder

OTHER = """龙游县关于支持竹产业发展的若干措施
（一）支持竹材收储。对年收购毛竹1万吨以上的企业，给予20万元奖励。（责任单位：县林业局）
（二）支持农民培训。对参加竹编培训的农民，每人给予500元补贴。（责任单位：县农业农村局）
"""


def assistant_on(source: Path, directory: Path) -> PolicyAssistant:
    build_index(source, directory, LettersEmbedder())
    return PolicyAssistant(HybridRetriever(open_index(directory), LettersEmbedder()))


def test_every_example_is_answered_with_a_clause(tmp_path, default_source):
    other = tmp_path / "竹产业.txt"
    other.write_text(OTHER, encoding="utf-8")
    for number, source in enumerate((default_source, other)):
        assistant = assistant_on(source, tmp_path / str(number))
        audiences = examples_for(assistant)
        assert len(audiences) >= 2
        for audience in audiences:
            for question in audience.questions:
                answer = assistant.ask(question)
                assert (answer.status, bool(answer.citations)) == ("answered", True), question
