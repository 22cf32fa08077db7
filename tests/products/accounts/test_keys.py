"""Keys: secrets told once, rights by kind, and whose they are."""

import re

import pytest

from ringback.kernel import Caller, PageRequest
from ringback.kernel.refused import NotFound, NotPermitted, Refused
from ringback.products.accounts.model import Key, KeyKind

POLICY = {"allow": ["/twilio/messaging/messages/read", "/twilio/messaging/messages/list"]}


async def code_of(doing) -> int:
    with pytest.raises(Refused) as refused:
        await doing
    return refused.value.code


async def test_a_secret_is_told_once_and_kept_only_as_a_hash(room):
    made = await room.keys.create(room.first, friendly_name="App")
    assert re.fullmatch(r"[0-9A-Za-z]{32}", made.secret)
    kept = await room.store.get(Key, made.sid)
    assert made.secret not in repr(kept) and not hasattr(kept, "secret")
    assert made.secret not in repr(await room.told())


async def test_a_key_without_a_name_has_none(room):
    assert (await room.keys.create(room.first)).friendly_name is None


async def test_keys_are_listed_renamed_and_deleted_by_their_account_alone(room):
    mine = await room.keys.create(room.first, friendly_name="Mine")
    stranger = room.owner(await room.stranger())
    theirs = await room.keys.create(stranger, friendly_name="Theirs")

    assert [key.sid for key in (await room.keys.search(room.first, page=PageRequest())).items] == [mine.sid]
    for verb in (room.keys.get, room.keys.delete, room.keys.rename, room.keys.get_reachable, room.keys.update):
        with pytest.raises(NotFound):
            await verb(room.first, sid=theirs.sid)
    renamed = await room.keys.rename(room.first, sid=mine.sid, friendly_name="Ours")
    assert renamed.friendly_name == "Ours"
    await room.keys.delete(room.first, sid=mine.sid)
    with pytest.raises(NotFound):
        await room.keys.get(room.first, sid=mine.sid)
    assert [e["event_type"] for e in await room.told() if e["subject_sid"] == mine.sid] == [
        "api-key.created",
        "api-key.updated",
        "api-key.deleted",
    ]


async def test_a_parent_manages_the_keys_of_its_subaccount_by_naming_it(room):
    desk = await room.subaccount()
    made = await room.keys.create_for(room.first, account_sid=desk.sid, friendly_name="Desk")
    assert made.account_sid == desk.sid
    page = await room.keys.search_for(room.first, account_sid=desk.sid, page=PageRequest())
    assert [key.sid for key in page.items] == [made.sid]
    assert (await room.keys.update(room.first, sid=made.sid, friendly_name="New")).friendly_name == "New"
    await room.keys.delete_reachable(room.first, sid=made.sid)


async def test_naming_a_foreign_account_is_refused(room):
    stranger = await room.stranger()
    with pytest.raises(NotPermitted):
        await room.keys.create_for(room.first, account_sid=stranger.sid)
    with pytest.raises(NotPermitted):
        await room.keys.search_for(room.first, account_sid=stranger.sid, page=PageRequest())


async def test_a_restricted_key_has_a_policy_that_can_be_replaced(room):
    sid = room.seeded.account.sid
    made = await room.keys.create_for(room.first, account_sid=sid, key_type="restricted", policy=POLICY)
    assert (made.kind, made.policy, made.flags) == (KeyKind.RESTRICTED, POLICY, ["rest_api"])
    less = {"allow": ["/twilio/voice/calls/*"]}
    assert (await room.keys.update(room.first, sid=made.sid, policy=less)).policy == less


@pytest.mark.parametrize(
    "policy",
    [
        None,
        {},
        {"allow": []},
        {"allow": "/twilio/messaging/messages/read"},
        {"allow": ["/twilio/fakepermission/doesnotexist"]},
        {"allow": ["/twilio/messaging/messages/sing"]},
        {"allow": ["/twilio/messaging/messages/read", 7]},
        {"allow": ["/twilio/messaging/messages/read"], "deny": []},
        {"allow": [f"/twilio/messaging/things{n}/read" for n in range(101)]},
    ],
)
async def test_a_policy_that_is_not_one_is_refused(room, policy):
    given = {"account_sid": room.seeded.account.sid, "key_type": "restricted", "policy": policy}
    assert await code_of(room.keys.create_for(room.first, **given)) == 70002


async def test_a_policy_on_a_standard_key_is_refused(room):
    made = await room.keys.create(room.first)
    assert await code_of(room.keys.update(room.first, sid=made.sid, policy=POLICY)) == 70002
    assert await code_of(room.keys.create_for(room.first, account_sid=room.seeded.account.sid, policy=POLICY)) == 70002


async def test_main_keys_are_made_in_the_console_only(room):
    sid = room.seeded.account.sid
    assert await code_of(room.keys.create_for(room.first, account_sid=sid, key_type="main")) == 70002
    person = Caller(sid, sid, sid, source="console")
    assert (await room.keys.create_for(person, account_sid=sid, key_type="main")).kind is KeyKind.MAIN


async def test_a_name_of_65_characters_is_refused(room):
    assert await code_of(room.keys.create(room.first, friendly_name="x" * 65)) == 70001
