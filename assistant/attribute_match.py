"""Hold one condition in words against an asker's statements: met, not met, or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.count_match import judge_count
from assistant.dated import judge_dates
from assistant.figure import Figure
from assistant.judgement import Judgement, Setting
from assistant.neighbourhood import Neighbourhood
from assistant.persons import is_the_askers, of_family, speaks_for_itself
from assistant.place_match import judge_place
from assistant.recognition import in_its_year, once_waited_for, unrecognised
from assistant.requirements import (
    QUALIFICATION_EVENTS,
    Reading,
    Requirement,
    is_core,
    reading_of,
    requirements,
)
from assistant.same_thing import contains
from assistant.statements import Statement
from assistant.told import denies_a_sum, tells_of_an_award, told
from index.conditions import AttributeCondition
from index.document import Span
from index.facets import Facet, facets, lexicon
from index.interval import Interval
from index.metrics import metric_entries, metric_mentions
from index.normalization import normalize

NOWHERE = Setting()


class AttributeMatcher:
    """Judges conditions in words against one asker's statements."""

    def __init__(
        self, statements: Sequence[Statement], figures: Sequence[Figure], as_of: date
    ) -> None:
        self._answers = [s for s in statements if s.forced is not None]
        self._statements = [s for s in statements if not s.silent and not denies_a_sum(s)]
        self._mentions = [told(s) for s in self._statements]
        self._near = Neighbourhood(self._statements, self._mentions)
        self._figures = figures
        self._as_of = as_of

    def judge(
        self,
        leaf: AttributeCondition,
        anchor: str = "",
        setting: Setting = NOWHERE,
        shared: tuple[Requirement, ...] = (),
    ) -> Judgement:
        """Judge one condition; ``anchor`` is the noun that a rank or an event speaks of.

        ``shared`` is what it demands by standing in a list.
        """
        if leaf.role == "open":
            return Judgement(None)
        needs = (*requirements(leaf.text), *shared)
        if (answered := self._answered(leaf.text, anchor)) is not None:
            return answered
        if not anchor or any(is_core(need) for need in needs):
            anchor = leaf.text
        cores = sum(is_core(need) for need in needs)
        judged = [self._judge_one(need, anchor, setting) for need in needs]
        # A hint speaks of the condition only where that is all it demands, or where the asker
        # fulfils the rest: who grows melons says nothing of an insurance for rice.
        if cores > 1 and not any(each.value for each in judged):
            judged = [replace(j, touched=j.touched and not j.beside) for j in judged]
        judged = [j for j, need in zip(judged, needs, strict=True) if not _silent(need, j)]
        if (dated := judge_dates(leaf.text, self._statements, self._as_of)) is not None:
            judged.append(Judgement(dated[0], False, dated[1]))
        if not judged:
            return Judgement(None)
        values = [each.value for each in judged]
        value = False if False in values else None if None in values else True
        if leaf.role == "time" and value is False:
            value = None  # what has not happened yet may still happen in time
        deciding = [each for each in judged if each.value is value and each.words] or judged
        touched = any(each.touched for each in judged)
        spoken = sum(each.touched for each in judged)
        spoken = cores if touched and value is False else min(cores, spoken)
        return Judgement(value, touched, deciding[0].words, spoken, cores)

    def _answered(self, text: str, anchor: str) -> Judgement | None:
        """Take a yes or no to the condition's own words."""
        names = {normalize(text), normalize(f"{text}的{anchor}")}
        for statement in self._answers:
            if normalize(statement.text) in names:
                return Judgement(statement.forced, True, statement.words, 1, 1)
        return None

    def names(self, text: str, besides: frozenset[Requirement]) -> bool:
        """Say whether the asker speaks of a thing that a text names, ``besides`` left out."""
        generic = set(lexicon()["benefit_generic"])
        return any(
            self._names(need)
            for need in requirements(text)
            if need not in besides
            and is_core(need)
            and need.word not in generic
            and not _excludes(need)
        )

    def _names(self, need: Requirement) -> bool:
        """Say whether a need is spoken of, not merely part of another thing's name."""
        if need.facet:
            return bool(self._near.places_of(need))
        for at in self._all():
            span = contains(self._statements[at].text, need.word)
            if span is not None and not self._within_a_name(at, span):
                return True
        return False

    def _within_a_name(self, at: int, span: Span) -> bool:
        """Say whether words are only part of what a facet or a metric is called (研发费用)."""
        names = [m.span for m in self._mentions[at]]
        names += [place for place, _ in metric_mentions(self._statements[at].text)]
        return any(start <= span[0] and span[1] <= end for start, end in names)

    def _names_more(self, at: int, span: Span) -> bool:
        """Say whether words are part of a longer name of something else (科技 of 科技保险)."""
        return any(
            start <= span[0] and span[1] <= end and (start, end) != span
            for start, end in (mention.span for mention in self._mentions[at])
        )

    def _judge_one(self, need: Requirement, anchor: str, setting: Setting) -> Judgement:
        if need.here:
            return judge_place(self._near.placed(anchor), setting.place)
        if need.numbered:
            return judge_count(need.numbered, self._statements)
        if need.word:
            return self._judge_word(need.word)
        facet = facets()[need.facet]
        window = self._near.window(anchor) if "bound" in facet.flags else self._all()
        window = self._near.about(window, need.facet, setting.things)
        judged = self._judge_facet(need, window)
        if need.facet in QUALIFICATION_EVENTS:
            about = [self._statements[at] for at in self._near.window(anchor)]
            judged = unrecognised(judged, about)
        if need.facet == "认定":
            judged = in_its_year(
                judged,
                need,
                about,
                since=setting.since or self._as_of.year,
                this_year=self._as_of.year,
            )
        if judged.value is None:
            return self._derived(need) or self._owned(need) or self._lacking(need) or judged
        return judged

    # --- facets

    def _judge_facet(self, need: Requirement, window: Sequence[int]) -> Judgement:
        """Judge by the values of a facet that are named in a window of statements."""
        facet = facets()[need.facet]
        found: dict[Reading, Statement] = {}
        for at in window:
            for mention in self._mentions[at]:
                if mention.facet == need.facet:
                    statement = self._statements[at]
                    reading = reading_of(need, mention, facet, statement.polarity(mention.span))
                    found.setdefault(reading, statement)
                    if mention.value.startswith("未") and reading == "unmet":
                        found.pop("met", None)  # 买了，后来退保了
        self._weigh(found, facet)
        solid = "trivial" not in facet.flags
        # What the asker doubts or contradicts is open.
        if "doubtful" in found or {"met", "unmet"} <= set(found):
            return Judgement(None, solid, (found.get("doubtful") or found["met"]).words)
        values: tuple[tuple[Reading, bool | None], ...] = (
            ("met", True), ("unmet", False), ("other", False), ("planned", False), ("open", None),
            ("others", False),
        )  # fmt: skip
        for reading, value in values:
            if reading in found:
                beside = reading == "other" and "hinting" in facet.flags
                told = beside or "telling" in facet.flags
                touched = told if reading == "other" else solid
                return Judgement(value, touched, found[reading].words, beside=beside)
        return Judgement(None)

    def _weigh(self, found: dict[Reading, Statement], facet: Facet) -> None:
        """Drop the readings of a facet that another one outweighs."""
        found.pop("beside", None)
        if tells_of_an_award(self._statements):
            found.pop("others", None)
        was = "unmet" in found and (found["unmet"].former or once_waited_for(found["unmet"]))
        if "met" in found and ("ways" in facet.flags or was):
            found.pop("unmet", None)
        if "exclusive" in facet.flags and {"met", "other"} <= set(found):
            self._keep_the_askers(found)
            if "single" in facet.flags and {"met", "other"} <= set(found):
                found["doubtful"] = found["met"]

    def _keep_the_askers(self, found: dict[Reading, Statement]) -> None:
        """Leave out what is said of the family where the asker speaks for itself; else doubt it."""
        readings: tuple[Reading, ...] = ("met", "other")
        family = [reading for reading in readings if of_family(found[reading])]
        if len(family) != 1:
            return
        own = found[readings[readings[0] == family[0]]]
        if speaks_for_itself(self._statements) or is_the_askers(own):
            del found[family[0]]
        else:
            found["doubtful"] = found["met"]

    def _derived(self, need: Requirement) -> Judgement | None:
        """Judge what follows from a figure (60岁 → 老年人)."""
        for rule in lexicon()["derived"]:
            if rule["facet"] != need.facet or rule["value"] not in need.values:
                continue
            threshold = Interval(low=rule["at_least"], high=None)
            judged = [
                Judgement(each.value.within(threshold), False, each.arithmetic or each.words)
                for each in self._figures
                if each.metric.name == rule["metric"]
            ]
            if judged:  # of several people the one who is nearest
                return min(judged, key=lambda each: (True, None, False).index(each.value))
        return None

    def _owned(self, need: Requirement) -> Judgement | None:
        """Take who gives a company's figures for a company."""
        if need.facet != "主体" or "企业" not in need.values:
            return None
        words = next(self._company_words(), None)
        if words is None or self._is_another_body():
            return None
        return Judgement(True, False, words)

    def _lacking(self, need: Requirement) -> Judgement | None:
        """Judge what one cannot have without another thing (没做外贸: no insurance for exports)."""
        for lacked, things in lexicon()["without"].items():
            if need.facet in things:
                held = Requirement(lacked, frozenset({facets()[lacked].values[0]}))
                judged = self._judge_facet(held, self._all())
                if judged.value is False:
                    return judged
        return None

    def _company_words(self) -> Iterator[str]:
        """Yield what only a company can say of itself: its figures, its titles, its insurances."""
        entries = metric_entries()
        for figure in self._figures:
            entry = entries.get(figure.metric.of)
            if entry is not None and entry.owner == "企业":
                yield figure.words
        for statement, named in zip(self._statements, self._mentions, strict=True):
            for mention in named:
                owned = "corporate" in facets()[mention.facet].flags
                kept = owned and not mention.value.startswith("未")
                if kept and statement.polarity(mention.span) == "asserted":
                    yield statement.words

    def _is_another_body(self) -> bool:
        """Say whether the asker speaks of itself as a school or a person, not a company."""
        others = [value for value in facets()["主体"].values if value != "企业"]
        need = Requirement("主体", frozenset(others))
        return self._judge_facet(need, self._all()).value is True

    def _all(self) -> range:
        return range(len(self._statements))

    # --- words, counts, places

    def _judge_word(self, word: str) -> Judgement:
        found: Judgement | None = None
        for number, statement in enumerate(self._statements):
            at = contains(statement.text, word) if statement.part != "standing" else None
            if at is None or self._names_more(number, at):
                continue
            polarity = statement.polarity(at)
            if polarity == "asserted":
                return Judgement(True, True, statement.words)
            value = False if polarity == "denied" else None
            found = found or Judgement(value, True, statement.words)
        return found or Judgement(None)


def _excludes(need: Requirement) -> bool:
    return bool(need.facet) and "exclusive" in facets()[need.facet].flags


def _silent(need: Requirement, judged: Judgement) -> bool:
    """Say whether a facet that only refutes has nothing to refute."""
    return (
        bool(need.facet) and "refuting" in facets()[need.facet].flags and judged.value is not False
    )
