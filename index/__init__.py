"""A policy file becomes searchable clauses."""

import os

# Read when ONNX Runtime is loaded, by us or by a library: it must not report to its maker. Since
# 1.29 it sends model names and figures to Microsoft by default, and keeps an identifier at home.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
