"""When a document or a clause is in force: effective date, last day, relative terms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from index.dates import DATE, end_of_month, end_of_term, parse_date
from index.document import NUMBERED_KINDS, Clause, Validity
from index.metadata import Metadata
from index.numerals import HAN_DIGITS, parse_numeral
from index.titles import is_draft

_NUMBER = rf"(?:\d{{1,2}}|[{HAN_DIGITS}]{{1,3}})"
_IN_FORCE = "(?:施行|实施|执行|生效|实行|有效|试行)"
_ISSUED = "(?:发布|印发|公布|发文|下发|出台|签发|颁布|成文|发出|公开发布)"
_FROM_DATE = re.compile(
    rf"(?:自|从|于)?\s*(?P<date>{DATE})\s*(?:起|开始)\s*(?:正式|开始|试)?\s*{_IN_FORCE}"
)
_FROM_ISSUE = re.compile(
    rf"(?:自|从)\s*(?:本[\u4e00-\u9fff]{{1,6}})?{_ISSUED}之日(?:起)?(?:满)?(?P<days>{_NUMBER})?(?:个?工作)?日?(?:后|起)?\s*(?:正式|开始)?{_IN_FORCE}"
)
_UP_TO = (
    rf"(?:有效期限?|执行期限?|实施期限?|政策期限|政策|截止日期|截止时间|{_IN_FORCE})"
    r"\s*(?:暂定|延长|延续|截)?(?:至|到|止于|为至|截至|截止|截止到?)\s*"
)
_UNTIL = re.compile(rf"{_UP_TO}(?P<date>{DATE})")
#: 有效期至2027年底, 执行至2025年6月.
_UNTIL_MONTH = re.compile(
    rf"{_UP_TO}(?P<year>20\d{{2}})\s*年(?:\s*(?P<month>\d{{1,2}})\s*月)?\s*(?:底|末)?(?!\s*\d)"
)
#: 自…起执行，至2024年12月31日止; 2024年12月31日终止.
_TO_THE_END = re.compile(rf"(?P<date>{DATE})\s*(?:止|为止|截止|结束|终止|失效|到期)")
_PERIOD = re.compile(
    rf"(?:自|从|有效期(?:为|：)?|期限(?:为|：)?|执行时间(?:为|：)?)?\s*(?P<start>{DATE})\s*(?:（[^（）]{{1,8}}）)?\s*起?\s*(?:至|到|—|－|-|~|～)\s*"
    rf"(?P<end>{DATE})"
)
_TERM = re.compile(
    rf"(?:有效期限?|试行期?|执行期限?|实施期限?|暂定|期限)\s*(?:为|是|：|:|暂定|定为)?\s*(?P<years>{_NUMBER})\s*(?P<unit>年|个月)"
)
_WHOLE_YEAR = re.compile(rf"(?P<year>20\d{{2}})\s*年(?:度|全年)?(?:度)?(?:内)?{_IN_FORCE}+")
_OF_DOCUMENT = re.compile(
    r"(?:本|以上|上述|此|该|各项)(?:项)?(?:通知|措施|政策|意见|办法|方案|细则|文件|规定|条例|法|清单|举措|若干"
    r"|实施|公告|通告|决定|决议|修正案|制度|条款|规则|计划|规程|规划|规范|指南|指引|解释|要点|目录|章程|预案"
    r"|批复)|现予(?:公布|发布|印发)|新标准|调整后的[^，。]{0,8}标准"
)
#: The last clause may leave out what takes effect: 自2024年1月1日起施行，有效期两年.
_ALONE = re.compile(rf"[自从]\s*(?:{DATE}起|{_ISSUED}之日起?)\s*{_IN_FORCE}[，。；]")
_SENTENCE = re.compile(r"[^。\n；]+[。；]?")
_NOT_A_TERM = re.compile(
    r"评估|证书|合同|保函|许可证|资质|在本[\u4e00-\u9fff]{1,6}有效期内|自本[^。]{1,12}之日起至"
)


@dataclass(frozen=True, slots=True)
class Term:
    """What one sentence says of the time in force, before the issue date is known."""

    text: str
    start: date | None = None
    until: date | None = None
    from_issue: bool = False
    days_after_issue: int = 0
    months: int = 0

    def resolve(self, issued: date | None) -> Validity:
        """Return the period, counted from the issue date where the sentence does so."""
        start = self.start
        if start is None and self.from_issue and issued is not None:
            start = issued + timedelta(days=self.days_after_issue)
        until = self.until
        if until is None and self.months and (start or issued) is not None:
            base = start or issued
            until = end_of_term(base, months=self.months) if base is not None else None
        return Validity(start, until, self.text)


def read_term(sentence: str) -> Term | None:
    """Return the time in force that a sentence states, ``None`` where it states none."""
    start = until = None
    months = days = 0
    from_issue = False
    whole_year = _WHOLE_YEAR.search(sentence)
    if whole_year is not None:
        year = int(whole_year.group("year"))
        return Term(sentence, date(year, 1, 1), date(year, 12, 31))
    match = _FROM_DATE.search(sentence)
    if match is not None:
        start = parse_date(match.group("date"))
    issue = _FROM_ISSUE.search(sentence)
    if issue is not None:
        from_issue = True
        days = (parse_numeral(issue.group("days")) or 0) if issue.group("days") else 0
    match = _UNTIL.search(sentence)
    if match is not None:
        until = parse_date(match.group("date"))
    match = _PERIOD.search(sentence)
    if match is not None and until is None:
        start, until = parse_date(match.group("start")), parse_date(match.group("end"))
    match = _UNTIL_MONTH.search(sentence)
    if match is not None and until is None:
        until = end_of_month(int(match["year"]), int(match["month"] or 12))
    match = _TO_THE_END.search(sentence)
    if match is not None and until is None:
        until = parse_date(match.group("date"))
    match = _TERM.search(sentence)
    if match is not None and until is None:
        count = parse_numeral(match.group("years")) or 0
        months = count * 12 if match.group("unit") == "年" else count
    if start is None and until is None and not months and not from_issue:
        return None
    return Term(sentence, start, until, from_issue, days, months)


def document_validity(clauses: Iterable[Clause], metadata: Metadata) -> Validity:
    """Return the document's own period: its words', else what its head or web page adds.

    A term of years counts from the effective date, from the issue date where it begins on the
    day of issue, and from the day of publication where the document bears no date.
    """
    term = _stated_term(clauses)
    if is_draft(metadata.title):
        return Validity(text=term.text if term else None)
    stated = term.resolve(metadata.issue_date or metadata.published) if term else Validity()
    start = stated.effective_from or metadata.takes_effect
    until = stated.until or metadata.expires
    text = stated.text
    if stated.until is None and metadata.expires is not None and text is None:
        text = f"失效日期：{metadata.expires.isoformat()}"
    return Validity(start, until, text, metadata.withdrawn)


def _stated_term(clauses: Iterable[Clause]) -> Term | None:
    """Return what the closing, the last numbered clauses or the notice say of the whole."""
    ordered = list(clauses)
    numbered = [clause for clause in ordered if clause.kind in NUMBERED_KINDS]
    numbered_last = numbered[-1] if numbered else None
    places = [clause for clause in ordered if clause.kind == "closing"]
    places += numbered[:-4:-1]
    places += [clause for clause in ordered if clause.kind == "preamble"]
    for clause in places:
        for match in _SENTENCE.finditer(clause.text):
            sentence = match.group().strip().removeprefix(clause.no).lstrip()
            own = clause.kind == "closing" or _OF_DOCUMENT.search(sentence)
            if not own and not (clause is numbered_last and _ALONE.match(sentence)):
                continue
            if _NOT_A_TERM.search(sentence):
                continue
            term = read_term(sentence)
            if term is not None:
                return term
    return None


def clause_validity(clause: Clause) -> Validity | None:
    """Return a numbered clause's own period, from the first to the last day of all it states.

    A clause with several (one for small firms, one for large ones) holds until the last of them
    ends; ``text`` quotes each sentence, so that a reader sees which part ends when.
    """
    if clause.kind not in NUMBERED_KINDS:
        return None
    periods: list[Validity] = []
    for match in _SENTENCE.finditer(clause.text):
        sentence = match.group().strip()
        if _NOT_A_TERM.search(sentence) or _OF_DOCUMENT.search(sentence):
            continue
        ends = [
            (parse_date(period.group("start")), parse_date(period.group("end")))
            for period in _PERIOD.finditer(sentence)
        ] or [(None, parse_date(until.group("date"))) for until in _UNTIL.finditer(sentence)]
        periods += [
            Validity(start, end, sentence)
            for start, end in ends
            if end is not None and (start is None or start <= end)
        ]
    if not periods:
        return None
    starts = [period.effective_from for period in periods]
    known = [start for start in starts if start is not None]
    first = min(known) if len(known) == len(starts) else None
    last = max(period.until for period in periods if period.until is not None)
    return Validity(first, last, "".join(dict.fromkeys(period.text or "" for period in periods)))
