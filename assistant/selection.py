"""Reads which clauses a question describes: its words become a tree of filters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant import list_cues as cues
from assistant.catalogue import Catalogue
from assistant.clause_filters import AllOf, ClauseFilter, Except
from assistant.question import ParsedQuestion
from assistant.references import clause_references, read_numeral
from assistant.sections import SectionRoute
from assistant.selected_amounts import read_amount
from assistant.selected_places import read_exception, read_range, read_section
from assistant.selected_units import read_unit_filters
from assistant.selected_words import BRACKETS, TopicReader, read_quoted
from assistant.unread import READ, Unread

_CLAIMS = re.compile(r"对不对|对[吧吗么]|是[吧吗么]|没错吧|是不是|没错|对$")
#: Any of these says that clauses are asked for.
_NOUNS = (cues.COUNT, cues.WHICH, cues.BARE, cues.FIRST, cues.LAST, cues.COLLECT)
#: A matter is no clause.
_MATTER = re.compile(r"事项?$")
#: What was read of these leaves nothing to be answered.
_FRAMES = (cues.COUNT, cues.WHICH, cues.BARE, cues.OPEN, cues.TOGETHER, cues.ALONE, cues.LEADING,
           cues.MENTION, cues.CLAIMED, cues.COLLECT, _CLAIMS)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selection:
    """Which clauses are described; ``topic``: by words alone, so that they may be none's."""

    filter: ClauseFilter
    topic: bool = False


@dataclass(slots=True)
class _Read:
    """What was read of a question, step by step."""

    exception: ClauseFilter | None
    range: ClauseFilter | None
    section: ClauseFilter | None
    units: list[ClauseFilter]
    quoted: ClauseFilter | None
    amount: ClauseFilter | None
    topic: ClauseFilter | None = None

    @property
    def filters(self) -> list[ClauseFilter]:
        """What was found, what is left out last."""
        single = (self.exception, self.range, self.section, self.quoted, self.amount, self.topic)
        found = [*self.units, *(each for each in single if each is not None)]
        places = [each for each in (self.section, self.range) if each is not None]
        found = [*places, *(each for each in found if each not in places)]
        return sorted(found, key=lambda each: isinstance(each, Except))


class SelectionReader:
    """Read the descriptions of clauses in questions on some documents."""

    def __init__(self, catalogue: Catalogue, sections: SectionRoute) -> None:
        self._catalogue = catalogue
        self._sections = sections
        self._topics = TopicReader(catalogue)

    def read(self, question: ParsedQuestion) -> Selection | None:
        """Return the clauses that a question describes; ``None`` where it describes none."""
        text = question.normalized
        asked = question.intent in ("list", "count")
        noun = cues.first_of(text, *_NOUNS)
        if noun and _MATTER.search(noun.group()) and question.asks("unit", "lead"):
            return None  # "创新区的事，跟哪些单位谈" asks for the units
        claimed = question.confirms and not noun and cues.CLAIMED.search(text)
        opened = cues.OPEN.search(text)
        if not (noun or claimed or opened or asked):
            return None
        unread = Unread(text)
        unread.strike(*(match.span() for match in cues.COMPLETE.finditer(text)))
        marked = bool(cues.MENTION.search(text))
        read = self._read(unread, question, bool(noun or claimed))
        structural = bool(read.filters) and read.quoted is None
        if read.quoted is None and unread.text.strip(f"{READ} "):
            read.topic = self._topic(unread, read, marked=marked)
        filters = read.filters
        if not filters or _names_a_clause(question, read, unread):
            return None
        sure = structural or marked or read.quoted is not None
        if not (noun or claimed or structural or asked):
            if not ((read.topic or read.quoted) and marked and opened):
                return None
        does = bool(read.units and cues.DOES.match(unread.text.rpartition(READ)[2]))
        if (not sure or not (noun or does)) and self._left(unread):
            return None
        whole = filters[0] if len(filters) == 1 else AllOf(tuple(filters))
        return Selection(whole, topic=not structural)

    def _read(self, unread: Unread, question: ParsedQuestion, asks_for_clauses: bool) -> _Read:
        """Read all but topics; each step strikes out what it understood."""
        return _Read(
            read_exception(unread, self._catalogue),
            read_range(unread, self._catalogue),
            read_section(unread, question, self._catalogue, self._sections),
            read_unit_filters(unread, self._catalogue),
            read_quoted(unread),
            read_amount(unread, self._catalogue, asks_for_clauses=asks_for_clauses),
        )

    def _topic(self, unread: Unread, read: _Read, *, marked: bool) -> ClauseFilter | None:
        """Read the topics; an unmarked one only narrows where that leaves some clauses."""
        text, beside = unread.text, bool(read.filters)
        topic = self._topics.read(unread, marked=marked, beside=beside)
        if topic is None or marked or not beside:
            return topic
        if AllOf((*read.filters, topic)).find(self._catalogue):
            return topic
        unread.text = text
        return None

    def _left(self, unread: Unread) -> str:
        """Return what no step understood."""
        rest = BRACKETS.sub(READ, unread.text)
        for pattern in _FRAMES:
            rest = pattern.sub(READ, rest)
        words = self._catalogue.index.tokenizer.words(rest.replace(READ, " "))
        left = (w for w in words if not cues.FILLER.fullmatch(w) and w not in cues.GENERIC)
        return "".join(left)


def _names_a_clause(question: ParsedQuestion, read: _Read, unread: Unread) -> bool:
    """Tell whether a question is on clauses by number, and not on which there are."""
    alone, counts = len(read.filters) == 1, question.intent == "count"
    if read.range is not None and alone:
        return not counts
    last = cues.LAST.search(question.normalized)
    if question.from_the_end and not (last and (read_numeral(last[1]) or 0) > 1):
        return True
    if question.clause_numbers and clause_references(unread.text):
        return True
    heading = cues.HEADING.search(question.normalized)
    if read.section is not None and alone and not counts and heading:
        return True
    led = bool(cues.LEADING.search(unread.text))  # the section's own lead is asked for
    return read.section is not None and alone and not counts and led
