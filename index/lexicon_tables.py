"""Read the tables of index/lexicon, the data that staff can edit."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml


def read_table(name: str) -> Any:  # noqa: ANN401 - each table has a shape of its own
    """Return the content of ``index/lexicon/NAME.yaml``."""
    text = (files("index") / "lexicon" / f"{name}.yaml").read_text(encoding="utf-8")
    # The tables are read at every start, and libyaml reads them eight times as fast.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
