"""Facts of a document itself: number, issuer, dates, validity, copies, parts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant import cues
from assistant.answer import Citation, Verdict
from assistant.catalogue import Catalogue
from assistant.found import Found, cite_whole
from assistant.question import ParsedQuestion
from assistant.temporal import asked_day
from assistant.verdict import claimed_values
from assistant.verify import numbers_in
from assistant.wording import chinese_day, document_label, period
from index.document import NUMBERED_KINDS, Clause, PolicyDocument, Validity
from index.tokenization import normalize

#: What a document may leave out, by the name of the fact.
_NAMES = {
    "number": "文号", "issuer": "发文机关", "issued": "印发日期", "cc": "抄送单位",
    "repeals": "废止哪些文件",
}  # fmt: skip
#: How many stretches of a document's title a question may spread over its words.
_PIECES = 4
#: From here on an amount is a sum of money ("50个亿"), and no "八块" of a plan.
_A_SUM = 100
#: So many of the chosen documents' titles are looked at.
_FEW = 8
_TERM_OF_YEARS = re.compile(r"(?:有效期|暂定|试行)[^，。]{0,8}(?:年|月)")
_DOCUMENT_FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"文号|发文字号|几号文|多少号文|什么号|红头编号|编号")),
    ("issuer", re.compile(r"(?:谁|哪(?:些|几|个)?(?:家|个)?(?:单位|部门|机关|地方)|哪里|哪儿|哪级)(?:联合|一起|共同)?(?:印|下|制|颁|发)?(?:发|布|定|台|出)(?!放|消|券|钱|补|奖|展|票|证|给|的?(?:钱|补|奖|券))|发文(?:机关|单位|部门)|印发(?:机关|单位)")),
    ("issued", re.compile(r"(?:什么时候|何时|哪(?:一)?[天年月]|几[月号时]|啥时候?|多会儿).{0,6}(?:发|印|出台|下|颁|公布|制定|成文)|(?:发文|印发|成文|发布|出台)(?:的)?(?:日期|时间)|(?:发|印|出台|下)的?.{0,3}(?:是)?(?:什么时候|哪天|何时|几号)")),
    ("issued", re.compile(r"(?:\d+月份?|\d+[号日])(?:印发|下发|发布|出台|发)的?|(?:印发|下发|出台)的.{0,6}(?:对不|是吧|吗)")),
    ("validity", re.compile(r"有效期|还?有效[吗么嘛没不]|(?:还|是不是|是否)(?:有效|管用|算数|作数|能用|在执行|执行|生效)|失效|过期|作废|(?:什么时候|何时|几时|啥时候?|哪天|到几号|到什么时候).{0,6}(?:到期|截止|失效|结束|生效|开始|施行|实施|执行|为止)|(?:管|用|执行|实施|持续)(?:到|多久|几年|多长)|生效|施行期|现在还(?:能|有|执行|算)|今年还(?:能|有|执行|算)")),
    ("cc", re.compile(r"抄送|抄给|抄报|收到抄")),
    ("title", re.compile(r"(?:全文|文件|通知|方案)(?:的)?(?:全称|名称|标题|名字|题目)|叫(?:什么|啥)(?:文件|通知|方案)|全称")),
    ("fields", re.compile(r"(?:几|多少|哪些|哪几|哪八|8|八)(?:个|大)?(?:领域|方面|部分|板块|大块|大类|章|块)|分(?:成|为)?(?:几|哪)")),
    ("count", re.compile(r"(?:全文)?(?:一共|总共|共)?(?:有|是|写了|列了)?(?:多少|几)(?:来|个)?(?:条|项|款)(?:措施|政策|规定|条款|任务|举措|内容|条文|法条)*")),
    ("repeals", re.compile(r"(?:废止|取代|替代|代替)(?:了|的|掉)?(?:哪|什么|啥|谁|原|旧|老)|(?:哪|什么|啥)[^，。？?]{0,8}(?:被)?(?:废止|取代|替代)")),
    ("office", re.compile(r"落款|版记|印发的是|(?:市府办|县府办|政府办|办公厅)(?=印发|$|[？?])")),
    ("public", re.compile(r"公开发布|公开(?:吗|么|的|还是)|是否公开|涉密|保密")),
)  # fmt: skip
_OFFICE = re.compile(r"([\u4e00-\u9fff]{2,24}(?:办公室|办公厅|秘书处))[\s，,]*\d{4}\s*年[^\n]{0,16}印发")
#: A document number as it is said.
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,6}(?:发|字|办|函)[〔\[（(]?20\d\d[〕\]）)年]?第?\d+号")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_DOCUMENT_FILLER = re.compile(
    r"[\W\d年月日]|请问|你们|我们|一下|到底|现在|今年|今天|这个?|那个?|该|的|了|是|吗|么|嘛|呢|吧|呀|啊|对|不|没|有|给|还|能|又|再|我|您|问|查|告诉|哪些|什么|单位|哪|谁|正式|政策|来着|具体"
)


class DocumentRoute:
    """Answer questions on documents as a whole."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        #: Some documents of several were chosen, so a question names them and not what they say.
        self._chosen = len(catalogue.documents) < len(catalogue.index.documents)

    def asks(self, question: ParsedQuestion) -> bool:
        """Tell whether a question asks of a document itself, and not of something inside it."""
        return question.intent != "clause" and bool(self._asked(question))

    def answer(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Answer a question on documents; ``None`` where it asks of something inside."""
        if question.intent == "clause":
            return None
        asked = self._asked(question)
        found = [self._of(document, asked, question, as_of) for document in self._catalogue.documents]
        told = [each for each in found if each is not None]
        if not asked or not told:
            return None
        said = [each for each in told if each.status == "answered"] or told
        return replace(
            said[0],
            text="\n".join(each.text for each in said),
            citations=tuple(citation for each in said for citation in each.citations),
            departments=tuple(dict.fromkeys(d for each in said for d in each.departments)),
            counted=tuple(number for each in said for number in each.counted),
        )

    def _asked(self, question: ParsedQuestion) -> list[str]:
        return list(
            dict.fromkeys(
                name
                for name, cue in _DOCUMENT_FACTS
                if cue.search(question.normalized) and self._of_document(question, cue)
            )
        )

    def _of(
        self, document: PolicyDocument, asked: list[str], question: ParsedQuestion, as_of: date
    ) -> Found | None:
        """Tell the facts of one document that are asked for; ``None`` where it has none."""
        day = asked_day(question.normalized, as_of)
        told = [self._fact(name, document, question, day, as_of) for name in asked]
        numbers = self._counts(document)
        parts = [words for words, _ in told if words]
        grounds = self._grounds(document, asked, as_of)
        missing = [_NAMES[name] for name in asked if name in _NAMES]
        if not parts and missing and grounds:
            text = f"{document_label(document)}没有写明{'、'.join(missing)}。"
            return Found("document", "not_specified", text, grounds, document.issuers)
        if not parts:
            return None
        verdicts = [verdict for _, verdict in told if verdict]
        return Found(
            "document", "answered", "".join(parts), grounds, document.issuers, counted=numbers,
            verdict=verdicts[0] if verdicts and question.confirms else None,
        )  # fmt: skip

    def _counts(self, document: PolicyDocument) -> tuple[str, ...]:
        """Return the numbers of clauses and parts, the highest, and those in the parts' titles."""
        numbered = self._catalogue.of_kind(document, *NUMBERED_KINDS)
        highest = max((int(c.number.split("-")[0]) for c in numbered), default=0)
        titles = " ".join(section.title for section in document.sections)
        counts = str(len(numbered)), str(len(document.sections)), str(highest)
        return (*counts, *numbers_in(titles))

    def _grounds(
        self, document: PolicyDocument, asked: list[str], as_of: date
    ) -> tuple[Citation, ...]:
        """Cite the clause that states the period for questions of validity, else how it opens."""
        numbered = self._catalogue.of_kind(document, *NUMBERED_KINDS)
        if "validity" in asked or "repeals" in asked:
            stated = document.validity.text or "\0"
            closing = self._catalogue.of_kind(document, "closing")
            ends = sorted(closing, key=_states_period, reverse=True)
            clauses = [c for c in (*numbered[::-1], *closing) if stated in c.text] or ends
            clauses = clauses or [c for c in numbered[::-1] if _states_period(c)]
        else:
            clauses = self._catalogue.of_kind(document, "preamble") or numbered
        clauses = clauses or self._catalogue.of_kind(document, "preamble", *NUMBERED_KINDS)
        return tuple(cite_whole(self._catalogue, clause, as_of) for clause in clauses[:1])

    def _of_document(self, question: ParsedQuestion, cue: re.Pattern[str]) -> bool:
        """Tell whether a question speaks of the document, and not of a thing inside it."""
        sums = [v for v in claimed_values(question) if v.kind.startswith("money")]
        if any(value.exact >= _A_SUM for value in sums):
            return False
        rest = _NUMBER.sub("", cue.sub("", question.normalized))
        for _, other in _DOCUMENT_FACTS:  # several facts may be asked for at once
            rest = other.sub("", rest)
        named = cues.DOCUMENT_CUE.search(rest) or self._chosen
        rest = _DOCUMENT_FILLER.sub("", cues.DOCUMENT_CUE.sub("", rest))
        documents = self._catalogue.documents
        for document in documents[:_FEW] if self._chosen else documents:
            of_it = normalize(document.title + "".join((*document.cc, *document.issuers)))
            rest = _without_common(rest, of_it)
            for _ in range(_PIECES if self._chosen else 0):
                rest = _without_common(rest, of_it, least=2)
        return len(rest) <= (12 if named and not self._chosen else 4)

    def _fact(
        self,
        name: str,
        document: PolicyDocument,
        question: ParsedQuestion,
        day: date | None,
        as_of: date,
    ) -> tuple[str, Verdict | None]:
        """Return one fact in words, with the verdict on what the question claims of it."""
        label = document_label(document)
        match name:
            case "number" if document.doc_number:
                text = f"文号是{document.doc_number}，文件为《{document.title}》。"
                return text, _claims(question, _squeezed(document.doc_number))
            case "issuer" if document.issuers:
                return f"{label}由{'、'.join(document.issuers)}印发。", None
            case "issued" if document.issue_date:
                return _issued(label, document.issue_date, question)
            case "validity":
                return self._validity(document, day, as_of)
            case "cc" if document.cc:
                named = any(_shares_name(unit, question.normalized) for unit in document.cc)
                return f"抄送：{'，'.join(document.cc)}。", "yes" if named else "no"
            case "title":
                return f"文件全称是{label}。", None
            case "office" if office := _OFFICE.search(self._text(document)):
                issuers = "、".join(document.issuers)
                return f"版记写的印发机关是{office.group(1)}，发文机关是{issuers}。", None
            case "public" if "此件公开发布" in self._text(document):
                return "可以公开，文件注明“此件公开发布”。", "yes"
            case _:
                return self._contents(name, document), None

    def _contents(self, name: str, document: PolicyDocument) -> str:
        """Return what a document holds or ends, in words; empty for anything else."""
        label = document_label(document)
        match name:
            case "count":
                return self._count(document, label)
            case "repeals" if document.repeals:
                return f"{label}废止了{'、'.join(document.repeals)}。"
            case "fields" if document.sections:
                titles = "；".join(f"{s.no}、{s.title}" for s in document.sections)
                return f"{label}分{len(document.sections)}个部分：{titles}。"
            case _:
                return ""

    def _count(self, document: PolicyDocument, label: str) -> str:
        total, _, highest = self._counts(document)[:3]
        if total == "0":
            return ""
        return f"{label}共{total}条{'' if highest == total else f'，编号到第{highest}条'}。"

    def _text(self, document: PolicyDocument) -> str:
        """Return the whole document's text; the catalogue holds the documents' heads."""
        return self._catalogue.index.clauses.source_text(document.doc_id)

    def _validity(
        self, document: PolicyDocument, named: date | None, as_of: date
    ) -> tuple[str, Verdict | None]:
        validity, label = document.validity, document_label(document)
        status = validity.status(named or as_of)
        when = "在您说的时间" if named else f"按{chinese_day(as_of)}看"
        if status == "unknown":
            return f"{label}没有写明有效期。", None
        words = {
            "in_force": "在有效期内", "expired": "已过期失效", "not_yet": "尚未开始施行",
            "repealed": f"已被{validity.repealed_by}废止",
        }[status]  # fmt: skip
        text = (
            f"{when}，{words}：{label}的施行期为{period(validity)}，"
            f"条款另写明期限的从其规定。{_stated(validity)}"
        )
        return text, "yes" if status == "in_force" else "no"


def _stated(validity: Validity) -> str:
    """Quote how a document states a term of years, which its dates alone do not show."""
    text = (validity.text or "").strip()
    return f"文件写的是：“{text}”" if _TERM_OF_YEARS.search(text) and len(text) <= 60 else ""


def _issued(
    label: str, day: date, question: ParsedQuestion
) -> tuple[str, Verdict | None]:
    month = _MONTH.search(question.normalized)
    verdict: Verdict | None = None
    if month:
        verdict = "yes" if int(month.group(1)) == day.month else "no"
    return f"{label}的印发日期是{chinese_day(day)}。", verdict


def _states_period(clause: Clause) -> bool:
    return bool(re.search(r"有效|施行|期限|执行", clause.text))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", normalize(text))


def _claims(question: ParsedQuestion, right: str) -> Verdict:
    """Judge whether a question states a document number as it is printed."""
    return "yes" if right in _squeezed(question.text) else "no"


def _shares_name(unit: str, text: str) -> bool:
    """Tell whether a text names a unit, by its first characters at least."""
    name = normalize(unit).removeprefix("市")
    return any(name[:length] in text for length in range(len(name), min(3, len(name) - 1), -1))


def _without_common(text: str, title: str, *, least: int = 3) -> str:
    """Remove the longest stretch that a text shares with a title, from ``least`` characters on."""
    for length in range(min(len(text), 20), least - 1, -1):
        for start in range(len(text) - length + 1):
            if text[start : start + length] in title:
                return text[:start] + text[start + length :]
    return text
