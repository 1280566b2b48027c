"""Cuts a sentence into the phrases that carry one statement each, with their own subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document import Span
from index.sentences import split_sentences

_COMMA = re.compile(r"[，,]")
_TITLE = re.compile(r"^[（(]?[一二三四五六七八九十百零\d第条]+[）).、．﹒条]*\s*[^。；，]{2,40}。")
#: A printed number is no longer than this (第一百三十三条之一　).
_LONGEST_NUMBER = 12
#: A bracket with the responsible units is shown apart and answers nothing else.
_UNIT_BRACKET = re.compile(
    r"\s*[（(〔【\[]?\s*(?:牵头)?(?:责任|配合|牵头|主管)(?:单位|部门)[^。]*$"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A comma-delimited piece of a sentence; ``span`` counts in the clause's text."""

    span: Span
    text: str
    sentence: int


def body_span(text: str) -> Span:
    """Return the span of a clause's own words: without the closing bracket of units."""
    match = _UNIT_BRACKET.search(text)
    return (0, match.start() if match and match.start() > 0 else len(text))


def title_end(text: str, title: str | None = None) -> int:
    """Return where the printed number and title end, 0 where the clause has no title sentence.

    A title that is known may hold commas; without one the first sentence may hold none.
    """
    at = text.find(title, 0, len(title) + _LONGEST_NUMBER) if title else -1
    if title and at >= 0:
        end = at + len(title)
        end += text[end : end + 1] == "。"
        return end if end < len(text) else 0
    match = _TITLE.match(text)
    return match.end() if match and match.end() < len(text) else 0


def split_phrases(text: str, title: str | None = None) -> list[Phrase]:
    """Cut a clause's text into phrases; commas inside brackets and quotes do not cut."""
    phrases: list[Phrase] = []
    end_of_body = body_span(text)[1]
    start_of_body = title_end(text, title)
    for number, (start, end) in enumerate(split_sentences(text)):
        start, end = max(start, start_of_body), min(end, end_of_body)
        if start >= end:
            continue
        cut = start
        for position in _cuts(text, start, end):
            phrases.append(Phrase((cut, position), text[cut:position], number))
            cut = position
        phrases.append(Phrase((cut, end), text[cut:end], number))
    return [phrase for phrase in phrases if any(c.isalnum() for c in phrase.text)]


def _cuts(text: str, start: int, end: int) -> list[int]:
    depth, cuts = 0, []
    for position in range(start, end):
        character = text[position]
        if character in "（(《“〔【":
            depth += 1
        elif character in "）)》”〕】":
            depth = max(0, depth - 1)
        elif depth == 0 and _COMMA.match(character) and position + 1 < end:
            cuts.append(position + 1)
    return cuts
