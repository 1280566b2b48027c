"""Checks one sentence that a language model wrote against the clauses it says it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.answer import Answer, Citation, clause_name
from assistant.phrasing import ASSERTION, DENIAL, NEGATIONS, VALIDITY_WORDS
from assistant.verify import numbers_in
from index.amounts import find_quantities
from index.departments import load_departments
from index.numerals import parse_numeral
from index.places import places_in
from index.quantity import Quantity
from index.tokenization import normalize, tokenize

MARKER = re.compile(r"[\[［【](\d{1,3})[\]］】]")
_QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{1,300})[”\"」』》]")
_CLAUSE_MENTION = re.compile(r"第\s*[（(]?([0-9一二三四五六七八九十百零〇]{1,8})[）)]?\s*[条项款]")
_FOREIGN = re.compile(r"[A-Za-z]{2,}|[\w.]+@[\w.]+|://|[<>`{}|$\\#*_=]")
_LONG_DIGITS = re.compile(r"\d[\d\- ]{5,}\d")
_FENCES = re.compile(r"<{3,}|>{3,}")
_MAX_CHARS = 200
#: The share of a sentence's words that must stand in what it rests on.
_GROUNDED = 0.6
#: So many characters of the rules in a row are a leak.
_LEAK_CHARS = 12
#: Words that tie an answer together and say nothing of their own.
_CONNECTING = frozenset(
    "可以 能够 可 能 获得 享受 得到 拿到 领取 按照 根据 规定 政策 条款 负责 由 该 该项 其中 对于"
    " 属于 情况 标准 金额 具体"
    " 补助 补贴 奖励 支持 给予 企业 单位 责任 的 是 为 和 或 与 并 在 将".split()
)


def fenced(text: str) -> str:
    """Return material without the marks that would end its fence in a prompt."""
    return _FENCES.sub("", text)


@dataclass(frozen=True)
class Grounds:
    """What a sentence may rest on: the structured answer, its clauses, the rules not to repeat."""

    answer: Answer
    rules: str = ""

    @cached_property
    def finding(self) -> str:
        """The answer made without a model."""
        return normalize(self.answer.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The amounts that the answer itself states; where it states none, those of its quotes."""
        stated = find_quantities(self.finding)
        return stated or tuple(q for c in self.answer.citations for q in find_quantities(c.quote))

    def cited(self, numbers: Iterable[int]) -> list[Citation]:
        """Return the citations with these numbers, counted from one."""
        return [self.answer.citations[number - 1] for number in numbers]


@dataclass(frozen=True)
class Sentence:
    """One written sentence with the numbers of the citations it names."""

    text: str
    markers: tuple[int, ...]

    @classmethod
    def read(cls, written: str) -> Sentence:
        """Split the markers off."""
        markers = tuple(int(number) for number in MARKER.findall(written))
        return cls(MARKER.sub("", written).strip(), tuple(dict.fromkeys(markers)))

    @cached_property
    def plain(self) -> str:
        """The sentence as texts are compared."""
        return normalize(self.text)


def fault(sentence: Sentence, grounds: Grounds) -> str | None:
    """Return the name of what is wrong with a sentence, ``None`` where nothing is."""
    held = len(grounds.answer.citations)
    if not sentence.text or len(sentence.text) > _MAX_CHARS:
        return "length"
    if not sentence.markers or not all(1 <= number <= held for number in sentence.markers):
        return "citation"
    for name, is_wrong in _CHECKS.items():
        if is_wrong(sentence, grounds):
            return name
    return None


def _evidence(sentence: Sentence, grounds: Grounds) -> str:
    """Return all words that a sentence may draw on, normalised."""
    parts = [grounds.answer.text]
    for citation in grounds.cited(sentence.markers):
        document = citation.document
        parts += [citation.clause.text, document.title, document.doc_number or ""]
        parts += [*document.issuers, clause_name(citation.clause, document)]
        parts += [name for unit in citation.clause.units for name in (unit.name, unit.canonical)]
    return normalize("\n".join(parts))


def _alters_a_quote(sentence: Sentence, grounds: Grounds) -> bool:
    evidence = _evidence(sentence, grounds)
    return any(normalize(piece) not in evidence for piece in _QUOTED.findall(sentence.text))


def _has_another_amount(sentence: Sentence, grounds: Grounds) -> bool:
    stated = [_value(quantity) for quantity in grounds.quantities]
    if any(_value(quantity) not in stated for quantity in find_quantities(sentence.plain)):
        return True
    supported = set(numbers_in(_evidence(sentence, grounds)))
    return any(number not in supported for number in numbers_in(sentence.plain))


def _value(quantity: Quantity) -> tuple[object, ...]:
    """Return what must agree: a lost 最高 or 以上 changes an amount as much as a digit does."""
    return (quantity.exact, quantity.upper, quantity.kind, quantity.unit, quantity.comparator)


def _names_another_clause(sentence: Sentence, grounds: Grounds) -> bool:
    numbers = {citation.clause.number for citation in grounds.cited(sentence.markers)}
    mentioned = {parse_numeral(n) for n in _CLAUSE_MENTION.findall(sentence.plain)}
    inner = {parse_numeral(n) for n in _CLAUSE_MENTION.findall(_evidence(sentence, grounds))}
    return any(str(number) not in numbers and number not in inner for number in mentioned)


def _names_another_place(sentence: Sentence, grounds: Grounds) -> bool:
    evidence = _evidence(sentence, grounds)
    return any(place not in evidence for place in places_in(sentence.plain))


@cache
def _departments() -> re.Pattern[str]:
    names = sorted((name for name in load_departments().aliases if len(name) > 2), key=len)
    return re.compile("|".join(map(re.escape, reversed(names))))


def _names_another_unit(sentence: Sentence, grounds: Grounds) -> bool:
    evidence = _evidence(sentence, grounds)
    return any(name not in evidence for name in _departments().findall(sentence.plain))


def _has_foreign_signs(sentence: Sentence, grounds: Grounds) -> bool:
    evidence = _evidence(sentence, grounds)
    found = _FOREIGN.findall(sentence.plain) + _LONG_DIGITS.findall(sentence.plain)
    return any(piece not in evidence for piece in found)


def _repeats_the_rules(sentence: Sentence, grounds: Grounds) -> bool:
    rules, text = normalize(grounds.rules), sentence.plain
    evidence = _evidence(sentence, grounds)
    pieces = (text[at : at + _LEAK_CHARS] for at in range(len(text) - _LEAK_CHARS + 1))
    return any(piece in rules and piece not in evidence for piece in pieces)


def _turns_it_round(sentence: Sentence, grounds: Grounds) -> bool:
    """Tell whether a sentence denies what its clause grants, or grants what it denies."""
    evidence, verdict = _evidence(sentence, grounds), grounds.answer.verdict
    for words in NEGATIONS:
        if words.search(sentence.plain) and not words.search(evidence):
            return True
    if VALIDITY_WORDS.search(sentence.plain):
        return True
    if verdict == "no" and ASSERTION.match(sentence.plain):
        return True
    if verdict == "yes" and DENIAL.match(sentence.plain):
        return True
    if verdict == "depends" and (
        ASSERTION.match(sentence.plain) or DENIAL.match(sentence.plain)
    ):
        return True
    return _drops_a_negation(sentence, grounds)


def _drops_a_negation(sentence: Sentence, grounds: Grounds) -> bool:
    """Tell whether the quoted words withhold something that the sentence gives."""
    quotes = [normalize(citation.quote) for citation in grounds.cited(sentence.markers)]
    denied = [words for words in NEGATIONS if all(words.search(quote) for quote in quotes)]
    gives = re.search(r"可以|能够|可享受|能享受|给予|获得", sentence.plain)
    kept = any(words.search(sentence.plain) for words in denied)
    return bool(denied and gives and not kept)


def _says_its_own(sentence: Sentence, grounds: Grounds) -> bool:
    """Tell whether too few of a sentence's words stand in what it rests on."""
    evidence = _evidence(sentence, grounds)
    words = [w for w in tokenize(sentence.text) if w not in _CONNECTING and w[0] != "="]
    if not words:
        return not find_quantities(sentence.plain)
    return sum(word in evidence for word in words) < _GROUNDED * len(words)


_CHECKS: dict[str, Callable[[Sentence, Grounds], bool]] = {
    "signs": _has_foreign_signs,
    "leak": _repeats_the_rules,
    "quote": _alters_a_quote,
    "amount": _has_another_amount,
    "clause": _names_another_clause,
    "place": _names_another_place,
    "unit": _names_another_unit,
    "polarity": _turns_it_round,
    "ungrounded": _says_its_own,
}
