"""Responsible units: the statements that name them, and the role each has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.departments import (
    Home,
    canonical_name,
    load_departments,
    looks_like_unit,
    split_prefix,
)
from index.document import Span, Unit, UnitRole
from index.unit_names import CLOSERS, OPENERS, is_every, split_names

_COLON = "[：:∶︰﹕]"
_DUTY = "牵头|责任|配合|协同|协办|协助|参与|参加|主办|承办|实施|落实|主管|主责|支持|协作|执行|负责"
_BODY_DUTY = f"{_DUTY}|组长|成员|指导|支撑|受理|经办"
#: 责任单位： and its kin; a line or a bracket begins with one, several may follow each other.
LABEL = re.compile(
    r"(?:(?:以上|上述)(?:各项|各条)?(?:措施|政策|任务|工作|事项|条款)?(?:的)?)?"
    r"(?P<open>[【〔\[［]\s*)?"
    rf"(?:第一|主要|共同|具体|市级|省级|区级|县级|任务){{0,3}}(?P<duty>(?:{_BODY_DUTY}){{1,3}})"
    r"(?:(?:及(?:承办|配合|协办|责任))?(?:单位|部门|科室|处室|机构|主体|方)"
    r"(?:及(?:承办|配合|协办|责任)(?:单位|部门|科室|处室))?)"
    rf"(?:\s*[（(][^（）()：:]{{1,8}}[）)])?(?(open)\s*[】〕\]］]\s*{_COLON}?|\s*{_COLON})"
)
#: The label alone on its line, its units on the next.
_LONE_LABEL = re.compile(
    rf"^(?:第一|主要|共同|具体|市级|省级|区级|县级|任务){{0,3}}(?:{_DUTY}){{1,3}}(?:单位|部门|机构)$",
    re.MULTILINE,
)
_SHORT_LABEL = re.compile(rf"(?P<duty>牵头|责任|配合|主办|协办|承办)\s*{_COLON}")
#: A unit's role in brackets behind its name: 市卫健委（牵头）、市公安局.
_ROLE_BEHIND = re.compile(rf"[（(](?P<duty>{_DUTY})(?:单位|部门)?[）)]$")
#: Labels of other things that follow a list of units: 完成时限：, 责任人：.
_OTHER_LABEL = (
    rf"(?:(?:完成|办理|实施|工作|办结|推进|落实|计划)(?:时限|时间|期限|目标|进度)"
    rf"|(?:责任|牵头|分管|联系|包保|包联)(?:人|人员|领导|市领导|区领导|县领导|电话))\s*{_COLON}"
)
_STOP = re.compile(rf"{_OTHER_LABEL}|[。\n]|$")
_NOT_UNITS = re.compile(rf"\s*[，,；;、]?\s*{_OTHER_LABEL}")
_BY_DUTY = r"(?:按照?(?:各自)?(?:职责|职能|任务|部门){0,3}(?:分工)?)"
_VERB = re.compile(
    rf"(?:共同|分别|各自|具体|{_BY_DUTY}){{0,4}}"
    r"(?P<verb>(?:牵头|负责|配合|参与|参加|协助|协同|落实|实施|组织|推进|承办|协办){1,4})"
)
#: What may follow the last verb: 2024年底前完成, 持续推进.
_DEADLINE = re.compile(
    r"(?:[\d年月日一二三四五六七八九十底初前内]|长期|持续|完成|坚持|推进|季度|上半年|下半年){2,20}"
)
_FIRST_LEADS = re.compile(r"(?:排名?|列)(?:在|名)?(?:第一位?|首位)的?(?:单位|部门)?(?:为|是)?牵头")
_FROM_HERE = re.compile(r"下同|以下(?:同|类同)")
_GROUP = re.compile(r"以上|上述")
_COMMON = re.compile(
    r"[，。；,;]?\s*以下[^，。；,;]{0,12}?均(?:需|须|由)(?P<names>.+?)(?:共同)?"
    r"(?:落实|负责|配合|参与)"
)
_VERB_BRACKET_END = re.compile(r"(?:负责|牵头|落实|配合|实施)[^（）()。]{0,16}[）)〕\]]\s*$")
_NEXT_LINE = re.compile(r"\n([^\n]+)")
_LONGEST_STATEMENT = 400


@dataclass(frozen=True, slots=True)
class UnitStatement:
    """A place in a text that names responsible units: its span and the names in order.

    ``group`` marks one that speaks for the clauses before it too: 以上措施责任单位：….
    """

    span: Span
    units: tuple[Unit, ...]
    group: bool = False


@dataclass
class UnitReader:
    """Reads the units of a document's clauses in order; what one says 下同 holds for the next."""

    home: Home = field(default_factory=Home)
    first_leads: bool = False
    common: tuple[Unit, ...] = ()

    def read(self, text: str) -> list[UnitStatement]:
        """Return the statements of a clause's text, in order."""
        statements = []
        for span, content in _statements(text):
            statement = self._statement(span, content)
            if statement is not None:
                statements.append(statement)
        return statements

    def _statement(self, span: Span, content: str) -> UnitStatement | None:
        common_match = _COMMON.search(content)
        first_leads = self.first_leads or _FIRST_LEADS.search(content) is not None
        if _FIRST_LEADS.search(content) and _FROM_HERE.search(content):
            self.first_leads = True
        content = _FIRST_LEADS.split(content)[0].rstrip("，,；;。 ")
        if common_match is not None:
            self.common = self._units(common_match.group("names"), "responsible")
            content = content[: common_match.start()]
        content = re.sub(r"[，,；;]?下同$", "", content)
        parts = list(_labelled(content)) or list(_unlabelled(content)) or list(_bare(content))
        units: list[Unit] = []
        for role, names in parts:
            units.extend(self._units(names, role))
        if not units:
            return None
        if first_leads and all(unit.role == "responsible" for unit in units):
            units[0] = Unit(units[0].name, units[0].canonical, "lead")
        return UnitStatement(span, _unique(units), _GROUP.match(content) is not None)

    def _units(self, names: str, role: UnitRole) -> tuple[Unit, ...]:
        units = []
        shared = ""
        for name, fresh in split_names(names):
            if fresh:
                shared = ""
            own = _ROLE_BEHIND.search(name)
            if own is not None:
                name = name[: own.start()]
            prefix, _ = split_prefix(name)
            named = role if own is None else _role(own["duty"])
            units.append(Unit(name, canonical_name(name, self.home, shared), named))
            if prefix:
                shared = prefix
            elif not load_departments().knows(name):
                shared = ""
        return tuple(units)


def is_lone_label(line: str) -> bool:
    """Say whether a line is a label of responsible units and nothing more."""
    return LABEL.fullmatch(line) is not None or _LONE_LABEL.fullmatch(line) is not None


def begins_units(line: str) -> bool:
    """Say whether a line begins with a label of responsible units, or is one and nothing more."""
    return LABEL.match(line) is not None or _LONE_LABEL.fullmatch(line) is not None


def has_label(line: str) -> bool:
    """Say whether a line names responsible units, as far as one line alone can tell."""
    return (
        LABEL.search(line) is not None
        or _LONE_LABEL.fullmatch(line) is not None
        or _VERB_BRACKET_END.search(line) is not None
        or any(list(_bare(line[start + 1 : end - 1])) for start, end in _final_brackets(line))
    )


def _unique(units: list[Unit]) -> tuple[Unit, ...]:
    return tuple({unit.name: unit for unit in reversed(units)}.values())[::-1]


def _statements(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the brackets, the labelled lines and the whole lines that may name units."""
    brackets = list(_brackets(text))
    final = set(_final_brackets(text))
    for start, end in brackets:
        content = text[start + 1 : end - 1].strip()
        labelled = LABEL.match(content) or _SHORT_LABEL.match(content)
        told = re.search(_COLON, content) is None and _VERB.search(content)
        if labelled or (end - start <= _LONGEST_STATEMENT and (told or (start, end) in final)):
            yield (start, end), content
    for match in LABEL.finditer(text):
        if not _may_stand(text, match, brackets):
            continue
        stop = _STOP.search(text, match.end())
        end = stop.start() if stop is not None else len(text)
        if not text[match.end() : end].strip():
            end = _names_below(text, end)
        yield (match.start(), end), text[match.start() : end]
    yield from _whole_lines(text)


def _may_stand(text: str, label: re.Match[str], brackets: Sequence[Span]) -> bool:
    """Say whether a label stands where one may: not inside a bracket, not within a sentence."""
    at = label.start()
    # 【责任单位】 is a bracket itself.
    own = at if label["open"] is not None else -1
    if any(start <= at < end and start != own for start, end in brackets):
        return False
    before = text[: label.start()].rstrip(" \t")
    return not before or before[-1] in "。；;\n）)、.．﹒0123456789"


def _whole_lines(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the lines that name units as a whole: those below a lone label, and 甲、乙负责."""
    for line in _LONE_LABEL.finditer(text):
        end = _names_below(text, line.end())
        if end > line.end():
            yield (line.start(), end), f"{line.group()}：{text[line.end() : end].strip()}"
    for line in re.finditer(r"(?<=\n)[^\n]+", text):
        content = line.group().strip("。 \u3000")
        if len(content) <= _LONGEST_STATEMENT and content.endswith(("负责", "配合", "牵头")):
            listed = [name for _, names in _unlabelled(content) for name, _ in split_names(names)]
            if listed and all(_is_named_by_level(name) for name in listed):
                yield line.span(), content


def _names_below(text: str, at: int) -> int:
    """Return where the lines of nothing but units end that follow a label; ``at`` without any."""
    for line in _NEXT_LINE.finditer(text, at):
        names = [name for name, _ in split_names(line.group(1))]
        if not names or not all(looks_like_unit(name) for name in names):
            return at
        if line.group(1).rstrip()[-1] not in "、，,":
            return line.end()
    return at


def _brackets(text: str) -> Iterator[Span]:
    """Yield the outermost brackets of every kind; a bracket that never closes is none."""
    depth, start = 0, 0
    for i, character in enumerate(text):
        if character in OPENERS:
            if depth == 0:
                start = i
            depth += 1
        elif character in CLOSERS and depth:
            depth -= 1
            if depth == 0:
                yield start, i + 1
        elif character == "\n" and depth:
            depth = 0


def _final_brackets(text: str) -> Iterator[Span]:
    """Yield the brackets that stand alone: after a sentence, at the end of a paragraph."""
    for start, end in _brackets(text):
        after = text[end : end + 1]
        if text[:start].rstrip()[-1:] in tuple("。；;！\n") and after in ("", "\n", "。"):
            yield start, end


def _labelled(content: str) -> Iterator[tuple[UnitRole, str]]:
    labels = list(LABEL.finditer(content)) or list(_SHORT_LABEL.finditer(content))
    for i, label in enumerate(labels):
        end = labels[i + 1].start() if i + 1 < len(labels) else len(content)
        names = _NOT_UNITS.split(content[label.end() : end])[0]
        yield from list(_unlabelled(names)) or [(_role(label.group("duty")), names)]


def _role(duty: str) -> UnitRole:
    if "牵头" in duty or duty.startswith(("主办", "主责", "组长")):
        return "lead"
    if re.search(r"配合|协同|协办|协助|参与|参加|支持|协作|指导|支撑", duty):
        return "support"
    return "responsible"


def _unlabelled(content: str) -> Iterator[tuple[UnitRole, str]]:
    """Yield the roles of 甲、乙负责 and 甲牵头，乙、丙配合; nothing where a name is no unit."""
    parts: list[tuple[UnitRole, str]] = []
    at = 0
    for match in _VERB.finditer(content):
        names = content[at : match.start()].strip("，,；;。 由")
        at = match.end()
        if names:
            parts.append((_role(match.group("verb")), names))
    rest = content[at:].strip("，,；;。 ")
    if not parts or (rest and _DEADLINE.fullmatch(rest) is None):
        return
    found = [name for _, names in parts for name, _ in split_names(names)]
    if found and all(looks_like_unit(name) or is_every(name) for name in found):
        yield from parts


def _bare(content: str) -> Iterator[tuple[UnitRole, str]]:
    """Yield a list of nothing but units, one of them by its level's short name: （市科技局）."""
    found = [name for name, _ in split_names(content)]
    if found and all(looks_like_unit(name) and not name.startswith("以下") for name in found):
        bare = (re.sub(r"[（(〔][^（(〔]*$", "", name) for name in found)
        if any(load_departments().knows(split_prefix(name)[1]) for name in bare):
            yield "responsible", content


def _is_named_by_level(name: str) -> bool:
    """Say whether a name is a known department's or begins with its level: 市…, 各县…."""
    prefix, rest = split_prefix(name)
    return bool(prefix) or load_departments().knows(rest) or name.startswith(("各", "有关"))
