"""Read who did something in a subject without a noun of its own: 企业开展资信调查的."""

from __future__ import annotations

import re

from index.provision import Phrase
from index.segments import cut, part
from index.term_words import AGENT, CONDITION_START, HEAD

_COMMA = re.compile("、")
_HEAD_END = re.compile(rf"(?:{HEAD})(?:[”）)](?=$))?$")
_AGENT_PREFIX = re.compile(rf"^(?P<who>[^，、的]{{0,10}}?{AGENT})(?P<does>.{{2,}})$")
_NOUN_PREFIX = re.compile(rf"^(?P<who>[^，、的]{{0,12}}?{HEAD})(?P<does>.{{2,}})$")
_NO_DEED = re.compile(r"和|等|、|及|自主认定|技改|技术改造|职工|类")


def read_agents(phrase: Phrase) -> tuple[list[Phrase], Phrase] | None:
    """Return who acts and what is done: 企业开展资信调查, 毕业生、退役军人创办企业的."""
    *others, last = cut(phrase, _COMMA)
    if others and all(_HEAD_END.search(each.text) for each in others):
        noun = _NOUN_PREFIX.match(last.text)
        if noun is not None and not _NO_DEED.match(noun["does"]):
            return [*others, part(last, *noun.span("who"))], part(last, *noun.span("does"))
    match = _AGENT_PREFIX.match(phrase.text)
    if not match or re.match(CONDITION_START, phrase.text) and not re.match(AGENT, phrase.text):
        return None
    if _NO_DEED.match(match["does"]):
        return None
    return [part(phrase, *match.span("who"))], part(phrase, *match.span("does"))
