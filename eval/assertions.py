"""Tell what an answer's text states: which facts it holds, which wrong statements it makes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

#: A fact as printed, or a list of wordings of which any one will do.
Fact = str | Sequence[str]

#: Words that deny what follows them: "不是80万元，是30万元" does not assert 80万元.
DENIED_BEFORE = (
    "不是", "并非", "而非", "不等于", "不归", "不由", "不属于", "没有说", "没说", "没有规定",
    "未规定", "没有提到", "未提到", "未提及", "没有写", "不能说", "不包括", "不包含",
)  # fmt: skip
#: These deny only what follows at once: "不能享受", but "不能超过80万元" does assert 80万元.
DENIED_DIRECTLY = (
    "不", "没", "没有", "未", "无", "并无", "无需", "不需", "不需要", "不必", "不能", "不得",
    "不会", "不可",
)  # fmt: skip
#: Words that deny what stands before them: "80万元的说法不对".
DENIED_AFTER = (
    "不对", "有误", "不准确", "不正确", "不符", "不是", "不一致", "是错的", "不成立", "没有依据",
    "与文件", "和文件",
)  # fmt: skip
#: How many characters may stand between the denial and the statement.
BEFORE_GAP, AFTER_GAP = 6, 8

_SENTENCE_PART = re.compile(r"[,，。；;！!？?\n]")


def squeeze(text: str) -> str:
    """Return the text in one width and case, with no white space: how statements are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def states(text: str, statement: str) -> bool:
    """Tell whether a squeezed text holds the statement; 3万元 does not stand in 13万元."""
    return _pattern(squeeze(statement)).search(text) is not None


def facts_found(answer: str, facts: Sequence[Fact]) -> list[bool]:
    """Return, fact by fact, whether the answer holds it as printed or in an equal wording."""
    text = squeeze(answer)
    return [
        any(states(text, wording) for wording in ([fact] if isinstance(fact, str) else fact))
        for fact in facts
    ]


def wrong_statements(answer: str, wrong: Sequence[str]) -> tuple[str, ...]:
    """Return the wrong statements that the answer asserts, those it denies left out."""
    return tuple(statement for statement in wrong if asserts(answer, statement))


def asserts(answer: str, statement: str) -> bool:
    """Tell whether the answer holds the statement somewhere where it is not denied."""
    text, statement = squeeze(answer), squeeze(statement)
    for found in _pattern(statement).finditer(text):
        before = _SENTENCE_PART.split(text[: found.start()])[-1]
        after = _SENTENCE_PART.split(text[found.end() :])[0]
        if not _denied(before, after):
            return True
    return False


def _denied(before: str, after: str) -> bool:
    if before.endswith(DENIED_DIRECTLY):
        return True
    window = before[-(BEFORE_GAP + max(map(len, DENIED_BEFORE))) :]
    for word in DENIED_BEFORE:
        position = window.rfind(word)
        if position >= 0 and len(window) - position - len(word) <= BEFORE_GAP:
            return True
    return any(0 <= after.find(word) <= AFTER_GAP for word in DENIED_AFTER)


@cache
def _pattern(statement: str) -> re.Pattern[str]:
    body = re.escape(statement)
    # Not inside a longer number, before or after.
    start = r"(?<![\d.])" if statement[:1].isdigit() else ""
    end = r"(?![\d]|\.\d)" if statement[-1:].isdigit() else ""
    return re.compile(start + body + end)
