"""Reads which clauses a question describes: the words of the question become a tree of filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from assistant import list_cues as cues
from assistant.catalogue import Catalogue
from assistant.clause_filters import (
    AllOf,
    Among,
    ByUnits,
    ClauseFilter,
    Except,
    Grants,
    Mentions,
    Relation,
    States,
    StatesExactly,
    UnitCount,
)
from assistant.question import ParsedQuestion, clause_references, read_numeral
from assistant.sections import SectionRoute
from index.amounts import find_quantities
from index.document import Clause, Span
from index.provision import BenefitRole
from index.quantity import Quantity
from index.synonyms import load_thesaurus
from index.tokenization import normalize

#: Stands where something was read; no pattern matches across it.
_READ = "\x00"
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,20})[”\"」』]")
_BRACKETS = re.compile(r"\([^()]{0,20}\)")
_SEGMENT = re.compile(r"[，,。？?！!；;\n]+")
_JOINED = re.compile(r"、|和|与|跟|以及|及|(?<!或)或者?|同时")
_EITHER = re.compile(r"或|任一")
#: A bare number below this is no amount that a list is asked by.
_LEAST_NUMBER = 1000


@dataclass(frozen=True, slots=True)
class Selection:
    """Which clauses are described, and how surely the question is a list of clauses.

    ``topic`` tells that words decide it alone, so that the answer may lie inside one clause.
    """

    filter: ClauseFilter
    units: tuple[str, ...] = ()
    topic: bool = False


class SelectionReader:
    """Read the descriptions of clauses in questions on some documents."""

    def __init__(self, catalogue: Catalogue, sections: SectionRoute) -> None:
        self._catalogue = catalogue
        self._sections = sections

    def read(self, question: ParsedQuestion) -> Selection | None:
        """Return the clauses that a question describes; ``None`` where it describes none."""
        reading = _Reading(question, self._catalogue, self._sections)
        if not reading.is_list:
            return None
        return reading.selection()


class _Reading:
    """One question while it is read: what is understood is struck out of its text."""

    def __init__(
        self, question: ParsedQuestion, catalogue: Catalogue, sections: SectionRoute
    ) -> None:
        self._question, self._catalogue, self._sections = question, catalogue, sections
        self._text = question.normalized
        self._marked = bool(cues.MENTION.search(self._text))
        self._found: list[ClauseFilter] = []
        self._by_range = self._by_section = False
        self.head = _first(self._text, cues.COUNT, cues.WHICH, cues.BARE, cues.FIRST, cues.LAST)
        self._claimed = cues.CLAIMED.search(self._text) if question.confirms else None
        self.head = self.head or self._claimed
        self.open = bool(cues.OPEN.search(self._text))

    @property
    def is_list(self) -> bool:
        """Whether the question may ask for clauses at all."""
        return bool(self.head or self.open or self._question.intent in ("list", "count"))

    def selection(self) -> Selection | None:
        """Read the whole text; each step strikes out what it understood."""
        relations = self._text
        for step in (
            self._exceptions, self._places, self._section, self._unit_counts,
        ):  # fmt: skip
            step()
        units = self._units(relations)
        quoted = self._quoted()
        self._amounts()
        structural = bool(self._found) and not quoted
        words = self._words(structural)
        if not self._found or self._names_a_clause():
            return None
        if not self.head and not structural and self._question.intent not in ("list", "count"):
            if not (words and self._marked and self.open):
                return None
        sure = self._marked or quoted
        only_claimed = self.head is not None and self.head is self._claimed
        if (not self.head or (not structural and not sure) or only_claimed) and self._unread():
            return None
        ordered = sorted(self._found, key=lambda each: isinstance(each, Except))
        whole = ordered[0] if len(ordered) == 1 else AllOf(tuple(ordered))
        return Selection(whole, units, topic=not structural)

    def _names_a_clause(self) -> bool:
        """Tell whether the question is on clauses by number, and not on which there are."""
        if self._by_range and len(self._found) == 1:
            return self._question.intent != "count"
        if self._question.from_the_end or (
            self._question.clause_numbers and clause_references(self._text)
        ):
            return True
        only_section = self._by_section and len(self._found) == 1
        led = bool(cues.LEADING.search(self._text))  # the section's own lead is asked for
        return only_section and self._question.intent != "count" and led

    def _strike(self, span: Span) -> None:
        start, end = span
        self._text = f"{self._text[:start]}{_READ * (end - start)}{self._text[end:]}"

    def _exceptions(self) -> None:
        """Read 除了第十九条."""
        match = cues.EXCEPT_NUMBERS.search(self._text)
        if match is None:
            return
        numbers = clause_references(match.group(1))
        clauses = tuple(c for n in numbers for c in self._catalogue.by_number(n))
        if clauses:
            label = "、".join(clause.no for clause in clauses)
            self._strike(match.span())
            self._found.append(Except(Among(clauses, label), f"除{label}外"))

    def _places(self) -> None:
        """Read 第20条到第29条, 前十条, 第五十条以后."""
        readings: tuple[tuple[re.Pattern[str], Callable[[list[int]], tuple[int, int]]], ...] = (
            (cues.RANGE, lambda n: (n[0], n[1])),
            (cues.AFTER, lambda n: (n[0] + 1, 10**6)),
            (cues.BEFORE, lambda n: (1, n[0] - 1)),
        )
        for pattern, bounds in readings:
            match = pattern.search(self._text)
            values = [read_numeral(g) or 0 for g in match.groups() if g] if match else []
            if match and values and all(values):
                low, high = bounds(values)
                held = [c for c in self._catalogue.numbered if low <= _number(c) <= high]
                self._take(match.span(), held, match.group().strip("从自"))
                self._by_range = True
                return

    def _take(self, span: Span, clauses: list[Clause], label: str) -> None:
        self._strike(span)
        self._found.append(Among(tuple(clauses), label))

    def _section(self) -> None:
        named = self._sections.mention_in(self._question, self._text)
        clauses = None
        if named is not None:
            span, document, section = named
            clauses = self._catalogue.in_section(document, section)
            self._by_section = True
            label = f"“{section.no}、{section.title}”部分"
        for pattern, last in ((cues.FIRST, False), (cues.LAST, True)):
            match = pattern.search(self._text)
            count = read_numeral(match.group(1)) if match else None
            if match and count and count > 1 and not match.group().startswith("倒数"):
                whole = clauses if clauses is not None else list(self._catalogue.numbered)
                clauses = whole[-count:] if last else whole[:count]
                label = f"{f'{label}' if named else ''}{match.group()}"
                span = match.span() if named is None else span
                self._strike(match.span())
        if clauses is not None:
            self._take(span, clauses, label)

    def _unit_counts(self) -> None:
        """Read 三个以上部门, 只有一个责任单位, 责任单位最多."""
        most = cues.MOST_UNITS.search(self._text)
        if most:
            counts = [len({u.canonical for u in c.units}) for c in self._catalogue.numbered]
            self._strike(most.span())
            self._found.append(UnitCount(max(counts, default=0), None))
            return
        match = cues.UNIT_COUNT.search(self._text)
        if match is None or cues.LEADING.match(self._text[match.end() :].lstrip("的来")):
            return
        if self._catalogue.unit_mentions(self._text):  # 只有民政局一个责任单位
            self._strike(match.span())
            return
        said = {key.rstrip("2"): value for key, value in match.groupdict().items() if value}
        number = 1 if said["n"] == "单" else read_numeral(said["n"])
        if not number or (_asks_what(self._text, match.end()) and "n2" in match.groupdict()):
            return
        self._strike(match.span())
        if "more" in said or "least" in said or "up" in said:
            self._found.append(UnitCount(number + ("more" in said), None))
        elif "most" in said or "down" in said:
            self._found.append(UnitCount(1, number))
        else:
            self._found.append(UnitCount(number, number))

    def _units(self, relations: str) -> tuple[str, ...]:
        """Read the units, whether each is wanted or left out, and how they stand together."""
        wanted: list[str] = []
        mentions = self._catalogue.unit_mentions(self._text)
        if not mentions and _LOOKS_LIKE_UNIT.search(self._text):
            self._text = self._catalogue.with_units_mended(self._text)
            mentions = self._catalogue.unit_mentions(self._text)
        said = _MENTION_VERB.sub("", relations)
        for span, unit in mentions:
            before, behind = self._text[: span[0]], self._text[span[1] :]
            negated = cues.WITHOUT_BEFORE.search(before) or cues.WITHOUT_BEHIND.match(behind)
            self._strike(span)
            if negated:
                self._found.append(Except(ByUnits((unit,)), f"没有{unit}"))
            elif unit not in wanted:
                wanted.append(unit)
        if not wanted:
            if not mentions and cues.ALONE.search(said) and not _has(self._found, UnitCount):
                self._found.append(UnitCount(1, 1))
            return ()
        units = tuple(wanted)
        relation = _relation(said, units)
        leaves_lead = relation == "leading" and _NOT_LEADING.search(said)
        self._found.append(ByUnits(units, "any" if leaves_lead else relation))
        if leaves_lead:
            self._found.append(Except(ByUnits(units, "leading"), "不牵头"))
        return units

    def _quoted(self) -> bool:
        """Read words in quotation marks; an amount in them is an amount."""
        found = [m for m in _QUOTED.finditer(self._text) if _READ not in m.group()]
        words = [m for m in found if not _is_amount(m.group(1))]
        for match in words:
            self._strike(match.span())
        if words:
            groups = tuple((match.group(1),) for match in words)
            either = len(groups) > 1 and bool(_EITHER.search(self._question.normalized))
            self._add_words(Mentions(groups, letter_for_letter=True, either=either))
        return bool(words)

    def _add_words(self, words: Mentions) -> None:
        without = re.search(r"(?:没有?|不|未)(?:提到|提及|提|写到?|说到?|涉及|含有?|包含|出现|带)", self._text)
        self._found.append(Except(words, f"没有{words.words}") if without else words)

    def _amounts(self) -> None:
        """Read the amounts that the clauses state or give."""
        if self.head and cues.FIXED.search(self._text):
            self._found.append(Grants(("fixed",), "定额"))
            self._text = _blank(self._text)
        elif not self._magnitude():
            self._quantity()

    def _magnitude(self) -> bool:
        """Read 几百万、几千万."""
        matches = [(m, low, beyond) for pattern, low, beyond in cues.MAGNITUDES
                   for m in pattern.finditer(self._text)]  # fmt: skip
        if not matches:
            return False
        label = "、".join(match.group() for match, _, _ in matches)
        low, high = min(low for _, low, _ in matches), max(high for _, _, high in matches) - 1
        if cues.CAP.search(self._text) and cues.GIVES.search(self._text):
            self._found.append(Grants(("cap",), f"最高{label}", Fraction(low), Fraction(high)))
            self._text = _blank(self._text)
        else:
            self._found.append(States("money_cny", Fraction(low), Fraction(high), label))
            for match, _, _ in matches:
                self._strike(match.span())
        return True

    def _quantity(self) -> None:
        """Read an amount with how it is compared: 500万元, 90%以上, 最高3000万."""
        capped, gives = cues.CAP.search(self._text), cues.GIVES.search(self._text)
        quantities = [q for q in find_quantities(self._text) if _is_sum(q, self._text)]
        if len({(q.kind, q.exact) for q in quantities}) != 1:
            return
        last = quantities[-1]
        comparator = last.comparator
        if comparator == "equal" and cues.AT_LEAST.match(self._text[last.span[1] :]):
            comparator = "at_least"
        value, kind = quantities[0], last.kind
        low, high = _bounds(comparator, value.exact)
        said = _SAID.get(comparator, "").format(value.surface) or value.surface
        for each in quantities:
            self._strike(each.phrase_span)
        if gives and _is_money(value) and (capped or comparator in ("at_least", "above")):
            roles: tuple[BenefitRole, ...] = ("cap",) if capped else ("fixed", "cap")
            at_cap = capped and comparator == "at_most"
            low, said = (value.exact, f"最高{value.surface}") if at_cap else (low, said)
            self._found.append(Grants(roles, said, low, high))
        elif comparator != "equal" and not capped:
            strict = comparator == "above"
            self._found.append(States(kind, low, high, said, strict=strict))
        elif self._catalogue.with_value(value):
            self._found.append(StatesExactly(value))

    def _words(self, structural: bool) -> bool:
        """Read the words that the clauses mention, said without quotation marks."""
        if any(isinstance(each, Mentions) for each in self._found) or (
            self._question.normalized != self._text and not self._text.strip(f"{_READ} ")
        ):
            return False
        topics = self._marked_topics() if self._marked else self._bare_topics()
        groups = tuple(filter(None, (self._choices(topic) for topic in topics)))
        if not groups or (len(groups) < len(topics) and not structural):
            return False
        mentions = Mentions(groups, either=bool(_EITHER.search(self._question.normalized)))
        if structural and not self._marked:
            held = AllOf((*self._found, mentions)).find(self._catalogue)
            if not held:
                return False
        self._add_words(mentions)
        for topic in topics:
            start = self._text.find(topic)
            if start >= 0:
                self._strike((start, start + len(topic)))
        return True

    def _marked_topics(self) -> list[str]:
        """Return the topics beside the first word of mention, else those of the part before it."""
        text = _BRACKETS.sub(lambda m: _READ * len(m.group()), self._text)
        segments = _SEGMENT.split(text)
        for place, segment in enumerate(segments):
            mark = cues.MENTION.search(segment)
            if mark is None:
                continue
            about = re.search(r"(?:^|[\x00的里])(?:跟|和|与|同|对)(?=[^\x00]{2,12}$)", segment[: mark.start()])
            pieces = [segment[mark.end() :], segment[: mark.start()]]
            if about:
                pieces.reverse()
                pieces[0] = pieces[0][about.end() :]
            before = segments[place - 1] if place else ""
            for piece in (*pieces, before):
                topics = list(self._topics(piece))
                if topics:
                    return topics
        return []

    def _bare_topics(self) -> list[str]:
        """Return what stands right before the noun: 养老的条款有哪些."""
        for segment in _SEGMENT.split(_BRACKETS.sub("", self._text)):
            head = _first(segment, cues.COUNT, cues.WHICH, cues.BARE)
            if head is not None and not _ITEMS.search(head.group()):
                before = list(self._topics(segment[: head.start()]))[:1]
                after = segment[head.end() :]
                return before or (list(self._topics(after)) if _TELLS.match(after) else [])
        return []

    def _topics(self, piece: str) -> Iterator[str]:
        for pattern in (cues.COUNT, cues.WHICH, cues.BARE, cues.MENTION):
            piece = pattern.sub(_READ, piece)
        piece = cues.OPEN.sub(_READ, piece)
        for part in re.split(rf"[{_READ}\W]+", piece):
            for stretch in _JOINED.split(part):
                topic = self._trimmed(cues.OPENS.sub("", stretch))
                if len(topic) >= 2 and not (self._found and topic in cues.GENERIC):
                    yield topic

    def _trimmed(self, stretch: str) -> str:
        """Return a stretch without the words of asking at its ends."""
        words = list(self._catalogue.index.tokenizer.words(stretch))
        while words and cues.FILLER.fullmatch(words[0]):
            words.pop(0)
        while words and cues.FILLER.fullmatch(words[-1]):
            words.pop()
        return "".join(words)

    def _choices(self, topic: str) -> tuple[str, ...]:
        """Return a topic with what the documents may say for it; empty where they hold none."""
        if self._catalogue.with_words([topic]):
            return (topic,)
        same = load_thesaurus().same.get(normalize(topic), ())
        return (topic, *same) if any(self._catalogue.with_words([w]) for w in same) else ()

    def _unread(self) -> str:
        """Return what no step understood."""
        rest = _BRACKETS.sub(_READ, self._text)
        for pattern in (cues.COUNT, cues.WHICH, cues.BARE, cues.OPEN, cues.TOGETHER, cues.ALONE,
                        cues.LEADING, cues.MENTION, cues.CLAIMED, _ASKS_IF):  # fmt: skip
            rest = pattern.sub(_READ, rest)
        left = [w for w in self._catalogue.index.tokenizer.words(rest.replace(_READ, " "))
                if not cues.FILLER.fullmatch(w) and w not in cues.GENERIC]  # fmt: skip
        return "".join(left)


def _has(filters: list[ClauseFilter], kind: type) -> bool:
    return any(isinstance(each, kind) for each in filters)


_LOOKS_LIKE_UNIT = re.compile(r"[\u4e00-\u9fff]{2}(?:局|委|办|厅|中心|集团|公司)")
_ASKS_IF = re.compile(r"对不对|对[吧吗么]|是[吧吗么]|没错吧|是不是|没错|对$")
#: "哪条讲的是…", "哪条说…".
_TELLS = re.compile(r"(?:款|文)?(?:里|是)?(?:面)?(?:讲|说|写|提|规定|管)(?:的|了)?(?:是)?")
_MENTION_VERB = re.compile(r"(?:都|一起)(?=提到|写)")
_NOT_LEADING = re.compile(r"(?:不|没有?|非|未)(?:是)?(?:牵头|领头|挑头|主抓|排(?:在)?第一)")
#: Nouns of which a list is a list only where nothing says otherwise.
_ITEMS = re.compile(r"政策|措施|项|规定|处|地方")
_SAID = {"at_least": "{}及以上", "above": "超过{}", "at_most": "{}及以下", "below": "低于{}"}


def _bounds(comparator: str, value: Fraction) -> tuple[Fraction, Fraction | None]:
    if comparator in ("at_least", "above"):
        return value, None
    return (Fraction(0) if comparator in ("at_most", "below") else value), value


def _blank(text: str) -> str:
    """Return a text in which what was not yet read says nothing more."""
    return re.sub(r"[^\x00]", " ", text)


def _relation(text: str, units: tuple[str, ...]) -> Relation:
    if cues.LEADING.search(text):
        return "leading"
    if len(units) > 1 and cues.TOGETHER.search(text) and not cues.APART.search(text):
        return "all"
    return "alone" if cues.ALONE.search(text) else "any"


def _first(text: str, *patterns: re.Pattern[str]) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)


def _number(clause: Clause) -> int:
    return int(clause.number.split("-")[0])


def _is_amount(words: str) -> bool:
    found = find_quantities(words)
    return len(found) == 1 and found[0].phrase_span == (0, len(words)) and _is_sum(found[0], words)


def _is_money(quantity: Quantity) -> bool:
    return quantity.kind.startswith("money") or quantity.kind == "number"


def _is_sum(quantity: Quantity, text: str) -> bool:
    """Tell whether an amount is a sum of money or a rate, by which lists are asked."""
    if quantity.kind == "number":
        return quantity.exact >= _LEAST_NUMBER
    return quantity.kind.startswith("money") or quantity.kind == "percent"


def _asks_what(text: str, place: int) -> bool:
    """Tell whether 两个单位 is followed by its own question: 是哪些."""
    return bool(re.match(r"(?:是|有)?(?:哪|谁|什么)", text[place:]))
