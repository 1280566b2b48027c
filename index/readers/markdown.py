"""Markdown becomes text: the signs of its markup go, its words and printed numbers stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.readers.plain_text import decode, even_out
from index.source_text import SourceText

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,}|=+)$")
_TABLE_RULE = re.compile(r"^ *\|? *:?-{2,}:? *(?:\| *:?-{2,}:? *)*\|? *$")
_TABLE_ROW = re.compile(r"^ *\|(.*)\| *$")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_LINE_HEAD = re.compile(r"^ {0,3}(?:(?:#{1,6}[ \t]+)|(?:>[ \t]?)+|(?:[*+-][ \t]+(?!\d+[ \t]*-)))+")
_HEADING_TAIL = re.compile(r"[ \t]+#+[ \t]*$")
_ITEM = re.compile(r"\d{1,3}[.)][ \t]")
_NESTED_ITEM = re.compile(r"[ \t]{2,}(?P<n>\d{1,3})[.)][ \t]+")
#: Inline marks, outermost first; each keeps its words.
_INLINE = (
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\((?:https?:|/|#|\.|mailto:)[^)\n]*\)"), r"\1"),
    (re.compile(r"<br */?>", re.IGNORECASE), " "),
    (re.compile(r"</?(?:b|i|u|em|strong|sup|sub|span|font|center|p|div)(?: [^<>\n]*)?>"), ""),
    (re.compile(r"\*\*(?=\S)([^*\n]+?)\*\*"), r"\1"),
    (re.compile(r"(?<![\w_])__(?=\S)([^_\n]+?)__(?![\w_])"), r"\1"),
    (re.compile(r"(?<![0-9A-Za-z*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![0-9A-Za-z*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)


def markdown_to_text(markdown: str) -> str:
    """Drop the markup of a markdown text line by line; a table row becomes tabbed cells."""
    front = _FRONT_MATTER.match(markdown)
    head = front.group(1) + "\n" if front else ""
    body = _COMMENT.sub("", markdown[front.end() :] if front else markdown)
    return head + "\n".join(_plain_line(line) for line in _marked_nested(body.split("\n")))


def _marked_nested(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, the numbers of a list inside a list in brackets: its indent goes."""
    in_list = False
    for line in lines:
        nested = _NESTED_ITEM.match(line)
        if in_list and nested:
            line = f"({nested['n']}) {line[nested.end() :]}"
        elif line.strip() and not line.startswith(" "):
            in_list = _ITEM.match(line) is not None or (in_list and line[0] in "-*+")
        yield line


def _plain_line(line: str) -> str:
    if _FENCE.match(line) or _RULE.match(line) or ("|" in line and _TABLE_RULE.match(line)):
        return ""
    row = _TABLE_ROW.match(line)
    if row:
        return "\t".join(_inline(cell.strip()) for cell in _CELL_BORDER.split(row.group(1)))
    head = _LINE_HEAD.match(line)
    if head:
        line = line[head.end() :]
        if "#" in head.group():
            line = _HEADING_TAIL.sub("", line)
    return _inline(line)


def _inline(text: str) -> str:
    for pattern, words in _INLINE:
        text = pattern.sub(words, text)
    return text


def read_markdown(data: bytes, path: Path) -> SourceText:
    """Read a markdown file.

    Raises:
        DocumentError: the bytes cannot be decoded.
    """
    decoded, warnings = decode(data, path)
    return SourceText(markdown_to_text(even_out(decoded)), (), "text/markdown", warnings)
