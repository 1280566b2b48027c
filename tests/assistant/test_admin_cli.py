from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from assistant.accounts.keys import ApiKeys
from assistant.accounts.lockout import Lockout
from assistant.accounts.staff import Accounts
from assistant.cli import app
from assistant.storage.database import Database
from index.errors import InputError

PASSWORD = "correct horse battery"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIAOWEN_DATABASE_URL", f"sqlite:///{tmp_path}/tiaowen.db")

    def run_it(*arguments, given=""):
        done = CliRunner().invoke(app, arguments, input=given)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout

    return run_it


@pytest.fixture
def opened(tmp_path):
    return Database(f"sqlite:///{tmp_path}/tiaowen.db")


def test_accounts(run, opened):
    run("account", "create", "anna", "--role", "staff", given=PASSWORD + "\n")
    accounts = Accounts(opened, Lockout(opened))
    assert accounts.sign_in("anna", PASSWORD, "x")

    run("account", "password", "anna", given="another long one\n")
    assert accounts.sign_in("anna", "another long one", "x")
    run("account", "disable", "anna")
    assert run("account", "list") == "anna\tstaff\t停用\n"
    with pytest.raises(InputError, match="角色"):
        run("account", "create", "bert", "--role", "king", given=PASSWORD + "\n")


def test_keys(run, opened):
    secret = run("key", "issue", "热线系统", "--role", "agent").strip()
    key = ApiKeys(opened).check(secret)

    assert key.role == "agent"
    assert secret not in run("key", "list")
    run("key", "revoke", key.id)
    assert ApiKeys(opened).check(secret) is None
    assert "停用" in run("key", "list")


def test_records_are_exported_forgotten_backed_up_and_restored(run, backend, tmp_path, monkeypatch):
    backend.dialogue.ask("第十九条由谁负责？", owner="a", channel="api", conversation="c")
    assert "1 条" in run("data", "export", "--out", "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["question"] == "第十九条由谁负责？"

    run("data", "backup", "--out", "b.zip")
    monkeypatch.setenv("TIAOWEN_DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    assert "已恢复" in run("data", "restore", "--in", "b.zip")
    run("data", "export", "--out", "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()
    assert run("data", "forget", "--days", "0") == "已删除 1 条记录。\n"


def test_a_bundle_holds_every_whole_model(tmp_path):
    from assistant.bundle import served_models
    from index.errors import ModelError

    shipped, built = tmp_path / "shipped", tmp_path / "built"
    for model in (shipped / "own", built / "base", built / "own"):
        model.mkdir(parents=True)
        for name in ("model.json", "model.onnx", "tokenizer.json"):
            (model / name).touch()
    (built / "half").mkdir()
    assert served_models(shipped, built) == [built / "own", built / "base"]
    with pytest.raises(ModelError, match="models/tiaowen"):
        served_models(tmp_path / "none")
