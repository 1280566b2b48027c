"""A turn that points at one of the clauses told before: "第二个", "最后一个", "后者"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.references import read_numeral

#: Behind the place stands no noun that it could count ("第二个孩子").
_ENDS = r"(?=$|[，,。？?！!：:\s是归叫讲说由在有的呢又呀啊给管能要写什啥多责牵怎谁哪])"
_PLACE = re.compile(rf"第([一二三四五六七八九十两\d]{{1,3}})个{_ENDS}")
_FIRST = re.compile(rf"(?:头|最前面)一?个{_ENDS}|前者")
_LAST = re.compile(rf"最后(?:那|的|面)?(?:一|那)?个{_ENDS}|后者")
#: Of two that were told, these mean one; else the clauses next to the one told.
_FORMER = re.compile(rf"前(?:面)?(?:一|那一?)(?:个|条|项){_ENDS}")
_LATTER = re.compile(rf"后(?:面)?(?:一|那一?)(?:个|条|项){_ENDS}")


def pointed_at(normalized: str, told: Sequence[Sequence[str]]) -> tuple[str, str] | None:
    """Return the clause that a turn points at, and the turn without the pointing words.

    ``told`` are the clauses of each earlier answer, oldest first. A list stays pointed at while
    the answers after it are on its own clauses.
    """
    listed = _last_list(told)
    if len(listed) < 2:
        return None
    for pattern, place in _places(listed):
        match = pattern.search(normalized)
        if match is None:
            continue
        number = read_numeral(match.group(1)) or 0 if pattern is _PLACE else place
        if not 1 <= number <= len(listed):
            return None
        rest = normalized[: match.start()] + normalized[match.end() :]
        return listed[number - 1], rest.strip("，,：: 的呢")
    return None


def _places(listed: Sequence[str]) -> list[tuple[re.Pattern[str], int]]:
    pair = [(_FORMER, 1), (_LATTER, 2)] if len(listed) == 2 else []
    return [(_PLACE, 0), (_FIRST, 1), (_LAST, len(listed)), *pair]


def _last_list(told: Sequence[Sequence[str]]) -> Sequence[str]:
    for place in range(len(told) - 1, -1, -1):
        if len(told[place]) > 1:
            listed = told[place]
            after = {clause_id for cited in told[place + 1 :] for clause_id in cited}
            return listed if after <= set(listed) else ()
    return ()
