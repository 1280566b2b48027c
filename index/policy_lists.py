"""Read lists of other policies that a clause carries out: 落实甲补贴、乙减免等政策."""

from __future__ import annotations

import re

from index.amounts import find_quantities
from index.benefits import read_benefit
from index.conditions import AttributeCondition, Node, both, either
from index.provision import Phrase, Provision
from index.provision_patterns import BY_REFERENCE, TOWARDS
from index.segments import cut, part
from index.subjects import read_subject
from index.term_words import WORDS, any_of, last_head_end

_CARRYING_OUT = re.compile(rf"^{any_of(WORDS['carrying_out'])}(?P<list>.+)$")
_GOING_ON = re.compile(r"^(?P<list>.+(?:政策|制度))$")
_BENEFIT_NOUN = re.compile(any_of(WORDS["policy_nouns"]))
_SEPARATOR = re.compile(r"、|和|及(?!以)")
#: A shorter item without a beneficiary (税收优惠) says too little to be a benefit of its own.
_SHORTEST_ITEM = 6
_ADVERBS = frozenset({"阶段性", "一次性", "专项"})
#: 规模粮油种植 has no threshold: what counts as large is for others to say.
_UNTOLD = "规模"
_VAGUE = re.compile(r"相关|有关")


def read_list(segment: Phrase, *, goes_on: bool) -> list[Provision]:
    """Return the benefits that a list names; none where it names sums of money (a budget).

    ``goes_on`` says that the segment before was such a list: this one may leave out its verb.
    """
    match = _CARRYING_OUT.match(segment.text) or (goes_on and _GOING_ON.match(segment.text))
    if (
        not match
        or TOWARDS.search(match["list"])
        or _names_a_sum(match["list"])
        or not _BENEFIT_NOUN.search(match["list"])
    ):
        return []
    listed = part(segment, *match.span("list"))
    if listed.text.endswith("制度"):
        found = [_provision([], listed, segment)]
    else:
        found, waiting = [], []
        for item in cut(listed, _SEPARATOR):
            if not _BENEFIT_NOUN.search(item.text):
                waiting.append(item)
                continue
            found.append(_provision(waiting, item, segment))
            waiting = []
    return [provision for provision in found if provision is not None]


def _names_a_sum(text: str) -> bool:
    return any(q.kind.startswith("money") or q.kind == "number" for q in find_quantities(text))


def _provision(waiting: list[Phrase], item: Phrase, segment: Phrase) -> Provision | None:
    """Read one item; earlier items without a benefit of their own share its benefit."""
    nodes: list[Node] = []
    first = waiting[0] if waiting else item
    who = _who(first)
    if waiting and who and who.text != first.text:
        given = _hull(segment, who.span[1], item.span[1])
        nodes = [read_subject(who)]
    else:
        nodes = [AttributeCondition(each.text, each.span, "beneficiary") for each in waiting]
        who = _who(item)
        given = _hull(segment, who.span[1], item.span[1]) if who else item
        nodes.extend([read_subject(who)] if who else [])
    if not nodes and (_VAGUE.search(item.text) or len(item.text) < _SHORTEST_ITEM):
        return None
    if not nodes and (purpose := _purpose(item)):
        nodes = [purpose]
    condition = both(either(nodes)) if nodes else both()
    if reference := BY_REFERENCE.search(given.text):
        words = part(given, *reference.span())
        condition = both(condition, AttributeCondition(words.text, words.span, "open"))
    return Provision(condition, read_benefit(given), (segment.span[0], given.span[1]))


def _purpose(item: Phrase) -> Node | None:
    """Return what a benefit without a beneficiary is for: 规模粮油种植 of 规模粮油种植补贴."""
    noun = _BENEFIT_NOUN.search(item.text)
    if noun is None or noun.start() < 2 or not re.search(r"[一-鿿]{2}$", item.text[: noun.start()]):
        return None
    purpose = part(item, 0, noun.start())
    if purpose.text in _ADVERBS:
        return None
    if purpose.text.startswith(_UNTOLD) and len(purpose.text) > len(_UNTOLD):
        untold = part(purpose, 0, len(_UNTOLD))
        rest = part(purpose, len(_UNTOLD), len(purpose.text))
        return both(
            AttributeCondition(untold.text, untold.span, "open"),
            AttributeCondition(rest.text, rest.span),
        )
    return AttributeCondition(purpose.text, purpose.span)


def _who(item: Phrase) -> Phrase | None:
    """Return the noun in front of the benefit: 高新技术企业 of 高新技术企业所得税减免."""
    noun = _BENEFIT_NOUN.search(item.text)
    before = item.text[: noun.start()] if noun else item.text
    end = last_head_end(before)
    if before[:end].endswith("服务"):  # 困难老年人养老服务补贴: what for, not who
        end = last_head_end(before[: end - 2]) or end
    return part(item, 0, end) if end else None


def _hull(segment: Phrase, start: int, end: int) -> Phrase:
    offset = segment.span[0]
    return part(segment, start - offset, end - offset)
