"""Read the cases that a clause lists behind a colon: 符合下列条件之一的企业…：①甲；②乙."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.conditions import (
    All,
    AttributeCondition,
    Leaf,
    Node,
    QuantityCondition,
    both,
    either,
    leaves,
    rewritten,
)
from index.document import Clause, Span
from index.provision import Phrase, Provision
from index.segments import part
from index.sub_items import SubItem, sub_items
from index.subjects import read_conditions, read_subject
from index.term_words import WORDS

#: What points to the list; ``any`` says that one of its cases is enough.
_REFERENCE = re.compile(
    r"(?:同时|均|分别|全部)*(?:符合|满足|具备|具有|属于|达到|有)?"
    r"(?:下列|如下|以下(?=[^，。：]{0,4}(?:条件|情形|情况|要求|标准|企业|单位|人员|对象|项目|个人)))"
    r"[^，。：]{0,4}?(?:条件|情形|情况|要求|标准)?"
    r"(?P<any>之一|任[一意何][^，。：]{0,3}|其中[一1][项条个]|中的?[一任][^，。：]{0,3})?"
)
_GIVES = re.compile("|".join(WORDS["gives"]))
_MARK = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[①-⑳])\s*"
)
_SENTENCE_END = re.compile(r"。|\n")


@dataclass(frozen=True, slots=True)
class CaseList:
    """A list of cases: ``lead`` points to it, ``items`` are its cases without their marks.

    ``gives`` says that the cases name their own gifts; else they are conditions.
    """

    lead: Span
    items: tuple[Phrase, ...]
    gives: bool
    #: One case is enough.
    any_of: bool

    @property
    def span(self) -> Span:
        """Where the cases stand, from the first to the last."""
        return self.items[0].span[0], self.items[-1].span[1]

    @property
    def node(self) -> Node:
        """The cases as one condition."""
        nodes = [_condition(item) for item in self.items]
        return either(nodes) if self.any_of else both(*nodes)


def case_lists(clause: Clause) -> tuple[CaseList, ...]:
    """Return the lists of a clause that its own sentences point to, in order."""
    found: list[CaseList] = []
    items = sub_items(clause)
    for at, item in enumerate(items):
        if item.path[-1] == 1:
            run = _run_from(items, at)
            read = _read(clause.text, run)
            if read is not None:
                found.append(read)
    return tuple(found)


def clipped(spans: Sequence[Span], lists: Sequence[CaseList]) -> list[Span]:
    """Return sentence spans without the cases that are conditions of another sentence."""
    for each in (one for one in lists if not one.gives):
        first, last = each.span
        spans = [
            (start, min(end, first)) if start < first else (start, end)
            for start, end in spans
            if not first <= start < last
        ]
    return [span for span in spans if span[1] > span[0]]


def with_cases(
    provisions: Sequence[Provision], lists: Sequence[CaseList]
) -> tuple[Provision, ...]:
    """Return provisions with the listed cases in place of the words that point to them."""
    result = list(provisions)
    for each in lists:
        result = _shared(result, each) if each.gives else [_filled(p, each) for p in result]
    return tuple(result)


def _run_from(items: Sequence[SubItem], at: int) -> list[SubItem]:
    """Return the items of one list, from its first."""
    run = [items[at]]
    for item in items[at + 1 :]:
        if item.path == (*items[at].path[:-1], len(run) + 1):
            run.append(item)
        elif len(item.path) <= len(items[at].path):
            break
    return run


def _read(text: str, run: Sequence[SubItem]) -> CaseList | None:
    start = run[0].span[0]
    colon = max(text.rfind("：", 0, start), text.rfind(":", 0, start))
    if len(run) < 2 or colon < 0 or text[colon + 1 : start].strip():
        return None
    lead_start = max(text.rfind(sign, 0, colon) for sign in "。；\n") + 1
    reference = _REFERENCE.search(text, lead_start, colon)
    if reference is None:
        return None
    items = tuple(_item(text, each.span) for each in run)
    gives = any(_GIVES.search(item.text) for item in items)
    return CaseList((lead_start, colon), items, gives, reference["any"] is not None)


def _item(text: str, span: Span) -> Phrase:
    """Return a case without its mark; the last of a paragraph ends with its sentence."""
    body = text[slice(*span)]
    mark = _MARK.match(body)
    start = mark.end() if mark else 0
    end = _SENTENCE_END.search(body, start)
    whole = Phrase(body, span)
    return part(whole, start, end.start() if end else len(body))


def _condition(item: Phrase) -> Node:
    """Read a case as who somebody is, or as what somebody has done."""
    node = read_subject(item)
    told = [leaf for leaf in leaves(node) if not _is_plain(leaf)]
    return node if told else read_conditions(item)


def _is_plain(leaf: Leaf) -> bool:
    return isinstance(leaf, AttributeCondition) and leaf.role == "attribute"


def _points(leaf: Leaf) -> re.Match[str] | None:
    if isinstance(leaf, QuantityCondition):
        return None
    return _REFERENCE.search(leaf.text)


def _filled(provision: Provision, cases: CaseList) -> Provision:
    """Put the cases where the lead's provision points to them."""
    if not cases.lead[0] <= provision.span[0] < cases.lead[1]:
        return provision

    def filled(leaf: Leaf) -> Node:
        match = _points(leaf)
        if match is None:
            return leaf
        who = part(Phrase(leaf.text, leaf.span), 0, match.start())
        return both(read_subject(who) if who.text else None, cases.node)

    return replace(provision, condition=rewritten(provision.condition, filled))


def _shared(provisions: Sequence[Provision], cases: CaseList) -> list[Provision]:
    """Give what the lead demands to every case with its own gift; the lead itself gives nothing."""
    lent: list[Node] = []
    kept: list[Provision] = []
    first, last = cases.span
    for each in provisions:
        within = cases.lead[0] <= each.span[0] < cases.lead[1]
        if within and not each.benefit.amounts and any(map(_points, leaves(each.condition))):
            lent.append(rewritten(each.condition, _without_pointer))
        elif first <= each.span[0] < last and lent:
            kept.append(replace(each, condition=both(*lent, each.condition)))
        else:
            kept.append(each)
    return kept


def _without_pointer(leaf: Leaf) -> Node:
    match = _points(leaf)
    if match is None:
        return leaf
    who = part(Phrase(leaf.text, leaf.span), 0, match.start())
    return read_subject(who) if who.text else All(())
