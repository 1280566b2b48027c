"""A kept answer is shown as it was given, and never marks words that are no longer there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.web.answer_views import CHANGED, GONE, card_of, view_of
from assistant.web.views import mark
from index.document import Clause, PolicyDocument, Unit, Validity

TEXT = (
    "（十九）加快创新主体培育。对新认定的国家高新技术企业，给予30万元的补助。（责任单位：市科技局）"
)
QUOTE = "给予30万元的补助"
CLAUSE = Clause(
    "d1.m19", "d1", "measure", "（十九）", "19", "加快创新主体培育", TEXT, None,
    (Unit("市科技局", "市科技局"),), (0, 10),
)  # fmt: skip
DOCUMENT = PolicyDocument("d1", "a.txt", "通知", TEXT, clauses=(CLAUSE,),
                          validity=Validity(date(2024, 1, 1), date(2024, 12, 31)))  # fmt: skip


def catalogue_of(clause: Clause | None):
    index = SimpleNamespace(clause=lambda identifier: clause, documents={"d1": DOCUMENT})
    return SimpleNamespace(index=index, numbered=(CLAUSE,))


@pytest.fixture
def citation():
    start = TEXT.index(QUOTE)
    kept = Citation(CLAUSE, DOCUMENT, (start, start + len(QUOTE)), date(2024, 6, 1))
    return kept.to_json(1)


def test_the_quote_is_marked_inside_the_whole_clause(citation):
    card = card_of(citation, catalogue_of(CLAUSE))
    assert card.text.quote == QUOTE and card.note == ""
    whole = card.text.before + card.text.near_before + card.text.quote
    assert whole + card.text.near_after + card.text.after == TEXT


def test_a_clause_that_moved_changed_or_is_gone_is_never_marked_wrongly(citation):
    moved = replace(CLAUSE, text=TEXT.replace("加快创新主体培育", "加快培育"))
    assert card_of(citation, catalogue_of(moved)).text.quote == QUOTE
    changed = replace(CLAUSE, text=TEXT.replace("30万元", "20万元"))
    card = card_of(citation, catalogue_of(changed))
    assert (card.text.quote, card.text.near_before, card.note) == (QUOTE, "", CHANGED)
    card = card_of(citation, catalogue_of(None))
    assert (card.text.quote, card.note) == (QUOTE, GONE)


@given(st.text(max_size=400), st.integers(0, 400), st.integers(0, 400))
def test_marking_never_loses_or_adds_a_character(text, first, second):
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    pieces = mark(text, (start, end))
    whole = pieces.before + pieces.near_before + pieces.quote + pieces.near_after + pieces.after
    assert whole == text and pieces.quote == text[start:end]


def test_the_first_line_is_the_answer_and_a_refusal_says_why(citation):
    answer = {
        "id": "r1", "question": "多少？", "as_of": "2026-11-23", "status": "answered",
        "intent": "facts", "verdict": None, "citations": [citation], "related": [], "choices": [],
        "answer": "给予30万元的补助。依据：第（十九）条。责任单位：市科技局。\n注意：文件已过期。",
    }  # fmt: skip
    view = view_of(answer, catalogue_of(CLAUSE))
    assert view.lead == "给予30万元的补助。"
    assert view.notices == ("注意：文件已过期。",) and view.reasons == ()
    refused = view_of({**answer, "status": "not_found", "citations": []}, catalogue_of(CLAUSE))
    assert "《通知》" in refused.reasons[0]
