"""Accounts and subaccounts: who may see, make, rename, suspend and close which."""

import re

import msgspec
import pytest

from ringback.kernel import PageRequest, Role
from ringback.kernel.refused import NotFound, NotPermitted, Refused
from ringback.products.accounts.model import AccountStatus, Standing
from ringback.store import Unit

from .conftest import as_role


async def test_the_first_account_is_made_once_and_stays_the_same(room):
    again = await room.accounts.seed()

    assert again == room.seeded
    assert (again.account.friendly_name, again.account.status) == ("My first Ringback account", "active")
    assert again.account.owner_account_sid == again.account.sid
    assert re.fullmatch(r"AC[0-9a-f]{32}", again.test.sid) and again.test.sid != again.account.sid
    assert re.fullmatch(r"[0-9a-f]{32}", again.account.auth_token)


async def test_a_fixed_sid_and_token_are_made_to_hold(room):
    fixed = await room.accounts.seed(account_sid="AC" + "1" * 32, auth_token="0123456789abcdef")
    assert (fixed.account.sid, fixed.account.auth_token) == ("AC" + "1" * 32, "0123456789abcdef")
    assert await room.accounts.is_operator("AC" + "1" * 32)

    changed = await room.accounts.seed(account_sid="AC" + "1" * 32, auth_token="fedcba9876543210")
    assert changed.account.auth_token == await room.accounts.signing_key("AC" + "1" * 32) == "fedcba9876543210"


async def test_a_subaccount_is_named_after_its_birth_when_nobody_names_it(room):
    made = await room.accounts.create(room.first)
    assert re.fullmatch(r"SubAccount Created at \d{4}-\d\d-\d\d (0[1-9]|1[0-2]):\d\d [ap]m", made.friendly_name)
    assert made.owner_account_sid == room.seeded.account.sid


async def test_a_list_holds_oneself_and_ones_subaccounts_newest_first(room):
    older, newer = await room.subaccount("One"), await room.subaccount("Two")
    await room.stranger()

    page = await room.accounts.search(room.first, page=PageRequest())
    assert [account.sid for account in page.items] == [newer.sid, older.sid, room.seeded.account.sid]

    named = await room.accounts.search(room.first, page=PageRequest(), friendly_name="One")
    assert [account.sid for account in named.items] == [older.sid]
    closed = await room.accounts.search(room.first, page=PageRequest(), status=AccountStatus.CLOSED)
    assert closed.items == []


async def test_a_subaccount_sees_only_itself(room):
    desk, other = await room.subaccount("Desk"), await room.subaccount("Other")
    page = await room.accounts.search(room.owner(desk), page=PageRequest())
    assert [account.sid for account in page.items] == [desk.sid]
    with pytest.raises(NotFound):
        await room.accounts.get(room.owner(desk), sid=other.sid)
    with pytest.raises(NotFound):
        await room.accounts.get(room.owner(desk), sid=room.seeded.account.sid)


async def test_a_strangers_account_is_not_found_whether_it_exists_or_not(room):
    stranger = await room.stranger()
    for sid in (stranger.sid, "AC" + "0" * 32):
        with pytest.raises(NotFound):
            await room.accounts.get(room.first, sid=sid)
        with pytest.raises(NotFound):
            await room.accounts.update(room.first, sid=sid, friendly_name="Mine")


async def test_the_token_is_shown_to_owners_and_not_to_lesser_keys(room):
    desk = await room.subaccount()
    assert (await room.accounts.get(room.first, sid=desk.sid)).auth_token == desk.auth_token
    lesser = as_role(room.first, Role.RESTRICTED)
    assert (await room.accounts.get(lesser, sid=desk.sid)).auth_token == ""
    assert {a.auth_token for a in (await room.accounts.search(lesser, page=PageRequest())).items} == {""}


async def test_a_subaccount_cannot_have_subaccounts(room):
    desk = await room.subaccount()
    with pytest.raises(Refused) as refused:
        await room.accounts.create(room.owner(desk), friendly_name="Deeper")
    assert (refused.value.code, refused.value.status) == (21101, 400)


async def test_a_parent_suspends_reactivates_and_closes_its_subaccount(room):
    desk = await room.subaccount()
    for status in ("suspended", "active", "closed"):
        after = await room.accounts.update(room.first, sid=desk.sid, status=status)
        assert after.status == await room.accounts.standing(desk.sid) == status
    told = await room.told()
    ours = [(e["event_type"], e["event_data"]) for e in told if e["subject_sid"] == desk.sid][1:]
    assert [what for what, _ in ours] == ["account.suspended", "account.activated", "account.closed"]
    assert ours[0][1] == {"status": {"previous": "active", "updated": "suspended"}}
    assert {(e["actor_sid"], e["source_ip_address"]) for e in told[1:]} == {(room.seeded.account.sid, "192.0.2.7")}


@pytest.mark.parametrize("status", ["active", "suspended", "closed"])
async def test_closing_is_final(room, status):
    desk = await room.subaccount()
    await room.accounts.update(room.first, sid=desk.sid, status="closed")
    with pytest.raises(Refused) as refused:
        await room.accounts.update(room.first, sid=desk.sid, status=status)
    assert refused.value.code == 21479
    assert (await room.accounts.get(room.first, sid=desk.sid)).status == "closed"


async def test_what_may_not_be_said_of_a_status(room):
    desk = await room.subaccount()
    cases = [
        (room.first, desk.sid, "asleep", 21475),
        (room.first, room.seeded.account.sid, "suspended", 21477),
        (room.owner(desk), desk.sid, "closed", 20006),
    ]
    for caller, sid, status, code in cases:
        with pytest.raises(Refused) as refused:
            await room.accounts.update(caller, sid=sid, status=status)
        assert refused.value.code == code


async def test_names_have_at_most_64_characters(room):
    desk = await room.subaccount("x" * 64)
    with pytest.raises(Refused) as refused:
        await room.accounts.update(room.first, sid=desk.sid, friendly_name="x" * 65)
    assert refused.value.code == 20002 and "65" in str(refused.value) and "64" in str(refused.value)


async def test_an_update_that_changes_nothing_tells_nothing(room):
    desk = await room.subaccount("Desk")
    before = len(await room.told())
    same = await room.accounts.update(room.first, sid=desk.sid, friendly_name="Desk")
    assert same.date_updated == desk.date_updated and len(await room.told()) == before


async def test_a_suspended_parent_suspends_its_subaccounts(room):
    desk = await room.subaccount()
    assert await room.accounts.standing(desk.sid) is Standing.ACTIVE
    held = msgspec.structs.replace(room.seeded.account, status=AccountStatus.SUSPENDED)
    await room.store.commit(Unit(change=[(room.seeded.account, held)]))
    assert await room.accounts.standing(desk.sid) is Standing.SUSPENDED
    assert await room.accounts.standing("AC" + "0" * 32) is Standing.UNKNOWN


async def test_a_named_account_must_be_ones_own_or_a_subaccount(room):
    desk, stranger = await room.subaccount(), await room.stranger()
    assert await room.accounts.reach(room.first, desk.sid) == desk.sid
    for caller, sid in ((room.first, stranger.sid), (room.owner(desk), room.seeded.account.sid)):
        with pytest.raises(NotPermitted):
            await room.accounts.reach(caller, sid)


async def test_the_log_of_events_holds_no_tokens(room):
    await room.subaccount()
    secondary = await room.accounts.create_secondary_token(room.first)
    await room.accounts.promote_secondary_token(room.first)
    log = b"".join([event.data for event in await room.store.events.read()]).decode()
    assert secondary.secondary_auth_token not in log and room.seeded.account.auth_token not in log


async def test_token_rotation_keeps_both_tokens_until_promotion(room):
    account, old = room.seeded.account, room.seeded.account.auth_token
    secondary = (await room.accounts.create_secondary_token(room.first)).secondary_auth_token
    assert await room.knock(account.sid, old) and await room.knock(account.sid, secondary)
    assert await room.accounts.signing_key(account.sid) == old

    promoted = await room.accounts.promote_secondary_token(room.first)
    assert promoted.auth_token == secondary == await room.accounts.signing_key(account.sid)
    assert await room.knock(account.sid, secondary)
    assert await room.knock(account.sid, old) is None
    with pytest.raises(NotFound):
        await room.accounts.promote_secondary_token(room.first)


async def test_a_deleted_secondary_token_is_refused(room):
    secondary = (await room.accounts.create_secondary_token(room.first)).secondary_auth_token
    await room.accounts.delete_secondary_token(room.first)
    assert await room.knock(room.seeded.account.sid, secondary) is None
    with pytest.raises(NotFound):
        await room.accounts.delete_secondary_token(room.first)
