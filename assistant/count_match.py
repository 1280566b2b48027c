"""Recognise a counted thing of a condition (13个高速收费站) in what an asker says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.judgement import Judgement
from assistant.statements import Statement
from index.amounts import find_quantities, same_quantity
from index.facets import lexicon
from index.places import county_names, places_in

#: Who drives elsewhere now and then drives here as well.
_BESIDES = re.compile(r"偶尔|有时|间或|难得|除了")
_OUTSIDE = re.compile(r"(?:站|收费站|范围)(?:以|之)?外")
#: 都在那13个里面: the noun was said before.
_AMONG = re.compile(r"里|之内|以内|当中|范围")
#: How far behind a count its noun is looked for, in the condition and with the asker.
_NOUN, _SAID_NOUN = 8, 4


def judge_count(text: str, statements: Sequence[Statement]) -> Judgement:
    """Judge by the count and a character of the noun that follows it."""
    quantity = next(q for q in find_quantities(text) if q.kind == "count")
    noun = set(text[quantity.span[1] : quantity.span[1] + _NOUN])
    inside = places_in(text)
    for statement in statements:
        if _OUTSIDE.search(statement.text) or (inside and _leaves_for(statement.text, inside)):
            return Judgement(False, True, statement.words)
    for statement in statements:
        for said in find_quantities(statement.text):
            after = statement.text[said.span[1] : said.span[1] + _SAID_NOUN]
            if same_quantity(said, quantity) and (noun & set(after) or _AMONG.match(after)):
                asserted = statement.polarity(said.span) == "asserted"
                return Judgement(True if asserted else None, True, statement.words)
    return Judgement(None)


def _leaves_for(text: str, inside: Sequence[str]) -> bool:
    """Say whether somebody goes to a place outside those that a condition names."""
    if _BESIDES.search(text):
        return False
    own = {*inside, *(county for city in inside for county in lexicon()["counties"].get(city, ()))}
    return any(
        re.search(f"(?:到|去|往|跑|回|至){re.escape(place)}", text)
        for place in (*places_in(text), *county_names(text))
        if place not in own
    )
