"""Read set phrases: 将…纳入, 将…扩大到, 为…免费, 支持…做…."""

from __future__ import annotations

from index import provision_patterns as patterns
from index.conditions import AttributeCondition, Node, both
from index.provision import Phrase
from index.segments import part
from index.subjects import read_subject
from index.term_words import BENEFIT


def read_set_phrase(segment: Phrase) -> tuple[Node, Phrase] | None:
    """Return who a set phrase speaks of and what it gives, or nothing."""
    for pattern in patterns.PHRASES:
        match = pattern.match(segment.text)
        if match is None:
            continue
        if pattern is patterns.INTO and not BENEFIT.search(match["what"]):
            continue
        node = read_subject(part(segment, *match.span("who")))
        if match.groupdict().get("open"):
            opening = part(segment, *match.span("open"))
            node = both(node, AttributeCondition(opening.text, opening.span, "open"))
        what = match.span("what") if "what" in match.groupdict() else match.span()
        return node, part(segment, *what)
    return None


def read_support(segment: Phrase) -> tuple[Phrase, Phrase | None] | None:
    """Return whom a segment supports (支持甲做乙) and in what, or nothing."""
    match = patterns.SUPPORT.match(segment.text)
    if match is None:
        return None
    rest = part(segment, match.end(), len(segment.text))
    verb = patterns.VERB_AFTER_NOUN.search(rest.text)
    brought = patterns.BRINGING_ABOUT.match(rest.text)
    who = part(rest, brought.end() if brought else 0, verb.end() if verb else len(rest.text))
    return who, part(rest, verb.end(), len(rest.text)) if verb else None
