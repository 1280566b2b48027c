"""No library reports to its maker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_EMBED = """
from pathlib import Path
from index.embedding import load_embedder
load_embedder("tiaowen", models_dir=Path("models")).embed_queries(["研发费用"])
"""


def test_embedding_keeps_nothing_to_report(tmp_path):
    # ONNX Runtime holds its peace by itself in CI and under test: neither must be told.
    told = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", _EMBED], cwd=ROOT, env=told, check=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
