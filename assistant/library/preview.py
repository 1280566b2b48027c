"""Parses a file apart from the server: a hostile one can spend neither its time nor its memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from index.errors import DocumentError

#: Far above what the longest statute takes.
_SECONDS = 120
_MEMORY = 3 * 1024**3
_ROOT = Path(__file__).resolve().parents[2]


def parsed(path: Path) -> dict[str, Any]:
    """Return what ``tiaowen parse --json`` tells of a file.

    Raises:
        DocumentError: the file cannot be read or parsed, or takes too long.
    """
    try:
        run = subprocess.run(
            [sys.executable, "-m", "assistant", "parse", "--json", "--", str(path)],
            capture_output=True, timeout=_SECONDS, env=program_environment(), check=False,
            preexec_fn=_limit_memory,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"“{path.name}”解析了{_SECONDS}秒还没有完成，请拆分后再上传。"
        ) from error
    if run.returncode != 0:
        told = run.stderr.decode("utf-8", "replace").strip().splitlines()
        known = run.returncode == 2 and told
        raise DocumentError(told[-1] if known else f"“{path.name}”解析不了，文件可能已损坏。")
    shape: dict[str, Any] = json.loads(run.stdout)
    return shape


def program_environment() -> dict[str, str]:
    """Return the environment in which another Python finds this program's packages."""
    return {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"}


def _limit_memory() -> None:
    # Soft alone: a reader that works apart itself sets limits of its own.
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
