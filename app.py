"""Launch the web app: settings, then the server; nothing else."""

from __future__ import annotations

import os
import sys

from assistant.server import serve
from assistant.settings import Settings
from index.errors import TiaowenError


def main() -> None:
    """Serve on ``TIAOWEN_HOST`` and ``PORT`` (127.0.0.1:7860 by default)."""
    port = os.environ.get("PORT")
    try:
        serve(Settings.model_validate({"port": port}) if port else Settings())
    except TiaowenError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
