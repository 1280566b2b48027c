"""The commands of those who run the service: accounts, keys, records, backups, the bundle."""

from __future__ import annotations

import getpass
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.accounts.keys import ApiKeys
    from assistant.accounts.staff import Accounts
    from assistant.storage.database import Database

accounts = typer.Typer(help="坐席和管理员账号。", no_args_is_help=True)
keys = typer.Typer(help="接口密钥。", no_args_is_help=True)
records = typer.Typer(help="回答记录、备份和恢复。", no_args_is_help=True)

RoleOption = Annotated[str, typer.Option("--role", help="asker 提问者 | agent 坐席 | staff 管理员")]


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _database(*, migrate: bool = True) -> Database:
    from assistant.settings import Settings
    from assistant.storage.database import Database

    return Database(Settings().database_url.get_secret_value(), migrate=migrate)


def _accounts() -> Accounts:
    from assistant.accounts.lockout import Lockout
    from assistant.accounts.staff import Accounts

    database = _database()
    return Accounts(database, Lockout(database))


def _keys() -> ApiKeys:
    from assistant.accounts.keys import ApiKeys

    return ApiKeys(_database())


def _password() -> str:
    """Read a password from the terminal unseen, or from a pipe's first line."""
    if sys.stdin.isatty():
        return getpass.getpass("密码：")
    return sys.stdin.readline().rstrip("\r\n")


@accounts.command("create")
def create_account(name: str, role: RoleOption = "agent") -> None:
    """建立账号；密码从终端或标准输入读。"""
    from assistant.accounts.roles import role_named

    _accounts().create(name, _password(), role_named(role))
    _print(f"已建立账号 {name}。")


@accounts.command("password")
def set_password(name: str) -> None:
    """改密码，并让该账号在所有浏览器退出。"""
    _accounts().set_password(name, _password())
    _print(f"已修改 {name} 的密码。")


@accounts.command("disable")
def disable_account(name: str) -> None:
    """停用账号。"""
    _accounts().disable(name)
    _print(f"已停用 {name}。")


@accounts.command("list")
def list_accounts() -> None:
    """列出账号。"""
    for account in _accounts().listed():
        _print(f"{account.name}\t{account.role}\t{'停用' if account.disabled else '正常'}")


@keys.command("issue")
def issue_key(
    label: str,
    role: RoleOption = "asker",
    per_minute: Annotated[int | None, typer.Option(min=0, help="每分钟次数，0 不限")] = None,
    days: Annotated[int | None, typer.Option(min=1, help="多少天后失效")] = None,
) -> None:
    """发一个密钥；密钥只显示这一次。"""
    from assistant.accounts.roles import role_named

    _print(_keys().issue(label, role_named(role), per_minute=per_minute, days=days).secret)


@keys.command("revoke")
def revoke_key(identifier: str) -> None:
    """停用一个密钥。"""
    _keys().revoke(identifier)
    _print(f"已停用 {identifier}。")


@keys.command("list")
def list_keys() -> None:
    """列出密钥（不含密钥本身）。"""
    for key in _keys().listed():
        state = "停用" if key.revoked else "正常"
        _print(f"{key.id}\t{key.role}\t{state}\t{key.label}")


@records.command("export")
def export_records(
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件，每行一个 JSON")],
    since: Annotated[datetime | None, typer.Option(help="从哪一天起")] = None,
) -> None:
    """导出回答记录。"""
    from assistant.audit import record_json
    from assistant.batch import whole_file
    from assistant.storage.conversations import Conversations

    moment = since.astimezone() if since is not None else None
    count = 0
    with whole_file(out) as file:
        for record in Conversations(_database()).exported(since=moment):
            file.write(json.dumps(record_json(record), ensure_ascii=False) + "\n")
            count += 1
    _print(f"已导出 {count} 条记录。")


@records.command("replay")
def replay_record(identifier: str) -> None:
    """按一条记录重新回答，说明有什么不同。"""
    from assistant.audit import replay
    from assistant.indexing import open_assistant
    from assistant.storage.conversations import Conversations
    from index.errors import InputError

    record = Conversations(_database()).record(identifier)
    if record is None:
        raise InputError("没有这条记录。")
    again = replay(record, open_assistant())
    _print("完全一致。" if again.same else "不同之处：" + "、".join(again.differences))


@records.command("forget")
def forget_records(
    days: Annotated[int, typer.Option(min=0, help="删除多少天以前的")],
) -> None:
    """删除旧的回答记录和对话。"""
    from assistant.storage.conversations import Conversations

    _print(f"已删除 {Conversations(_database()).keep_days(days)} 条记录。")


@records.command("backup")
def backup(out: Annotated[Path, typer.Option("--out", help="备份文件，.zip")]) -> None:
    """把整个数据库备份成一个文件；服务不用停。"""
    from assistant.storage.backup import back_up

    counts = back_up(_database(), out)
    _print(f"已备份 {sum(counts.values())} 行。")


@records.command("restore")
def restore_backup(
    source: Annotated[Path, typer.Option("--in", help="备份文件，.zip")],
) -> None:
    """把备份恢复到一个空数据库；旧版本的备份会升级到现在的表。"""
    from assistant.storage.backup import restore

    counts = restore(_database(migrate=False), source)
    _print(f"已恢复 {sum(counts.values())} 行。")


def bundle(
    out: Annotated[Path, typer.Option("--out", help="写到哪里，.tar.gz")] = Path(
        "dist/tiaowen-offline.tar.gz"
    ),
) -> None:
    """做一个离线安装包：程序、依赖、模型、政策文件和安装脚本。"""
    from assistant.bundle import make_bundle
    from assistant.settings import Settings

    settings = Settings()
    size = make_bundle(out, models_dir=settings.models_dir, source_dir=settings.source_dir)
    _print(f"已写好 {out.name}，{size / 1e6:.0f} MB。")
