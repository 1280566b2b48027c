"""Keep who is spoken of, and on which conditions, until the sentence says what is given."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index import provision_patterns as patterns
from index.conditions import All, Node, QuantityCondition, beneficiary_of, both, either, leaves
from index.provision import Phrase
from index.segments import part
from index.subjects import read_conditions, read_subject
from index.term_words import EVENT

_EVENT_ALONE = re.compile(rf"(?:年度|当年|本年度|被|{EVENT})+(?:为|的)?")


@dataclass(slots=True)
class Waiting:
    """A subject with its conditions; ``weak`` is one that 支持 names, which may get nothing."""

    subject: list[Phrase] = field(default_factory=list)
    conditions: list[Phrase] = field(default_factory=list)
    weak: bool = False

    def clear(self) -> None:
        """Forget the subject: its benefit has come, or nothing is given."""
        self.subject, self.conditions, self.weak = [], [], False

    def take(self, subject: Phrase) -> bool:
        """Keep a subject; after a condition it is one condition more, which returns ``False``."""
        if any(subject.text in earlier.text for earlier in self.subject):
            return True  # 对符合甲条件的购房人，…对购房人予以补贴: the same one again
        complete = bool(self.subject) and not self.subject[-1].text.endswith("的")
        if self.subject and not self.weak and not (complete and self._may_join(subject)):
            self.conditions.append(subject)
            return False
        if brought := patterns.SOME_OF_THEM.match(subject.text):
            subject = part(subject, brought.end(), len(subject.text))
        if self.weak:
            self.clear()
        self.subject.append(subject)
        return True

    def _may_join(self, subject: Phrase) -> bool:
        return not self.conditions and subject.text[0] not in "其该"

    def widened_by(self, segment: Phrase, *, last: bool) -> bool:
        """Take 或丙企业 as a further subject, 在丁前提下 as a condition; say whether it was one."""
        if self.subject and segment.text[0] == "或" and patterns.NOUN_END.search(segment.text):
            self.subject.append(part(segment, 1, len(segment.text)))
            return True
        if last or not patterns.CONDITIONAL.match(segment.text):
            return False
        self.conditions.append(segment)
        return True

    def node(self, antecedent: Node | None, previous: Node | None) -> Node:
        """Return the tree of what waits.

        An elliptic subject (对首次入选的) is that of ``antecedent``, or it goes on from the
        ``previous`` one: 购买第二套住房，面积为90平方米以下的…；面积为90平方米以上的….
        """
        frames = [_framed(each) for each in self.conditions]
        node: Node | None = None
        if self.subject:
            node = both(either([read_subject(each) for each in self.subject]))
            if self.subject[-1].text.endswith("的") and not beneficiary_of(node):
                node = both(node, antecedent or _carried(previous, node))
        return both(node, *frames)


def _carried(previous: Node | None, own: Node) -> Node | None:
    """Return what an earlier subject lends: its noun, to bare thresholds its other conditions."""
    if previous is None:
        return None
    if not all(isinstance(leaf, QuantityCondition) for leaf in leaves(own)):
        # 对重新认定的 speaks of the noun before; 对新获认定驰名商标的 has its own.
        events = all(_EVENT_ALONE.fullmatch(leaf.text) for leaf in leaves(own))
        return beneficiary_of(previous) if events else None
    kept = _without_thresholds(previous)
    return both(*kept) if kept else None


def on_top_of(previous: Node, own: Node) -> Node:
    """Return the tree of a gift on top of another; bounds of its own stand for the other's."""
    lent = _without_thresholds(previous) if _has_threshold(own) else [previous]
    return both(*lent, own)


def _without_thresholds(node: Node) -> list[Node]:
    nodes = node.nodes if isinstance(node, All) else (node,)
    return [each for each in nodes if not _has_threshold(each)]


def _has_threshold(node: Node) -> bool:
    return any(isinstance(leaf, QuantityCondition) for leaf in leaves(node))


def _framed(phrase: Phrase) -> Node:
    match = patterns.FRAME.match(phrase.text)
    return read_conditions(part(phrase, *match.span("what")) if match else phrase)
