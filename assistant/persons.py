"""Tell of whom a statement speaks: the asker, or one of the family."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol, TypeVar

from assistant.statements import Statement
from index.facets import lexicon


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(lexicon()[name])


def of_family(statement: Statement) -> bool:
    """Say whether a statement tells of a relative, not of the asker as well (娃和我都交了)."""
    match = _words("relatives").search(statement.text)
    return match is not None and "我" not in _words("relatives").sub("", statement.text)


def is_the_askers(statement: Statement) -> bool:
    """Say whether a statement tells of the asker's own thing by name (我的车是浙H的)."""
    return bool(re.search(r"我(?:自己)?(?:的|这[辆台部]?|那[辆台部])", statement.text))


_WISHES = re.compile(r"[想能要]|可以|打算|申请|接种|办理")


class _Told(Protocol):
    @property
    def statement(self) -> int: ...


_ToldT = TypeVar("_ToldT", bound=_Told)


def spoken_for(told: Sequence[_ToldT], statements: Sequence[Statement]) -> list[_ToldT]:
    """Return what is told of those whom the question is about: the family's counts for a relative.

    老伴63，我58，我打疫苗要钱吗 asks for the one who is 58; 我爸66，想打疫苗 for the father,
    whatever else the asker says of itself.
    """
    if not speaks_for_itself(statements):
        return list(told)
    of = [(each, statements[each.statement]) for each in told]
    return [each for each, said in of if not of_family(said) or _WISHES.search(said.text)]


def speaks_for_itself(statements: Sequence[Statement]) -> bool:
    """Say whether the asker asks for nobody else (我自己想做)."""
    return any(_words("myself").search(each.text) for each in statements)
