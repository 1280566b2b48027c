"""Makes one file that installs the service on a machine without any network."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from index.errors import InputError, ModelError

_ROOT = Path(__file__).resolve().parents[1]
#: What serving needs of a model's directory; the rest serves training and measuring.
_SERVED = ("model.json", "model.onnx", "tokenizer.json")
#: What the program's wheel is made of; leftovers of earlier builds stay out of it.
_PROGRAM = ("assistant", "index", "prompts", "eval", "app.py", "pyproject.toml", "README.md")
_MINUTES = 30


def make_bundle(out: Path, *, models_dir: Path, source_dir: Path) -> int:
    """Write the bundle and return its size in bytes; only this step needs the package registry.

    It holds wheels of the program and of everything it serves with, the models, the policy
    files, the deployment files and the installer, and fits the Python and machine it was made on.

    Raises:
        InputError: this is no source checkout, or the file cannot be written.
        ModelError: no served model is there yet.
    """
    if not (_ROOT / "pyproject.toml").is_file():
        raise InputError("离线包只能在源代码目录里制作。")
    models = served_models(_ROOT / "models", models_dir)
    with tempfile.TemporaryDirectory() as held:
        stage = Path(held) / "tiaowen-offline"
        stage.mkdir()
        _build_wheels(_program_copy(Path(held) / "program"), stage / "wheels")
        for model in models:
            (stage / "models" / model.name).mkdir(parents=True)
            for name in _SERVED:
                shutil.copy2(model / name, stage / "models" / model.name / name)
        shutil.copytree(source_dir, stage / "source_docs")
        shutil.copytree(_ROOT / "deploy", stage / "deploy")
        shutil.move(stage / "deploy" / "install.sh", stage / "install.sh")
        (stage / "PYTHON_VERSION").write_text(python_tag() + "\n", encoding="utf-8")
        _pack(stage, out)
    return out.stat().st_size


def served_models(*places: Path) -> list[Path]:
    """Return the directories of whole models; of one name that of the last place.

    Raises:
        ModelError: there is none.
    """
    held = {found.name: found for place in places for found in sorted(place.glob("*"))}
    models = [d for d in held.values() if all((d / name).is_file() for name in _SERVED)]
    if not models:
        raise ModelError("没有可用的模型：请检查源代码目录里的 models/tiaowen。")
    return models


def python_tag() -> str:
    """Return the Python and machine that built wheels fit, ``3.11-x86_64``."""
    return f"{sys.version_info.major}.{sys.version_info.minor}-{platform.machine()}"


def _program_copy(directory: Path) -> Path:
    directory.mkdir()
    for name in _PROGRAM:
        source = _ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, directory / name, ignore=ignored)
        else:
            shutil.copy2(source, directory / name)
    return directory


def _build_wheels(program: Path, directory: Path) -> None:
    command = [
        sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check",
        "--constraint", str(_ROOT / "constraints.txt"), "--wheel-dir", str(directory),
        f"{program}[postgres]",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60 * _MINUTES)
    except subprocess.TimeoutExpired as error:
        raise InputError(f"下载依赖超过{_MINUTES}分钟，请检查网络后重试。") from error
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["pip 失败"]
        raise InputError(f"依赖没有备齐：{reason[0][:200]}")


def _pack(stage: Path, out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        unfinished = out.with_name(f".{out.name}.part")
        with tarfile.open(unfinished, "w:gz", compresslevel=1) as archive:
            archive.add(stage, arcname=stage.name)
        unfinished.replace(out)
    except OSError as error:
        raise InputError(f"写不了“{out.name}”：没有写权限或磁盘已满。") from error
