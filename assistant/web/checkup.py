"""One run of the 政策体检: an asker's facts against every clause of the published index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from assistant.answer import Citation
from assistant.asker import Facts, parse_facts, read_fact_table
from assistant.catalogue import Catalogue
from assistant.eligibility import Match, MatchResult
from assistant.fact_list import FactSpec
from assistant.live import LiveAssistant
from assistant.match_index import READ_ALL, asked_facts, match_index
from assistant.service import PolicyAssistant
from assistant.settings import parse_day
from assistant.web.answer_views import CitationCard, card_of
from index.document import Clause, Span
from index.errors import InputError
from index.provision import ClauseTerms
from index.terms import clause_terms

#: Facts that one form may hold.
_MOST_FACTS = 200


@dataclass(frozen=True, slots=True)
class MatchCard:
    """One clause that the asker's facts bear on."""

    outcome: str
    advice: str
    benefit: str
    amount: str
    conditions: tuple[tuple[str, str, str], ...]
    stacking: tuple[str, ...]
    card: CitationCard


@dataclass(frozen=True, slots=True)
class UnderstoodFact:
    """A fact as it was understood, with the words that it comes from."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class CheckupView:
    """The whole result: groups in the order 符合, 缺信息, 不符合."""

    understood: tuple[UnderstoodFact, ...]
    questions: tuple[FactSpec, ...]
    groups: tuple[tuple[str, tuple[MatchCard, ...]], ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class CheckupQuery:
    """What an asker says and fills in."""

    facts: Facts
    as_of: date


def read_checkup(fields: Mapping[str, Any]) -> CheckupQuery:
    """Read the page's form: ``text`` in the asker's words, ``table`` of single facts.

    Raises:
        InputError: nothing is filled in, or a value cannot be read.
    """
    text = str(fields.get("text") or "").strip()
    table = fields.get("table")
    table = table if isinstance(table, dict) else {}
    if not text and not table:
        raise InputError("请先写几句您的情况，或填写下面的数字、勾选资格。")
    if len(table) > _MOST_FACTS:
        raise InputError(f"填写的内容太多，最多{_MOST_FACTS}项。")
    for name, entry in table.items():
        _require_number(str(name), entry)
    facts = parse_facts(text) if text else Facts()
    if table:
        facts = facts.joined(read_fact_table(table))
    return CheckupQuery(facts, parse_day(str(fields.get("as_of") or "") or None))


def _require_number(name: str, entry: object) -> None:
    """Refuse words where the form takes a number; yes and no come without a unit."""
    if not isinstance(entry, dict):
        return
    try:
        Decimal(str(entry.get("value")))
    except InvalidOperation as error:
        raise InputError(f"“{name[:40]}”请填数字，例如 310。") from error


class Checkup:
    """Match facts against the published index; what clauses ask for is read once for each."""

    def __init__(self, live: LiveAssistant) -> None:
        self._live = live
        self._terms = lru_cache(maxsize=50_000)(clause_terms)
        self._specs = lru_cache(maxsize=2)(self._read_specs)

    def specs(self) -> tuple[FactSpec, ...]:
        """Return the facts that some clause of the newest index asks for."""
        return self._specs(self._live.current)

    def run(self, query: CheckupQuery) -> CheckupView:
        """Return what the asker fulfils."""
        assistant = self._live.current
        result = match_index(
            assistant.retriever, query.facts, query.as_of, terms_of=self._clause_terms
        )
        return _view(result, self._specs(assistant), assistant.catalogue, query.as_of)

    def _clause_terms(self, clause: Clause) -> ClauseTerms:
        return self._terms(clause)

    def _read_specs(self, assistant: PolicyAssistant) -> tuple[FactSpec, ...]:
        index = assistant.catalogue.index
        if len(index.clauses) > READ_ALL:
            return ()  # a form of every fact that a statute book asks for helps nobody
        return tuple(asked_facts(index, terms_of=self._clause_terms))


def _view(
    result: MatchResult, specs: tuple[FactSpec, ...], catalogue: Catalogue, as_of: date
) -> CheckupView:
    by_question = {spec.question: spec for spec in specs}
    cards = [_card(each, n, catalogue) for n, each in enumerate(result.matches, start=1)]
    groups = tuple(
        (outcome, tuple(card for card in cards if card.outcome == outcome))
        for outcome in ("符合", "缺信息", "不符合")
    )
    understood = tuple(
        UnderstoodFact(name, _shown(fact), str(fact["from"])) for name, fact in result.facts.items()
    )
    questions = tuple(by_question[q] for q in result.ask if q in by_question)
    return CheckupView(understood, questions, groups, as_of)


def _card(found: Match, n: int, catalogue: Catalogue) -> MatchCard:
    def cite(clause: Clause, span: Span) -> Mapping[str, Any]:
        citation = Citation(clause, catalogue.document_of(clause), span, found.as_of)
        return citation.to_json(n)

    shape = found.to_json(cite)
    return MatchCard(
        outcome=shape["outcome"],
        advice=shape["advice"],
        benefit=shape["benefit"],
        amount=shape["amount"]["arithmetic"] if shape["amount"] else "",
        conditions=tuple((c["text"], c["status"], c["fact"]) for c in shape["conditions"]),
        stacking=tuple(rule["text"] for rule in shape["stacking"]),
        card=card_of(shape["citation"], catalogue),
    )


def _shown(fact: Mapping[str, Any]) -> str:
    value, unit = fact["value"], fact["unit"] or ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if unit == "元" and isinstance(value, int | float) and value >= 10_000:
        value, unit = f"{value / 10_000:g}", "万元"
    return f"{value}{unit}"
