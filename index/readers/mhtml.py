"""A page saved as one file (mht) is unpacked and read as the page it holds."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

from index.readers.failures import unreadable
from index.readers.html import read_html
from index.source_text import SourceText


def read_mhtml(data: bytes, path: Path) -> SourceText:
    """Read the web page of an mht file.

    Raises:
        DocumentError: the file holds no page, or see ``read_html``.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return read_html(page, path)
    raise unreadable(path, "里没有网页内容", "请重新另存网页")
