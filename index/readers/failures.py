"""The lines that a reader's error may say: each names the file, what is wrong and what to do."""

from __future__ import annotations

from pathlib import Path

from index.errors import DocumentError

#: A file name is shown in one line of a terminal or a chat bubble.
MAX_NAME_CHARS = 80


def shown_name(path: Path) -> str:
    """Return the file's name without its directory, fit for one line of an error."""
    name = "".join(char if char.isprintable() else "�" for char in path.name)
    return name if len(name) <= MAX_NAME_CHARS else name[: MAX_NAME_CHARS - 1] + "…"


def unreadable(path: Path, reason: str, advice: str = "") -> DocumentError:
    """Make the error for a file that cannot be read, with what its owner can do about it."""
    what_to_do = f"，{advice}" if advice else ""
    return DocumentError(f"文件“{shown_name(path)}”{reason}{what_to_do}。")
