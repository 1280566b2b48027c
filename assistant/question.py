"""Reads a question: what it asks for, and which numbers, units, sections and amounts it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant import cues
from assistant.answer import Intent
from assistant.asked import Asked, asked_value
from assistant.cues import Aspect
from assistant.references import (
    CLAUSE_REFERENCE,
    clauses_named,
    closed_up,
    from_the_end,
    read_numeral,
    section_references,
    sub_item,
    without_place,
)
from assistant.spoken_values import write_spoken_values
from index.tokenization import normalize

#: 五个亿, 80个万: the classifier before a scale says nothing.
_CLASSIFIED_SCALE = re.compile(r"(?<=[\d一二三四五六七八九十百两])个(?=[亿万](?!头))")
#: 几个W, 30w: ten thousands as they are typed.
_TYPED_WAN = re.compile(r"(?<=[\d几])个?w(?![a-z])")
#: "190平", "85个平" of a home, and "一年半".
_SQUARE = re.compile(r"(?<=\d)个?平(?:米|方)?(?![台等均价方])")
_HALF_YEAR = re.compile(r"(?P<years>\d{1,2}|[一二两三四五六七八九十])年半")
_STATES = re.compile(
    r"\d|[一二两三四五六七八九十百千万亿]+[个万亿家条年元亩成折倍人张所座项场辆台栋]|[百千万]分之|是|有|归|由|为"
    r"|都在[^，。？?]{2,}[里内中]面?|(?:都|每年|只|不|也)(?:算|能|给|看|补|可以)|必须|至少|顶多|打底"
)
#: What a statement says that is put as a question by its mark alone ("过路费全免？").
_PUT_AS_QUESTION = re.compile(r"(?:免(?!费?政策)|[给算行能会要得归]|可以|不|没|允许|必须|属于|已经|全都?|都是)[^？?]*[？?]")
#: "随便哪个都…", "不管什么…": nothing is asked.
_ANY = re.compile(r"(?:随便|不管|无论|不论)(?:是)?(?:哪|什么|啥|谁|多少|怎么)")
#: "能分几期不": some, and not how many.
_SOME = re.compile(r"(?:能|可以)[^，。？?多少]{0,8}几[期次年个批回场家种样](?!钱)[^，。？?]{0,8}[吗么嘛不][？?。]*$")


#: 第?条, as a number is left open in a form.
_BLANK_NUMBER = re.compile(r"第[?？](?=[条项款])")
#: "修好多公里", as it is said for 多少; never "好多了".
_SO_MANY = re.compile(r"(?<=[有要给补贴奖到于修建加能是])好多(?=$|[？?。，,钱元块万亿公个家户人补奖资亩条台名张])")
#: What asks for a clause itself, or for its units, and states nothing of it.
_READ_OUT = re.compile(
    r"原文|原话|全文|内容|正文|条文|标题|题目|给我|发我|念|读|看|查|调出来|拿来|牵头|责任|负责|配合|主管|单位|部门|[的了吗呢吧是有一下出个来请把]"
)
#: A statement on a clause has at least so many characters.
LEAST_SAID = 4


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question with what was read off it."""

    text: str
    normalized: str
    intent: Intent
    aspects: frozenset[Aspect] = field(default_factory=frozenset)
    clause_numbers: tuple[str, ...] = ()
    section_numbers: tuple[int, ...] = ()
    yes_no: bool = False
    claim: bool = False
    #: The number of the item that is asked for inside the clause.
    sub_item: int | None = None
    #: Counted from the end, 1 is the last; 0 where no clause is named so.
    from_the_end: int = 0
    #: A statement put as a question ("新供地容积率最低一般2.0？"): nothing is asked but whether it holds.
    declarative: bool = False
    asked: Asked = field(default_factory=Asked)

    @property
    def confirms(self) -> bool:
        """Whether a yes or no is wanted."""
        return self.yes_no or self.claim or self.declarative

    def asks(self, *aspects: Aspect) -> bool:
        """Return whether the question asks for any of these."""
        return not self.aspects.isdisjoint(aspects)


def asks_of_clause(question: ParsedQuestion) -> bool:
    """Tell whether a question that names a clause asks something of it, and not just for it.

    A mere statement does so only by what it says behind the clause's number.
    """
    if question.asked or question.yes_no or question.claim:
        return True
    ends = [match.end() for match in CLAUSE_REFERENCE.finditer(question.normalized)]
    said = _READ_OUT.sub("", question.normalized[max(ends, default=0) :])
    return question.declarative and bool(ends) and len(said) >= LEAST_SAID


def asked_aspects(normalized: str) -> frozenset[Aspect]:
    """Return every aspect that the words of a question ask for."""
    found = {aspect for aspect, pattern in cues.ASPECT_CUES.items() if pattern.search(normalized)}
    if cues.WHOM_TO_CALL.search(normalized):
        found = found - {"phone"} | {"unit"}
    return frozenset(found)


def read_question(text: str) -> ParsedQuestion:
    """Read one standalone question; ``intent`` is what its words alone say, routes may refine it."""
    normalized = _CLASSIFIED_SCALE.sub("", _TYPED_WAN.sub("万", normalize(text).strip()))
    normalized = _HALF_YEAR.sub(_in_months, _SQUARE.sub("平方米", normalized))
    normalized = write_spoken_values(_BLANK_NUMBER.sub("第几", normalized))
    if not cues.WH_WORD.search(normalized):
        normalized = _SO_MANY.sub("多少", normalized)
    normalized = closed_up(normalized)
    item = sub_item(normalized)
    numbers = clauses_named(normalized)
    sections = tuple(number for number, _ in section_references(normalized))
    # "倒数第二条是哪条" asks for that clause, and for no number or unit.
    aspects = asked_aspects(without_place(normalized))
    yes_no = bool(cues.YES_NO.search(normalized))
    asked = asked_value(normalized, aspects)
    if yes_no and _SOME.search(normalized):
        asked = Asked()
    return ParsedQuestion(
        text=text,
        normalized=normalized,
        intent=_intent(normalized, numbers, sections),
        aspects=aspects,
        clause_numbers=numbers,
        sub_item=item,
        section_numbers=sections,
        yes_no=yes_no,
        claim=bool(cues.CLAIM.search(normalized)),
        from_the_end=from_the_end(normalized),
        declarative=not cues.WH_WORD.search(_ANY.sub("", normalized))
        and bool(_STATES.search(normalized) or (not yes_no and _PUT_AS_QUESTION.search(normalized))),
        asked=asked,
    )


def _in_months(match: re.Match[str]) -> str:
    years = read_numeral(match["years"])
    return match.group() if years is None else f"{12 * years + 6}个月"


def _intent(normalized: str, numbers: tuple[str, ...], sections: tuple[int, ...]) -> Intent:
    if cues.GREETING.search(normalized):
        return "greeting"
    if cues.OPINION.search(normalized):
        return "other"
    if cues.COUNT_CUE.search(normalized):
        return "count"
    if numbers or from_the_end(normalized):
        return "clause"
    if cues.LIST_CUE.search(normalized):
        return "list"
    if sections:
        return "section"
    if cues.ELIGIBILITY.search(normalized):
        return "eligibility"
    return "facts"
