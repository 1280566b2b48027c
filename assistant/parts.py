"""Cuts a question that asks several things into questions that each ask one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from assistant import cues
from assistant.question import ParsedQuestion, read_question
from assistant.references import read_numeral

#: More parts than this are a list, not a question.
MOST_PARTS = 4

#: From this many pieces on a question is a story with a question in it.
LONG_STORY = 3

_SPLIT = re.compile(r"[，,；;。？?！!]+|(?:(?<=多少)|(?<=多少.)|(?<=多少..))[、和跟](?=[^，,；;。？?、]{2,20}(?:多少|几))")
#: Who compares two things wants to know of each how much it is.
_COMPARES = re.compile(r"差多少|相差(?:多少)?|哪个(?:更)?(?:多|高|大|少)")
_DISTRIBUTES = re.compile(r"分别|各自|各(?=[是给为有要达占多几在由建补奖安投培新])|(?<!哪)两(?:个|样|块|项|类|边)|都(?=是?(?:多少|几|归|由|找))")
_PAIR = re.compile(
    r"(?P<first>[^，,；;：:。？?]{2,24}?)(?:和|与|跟|及|以及|还有|、)(?P<second>[^，,；;：:。？?]{2,24}?)(?P<rest>[，,：:]?\s*(?:这?两(?:个|样|块|项|类|边))?(?:分别|各自?|都|[\u4e00-\u9fff]{0,6}?(?:差多少|相差|哪个)).*)$"
)
_TWO_THINGS = re.compile(
    r"[\u4e00-\u9fff]{2}(?:和|跟|与|及|以及|还有|、)[\u4e00-\u9fff]{2}|还想|另外|顺便|分别|各自?|两(?:个|样|块|项|类|边|台|种|件|家|头)|都|既.+又|一边.+一边|又.+又|也想|同时|一个.+一个|一台.+一台"
)
_ASKS = re.compile(r"多少|(?<![那这前后好])几|哪|谁|什么|啥(?!的)|怎么|如何|吗|能不能|是不是|有没有|可不可以")
#: Where a question may turn to another subject; what of it stands inside a word is passed over.
_TURN = re.compile(r"[，,；;：:。？?！!、\s]+|以及|还有|另外|同时|加上|和|与|跟|及|同|比|又|并|vs", re.IGNORECASE)
_LEAST_HALF = 2
#: Words that say that several things are meant, or set side by side, or added up.
_SEVERAL_MEANT = re.compile(
    r"分别|各|两(?:个|样|块|项|类|边|头|笔|条)|俩|哪个|谁(?:更)?(?:多|高|大|少|低)|一样|同一个|都"
    r"|相差|差多少|差几|[加合](?:在一)?起来|加一起|相加|之和|加总|合计"
)
#: Of several clauses it is asked where they are: "哪两条", "不止一条", "第几第几条".
_CLAUSES_WANTED = re.compile(
    r"哪(?P<n>[两二三四五2-5])(?:个)?(?:条|处|地方)|不(?:止|只)(?:有)?(?:一|1)(?:条|处)|第几条?[、和]?第几条"
)
_FILLER = re.compile(r"^(?:还有|另外|以及|再|然后|同时|又|那|顺便问(?:下|一下)?|并且|和)+[，, ]*")


def split_parts(text: str) -> tuple[str, ...]:
    """Return the questions that a question holds; one with itself where it asks one thing.

    A later part may lean on the ones before it.
    """
    pieces = _pieces(text)
    asking = [piece for piece in pieces if _ASKS.search(piece) and _has_subject(piece)]
    if not 2 <= len(asking) <= MOST_PARTS:
        return (text,)
    head = "，".join(pieces[: pieces.index(asking[0])])
    parts = tuple(_FILLER.sub("", piece) for piece in asking)
    return (f"{head}，{parts[0]}", *parts[1:]) if head else parts


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in _SPLIT.split(text) if piece.strip()]


def of_two_things(text: str) -> bool:
    """Tell whether a question that asks one thing asks it of two or more."""
    return bool(_TWO_THINGS.search(text))


def asking_part(text: str) -> str:
    """Return the part of a long story that asks, with what stands before it; empty for no story."""
    pieces = _pieces(text)
    if len(pieces) < LONG_STORY:
        return ""
    asking = [i for i, piece in enumerate(pieces) if _ASKS.search(piece)]
    place = asking[-1] if asking else len(pieces) - 1
    return "，".join(pieces[max(0, place - 1) : place + 1])


def last_piece(text: str) -> str:
    """Return the last part of a question that asks; empty where it has only one part."""
    pieces = _pieces(text)
    asking = [piece for piece in pieces if _ASKS.search(piece)]
    return asking[-1] if len(pieces) > 1 and asking else ""


def asking_pieces(question: ParsedQuestion) -> list[ParsedQuestion]:
    """Return the pieces of a question that each ask for a value; none where fewer than two do.

    Where several values are asked for at once, a piece that asks nothing asks for what they do.
    """
    pieces = [read_question(piece) for piece in _pieces(question.normalized)]
    if question.asked.several:
        pieces = [p if p.asked else replace(p, asked=question.asked) for p in pieces]
    asking = [p for p in pieces if p.asked and _has_subject(without_distribution(p.normalized))]
    return asking if len(asking) > 1 else []


def asking_words(normalized: str) -> str:
    """Return the pieces of a question that ask, or confirm; the last one where none does."""
    pieces = _pieces(normalized)
    asking = [p for p in pieces if _ASKS.search(p) or cues.YES_NO.search(p)]
    return "，".join(asking or pieces[-1:])


def split_pair(text: str) -> tuple[str, ...]:
    """Return the two questions of "A和B分别…", each whole; nothing where it is no such question."""
    if not (_DISTRIBUTES.search(text) or _COMPARES.search(text)):
        return ()
    match = _PAIR.search(text)
    if not match:
        return ()
    before = text[: match.start()]
    rest = _DISTRIBUTES.sub("", _COMPARES.sub("多少", match.group("rest")))
    return tuple(f"{before}{match.group(name)}{rest}" for name in ("first", "second"))


def places_to_cut(text: str, words: Callable[[str], Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the halves of a question at each pause and joining word; ``words`` tells its words."""
    bounds = set(accumulate(map(len, words(text)), initial=0))
    for match in _TURN.finditer(text):
        start, end = match.span()
        if start >= _LEAST_HALF and end <= len(text) - _LEAST_HALF and {start, end} <= bounds:
            yield text[:start], text[end:]


def distributes(text: str) -> bool:
    """Tell whether a question says that it means several things."""
    return bool(_SEVERAL_MEANT.search(text))


def clauses_wanted(text: str) -> int:
    """Return how many clauses a question says that it asks the places of; one where it does not."""
    match = _CLAUSES_WANTED.search(text)
    if match is None:
        return 1
    return read_numeral(match["n"] or "") or 2


def without_distribution(text: str) -> str:
    """Return a part of a question without the words that ask it of each of several."""
    return _DISTRIBUTES.sub("", text)


def _has_subject(piece: str) -> bool:
    """Tell whether a piece names something beside what it asks."""
    rest = piece
    for pattern in cues.ASPECT_CUES.values():
        rest = pattern.sub("", rest)
    rest = re.sub(r"[吗么嘛呢啊呀吧的是了有要能可以我们你它就都还又给想问请到底具体总共一共多少几]", "", rest)
    return len(rest) >= 2
