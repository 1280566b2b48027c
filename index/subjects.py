"""Read who gets a benefit: a noun with its modifiers becomes a tree of conditions."""

from __future__ import annotations

import re

from index.agents import read_agents
from index.amounts import find_quantities
from index.conditions import (
    AttributeCondition,
    AttributeRole,
    Node,
    Not,
    both,
    either,
)
from index.exclusions import exclusions
from index.provision import Phrase
from index.quantity import Quantity
from index.segments import cut, outside_pairs, part
from index.term_words import CONDITION_START, EVENT, HEAD, LEVEL, OPEN_CONDITION, WORDS
from index.thresholds import is_metric, is_threshold, owner_of_metric, read_threshold

_COMMA = re.compile("、")
_JOINT = re.compile(r"、|以及|和|或者|或|与|及(?!时|其|格|以)")
_AND = re.compile(r"^(?:但|且|又|同时|并)+")
_CONJUNCTION = re.compile(r"，?(?:并且|而且|且|同时|并)|[，,]")
_ALTERNATIVE = re.compile(r"或者?")
_EVENT_PREFIX = re.compile(rf"^(?:{EVENT})+(?:为|的)?(?=.{{2,}})")
_EVENT_AS = re.compile(rf"^(?:年度|当年|本年度|被)?(?:{EVENT})+为(?=.{{2,}})")
#: What happened to one of several: 获评绿色工厂、绿色供应链管理企业.
_EVENT_OF_SEVERAL = re.compile(rf"^(?:{EVENT})+(?=[^，的]*{HEAD}、[^，的]*{HEAD}$)")
_HEAD_END = re.compile(rf"(?:{HEAD})(?:[”）)](?=$))?$")
_NEGATION = re.compile(
    r"^(?:未(?!来)|没有|不(?!低于|少于|超过|高于|足|满|得|含|同)|无(?!人机))(?:发生|存在)?"
)
_PLACE = re.compile(
    r"^在?(?:我|本|全)(?:市|省|县|区)(?:行政区|区)?(?:域|内|范围内|境内)*(?:设立|注册|落户|新设立|登记)?$"
    r"|^在.{2,14}(?:范围|区域|境|辖区)内(?:设立|注册)?$"
)
_TIME = re.compile(r"(?:后|之前|期间|之日起|以来|期内|期满)$")
_WITHIN = re.compile(r"^在(?P<where>.{2,24}?)上(?P<what>[^，]{3,}?)等?$")
_LONG_NAME = 6
#: In principle: exceptions are for others to decide, whatever else the clause says.
_PRINCIPLE = "原则上"
#: Two of these are one thing: 产品或服务, 设备、器具.
_GOODS = frozenset({"服务", "设备", "产品", "器具"})
_SITED = re.compile(r"^在.{1,10}?(?:新?设立|注册|落户|投资|建设|创办|新设)(?=.{3,})")
#: 首台（套） is a name; a longer bracket is a remark.
_BRACKET_ALONE = re.compile(r"[（(〔][^（）()〔〕]*[）)〕]|[（）()〔〕]")
_BRACKETS = re.compile(r"[（(][^（）()]{3,}[）)]")


def read_subject(phrase: Phrase) -> Node:
    """Return the conditions that a subject states, the beneficiary noun among them.

    An elliptic subject (首次入选的) has no beneficiary leaf.
    """
    if phrase.text.startswith(_PRINCIPLE):
        principle = part(phrase, 0, len(_PRINCIPLE))
        return both(_leaf(principle), read_subject(part(phrase, len(_PRINCIPLE), len(phrase.text))))
    nodes: list[Node] = []
    shared: Node | None = None
    for each in _alternatives(phrase):
        event = _EVENT_PREFIX.match(each.text)
        bare = event is None and "的" not in each.text
        nodes.append(both(shared, _noun_phrase(each)) if bare else _noun_phrase(each))
        # 获评甲项目、乙项目: what happened to the first happened to the bare ones after it.
        shared = _leaf(part(each, 0, event.end())) if event else shared if bare else None
    return both(either(nodes))


def _alternatives(phrase: Phrase) -> list[Phrase]:
    """Cut 甲的企业和乙的项目 after a whole noun phrase with its own modifiers."""
    pieces: list[Phrase] = []
    for piece in cut(phrase, re.compile(r"，(?:或者?|以及)|[，；](?=对)")):
        pieces.extend(_at_noun_joints(piece))
    return pieces


def _at_noun_joints(phrase: Phrase) -> list[Phrase]:
    """Cut at a joint only where both sides are noun phrases with modifiers of their own."""
    outside = outside_pairs(phrase.text)
    for match in _JOINT.finditer(phrase.text):
        left, right = phrase.text[: match.start()], phrase.text[match.end() :]
        if not outside[match.start()] or not _HEAD_END.search(left):
            continue
        own = "的" in left or _EVENT_PREFIX.match(left) or len(left) >= _LONG_NAME
        if own and "的" in right and _HEAD_END.search(right):
            rest = part(phrase, match.end(), len(phrase.text))
            return [part(phrase, 0, match.start()), *_at_noun_joints(rest)]
    return [phrase]


def _noun_phrase(phrase: Phrase) -> Node:
    """Return the tree of one noun phrase."""
    text = phrase.text
    excluded = exclusions(phrase)
    at = _last_modifier_end(phrase)
    if text.endswith("的"):
        modifiers, head = part(phrase, 0, len(text) - 1), None
    elif at:
        modifiers, head = part(phrase, 0, at - 1), part(phrase, at, len(text))
    elif _WITHIN.match(text) and not _HEAD_END.search(text):
        modifiers, head = phrase, None
    else:
        modifiers, head = None, phrase
    if head is None and modifiers is not None:
        agents = read_agents(modifiers)
        if agents is not None:
            who, does = agents
            return both(read_conditions(does), either([_noun(each) for each in who]), *excluded)
        return both(read_conditions(modifiers), *excluded)
    assert head is not None
    own, head = _own_conditions(head)
    conditions = read_conditions(modifiers) if modifiers else None
    return both(conditions, own, _beneficiaries(head), *excluded)


def _last_modifier_end(phrase: Phrase) -> int:
    """Return the position after the last 的 outside brackets, or 0."""
    outside = outside_pairs(phrase.text)
    return max(
        (i + 1 for i, sign in enumerate(phrase.text) if sign == "的" and outside[i]), default=0
    )


def _own_conditions(head: Phrase) -> tuple[Node | None, Phrase]:
    """Take 新认定, 全市 and 60岁以上 off the front of a noun."""
    nodes: list[Node] = []
    while True:
        event = _EVENT_PREFIX.match(head.text) or _SITED.match(head.text)
        threshold = _leading_threshold(head)
        if event:
            end = event.end()
            nodes.append(_leaf(part(head, 0, end)))
        elif threshold:
            end = threshold.phrase_span[1]
            scope = part(head, 0, threshold.phrase_span[0])
            if scope.text and not is_metric(scope.text):
                nodes.append(_leaf(scope))
            nodes.append(read_threshold(part(head, 0, end), threshold))
        else:
            return both(*nodes) if nodes else None, head
        head = part(head, end, len(head.text))


def _leading_threshold(head: Phrase) -> Quantity | None:
    for quantity in find_quantities(head.text):
        if quantity.comparator in ("equal", "range") or quantity.kind in ("date", "number"):
            continue
        noun = head.text[quantity.phrase_span[1] :].strip("的")
        if _HEAD_END.search(noun) and quantity.phrase_span[0] <= 12:
            return quantity
    return None


def _beneficiaries(head: Phrase) -> Node:
    """Return the noun, or the nouns that a list names."""
    items = _items(head)
    nodes = [_noun(item) for item in items]
    return either(nodes)


def _noun(phrase: Phrase) -> Node:
    own, head = _own_conditions(phrase)
    text = _BRACKETS.sub("", head.text) or head.text
    role: AttributeRole = "beneficiary" if _HEAD_END.search(text) else "attribute"
    leaf = AttributeCondition(text, head.span, role)
    return both(own, leaf) if own else leaf


def _items(head: Phrase) -> list[Phrase]:
    """Cut a list of nouns; ranks share the noun of the last (国家级、省级工业设计中心)."""
    pieces = [each for piece in cut(head, _COMMA) for each in _joined_nouns(piece)]
    last = pieces[-1]
    rank = re.match(LEVEL, last.text)
    if rank and all(re.fullmatch(rf".{{0,6}}{LEVEL}", piece.text) for piece in pieces[:-1]):
        noun = last.text[rank.end() :]
        shared = [Phrase(piece.text + noun, piece.span) for piece in pieces[:-1]]
        return [*shared, last] if noun else [head]
    if len(pieces) < 2 or all(_HEAD_END.search(piece.text) for piece in pieces):
        return pieces
    return _shared_noun(pieces) if _HEAD_END.search(last.text) else [head]


def _joined_nouns(phrase: Phrase) -> list[Phrase]:
    """Cut 甲企业和乙项目, or 国家级和省级中心; leave 文化和旅游企业, 产品或服务 whole."""
    pieces = cut(phrase, _JOINT)
    whole = all(_HEAD_END.search(piece.text) for piece in pieces)
    bare = any(piece.text in _GOODS for piece in pieces[1:])
    ranks = all(re.fullmatch(rf".{{0,6}}{LEVEL}", piece.text) for piece in pieces[:-1])
    return pieces if (whole and not bare) or (ranks and len(pieces) > 1) else [phrase]


def _shared_noun(pieces: list[Phrase]) -> list[Phrase]:
    """Lend a list of short names the noun that its last alone carries (康养、电商、物流企业)."""
    if not all(len(piece.text) <= 8 for piece in pieces):
        return [Phrase("、".join(p.text for p in pieces), _hull(pieces))]
    noun = _HEAD_END.search(pieces[-1].text)
    lent = noun.group() if noun else ""
    return [
        piece if _HEAD_END.search(piece.text) else Phrase(piece.text + lent, piece.span)
        for piece in pieces
    ]


def _hull(pieces: list[Phrase]) -> tuple[int, int]:
    return pieces[0].span[0], pieces[-1].span[1]


def read_conditions(phrase: Phrase) -> Node:
    """Return the conditions that modifiers state: joint ones, alternatives, thresholds."""
    nodes: list[Node] = []
    if phrase.text.endswith("的"):
        phrase = part(phrase, 0, len(phrase.text) - 1)
    for chain in _modifier_chain(phrase):
        for piece in cut(chain, _CONJUNCTION):
            if piece.text in WORDS["no_conditions"]:
                continue
            if lead := _AND.match(piece.text):
                piece = part(piece, lead.end(), len(piece.text))
            nodes.extend(_alternative_conditions(each) for each in _listed(piece))
    return both(*nodes)


def _modifier_chain(phrase: Phrase) -> list[Phrase]:
    """Cut 甲的乙的 where a new condition begins after 的."""
    return cut(phrase, re.compile(rf"的(?={CONDITION_START})"))


def _listed(phrase: Phrase) -> list[Phrase]:
    """Cut 符合甲、代表乙、首次丙 where each item begins like a condition."""
    pieces = cut(phrase, re.compile("、"))
    if len(pieces) > 1 and all(re.match(CONDITION_START, piece.text) for piece in pieces):
        return pieces
    return [phrase]


def _alternative_conditions(phrase: Phrase) -> Node:
    """Read 甲或乙; a list of activities in 在……上甲、乙、丙等 are alternatives too."""
    scope = _WITHIN.match(phrase.text)
    if scope:
        where = _plain_alternatives(part(phrase, *scope.span("where")))
        what = part(phrase, *scope.span("what"))
        several = len(cut(what, re.compile("、"))) > 2
        return both(where, _plain_alternatives(what) if several else _alternative_conditions(what))
    pieces = cut(phrase, _ALTERNATIVE)
    if len(pieces) > 1 and all(len(piece.text) >= 2 for piece in pieces):
        return either([_leaf(piece) for piece in pieces])
    return _leaf(phrase)


def _after(phrase: Phrase, bound: Quantity) -> Node | None:
    """Return what follows a bound in its own phrase: 流产 of 怀孕满4个月流产."""
    rest = part(phrase, bound.phrase_span[1], len(phrase.text))
    steps = [q.phrase_span for q in find_quantities(rest.text)]
    if steps and len(_JOINT.sub("", rest.text)) <= sum(end - start for start, end in steps):
        return None  # 10亿元、50亿元、100亿元: the steps of a scale
    words = _BRACKET_ALONE.sub("", rest.text).strip("的")
    return AttributeCondition(words, rest.span) if len(words) > 1 else None


def _plain_alternatives(phrase: Phrase) -> Node:
    return either([_leaf(piece) for piece in cut(phrase, re.compile("、|和|及|与"))])


def _leaf(phrase: Phrase) -> Node:
    """Read one condition."""
    text = phrase.text
    if OPEN_CONDITION.fullmatch(text):
        return AttributeCondition(text, phrase.span, "open")
    thresholds = [q for q in find_quantities(text) if is_threshold(q, text)]
    if thresholds:
        owner = owner_of_metric(phrase, thresholds[0])
        if owner is None:
            return both(read_threshold(phrase, thresholds[0]), _after(phrase, thresholds[-1]))
        rest = part(phrase, owner.span[1] - phrase.span[0], len(text))
        return both(_noun_phrase(owner), _leaf(rest))
    negation = _NEGATION.match(text)
    if negation and len(text) > negation.end() + 1:
        return Not(_leaf(part(phrase, negation.end(), len(text))))
    if _PLACE.match(text):
        return AttributeCondition(text, phrase.span, "place")
    if _TIME.search(text):
        return AttributeCondition(text, phrase.span, "time")
    event = _EVENT_AS.match(text) or _EVENT_OF_SEVERAL.match(text)
    if event and _HEAD_END.search(text):
        happened = AttributeCondition(
            text[: event.end()].rstrip("为"), part(phrase, 0, event.end()).span
        )
        return both(happened, _beneficiaries(part(phrase, event.end(), len(text))))
    return AttributeCondition(text, phrase.span)
