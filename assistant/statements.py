"""Cut what an asker says into statements; tell the asserted from the denied and the doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.spoken_numbers import written
from index.document import Span
from index.facets import facets, lexicon, mentions
from index.normalization import normalize

#: ``others`` is what somebody else has or does.
Polarity = Literal[
    "asserted", "denied", "pending", "doubtful", "asked", "intended", "supposed", "others"
]

_BREAK = re.compile(
    r"[，。；！？;!?\n、]|(?:^|(?<=[\s，。；：:]))(?:[（(]?\d{1,2}[.．)）](?=[^\d\s])|[①-⑳])|[（(](?=(?:20)?\d{2}年|[去前上今]年)|,(?!\d{3})|(?<!\d),|(?<=[^\sA-Za-z0-9])(?<!\d年)(?<!年度)\s+"
)
#: 、 parts statements only where the next begins like one (研发180万、营收2亿), not in a list.
_LIST_BREAK = re.compile(r"、")
#: A denial reaches this many characters forward.
_REACH = 14
_DENIED_AFTER = re.compile(
    r"^[^，]{0,4}?(?:(?<!有)没|未|还没|尚未|不)有?(?:装|买|续|签|订|弄|搞|碰|报|参加|入|设|建|种|用|办|算|是|属于|批|过|通过|认定|入选|下来|评|交|投|进|拿|做|开|有|要|去|允许|同意|符合|支持|行)?(?:上|过|了|成|到|下来|保)?$"
    r"|^[^，]{0,4}?(?<!有)没有?[\u4e00-\u9fff]{1,2}[过成]$"
    r"|^[^，]{0,4}?(?:不[相太大]?(?:符|合(?!理)|一致)|对不上|有?(?:冲突|出入)|违反|违背)"
    r"|^[里上中]?(?:也|还|都)*没有?(?:我们?|咱们?|自己)"
    # 品牌、新技术这些都没搞过: what is denied of a list is denied of each of its members.
    r"|^[^，。]{0,3}[、和跟及与][^，。]{1,14}?[都全]+还?(?:没有?|未|不(?![错少差同变改]))(?![^，。]{0,6}[核问查算看确])"
)
#: 我们还没有 takes what the statement before speaks of.
_BARE_DENIAL = re.compile(
    r"(?:但是?|可是?|不过|而)?(?:(?:我们?|咱们?)?自己|我们?|咱们?|我司|我厂|本公司)(?:分|子)?(?:公司|厂|家|单位|村|店|这边)?(?:还|都|也|却|目前)*"
    r"(?:没有?(?:过|买|投|弄|装|办|入|种|做|搞|交|参加|评上|拿到|通过|认定)?|不是)(?:呢|啊|的|过|上)?"
)
#: 嫌贵没要 tells of an act only: what the asker is (规上企业) stays.
_UNDONE = re.compile(
    r"(?:但是?|可是?|不过|而|结果|后来|最后|老板|老总|领导|财务|会计|家里人?|老婆|老公|我们?|咱们?|我司|我厂|公司|厂里|自己|就|都|也|却|还|又|一直|至今|目前|现在|暂时|到(?:现在|今天)|[今去]年|上个?月|一(?:分钱?|点|个)"
    r"|(?:嫌|觉得|感觉|说|太|价钱?|价格)?(?:太|有点|比较)?[贵高烦]了?|嫌(?:麻烦|没用|划不来)|(?:划|合)不来|不划算|来不及|没来得及)*"
    r"(?:没有?|未|没能|没来得及|不)(?:去|再|敢|舍得|想)?(?:要|买|投保?|签|弄|装|办|入|进|种|做|搞|交|上|设|建|开工?|动工?|报名?|定|订|续|参加|考虑|落地|成|出|付|掏)(?:过|上|了|成|下来|呢|啊|的|它|钱)*"
)
#: 连申报都没报过 denies whatever was spoken of.
_NOT_EVEN = re.compile(
    r"(?:我们?|咱们?|我司|我厂|自己|公司|家|却|可是?|但是?)*连[^，。]{1,4}都(?:还)?(?:没有?|未|不)[^，。]{0,4}"
)
#: 不符合 judges what the statement before speaks of.
_REFUSAL = re.compile(
    r"(?:还|都|也|就|肯定|可惜)*(?:不符合|不满足|不达标|通不过|过不了)(?:的|了|要求|条件|规划|规定)*"
)
#: 后来搬出来了 takes back what the statement before says of an earlier time.
_BARE_END = re.compile(
    r"(?:但是?|可是?|不过)?(?:后来|后头|现在|如今|目前|去年|前年|今年|上个?月|早就|已经|又|也|\d+年|[\d一二三四五六七八九十]{1,2}月份?)+(?:就|被|给|都|我们)*"
    r"(?:搬[出走离]|退[出掉了规回下]|注销|取消|撤销|吊销|停了|关了|卖了|拆了|没了|不是了?$|没有了?$|不做了|断了|断保|退保|停保)[^，]*"
)
#: …但后来被撤销了 takes back whatever was told, of this year too.
_LATER = re.compile(r"(?:但是?|可是?|不过)?(?:后来|后头|结果|现在|如今|又|上个?月|前几天)")
#: 注销了又重新办好了.
_RESUMED = re.compile(
    r"(?:又|重新|再)[^，。没未]{0,4}(?:办|装|开|买|签|续|投)[^，。没未]{0,3}[好了上]"
)
#: 今年第一次买了 lifts what was denied of an earlier time, or had ended.
_LIFTED = re.compile(
    r"(?:但是?|不过|可是?|后来|现在|如今|目前|今年|去年|最近|上个?月|\d{1,2}月份?|年[初底]|补|这次|刚|又|才|重新|第一次|首次|终于|我们?|就|再)+"
    r"[^，没未不]{0,6}(?:(?:买|投|办|装|评|认定|拿|批|入|通过|进|签|参加|加)[^，没未不]{0,6}[了上过到成]|重新(?:认定|通过)|续上)"
)
#: 以前…现在改…: what was, and that it changed.
_WAS = re.compile(
    r"(?:我们?|咱们?|公司|我家|厂里|俺们?)*(?:以前|原来|原先|本来|从前|早先|早年|之前)"
    r"(?!.*(?:没|不|未|以为))"
)
_CHANGED = re.compile(
    r"(?:现在|如今|后来|目前|[今去]年|上个?月|这[两几]年)[^，]{0,4}(?:改|换|转|不[再做种拉搞是])"
    r"|^(?!.*(?:想|打算|准备|计划|考虑|要))[^，]{0,8}(?:改|换|转)(?:成|为|到|交|缴|参|做|种|拉)"
)
#: 去年种水稻…今年水稻不种了: the same thing, of which it is said that it has ended.
_LAST_YEAR = re.compile(
    r"(?:我们?|咱们?|公司|我家|厂里|俺们?)*(?:去年|前年|上一?年|往年)(?!.*(?:没|不|未))"
)
_ENDED = re.compile(r"(?:现在|如今|后来|目前|今年).*(?:不[^，]{1,3}了|没再|不再)")
_CHANGE_WITHIN = 2
_FORMER = re.compile(r"去年|前年|上次|以前|原来|原先|曾|从前|早先|早年|之前")
_OWN_SUBJECT = re.compile(r"^(?:我们?|咱们?|我司|本公司)(?:公司|企业|厂子?|家|单位)*")
_BUT = re.compile(r"但|而是|不过|可是")
_HOW_MUCH = re.compile(r"多少|几(?:个|块|万|钱|千|百)")
_MODAL = re.compile(r"能|可以|可否|给|算|补|要不要|有没有|是不是|够")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the asker.

    ``text`` is normalised, ``words`` as the asker put it. ``forced`` is the answer to a question
    put in these words; a ``silent`` statement only names a figure and asserts nothing else.
    """

    text: str
    span: Span
    words: str = ""
    question: bool = False
    forced: bool | None = None
    silent: bool = False
    #: It answers a question of the form.
    answers: bool = False
    #: Of two statements of the same words, one keeps what the asker is and one denies the acts.
    part: Literal["all", "standing", "acts"] = "all"
    #: It tells of an earlier time; a later statement tells how things are now.
    former: bool = False

    @property
    def of_others(self) -> bool:
        """Whether it tells of somebody else."""
        return bool(_cues()["others"].search(self.text))

    def polarity(self, span: Span) -> Polarity:
        """Return how the words at ``span`` of the statement are meant."""
        if self.forced is not None:
            return "asserted" if self.forced else "denied"
        start, end = span
        cues = _cues()
        if self.of_others:
            return "denied" if cues["owned_by_others"].search(self.text, end) else "others"
        doubtful = cues["doubtful"].search(self.text)
        how_much = doubtful and _HOW_MUCH.search(self.text, end)  # what is doubted is there
        if doubtful and not how_much:
            return "doubtful"
        if not how_much and self._is_asked(start, end):
            return "asked"
        if self.former or self._is_denied(start, end):
            return "denied"
        if cues["pending"].search(self.text) and not cues["arrived"].search(self.text):
            return "pending"
        if any(match.end() <= start for match in cues["supposed"].finditer(self.text)):
            return "supposed"
        if any(match.end() <= start for match in cues["intended"].finditer(self.text)):
            return "intended"
        return "asserted"

    def _is_asked(self, start: int, end: int) -> bool:
        """Say whether the words are asked about: 能不能 before them, or a final 吗 alone."""
        for match in _cues()["asked"].finditer(self.text):
            if match.end() >= len(self.text):
                return not _MODAL.search(self.text, end) and match.start() >= end
            if match.start() < start:
                return True
        return self.question and not _MODAL.search(self.text, end)

    def _is_denied(self, start: int, end: int) -> bool:
        before = self.text[max(0, start - _REACH) : start]
        if before.endswith(("不", "非", "没", "无")):
            return True
        last_but = max((match.end() for match in _BUT.finditer(before)), default=0)
        for match in _cues()["denied"].finditer(before):
            if match.start() >= last_but:
                return True
        # A cue that straddles the words' own beginning (不变) is part of them.
        after = self.text[end:]
        over = _cues()["ended"].match(after) and not _RESUMED.search(after)
        return bool(_DENIED_AFTER.match(after) or over)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(words)) for name, words in lexicon()["polarity"].items()}


def split_statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of a text in order, with their spans in it."""
    statements: list[Statement] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match.group() == "、" and not _starts_anew(text, match.end()):
            continue
        _append(statements, text, start, match.start(), match.group())
        start = match.end()
    _append(statements, text, start, len(text), "")
    _mark_former(statements)
    _mark_gone(statements)
    return tuple(statements)


def _mark_former(statements: list[Statement]) -> None:
    """Mark what only was before something changed: 以前拉鲜活农产品，现在改拉建材了."""
    for at, statement in enumerate(statements):
        after = statements[at + 1 : at + 1 + _CHANGE_WITHIN]
        changed = any(_CHANGED.search(each.text) for each in after)
        was = changed and _WAS.match(statement.text)
        if statement.forced is None and (was or _has_ended(statement, after)):
            statements[at] = replace(statement, former=True)


def _has_ended(statement: Statement, after: Sequence[Statement]) -> bool:
    """Say whether what is told of last year has ended since, or something else took its place."""
    if not _LAST_YEAR.match(statement.text):
        return False
    told = {m.facet: m.value for m in mentions(statement.text)}
    for each in after:
        ended, changed = _ENDED.search(each.text), _CHANGED.search(each.text)
        for m in mentions(each.text) if ended or changed else ():
            if m.facet not in told:
                continue
            if m.value == told[m.facet]:
                if ended and each.polarity(m.span) == "denied":
                    return True
            elif changed and "exclusive" in facets()[m.facet].flags:
                return True
    return False


def _mark_gone(statements: list[Statement]) -> None:
    """Deny what went with a thing that the asker has no more: …但是车子卖了."""
    for thing, lost in lexicon()["gone"].items():
        ends = [at for at, each in enumerate(statements) if _gone(thing).match(each.text)]
        for at in range(ends[-1] if ends else 0):
            if any(m.facet in lost for m in mentions(statements[at].text)):
                statements[at] = replace(statements[at], forced=False)


@cache
def _gone(thing: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:但是?|可是?|不过|后来|现在|这|那|我的?|已经)*{thing}子?(?:[去前今]年|上个?月|已经|早|刚|又|都|给|被)*"
        r"(?:卖|报废|过户|转让|处理|没)(?:了|掉)"
    )


def _starts_anew(text: str, at: int) -> bool:
    """Say whether a figure of its own follows: 研发一年180万、营收2亿."""
    return bool(re.match(r"[^，。；、\d]{2,8}\d", text[at : at + 12]))


def _append(statements: list[Statement], text: str, start: int, end: int, mark: str) -> None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        span = (start + lead, start + lead + len(piece))
        asks = mark in ("？", "?")
        text = written(normalize(piece))
        statements.append(Statement(text, span, words=piece, question=asks))
        if len(statements) > 1:
            _take_back(statements)


def _denies(statement: Statement) -> bool:
    return any(statement.polarity(m.span) == "denied" for m in mentions(statement.text))


def _undone(statements: list[Statement]) -> int:
    """Return which statement a late denial is of: the nearest that names what one may have."""
    for at in (-2, -3):
        named = mentions(statements[at].text) if len(statements) >= -at else []
        if any("standing" not in facets()[m.facet].flags for m in named):
            return at
    return -2


def _take_back(statements: list[Statement]) -> None:
    """Let a last statement that only denies or ends something say it of the one before."""
    before, last = statements[-2:]
    if _BARE_DENIAL.fullmatch(last.text):
        statements[-1] = replace(last, text=before.text, forced=False)
    elif not before.silent and (_UNDONE.fullmatch(last.text) or _NOT_EVEN.fullmatch(last.text)):
        at = _undone(statements)
        undone = statements[at]
        statements[at] = replace(undone, part="standing")
        statements[-1] = replace(last, text=undone.text, forced=False, part="acts")
    elif _LIFTED.fullmatch(last.text) and (
        before.forced is False or (_FORMER.search(before.text) and _denies(before))
    ):
        statements[-2] = replace(before, forced=True)
    elif _REFUSAL.fullmatch(last.text) or (
        _BARE_END.fullmatch(last.text)
        and (_FORMER.search(before.text) or _LATER.match(last.text))
    ):
        text = _OWN_SUBJECT.sub("", before.text)
        statements[-2] = replace(before, silent=True)
        statements[-1] = replace(last, text=text, forced=False)
