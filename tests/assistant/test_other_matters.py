"""What people ask any office about: nothing of it is found unless a document names it."""

from __future__ import annotations

import pytest

from assistant.other_matters import OtherMatters
from index.retriever import HybridRetriever
from index.tokenization import other_matters


@pytest.fixture
def matters(policy_retriever: HybridRetriever) -> OtherMatters:
    frequency = policy_retriever.index.lexical.document_frequency
    return OtherMatters(policy_retriever.reader, frequency)


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("公积金贷款能贷多少", "公积金"),
        ("面包车年检过期会罚多少", "年检"),
        ("我有驾照,加装电梯补多少", None),
        ("加装电梯补多少", None),
    ],
)
def test_only_what_is_asked_of_counts(matters, text: str, matter: str | None) -> None:
    assert matters.named_in(text) == matter


def test_what_the_documents_name_is_no_other_matter(policy_retriever: HybridRetriever) -> None:
    held = OtherMatters(policy_retriever.reader, lambda token: 1)
    assert held.named_in("公积金贷款能贷多少") is None


def test_each_matter_stands_once() -> None:
    assert len(set(other_matters())) == len(other_matters())
