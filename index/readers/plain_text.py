"""Bytes of a text file become text: encodings found out, line ends and invisible signs evened."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from index.readers.failures import unreadable
from index.readers.formats import SUPPORTED
from index.source_text import SourceText

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How much of a file the slow guess between GB18030 and Big5 looks at.
_SAMPLE_BYTES = 65_536
#: Below this share of everyday characters a text that decodes as GB18030 may be another encoding.
_EVERYDAY_SHARE = 0.9
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")
#: Zero-width and direction signs, which break words apart or hide them, and control characters.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_CHINESE_OR_ASCII = re.compile(
    r"[\t\n\r -~\u2010-\u2030\u2460-\u249b\u3000-\u3017\u4e00-\u9fff\uff01-\uff5e]"
)
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TRUNCATED = "文件末尾有一个不完整的字，已略去，请核对文件是否完整"


def even_out(text: str) -> str:
    """Make every line end a newline and drop control, zero-width and direction characters."""
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def decode(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """Decode a text file's bytes, returning the text and warnings.

    Tries in this order a byte order mark, UTF-16 by its zero bytes, UTF-8, and GB18030 or Big5.

    Raises:
        DocumentError: the file is binary, mixes encodings, or is in none of these.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, path)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return _strict(data, wide, path)
    if len(_CONTROL_BYTES.findall(data)) > max(2, len(data) // 100):
        raise unreadable(path, "不是文本文件", SUPPORTED)
    try:
        return _strict(data, "utf-8", path)
    except UnicodeDecodeError as error:
        return _legacy(data, path, error)


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by trying it: only the right byte order gives everyday characters."""
    if data.count(0) < max(2, len(data) // 1000):
        return None
    sample = data[: _SAMPLE_BYTES & ~1]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        if len(_CHINESE_OR_ASCII.findall(text)) > len(text) * _EVERYDAY_SHARE:
            return encoding
    return None


def _strict(data: bytes, encoding: str, path: Path) -> tuple[str, tuple[str, ...]]:
    """Decode, forgiving only a last character that was cut off."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        if error.start > 0 and error.start >= len(data) - 4 and error.end == len(data):
            return data[: error.start].decode(encoding), (_TRUNCATED,)
        if encoding == "utf-8":
            raise
        raise unreadable(
            path, "的文字编码已损坏", "请用原来的软件重新另存为 UTF-8 编码的文本文件"
        ) from error


def _legacy(data: bytes, path: Path, utf8_error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    """Decode GB18030 or Big5, or say from which line on the bytes are no longer one encoding."""
    foreign = _utf8_line(data)
    if foreign is not None:
        broken = data.count(b"\n", 0, utf8_error.start) + 1
        raise unreadable(
            path,
            f"混用了几种文字编码（第 {foreign} 行是 UTF-8，第 {broken} 行不是）",
            "请统一另存为 UTF-8 编码后再导入",
        )
    text, warnings = _gb18030(data)
    if text is None or _everyday_share(text) < _EVERYDAY_SHARE:
        guess = from_bytes(data[:_SAMPLE_BYTES]).best()
        if guess is not None and guess.encoding in ("big5", "big5hkscs", "cp950"):
            return data.decode("big5hkscs", errors="replace"), ()
    if text is None or "\ufffd" in text:
        raise unreadable(path, "的文字编码无法识别", "请另存为 UTF-8 编码后再导入")
    return text, warnings


def _gb18030(data: bytes) -> tuple[str | None, tuple[str, ...]]:
    try:
        return data.decode("gb18030"), ()
    except UnicodeDecodeError as error:
        if error.start > 0 and error.start >= len(data) - 4:
            return data[: error.start].decode("gb18030"), (_TRUNCATED,)
        return None, ()


def _utf8_line(data: bytes) -> int | None:
    """Return the number of the first line that is surely UTF-8: three Chinese characters in it."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if sum("\u4e00" <= char <= "\u9fff" for char in text) >= 3:
            return number
    return None


def _everyday_share(text: str) -> float:
    """Return which share of the non-ASCII characters is in GB2312."""
    foreign = [char for char in text[:_SAMPLE_BYTES] if not char.isascii()]
    everyday = "".join(foreign).encode("gb2312", errors="ignore")
    return len(everyday) / 2 / len(foreign) if foreign else 1.0


def split_pages(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Turn form feeds, which text taken out of a pdf carries between pages, into page marks."""
    if "\f" not in text:
        return text, ()
    pages = []
    offset = 0
    for number, page in enumerate(text.split("\f"), start=1):
        pages.append((offset, number))
        offset += len(page) + 1
    return text.replace("\f", "\n"), tuple(pages)


def read_plain_text(data: bytes, path: Path) -> SourceText:
    """Read a plain text file; its lines stay as they are.

    Raises:
        DocumentError: see ``decode``.
    """
    decoded, warnings = decode(data, path)
    text, pages = split_pages(even_out(decoded))
    return SourceText(text, pages, "text/plain", warnings)
