"""The commands as a person or a script runs them, in this process or in one of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant import indexing
from assistant.cli import main
from assistant.settings import Settings
from index.embedding import Embedder

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Ended:
    """A command that has ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


Call = Callable[..., Ended]


@pytest.fixture(autouse=True)
def settings_of_the_test(default_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the commands at the default document and at an index of the tests."""
    for name in ("source_dir", "index_dir", "models_dir"):
        monkeypatch.setenv(f"TIAOWEN_{name.upper()}", str(getattr(default_settings, name)))


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command in this process."""

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["tiaowen", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ended(ended.value.code, printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def shipped_embedder(default_settings: Settings) -> Embedder:
    return indexing.embedder_of(default_settings)


@pytest.fixture
def call_indexed(
    call: Call, default_assistant, shipped_embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Call:
    """Run a command in this process on the default index, its model loaded once for all tests."""
    monkeypatch.setattr(indexing, "embedder_of", lambda settings: shipped_embedder)
    return call


@pytest.fixture
def command() -> Call:
    """Run a command in a process of its own, under a locale that is not UTF-8."""

    def run(*arguments: object, **variables: object) -> Ended:
        given = {name: str(value) for name, value in variables.items()}
        ended = subprocess.run(
            [sys.executable, "-m", "assistant", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "ascii", **given},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


@pytest.fixture
def complains(call_indexed: Call) -> Callable[..., None]:
    """Check that a command ends with 2, one Chinese line on stderr and nothing on stdout."""

    def check(*arguments: object, saying: str) -> None:
        ended = call_indexed(*arguments)
        assert ended.code == 2
        assert ended.out == ""
        line, rest = ended.err.split("\n", 1)
        assert rest == ""
        assert saying in line
        assert any("\u4e00" <= letter <= "\u9fff" for letter in line)
        assert str(Path.cwd()) not in line

    return check
