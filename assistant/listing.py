"""Complete lists and counts: by unit, section, amount or words mentioned."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from assistant.answer import Intent
from assistant.catalogue import Catalogue
from assistant.found import Found, cite_whole
from assistant.phrases import split_phrases
from assistant.question import ParsedQuestion
from assistant.sections import SectionRoute
from assistant.verdict import claimed_values
from assistant.wording import brief_label
from index.amounts import find_quantities
from index.document import Clause
from index.quantity import same_quantity
from index.tokenization import normalize

#: A list longer than this is shown in full in the citations, by number alone in the text.
LONG_LIST = 30
#: The longest phrase of a clause that is shown beside its title.
LONG_PHRASE = 70
#: Says of a phrase whether it is why its clause is listed.
Shows = Callable[[str], bool]
_TOGETHER = re.compile(r"一起|共同|联合|都(?:有|参与|负责|要)|同时|既.*又|和.{1,12}(?:两家|两个)|合作|一块")
_ALONE = re.compile(r"单独|独自|只(?:有|由|归)|仅(?:有|由)|一家(?:负责|管)|独家|自己一个")
_FIRST = re.compile(r"牵头|主抓|排第一|排在第一|第一责任|领头|挑头")
#: The parts of a document, as a question on who leads them calls them.
_FIELDS = re.compile(r"领域|板块|大?块(?!钱)|部分|方面政策|大类")
_MENTION = re.compile(r"带(?=[“\"「『])|提到|提过|提及|写到|写了|写着|讲到|讲了|说到|涉及|出现|包含|含有|带有")
#: "跟税收有关的条款有哪些", "关于农业的有哪几条": the subject that is listed.
_ABOUT = re.compile(
    r"(?:跟|和|与|同)(?P<a>[^，,。？?的]{2,8}?)(?:有关|相关|沾边)|(?:关于|有关|针对|涉及(?:到)?)(?P<b>[^，,。？?的]{2,8})(?:的|[，,。？?]|在|$)|(?:条款?|政策|措施)涉及(?:到)?(?P<c>[^，,。？?的]{2,8})"
)
_LIST_FRAME = re.compile(
    r"(?:有|在|是)?(?:哪|几|多少)(?:些|几|个|儿|里|处|来)*(?:条款|条目|条|项|措施|政策|款|地方)?(?:里面?|中)?|(?:的|这)?(?:几个字|条款|条目|措施|政策|事项)|过|了|文件|一共|总共|都|有$|^有"
)


class ListRoute:
    """List or count the clauses that a question describes; complete, never sampled."""

    def __init__(self, catalogue: Catalogue, sections: SectionRoute) -> None:
        self._catalogue = catalogue
        self._sections = sections

    def answer(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """Answer which, or how many, clauses a unit has, a section holds or words stand in."""
        if question.intent not in ("list", "count"):
            return None
        text = question.normalized
        units = self._catalogue.units_in(text)
        if units and _FIELDS.search(text) and _FIRST.search(text):
            return self._sections.led_by(units, as_of)
        section = self._sections.section_in(question)
        clauses: list[Clause] | None = None
        what = ""
        if units:
            together = len(units) > 1 and bool(_TOGETHER.search(text))
            alone, first = bool(_ALONE.search(text)), bool(_FIRST.search(text))
            clauses = self._catalogue.by_units(units, together=together, alone=alone, first=first)
            role = "共同负责" if together else "单独负责" if alone else "负责"
            role = "牵头（列首位）" if first else role
            what = f"{('和' if together else '、').join(units)}{role}的条款"
        if section is not None:
            document, held = section
            inside = self._catalogue.in_section(document, held)
            clauses = inside if clauses is None else [c for c in clauses if c in inside]
            what = f"“{held.no}、{held.title}”部分{what or '的条款'}"
        if clauses is None:
            return self._by_words(question, as_of)
        return self._list(question, clauses, what, as_of)

    def _by_words(self, question: ParsedQuestion, as_of: date) -> Found | None:
        """List the clauses that hold the words, or the amount, that a question names."""
        values = [
            v
            for v in claimed_values(question)
            if v.kind.startswith("money") or (v.kind == "number" and v.exact >= 1000)
        ]
        if len(values) == 1 and not _MENTION.search(question.normalized):
            value = values[0]
            clauses = self._catalogue.with_value(value)
            if clauses:
                what = f"写有{value.surface}的条款"
                return self._list(
                    question, clauses, what, as_of,
                    lambda phrase: any(same_quantity(value, q) for q in find_quantities(phrase)),
                )  # fmt: skip
        words = mentioned_words(question)
        clauses = self._catalogue.with_words(words) if words else []
        if not clauses:
            return None
        what = f"提到“{'”“'.join(words)}”的条款"
        return self._list(
            question, clauses, what, as_of,
            lambda phrase: any(normalize(word) in normalize(phrase) for word in words),
        )  # fmt: skip

    def _list(
        self,
        question: ParsedQuestion,
        clauses: Sequence[Clause],
        what: str,
        as_of: date,
        shows: Shows | None = None,
    ) -> Found:
        intent: Intent = "count" if question.intent == "count" else "list"
        total = len(clauses)
        if not clauses:
            text = f"文件里没有{what}。"
            return Found(intent, "not_found", text, counted=("0",))
        head = f"{what}共{total}条："
        shown, counts = self._shown(clauses, shows)
        citations = tuple(cite_whole(self._catalogue, clause, as_of) for clause in clauses)
        return Found(
            intent, "answered", f"{head}\n{shown}", citations, counted=(str(total), *counts)
        )

    def _shown(
        self, clauses: Sequence[Clause], shows: Shows | None
    ) -> tuple[str, tuple[str, ...]]:
        """Return the list in words, document by document where there are several, and the counts."""
        long = len(clauses) > LONG_LIST
        by_document = [list(group) for _, group in groupby(clauses, key=lambda c: c.doc_id)]
        pieces = []
        for held in by_document:
            names = [c.no if long else f"{c.no}{c.title or ''}{_excerpt(c, shows)}" for c in held]
            words = ("、" if long else "\n").join(names)
            if len(self._catalogue.index.documents) > 1:
                label = brief_label(self._catalogue.document_of(held[0]))
                words = f"{label}{f'{len(held)}条' if len(by_document) > 1 else ''}：\n{words}"
            pieces.append(words)
        return "\n".join(pieces), tuple(str(len(held)) for held in by_document)


def _excerpt(clause: Clause, shows: Shows | None) -> str:
    """Return the clause's first phrase that shows why it is listed, if it is short enough."""
    if shows is None:
        return ""
    for phrase in split_phrases(clause.text, clause.title):
        if shows(phrase.text):
            words = phrase.text.strip("，,；;。 ")
            return f"：{words}" if len(words) <= LONG_PHRASE else ""
    return ""


def mentioned_words(question: ParsedQuestion) -> list[str]:
    """Return the words whose mention a question asks for, in quotation marks or without."""
    quoted = re.findall(r"[“\"「『]([^”\"」』]{2,20})[”\"」』]", question.text)
    if quoted:
        return quoted
    text = question.normalized
    about = _ABOUT.search(text)
    if about and about.lastgroup:
        return [about[about.lastgroup]]
    mention = _MENTION.search(text)
    if not mention:
        return []
    # What comes after the clause of the mention asks something else.
    following = re.search(r"[，,。？?！!；;]", text[mention.end() :])
    if following and following.start() > 0:
        text = text[: mention.end() + following.start()]
    rest = _MENTION.sub(" ", text)
    rest = _LIST_FRAME.sub(" ", rest)
    return [word for word in re.split(r"[\s，,。？?！!、和与]+", rest) if len(word) >= 2][:3]
