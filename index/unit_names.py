"""The names in a list of responsible units, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.departments import load_departments, looks_like_unit, split_prefix
from index.layout import clean_spacing

OPENERS = "（(〔[【〖﹙［﹝"
CLOSERS = "）)〕]】〗﹚］﹞"
_SEPARATORS = "、，,；;。\t"
_NEW_GROUP = "，,；;。"
_ETC = re.compile(
    r"等(?:\d+家|[一二三四五六七八九十]+家)?(?:各?(?:有关|相关|成员|市级|省级|区级|县级|市直|省直)*"
    r"(?:部门|单位|机构|职能部门)(?:[和、]单位)?(?:[（(][^（）()]{1,6}[）)])?)?$"
)
#: What a unit does, behind its name: 甲局受理申请.
_ACTION = re.compile(
    r"具体|牵头|负责|受理|出具|承办|协办|设立|审批|审核|办理|组织|指导|收件|配合|协助|按|在|对|将"
)
#: What joins names besides the signs: 甲局会同乙局, 甲局等部门和各县人民政府.
_JOINED = re.compile(
    r"(?<=.)会同|等[\u4e00-\u9fff]{0,4}?(?:部门|单位)[和及](?=各|地方|有关|[省市县区])"
)
_LEADING = re.compile(r"^(?:由|会同|以及|及|和)(?=..)")
_AND = re.compile(r"[和及与]")
#: 各市 in 各市、县人民政府 is no name by itself.
_OPEN_ENDED = re.compile(
    r"^各[^政局委厅部办会院校团司处室门位所站]{0,12}(?:[（(〔][^）)〕]*[）)〕])?$"
)
#: What carries such a name on: 县人民政府, 街道.
_GOES_ON = re.compile(
    r"(?:自治)?(?:市|县|区|州|盟|旗|乡|镇|街道|新区|开发区|园区)(?:[（(〔][^（）()]*[）)〕])?"
    r"(?:人民政府|政府|党委|党工委|管委会|办事处|有关|级)?[^局委厅办]{0,6}$"
)
#: 各乡（镇、街道）, which a verb may follow at once.
_EVERY = re.compile(r"各[省市县区州盟旗乡镇][（(〔][^（）()〔〕]{1,20}[）)〕]")
#: As much of a list without separators is split.
_LONGEST_GLUED = 120
_LONGEST_NAME = 40


def is_every(name: str) -> bool:
    """Say whether a name means every place of a level, its alternatives in brackets."""
    return _EVERY.fullmatch(name) is not None


def split_names(names: str) -> Iterator[tuple[str, bool]]:
    """Yield the names of a list, and whether each begins a new group (after ， or ；).

    A list may tell what each unit does (甲局受理申请、出具意见); then only units are names.
    """
    pieces = list(_pieces(_JOINED.sub("、", names)))
    tells_duties = any(_ACTION.search(piece, 2) for piece, _ in pieces)
    carried: tuple[str, bool] | None = None
    for piece, is_fresh in pieces:
        raw, group = piece, is_fresh
        if carried is not None:
            if _GOES_ON.match(piece.strip()):
                raw, group = f"{carried[0]}、{piece.strip()}", carried[1]
            else:
                yield carried
            carried = None
        for name in _split_unpunctuated(raw):
            cleaned = _clean_name(name)
            if _OPEN_ENDED.match(cleaned) and not looks_like_unit(cleaned):
                carried = (cleaned, group)
            elif cleaned and (looks_like_unit(cleaned) or not tells_duties):
                yield cleaned, group
    if carried is not None:
        yield carried


def _pieces(names: str) -> Iterator[tuple[str, bool]]:
    """Split a list at the separators outside its brackets and quotation marks."""
    fresh, depth, start = True, 0, 0
    for i, character in enumerate(names + "\n"):
        if character in OPENERS + "“":
            depth += 1
        elif character in CLOSERS + "”":
            depth = max(0, depth - 1)
        elif (character in _SEPARATORS and depth == 0) or i == len(names):
            yield names[start:i], fresh
            fresh, start = character in _NEW_GROUP, i + 1


def _split_unpunctuated(raw: str) -> list[str]:
    """Split names that only a space or 和 sets apart, where each is a unit by itself."""
    words = raw.split()
    if len(words) > 1 and all(looks_like_unit(clean_spacing(word)) for word in words):
        return words
    for match in _AND.finditer(raw):
        left, right = raw[: match.start()].strip(), raw[match.end() :].strip()
        if looks_like_unit(left) and split_prefix(right)[0]:
            return [left, *_split_unpunctuated(right)]
    return _split_glued(raw)


def _split_glued(raw: str) -> list[str]:
    """Split names that nothing sets apart, as a line's end does: 市财政局市科技局."""
    names: list[str] = []
    start = 0
    for i in range(3, min(len(raw) - 2, _LONGEST_GLUED)):
        if i - start >= 3 and _is_short_name(raw[start:i]) and _begins_name(raw[i:]):
            names.append(raw[start:i])
            start = i
    return [*names, raw[start:]]


def _begins_name(text: str) -> bool:
    ends = range(3, min(len(text), _LONGEST_NAME) + 1)
    return text.startswith("各") or any(_is_short_name(text[:end]) for end in ends)


def _is_short_name(name: str) -> bool:
    """Say whether a name is a known department's behind the word of its level: 市科技局."""
    prefix, rest = split_prefix(name)
    return bool(prefix) and load_departments().knows(rest)


def _is_in_name(name: str, verb: re.Match[str]) -> bool:
    """Say whether a verb is part of a unit's name: 县委组织部, not 甲局配合乙局."""
    rest = re.sub(r"[（(〔].*$", "", name[verb.end() :])
    return looks_like_unit(name) and not looks_like_unit(rest)


def _clean_name(name: str) -> str:
    """Return a name without what is said of it; empty where it is none."""
    name = clean_spacing(name).strip('。.：: “”"')
    name = _ETC.sub("", _LEADING.sub("", name)).removesuffix("等")
    verb = _ACTION.search(name)
    if verb is not None and not _is_in_name(name, verb):
        head = name[: verb.start()]
        if not looks_like_unit(head):
            return name if looks_like_unit(name) else ""
        name = head
    return name if 2 <= len(name) <= _LONGEST_NAME and not name.startswith(("《", "“")) else ""
