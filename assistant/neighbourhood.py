"""Find the statements that speak of one thing, so that a rank is not taken from another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.requirements import Requirement, is_core, requirements
from assistant.same_thing import contains
from assistant.statements import Statement
from index.facets import Mention, facets
from index.places import places_in

#: How many statements on either side may still speak of the same thing.
_NEAR = 3


class Neighbourhood:
    """The statements of one asker with what each of them names."""

    def __init__(
        self, statements: Sequence[Statement], mentions: Sequence[Sequence[Mention]]
    ) -> None:
        self._statements = statements
        self._mentions = mentions

    def window(self, anchor: str) -> list[int]:
        """Return the statements that speak of the anchor, and their neighbours about nothing else.

        A rank or an event must not be taken from another qualification of the same asker.
        """
        needs = requirements(anchor)
        cores = [need for need in needs if is_core(need)]
        about = {at for need in cores for at in self.places_of(need)}
        if not about:
            return []
        names = {need.facet for need in cores}
        for at in sorted(about):
            for step in (-1, 1):
                for near in range(at + step, at + step * (_NEAR + 1), step):
                    if not 0 <= near < len(self._statements) or self._other_core(near, names):
                        break
                    about.add(near)
        return self._of_its_rank(sorted(about), needs)

    def places_of(self, need: Requirement) -> list[int]:
        """Return the statements that name what a condition demands."""
        if need.word:
            return [
                at for at, each in enumerate(self._statements) if contains(each.text, need.word)
            ]
        return [
            at
            for at, found in enumerate(self._mentions)
            if any(m.facet == need.facet and m.value in need.values for m in found)
        ]

    def about(
        self, window: Sequence[int], facet: str, things: Mapping[str, frozenset[str]]
    ) -> list[int]:
        """Leave out the statements that tell of another of the asker's things than a rule's.

        茶叶没扩，蓝莓扩了二十亩: what was done for the blueberries is nothing done for the tea.
        """
        others = [
            (name, values)
            for name, values in things.items()
            if name != facet and self.places_of(Requirement(name, values))
        ]
        return [at for at in window if not any(self._tells_of_another(at, *o) for o in others)]

    def _tells_of_another(self, at: int, facet: str, values: frozenset[str]) -> bool:
        named = {m.value.removesuffix("?") for m in self._mentions[at] if m.facet == facet}
        return bool(named) and not named & values

    def placed(self, anchor: str) -> list[Statement]:
        """Return the statements that give the place of the thing itself, else all of them.

        研发中心设在上海，衢州只有工厂: what the clause asks for stands in Shanghai.
        """
        things = [
            need
            for need in requirements(anchor)
            if need.facet and is_core(need) and "standing" not in facets()[need.facet].flags
        ]
        about = sorted({at for need in things for at in self.places_of(need)})
        placed = [self._statements[at] for at in about if places_in(self._statements[at].text)]
        return placed or list(self._statements)

    def _of_its_rank(self, about: list[int], needs: Sequence[Requirement]) -> list[int]:
        """Leave out what is said of another of the asker's things, told apart by its rank.

        国家级的今年新认定，省级的前年就有了: the year before last is the second one's alone.
        """
        ranks = [need for need in needs if need.facet and "ranking" in facets()[need.facet].flags]
        kept = about
        for need in ranks:
            if not self._named_within(kept, need):
                continue  # all that is said is of another rank
            current: set[str] = set()
            own = []
            for at in kept:
                named = {m.value for m in self._mentions[at] if m.facet == need.facet}
                current = named or current
                if not current or current & need.values:
                    own.append(at)
            kept = own or kept
        return kept

    def _named_within(self, about: Sequence[int], need: Requirement) -> bool:
        return any(
            m.facet == need.facet and m.value in need.values
            for at in about
            for m in self._mentions[at]
        )

    def _other_core(self, at: int, names: set[str]) -> bool:
        return any(
            m.facet not in names and not facets()[m.facet].flags & {"trivial", "bound"}
            for m in self._mentions[at]
        )
