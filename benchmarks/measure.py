"""Measure one part in a process of its own, so that its memory is its own, and print JSON.

``python -m benchmarks.measure PART WORKLOAD.json INDEX_DIR EMBEDDER MODELS_DIR``
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.workload import Questions


def measure(
    part: str, source: Path, questions: Questions, index_dir: Path, spec: str, models: Path
) -> dict[str, Any]:
    """Return the figures of one part; what another part needs is not imported."""
    texts = [text for text, _ in questions]
    if part == "serve":
        from benchmarks.serving import measure_serving

        return measure_serving(questions, index_dir, spec, models)
    if part == "usual":
        from benchmarks.usual import measure_usual_recipe

        return measure_usual_recipe(questions, index_dir, models)
    if part in ("command", "service"):
        from benchmarks import product

        if part == "command":
            return product.measure_command(texts[0], index_dir, spec, models)
        return product.measure_service(texts, index_dir, spec, models)
    from benchmarks import indexing
    from index.embedding import load_embedder

    build = {"index": indexing.measure_indexing, "update": indexing.measure_update}[part]
    return build(source, index_dir, load_embedder(spec, models_dir=models))


def main(arguments: list[str]) -> int:
    """Measure what the arguments name."""
    part, workload, index_dir, spec, models = arguments
    work = json.loads(Path(workload).read_text(encoding="utf-8"))
    source = Path(work["source"])
    result = measure(part, source, work["questions"], Path(index_dir), spec, Path(models))
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
