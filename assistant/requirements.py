"""What a condition in words demands: values of facets, words, counts, a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.statements import Polarity
from index.amounts import find_quantities
from index.facets import Facet, Mention, facets, lexicon, mentions
from index.places import places_in
from index.tokenization import default_tokenizer

_HERE = re.compile(r"(?:全|我|本)(?:市|省|县|区)(?:域|内|范围)*|市域(?:内)?|辖区内?")
_EXAMPLES = re.compile(r"^(?P<example>[^、，等]{2,10})等[^、，]{2,}$")
_OR_MORE = re.compile(r"^(?:及|（含）|\(含\))?以上")
#: Events that make one eligible: whoever still waits for one does not have it.
QUALIFICATION_EVENTS = frozenset({"认定", "获评", "列入"})
#: How one mention bears on a demand: another value of an exclusive facet is ``other``, one of a
#: facet that allows several is ``beside``.
Reading = Literal["met", "unmet", "other", "open", "planned", "others", "doubtful", "beside"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a condition demands: a facet's value among ``values``, a word, a count."""

    facet: str = ""
    values: frozenset[str] = frozenset()
    word: str = ""
    numbered: str = ""
    here: bool = False


def is_core(need: Requirement) -> bool:
    """Say whether a requirement names a thing of its own, not only a rank, an event or a verb."""
    if need.facet:
        return not facets()[need.facet].flags & {"trivial", "bound"}
    return bool(need.word)


@cache
def requirements(text: str) -> tuple[Requirement, ...]:
    """Return what a condition's words demand: known values of facets, and the words that remain."""
    examples = _EXAMPLES.match(text)
    if examples:  # 脑瘫等出生缺陷疾病: whoever has an example has enough
        return tuple(need for need in requirements(examples["example"]))
    needs: list[Requirement] = []
    rest = _HERE.sub(" ", text)
    if rest != text:
        needs.append(Requirement(here=True))
    found = _outermost(mentions(rest))
    for mention in _first_of_each(found):
        needs.append(Requirement(mention.facet, _values(mention, rest, found)))
    blanked = list(rest)
    for mention in found:
        start, end = mention.span
        blanked[start:end] = " " * (end - start)
    for quantity in find_quantities(rest):
        start, end = quantity.span
        blanked[start:end] = " " * (end - start)
    remaining = "".join(blanked)
    named = [mention.span for mention in found]  # 三孩 is no count of children
    counts = [
        q
        for q in find_quantities(rest)
        if q.kind == "count" and q.comparator == "equal" and q.span not in named
    ]
    if counts:
        return (*needs, Requirement(numbered=rest))
    needs.extend(Requirement(word=word) for word in content_words(remaining))
    return tuple(needs)


def _outermost(found: Sequence[Mention]) -> list[Mention]:
    """Drop values named inside the name of another (企业 and 中小 in 科技型中小企业)."""
    return [
        mention
        for mention in found
        if not any(
            other.span != mention.span
            and other.span[0] <= mention.span[0]
            and mention.span[1] <= other.span[1]
            for other in found
        )
    ]


def _first_of_each(found: Sequence[Mention]) -> list[Mention]:
    seen: dict[str, Mention] = {}
    for mention in sorted(found, key=lambda m: m.span):
        seen.setdefault(mention.facet, mention)
    return list(seen.values())


def _values(mention: Mention, text: str, found: Sequence[Mention]) -> frozenset[str]:
    """Return the values that do: 省级以上 takes 国家级 too; 甲或乙 takes both."""
    order = facets()[mention.facet].values
    same = {m.value for m in found if m.facet == mention.facet}
    if mention.facet == "级别" and _OR_MORE.match(text[mention.span[1] :]):
        return frozenset(order[: order.index(mention.value) + 1])
    return frozenset(same)


def content_words(text: str) -> list[str]:
    """Return the words that tell one condition from another; places are no such words."""
    generic = set(lexicon()["generic"])
    words = [
        word
        for piece in text.split()
        for word in default_tokenizer().words(re.sub(r"[^\w]", " ", piece))
        if len(word) > 1 and word not in generic and not word.isdigit()
    ]
    places = set(places_in(text))
    return [w for w in dict.fromkeys(words) if w not in places and w.rstrip("市") not in places]


def reading_of(need: Requirement, mention: Mention, facet: Facet, polarity: Polarity) -> Reading:
    """Return how one mention bears on a demand."""
    if mention.value.removesuffix("?") in need.values and mention.value.endswith("?"):
        return "open"
    if polarity == "doubtful":
        return "doubtful"
    if polarity == "others":
        return "others" if "title" in facet.flags and mention.value in need.values else "beside"
    ahead = polarity in ("intended", "supposed")
    counts = polarity == "asserted" or (ahead and "planned" in facet.flags)
    if mention.value.startswith("未") and counts:  # 未入区 takes 入区 back
        return "unmet"
    if mention.value not in need.values:
        wider = any(mention.value in facet.wider.get(value, ()) for value in need.values)
        return "other" if counts and "exclusive" in facet.flags and not wider else "beside"
    if counts:
        return "met"
    if polarity in ("intended", "pending") and "acquired" in facet.flags:
        return "planned"
    awarded = "title" in facet.flags or facet.name in QUALIFICATION_EVENTS
    return "unmet" if polarity == "denied" or (polarity == "pending" and awarded) else "open"
