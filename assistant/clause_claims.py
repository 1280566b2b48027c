"""Judges what a question takes for granted of a clause: its units, section, place, title, force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant import list_cues
from assistant.answer import Verdict, clause_name, quoted_title
from assistant.asked import kinds_named
from assistant.catalogue import Catalogue, leading_units
from assistant.found import Found, cite_whole
from assistant.question import ParsedQuestion
from assistant.references import CLAUSE_REFERENCE, read_numeral
from assistant.sections import SectionRoute
from assistant.temporal import asked_day
from assistant.wording import chinese_day, period, unit_sentence
from index.amounts import find_quantities
from index.document import Clause
from index.tokenization import normalize

_RESPONSIBLE = re.compile(r"负责|管|牵头|归|由|责任|单独|挂名|参与|承担|主管|事|找|有份|领头")
_NOT = re.compile(r"(?:(?<!是)不是|不归|不由|不该|没有?|不)(?:由|归|让)?$")
_UNIT_COUNT = re.compile(
    rf"(?P<n>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})(?:个|家)(?:{'责任|牵头|负责'})?的?(?:单位|部门)"
)
_LAST = re.compile(r"(?:是|就是)?(?:不是)?最后(?:的)?(?:一|1)?条|末条|压轴")
_PLACED = re.compile(r"在|属于|归入|列入|放在|归在")
_TITLE = re.compile(r"标题|题目|名称|名字|叫")
#: 12条 and 五十二, as several clauses are named together.
_NUMBERS = re.compile(r"第?[（(]?(?:\d{1,3}|[〇零一二三四五六七八九十百廿卅]{1,6})[)）]?(?:条|项|款|[、和与跟](?=第?[\d一二三四五六七八九十]))")
#: "有没有写具体金额": whether the clause states any value of the kind.
_STATES_ANY = re.compile(
    r"(?:有没有|有无|是否|是不是|写没写|没有?|有)(?:明确|写明|写|规定|给出?|提|标明?|说|列)*(?:到|出|了|过|有)?(?:具体|明确|固定|确切)*的?"
    r"(?:补[助贴]|奖[励补]|资金|支持)?的?(?:金额|数额|钱数|额度|比例|比率|期限|上限|封顶|标准)"
)
_FORCE = re.compile(r"有效|失效|过期|作废|生效|算数|管用|在执行")


class ClauseClaims:
    """Judge claims on the structure of single clauses."""

    def __init__(self, catalogue: Catalogue, sections: SectionRoute) -> None:
        self._catalogue = catalogue
        self._sections = sections

    def judge(self, question: ParsedQuestion, clause: Clause, as_of: date) -> Found | None:
        """Answer yes or no to a claim on a clause; ``None`` where it is on what the clause says."""
        text = CLAUSE_REFERENCE.sub("", question.normalized, count=1)
        if _FORCE.search(text) and not self._says_more(_FORCE.sub("", text)):
            return self._force(question, clause, as_of)
        if not question.confirms:
            return None
        right = self._right(text, question, clause)
        if right is None:
            return None
        verdict: Verdict = "yes" if right else "no"
        document = self._catalogue.document_of(clause)
        section = next((s for s in document.sections if s.no == clause.section), None)
        title = quoted_title(clause)
        where = f"在第{section.no}部分“{section.title}”" if section else ""
        numbered = self._catalogue.of_kind(document, clause.kind)
        last = "，是最后一条" if _LAST.search(text) and clause == numbered[-1] else ""
        told = f"{'是的' if right else '不对'}。{clause_name(clause, document)}{title}{where}{last}。"
        units = len({unit.canonical for unit in clause.units})
        count = f"共{units}个责任单位。" if _UNIT_COUNT.search(text) else ""
        citation = cite_whole(self._catalogue, clause, as_of)
        return Found(
            "clause", "answered", f"{told}{count}{unit_sentence(clause)}", (citation,),
            tuple(citation.departments), verdict=verdict, counted=(str(units),),
        )  # fmt: skip

    def judge_all(
        self, question: ParsedQuestion, clauses: Sequence[Clause], as_of: date
    ) -> Found | None:
        """Answer whether the units of a claim are responsible for every one of some clauses."""
        text = _NUMBERS.sub("", question.normalized)
        units = self._catalogue.unit_mentions(text)
        if not question.confirms or not units or not _RESPONSIBLE.search(text):
            return None
        held = [self._units_right(text, clause) for clause in clauses]
        if None in held:
            return None
        verdict: Verdict = "yes" if all(held) else "no"
        citations = tuple(cite_whole(self._catalogue, clause, as_of) for clause in clauses)
        told = "".join(
            f"{clause_name(c.clause, c.document)}{unit_sentence(c.clause)}" for c in citations
        )
        departments = dict.fromkeys(unit for c in citations for unit in c.departments)
        return Found(
            "clause", "answered", f"{'是的' if verdict == 'yes' else '不对'}。{told}", citations,
            tuple(departments), verdict=verdict,
        )  # fmt: skip

    def states_any(
        self, question: ParsedQuestion, clause: Clause, as_of: date
    ) -> Found | None:
        """Tell whether a clause states any amount, share or term; ``None`` where more is asked."""
        text = _NUMBERS.sub("", CLAUSE_REFERENCE.sub("", question.normalized))
        if not question.yes_no or not _STATES_ANY.search(text):
            return None
        if self._says_more(_STATES_ANY.sub("", text)):
            return None
        wanted = kinds_named(question.aspects, text)
        stated = [q.surface for q in find_quantities(clause.text) if q.kind in wanted]
        if not wanted:
            return None
        citation = cite_whole(self._catalogue, clause, as_of)
        name = f"{clause_name(clause, citation.document)}{quoted_title(clause)}"
        told = f"有。{name}写了：{'、'.join(dict.fromkeys(stated))}。" if stated else f"没有写。{name}："
        return Found(
            "clause", "answered", f"{told}{citation.quote.strip()}{unit_sentence(clause)}",
            (citation,), tuple(citation.departments), verdict="yes" if stated else "no",
        )  # fmt: skip

    def _right(self, text: str, question: ParsedQuestion, clause: Clause) -> bool | None:
        """Return whether what is claimed holds; ``None`` where nothing of the structure is."""
        mentions = self._catalogue.unit_mentions(text)
        if mentions and _RESPONSIBLE.search(text):
            return self._units_right(text, clause)
        claimed = _UNIT_COUNT.search(text)
        count = read_numeral(claimed["n"]) if claimed else None
        if count is not None:
            return count == len({unit.canonical for unit in clause.units})
        if _LAST.search(text) and not self._says_more(_LAST.sub("", text)):
            return clause.number == self._catalogue.numbered[-1].number
        section = self._sections.mention_in(question, text)
        if section and _PLACED.search(text):
            (start, end), document, held = section
            if not self._says_more(_PLACED.sub("", text[:start] + text[end:])):
                return (clause.doc_id, clause.section) == (document.doc_id, held.no)
        if clause.title and _TITLE.search(text) and (question.yes_no or question.claim):
            return normalize(clause.title) in text
        return None

    def _units_right(self, text: str, clause: Clause) -> bool | None:
        """Judge which units are responsible, alone or leading; a negated one must not be."""
        held = {unit.canonical for unit in clause.units}
        wanted, right, rest = set(), True, text
        for (start, end), unit in reversed(self._catalogue.unit_mentions(text)):
            before = rest[:start]
            if _NOT.search(before):
                right = right and unit not in held
            else:
                wanted.add(unit)
            rest = f"{before} {rest[end:]}"
        if self._says_more(rest):
            return None
        if list_cues.LEADING.search(rest):
            return right and wanted <= leading_units(clause)
        if list_cues.ALONE.search(rest):
            return right and wanted == held
        return right and wanted <= held

    def _says_more(self, rest: str) -> bool:
        """Tell whether words are left that neither ask nor frame."""
        words = self._catalogue.index.tokenizer.words(_ASKS.sub(" ", rest))
        return any(not list_cues.FILLER.fullmatch(word) for word in words)

    def _force(self, question: ParsedQuestion, clause: Clause, as_of: date) -> Found:
        """Tell the period of a clause, and whether it is in force on the day asked of."""
        document = self._catalogue.document_of(clause)
        validity = document.validity_of(clause)
        day = asked_day(question.normalized, as_of) or as_of
        status = validity.status(day)
        citation = cite_whole(self._catalogue, clause, as_of)
        name = clause_name(clause, document)
        if status == "unknown":
            text = f"文件没有写明{name}的有效期。"
            return Found("clause", "not_specified", text, (citation,), tuple(citation.departments))
        words = {
            "in_force": "在有效期内", "expired": "已过期失效", "not_yet": "尚未开始施行",
            "repealed": f"已被{validity.repealed_by}废止",
        }[status]  # fmt: skip
        verdict: Verdict | None = None
        if question.confirms:
            ended = re.search(r"失效|过期|作废", question.normalized)
            verdict = "yes" if (status == "in_force") != bool(ended) else "no"
        return Found(
            "clause", "answered",
            f"按{chinese_day(day)}看，{name}{words}，施行期为{period(validity)}。",
            (citation,), tuple(citation.departments), verdict=verdict,
        )  # fmt: skip


_ASKS = re.compile(
    r"对不对|对[吧吗么]|是[吧吗么]|没错吧|是不是|[吧吗么呢嘛]|对|没错|现在|如今|目前|今年|明年|去年|还|20\d\d年?|\d+[月日号]|来|一[家个]|我|记得|听说|什么时候|几号|到|何时|多久|期"
)
