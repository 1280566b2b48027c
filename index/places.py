"""Place names: which place's rules a text speaks of, and which place lies in which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property

from index.facets import lexicon
from index.lexicon_tables import read_table

#: A place is no scope where it is only where somebody or something comes from or goes to.
_FROM = re.compile(r"(?:来自|租给|卖给|从|到|去|往|跟|与|和|由|离|寄|嫁|比|像|发往|运|搬)$")
_OF_PERSON = re.compile(r"^(?:人(?![才社])|客|籍|话|港|路|菜|朋友|老板|同学|亲戚|那边做|打工|上班|读|念书|银行)")
_NEGATED = re.compile(r"(?:不是|没)(?:问|说|在)?$")
#: Where a bare county name is surely one: at the beginning, or behind words that lead to a place.
_LEADS_TO = re.compile(r"(?:^|[，,。；;？?！!\s]|在|那|问|是|查|我们|咱们|换成)$")
_LEADS_FROM = re.compile(r"$|[，,。；;？?！!\s市县区]|的|这|那|有|能|对|给|会|要|新|企业|公司|本地|当地|人才|呢")


@cache
def parents() -> dict[str, str | None]:
    """Return every known place with the one that it lies in, ``None`` for a province."""
    table: dict[str, list[str]] = read_table("places")
    known: dict[str, str | None] = dict.fromkeys(table)
    for province, cities in table.items():
        known.update(dict.fromkeys(cities, province))
    return known


@cache
def _with_counties() -> dict[str, str | None]:
    known = dict(parents())
    for city, counties in lexicon()["counties"].items():
        for county in counties:
            known.setdefault(county, city)
    return known


@cache
def counties() -> frozenset[str]:
    """Return the counties of which the city is known, by their names without 市, 县 or 区."""
    table = lexicon()["counties"]
    return frozenset(name for city in table for name in table[city] if name != city)


@cache
def _counties() -> tuple[frozenset[str], frozenset[str]]:
    table: dict[str, str] = read_table("counties")
    return frozenset(table["full"].split()), frozenset(table["bare"].split())


def holds_county(text: str) -> bool:
    """Tell whether a text names some county or district."""
    full, _ = _counties()
    return any(name in text for name in counties()) or any(name in text for name in full)


class Gazetteer:
    """The known places, and those that the documents of an index add to them.

    ``own`` maps places to the place that each lies in.
    """

    def __init__(self, own: Mapping[str, str | None]) -> None:
        self._parents = {**own, **_with_counties()}

    def named(self, text: str) -> tuple[str, ...]:
        """Return the places that a text names, in order."""
        return tuple(dict.fromkeys(match.group() for match in self._pattern.finditer(text)))

    def asked(self, text: str) -> tuple[str, ...]:
        """Return the places whose rules a question asks for, not those it merely passes through.

        A county that only the list of counties knows counts too.
        """
        found: dict[int, str] = {}
        for match in (*self._pattern.finditer(text), *_county_pattern().finditer(text)):
            before, after = text[: match.start()], text[match.end() :]
            if _FROM.search(before) or _OF_PERSON.match(after) or _NEGATED.search(before):
                continue
            name = match.group()
            if name not in self._parents and name in _counties()[1]:
                if not (_LEADS_TO.search(before) and _LEADS_FROM.match(after)):
                    continue
            found.setdefault(match.start(), name)
        return tuple(dict.fromkeys(found[start] for start in sorted(found)))

    def knows(self, place: str) -> bool:
        """Tell whether it is known where a place lies."""
        return place in self._parents

    def governs(self, authority: str, place: str) -> bool:
        """Tell whether an authority's rules count in a place: its own, or one above it."""
        above: str | None = place
        while above is not None:
            if above == authority:
                return True
            above = self._parents.get(above)
        return False

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(self._parents, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, names)))


def county_names(text: str) -> tuple[str, ...]:
    """Return the counties that a text names, whichever city they lie in, without 市, 县 or 区."""
    found = (match.group() for match in _county_pattern().finditer(text))
    bare = _counties()[1] | counties()
    return tuple(dict.fromkeys(n for f in found if (n := f if f in bare else f[:-1]) in bare))


@cache
def _county_pattern() -> re.Pattern[str]:
    names = sorted(frozenset().union(*_counties()), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


@cache
def _table_pattern() -> re.Pattern[str]:
    names = sorted(parents(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


def places_in(text: str) -> tuple[str, ...]:
    """Return the places of the general table that a text names, in order."""
    return tuple(dict.fromkeys(match.group() for match in _table_pattern().finditer(text)))
