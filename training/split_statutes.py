"""Draw the held-out questions about statutes: 200 to tune on, 200 for the final measurement.

``python -m training.split_statutes QUESTIONS.jsonl OUT_DIR`` writes ``statutes_dev.json`` and
``statutes_test.json``. It ran once; the lists are committed and everything reads those.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

SEED = 20261123
SIZE = 200


def main(arguments: list[str]) -> int:
    """Write both lists of question ids, in the order of the questions' file."""
    questions, out = Path(arguments[0]), Path(arguments[1])
    lines = questions.read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    order = {question_id: place for place, question_id in enumerate(ids)}
    random.Random(SEED).shuffle(ids)
    splits = {"test": ids[:SIZE], "dev": ids[SIZE : 2 * SIZE]}
    for name, chosen in splits.items():
        listing = {
            "source": questions.name,
            "seed": SEED,
            "ids": sorted(chosen, key=order.__getitem__),
        }
        text = json.dumps(listing, ensure_ascii=False) + "\n"
        (out / f"statutes_{name}.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
