"""What a government page says about its document outside of it: number, issuer, dates, title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from lxml.etree import _Element

from index.readers.html_blocks import Block, squeeze

#: Labels of the catalogue that public bodies print with a document (国办发〔2019〕14号 and the
#: provinces' own rules), without inner spaces. Other pairs on a page are the site's own matter.
FACT_LABELS = frozenset(
    "索引号 索取号 信息索引号 文号 发文字号 发文号 文件编号 文件号 文件文号 公文文号"
    " 统一登记号 规范性文件登记号 规范性文件编号 规范性文件统一编号 登记号"
    " 发文机关 发文机构 发布机构 发布机关 发文单位 发布单位 制发机关 制定机关"
    " 公开机构 成文机关 印发机关"
    " 成文日期 成文时间 发文日期 发文时间 印发日期 印发时间 制发日期 签发日期 登记日期 生成日期"
    " 发布日期 发布时间 公布日期 公布时间 公开日期 公开时间 颁发时间 颁布日期"
    " 生效日期 生效时间 实施日期 施行日期 执行日期"
    " 失效日期 失效时间 废止日期 废止时间 终止日期 有效期 有效期至 有效期限"
    " 有效性 时效性 时效 效力 效力状态 文件状态 是否有效 文件有效性"
    " 公文种类 文种 主题分类 来源 信息来源 文章来源".split()
)
#: Pairs that are told apart from the document's words, but not told: they say nothing of it.
_SITE_LABELS = frozenset(
    "标题 名称 文件名称 信息名称 主题词 关键词 内容概述 分类 体裁 类别 效力级别 城市 地区 时间 日期"
    " 作者 公开方式 公开形式 公开类别 公开类型 公开范围 公开程序".split()
)
_LABELS = FACT_LABELS | _SITE_LABELS
_TITLE_LABELS = ("标题", "名称", "文件名称", "信息名称")
#: Labels of which a page needs only one.
_SAME = (
    frozenset({"发布日期", "发布时间", "公开日期", "公开时间"}),
    frozenset({"来源", "信息来源", "文章来源"}),
)
_DATE_LABEL = re.compile(r"(?:日期|时间)$")
_DATE = re.compile(r"(?:19|20)\d\d(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2})")
_SPACED_LABEL = r"[\u4e00-\u9fff](?:[\s\u3000]*[\u4e00-\u9fff]){1,11}"
_PAIR = re.compile(
    rf"(?:^|(?<=[\s\t|】\]）]))[\[【]?({_SPACED_LABEL})[\s\u3000]*[\]】]?[\s\u3000]*[:：][\]】]?"
)
_LABEL_ONLY = re.compile(rf"[\[【]?({_SPACED_LABEL})[\]】]?[\s\u3000]*[:：]?[\]】]?")
_MAX_VALUE_CHARS = 200
#: What parts a window's title into the document's and the site's names.
_TITLE_PARTS = re.compile(r"[_|｜]|-+|\s{2,}")
#: How the titles of official documents end.
_OFFICIAL_TITLE = re.compile(
    r"(?:通知|通告|公告|意见|决定|批复|函|办法|规定|条例|细则|措施|政策|方案|规划|计划|指南|解读)"
    r"(?:\s*[（(][^（）()]{1,24}[）)])?$"
)
#: What the standard meta tags of a government site say, and the label that it is told under.
_META_FACTS = (("PubDate", "发布日期"), ("ContentSource", "来源"))
_EMPTY_VALUES = frozenset({"", "无", "暂无", "-", "--", "—", "/", "本网", "本站"})


def _label(text: str) -> str | None:
    """Return the catalogue's label in a text, its spaces and colon removed."""
    found = _LABEL_ONLY.fullmatch(text)
    label = re.sub(r"[\s\u3000]", "", found.group(1)) if found else ""
    return label if label in _LABELS else None


def facts_in_line(text: str) -> list[tuple[str, str]]:
    """Return the label and value pairs of one line, ``[]`` where it holds none of the catalogue."""
    cells = text.split("\t")
    if len(cells) > 1:
        return _facts_in_row(cells)
    starts = [match for match in _PAIR.finditer(text)]
    pairs = []
    for match, following in zip_longest(starts, starts[1:]):
        label = re.sub(r"[\s\u3000]", "", match.group(1))
        value = text[match.end() : following.start() if following else len(text)]
        if label in _LABELS:
            pairs.append((label, squeeze(value)))
    return pairs


def is_fact_line(text: str) -> bool:
    """Tell a line that holds nothing but labels of the catalogue and their values."""
    return len(text) <= 2 * _MAX_VALUE_CHARS and bool(_label(text) or facts_in_line(text))


def _facts_in_row(cells: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of a table's row: each labelled cell with the cell after it."""
    pairs = []
    for cell, following in zip_longest(cells, cells[1:], fillvalue=""):
        label = _label(cell)
        if label is not None:
            pairs.append((label, "" if _label(following) else squeeze(following)))
        elif "：" in cell or ":" in cell:
            pairs.extend(facts_in_line(cell.replace("\t", " ")))
    # The head of a table of tasks may name a column as the catalogue does: 类别, 时间.
    told = len(cells) <= 2 or any(label in FACT_LABELS for label, _ in pairs)
    return pairs if told or any("：" in cell or ":" in cell for cell in cells) else []


def facts_of(blocks: Sequence[Block]) -> tuple[list[tuple[str, str]], set[int]]:
    """Return the page's pairs, the first of each label, and the positions of their blocks."""
    pairs: list[tuple[str, str]] = []
    used: set[int] = set()
    for position, block in enumerate(blocks):
        if len(block.text) > 3 * _MAX_VALUE_CHARS or position in used:
            continue
        found = facts_in_line(block.text)
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        label = _label(block.text)
        if label and not any(value for _, value in found):
            used.add(position)
            found = []
            if following is not None and _is_value(label, block, following):
                found = [(label, following.text)]
                used.add(position + 1)
        if found:
            used.add(position)
            pairs.extend(found)
    return _first_of_each(pairs), used


def _is_value(label: str, labelled: Block, block: Block) -> bool:
    """Tell a label's value from the words that happen to follow a label without one."""
    above = min(len(labelled.ancestors), len(block.ancestors)) - 2
    if labelled.ancestors[:above] != block.ancestors[:above] or is_fact_line(block.text):
        return False
    if _DATE_LABEL.search(label):
        return any(char.isdigit() for char in block.text) and len(block.text) <= 40
    return len(block.text) <= _MAX_VALUE_CHARS and not re.search(r"[。；]", block.text)


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keep the first value of each label, dates without their clock."""
    seen: dict[str, str] = {}
    for label, value in pairs:
        cleaned = value
        if _DATE_LABEL.search(label):
            date = _DATE.search(re.sub(r"\s", "", value))
            cleaned = date.group() if date else ""
        if cleaned not in _EMPTY_VALUES and len(cleaned) <= _MAX_VALUE_CHARS:
            seen.setdefault(label, cleaned)
    return list(seen.items())


def told_facts(root: _Element, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs worth telling, with the standard meta tags' date and source if absent."""
    told = [(label, value) for label, value in pairs if label in FACT_LABELS]
    labels = {label for label, _ in told}
    stated = [(label, _meta(root, name)) for name, label in _META_FACTS]
    for label, value in _first_of_each(stated):
        if not any(label in same and labels & same for same in _SAME):
            told.append((label, value))
    return told


def _meta(root: _Element, name: str) -> str:
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == name.lower():
            return squeeze(element.get("content") or "")
    return ""


def title_of(
    root: _Element, blocks: Sequence[Block], start: int, pairs: Sequence[tuple[str, str]]
) -> str:
    """Return the document's title as the page tells it: meta tag, catalogue, heading, or window.

    Where the window names the site alone, a line above the document's first (``start``) that ends
    as official titles do is it.
    """
    told = dict(pairs)
    stated = _meta(root, "ArticleTitle")
    stated = stated or next((told[label] for label in _TITLE_LABELS if label in told), "")
    if stated:
        return stated
    element = root.find(".//title")
    window = squeeze("".join(element.itertext())) if element is not None else ""
    for block in blocks:
        text = block.text
        if 8 <= len(text) <= 120 and block.tag in ("h1", "h2", "h3") and text[:8] in window:
            return text
    named = max(_TITLE_PARTS.split(window), key=len).strip()
    above = (block.text for block in reversed(blocks[:start]) if block.link_share <= 0.5)
    return named if _OFFICIAL_TITLE.search(named) else next(filter(_is_title, above), named)


def _is_title(text: str) -> bool:
    return 8 <= len(text) <= 120 and _OFFICIAL_TITLE.search(text) is not None
