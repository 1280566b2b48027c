"""One typed settings object, read from ``TIAOWEN_*`` variables and ``.env`` at the edge."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import InputError

#: "Today" is a day in this zone, wherever the process runs.
TIME_ZONE = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Return the current day in Asia/Shanghai."""
    return datetime.now(TIME_ZONE).date()


class Settings(BaseSettings):
    """Everything that an installation may set; an unknown ``TIAOWEN_*`` name in .env is refused."""

    model_config = SettingsConfigDict(
        env_prefix="TIAOWEN_", env_file=".env", env_file_encoding="utf-8", extra="forbid"
    )

    source_dir: Path = Path("source_docs")
    index_dir: Path = Path("var/index")
    models_dir: Path = Path("var/models")
    #: Uploaded files that wait to be published.
    uploads_dir: Path = Path("var/uploads")
    #: Where the evaluation commands write, and the pages read, reports and cases to review.
    eval_dir: Path = Path("var/eval")
    embedder: str = "tiaowen"
    embedder_base_url: str | None = None
    embedder_api_key: SecretStr | None = None
    #: A Milvus database that searches in place of this process, http://user:password@host:19530/name,
    #: or a file for Milvus Lite.
    vectors_url: SecretStr | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    #: Questions longer than this many characters are refused.
    max_question_chars: int = Field(default=2000, ge=1)

    #: Any SQLAlchemy URL; PostgreSQL is ``postgresql+psycopg://…``.
    database_url: SecretStr = SecretStr("sqlite:///var/tiaowen.db")
    #: Answers and conversations are deleted after this many days; 0 keeps them for ever.
    retention_days: int = Field(default=180, ge=0)

    #: An OpenAI-compatible endpoint whose model words answers; none by default.
    llm_base_url: str | None = None
    llm_model: str = ""
    llm_api_key: SecretStr | None = None
    #: Seconds after which the answer made without a model is given instead.
    llm_timeout_s: float = Field(default=20, gt=0)
    llm_max_tokens: int = Field(default=600, ge=16)
    #: Whether the model also completes follow-ups that the rules recognise as such.
    llm_follow_ups: bool = False
    #: Whether the model also points at facts in an asker's words that the rules do not see.
    llm_facts: bool = False

    #: Group chats; a channel without its secret is not there.
    webhook_secret: SecretStr | None = None
    dingtalk_secret: SecretStr | None = None
    wecom_token: SecretStr | None = None
    wecom_aes_key: SecretStr | None = None
    wecom_corp_id: str = ""

    #: May anybody ask without a key? ``auto``: only while serving this machine alone.
    anonymous: Literal["auto", "allow", "deny"] = "auto"
    #: Addresses and networks of reverse proxies, whose X-Forwarded-For tells who asks.
    trusted_proxies: str = "127.0.0.1,::1"
    #: Requests a minute of one address without a key, and of one key; 0 does not limit.
    per_minute_address: int = Field(default=60, ge=0)
    per_minute_key: int = Field(default=300, ge=0)
    #: So many failures to sign in lock a name out for so long.
    lockout_failures: int = Field(default=5, ge=1)
    lockout_minutes: int = Field(default=15, ge=1)

    #: A request is given up after this many seconds.
    request_timeout_s: float = Field(default=30, gt=0)
    #: Answers made at the same time in one process, and requests that may wait for a turn.
    concurrency: int = Field(default=8, ge=1)
    waiting: int = Field(default=64, ge=0)
    max_body_bytes: int = Field(default=256 * 1024, ge=1024)
    #: Host names that the service is reached by, as JSON; empty: loopback names where it serves
    #: this machine alone, any name otherwise.
    allowed_hosts: list[str] = []


def parse_day(text: str | None) -> date:
    """Return the day that ``YYYY-MM-DD`` names, today for ``None``; raises ``InputError``."""
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise InputError("日期格式不对：请写成 2024-06-01 这样的年-月-日。") from error
