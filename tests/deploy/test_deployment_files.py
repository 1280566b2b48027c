"""The files that deploy the service name only what there is."""

from __future__ import annotations

import configparser
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from assistant.settings import Settings
from index.readers import MAX_FILE_BYTES

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NAMES = {f"TIAOWEN_{name.upper()}" for name in Settings.model_fields}
FILES = [*DEPLOY.iterdir(), ROOT / "docs" / "operations.md", ROOT / "docs" / "api.md"]


def documented():
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([A-Z_]+)` \| (\S+) \|", text, re.MULTILINE))


def test_every_setting_is_documented_with_its_default():
    told = documented()
    assert {f"TIAOWEN_{name}" for name in told} == NAMES
    for name, field in Settings.model_fields.items():
        default = field.default
        if hasattr(default, "get_secret_value"):
            default = default.get_secret_value()
        words = {None: "无", "": "空"}.get(default) if default in (None, "") else None
        plain = str(default).lower() if isinstance(default, bool) else str(default)
        assert told[name.upper()] == (words or f"`{plain}`"), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_known_settings_are_named(path):
    named = set(re.findall(r"TIAOWEN_[A-Z_]+", path.read_text(encoding="utf-8")))
    assert named <= NAMES | {"TIAOWEN_LOG"}


def test_compose_waits_for_its_database_and_keeps_its_password_out():
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    services = yaml.safe_load(text)["services"]

    assert services["tiaowen"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert services["tiaowen"]["ports"] == ["127.0.0.1:7860:7860"]
    assert "${POSTGRES_PASSWORD:?" in services["database"]["environment"]["POSTGRES_PASSWORD"]
    assert (ROOT / services["tiaowen"]["build"]["dockerfile"]).is_file()


def test_the_container_file_copies_and_runs_what_there_is():
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    assert set(re.findall(r"'\.\[(\w+)\]'", text)) <= extras.keys()
    assert "USER tiaowen" in text
    # A volume takes the owner of the directory that it covers; where there is none, root's.
    volumes = re.findall(r'"(/opt/tiaowen/[^"]+)"', re.search(r"^VOLUME (.+)$", text, re.M)[1])
    made = text.partition("VOLUME")[0]
    assert all(re.search(rf"(?:mkdir -p|COPY) .*{re.escape(path)}\b", made) for path in volumes)
    compose = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert all(f":{path}\n" in compose for path in volumes)
    assert re.search(r"^HEALTHCHECK", text, re.MULTILINE)


def test_the_proxy_lets_the_largest_file_pass():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    most = int(re.search(r"client_max_body_size (\d+)m;", text)[1])
    assert most * 1024 * 1024 > MAX_FILE_BYTES


@pytest.mark.parametrize("name", ["tiaowen.service", "tiaowen@.service"])
def test_units_stop_gently_and_write_only_their_data(name):
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read_string((DEPLOY / name).read_text(encoding="utf-8"))

    assert unit["Service"]["KillSignal"] == "SIGTERM"
    assert unit["Service"]["ProtectSystem"] == "strict"
    assert "tiaowen serve" in unit["Service"]["ExecStart"]
    assert ("%i" in unit["Service"]["ExecStart"]) == ("@" in name)


def test_the_installer_is_a_sound_script_and_refuses_another_python(tmp_path):
    script = DEPLOY / "install.sh"
    subprocess.run(["sh", "-n", str(script)], check=True)
    copy = tmp_path / "install.sh"
    copy.write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "PYTHON_VERSION").write_text("2.7-vax\n", encoding="utf-8")
    done = subprocess.run(
        ["sh", str(copy), str(tmp_path / "target")], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "2.7-vax" in done.stderr
    assert not (tmp_path / "target").exists()
