"""The frame of an official document: what a line of its head or foot is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.dates import DATE
from index.departments import looks_like_unit
from index.layout import clean_spacing
from index.paragraphs import Paragraph
from index.readers.page_facts import is_fact_line
from index.tables import is_header
from index.units import LABEL

FrameRole = Literal[
    "catalogue",
    "letterhead",
    "number",
    "title",
    "date",
    "addressee",
    "signature",
    "remark",
    "cc",
    "imprint",
    "attachments",
    "contents",
    "heading",
    "other",
]
#: 文号: the body's short name, the year in brackets, the running number.
DOC_NUMBER = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,20}(?:[（(][\u4e00-\u9fff]{1,6}[）)])?[\u4e00-\u9fff]{0,6})"
    r"\s*[〔\[［【（(]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]］】）)]"
    r"\s*(?:第\s*)?(?P<serial>\d{1,5})\s*号"
)
#: 国务院令第722号, 财政部 税务总局公告2023年第12号 and their kin.
ORDER_NUMBER = re.compile(
    r"(?P<body>(?:中华人民共和国)?[\u4e00-\u9fff][\u4e00-\u9fff\s]{1,40}?(?:令|公告|通告))"
    r"\s*[（(]?\s*(?:(?P<year>(?:19|20)\d{2})\s*年\s*)?第?\s*(?P<serial>\d{1,4})\s*号\s*[）)]?"
)
#: The number on a line of its own below 中华人民共和国国务院令.
BARE_NUMBER = re.compile(
    r"[（(]?\s*(?:(?:19|20)\d{2}\s*年\s*)?第\s*(?P<serial>\d{1,4})\s*号\s*[）)]?"
)
_OPENNESS = "主动公开|公开发布|依申请公开|不予公开|不公开|免予公开"
_SEAL = re.compile(r"\s*[（(]\s*(?:代章|盖章|印章|公章|章)\s*[）)]$")
_EVENTS = "通过|公布|修订|修正|发布|施行|批准|印发|实施"
#: What each role's line looks like as a whole, the first match counts.
_SOURCES: tuple[tuple[FrameRole, str], ...] = (
    (
        "number",
        r"[（(]?\s*[\u4e00-\u9fff]{1,20}(?:[（(][\u4e00-\u9fff]{1,6}[）)])?[\u4e00-\u9fff]{0,6}"
        r"\s*[〔\[［【（(]\s*(?:19|20)\d{2}\s*[〕\]］】）)]\s*(?:第\s*)?\d{1,5}\s*号\s*[）)]?",
    ),
    ("number", ORDER_NUMBER.pattern),
    ("number", BARE_NUMBER.pattern),
    (
        "number",
        r"(?:[\u4e00-\u9fff]{0,12}[：:]\s*)?[A-Z]{2,8}\d{0,4}[-－—]\s?\d{4}[-－—]\s?\d{2,6}",
    ),
    (
        "remark",
        rf"[（(]\s*(?:此件|本件|此文|本文|信息)?(?:{_OPENNESS}|此页无正文|有删[减节]|联系人|联系电话)"
        r"[^。）)]{0,60}[）)]",
    ),
    (
        "remark",
        rf"[（(]?(?:此件|公开方式|公开属性|公开选项|信息公开选项)\s*[：:]?\s*(?:{_OPENNESS})[）)]?",
    ),
    ("date", rf"[（(]?\s*{DATE}\s*(?:{_EVENTS})?\s*[）)]?"),
    ("imprint", rf"[^。，；]{{2,40}}?\s*{DATE}\s*印发?"),
    ("cc", r"(?:抄\s*送|抄\s*报|主\s*送|分\s*送|报\s*送)\s*[：:].*"),
    ("letterhead", r"[\u4e00-\u9fff（）()、\s]{4,60}文\s*件"),
    (
        "date",
        rf"[（(]?(?:根据)?\s*{DATE}[^。]{{2,160}}(?:{_EVENTS}|决定》?|》)[^。]{{0,40}}[）)]?",
    ),
)
_WHOLE = tuple((role, re.compile(pattern)) for role, pattern in _SOURCES)
_SIGNER = re.compile(
    r"代?(?:总理|主席|省长|市长|州长|县长|区长|部长|局长|厅长|主任|署长|行长|会长|委员长|检察长|院长)"
    r"[：:]?[\u4e00-\u9fff·]{2,6}"
)
#: What a document or an attached text is called; its title ends with one of these.
TITLE_END = re.compile(
    r"(?:通知|通告|公告|公示|意见|决定|决议|命令|批复|函|报告|请示|纪要|办法|规定|规则|规程|条例|细则"
    r"|措施|政策|方案|计划|规划|纲要|清单|指南|要点|举措|条|法|令|章程|标准|目录|解读|问答|修正案|制度"
    r"|行动|说明|解释|预案|意见稿|流程|须知|指引|通报|倡议书|公报|宣言|任务书|责任书|典|准则|守则|规范"
    r"|汇编|选编|手册|分解表|分工表|任务表|一览表|明细表|协定|公约|议定书|安排|答复|总则|通则|名录|分工|任务|工作方案|公约)"
    r"(?:\s*[（(〔][^（）()]{1,24}[）)〕])*$"
)
_NOT_ADDRESSEE = re.compile(r"如下|以下|现将|制定|提出|为了|按照|根据|印发|同意|研究")
_ENDS_SENTENCE = re.compile(r"[。！]|[：；:;]$")
_LONGEST_LINE = 400
#: Brackets tear some names of an addressee: 各县（市、区）人民政府.
_MOSTLY_BODIES = 0.6
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class FramePiece:
    """A piece of a document's head or foot and the part it plays."""

    role: FrameRole
    paragraph: Paragraph


def classify(raw: str) -> FrameRole | None:
    """Return the part that a line plays in a head or foot, ``None`` for running text."""
    text = single_spaced(raw)
    if len(text) > _LONGEST_LINE or not text:
        return None
    if is_fact_line(text):
        return "catalogue"
    if is_header(raw):
        return "heading"
    compact = clean_spacing(text)
    for role, pattern in _WHOLE:
        if pattern.fullmatch(compact if role == "number" else text):
            return role
    if _is_addressee(text):
        return "addressee"
    if is_signature(text):
        return "signature"
    if _ENDS_SENTENCE.search(text) or len(text) > _LONGEST_TITLE:
        return None
    return "title" if TITLE_END.search(unquoted(undated(text))) else "other"


def single_spaced(raw: str) -> str:
    """Return a line with every run of spaces as one."""
    return " ".join(raw.split())


def undated(title: str) -> str:
    """Return a title without the date in brackets behind it."""
    return re.sub(rf"\s*[（(]\s*{DATE}\s*[）)]$", "", title)


def unquoted(title: str) -> str:
    """Return a title without the quotation marks 《》 around the whole of it."""
    whole = title.startswith("《") and title.endswith("》") and title.count("《") == 1
    return title[1:-1] if whole else title


def unsealed(body: str) -> str:
    """Return a signing body without its seal mark: （代章）, （盖章）."""
    return _SEAL.sub("", body)


def _is_addressee(text: str) -> bool:
    """Say whether a line is a list of bodies that a colon ends."""
    if text[-1] not in "：:" or "。" in text or _NOT_ADDRESSEE.search(text) or LABEL.match(text):
        return False
    names = [name for name in re.split(r"[，、,；;\s]+", text[:-1]) if name]
    bodies = [name for name in names if name.startswith(("各", "有关")) or looks_like_unit(name)]
    return bool(names) and len(bodies) >= len(names) * _MOSTLY_BODIES


def is_signature(text: str) -> bool:
    """Say whether a line holds the names of signing bodies or of a signer, and nothing else."""
    if len(text) > 80 or re.search(r"[。，；：:;《》“]|关于|印发", text):
        return False
    if _SIGNER.fullmatch("".join(text.split())):
        return True
    words = [unsealed(word) for word in _SEAL.sub("", text).split()]
    return bool(words) and all(
        looks_like_unit(word) and TITLE_END.search(word) is None for word in words
    )
