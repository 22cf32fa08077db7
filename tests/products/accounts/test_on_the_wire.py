"""Accounts as clients meet them."""

import re

import pytest

from tests.rest.client import Client, basic
from tests.world.house import API, Account

RFC_2822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000")
ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
KEYS = "/iam/v1/Keys"


async def test_an_account_has_the_published_shape(world):
    acme = world.acme
    account = (await acme.get(f"{API}/{acme.sid}.json")).json
    assert set(account) == {
        *("auth_token", "date_created", "date_updated", "friendly_name", "owner_account_sid", "sid", "status"),
        *("subresource_uris", "type", "uri"),
    }
    assert (account["type"], account["status"], account["owner_account_sid"]) == ("Full", "active", acme.sid)
    assert account["uri"] == f"{API}/{acme.sid}.json" and RFC_2822.fullmatch(account["date_created"])
    assert account["subresource_uris"]["messages"] == f"{API}/{acme.sid}/Messages.json"


async def test_a_subaccount_lives_from_creation_to_closing(world):
    acme, desk = world.acme, await world.subaccount("Desk")
    assert (await desk.get(f"{API}/{desk.sid}.json")).json["owner_account_sid"] == acme.sid
    listed = (await acme.get(f"{API}.json", FriendlyName="Desk")).json
    assert [one["sid"] for one in listed["accounts"]] == [desk.sid]

    here = f"{API}/{desk.sid}.json"
    assert (await acme.post(here, Status="suspended")).json["status"] == "suspended"
    assert ((refused := await desk.get(here)).status, refused.code) == (403, 20005)
    assert (await acme.get(f"{API}/{desk.sid}/Messages.json")).status == 200
    assert (refused := await acme.post(f"{API}/{desk.sid}/Applications.json")).code == 20005
    assert (await acme.post(here, Status="active")).status == 200
    assert (await desk.get(here)).status == 200

    assert (await acme.post(here, Status="closed")).json["status"] == "closed"
    assert (refused := await acme.post(here, Status="active")).code == 21479
    assert [one["sid"] for one in (await acme.get(f"{API}.json", Status="closed")).json["accounts"]] == [desk.sid]
    assert refused.json["status"] == 400 and desk.sid in refused.json["message"]


async def test_closing_an_account_releases_its_numbers(world):
    desk = await world.subaccount()
    await world.buys(desk, "+14155552671")
    await world.acme.post(f"{API}/{desk.sid}.json", Status="closed")
    await world.settle()
    kept = (await world.acme.get(f"{API}/{desk.sid}/IncomingPhoneNumbers.json")).json
    assert kept["incoming_phone_numbers"] == []
    await world.buys(world.acme, "+14155552671")


async def test_foreign_and_unknown_accounts_look_alike(world):
    one, other = await world.subaccount("One"), await world.subaccount("Other")
    for sid in (other.sid, world.acme.sid, "AC" + "0" * 32):
        under = await one.get(f"{API}/{sid}/Applications.json")
        itself = await one.get(f"{API}/{sid}.json")
        assert (under.status, under.code) == (401, 20003)
        assert (itself.status, itself.code) == (404, 20404)


@pytest.mark.parametrize("suffix", [".json", ""])
async def test_without_credentials_one_is_asked_for_them(world, suffix):
    reply = await Client(world.api).get(f"{API}/{world.acme.sid}{suffix}")
    assert reply.status == 401 and reply.headers["www-authenticate"].startswith("Basic ")


async def test_a_bad_status_is_named(world):
    desk = await world.subaccount()
    refused = await world.acme.post(f"{API}/{desk.sid}.json", Status="asleep")
    assert (refused.status, refused.code) == (400, 21475) and "asleep" in refused.json["message"]


async def test_a_token_is_rotated_without_a_gap(world):
    acme = world.acme
    made = (await acme.post("/accounts/v1/AuthTokens/Secondary")).json
    assert set(made) == {"account_sid", "date_created", "date_updated", "secondary_auth_token", "url"}
    assert ISO.fullmatch(made["date_created"]) and made["url"].endswith("/accounts/v1/AuthTokens/Secondary")
    fresh = Account(world.api, acme.sid, made["secondary_auth_token"])
    assert (await fresh.get("Keys")).status == (await acme.get("Keys")).status == 200

    promoted = await fresh.post("/accounts/v1/AuthTokens/Promote")
    assert (promoted.status, promoted.json["auth_token"]) == (200, made["secondary_auth_token"])
    assert (await fresh.get("Keys")).status == 200 and (await acme.get("Keys")).status == 401


@pytest.mark.parametrize("collection", ["Keys", "SigningKeys"])
async def test_keys_and_signing_keys_are_the_same_things(world, collection):
    made = (await world.acme.post(collection, FriendlyName="App", KeyType="restricted")).json
    assert set(made) == {"sid", "friendly_name", "secret", "date_created", "date_updated"}
    for name in ("Keys", "SigningKeys"):
        shown = (await world.acme.get(f"{name}/{made['sid']}")).json
        assert shown == {name: value for name, value in made.items() if name != "secret"}
    assert (await world.acme.get(f"{KEYS}/{made['sid']}")).json["policy"] is None


async def test_a_standard_key_may_text_and_may_not_manage(world):
    made = (await world.acme.post("Keys")).json
    key = Account(world.api, made["sid"], made["secret"], acts_for=world.acme.sid)
    assert (await key.text()).status == 201
    for path in (f"{API}.json", f"{API}/{world.acme.sid}.json", "Keys", "SigningKeys", f"{KEYS}?AccountSid={key.sid}"):
        refused = await key.get(path)
        assert (refused.status, refused.code) == (401, 20003), path
    for path in ("Keys", "/accounts/v1/AuthTokens/Secondary", "/accounts/v1/AuthTokens/Promote", f"{API}.json"):
        assert (await key.post(path)).status == 401, path


async def test_a_restricted_key_says_which_permission_it_lacks(world):
    made = await world.acme.post(
        KEYS,
        AccountSid=world.acme.sid,
        KeyType="restricted",
        Policy='{"allow": ["/twilio/messaging/messages/create", "/twilio/messaging/messages/read"]}',
    )
    assert made.status == 201 and made.json["policy"]["allow"][1] == "/twilio/messaging/messages/read"
    key = Account(world.api, made.json["sid"], made.json["secret"], acts_for=world.acme.sid)
    sent = await key.text()
    assert sent.status == 201 and (await key.get(f"Messages/{sent.json['sid']}")).status == 200
    refused = await key.get("Messages")
    assert (refused.status, refused.code) == (401, 70051)
    assert "/twilio/messaging/messages/list" in refused.json["message"]


async def test_a_restricted_key_cannot_free_itself(world):
    allow = '{"allow": ["/twilio/iam/api-keys/*", "/twilio/iam/auth-tokens/*", "/twilio/iam/accounts/*"]}'
    made = (await world.acme.post(KEYS, AccountSid=world.acme.sid, KeyType="restricted", Policy=allow)).json
    key = Account(world.api, made["sid"], made["secret"], acts_for=world.acme.sid)
    assert (await key.get("Keys")).status == 200
    assert (await key.get(f"{API}/{world.acme.sid}.json")).json["auth_token"] == ""
    for path in ("Keys", "/accounts/v1/AuthTokens/Secondary", f"{API}.json", f"{KEYS}/{made['sid']}"):
        assert (await key.post(path, AccountSid=world.acme.sid)).status == 401, path


@pytest.mark.parametrize("policy", ["", "allow", "[]", '{"allow": "all"}', '{"allow": ["/twilio/x/y/fly"]}'])
async def test_a_policy_that_makes_no_sense_is_refused(world, policy):
    refused = await world.acme.post(KEYS, AccountSid=world.acme.sid, KeyType="restricted", Policy=policy)
    assert (refused.status, refused.code) == (400, 70002)


async def test_keys_of_a_subaccount_are_listed_by_naming_it(world):
    desk = await world.subaccount()
    made = (await desk.post("Keys", FriendlyName="Desk")).json
    listed = (await world.acme.get(KEYS, AccountSid=desk.sid)).json
    assert [(key["sid"], key["flags"]) for key in listed["keys"]] == [(made["sid"], ["rest_api", "signing"])]
    assert (await world.acme.get(KEYS)).code == 20001
    assert (await desk.get(KEYS, AccountSid=world.acme.sid)).status == 401


async def test_test_credentials_reach_nothing_but_what_is_made_for_them(world):
    test = (await world.acme.own("GET", f"Accounts/{world.acme.sid}/TestCredentials")).json
    tester = Client(world.api, auth=basic(test["sid"], test["auth_token"]))
    for path in (f"{API}.json", f"{API}/{test['sid']}/Messages.json", f"{API}/{test['sid']}/Keys.json"):
        refused = await tester.get(path)
        assert (refused.status, refused.code) == (403, 20008), path
    assert (await tester.get(f"{API}/{world.acme.sid}/Messages.json")).status == 401


async def test_every_change_stands_in_the_audit_log(world):
    made = (await world.acme.post("Applications", FriendlyName="Menu")).json
    await world.acme.post(f"Applications/{made['sid']}", FriendlyName="Tree")
    await world.acme.delete(f"Applications/{made['sid']}")
    await world.settle()
    await world.store.events.catch_up_all()
    found = (await world.acme.get("/monitor/v1/Events", ResourceSid=made["sid"])).json["events"]
    assert [event["event_type"] for event in found] == [
        "application.deleted",
        "application.updated",
        "application.created",
    ]
    assert {event["actor_sid"] for event in found} == {"US" + world.acme.sid[2:]}  # its owner, as a person
