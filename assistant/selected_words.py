"""Reads the words by which a question describes clauses: quoted, said to be mentioned, or bare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import list_cues as cues
from assistant.catalogue import Catalogue
from assistant.clause_filters import ClauseFilter, Except, Mentions
from assistant.selected_amounts import is_sum
from assistant.unread import READ, Unread
from index.amounts import find_quantities
from index.synonyms import load_thesaurus
from index.tokenization import normalize

_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{1,20})[”\"」』]")
_DIGIT = re.compile(r"[\d一二三四五六七八九十百千]")
BRACKETS = re.compile(r"\([^()]{0,20}\)")
_SEGMENT = re.compile(r"[，,。？?！!；;\n]+")
_JOINED = re.compile(r"、|和|与|跟|以及|及|(?<!或)或者?|同时")
_EITHER = re.compile(r"或|任一")
_WITHOUT = re.compile(r"(?:没有?|不|未)(?:提到|提及|提|写到?|说到?|涉及|含有?|包含|出现|带)")
#: The word of mention belongs to what stands between: 跟养老有关.
_ABOUT = re.compile(r"(?:^|[\x00的里])(?:跟|和|与|同|对)(?=[^\x00]{2,12}$)")
#: Nouns of which a list is a list only where nothing says otherwise.
_ITEMS = re.compile(r"政策|措施|项|规定|处|地方")
#: "哪条讲的是…", "哪条说…".
_TELLS = re.compile(r"(?:款|文)?(?:里|是)?(?:面)?(?:讲|说|写|提|规定|管)(?:的|了)?(?:是)?")


def read_quoted(unread: Unread) -> ClauseFilter | None:
    """Return the words in quotation marks, struck out; an amount in them is an amount."""
    found = [m for m in _QUOTED.finditer(unread.text) if READ not in m.group()]
    words = [match for match in found if not _is_amount(match.group(1))]
    if not words:
        return None
    either = len(words) > 1 and bool(_EITHER.search(unread.text))
    unread.strike(*(match.span() for match in words))
    groups = tuple((match.group(1),) for match in words)
    return _wanted(Mentions(groups, letter_for_letter=True, either=either), unread)


class TopicReader:
    """Read the topics that a question names without quotation marks."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def read(self, unread: Unread, *, marked: bool, beside: bool) -> ClauseFilter | None:
        """Return the topics that the documents hold, struck out.

        Args:
            unread: what is left of the question.
            marked: a word of mention stands in the question.
            beside: the clauses are described by something else already.
        """
        topics = self._marked(unread, beside) if marked else self._bare(unread, beside)
        if not marked and any(self._names_document(topic) for topic in topics):
            return None
        groups = tuple(filter(None, map(self._choices, topics)))
        if not groups or (len(groups) < len(topics) and not beside):
            return None
        wanted = _wanted(Mentions(groups, either=bool(_EITHER.search(unread.text))), unread)
        unread.strike_words(topics)
        return wanted

    def _names_document(self, topic: str) -> bool:
        """Tell whether a topic is of a document's title: 评奖办法一共多少条 asks of the whole."""
        return any(topic in normalize(document.title) for document in self._catalogue.documents)

    def _marked(self, unread: Unread, beside: bool) -> list[str]:
        """Return the topics beside the first word of mention, else those of the part before it."""
        text = BRACKETS.sub(lambda m: READ * len(m.group()), unread.text)
        segments = _SEGMENT.split(text)
        for place, segment in enumerate(segments):
            mark = cues.MENTION.search(segment)
            if mark is None:
                continue
            pieces = [segment[mark.end() :], segment[: mark.start()]]
            about = _ABOUT.search(pieces[1])
            if about:
                pieces = [pieces[1][about.end() :], pieces[0]]
            before = segments[place - 1] if place else ""
            for piece in (*pieces, before):
                topics = list(self._topics(piece, beside))
                if topics:
                    return topics
        return []

    def _bare(self, unread: Unread, beside: bool) -> list[str]:
        """Return what stands right before the noun: 养老的条款有哪些."""
        for segment in _SEGMENT.split(BRACKETS.sub("", unread.text)):
            head = cues.first_of(segment, cues.COUNT, cues.WHICH, cues.BARE)
            if head is not None and not _ITEMS.search(head.group()):
                before = list(self._topics(segment[: head.start()], beside))[:1]
                after = segment[head.end() :]
                return before or (
                    list(self._topics(after, beside)) if _TELLS.match(after) else []
                )
        return []

    def _topics(self, piece: str, beside: bool) -> Iterator[str]:
        for pattern in (cues.COUNT, cues.WHICH, cues.BARE, cues.MENTION, cues.OPEN):
            piece = pattern.sub(READ, piece)
        for part in re.split(rf"[{READ}\W]+", piece):
            for stretch in _JOINED.split(part):
                topic = self._trimmed(cues.OPENS.sub("", stretch))
                if len(topic) >= 2 and not (beside and topic in cues.GENERIC):
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


def _wanted(words: Mentions, unread: Unread) -> ClauseFilter:
    """Return the filter for words that are to be there, or not to be."""
    without = _WITHOUT.search(unread.text)
    return Except(words, f"没有{words.words}") if without else words


def _is_amount(words: str) -> bool:
    found = find_quantities(words) if _DIGIT.search(words) else ()
    return len(found) == 1 and found[0].phrase_span == (0, len(words)) and is_sum(found[0])
