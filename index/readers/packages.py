"""Opens the zip packages that office formats are, within bounds, and parses their XML safely."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from index.readers.failures import unreadable

MEBIBYTE = 1024 * 1024
#: Bounds of what a package may unpack to; office files stay far below each.
MAX_MEMBERS = 10_000
MAX_TOTAL_BYTES = 256 * MEBIBYTE
MAX_PART_BYTES = 24 * MEBIBYTE
#: Text packs to a tenth, rarely to a fiftieth; a bomb to less than a hundredth.
MAX_RATIO = 100
#: Below this size the ratio is of no matter.
HARMLESS_BYTES = 16 * MEBIBYTE
_DAMAGED_ADVICE = "请重新下载，或用原来的软件另存后再导入"


class Package:
    """A zip package whose sizes have been checked; parts are read one at a time."""

    def __init__(self, data: bytes, path: Path) -> None:
        """Open a package.

        Raises:
            DocumentError: the data is no zip file, is encrypted, or unpacks to too much.
        """
        self._path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise unreadable(path, "已损坏", _DAMAGED_ADVICE) from error
        members = self._zip.infolist()
        total = sum(member.file_size for member in members)
        bomb = total > HARMLESS_BYTES and total > MAX_RATIO * len(data)
        if len(members) > MAX_MEMBERS or total > MAX_TOTAL_BYTES or bomb:
            raise unreadable(
                path, "解压后过大，可能是压缩炸弹，未读入", "请核对文件来源，或另存为较小的文件"
            )
        if any(member.flag_bits & 1 for member in members):
            raise unreadable(path, "有打开密码", "请解除密码后再导入")

    def names(self) -> list[str]:
        """Return the parts' names."""
        return self._zip.namelist()

    def part(self, name: str) -> bytes | None:
        """Return a part's bytes, ``None`` where the package has no such part.

        Raises:
            DocumentError: the part is damaged or too large.
        """
        try:
            member = self._zip.getinfo(name)
        except KeyError:
            return None
        if member.file_size > MAX_PART_BYTES:
            limit = MAX_PART_BYTES // MEBIBYTE
            raise unreadable(self._path, f"里的正文超过 {limit} MB", "请拆成几个文件后再导入")
        try:
            return self._zip.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise unreadable(self._path, "已损坏", _DAMAGED_ADVICE) from error

    def xml(self, name: str) -> _Element | None:
        """Return a part's root element, ``None`` where the package has no such part.

        Entities are not expanded, nothing outside is loaded, and no document type is accepted:
        office formats have none.

        Raises:
            DocumentError: the part is damaged or too large.
        """
        data = self.part(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(_transitional(data), parser)
        except etree.XMLSyntaxError as error:
            raise unreadable(self._path, "的内容已损坏", _DAMAGED_ADVICE) from error
        if root.getroottree().docinfo.doctype:
            raise unreadable(self._path, "的内容不合格式", _DAMAGED_ADVICE)
        return root


def _transitional(data: bytes) -> bytes:
    """Give the strict variant of Office Open XML the names of the usual one."""
    return data.replace(
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    )
