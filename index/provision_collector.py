"""Collect the provisions of a clause: subject and gift become a condition tree and a benefit."""

from __future__ import annotations

from index import provision_patterns as patterns
from index.benefits import read_benefit
from index.conditions import AttributeCondition, Node, beneficiary_of, both
from index.pairing import pair
from index.provision import Phrase, Provision
from index.segments import part
from index.waiting_subject import Waiting, on_top_of


class ProvisionCollector:
    """Holds what a sentence has said so far, and makes provisions of it.

    A subject waits (``_waiting``) until what is given turns up; what a sentence says of its
    beneficiary serves a later elliptic subject (对符合条件的) as ``_antecedent``. What the whole
    sentence is set in, a period or the policy whose cases it lists, is ``_setting``.
    """

    def __init__(self, text: str) -> None:
        self.provisions: list[Provision] = []
        #: Who is left out, with the number of provisions that stood before.
        self.exclusions: list[tuple[int, Node]] = []
        self._text = text
        self._antecedent: Node | None = None
        self._last_subject: Node | None = None
        #: How many provisions stood before this sentence and those that ； joins to it.
        self._before = 0
        self._may_extend = self._paired = self._joined = self._urging = self._fresh = False
        self._start_sentence()

    def _start_sentence(self) -> None:
        self._waiting = Waiting()
        self._advisory = False
        self._listing = False
        self._extends = False
        self._basis: Phrase | None = None
        self._half: Phrase | None = None
        self._setting: list[Phrase] = []

    def _pass_over(self, segment: Phrase) -> None:
        """Keep what no reader takes: a condition in its own words, a period, a first half."""
        if self._waiting.subject:
            self._waiting.conditions.append(segment)
        elif patterns.PERIOD.match(segment.text):
            self._setting.append(segment)
        self._half = segment
        self._extends = False

    def _whole(self, segment: Phrase) -> Phrase:
        """Return a subject with the half before its comma: 毕业生在我市就业，并参保满6个月的."""
        if self._half is None or segment.text[0] not in "并且又":
            return segment
        return self._between(self._half.span[0], segment.span[1])

    def _wait(self, subject: Phrase) -> None:
        """Keep a subject until its benefit comes."""
        if self._waiting.take(subject):
            self._extends = False

    def _waiting_node(self) -> Node:
        return self._waiting.node(self._antecedent, self._last_subject if self._joined else None)

    def _add(self, node: Node, benefit: Phrase, start: int) -> None:
        self._basis = None
        if patterns.is_no_gift(benefit.text) or (
            patterns.VAGUE.fullmatch(benefit.text) and beneficiary_of(node) is None
        ):
            self._waiting.clear()
            return
        node = both(*(AttributeCondition(each.text, each.span) for each in self._setting), node)
        own = self.provisions[self._before :]
        if own and patterns.is_on_top(self._text[:start], benefit.text):
            node = on_top_of(own[-1].condition, node)
        reference = patterns.BY_REFERENCE.search(benefit.text)
        self._last_subject = node if beneficiary_of(node) else self._last_subject
        spoken = [*self._waiting.subject, *self._waiting.conditions]
        pairs = pair(spoken, node, read_benefit(benefit))
        self._paired = len(pairs) > 1
        for condition, given in pairs:
            if reference:
                words = part(benefit, *reference.span())
                condition = both(condition, AttributeCondition(words.text, words.span, "open"))
            self.provisions.append(
                Provision(condition, given, (start, benefit.span[1]), advisory=self._advisory)
            )
        self._waiting.clear()
        self._extends = True

    def _between(self, start: int, end: int) -> Phrase:
        return Phrase(self._text[start:end], (start, end))
