"""Let ``python -m eval`` do what ``tiaowen-eval`` does."""

from eval.cli import main

main()
