"""Which other documents a document ends or prolongs, by the numbers or titles it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.dates import DATE, parse_date
from index.document import Clause, Renewal
from index.frame import DOC_NUMBER
from index.layout import clean_spacing

_SENTENCE = re.compile(r"[^。；\n]+")
_ENDS = re.compile(r"废止|停止执行|停止施行|不再执行|同时失效|自行失效|停止使用")
#: Mentions of an end that somebody else brought about, or that is only planned.
_NOT_BY_THIS = re.compile(
    r"已(?:经)?(?:被|于|由)?[^，]{0,12}废止|立改废|清理|制定、修改|修改、废止|修改或废止"
)
_PROLONGS = re.compile(
    rf"(?:有效期|执行期限?|实施期限?|政策期限)?(?:限)?\s*(?:延长|延续|顺延|延期|继续执行|继续实施|继续有效)"
    rf"[^。；]{{0,12}}?至\s*(?P<date>{DATE})"
)
_TITLE = r"《[^《》]{2,80}(?:《[^《》]{1,60}》[^《》]{0,40})?》"
_NAME = re.compile(rf"(?P<title>{_TITLE})|(?P<number>{DOC_NUMBER.pattern})")
#: Only a part of the named document is meant: 《办法》（…号）第三条.
_PART = re.compile(r"[》）)]*\s*(?:中的?|第[〇零一二三四五六七八九十百\d]+[条款项章])")
_GROUND = re.compile(r"(?:根据|按照|依据|依照|参照|执行)[^，]*$")
_LISTS_ENDED = re.compile(r"废止|宣布失效")
_LISTS_OTHERS = re.compile(r"继续有效|保留|修改|修订")


def normalize_number(match: re.Match[str]) -> str:
    """Return a 文号 in its standard form: 衢政发〔2024〕7号."""
    body = clean_spacing(match.group("body"))
    return f"{body}〔{match.group('year')}〕{int(match.group('serial'))}号"


def read_repeals(clauses: Iterable[Clause], title: str) -> tuple[str, ...]:
    """Return the documents that a document ends: their numbers, or their titles without one.

    A decision to end documents (关于废止部分文件的决定) lists them; elsewhere they stand in the
    sentence that ends them.
    """
    named: dict[str, None] = {}
    for clause in clauses:
        if _LISTS_ENDED.search(title) and clause.kind not in ("preamble", "closing"):
            if not _LISTS_OTHERS.search(f"{clause.title or ''}{clause.text[:40]}"):
                named.update(dict.fromkeys(_names(clause.text)))
            continue
        for match in _SENTENCE.finditer(clause.text):
            sentence = match.group()
            end = _ENDS.search(sentence)
            if end is not None and not _NOT_BY_THIS.search(sentence):
                ended = _subject(sentence[: end.start()]) or _object(sentence[end.end() :])
                named.update(dict.fromkeys(ended))
    return tuple(named)


def read_renewals(clauses: Iterable[Clause]) -> tuple[Renewal, ...]:
    """Return the documents whose last day a document moves, with that day."""
    found: list[Renewal] = []
    for clause in clauses:
        for match in _SENTENCE.finditer(clause.text):
            prolongs = _PROLONGS.search(match.group())
            until = parse_date(prolongs.group("date")) if prolongs is not None else None
            if prolongs is None or until is None:
                continue
            names = _subject(match.group()[: prolongs.start()])
            found.extend(Renewal(name, until) for name in names)
    return tuple(found)


def _subject(text: str) -> list[str]:
    """Return the documents that the words before a verb name as its subject or object."""
    parts = re.split(r"[，,]", text)
    for part in reversed(parts):
        names = list(_names(part))
        if names:
            return names
    return []


def _object(text: str) -> list[str]:
    """Return the documents that stand right behind a verb: 废止《甲市办法》（…）."""
    return list(_names(re.split(r"[，,]", text)[0])) if text.startswith("《") else []


def _names(text: str) -> Iterator[str]:
    """Yield the documents that a text names: the number behind a title counts for it."""
    matches = list(_NAME.finditer(text))
    for i, match in enumerate(matches):
        after = matches[i + 1] if i + 1 < len(matches) else None
        numbered = (
            match.group("title") is not None
            and after is not None
            and after.group("number") is not None
            and re.fullmatch(r"\s*[（(]\s*", text[match.end() : after.start()]) is not None
        )
        if numbered or _PART.match(text, match.end()) or _GROUND.search(text[: match.start()]):
            continue
        number = DOC_NUMBER.fullmatch(match.group("number") or "")
        yield normalize_number(number) if number is not None else match.group()
