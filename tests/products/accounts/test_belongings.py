"""What belongs to an account: applications, tokens, credentials, the safe list, settings, consents, countries."""

import base64
import hashlib
import hmac
import json

import msgspec
import pytest

from ringback.products.accounts.model import Application
from ringback.store import Unit
from tests.rest.client import Client, basic

PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
-----END PUBLIC KEY-----"""
AWS = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
CREDENTIALS = [
    ("/accounts/v1/Credentials/AWS", {"Credentials": AWS}),
    ("/accounts/v1/Credentials/PublicKeys", {"PublicKey": PUBLIC_KEY}),
]
SAFELIST = "/accounts/v1/SafeList/Numbers"


async def test_an_application_begins_with_the_usual_methods(world):
    made = await world.acme.post(
        "Applications", FriendlyName="Menu", VoiceUrl="https://a.example.com/", SmsMethod="GET"
    )
    assert made.status == 201
    assert (made.json["voice_url"], made.json["voice_method"]) == ("https://a.example.com/", "POST")
    assert (made.json["sms_url"], made.json["sms_method"], made.json["api_version"]) == (None, "GET", "2010-04-01")
    assert made.json["voice_caller_id_lookup"] is made.json["public_application_connect_enabled"] is False
    assert (await world.acme.get(f"Applications/{made.json['sid']}")).json == made.json


async def test_an_update_changes_what_is_given_and_an_empty_url_clears(world):
    made = (
        await world.acme.post("Applications", SmsUrl="https://a.example.com/", StatusCallback="https://b.example/")
    ).json
    after = (await world.acme.post(f"Applications/{made['sid']}", SmsUrl="", VoiceMethod="GET")).json
    assert (after["sms_url"], after["status_callback"], after["voice_method"]) == (None, "https://b.example/", "GET")
    again = (await world.acme.post(f"Applications/{made['sid']}", VoiceMethod="")).json
    assert again["voice_method"] == "POST"


@pytest.mark.parametrize("name", ["SmsStatusCallback", "MessageStatusCallback"])
async def test_the_two_names_of_the_message_callback_mean_one_thing(world, name):
    made = (await world.acme.post("Applications", **{name: "https://a.example.com/"})).json
    assert made["sms_status_callback"] == made["message_status_callback"] == "https://a.example.com/"


@pytest.mark.parametrize("wrong", [{"VoiceUrl": "ftp://a.example"}, {"SmsMethod": "PUT"}, {"FriendlyName": "x" * 65}])
async def test_what_makes_no_sense_is_refused(world, wrong):
    assert (await world.acme.post("Applications", **wrong)).status == 400
    assert (await world.acme.get("Applications")).json["applications"] == []


async def test_the_thousand_and_first_application_is_refused(world):
    first = (await world.acme.post("Applications")).json["sid"]
    kept = await world.store.get(Application, first)
    more = [msgspec.structs.replace(kept, sid=f"AP{number:032x}") for number in range(999)]
    await world.store.commit(Unit(insert=more))
    refused = await world.acme.post("Applications")
    assert (refused.status, refused.code) == (400, 21301)
    assert (await world.acme.delete(f"Applications/{first}")).status == 204
    assert (await world.acme.post("Applications")).status == 201


async def test_an_application_is_its_accounts_alone(world):
    made, desk = (await world.acme.post("Applications")).json, await world.subaccount()
    refused = await desk.get(f"Applications/{made['sid']}")
    assert (refused.status, refused.code) == (404, 20404)
    assert (await desk.get("Applications")).json["applications"] == []
    applications = next(s for s in world.house.services if type(s).__name__ == "ApplicationsService")
    assert await applications.find(desk.sid, made["sid"]) is None
    assert (await applications.find(world.acme.sid, made["sid"])).sid == made["sid"]


async def test_a_turn_token_is_what_a_turn_server_with_the_secret_expects(room):
    token = await room.tokens.create(room.first, ttl=600)
    ends, _, account_sid = token.username.partition(":")
    assert account_sid == room.seeded.account.sid
    assert 0 <= int(ends) - room.clock.now().timestamp() - 599 <= 1
    digest = hmac.new(b"s3", token.username.encode(), hashlib.sha1).digest()
    assert token.password == base64.b64encode(digest).decode()
    stun, turn = token.ice_servers
    assert stun == {"url": "stun:turn.example.org", "urls": "stun:turn.example.org"}
    assert (turn["username"], turn["credential"]) == (token.username, token.password)


async def test_a_token_tells_its_ttl_as_text_and_lasts_a_day_at_most(world):
    assert (await world.acme.post("Tokens")).json["ttl"] == "86400"
    assert (await world.acme.post("Tokens", Ttl="60")).json["ttl"] == "60"
    for ttl in ("0", "86401", "long"):
        assert (await world.acme.post("Tokens", Ttl=ttl)).status == 400


@pytest.mark.parametrize(("path", "content"), CREDENTIALS)
async def test_a_credential_is_kept_renamed_and_never_shown(world, path, content):
    made = await world.acme.post(path, FriendlyName="Storage", **content)
    assert made.status == 201
    assert set(made.json) == {"sid", "account_sid", "friendly_name", "date_created", "date_updated", "url"}
    one = f"{path}/{made.json['sid']}"
    assert (await world.acme.post(one, FriendlyName="Vault")).json["friendly_name"] == "Vault"
    listed = await world.acme.get(path)
    assert [c["sid"] for c in listed.json["credentials"]] == [made.json["sid"]]
    assert next(iter(content.values()))[30:60] not in listed.text
    assert (await world.acme.delete(one)).status == 204 and (await world.acme.get(one)).code == 20404


async def test_credentials_of_one_kind_are_not_found_among_the_other(world):
    (aws, content), (public, _) = CREDENTIALS
    made = (await world.acme.post(aws, **content)).json
    assert (await world.acme.get(f"{public}/{made['sid']}")).status == 404


async def test_a_credential_for_a_foreign_account_is_refused(world):
    desk, other = await world.subaccount("Desk"), await world.subaccount("Other")
    path, content = CREDENTIALS[0]
    assert (await world.acme.post(path, AccountSid=desk.sid, **content)).json["account_sid"] == desk.sid
    assert (await desk.post(path, AccountSid=other.sid, **content)).status == 401


@pytest.mark.parametrize(
    ("path", "wrong", "code"),
    [
        (CREDENTIALS[0][0], {"Credentials": "AKIAIOSFODNN7EXAMPLE"}, 70106),
        (CREDENTIALS[0][0], {"Credentials": "short:wJalrXUtnFEMIK7MDENGbPxRfiCY"}, 70106),
        (CREDENTIALS[0][0], {"Credentials": AWS, "FriendlyName": "x" * 65}, 70001),
        (CREDENTIALS[1][0], {"PublicKey": "a key"}, 70154),
        (CREDENTIALS[1][0], {"PublicKey": PUBLIC_KEY.replace("MFkw", "AAAA")}, 70154),
        (CREDENTIALS[1][0], {"PublicKey": PUBLIC_KEY.replace("-----END PUBLIC KEY-----", "")}, 70154),
        (CREDENTIALS[1][0], {}, 20001),
    ],
)
async def test_a_credential_that_is_none_is_refused(world, path, wrong, code):
    refused = await world.acme.post(path, **wrong)
    assert (refused.status, refused.code) == (400, code)


async def test_a_public_key_may_have_lost_its_line_breaks(world):
    assert (await world.acme.post(CREDENTIALS[1][0], PublicKey=PUBLIC_KEY.replace("\n", " "))).status == 201


async def test_a_safe_number_is_listed_once_and_found_by_itself_and_its_thousand(room, world):
    made = await world.acme.post(SAFELIST, PhoneNumber="+14155552671")
    assert made.status == 201 and set(made.json) == {"sid", "phone_number"}
    assert (await world.acme.post(SAFELIST, PhoneNumber="+14155552671")).code == 20409
    assert (await world.acme.get(SAFELIST, PhoneNumber="+14155552671")).json == made.json
    assert (await (await world.subaccount()).get(SAFELIST, PhoneNumber="+14155552671")).status == 404
    assert (await world.acme.delete(f"{SAFELIST}?PhoneNumber=%2B14155552671")).status == 204
    assert (await world.acme.get(SAFELIST, PhoneNumber="+14155552671")).status == 404
    assert (await world.acme.post(SAFELIST, PhoneNumber="0800")).status == 400


async def test_a_thousand_is_safe_by_its_first_digits(room):
    await room.safelist.create(room.first, phone_number="+14155552")
    sid = room.seeded.account.sid
    assert await room.safelist.is_safe(sid, "+14155552671")
    assert not await room.safelist.is_safe(sid, "+14155553671")
    assert not await room.safelist.is_safe((await room.stranger()).sid, "+14155552671")


async def test_settings_are_the_servers_until_something_is_set(world):
    path = f"Accounts/{world.acme.sid}/Settings"
    before = (await world.acme.own("GET", path)).json
    assert before == {
        "account_sid": world.acme.sid,
        "allow_private_webhooks": None,
        "http_auth_media": False,
        "message_rate_per_s": None,
        "opt_out_keywords": True,
        "requires_us_registration": False,
        "date_updated": None,
    }
    await world.acme.own("POST", path, message_rate_per_s=2.5, http_auth_media=True)
    after = (await world.acme.own("POST", path, message_rate_per_s=None)).json
    assert (after["http_auth_media"], after["message_rate_per_s"]) == (True, None)
    assert (await world.house.accounts.settings(world.acme.sid)).http_auth_media is True
    assert (await world.acme.own("POST", path, message_rate_per_s=-1)).status == 400


async def test_only_the_operator_lets_webhooks_into_the_servers_network(world):
    desk = await world.subaccount()
    path = f"Accounts/{desk.sid}/Settings"
    refused = await desk.own("POST", path, allow_private_webhooks=True)
    assert (refused.status, refused.code) == (403, 20006)
    assert (await desk.own("POST", path, allow_private_webhooks=False)).status == 200
    assert (await world.acme.own("POST", path, allow_private_webhooks=True)).json["allow_private_webhooks"] is True


def consent(**fields) -> str:
    given = {
        "contact_id": "+14155552671",
        "correlation_id": "ad388b5a46b33b874b0d41f7226db2ef",
        "sender_id": "+14155550100",
        "status": "opt-out",
        "source": "website",
    }
    return json.dumps(given | fields)


async def test_consents_are_taken_as_far_as_they_are_good(world, room):
    items = [consent(), consent(contact_id="415", date_of_consent="yesterday", correlation_id="b" * 32)]
    told = await world.acme.post("/accounts/v1/Consents/Bulk", Items=items)
    assert told.status == 201
    assert told.json["items"] == [
        {"correlation_id": "ad388b5a46b33b874b0d41f7226db2ef", "error_code": 0, "error_messages": []},
        {
            "correlation_id": "b" * 32,
            "error_code": 30646,
            "error_messages": ["INVALID_CONTACT_ID", "INVALID_DATE_OF_CONSENT"],
        },
    ]
    people = next(s for s in world.house.services if type(s).__name__ == "PeopleService")
    assert await people.has_opted_out(world.acme.sid, "+14155552671", "+14155550100")
    await world.acme.post("/accounts/v1/Consents/Bulk", Items=[consent(status="opt-in")])
    assert not await people.has_opted_out(world.acme.sid, "+14155552671", "+14155550100")


async def test_contacts_have_a_verdict_each(world):
    good = {"contact_id": "+14155552671", "correlation_id": "a" * 32, "country_iso_code": "US", "zip_code": "94105"}
    told = await world.acme.post(
        "/accounts/v1/Contacts/Bulk", Items=[json.dumps(good), json.dumps(good | {"country_iso_code": "usa"})]
    )
    assert [item["error_messages"] for item in told.json["items"]] == [[], ["INVALID_COUNTRY_ISO_CODE"]]


@pytest.mark.parametrize("items", [["no json"], ["[]"], [], [consent()] * 26])
async def test_a_bundle_that_is_none_is_refused(world, items):
    assert (await world.acme.post("/accounts/v1/Consents/Bulk", Items=items)).status == 400


async def test_countries_are_open_until_closed(world):
    path = "/accounts/v1/Messaging/GeoPermissions"
    everywhere = (await world.acme.get(path)).json["permissions"]
    assert len(everywhere) > 200 and all(country["enabled"] for country in everywhere)

    client = Client(world.api, auth=basic(world.acme.sid, world.acme.token))
    form = "Permissions=" + '{"country_code":"GB","type":"country","enabled":false}&Permissions={"country_code":"XX"}'
    changed = await client.ask(
        "PATCH", path, body=form.encode(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert [(p["country_code"], p["error_code"]) for p in changed.json["permissions"]] == [("GB", 0), ("XX", 30649)]
    named = (await world.acme.get(path, CountryCode="GB,US")).json["permissions"]
    assert [(p["country_code"], p["prefix"], p["enabled"]) for p in named] == [("GB", "+44", False), ("US", "+1", True)]
    permissions = next(s for s in world.house.services if type(s).__name__ == "PermissionsService")
    assert not await permissions.may_text(world.acme.sid, "GB")
    assert await permissions.may_text((await world.subaccount()).sid, "GB")
