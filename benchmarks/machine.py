"""Describe the machine and read this process's memory."""

from __future__ import annotations

import os
import platform
import resource
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("onnxruntime", "faiss-cpu", "bm25s", "llama-index-core", "torch")


def describe() -> dict[str, str]:
    """Return processor, cores, memory, system, versions and the load at this moment."""
    memory_kib = int((_first("/proc/meminfo", "MemTotal") or "0 kB").split()[0])
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory_kib / 2**20:.0f} GiB",
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        **{package: version(package) for package in _PACKAGES},
        "load average": " ".join(f"{load:.1f}" for load in os.getloadavg()),
    }


def _first(path: str, key: str) -> str:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
    lines = (line.split(":", 1) for line in text.splitlines() if ":" in line)
    return next((value.strip() for name, value in lines if name.strip() == key), "")


def peak_memory_mb() -> float:
    """Return the most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory_mb() -> float:
    """Return the memory that this process holds now, in MB."""
    return int((_first("/proc/self/status", "VmRSS") or "0 kB").split()[0]) / 1024
