"""The three roles, and who somebody is to the faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.errors import AccessError, InputError

Role = Literal["asker", "agent", "staff"]
#: Every role may do what the ones before it may.
ROLES: tuple[Role, ...] = ("asker", "agent", "staff")
LABELS: dict[Role, str] = {"asker": "提问者", "agent": "热线坐席", "staff": "管理员"}


@dataclass(frozen=True, slots=True)
class Principal:
    """Who makes a request.

    ``owner`` is whose conversations are meant, ``limited_as`` what its requests are counted
    under, ``None`` where they are not limited.
    """

    owner: str
    role: Role
    name: str
    limited_as: str | None = None
    per_minute: int = 0

    def may(self, role: Role) -> bool:
        """Tell whether this one may do what ``role`` may."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def require(self, role: Role) -> None:
        """Raise ``AccessError`` unless this one may do what ``role`` may."""
        if not self.may(role):
            raise AccessError(f"这个操作需要“{LABELS[role]}”权限。", status=403)


def role_named(name: str) -> Role:
    """Return the role of this name; raises ``InputError``."""
    for role in ROLES:
        if role == name:
            return role
    raise InputError(f"没有角色“{name}”：可用 {'、'.join(ROLES)}。")
