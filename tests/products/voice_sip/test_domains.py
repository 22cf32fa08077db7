"""SIP domains and what guards them, through the API."""

import pytest
import sqlalchemy as sa

from ringback.products.voice.sip import tables
from tests.products.voice_sip.conftest import PASSWORD, Sip
from tests.world.house import World


async def refused(account, path: str, **form: str) -> tuple[int, int]:
    reply = await account.post(f"SIP/{path}", **form)
    return reply.status, reply.json.get("code")


# -- domains


async def test_a_domain_begins_unguarded_and_with_the_documented_settings(world: World, sip: Sip):
    made = await sip.made("Domains", DomainName="Acme.sip.twilio.com", FriendlyName="Acme")
    at = f"/2010-04-01/Accounts/{world.acme.sid}/SIP/Domains/{made['sid']}"
    settings = {name: value for name, value in made.items() if name not in ("sid", "date_created", "date_updated")}
    assert settings == {
        "account_sid": world.acme.sid,
        "api_version": "2010-04-01",
        "auth_type": "",
        "domain_name": "acme.sip.twilio.com",
        "friendly_name": "Acme",
        "voice_url": None,
        "voice_method": "POST",
        "voice_fallback_url": None,
        "voice_fallback_method": "POST",
        "voice_status_callback_url": None,
        "voice_status_callback_method": "POST",
        "sip_registration": False,
        "emergency_calling_enabled": False,
        "secure": False,
        "byoc_trunk_sid": None,
        "emergency_caller_sid": None,
        "uri": f"{at}.json",
        "subresource_uris": {
            "credential_list_mappings": f"{at}/CredentialListMappings.json",
            "ip_access_control_list_mappings": f"{at}/IpAccessControlListMappings.json",
        },
    }


async def test_what_is_said_of_a_domain_is_kept_and_an_empty_url_clears(world: World, sip: Sip):
    sid = await sip.domain(VoiceUrl="https://a.example/", VoiceMethod="GET", SipRegistration="true")
    changed = await world.acme.post(
        f"SIP/Domains/{sid}", VoiceUrl="", VoiceMethod="", Secure="true", DomainName="b.sip.localhost"
    )
    assert changed.status == 200, changed.text
    kept = (await world.acme.get(f"SIP/Domains/{sid}")).json
    assert kept == changed.json
    assert (kept["voice_url"], kept["voice_method"]) == (None, "POST")
    assert (kept["sip_registration"], kept["secure"], kept["domain_name"]) == (True, True, "b.sip.localhost")


@pytest.mark.parametrize(
    "name",
    [
        "acme",
        "acme.example.com",
        "sip.localhost",
        ".sip.localhost",
        "a_b.sip.localhost",
        "-a.sip.localhost",
        "a.b.sip.localhost",
        "a..sip.localhost",
        "é.sip.localhost",
        "x" * 64 + ".sip.localhost",
        "a.sip.localhost:5060",
        "a.sip.localhost/",
    ],
)
async def test_a_name_that_is_no_label_under_a_suffix_is_refused(world: World, name: str):
    assert await refused(world.acme, "Domains", DomainName=name) == (400, 21232)


async def test_a_name_is_one_accounts_only_whatever_its_suffix_and_capitals(world: World, sip: Sip):
    sid = await sip.domain("acme", suffix="sip.twilio.com")
    other = await world.subaccount()
    for name in ("acme.sip.twilio.com", "ACME.SIP.localhost"):
        assert await refused(other, "Domains", DomainName=name) == (400, 21232)
    free = await Sip(other).domain("free")
    assert await refused(other, f"Domains/{free}", DomainName="acme.sip.localhost") == (400, 21232)
    assert (await world.acme.delete(f"SIP/Domains/{sid}")).status == 204
    await Sip(other).domain("acme")


async def test_an_emergency_number_must_be_the_accounts_own(world: World, sip: Sip):
    [number] = (await world.acme.get("IncomingPhoneNumbers")).json["incoming_phone_numbers"]
    other = await world.subaccount()
    form = {"DomainName": "acme.sip.localhost", "EmergencyCallerSid": number["sid"]}
    assert await refused(other, "Domains", **form) == (400, 21231)
    assert (await sip.made("Domains", **form))["emergency_caller_sid"] == number["sid"]


async def test_the_hundred_and_first_domain_is_refused(world: World, sip: Sip):
    for number in range(100):
        await sip.domain(f"d{number}")
    assert await refused(world.acme, "Domains", DomainName="more.sip.localhost") == (400, 21230)


# -- mappings


async def test_older_and_newer_paths_lead_to_the_same_mappings(world: World, sip: Sip):
    domain, users, office = await sip.domain(), await sip.users("alice"), await sip.addresses("203.0.113.7")
    await sip.made(f"Domains/{domain}/CredentialListMappings", CredentialListSid=users)
    await sip.calls_by(domain, office)
    newer = (await world.acme.get(f"SIP/Domains/{domain}/Auth/Calls/CredentialListMappings")).json["contents"]
    older = (await world.acme.get(f"SIP/Domains/{domain}/IpAccessControlListMappings")).json
    assert [one["sid"] for one in newer] == [users]
    [listed] = older["ip_access_control_list_mappings"]
    assert (listed["sid"], listed["friendly_name"], listed["domain_sid"]) == (office, "Office", domain)
    assert (await world.acme.get(f"SIP/Domains/{domain}")).json["auth_type"] == "IP_ACL,CREDENTIAL_LIST"
    registrations = f"SIP/Domains/{domain}/Auth/Registrations/CredentialListMappings"
    assert (await world.acme.get(registrations)).json["contents"] == []


async def test_a_mapping_is_shown_under_the_lists_name_of_today(world: World, sip: Sip):
    domain, users = await sip.domain(), await sip.users(name="Old")
    await sip.calls_by(domain, users)
    await world.acme.post(f"SIP/CredentialLists/{users}", FriendlyName="New")
    shown = await world.acme.get(f"SIP/Domains/{domain}/Auth/Calls/CredentialListMappings/{users}")
    assert shown.json["friendly_name"] == "New"


async def test_a_list_is_mapped_once_and_unmapped_once(world: World, sip: Sip):
    domain, users = await sip.domain(), await sip.users()
    at = f"Domains/{domain}/Auth/Calls/CredentialListMappings"
    await sip.calls_by(domain, users)
    assert await refused(world.acme, at, CredentialListSid=users) == (400, 21231)
    assert (await world.acme.delete(f"SIP/{at}/{users}")).status == 204
    assert (await world.acme.delete(f"SIP/{at}/{users}")).code == 20404
    assert (await world.acme.get(f"SIP/Domains/{domain}")).json["auth_type"] == ""


async def test_pages_of_mappings_hold_each_list_once(world: World, sip: Sip):
    domain = await sip.domain()
    lists = [await sip.users(name=f"list {number}") for number in range(5)]
    await sip.calls_by(domain, *reversed(lists))
    seen, path = [], f"SIP/Domains/{domain}/CredentialListMappings?PageSize=2"
    while path:
        page = (await world.acme.get(path)).json
        seen += [one["sid"] for one in page["credential_list_mappings"]]
        path = page["next_page_uri"]
    assert sorted(seen) == sorted(lists)


async def test_a_list_that_is_not_there_cannot_be_mapped(world: World, sip: Sip):
    domain, theirs = await sip.domain(), await Sip(await world.subaccount()).users()
    for sid in (theirs, "CL" + "0" * 32):
        at = f"Domains/{domain}/Auth/Calls/CredentialListMappings"
        assert await refused(world.acme, at, CredentialListSid=sid) == (404, 20404)
    assert await refused(world.acme, f"Domains/{domain}/CredentialListMappings") == (400, 20001)


@pytest.mark.parametrize("registers", [False, True])
async def test_a_list_that_guards_a_domain_cannot_be_deleted(world: World, sip: Sip, registers: bool):
    domain, users, office = await sip.domain(), await sip.users("alice"), await sip.addresses("203.0.113.7")
    await (sip.registrations_by(domain, users) if registers else sip.calls_by(domain, users))
    await sip.calls_by(domain, office)
    assert (await world.acme.delete(f"SIP/CredentialLists/{users}")).code == 21241
    assert (await world.acme.delete(f"SIP/IpAccessControlLists/{office}")).code == 21236
    assert (await world.acme.delete(f"SIP/Domains/{domain}")).status == 204  # the mappings go with it
    assert (await world.acme.delete(f"SIP/CredentialLists/{users}")).status == 204
    assert (await world.acme.delete(f"SIP/IpAccessControlLists/{office}")).status == 204


# -- users


async def test_a_password_is_never_shown_and_never_kept(world: World, sip: Sip):
    users = await sip.users("alice")
    listed = await world.acme.get(f"SIP/CredentialLists/{users}/Credentials")
    [alice] = listed.json["credentials"]
    assert alice["username"] == "alice" and set(alice) == {
        *("sid", "account_sid", "credential_list_sid", "username", "date_created", "date_updated", "uri")
    }
    rows = await world.store.select(sa.select(tables.sip_credentials))
    events = await world.acme.get("/monitor/v1/Events")
    assert PASSWORD not in repr(rows) + listed.text + events.text


@pytest.mark.parametrize(
    "password", ["Short1Enoug", "lowercase12345", "UPPERCASE12345", "NoDigitsAtAll", "x" * 255 + "A1"]
)
async def test_passwords_need_12_characters_and_letters_of_both_cases_and_a_digit(
    world: World, sip: Sip, password: str
):
    users, alice = await sip.users(), {"Username": "alice", "Password": password}
    assert await refused(world.acme, f"CredentialLists/{users}/Credentials", **alice) == (400, 21243)
    await sip.made(f"CredentialLists/{users}/Credentials", Username="alice", Password="Just1Twelve!")


async def test_a_refused_password_is_not_repeated_in_the_error(world: World, sip: Sip):
    users = await sip.users()
    reply = await world.acme.post(f"SIP/CredentialLists/{users}/Credentials", Username="a", Password="hunter2hunter2")
    assert reply.code == 21243 and "hunter2" not in reply.text


@pytest.mark.parametrize("name", ["x" * 33, "al ice", "alice@acme", "al:ice", "álice", "a%62", "a\tb", '"'])
async def test_a_user_is_named_as_a_sip_address_can(world: World, sip: Sip, name: str):
    users = await sip.users()
    form = {"Username": name, "Password": PASSWORD}
    assert await refused(world.acme, f"CredentialLists/{users}/Credentials", **form) == (400, 21243)


async def test_a_name_is_on_a_list_once(world: World, sip: Sip):
    users = await sip.users("alice")
    form = {"Username": "alice", "Password": PASSWORD}
    assert await refused(world.acme, f"CredentialLists/{users}/Credentials", **form) == (400, 21243)
    await sip.users("alice", name="Another")


async def test_a_list_takes_a_thousand_users(world: World, sip: Sip):
    users = await sip.users(*(f"u{number}" for number in range(1000)))
    form = {"Username": "more", "Password": PASSWORD}
    assert await refused(world.acme, f"CredentialLists/{users}/Credentials", **form) == (400, 21242)
    assert (await world.acme.delete(f"SIP/CredentialLists/{users}")).status == 204
    assert (await world.store.select(sa.select(sa.func.count()).select_from(tables.sip_credentials))) == [(0,)]


async def test_list_names_have_their_lengths(world: World, sip: Sip):
    assert await refused(world.acme, "CredentialLists", FriendlyName="x" * 65) == (400, 21240)
    assert await refused(world.acme, "IpAccessControlLists", FriendlyName="x" * 256) == (400, 21235)
    assert await refused(world.acme, "CredentialLists") == (400, 20001)


# -- addresses


async def test_addresses_are_kept_with_their_bits(world: World, sip: Sip):
    office = await sip.addresses("203.0.113.7", "198.51.100.0/24", "2001:db8::1")
    listed = (await world.acme.get(f"SIP/IpAccessControlLists/{office}/IpAddresses")).json["ip_addresses"]
    kept = [(one["ip_address"], one["cidr_prefix_length"]) for one in reversed(listed)]
    assert kept == [("203.0.113.7", 32), ("198.51.100.0", 24), ("2001:db8::1", 128)]


@pytest.mark.parametrize(
    "form",
    [{"IpAddress": "203.0.113"}, {"IpAddress": "host.example"}, {"IpAddress": "203.0.113.256"}]
    + [{"IpAddress": "203.0.113.7", "CidrPrefixLength": bits} for bits in ("0", "33", "-1")],
)
async def test_what_is_no_address_is_refused(world: World, sip: Sip, form: dict[str, str]):
    office = await sip.addresses()
    at = f"IpAccessControlLists/{office}/IpAddresses"
    assert await refused(world.acme, at, FriendlyName="x", **form) == (400, 21238)


async def test_a_list_takes_a_hundred_addresses(world: World, sip: Sip):
    office = await sip.addresses(*(f"203.0.113.{number}" for number in range(100)))
    at = f"IpAccessControlLists/{office}/IpAddresses"
    form = {"FriendlyName": "x", "IpAddress": "192.0.2.1"}
    assert await refused(world.acme, at, **form) == (400, 21237)
    [first] = (await world.acme.get(f"SIP/{at}", PageSize=1)).json["ip_addresses"]
    assert (await world.acme.delete(f"SIP/{at}/{first['sid']}")).status == 204
    assert (await refused(world.acme, at, **form))[0] == 201


async def test_who_changed_what_is_in_the_audit_log(world: World, sip: Sip):
    domain, users = await sip.domain(), await sip.users("alice")
    await sip.calls_by(domain, users)
    await world.settle()
    told = {one["event_type"] for one in (await world.acme.get("/monitor/v1/Events", PageSize=50)).json["events"]}
    wanted = {
        "sip-domain.created",
        "sip-credential-list.created",
        "sip-credential.created",
        "sip-domain-mapping.created",
    }
    assert wanted <= told
