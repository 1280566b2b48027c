"""Hands a logged question to the evaluation commands, which draft a case of it for review."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from assistant.library.preview import program_environment
from assistant.storage.tables import AnswerRecord
from index.errors import InputError

_SECONDS = 60
#: The dataset of cases to review, below the settings' evaluation directory.
REVIEW_FILE = "review.jsonl"


def add_case(record: AnswerRecord, directory: Path) -> bool:
    """Draft an evaluation case from a record; return whether it is new.

    The evaluation package stands above this one, so its command does the work.

    Raises:
        InputError: the case cannot be drafted or written.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.jsonl"
        log.write_text(json.dumps(_logged(record), ensure_ascii=False) + "\n", encoding="utf-8")
        target = directory / REVIEW_FILE
        command = ["-m", "eval", "add", "--from", str(log), "--out", str(target), "--json"]
        run = subprocess.run(
            [sys.executable, *command],
            capture_output=True, timeout=_SECONDS, env=program_environment(), check=False,
        )  # fmt: skip
    if run.returncode != 0:
        told = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise InputError(told[-1] if run.returncode == 2 and told else "没能加入评测集。")
    return bool(json.loads(run.stdout)["added"])


def _logged(record: AnswerRecord) -> dict[str, Any]:
    turns = [*(str(turn["standalone"]) for turn in record.history), record.question]
    return {"turns": turns, "answer": record.answer, "as_of": record.as_of.isoformat()}
