"""Old office formats (doc, wps, xls, rtf) are converted by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from index.readers.docx import read_docx
from index.readers.failures import unreadable
from index.readers.xlsx import read_xlsx
from index.source_text import SourceText

#: Seconds; a long file takes some ten, the program's first start another ten.
CONVERSION_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")


def program() -> str | None:
    """Return the path of LibreOffice's command, ``None`` where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def read_old_text(data: bytes, path: Path) -> SourceText:
    """Read a doc, wps, rtf or odt file.

    Raises:
        DocumentError: LibreOffice is not installed, or cannot convert the file in time.
    """
    return read_docx(_converted(data, path, "docx"), path)


def read_old_sheet(data: bytes, path: Path) -> SourceText:
    """Read an xls, et or ods file.

    Raises:
        DocumentError: LibreOffice is not installed, or cannot convert the file in time.
    """
    return read_xlsx(_converted(data, path, "xlsx"), path)


def _converted(data: bytes, path: Path, target: str) -> bytes:
    """Convert a file in a folder of its own, with a profile of its own, in bounded time."""
    command = program()
    if command is None:
        raise unreadable(
            path,
            f"是 {path.suffix.lower().lstrip('.') or 'doc'} 格式，读取它需要安装 LibreOffice",
            f"请安装后重试，或用 Word、WPS 另存为 {target} 后再导入",
        )
    with tempfile.TemporaryDirectory(prefix="tiaowen-") as name:
        folder = Path(name)
        # The file's own name is not passed on: it may begin with a dash or hold anything.
        source = folder / f"source{path.suffix.lower()}"
        source.write_bytes(data)
        _run(
            [
                command,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--convert-to",
                target,
                "--outdir",
                str(folder / "out"),
                str(source),
            ],
            folder,
            path,
        )
        result = folder / "out" / f"source.{target}"
        if not result.is_file():
            raise unreadable(
                path, "无法转换，可能已损坏", f"请用原来的软件另存为 {target} 后再导入"
            )
        return result.read_bytes()


def _run(arguments: list[str], folder: Path, path: Path) -> None:
    """Run the conversion; past the time limit it is ended with all that it started."""
    environment = {**os.environ, "HOME": str(folder)}
    with subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(CONVERSION_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise unreadable(
                path, "转换超时", "请用原来的软件另存为 docx 或 xlsx 后再导入"
            ) from None
