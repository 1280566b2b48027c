"""Blocks of a page → those of the document: by prose, links and the marks of official texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from index.readers.html_blocks import Block
from index.readers.numbered_lines import NUMBERED
from index.readers.page_facts import is_fact_line

#: A page with fewer characters of prose holds no document.
MIN_PROSE_CHARS = 60
#: A page with more links than this beside its prose is a site's front page.
MAX_LINKS_PER_PROSE = 20
_SENTENCE = re.compile(r"[。；;！？]|[，：,:].{8,}")
#: Lines that official texts have and page furniture has not.
_OFFICIAL = re.compile(
    r"[〔\[【（(](?:19|20)\d\d[〕\]】）)]\s?(?:第\s?)?\d+\s?号"
    r"|^各.{2,120}[：:]$|^附\s?件|^附\s?[：:]|^抄\s?送|^[(（]此件.{0,12}[)）]$|^[(（].{2,20}公开[)）]$"
    r"|^(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:\s?印发)?$"
    r"|^[二〇○ＯO零一二三四五六七八九十]{4}年.{1,3}月.{1,3}日$"
    r"|责任(?:单位|部门)|牵头(?:单位|部门)"
)
#: What sites print around a document; a line of nothing but these is never part of it.
_FURNITURE_WORD = (
    r"打印(?:本页|此页|文章|版)?|关闭(?:窗口|本页)?|收藏(?:本页)?|纠错|我的收藏|返回(?:顶部|首页|列表)?"
    r"|字体(?:大小)?|字号|大|中|小|默认|分享(?:到|至)?|微信|微博|QQ空间|复制链接|朗读|繁[體体]?|简体?"
    r"|无障碍.{0,6}|长者.{0,4}|保护视力色|视力保护色|背景色|首页|上一[页篇]|下一[页篇]|尾页|末页"
    r"|更多|展开|收起|搜索|查询|扫.{2,20}|智能.{0,6}|下载(?:文字版|图片版|打印版)?|点击下载.{0,8}"
    r"|相关(?:文档|链接|附件|解读|稿件|信息|文章|阅读|政策|新闻)|图解|新闻发布会|其他"
    r"|(?:文字|图片|图文|视频|动漫|部门|媒体|音频|专家|政策|访谈|新闻发布会|一图).{0,3}(?:解读|读懂)"
    r"|阅读|浏览(?:次数|量)?|点击(?:率|量|数)?|访问量|次|作者|编辑|责任编辑|责编|审核|来源|稿源|A|[0-9]+"
)
#: Words of buttons that a document's own short lines (其他) do not have.
_BUTTON = re.compile(r"打印|关闭|收藏|返回|分享|上一[页篇]|下一[页篇]|扫")
#: Buttons stand side by side without a space between them: 微信微博.
_FURNITURE_WORDS = re.compile(rf"(?:{_FURNITURE_WORD})+")
_WORD_BORDER = re.compile(r"[\s\[\]【】()（）:：|｜<>＜＞»·/,，、+-]+")
#: Words that stand in the head or foot of a site wherever they stand in a line.
_SITE_WORDS = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|网站地图|您(?:当前|现在)?(?:所在)?的?位置|当前位置|浏览器"
    r"|^[上下]一[篇条]\s*[:：]|Copyright|IPv6|您即将离开|建议使用",
    re.IGNORECASE,
)
#: Labels that begin a line of a site; the words in the middle of a line may be a document's.
_SITE_LABELS = re.compile(
    r"(?:主办|承办|技术支持|运维|责任编辑|信息来源|文章来源|发布(?:时间|日期)|浏览(?:次数|量)|扫一扫)"
    r"(?:单位)?\s*[:：]"
)
#: A line of how to reach somebody is in the foot of sites and of documents.
_CONTACT = re.compile(r"(?:联系)?(?:电话|地址|邮编|邮政编码|传真|网址|邮箱|人)\s*[:：]")
#: How many plain lines before the first line of prose may belong to the document's head.
_HEAD_LINES = 40
_LONGEST_SITE_LINE = 200
#: A line this long says the same only in a copy; which share of a copy's lines is equal to the
#: first one's, and how many different ones it has.
_TELLING_CHARS = 20
_COPY_SHARE = 0.9
_COPY_LINES = 5
#: An element with less than this share of the heaviest run's prose is only a part of the document.
_OWN_ELEMENT_SHARE = 0.7


def prose_chars(block: Block) -> int:
    """Return how many of a block's characters read like a document's own words."""
    text = block.text
    if block.link_share > 0.5 or is_site_line(block) or _CONTACT.match(text) or is_fact_line(text):
        return 0
    if _SENTENCE.search(text) or NUMBERED.match(text) or _OFFICIAL.search(text) or block.is_row:
        return len(text) - block.link_chars
    return 0


def is_site_line(block: Block) -> bool:
    """Tell a line that speaks of the site: who keeps it, where one is in it."""
    text = block.text
    if len(text) > _LONGEST_SITE_LINE or NUMBERED.match(text):
        return False
    return bool(_SITE_LABELS.match(text) or _SITE_WORDS.search(text))


def site_foot_start(lines: Sequence[str]) -> int:
    """Return where the site's own foot begins in the lines of a page; their number without one.

    A line of who keeps the site counts only above one that nothing but a site prints: units that
    host something stand in documents too.
    """
    start = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at]
        short = len(text) <= _LONGEST_SITE_LINE and NUMBERED.match(text) is None
        if short and (_SITE_WORDS.search(text) or (_BUTTON.search(text) and _is_buttons(text))):
            start = at
        elif not (short and _SITE_LABELS.match(text)):
            break
    return start


def furniture_chars(block: Block) -> int:
    """Return how many of a block's characters are links or other parts of the site."""
    if block.link_share > 0.5 or is_furniture(block):
        return len(block.text)
    return 0


def is_furniture(block: Block) -> bool:
    """Tell a line that is nothing but the site's buttons and counters."""
    return not block.is_row and _is_buttons(block.text)


def _is_buttons(text: str) -> bool:
    words = [word for word in _WORD_BORDER.split(text) if word]
    return len(text) <= 80 and bool(words) and all(map(_FURNITURE_WORDS.fullmatch, words))


def main_range(blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the first and the past-the-last position of the part of the page with the document.

    That is the deepest element whose prose outweighs its links and furniture by most, or, where
    the document has no element of its own, the run of lines with the most such weight.
    """
    worths = [prose_chars(block) - furniture_chars(block) for block in blocks]
    balance: dict[int, int] = defaultdict(int)
    bounds: dict[int, tuple[int, int]] = {}
    depth: dict[int, int] = {}
    for position, (block, worth) in enumerate(zip(blocks, worths, strict=True)):
        for level, ancestor in enumerate(block.ancestors):
            balance[ancestor] += worth
            depth[ancestor] = level
            first, _ = bounds.get(ancestor, (position, position))
            bounds[ancestor] = (first, position + 1)
    if not balance:
        return 0, 0
    best = max(balance, key=lambda ancestor: (balance[ancestor], depth[ancestor]))
    run = _heaviest_run(worths)
    if balance[best] < _OWN_ELEMENT_SHARE * sum(worths[slice(*run)]):
        return run
    return bounds[best]


def _heaviest_run(worths: Sequence[int]) -> tuple[int, int]:
    """Return the contiguous range with the largest sum (Kadane's algorithm)."""
    best, best_range = 0, (0, 0)
    total, start = 0, 0
    for position, worth in enumerate(worths):
        if total <= 0:
            total, start = 0, position
        total += worth
        if total > best:
            best, best_range = total, (start, position + 1)
    return best_range


def is_document_line(block: Block) -> bool:
    """Tell a line that surely belongs to the document."""
    return prose_chars(block) > 0 and not is_furniture(block)


def document_blocks(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of the document's blocks in reading order."""
    first, end = main_range(blocks)
    sure = [at for at in range(first, end) if is_document_line(blocks[at])]
    if not sure:
        return []
    tail = _tail_end(blocks, sure[-1] + 1, end)
    head = _head_start(blocks, first, sure[0])
    return [
        at
        for at in range(head, tail)
        if not is_furniture(blocks[at])
        and (blocks[at].link_share <= 0.5 or sure[0] < at < sure[-1] or _is_annex(blocks[at]))
    ]


def _is_annex(block: Block) -> bool:
    return bool(re.match(r"附\s?件|附\s?[：:]", block.text))


def _tail_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where the site goes on after the document's last sure line.

    Short lines after it (a signature) stay, up to the first link or piece of furniture.
    """
    for at in range(start, end):
        block = blocks[at]
        if is_furniture(block) or is_site_line(block) or is_fact_line(block.text):
            return at
        if block.link_share > 0.5 and not _is_annex(block):
            return at
    return end


def _head_start(blocks: Sequence[Block], first: int, sure: int) -> int:
    """Return where the document's head begins: the plain lines right before its first sure one."""
    start = sure
    while start > max(first, sure - _HEAD_LINES):
        block = blocks[start - 1]
        if (
            is_furniture(block)
            or block.link_share > 0.5
            or is_site_line(block)
            or len(block.text) > 120
        ):
            break
        start -= 1
    return start


def holds_document(blocks: Sequence[Block], chosen: Sequence[int]) -> bool:
    """Tell a page with a document from one of navigation, with a few teasers maybe."""
    prose = sum(prose_chars(blocks[at]) for at in chosen)
    links = sum(block.link_chars for block in blocks)
    official = any(_OFFICIAL.search(blocks[at].text) for at in chosen)
    return prose >= MIN_PROSE_CHARS and (official or prose * MAX_LINKS_PER_PROSE >= links)


def without_copy(lines: list[str]) -> list[str]:
    """Drop the second copy of a document that a page carries for telephones or for printing."""
    long = [at for at, line in enumerate(lines) if len(line) >= _TELLING_CHARS]
    for first, second in ((at, again) for at in long[:1] for again in long[1:]):
        if lines[first] != lines[second]:
            continue
        copy = lines[second:]
        if len(set(copy)) < _COPY_LINES:
            break
        same = sum(one == other for one, other in zip(lines[first:], copy, strict=False))
        if same >= _COPY_SHARE * len(copy) and first + len(copy) > second - _HEAD_LINES:
            return lines[: second - _shared_head(lines, first, second)]
    return lines


def _shared_head(lines: Sequence[str], first: int, second: int) -> int:
    """Return how many lines before two equal ones are equal too: the copy's own head."""
    count = 0
    while count < first and lines[first - count - 1] == lines[second - count - 1]:
        count += 1
    return count
