"""What a statement names for its asker: not a partner's things, not what was taken back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.requirements import QUALIFICATION_EVENTS, requirements
from assistant.statements import Statement
from index.facets import Mention, facets, lexicon, mentions


def _is_partner(mention: Mention, text: str) -> bool:
    """Say whether somebody is named with whom the asker only works (委托高校的80万)."""
    partnered = "partnered" in facets()[mention.facet].flags
    return partnered and bool(re.search(lexicon()["partners"], text[: mention.span[0]]))


def told(statement: Statement) -> list[Mention]:
    """Return what a statement names, of the part that it speaks for."""
    found = [m for m in mentions(statement.text) if not _is_partner(m, statement.text)]
    if statement.part == "all":
        return found
    standing = statement.part == "standing"
    return [m for m in found if ("standing" in facets()[m.facet].flags) == standing]


def denies_a_sum(statement: Statement) -> bool:
    """Say whether a no answers several demands at once (新认定的高企：否): which one is open."""
    asked = statement.answers and statement.forced is False
    return asked and len(requirements(statement.text)) > 1


def tells_of_an_award(statements: Sequence[Statement]) -> bool:
    """Say whether something was awarded to the asker, whatever it is (我们今年也评上了)."""
    return any(
        mention.facet in QUALIFICATION_EVENTS
        for statement in statements
        if not statement.of_others
        for mention in mentions(statement.text)
    )
