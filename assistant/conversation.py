"""A follow-up becomes a question that stands alone, with what the conversation is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import cues
from assistant.asked import Asked
from assistant.clarify import is_vague
from assistant.pointing import pointed_at
from assistant.question import ParsedQuestion, read_question
from assistant.redirection import Places, Redirection, asked_there
from assistant.topic import GENERIC, topic_of
from index.amounts import find_quantities

#: Text → the terms that it speaks of, in order.
Terms = Callable[[str], Sequence[str]]
#: A clause's id → its printed number, where it has one.
Numbers = Callable[[str], str | None]

_FILLER = re.compile(
    r"^(?:(?:那么?|还有|另外|然后|再(?:问(?:下|一下)?)?|至于|同样|以及|哦|噢|好的?|嗯|行|谢谢|明白了?|知道了|那我|那要|那如果|如果|要是|假如|换成|改成)[，,。 ]*)+"
)
_TAIL = re.compile(r"(?:那边|那个|那种|那块|的话|这边)?(?:呢|啊|呀|嘛)?[？?。!！\s]*$")
_BACK_REFERENCE = re.compile(
    r"(?:你)?(?:刚才?|刚刚|前面|上面|之前)(?:说|讲|提|查|问|念)?(?:到|过|了)?的?(?:那|这|第)?(?:个|一)?(?:条|项|款|笔|个)?"
    r"|(?:这|那)(?:个|一|条|项|款|笔|种)+(?:条|项|款)?|上述|它|同(?:一)?条(?:里)?(?:的)?(?:另一?个)?|该条|该政策|这(?=是|在|里|写|归|由)"
    r"|(?:^|(?<=[，,]))这(?=[\u4e00-\u9fff]{2})(?![样么些边里次年几回两三])"
)
_NEW_SUBJECT = re.compile(r"(?:现在|再|我?想|另外|顺便|接着|换个)(?:来)?(?:问问?|请教|咨询|了解)(?:下|一下|的是|另外)*[，,：:]?")
_STEP = re.compile(
    r"(?P<back>(?:上|前)(?:面)?(?:一|1)?(?:条|项)|往前(?:一|1)条)|(?P<on>(?:下|后)(?:面)?(?:一|1)?(?:条|项)|往(?:后|下)(?:一|1)?条|再往后)"
)
_BARE_NUMBER = re.compile(r"^[第（(]?\s*([0-9]{1,3}|[一二三四五六七八九十百]{1,5})\s*[)）]?\s*(?:条|项)?$")
_MEASURE = re.compile(r"[\d一二三四五六七八九十百千万亿几两]+\w{0,3}")
#: Words that ask of a subject, whatever aspect of it.
_ASKS_WHAT = re.compile(r"谁|哪|什么|啥")
#: "制定标准也支持？": asks whether the old subject's rule holds of this as well.
_ASKS_WHETHER_TOO = re.compile(r"(?:也|还|都)[^，,。？?呢]{1,6}[？?]$")
#: "扩大内需那块呢": of "科技创新那块谁牵头" it names another.
_FRAMED = re.compile(
    r"(?:那|还有|另外|然后|至于)?[，,]?(?P<subject>[^，,。；;？?]{2,12}?)(?P<frame>那一?块|这一?块|那一?条|那一?项|那部分|部分|板块)(?:呢|啊|呀)?[？?。！!]*$"
)
#: 换成财政局跟科技局: two things stand in for two.
_JOINED = re.compile(r"和|跟|与|、")
_OWN_FACT = re.compile(r"^(?:我|俺|咱|我们|我家|我妈|我爸|老人|孩子|娃|要是我|我们公司|我们厂|公司)")


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier turn of the asker with the clauses its answer cited, first one first.

    ``number`` is the first cited clause's, where it has one.
    """

    standalone: str
    cited: tuple[str, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A turn made to stand alone.

    ``topic`` is what to search for, ``inherited`` the terms of it that come from earlier turns and
    count less, ``focus`` the clauses that the turn leans on and ``lean`` how much, from 0 to 1.
    """

    question: ParsedQuestion
    topic: str = ""
    inherited: frozenset[str] = frozenset()
    focus: tuple[str, ...] = ()
    lean: float = 0.0

    @property
    def follows(self) -> bool:
        """Whether the turn was completed from an earlier one."""
        return bool(self.inherited or self.focus)


def alone(question: ParsedQuestion) -> Resolved:
    """Return a question that needs no other."""
    return Resolved(question, topic_of(question.normalized))


#: Of a turn as a question of its own and as one that leans on the last, the one that is meant.
Surer = Callable[[Resolved, Resolved], Resolved]


class FollowUps:
    """Complete the turns of a conversation."""

    def __init__(
        self, terms: Terms, places: Places,
        numbers: Numbers = lambda clause_id: None, surer: Surer = lambda apart, leaning: apart,
    ) -> None:  # fmt: skip
        """Take how texts are read, and who chooses where a turn may stand alone or lean."""
        self._terms = terms
        self._redirection = Redirection(places)
        self._numbers = numbers
        self._surer = surer

    def resolve(self, text: str, history: Sequence[Turn]) -> Resolved:
        """Return a turn as a question of its own, given the turns before it."""
        question = read_question(text)
        history = [turn for turn in history if _has_subject(turn)]
        if not history or question.intent == "greeting":
            return alone(question)
        previous = history[-1]
        pointed = self._pointed(question.normalized, history)
        if pointed:
            return alone(read_question(pointed))
        stepped = _stepped(question.normalized, previous)
        if stepped:
            return alone(read_question(stepped))
        if question.clause_numbers or question.section_numbers:
            return alone(question)
        normalized = question.normalized
        fresh = _NEW_SUBJECT.search(normalized)
        if fresh and len(self._content(normalized[fresh.end() :])) >= 1:
            return alone(read_question(normalized[fresh.end() :]))
        corrected = cues.CORRECTION.sub("", normalized).strip("，,：:。 ")
        if corrected != normalized and len(self._content(corrected)) >= 2:
            put_right = read_question(corrected)
            if put_right.aspects or put_right.asked or put_right.yes_no:
                return alone(put_right)
        rest = _TAIL.sub("", _FILLER.sub("", corrected)).strip("，, ")
        rest = _BACK_REFERENCE.sub("", rest).strip("，, 的")
        left = self._redirection.left_of(previous.standalone, rest)
        if left is None:
            return self._completed(question, rest, previous)
        if self._redirection.says_only_where(rest):
            return alone(read_question(asked_there(rest, left)))
        # What the old answer cited is of the old place.
        return self._completed(question, rest, replace(previous, standalone=left, cited=()))

    def _pointed(self, normalized: str, history: Sequence[Turn]) -> str | None:
        """Return a turn that points at one of several clauses with that clause's number."""
        found = pointed_at(normalized, [turn.cited for turn in history])
        number = self._numbers(found[0]) if found else None
        return f"第{number}条{found[1]}" if found and number else None

    def _content(self, text: str) -> list[str]:
        for pattern in cues.ASPECT_CUES.values():
            text = pattern.sub(" ", text)
        return [
            term
            for piece in topic_of(text).split()  # 归哪个部门管 leaves two words, not 归管
            for term in self._terms(piece)
            if term not in GENERIC and len(term) > 1 and not _MEASURE.fullmatch(term)
        ]

    def _completed(self, question: ParsedQuestion, rest: str, previous: Turn) -> Resolved:
        own = self._content(rest)
        listing = question.intent in ("list", "count") or bool(_ASKS_WHAT.search(rest))
        asks = bool(
            question.aspects or question.yes_no or question.asked or question.claim or listing
        )
        refers = bool(_BACK_REFERENCE.search(question.normalized))
        if not own:
            return self._asking(question, rest, previous)
        if refers or (_OWN_FACT.match(rest) and not asks):
            return self._asking(question, rest, previous, personal=not asks)
        if not asks:
            return self._changed(question, rest, own, previous)
        if len(own) >= 2 or (len(own) == 1 and len(own[0]) >= 4):
            apart = alone(read_question(rest))
            if not previous.cited:
                return apart
            return self._surer(apart, self._asking(question, rest, previous, lean=0.15))
        return self._asking(question, rest, previous, lean=0.15)

    def _asking(
        self,
        question: ParsedQuestion,
        rest: str,
        previous: Turn,
        *,
        personal: bool = False,
        lean: float = 1.0,
    ) -> Resolved:
        """Complete a turn that only asks, or only adds a fact of the asker's, by the old subject."""
        subject, rest = _with_new_value(topic_of(previous.standalone), rest)
        standalone = f"{subject}，{rest}" if rest else subject
        completed = replace(question, text=standalone, normalized=standalone)
        if personal:
            completed = replace(completed, intent="eligibility", yes_no=True)
        own = self._content(rest)
        topic = f"{subject} {topic_of(rest)}" if own else subject
        # Which sentence is meant, the turn's own words tell.
        inherited = frozenset(self._terms(subject)) - set(own) if own or lean < 1 else frozenset()
        return Resolved(completed, topic, inherited, previous.cited, lean)

    def _changed(
        self, question: ParsedQuestion, rest: str, own: Sequence[str], previous: Turn
    ) -> Resolved:
        """Complete a turn that names only what changed: the old question asked of it."""
        earlier = self._content(previous.standalone)
        replaced = _counterpart(own[0], earlier)
        framed = _in_the_frame(question.normalized, previous.standalone)
        lean = 0.15
        several = _counterparts(own, earlier) if _JOINED.search(rest) else {}
        if framed:
            standalone = framed
        elif len(several) > 1:
            either = re.compile("|".join(map(re.escape, several)))
            standalone = either.sub(lambda match: several[match.group()], previous.standalone)
        elif replaced and replaced in previous.standalone:
            standalone = previous.standalone.replace(replaced, own[0], 1)
            # Nothing but what changed was said of the subject: it is what was told before.
            lean = 1.0 if len(earlier) == 1 else lean
        else:
            standalone = f"{rest}，{previous.standalone}"
        inherited = frozenset(self._terms(topic_of(previous.standalone))) - set(own)
        completed = read_question(standalone)
        # What is counted may have changed with the subject: 多少人, then 自然村呢.
        completed = replace(completed, asked=replace(completed.asked, unit=None))
        if _ASKS_WHETHER_TOO.search(question.normalized):
            completed = replace(completed, yes_no=True, asked=Asked())
        return Resolved(completed, topic_of(standalone), inherited, previous.cited, lean)


def _has_subject(turn: Turn) -> bool:
    """Tell whether a later turn could ask of what a turn was about: of "您好" it could not."""
    earlier = read_question(turn.standalone)
    return earlier.intent != "greeting" and (bool(turn.cited) or not is_vague(earlier))


def _in_the_frame(text: str, earlier: str) -> str | None:
    """Return the earlier question with what stands before its "那块" as the new turn has it."""
    new = _FRAMED.match(text)
    if new is None:
        return None
    old = re.search(rf"(?:^|(?<=[，,。；;？?]))[^，,。；;？?]+?(?={new['frame']})", earlier)
    return f"{earlier[: old.start()]}{new['subject']}{earlier[old.end() :]}" if old else None


def _counterparts(terms: Sequence[str], earlier: Sequence[str]) -> dict[str, str]:
    """Return for every one of some new terms the earlier one that it stands in for, or nothing.

    What is like none of as many stands in for the next that is left.
    """
    found: dict[str, str] = {}
    for term in terms:
        left = [each for each in earlier if each not in found]
        replaced = _counterpart(term, left) or next(iter(left), None)
        if replaced is None or len(terms) != len(earlier):
            return {}
        found[replaced] = term
    return found


def _counterpart(term: str, earlier: Sequence[str]) -> str | None:
    """Return the earlier term that a new one stands in for: alike in its characters, or length."""
    best: tuple[float, str] | None = None
    for candidate in (each.removesuffix("的") for each in earlier):
        shared = len(set(term) & set(candidate)) / max(len(term), len(candidate))
        same_end = term[-1] == candidate[-1] or term[0] == candidate[0]
        score = shared + 0.3 * same_end
        if score > 0.3 and (best is None or score > best[0]):
            best = (score, candidate)
    return best[1] if best else None


def _with_new_value(subject: str, rest: str) -> tuple[str, str]:
    """Put the value that a turn brings in the place of the old one of its kind.

    Returns the subject and what the turn says beside the value.
    """
    new, old = (find_quantities(text) for text in (rest, subject))
    if len(new) != 1 or len(old) != 1 or new[0].kind != old[0].kind:
        return subject, rest
    (start, end), (begin, stop) = old[0].span, new[0].span
    return subject[:start] + new[0].surface + subject[end:], (rest[:begin] + rest[stop:]).strip()


def _stepped(normalized: str, previous: Turn) -> str | None:
    """Return the look-up of the clause before, after or instead of the one just read out."""
    if previous.number is None:
        return None
    number = int(previous.number.split("-")[0])
    match = _STEP.search(normalized)
    if match and len(normalized) <= 14:
        return f"第{max(0, number - 1 if match['back'] else number + 1)}条"
    bare = _BARE_NUMBER.match(_TAIL.sub("", _FILLER.sub("", normalized)).strip())
    looked_up = bool(re.search(r"第.{1,6}条", previous.standalone))
    return f"第{bare.group(1)}条" if bare and looked_up else None
