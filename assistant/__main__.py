"""``python -m assistant`` is the console script ``tiaowen``."""

from assistant.cli import main

main()
