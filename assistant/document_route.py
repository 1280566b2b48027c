"""Facts of a document itself: number, issuer, dates, validity, copies, parts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant import list_cues
from assistant.answer import Citation, Verdict
from assistant.catalogue import Catalogue
from assistant.document_claims import judge_day, judge_level
from assistant.document_facts import FactReader, named_in
from assistant.document_words import stated_fact
from assistant.found import Found, cite_whole
from assistant.question import ParsedQuestion
from assistant.references import read_numeral
from assistant.temporal import asked_day
from assistant.verify import numbers_in
from assistant.wording import chinese_day, document_label, period
from index.document import NUMBERED_KINDS, Clause, PolicyDocument, Validity
from index.tokenization import normalize

#: What a document may leave out, by the name of the fact.
_NAMES = {
    "number": "文号", "issuer": "发文机关", "issued": "印发日期", "cc": "抄送单位",
    "repeals": "废止哪些文件", "addressees": "主送单位", "interpretation": "由谁解释",
    "basis": "制定依据", "conflict": "与其他规定不一致时怎么办", "purpose": "目的",
    "scope": "适用范围",
}  # fmt: skip
#: A statement of the term up to this length is quoted.
_SHORT = 60
_CLAIMED_PARTS = re.compile(r"(?<!第)(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:个|大)*(?:部分|板块|领域|大块|章)")
_OFFICE = re.compile(r"([\u4e00-\u9fff]{2,24}(?:办公室|办公厅|秘书处))[\s，,]*\d{4}\s*年[^\n]{0,16}印发")
_SECRET = re.compile(r"保密|涉密|机密|内部")
_EVERY = re.compile(r"每一?[项条个]|所有|全部|一律|没有例外|无一例外|统统|全都")
#: Who asks so is answered yes where it is no longer in force.
_ENDED = re.compile(r"(?<!没)(?:过期|失效|作废|到期)(?!.{0,3}(?:吗|没).{0,4}还)|废止")
_EXCEPTION = re.compile(r"除[^，。]{2,30}(?:外|以外)")


class DocumentRoute:
    """Answer questions on documents as a whole."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        chosen = len(catalogue.documents) < len(catalogue.index.documents)
        self._reader = FactReader(catalogue, chosen)

    def asks(self, question: ParsedQuestion) -> bool:
        """Tell whether a question asks of a document itself, and not of something inside it."""
        return question.intent != "clause" and bool(self._reader.asked(question))

    def answer(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Answer a question on documents; ``None`` where it asks of something inside."""
        if question.intent == "clause":
            return None
        asked = self._reader.asked(question)
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

    def _of(
        self, document: PolicyDocument, asked: list[str], question: ParsedQuestion, as_of: date
    ) -> Found | None:
        """Tell the facts of one document that are asked for; ``None`` where it has none."""
        day = asked_day(question.normalized, as_of)
        stated = stated_fact(self._catalogue, document, asked, question, as_of)
        if stated is not None:
            return stated
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
                return f"{label}由{'、'.join(document.issuers)}印发。", judge_level(document, question)
            case "issued" if document.issue_date:
                text = f"{label}的印发日期是{chinese_day(document.issue_date)}。"
                return text, judge_day(document.issue_date, question, as_of)
            case "validity":
                return self._force(document, question, day, as_of)
            case _:
                return self._lists(name, document, question)

    def _force(
        self, document: PolicyDocument, question: ParsedQuestion, day: date | None, as_of: date
    ) -> tuple[str, Verdict | None]:
        """Tell the period of force, and judge whether it holds without exception, or has ended."""
        text, verdict = self._validity(document, day, as_of)
        if verdict and _ENDED.search(question.normalized):
            verdict = "no" if verdict == "yes" else "yes"
        every = _EVERY.search(question.normalized)
        excepted = _EXCEPTION.search(document.validity.text or "")
        return (text, "no") if every and excepted else (text, verdict)

    def _lists(
        self, name: str, document: PolicyDocument, question: ParsedQuestion
    ) -> tuple[str, Verdict | None]:
        """Return what stands in the head and foot of a document, or what it holds."""
        label = document_label(document)
        match name:
            case "attachments":
                annexes = self._catalogue.of_kind(document, "annex")
                return f"{label}{'有' if annexes else '没有'}附件。", "yes" if annexes else "no"
            case "cc" if document.cc:
                named = named_in(document.cc, question.normalized)
                return f"抄送：{'，'.join(document.cc)}。", "yes" if named else "no"
            case "addressees" if addressees := self._addressees(document):
                named = named_in([addressees], question.normalized)
                copied = [each for each in document.cc if named_in([each], question.normalized)]
                beside = f"列在抄送里：{'，'.join(copied)}。" if copied and not named else ""
                return f"主送：{addressees}。{beside}", "yes" if named else "no"
            case "title":
                return f"文件全称是{label}。", None
            case "office" if office := _OFFICE.search(self._text(document)):
                issuers = "、".join(document.issuers)
                return f"版记写的印发机关是{office.group(1)}，发文机关是{issuers}。", None
            case "public" if "此件公开发布" in self._text(document):
                secret = "公开" not in question.normalized and _SECRET.search(question.normalized)
                return "可以公开，文件注明“此件公开发布”。", "no" if secret else "yes"
            case _:
                return self._contents(name, document), self._count_verdict(name, document, question)

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

    def _count_verdict(
        self, name: str, document: PolicyDocument, question: ParsedQuestion
    ) -> Verdict | None:
        """Judge the number of clauses or parts that a question takes for granted."""
        pattern = {"count": list_cues.CLAIMED, "fields": _CLAIMED_PARTS}.get(name)
        claimed = pattern.search(question.normalized) if pattern else None
        number = read_numeral(claimed["n"]) if claimed else None
        if number is None:
            return None
        right = self._counts(document)[0 if name == "count" else 1]
        return "yes" if str(number) == right else "no"

    def _addressees(self, document: PolicyDocument) -> str:
        """Return to whom a document is addressed; empty where it does not say."""
        whole = self._catalogue.index.clauses.document(document.doc_id)
        spans = [span for role, span in whole.frame if role == "addressee"]
        text = "".join(whole.source_text[start:end] for start, end in spans)
        return re.sub(r"\s", "", text).rstrip("：:")

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
    """Quote how a document states its term, which its dates alone do not show."""
    text = (validity.text or "").strip()
    return f"文件写的是：“{text}”" if 0 < len(text) <= _SHORT else ""


def _states_period(clause: Clause) -> bool:
    return bool(re.search(r"有效|施行|期限|执行", clause.text))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", normalize(text))


def _claims(question: ParsedQuestion, right: str) -> Verdict:
    """Judge whether a question states a document number as it is printed."""
    return "yes" if right in _squeezed(question.text) else "no"


