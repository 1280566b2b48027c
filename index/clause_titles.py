"""The title of a measure: a line of its own, a first short sentence, or words set apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.layout import clean_spacing, ends_sentence
from index.paragraphs import Paragraph, ends_unit_bracket
from index.unit_names import CLOSERS, OPENERS

#: In brackets of its own: 【研发奖励】对….
_BRACKETED = re.compile(r"\s*[【［\[〔](?P<title>[^【】［］\[\]〔〕：:]{2,30})[】］\]〕](?=\s*\S)")
#: 第一条 （目的和依据）, as municipal regulations print it.
_ROUND = re.compile(r"\s*[（(](?P<title>[\u4e00-\u9fff、“”]{2,20})[）)]\s*(?=\S|$)")
#: Set off by the one space of its line: 压实安全责任 各级党委要….
_SPACED = re.compile(r"\s*(?P<title>[\u4e00-\u9fff、“”]{4,24})[ \u3000]+[\u4e00-\u9fff]\S{8,}")
_LONGEST = 42


def sets_titles_apart(items: Iterable[str]) -> bool:
    """Say whether half the items begin with a title that a space sets apart; one may by chance."""
    found = [_SPACED.match(words) is not None for words in items]
    return sum(found) >= max(2, len(found) / 2)


def _before_bracket(title: str) -> str:
    """Return a title without the bracket that ends it and those inside that."""
    depth = 0
    for i in range(len(title) - 1, -1, -1):
        depth += (title[i] in CLOSERS) - (title[i] in OPENERS)
        if depth <= 0:
            return title[:i].rstrip()
    return title


def clause_title(
    paragraphs: Sequence[Paragraph], marker_length: int, *, spaced: bool
) -> str | None:
    """Return a measure's title, ``None`` where it has none.

    ``spaced`` says that the document sets titles apart by a space.
    """
    raw = paragraphs[0].raw[marker_length:]
    apart = _BRACKETED.match(raw) or _ROUND.match(raw)
    if apart is not None and apart.end() == len(raw) and len(paragraphs) == 1:
        # An article that says （删去） and nothing else has no title.
        apart = None
    if apart is None and spaced:
        apart = _SPACED.fullmatch(raw)
    if apart is not None:
        return clean_spacing(apart["title"])
    title, stop, rest = clean_spacing(raw).partition("。")
    if not stop and ends_unit_bracket(title):
        title = _before_bracket(title)
    if not title or len(title) > _LONGEST:
        return None
    if not stop:
        return title if len(paragraphs) > 1 and not ends_sentence(title) else None
    has_body = bool(rest.strip()) or len(paragraphs) > 1
    return title if has_body and not ends_unit_bracket(title) else None
