"""Read what a bracket leaves out: 现代服务业项目（不含房地产项目）."""

from __future__ import annotations

import re

from index.amounts import find_quantities
from index.conditions import AttributeCondition, Node, Not, either
from index.provision import Phrase
from index.segments import cut, part

_EXCLUDING = re.compile(r"[（(](?:不含|不包括)(?P<what>[^（）()]+)[）)]")
_JOINT = re.compile(r"、|及(?!以)|和|或者?")
#: Remarks on how a number is meant are no conditions: 不含本数, 不含税.
_REMARK = re.compile(r"本数|税")


def exclusions(phrase: Phrase) -> list[Node]:
    """Return what must not be, as the brackets of a noun phrase say."""
    found: list[Node] = []
    for match in _EXCLUDING.finditer(phrase.text):
        what = part(phrase, *match.span("what"))
        if not find_quantities(what.text) and not _REMARK.search(what.text):
            items = [AttributeCondition(each.text, each.span) for each in cut(what, _JOINT)]
            found.append(Not(either(list(items))))
    return found
