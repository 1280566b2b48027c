from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.accounts.access import Access, AccessRules, Caller
from assistant.accounts.keys import ApiKeys
from assistant.accounts.limits import RateLimiter
from assistant.accounts.lockout import Lockout
from assistant.accounts.roles import Principal
from assistant.accounts.staff import Accounts
from assistant.accounts.tables import Account, ApiKey, FailedSignIn, SignIn
from assistant.storage.tables import now
from index.errors import AccessError, InputError

PASSWORD = "correct horse battery"
LOCAL = {"host": "127.0.0.1:7860"}


@pytest.fixture
def lockout(database):
    return Lockout(database, failures=3, minutes=15)


@pytest.fixture
def accounts(database, lockout):
    made = Accounts(database, lockout)
    made.create("anna", PASSWORD, "staff")
    return made


def test_a_password_is_kept_as_an_argon2_hash(database, accounts):
    with database.read() as session:
        kept = session.query(Account).one().password_hash
    assert kept.startswith("$argon2id$")


def test_signing_in_and_out(database, accounts):
    token = accounts.sign_in("anna", PASSWORD, "10.0.0.1")

    assert accounts.signed_in(token).role == "staff"
    with database.read() as session:
        assert token not in session.query(SignIn).one().token_hash
    accounts.sign_out(token)
    assert accounts.signed_in(token) is None


def test_a_sign_in_ends_by_itself(database, accounts):
    token = accounts.sign_in("anna", PASSWORD, "10.0.0.1")
    with database.write() as session:
        session.query(SignIn).one().expires_at = now() - timedelta(seconds=1)
    assert accounts.signed_in(token) is None


@pytest.mark.parametrize(
    ("name", "password"),
    [("anna", "wrong password"), ("nobody", PASSWORD), ("", ""), ("anna\x00", PASSWORD)],
)
def test_a_wrong_name_and_a_wrong_password_look_alike(accounts, name, password):
    with pytest.raises(AccessError, match="账号或密码不对") as told:
        accounts.sign_in(name, password, "10.0.0.1")
    assert told.value.status == 401


def test_too_many_failures_lock_the_name_out(database, accounts):
    for _ in range(3):
        with pytest.raises(AccessError, match="不对"):
            accounts.sign_in("anna", "wrong password", "10.0.0.1")
    with pytest.raises(AccessError) as told:
        accounts.sign_in("anna", PASSWORD, "10.0.0.2")
    assert told.value.status == 429
    assert 0 < told.value.retry_after <= 15 * 60

    with database.write() as session:
        for row in session.query(FailedSignIn):
            row.last_at = now() - timedelta(minutes=16)
    assert accounts.sign_in("anna", PASSWORD, "10.0.0.1")


def test_an_address_is_locked_out_later_than_a_name(accounts):
    for n in range(12):
        with pytest.raises(AccessError, match="不对"):
            accounts.sign_in(f"guess{n}", "wrong password", "10.0.0.1")
    with pytest.raises(AccessError, match="太多"):
        accounts.sign_in("anna", PASSWORD, "10.0.0.1")
    assert accounts.sign_in("anna", PASSWORD, "10.0.0.2")


def test_a_new_password_signs_out_everywhere(accounts):
    token = accounts.sign_in("anna", PASSWORD, "10.0.0.1")
    accounts.set_password("anna", "another long one")

    assert accounts.signed_in(token) is None
    assert accounts.sign_in("anna", "another long one", "10.0.0.1")


def test_a_disabled_account_is_out(accounts):
    token = accounts.sign_in("anna", PASSWORD, "10.0.0.1")
    accounts.disable("anna")

    assert accounts.signed_in(token) is None
    with pytest.raises(AccessError):
        accounts.sign_in("anna", PASSWORD, "10.0.0.1")


@pytest.mark.parametrize(
    ("name", "password"), [("", PASSWORD), (" a", PASSWORD), ("b", "short"), ("anna", PASSWORD)]
)
def test_what_makes_no_account(accounts, name, password):
    with pytest.raises(InputError):
        accounts.create(name, password, "agent")


def test_the_first_staff_is_made_once(database, lockout):
    accounts = Accounts(database, lockout)
    name, password = accounts.create_first_staff()

    assert accounts.sign_in(name, password, "10.0.0.1")
    assert accounts.create_first_staff() is None


def test_a_key_is_kept_as_a_hash_and_checked_whole(database):
    keys = ApiKeys(database)
    issued = keys.issue("热线系统", "agent", per_minute=5)

    assert keys.check(issued.secret).role == "agent"
    with database.read() as session:
        row = session.query(ApiKey).one()
        assert issued.secret[-43:] not in row.secret_hash
    for wrong in (issued.secret[:-1] + "x", issued.secret + "x", "", "tw-", issued.id):
        assert keys.check(wrong) is None
    keys.revoke(issued.id)
    assert keys.check(issued.secret) is None


def test_a_key_may_lapse(database):
    keys = ApiKeys(database)
    issued = keys.issue("试用", days=1)
    assert keys.check(issued.secret)
    with database.write() as session:
        session.query(ApiKey).one().expires_at = now()
    assert keys.check(issued.secret) is None


def test_requests_are_limited_by_the_minute(database):
    clock = [120.0]
    limiter = RateLimiter(database, clock=lambda: clock[0])
    asker = Principal("o", "asker", "n", "addr:10.0.0.1", 3)
    other = Principal("o", "asker", "n", "addr:10.0.0.2", 3)
    for _ in range(3):
        limiter.admit(asker)
    with pytest.raises(AccessError) as told:
        limiter.admit(asker)
    assert (told.value.status, told.value.retry_after) == (429, 61)
    limiter.admit(other)
    clock[0] = 180.0
    limiter.admit(asker)


def test_no_limit_where_none_is_set(database):
    limiter = RateLimiter(database)
    for _ in range(5):
        limiter.admit(Principal("o", "asker", "n", "addr:x", 0))
        limiter.admit(Principal("o", "staff", "n"))


def access(database, lockout, *, anonymous=True, local_staff=True):
    rules = AccessRules(anonymous, local_staff, 60, 300)
    return Access(rules, ApiKeys(database), Accounts(database, lockout), lockout)


@pytest.mark.parametrize(
    ("address", "headers", "role"),
    [
        ("127.0.0.1", LOCAL, "staff"),
        ("::1", {"host": "[::1]:7860"}, "staff"),
        ("127.0.0.1", LOCAL | {"origin": "http://localhost:7860"}, "staff"),
        ("127.0.0.1", LOCAL | {"origin": "https://evil.example"}, "asker"),
        ("127.0.0.1", LOCAL | {"origin": "null"}, "asker"),
        ("127.0.0.1", {"host": "rebound.example"}, "asker"),
        ("127.0.0.1", {"host": "127.0.0.1.evil.example"}, "asker"),
        ("127.0.0.1", LOCAL | {"x-forwarded-for": "203.0.113.7"}, "asker"),
        ("203.0.113.7", LOCAL, "asker"),
        ("", LOCAL, "asker"),
    ],
)
def test_only_this_machines_own_user_is_staff_without_a_password(
    database, lockout, address, headers, role
):
    assert access(database, lockout).identify(Caller(address, headers)).role == role


def test_a_staff_account_closes_the_open_door(database, lockout, accounts):
    assert access(database, lockout).identify(Caller("127.0.0.1", LOCAL)).role == "asker"
    token = accounts.sign_in("anna", PASSWORD, "127.0.0.1")
    assert access(database, lockout).identify(Caller("127.0.0.1", LOCAL, token)).role == "staff"


def test_without_a_key_nobody_asks_where_it_is_closed(database, lockout):
    closed = access(database, lockout, anonymous=False, local_staff=False)
    for headers in ({}, {"authorization": "Bearer sk-other"}, {"authorization": "Basic x"}):
        with pytest.raises(AccessError) as told:
            closed.identify(Caller("127.0.0.1", LOCAL | headers))
        assert told.value.status == 401


def test_guessing_keys_locks_the_address_out(database, lockout):
    entrance = access(database, lockout)
    wrong = {"authorization": "Bearer tw-000000000000-" + "x" * 43}
    for _ in range(12):
        with pytest.raises(AccessError, match="密钥不对"):
            entrance.identify(Caller("203.0.113.7", wrong))
    with pytest.raises(AccessError, match="太多"):
        entrance.identify(Caller("203.0.113.7", wrong))
    assert entrance.identify(Caller("203.0.113.8", {})).role == "asker"


def test_an_ipv6_customer_is_limited_as_one(database, lockout):
    entrance = access(database, lockout)
    owners = {
        entrance.identify(Caller(address, {})).limited_as
        for address in ("2001:db8::1", "2001:db8::ffff:2")
    }
    assert owners == {"addr:2001:db8::/64"}


def test_a_role_may_do_what_lower_ones_may():
    agent = Principal("o", "agent", "n")
    agent.require("asker")
    with pytest.raises(AccessError, match="管理员"):
        agent.require("staff")
