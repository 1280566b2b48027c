"""Tell of whom a statement speaks: the asker, or one of the family."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.statements import Statement
from index.facets import lexicon


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(lexicon()[name])


def of_family(statement: Statement) -> bool:
    """Say whether a statement tells of a relative, not of the asker as well (娃和我都交了)."""
    match = _words("relatives").search(statement.text)
    return match is not None and "我" not in _words("relatives").sub("", statement.text)


def speaks_for_itself(statements: Sequence[Statement]) -> bool:
    """Say whether the asker asks for nobody else (我自己想做)."""
    return any(_words("myself").search(each.text) for each in statements)
