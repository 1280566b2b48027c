"""Read rewards by increment: 产值每增加1000万元奖励2万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.provision import Counted, Increment
from index.quantity import Quantity

#: What is measured and by which verb; 每 directly before the amount needs none (每10人1万元).
_EACH = re.compile(
    r"(?P<metric>[^，。；：、每\d]{0,16}?)(?:每|逐)再?"
    r"(?P<verb>新?增加?|增长|新增|提高|上升|递增|多|超过|超出|超|满|达到?|招用|吸纳|引进|建成?|完成)?"
    r"[^，。；\d一二两三四五六七八九十百千]{0,6}$"
)
#: What may stand between the step and its gift.
_BETWEEN = re.compile(
    r"[^，。；\d]{0,8}，?(?:的|可|则|再|另|额外|相应|一次性|给予|按|加)*(?:奖励|奖补|补助|补贴|资助|增加奖励|奖|补|给)?"
    r"(?:企业|单位|个人)?"
)
#: Steps that are counted from the threshold, not from the year before.
_OVER = re.compile(r"超|多|再")
_RISES = re.compile(r"新?增|增长|提高|上升|递增")
_LEADS = re.compile(r"^(?:同时|其|对|按照?|并|再|且|和|以及|即|为)+")


def read_increments(text: str, found: Sequence[Quantity]) -> tuple[Increment, ...]:
    """Return the steps of a gift with what each earns; quantities count in ``text``."""
    steps = []
    for step, gift in pairwise(found):
        each = _EACH.search(text[: step.span[0]])
        between = text[step.span[1] : gift.span[0]]
        if each is None or not _is_gift(step, gift) or not _BETWEEN.fullmatch(between):
            continue
        verb = each["verb"] or ""
        again = bool(_OVER.search(each.group()) or "再" in between)
        rises = bool(_RISES.search(verb))
        counted: Counted = "over" if again else "rise" if rises else "all"
        metric = _LEADS.sub("", each["metric"])
        steps.append(Increment(step, gift, metric, counted))
    return tuple(steps)


def _is_gift(step: Quantity, gift: Quantity) -> bool:
    return (
        gift.kind.startswith("money")
        and step.kind not in ("date", "duration", "number")
        and not step.per
        and step.exact > 0
    )
