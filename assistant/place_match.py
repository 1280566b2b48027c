"""Tell whether an asker belongs to the city whose document it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.judgement import Judgement
from assistant.statements import Statement
from index.document import PolicyDocument
from index.facets import lexicon
from index.places import places_in

_SAYS_HERE = re.compile(r"本市|我市|本地|咱们市|市里的|市内|本县|本区")
_SAYS_AWAY = re.compile(r"外地|外省|外市|市外|省外")
#: Who only visits does not belong there.
_VISITS = re.compile(
    r"[来到去在回](?:了|过)?[^，。]{2,8}(?:玩|旅游|旅行|出差|探亲|看病|过年|过节|走亲|做客|路过|避暑|度假)"
)
_GOES = re.compile(r"[来去到往]$")
_LIVES = re.compile(r"老家|祖籍|原籍|住|人$|户口|户籍|常住|籍|在|的|设|注册|落户")


def judge_place(statements: Sequence[Statement], place: str) -> Judgement:
    """Judge whether the asker belongs to ``place``, the city that 全市 and 我市 mean."""
    known = sorted({place, *lexicon()["counties"].get(place, ())} - {""}, key=len)
    here = re.compile("|".join([*map(re.escape, known), _SAYS_HERE.pattern]))
    found: dict[bool | None, str] = {}
    for statement in statements:
        match = here.search(statement.text)
        if match is not None and not _only_goes_there(statement, match):
            said = statement.polarity(match.span())
            value = {"denied": False, "doubtful": None, "pending": None}.get(said, True)
            found.setdefault(value, statement.words)
        others = [name for name in places_in(statement.text) if name not in known]
        away = place and others and _LIVES.search(statement.text)
        if away or _SAYS_AWAY.search(statement.text):
            found.setdefault(False, statement.words)
    if len(found) == 1:
        value, words = next(iter(found.items()))
        return Judgement(value, False, words)
    return Judgement(None)


def _only_goes_there(statement: Statement, place: re.Match[str]) -> bool:
    """Say whether somebody is there on a visit, or asks whether to go there (能去衢州打吗)."""
    asked = statement.polarity(place.span()) == "asked"
    goes = asked and _GOES.search(statement.text[: place.start()])
    return bool(goes or _VISITS.search(statement.text))


def governing_place(document: PolicyDocument) -> str:
    """Return the city that 全市 and 我市 mean in a document, or nothing."""
    for text in (*document.issuers, document.title):
        places = places_in(text)
        if places:
            return places[0]
    return ""
