"""How fast and how large: measured figures for the README and docs/scaling.md."""
