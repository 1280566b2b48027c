"""Which documents a question names: by number, by title or a part of it, by kind and year."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.document import PolicyDocument
from index.normalization import normalize

_DOC_NUMBER = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,12}?)\s*[〔\[（(]?\s*(?P<year>20\d\d)\s*[〕\]）)]?\s*年?第?\s*(?P<serial>\d{1,4})\s*号"
    r"|(?P<order>[\u4e00-\u9fff]{2,8}令)第?(?P<of_order>\d{1,4})号"
)
_BARE_SERIAL = re.compile(r"(?<![\d〕\]）)年])(?P<serial>\d{1,4})号文")
#: What kind of text a title says it is; the last of them in a title counts.
_KIND = re.compile(
    r"实施细则|实施意见|细则|办法|规定|条例|意见|措施|举措|方案|清单|规划|计划|通知|公告|决定|修正案|纲要|指南|法"
)
#: A kind as a question says it; those of the second group may be any document.
_SAID_KIND = re.compile(
    r"(?:实施细则|实施意见|细则|办法|规定|条例|意见|措施|举措|方案|清单|规划|计划|公告|决定|修正案|纲要|指南|法(?![院律人官]))"
    r"|(?P<any>红头文件|文件|通知|政策|[那这]份|那个文|这个文)"
)
_FRAME = re.compile(
    r"^.*?(?:关于)?(?:印发|发布|公布|转发|贯彻执行|修订)(?=[《〈]|(?!工作).{4,}的通知$)|^关于|的(?:通知|公告|决定)$|^中华人民共和国|[（(][^（）()]{1,12}[）)]"
)
_QUOTED = re.compile(r"《(.+)》")
#: A question that points at a document, not at a subject: "…那个文件", "…文件里", "…办法第四条".
_POINTS_BEFORE = re.compile(r"(?:[那这该此本](?:[个份项部]|一[个份])?|《[^》]{2,40})$")
_POINTS_AFTER = re.compile(
    r"^(?:》|[（(].{1,8}[）)]|里|中|上|第|共|一共|总共|有(?:多少|几)[条个项章]|有效|分|是?(?:谁|哪|什么时候|何时|几号)|的?(?:文号|全称|全文|原文|发文|有效期|印发|发布)|什么时候|何时|几号|哪[天年月个]|现在|还|到期|包括哪|文号|多少号|废止|抄送|失效|过期)"
)
_YEAR_OF_DOCUMENT = re.compile(
    r"(?P<year>20\d\d|(?<!\d)\d\d(?=年))年?(?:度|版)?(?:的|那|这)?(?:[个份]|一[个份])?(?:新|老|旧)?(?:文件|政策|措施|通知|方案|意见|办法|规定|文(?![旅化体])|版|$|的呢|那[个份]|呢|[？?。]|第[\d一二三四五六七八九十]+[条项])"
)
_FILLER = re.compile(r"(?:请问|查一下|查|问|看|念|读|我想|知道|一下|里面?|中|的|那|这|个|份|关于|20\d\d年?|发的|出的|出台的)+")
#: So many characters in a row, or in order, a part of a title must share with the title.
_SURE_IN_A_ROW = 3
_SURE_IN_ORDER = 3


@dataclass(frozen=True, slots=True)
class _Title:
    core: str
    kind: str
    whole: str

    def is_a(self, said: str) -> bool:
        """Tell whether a title says it is what a question calls it: 办法 for 实施办法."""
        return said in self.kind or self.kind in said


class DocumentNames:
    """Find the documents that a question names."""

    def __init__(self, documents: Iterable[PolicyDocument]) -> None:
        self._documents: Mapping[str, PolicyDocument] = {d.doc_id: d for d in documents}
        self._titles = {doc_id: _read_title(d.title) for doc_id, d in self._documents.items()}
        self._numbers = [
            (doc_id, number)
            for doc_id, d in self._documents.items()
            for number in _numbers_in(normalize(d.doc_number or ""))
        ]

    def by_number(self, text: str) -> frozenset[str]:
        """Return the documents whose number a text states."""
        said = list(_numbers_in(text))
        bare = [match["serial"] for match in _BARE_SERIAL.finditer(text)]
        return frozenset(
            doc_id
            for doc_id, (body, year, serial) in self._numbers
            if any(s[1:] == (year, serial) and _same_body(s[0], body) for s in said)
            or (not said and serial in bare)
        )

    def by_title(self, text: str) -> frozenset[str]:
        """Return the documents whose whole title a text states; of nested ones the longest."""
        held = {i: t.core for i, t in self._titles.items() if len(t.core) >= 2 and t.core in text}
        longest = {
            i: core
            for i, core in held.items()
            if not any(core != other and core in other for other in held.values())
        }
        return frozenset(longest)

    def by_part(self, text: str, among: Collection[str], *, sure: bool) -> frozenset[str]:
        """Return the documents that a text points at by a part of their title and their kind.

        Args:
            text: a normalised question without the names of places.
            among: the documents that it may mean.
            sure: any two characters in a row suffice, since the place was named as well.
        """
        scores: dict[str, int] = {}
        for match in _SAID_KIND.finditer(text):
            before, after = text[: match.start()], text[match.end() :]
            pointed = _POINTS_AFTER.match(after) or _POINTS_BEFORE.search(before)
            if not pointed and not (match["any"] and sure):
                continue
            words = _FILLER.split(re.split(r"[，,。；;？?！!：:]", before)[-1])
            for doc_id in among:
                title = self._titles[doc_id]
                if match["any"] is None and not title.is_a(match.group()):
                    continue
                score = sum(_shared(word, title.whole, sure=sure) for word in words)
                if score:
                    scores[doc_id] = max(scores.get(doc_id, 0), score)
        best = max(scores.values(), default=0)
        return frozenset(i for i, score in scores.items() if score == best)

    def points(self, text: str) -> bool:
        """Tell whether a text points at a document, whichever it is."""
        return any(
            _POINTS_BEFORE.search(text[: match.start()])
            or _POINTS_AFTER.match(text[match.end() :])
            or match.group() in ("那份", "这份")
            for match in _SAID_KIND.finditer(text)
        )

    def by_year(self, text: str, among: Collection[str]) -> frozenset[str]:
        """Return the documents of the year that a text gives a document."""
        match = _YEAR_OF_DOCUMENT.search(text)
        if match is None:
            return frozenset()
        year = int(match["year"])
        year += 2000 if year < 100 else 0
        return frozenset(i for i in among if year in _years_of(self._documents[i]))


def core_title(title: str) -> str:
    """Return what a title calls its document, without issuer, 关于印发 and 的通知."""
    quoted = _QUOTED.search(title)
    core = quoted.group(1) if quoted and title.endswith(("通知", "公告")) else title
    before = ""
    while core != before:
        before, core = core, _FRAME.sub("", core)
    return core


def _read_title(title: str) -> _Title:
    whole = normalize(title)
    core = core_title(whole)
    kinds = [match.group() for match in _KIND.finditer(core)]
    return _Title(core, kinds[-1] if kinds else "文件", whole)


def _numbers_in(text: str) -> Iterator[tuple[str, str, str]]:
    for match in _DOC_NUMBER.finditer(text):
        if match["order"]:
            yield match["order"], "", match["of_order"]
        else:
            yield match["body"], match["year"], match["serial"].lstrip("0")


def _same_body(said: str, held: str) -> bool:
    return said.endswith(held) or (len(said) >= 2 and held.endswith(said))


def _years_of(document: PolicyDocument) -> set[int]:
    number = re.search(r"20\d\d", document.doc_number or "")
    years = {int(number.group())} if number else set()
    start = document.validity.effective_from
    return years | {day.year for day in (document.issue_date, start) if day is not None}


def _shared(word: str, title: str, *, sure: bool) -> int:
    """Return how much of a word a title holds: in a row, else all of it in order."""
    least = 2 if sure else _SURE_IN_A_ROW
    for length in range(len(word), least - 1, -1):
        for start in range(len(word) - length + 1):
            if word[start : start + length] in title:
                return length
    if len(word) >= _SURE_IN_ORDER and _in_order(word, title):
        return len(word)
    return 0


def _in_order(word: str, title: str) -> bool:
    rest = iter(title)
    return all(character in rest for character in word)
