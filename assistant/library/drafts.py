"""Uploaded files that wait for somebody to look through and publish them."""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from index.errors import DocumentError, InputError, StorageError
from index.readers import READABLE_SUFFIXES

_IDENTIFIER = re.compile(r"[0-9a-f]{32}")
#: What no file system and no page should have to take in a name.
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_MAX_NAME_BYTES = 200
_MOST_DRAFTS = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """One uploaded file; metadata set by hand stands in the ``.yaml`` beside it."""

    identifier: str
    path: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


class Drafts:
    """Keep drafts in a directory, each in a folder of its own."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def keep(self, name: str, content: bytes) -> Draft:
        """Store an upload.

        Raises:
            DocumentError: the name or the format cannot be used, or the file is empty.
            StorageError: the directory cannot be written, or holds too many drafts.
        """
        clean = clean_name(name)
        if not clean.lower().endswith(READABLE_SUFFIXES):
            kinds = "、".join(suffix.lstrip(".") for suffix in READABLE_SUFFIXES)
            raise DocumentError(f"“{clean}”的格式不支持，可以上传：{kinds}。")
        if not content:
            raise DocumentError(f"“{clean}”是空的，请核对文件内容。")
        if len(self.listed()) >= _MOST_DRAFTS:
            raise StorageError("待发布的文件太多，请先发布或删除一些。")
        folder = self._directory / uuid4().hex
        try:
            folder.mkdir(parents=True)
            (folder / clean).write_bytes(content)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise StorageError("上传的文件存不下来：请检查磁盘空间和目录权限。") from error
        return Draft(folder.name, folder / clean)

    def listed(self) -> list[Draft]:
        """Return the drafts, the latest first."""
        if not self._directory.is_dir():
            return []
        folders = [path for path in self._directory.iterdir() if _IDENTIFIER.fullmatch(path.name)]
        folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        return [draft for folder in folders if (draft := _draft_in(folder))]

    def get(self, identifier: str) -> Draft:
        """Return one draft; raises ``InputError`` where there is none."""
        draft = None
        if _IDENTIFIER.fullmatch(identifier):
            draft = _draft_in(self._directory / identifier)
        if draft is None:
            raise InputError("没有这个待发布的文件，可能已经发布或删除。")
        return draft

    def drop(self, identifier: str) -> None:
        """Delete a draft; raises ``InputError`` where there is none."""
        shutil.rmtree(self.get(identifier).path.parent)


def clean_name(name: str) -> str:
    """Return the last part of an uploaded file's name, fit for every file system.

    Raises:
        DocumentError: nothing of the name is left, or it is too long.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = _UNFIT.sub("", last).strip(" .")
    if not Path(clean).suffix:
        raise DocumentError("文件名没有扩展名，请保留 .docx、.pdf 这样的结尾。")
    if len(clean.encode("utf-8", "replace")) > _MAX_NAME_BYTES:
        raise DocumentError("文件名太长，请改短后再上传。")
    return clean


def _draft_in(folder: Path) -> Draft | None:
    if not folder.is_dir():
        return None
    files = [
        path
        for path in folder.iterdir()
        if path.is_file() and path.name.lower().endswith(READABLE_SUFFIXES)
    ]
    return Draft(folder.name, files[0]) if files else None
