"""Reads a pdf in a process of its own, which a file made to be slow or huge cannot outgrow.

A few kilobytes of a pdf may unpack to gigabytes inside PDFium, where no Python code can stop it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from index.errors import DocumentError
from index.readers.failures import shown_name, unreadable
from index.source_text import SourceText

#: Seconds; two hundred pages take some five, recognising sixty pictures minutes.
MAX_SECONDS = 180.0
MAX_RECOGNITION_SECONDS = 900.0
#: Of address space; PDFium takes some 0.3 GB for a file of pictures, recognition 2.
MAX_BYTES = 4 * 1024**3
_ROOT = Path(__file__).resolve().parents[2]


def read_pdf_apart(data: bytes, path: Path) -> SourceText:
    """Read a pdf file in a bounded process.

    Raises:
        DocumentError: see ``read_pdf``; or the process ran out of time or memory.
    """
    can_recognise = find_spec("rapidocr_onnxruntime") is not None
    places = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__, shown_name(path), str(MAX_BYTES)],
            input=data,
            capture_output=True,
            timeout=MAX_RECOGNITION_SECONDS if can_recognise else MAX_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise unreadable(path, "读取超时", "请拆成几个文件，或重新生成 pdf 后再导入") from None
    if done.returncode:
        raise unreadable(path, "读取时超出内存或已损坏", "请重新生成 pdf 后再导入")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise DocumentError(answer["error"])
    pages = tuple((offset, number) for offset, number in answer["pages"])
    return SourceText(answer["text"], pages, answer["media_type"], tuple(answer["warnings"]))


def _bound_memory(size: int) -> None:
    """Bound this process's address space, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def main() -> None:
    """Read the pdf on the standard input and write its source text, or the error, as JSON."""
    name, size = sys.argv[1:]
    _bound_memory(int(size))
    from index.readers.pdf import read_pdf

    try:
        answer = asdict(read_pdf(sys.stdin.buffer.read(), Path(name)))
    except DocumentError as error:
        answer = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


if __name__ == "__main__":
    main()
