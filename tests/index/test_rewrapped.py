"""A document is the same document however its lines are broken, indented or spaced."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index.document import NUMBERED_KINDS
from index.layout import read_layout, visual_width
from index.parse import parse_document
from index.source_text import SourceText

DEFAULT = next((Path(__file__).resolve().parents[2] / "source_docs").glob("衢政发*7号.txt"))
_NEVER_FIRST = "，。；：、！？）》”"


def wrapped(text: str, width: int, page_lines: int | None = None) -> str:
    """Break the lines at a width; a page number follows every ``page_lines`` lines."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for character in paragraph.strip():
            if visual_width(line + character) > width and character not in _NEVER_FIRST:
                lines.append(line)
                line = ""
                if page_lines and len(lines) % page_lines == 0:
                    lines.append(f"- {len(lines) // page_lines} -")
            line += character
        if line:
            lines.append(line)
    return "\n".join(lines)


def torn(text: str) -> str:
    """Break the wrapped lines at some of their punctuation too, as pdf texts have it."""
    chance = random.Random(3)
    return re.sub(
        r"(?<=[，、。”》])(?=.)",
        lambda _: "\n" if chance.random() < 0.12 else "",
        wrapped(text, 40),
    )


def indented(text: str) -> str:
    return "\r\n".join("　　" + line for line in text.splitlines())


def spaced(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)


CHANGES: dict[str, Callable[[str], str]] = {
    "narrow": lambda text: wrapped(text, 28),
    "paged": lambda text: wrapped(text, 38, 28),
    "torn": torn,
    "indented": indented,
    "spaced": spaced,
}


def clauses_of(text: str):
    document = parse_document(SourceText(text), source_name="样例.txt")
    return [
        (clause.number, re.sub(r"\s", "", clause.text), [unit.name for unit in clause.units])
        for clause in document.clauses
        if clause.kind in NUMBERED_KINDS
    ]


@pytest.mark.parametrize("change", CHANGES)
def test_the_default_document(change):
    text = DEFAULT.read_text(encoding="utf-8")
    assert clauses_of(CHANGES[change](text)) == clauses_of(text)


@pytest.mark.realdocs
@pytest.mark.parametrize("change", CHANGES)
def test_the_real_documents(change, shared_dir):
    for path in sorted((shared_dir / "realdocs").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if len(text) > 40_000 or read_layout(SourceText(text)).width is not None:
            continue  # too long for a quick test, or broken into lines as it is
        assert clauses_of(CHANGES[change](text)) == clauses_of(text), path.name
