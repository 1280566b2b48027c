"""Opens everything that the faces share: the assistant, the database, who may ask."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.accounts.access import Access, AccessRules, is_loopback
from assistant.accounts.keys import ApiKeys
from assistant.accounts.limits import RateLimiter
from assistant.accounts.lockout import Lockout
from assistant.accounts.staff import Accounts
from assistant.dialogue import Dialogue
from assistant.live import LiveAssistant
from assistant.metrics import observe_answer
from assistant.service import PolicyAssistant
from assistant.settings import Settings
from assistant.storage.activity import Activity
from assistant.storage.conversations import Conversations
from assistant.storage.database import Database
from assistant.storage.deliveries import Deliveries
from assistant.storage.feedback import FeedbackBox
from assistant.storage.pinned import PinnedAnswers
from assistant.storage.publications import Publications


@dataclass(frozen=True, slots=True)
class Backend:
    """The parts behind every face; one for a process, safe to share between threads."""

    settings: Settings
    live: LiveAssistant
    database: Database
    dialogue: Dialogue
    conversations: Conversations
    feedback: FeedbackBox
    pinned: PinnedAnswers
    publications: Publications
    deliveries: Deliveries
    activity: Activity
    accounts: Accounts
    keys: ApiKeys
    access: Access
    limiter: RateLimiter

    @property
    def assistant(self) -> PolicyAssistant:
        """The assistant on the newest published index."""
        return self.live.current

    @property
    def serves_this_machine_alone(self) -> bool:
        """Whether the service listens on the loopback address."""
        return is_loopback(self.settings.host)

    def close(self) -> None:
        """Give the database's connections back."""
        self.database.close()


def open_backend(settings: Settings, given_index: Path | None = None) -> Backend:
    """Open the index and the database.

    Raises:
        IndexStoreError: a given index is absent or damaged.
        StorageError: the database is out of reach, or newer than this program.
    """
    live = LiveAssistant(settings, given_index)
    database = Database(settings.database_url.get_secret_value())
    lockout = Lockout(
        database, failures=settings.lockout_failures, minutes=settings.lockout_minutes
    )
    accounts, keys = Accounts(database, lockout), ApiKeys(database)
    conversations, pinned = Conversations(database), PinnedAnswers(database)
    backend = Backend(
        settings=settings,
        live=live,
        database=database,
        dialogue=Dialogue(lambda: live.current, conversations, pinned, observe_answer),
        conversations=conversations,
        feedback=FeedbackBox(database),
        pinned=pinned,
        publications=Publications(database),
        deliveries=Deliveries(database),
        activity=Activity(database),
        accounts=accounts,
        keys=keys,
        access=Access(access_rules(settings), keys, accounts, lockout),
        limiter=RateLimiter(database),
    )
    _secure(backend)
    return backend


def access_rules(settings: Settings) -> AccessRules:
    """Return who may do what without signing in: everything, on the loopback address alone."""
    alone = is_loopback(settings.host)
    return AccessRules(
        anonymous=alone if settings.anonymous == "auto" else settings.anonymous == "allow",
        local_staff=alone and settings.anonymous != "deny",
        per_minute_address=settings.per_minute_address,
        per_minute_key=settings.per_minute_key,
    )


def _secure(backend: Backend) -> None:
    """Warn where others can reach the service, and make sure that its staff has a password."""
    if backend.serves_this_machine_alone:
        return
    asking = "任何人都可以提问" if backend.access.rules.anonymous else "提问需要密钥或登录"
    sys.stderr.write(
        f"注意：服务监听 {backend.settings.host}，别的机器也能访问；{asking}"
        "（TIAOWEN_ANONYMOUS=allow 或 deny 可改）。对外服务请放在 HTTPS 反向代理之后。\n"
    )
    first = backend.accounts.create_first_staff()
    if first is not None:
        name, password = first
        sys.stderr.write(
            f"已建立管理员账号 {name}，密码 {password} （只显示这一次；"
            f"用 tiaowen account password {name} 修改）\n"
        )
