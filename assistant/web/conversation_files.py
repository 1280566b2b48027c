"""A conversation as a file to keep: Word and Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.web.answer_views import AnswerView
from assistant.web.word_file import WordFile, source_line

_TITLE = "条问对话记录"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~])")


def as_markdown(turns: Sequence[AnswerView]) -> bytes:
    """Return a conversation as Markdown, in which nothing that was written acts as markup."""
    lines = [f"# {_TITLE}", ""]
    for view in turns:
        lines += [f"## {_plain(view.question)}", ""]
        for line in view.text.splitlines():
            lines += [_plain(line), ""]
        for card in view.cards:
            lines += [f"> **{_plain(source_line(card))}**", ">"]
            lines += [f"> {_plain(card.text.quote)}", ""]
        lines += [f"（有效期按{view.as_of}判断）", ""]
    return "\n".join(lines).encode("utf-8")


def as_docx(turns: Sequence[AnswerView]) -> bytes:
    """Return a conversation as a Word file, each quote marked within its clause."""
    file = WordFile(_TITLE)
    for view in turns:
        file.heading(view.question)
        for line in view.text.splitlines():
            file.line(line)
        for card in view.cards:
            file.clause(card)
        file.line(f"（有效期按{view.as_of}判断）")
    return file.content()


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
