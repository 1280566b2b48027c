"""A saved web page becomes the text of its document, what the page says about it at the head."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import html
from lxml.etree import ParserError, _Element

from index.errors import DocumentError
from index.readers.failures import unreadable
from index.readers.html_blocks import Block, blocks_of, is_hidden
from index.readers.main_content import (
    document_blocks,
    holds_document,
    is_document_line,
    prose_chars,
    without_copy,
)
from index.readers.page_facts import facts_of, title_of, told_facts
from index.readers.plain_text import decode, even_out
from index.source_text import SourceText

#: Far above any saved page; bounds the element tree.
MAX_PAGE_BYTES = 16 * 1024 * 1024
#: The code of a page may be long; its lines are not that many.
MAX_BLOCKS = 30_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_MAX_BROKEN_SHARE = 0.002
#: Within how many lines a document tells its own title.
_HEAD_LINES = 8
#: Over how many lines a title is broken, and how long an issuer before it is.
_TITLE_LINES = 5
_ISSUER_CHARS = 40
_SENTENCE = re.compile(r"[，。；]")
#: What tells the public catalogue of a document from the dates of other pages.
_CATALOGUE = {"索引号", "文号", "发文字号"}


def _page_text(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """Decode a page, forgiving a few broken characters, as browsers do."""
    try:
        return decode(data, path)
    except DocumentError:
        declared = _CHARSET.search(data[:4096])
        name = declared.group(1).decode("ascii").lower() if declared else ""
        encoding = "gb18030" if name.startswith("gb") else "utf-8"
        text = data.decode("big5hkscs" if name.startswith("big5") else encoding, errors="replace")
        if text.count("\ufffd") > len(text) * _MAX_BROKEN_SHARE:
            raise
        return text, ("网页中有少数无法识别的字，请核对",)


def read_html(data: bytes, path: Path) -> SourceText:
    """Read a saved page: the facts the page tells, then the document's own lines.

    Raises:
        DocumentError: the page is too large, cannot be decoded or holds no document.
    """
    if len(data) > MAX_PAGE_BYTES:
        limit = MAX_PAGE_BYTES // (1024 * 1024)
        raise unreadable(path, f"超过 {limit} MB", "请只另存正文页，或复制正文存为 txt")
    text, warnings = _page_text(data, path)
    try:
        # libxml2 drops what lies deeper than 256 elements, which unclosed tags soon reach. The
        # encoding is told, since what the page itself says of it may be wrong.
        parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
        root = html.document_fromstring(even_out(text).encode("utf-8"), parser)
    except ParserError as error:
        raise unreadable(path, "里没有网页内容", "请重新另存网页") from error
    blocks = _visible_blocks(root, path)
    chosen = document_blocks(blocks)
    if not holds_document(blocks, chosen):
        raise unreadable(
            path,
            "里没有找到正文，可能只是导航页或由脚本显示的页面",
            "请打开正文页后重新另存，或复制正文存为 txt",
        )
    return SourceText("\n".join(_lines(root, blocks, chosen)), (), "text/html", warnings)


def _visible_blocks(root: _Element, path: Path) -> list[Block]:
    """Return the page's lines without the hidden ones, unless those hold the document."""
    hidden = frozenset(element for element in root.iter() if is_hidden(element))
    everything = blocks_of(root, most=MAX_BLOCKS)
    if len(everything) > MAX_BLOCKS:
        raise unreadable(path, "的结构过于复杂", "请复制正文存为 txt")
    if not hidden:
        return everything
    visible = blocks_of(root, hidden)
    shown, whole = (sum(map(prose_chars, blocks)) for blocks in (visible, everything))
    return visible if shown * 2 > whole else everything


def _lines(root: _Element, blocks: list[Block], chosen: list[int]) -> list[str]:
    """Return the page's facts, its title where the document has none of its own, and the text."""
    start = next(at for at in chosen if is_document_line(blocks[at]))
    pairs, used = facts_of(blocks[:start])
    title = title_of(root, blocks, start, pairs)
    if not _CATALOGUE & dict(pairs).keys():
        # Some sites print the catalogue below the document.
        below, _ = facts_of(blocks[chosen[-1] + 1 :])
        pairs += [pair for pair in below if below and _CATALOGUE & dict(below).keys()]
    body = without_copy([blocks[at].line for at in chosen if at not in used])
    if title in body[1:_HEAD_LINES] and body[0] == title:
        del body[0]
    head = [f"{label}：{value}" for label, value in told_facts(root, pairs)]
    if title and not _begins_with(body, title):
        head.append(title)
    return head + body


def _begins_with(lines: list[str], title: str) -> bool:
    """Tell whether the first lines hold the page's title, broken or after its issuer's name.

    A sentence that names the title, or a longer title with the same words, is not it.
    """
    bare = _bare(title)
    for first in range(min(len(lines), _HEAD_LINES)):
        for end in range(first + 1, min(first + _TITLE_LINES, len(lines)) + 1):
            if _SENTENCE.search(lines[end - 1]):
                break
            joined = _bare("".join(lines[first:end]))
            if joined.endswith(bare) and len(joined) <= len(bare) + _ISSUER_CHARS:
                return True
    return False


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
