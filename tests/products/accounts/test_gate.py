"""The gate: whose credentials open which door."""

from datetime import timedelta

import msgspec
import pytest

from ringback.kernel import Role
from ringback.kernel.refused import Refused
from ringback.products.accounts.attempts import MOST_FOR_ONE_NAME
from ringback.products.accounts.model import AccountStatus
from ringback.rest.operations import Access
from ringback.store import Unit

from .conftest import asked

READ = asked()
WRITE = asked("CreateMessage", permission="/twilio/messaging/messages/create")
UNKNOWN_SID = "AC" + "0" * 32


async def refusal(entering) -> tuple[int, int]:
    with pytest.raises(Refused) as refused:
        await entering
    return refused.value.status, refused.value.code


async def test_an_account_enters_with_its_token_as_itself(room):
    account = room.seeded.account
    principal = await room.knock(account.sid, account.auth_token)
    for path_sid in (account.sid, None):
        caller = await room.gate.enter(principal, path_sid, WRITE)
        assert (caller.account_sid, caller.credential_account_sid) == (account.sid, account.sid)
        assert (caller.actor_sid, caller.role, caller.ip) == (account.sid, Role.MAIN, "192.0.2.7")


async def test_wrong_credentials_of_every_kind_are_refused_alike(room):
    account, key = room.seeded.account, await room.keys.create(room.first)
    for user, secret in [
        (account.sid, "0" * 32),
        (account.sid, ""),
        (account.sid, "tökén"),
        (UNKNOWN_SID, account.auth_token),
        ("", ""),
        (key.sid, "0" * 32),
        (key.sid, key.secret_hash),
        ("SK" + "0" * 32, key.secret),
        (account.sid, room.seeded.test.auth_token),
        (room.seeded.test.sid, account.auth_token),
    ]:
        assert await room.knock(user, secret) is None


async def test_a_parent_acts_for_its_subaccount_and_nobody_else_does(room):
    desk, other, stranger = await room.subaccount("Desk"), await room.subaccount("Other"), await room.stranger()
    parent = await room.knock(room.seeded.account.sid, room.seeded.account.auth_token)
    caller = await room.gate.enter(parent, desk.sid, WRITE)
    assert (caller.account_sid, caller.credential_account_sid) == (desk.sid, room.seeded.account.sid)

    child = await room.knock(desk.sid, desk.auth_token)
    for principal, sid in [
        (parent, stranger.sid),
        (parent, UNKNOWN_SID),
        (parent, room.seeded.test.sid),
        (child, room.seeded.account.sid),
        (child, other.sid),
    ]:
        assert await refusal(room.gate.enter(principal, sid, READ)) == (401, 20003)


@pytest.mark.parametrize("status", ["suspended", "closed"])
async def test_an_account_that_is_not_active_may_do_nothing_but_its_parent_may_read(room, status):
    desk = await room.subaccount()
    child = await room.knock(desk.sid, desk.auth_token)
    parent = await room.knock(room.seeded.account.sid, room.seeded.account.auth_token)
    await room.accounts.update(room.first, sid=desk.sid, status=status)

    assert await refusal(room.gate.enter(child, None, READ)) == (403, 20005)
    assert await refusal(room.gate.enter(parent, desk.sid, WRITE)) == (403, 20005)
    assert (await room.gate.enter(parent, desk.sid, READ)).account_sid == desk.sid


async def test_a_suspended_parent_takes_its_subaccounts_along(room):
    desk = await room.subaccount()
    held = msgspec.structs.replace(room.seeded.account, status=AccountStatus.SUSPENDED)
    await room.store.commit(Unit(change=[(room.seeded.account, held)]))
    child = await room.knock(desk.sid, desk.auth_token)
    assert await refusal(room.gate.enter(child, None, READ)) == (403, 20005)


async def test_a_standard_key_may_all_but_manage_accounts_and_keys(room):
    key = await room.keys.create(room.first, friendly_name="App")
    principal = await room.knock(key.sid, key.secret)
    caller = await room.gate.enter(principal, None, WRITE)
    assert (caller.actor_sid, caller.actor_type, caller.role) == (key.sid, "api-key", Role.STANDARD)
    assert await refusal(room.gate.enter(principal, None, asked("ListKey", main_only=True))) == (401, 20003)


async def test_a_parents_key_acts_for_its_subaccount(room):
    desk, key = await room.subaccount(), await room.keys.create(room.first)
    caller = await room.gate.enter(await room.knock(key.sid, key.secret), desk.sid, WRITE)
    assert (caller.account_sid, caller.actor_sid) == (desk.sid, key.sid)


@pytest.mark.parametrize(
    ("allow", "wanted", "enters"),
    [
        (["/twilio/messaging/messages/read"], "/twilio/messaging/messages/read", True),
        (["/twilio/messaging/messages/read"], "/twilio/messaging/messages/list", False),
        (["/twilio/messaging/messages/*"], "/twilio/messaging/messages/delete", True),
        (["/twilio/messaging/messages/*"], "/twilio/messaging/messages.feedback/create", False),
        (["/twilio/voice/calls/*"], "/twilio/messaging/messages/read", False),
    ],
)
async def test_a_restricted_key_may_what_its_policy_allows(room, allow, wanted, enters):
    key = await room.keys.create_for(
        room.first, account_sid=room.seeded.account.sid, key_type="restricted", policy={"allow": allow}
    )
    entering = room.gate.enter(await room.knock(key.sid, key.secret), None, asked(permission=wanted))
    if enters:
        assert (await entering).role is Role.RESTRICTED
    else:
        assert await refusal(entering) == (401, 70051)


async def test_test_credentials_open_only_what_is_made_for_them(room):
    test = room.seeded.test
    principal = await room.knock(test.sid, test.auth_token)
    caller = await room.gate.enter(principal, test.sid, asked("CreateMessage", test=True))
    assert (caller.account_sid, caller.credential_account_sid, caller.is_test) == (test.sid, test.sid, True)
    assert await refusal(room.gate.enter(principal, None, READ)) == (403, 20008)
    assert await refusal(room.gate.enter(principal, room.seeded.account.sid, asked(test=True))) == (401, 20003)


async def test_a_deleted_key_is_refused_at_once(room):
    key = await room.keys.create(room.first)
    assert await room.knock(key.sid, key.secret)
    await room.keys.delete(room.first, sid=key.sid)
    assert await room.knock(key.sid, key.secret) is None


async def test_what_is_the_operators_is_everyones_only_on_a_private_server(room):
    stranger = await room.stranger()
    handsets = asked("UpdateHandset", access=Access.OPERATOR)
    first = await room.knock(room.seeded.account.sid, room.seeded.account.auth_token)
    other = await room.knock(stranger.sid, stranger.auth_token)

    assert (await room.gate.enter(first, None, handsets)).account_sid == room.seeded.account.sid
    assert await refusal(room.gate.enter(other, None, handsets)) == (403, 20006)
    private = room.gate_for(is_private=True)
    assert (await private.enter(other, None, handsets)).account_sid == stranger.sid


async def test_guessing_is_stopped_for_a_minute_and_only_for_the_guesser(room):
    account = room.seeded.account
    for _ in range(MOST_FOR_ONE_NAME):
        assert await room.knock(account.sid, "guess") is None
    with pytest.raises(Refused) as refused:
        await room.knock(account.sid, account.auth_token)
    assert (refused.value.status, refused.value.code) == (429, 20429)
    assert 1 <= int(refused.value.headers["Retry-After"]) <= 60

    assert await room.knock(account.sid, account.auth_token, ip="192.0.2.8")
    assert await room.knock(room.seeded.test.sid, room.seeded.test.auth_token)
    room.clock.leap_to(room.clock.now() + timedelta(seconds=61))
    assert await room.knock(account.sid, account.auth_token)


async def test_one_source_cannot_try_names_for_ever(room):
    for number in range(200):
        await room.knock(f"AC{number:032x}", "guess")
    with pytest.raises(Refused) as refused:
        await room.knock("AC" + "e" * 32, "guess")
    assert refused.value.status == 429


async def test_failures_from_loopback_do_not_count_on_a_laptop(room):
    laptop, account = room.gate_for(is_private=True), room.seeded.account
    for _ in range(MOST_FOR_ONE_NAME + 5):
        assert await room.knock(account.sid, "typo", gate=laptop, ip="127.0.0.1") is None
    assert await room.knock(account.sid, account.auth_token, gate=laptop, ip="127.0.0.1")


async def test_a_bearer_token_is_told_what_to_use_instead(room):
    entering = room.gate.authenticate(scheme="bearer", user="", secret="ey", ip="192.0.2.7", request_sid="")
    assert await refusal(entering) == (401, 20003)


async def test_a_console_session_enters_as_its_owner_and_changes_things_only_with_its_csrf_token(room):
    opened = await room.sessions.open(room.seeded.account.sid)

    async def knock(scheme: str, user: str = ""):
        return await room.gate.authenticate(
            scheme=scheme, user=user, secret=opened.cookie, ip="192.0.2.7", request_sid=""
        )

    caller = await room.gate.enter(await knock("session"), None, READ)
    assert (caller.account_sid, caller.role, caller.source) == (room.seeded.account.sid, Role.MAIN, "console")
    assert await knock("session+csrf", opened.session.csrf_token)
    assert await refusal(knock("session+csrf", "0" * 32)) == (403, 20403)
    assert await refusal(knock("session+csrf")) == (403, 20403)
