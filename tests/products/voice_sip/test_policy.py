"""What the policy decides: who may call what, who may register, and what the debugger hears of it."""

from typing import Any

import pytest

from ringback.products.networks.model import SIMULATED_SID
from ringback.protocols.sip.digest import ha1
from ringback.signalling.policy import Allowed, Attempt, Challenge, Decision, Denied, Source
from tests.products.voice_sip.conftest import PASSWORD, Sip
from tests.world.house import World

OWNED, NOBODYS = "+14155550100", "+14155550123"
STRANGER = "192.0.2.66"
REALM = "sip.twilio.com"


def attempt(uri: str, *, source: str = STRANGER, port: int = 5060, transport: str = "udp", **said: Any) -> Attempt:
    given = {"method": "INVITE", "from_uri": "sip:someone@192.0.2.66", "to_uri": uri, "call_id": "c1", "headers": []}
    return Attempt(request_uri=uri, source=Source(source, port, transport), **{**given, **said})


async def call(world: World, uri: str, **said: Any) -> Decision:
    return await world.house.sip_policy.call(attempt(uri, **said))


async def register(world: World, uri: str, to: str, **said: Any) -> Decision:
    return await world.house.sip_policy.registration(attempt(uri, to_uri=to, method="REGISTER", **said))


def outcome(decision: Decision) -> Any:
    """`(status, code)` of a refusal, the realm of a challenge, the kind of what is allowed."""
    match decision:
        case Denied(status, _, code):
            return status, code
        case Challenge(realm):
            return realm
        case Allowed():
            return decision.kind


async def alerts(world: World) -> list[str]:
    await world.settle()
    return sorted(one["error_code"] for one in (await world.acme.get("/monitor/v1/Alerts")).json["alerts"])


# -- numbers


async def test_anybody_may_call_a_number_that_is_owned(world: World):
    decision = await call(world, f"sip:{OWNED}@127.0.0.1")
    assert isinstance(decision, Allowed)
    assert (decision.kind, decision.account_sid, decision.to_number) == ("number", world.acme.sid, OWNED)
    assert decision.user is None and decision.network_sid is None


@pytest.mark.parametrize(
    "uri",
    [
        "sip:14155550100@127.0.0.1",
        "sip:4155550100@127.0.0.1",
        "sip:%2B14155550100@pbx.example.com:5080",
        "sip:+1-415-555-0100;phone-context=x@127.0.0.1;user=phone",
        "sips:+14155550100@127.0.0.1",
        "tel:+1-415-555-0100",
        "tel:+14155550100;ext=7",
    ],
)
async def test_a_number_is_known_however_it_is_written(world: World, uri: str):
    decision = await call(world, uri)
    assert isinstance(decision, Allowed) and decision.to_number == OWNED


async def test_calls_from_a_networks_addresses_are_the_networks(world: World):
    said = {"friendly_name": "Carrier", "host": "sip.carrier.example", "sources": ["203.0.113.0/24"]}
    network = (await world.acme.own("POST", "Networks", **said)).json["sid"]
    decision = await call(world, f"sip:{OWNED}@127.0.0.1", source="203.0.113.9")
    assert isinstance(decision, Allowed)
    assert (decision.kind, decision.network_sid, decision.account_sid) == ("network", network, world.acme.sid)
    assert outcome(await call(world, f"sip:{NOBODYS}@127.0.0.1", source="203.0.113.9")) == (404, None)
    await world.acme.own("POST", f"Networks/{network}", enabled=False)
    assert outcome(await call(world, f"sip:{OWNED}@127.0.0.1", source="203.0.113.9")) == "number"


async def test_national_numbers_are_those_of_the_networks_country(world: World):
    said = {"friendly_name": "BT", "host": "203.0.113.9", "country": "GB", "number_format": "national"}
    await world.acme.own("POST", "Networks", **said)
    london = "+442079460123"
    await world.house.numbers.provision(world.acme.sid, london)
    decision = await call(world, "sip:02079460123@127.0.0.1", source="203.0.113.9")
    assert isinstance(decision, Allowed) and decision.to_number == london
    assert outcome(await call(world, "sip:02079460123@127.0.0.1")) == (404, None)


async def test_the_simulated_carriers_own_address_is_a_network_and_its_neighbours_are_not(world: World):
    world.house.sip_policy.simulated_at = ("127.0.0.1", 40000)
    decision = await call(world, f"sip:{OWNED}@127.0.0.1", source="127.0.0.1", port=40000)
    assert isinstance(decision, Allowed) and (decision.kind, decision.network_sid) == ("network", SIMULATED_SID)
    assert outcome(await call(world, f"sip:{OWNED}@127.0.0.1", source="127.0.0.1", port=40002)) == "number"


async def test_numbers_of_a_suspended_account_are_not_called(world: World):
    sub = await world.subaccount()
    number = (await sub.post("IncomingPhoneNumbers", AreaCode="206")).json["phone_number"]
    assert outcome(await call(world, f"sip:{number}@127.0.0.1")) == "number"
    await world.acme.post(f"/2010-04-01/Accounts/{sub.sid}.json", Status="suspended")
    assert outcome(await call(world, f"sip:{number}@127.0.0.1")) == (403, 10003)


# -- domains


async def test_a_domain_without_lists_takes_no_calls(world: World, sip: Sip):
    await sip.domain()
    assert outcome(await call(world, "sip:100@acme.sip.localhost")) == (403, 32200)


async def test_a_domain_that_is_not_there_is_404_even_with_an_owned_number(world: World):
    for host in ("nobody.sip.localhost", "nobody.sip.twilio.com", "nobody.sip.us1.twilio.com"):
        assert outcome(await call(world, f"sip:{OWNED}@{host}")) == (404, 32002)


async def test_only_listed_addresses_call_a_domain_with_an_access_list(world: World, sip: Sip):
    domain, office = await sip.domain(), await sip.addresses("198.51.100.0/24", "203.0.113.7")
    await sip.calls_by(domain, office)
    decision = await call(world, "sip:100@acme.sip.localhost", source="198.51.100.77")
    assert isinstance(decision, Allowed)
    assert (decision.kind, decision.domain_sid, decision.account_sid) == ("domain", domain, world.acme.sid)
    assert outcome(await call(world, "sip:100@acme.sip.localhost", source="203.0.113.7")) == "domain"
    assert outcome(await call(world, "sip:100@acme.sip.localhost", source="203.0.113.8")) == (403, 32201)
    assert await alerts(world) == ["32201"]
    [address, *_] = (await world.acme.get(f"SIP/IpAccessControlLists/{office}/IpAddresses")).json["ip_addresses"]
    await world.acme.delete(f"SIP/IpAccessControlLists/{office}/IpAddresses/{address['sid']}")
    assert outcome(await call(world, "sip:100@acme.sip.localhost", source="203.0.113.7")) == (403, 32201)


async def test_an_empty_access_list_lets_nobody_in(world: World, sip: Sip):
    await sip.calls_by(await sip.domain(), await sip.addresses())
    assert outcome(await call(world, "sip:100@acme.sip.localhost")) == (403, 32201)


async def test_users_are_challenged_and_let_in_once_digest_has_proved_them(world: World, sip: Sip):
    domain = await sip.domain()
    await sip.calls_by(domain, await sip.users("alice"), await sip.users("bob", name="More"))
    challenge = await call(world, "sip:100@acme.sip.localhost")
    assert isinstance(challenge, Challenge) and challenge.realm == REALM
    for name in ("alice", "bob"):
        found = await challenge.account(name)  # type: ignore[misc]
        assert found is not None and found.password is None
        assert found.hashes == {kind: ha1(name, REALM, PASSWORD, kind) for kind in ("MD5", "SHA-256")}
    assert await challenge.account("carol") is None  # type: ignore[misc]
    decision = await call(world, "sip:100@acme.sip.localhost", user="bob", realm=REALM)
    assert isinstance(decision, Allowed)
    assert (decision.kind, decision.user, decision.domain_sid) == ("domain", "bob", domain)


async def test_a_wrong_password_is_403_and_told_once_a_minute(world: World, sip: Sip):
    await sip.calls_by(await sip.domain(), await sip.users("alice"))
    for _ in range(3):
        challenge = await call(world, "sip:100@acme.sip.localhost", claimed_user="mallory")
        assert isinstance(challenge, Challenge) and challenge.refused is not None
        assert outcome(await challenge.refused()) == (403, 32202)
    assert await alerts(world) == ["32202"]
    await world.leap(minutes=2)
    await challenge.refused()
    assert await alerts(world) == ["32202", "32202"]


async def test_whom_the_lists_lost_after_the_challenge_is_not_let_in(world: World, sip: Sip):
    users = await sip.users("alice")
    await sip.calls_by(await sip.domain(), users)
    [alice] = (await world.acme.get(f"SIP/CredentialLists/{users}/Credentials")).json["credentials"]
    await world.acme.delete(f"SIP/CredentialLists/{users}/Credentials/{alice['sid']}")
    assert outcome(await call(world, "sip:1@acme.sip.localhost", user="alice", realm=REALM)) == (403, 32202)


async def test_where_both_kinds_are_mapped_both_must_pass(world: World, sip: Sip):
    await sip.calls_by(await sip.domain(), await sip.addresses("203.0.113.7"), await sip.users("alice"))
    proved = {"user": "alice", "realm": REALM}
    assert outcome(await call(world, "sip:1@acme.sip.localhost", **proved)) == (403, 32201)
    assert outcome(await call(world, "sip:1@acme.sip.localhost", source="203.0.113.7")) == REALM
    assert outcome(await call(world, "sip:1@acme.sip.localhost", source="203.0.113.7", **proved)) == "domain"


async def test_a_secure_domain_wants_tls(world: World, sip: Sip):
    await sip.calls_by(await sip.domain(Secure="true"), await sip.addresses(STRANGER))
    assert outcome(await call(world, "sip:1@acme.sip.localhost")) == (403, 32207)
    assert outcome(await call(world, "sip:1@acme.sip.localhost", transport="tls")) == "domain"


@pytest.mark.parametrize(
    "host", ["acme.sip.localhost", "ACME.SIP.LOCALHOST.", "acme.sip.twilio.com", "acme.sip.us1.twilio.com:5061"]
)
async def test_a_domain_goes_by_each_of_its_names(world: World, sip: Sip, host: str):
    await sip.calls_by(await sip.domain(), await sip.addresses(STRANGER))
    assert outcome(await call(world, f"sip:1@{host};transport=udp")) == "domain"


async def test_a_domain_of_a_suspended_account_takes_no_calls(world: World):
    sub = await world.subaccount()
    sip = Sip(sub)
    await sip.calls_by(await sip.domain(), await sip.addresses(STRANGER))
    await world.acme.post(f"/2010-04-01/Accounts/{sub.sid}.json", Status="suspended")
    assert outcome(await call(world, "sip:1@acme.sip.localhost")) == (403, 10003)


# -- registrations

ALICE = "sip:alice@acme.sip.localhost"


async def test_users_of_a_registration_list_register_under_their_own_name_only(world: World, sip: Sip):
    domain, users = await sip.domain(SipRegistration="true"), await sip.users("alice", "bob")
    await sip.registrations_by(domain, users)
    at = "sip:acme.sip.localhost"
    assert outcome(await register(world, at, ALICE)) == REALM
    decision = await register(world, at, ALICE, user="alice", realm=REALM)
    assert isinstance(decision, Allowed)
    assert (decision.user, decision.domain, decision.account_sid) == ("alice", "acme.sip.localhost", world.acme.sid)
    assert outcome(await register(world, at, ALICE, user="bob", realm=REALM)) == (403, 32212)


async def test_a_domain_that_takes_no_registrations_says_so(world: World, sip: Sip):
    domain, users = await sip.domain(), await sip.users("alice")
    at = "sip:acme.sip.localhost"
    assert outcome(await register(world, at, ALICE)) == (403, 32210)
    await world.acme.post(f"SIP/Domains/{domain}", SipRegistration="true")
    assert outcome(await register(world, at, ALICE)) == (403, 32212)
    await sip.calls_by(domain, users)  # who may call may not register for that
    assert outcome(await register(world, at, ALICE)) == (403, 32212)


async def test_a_registration_elsewhere_than_at_ones_domain_is_404(world: World, sip: Sip):
    domain = await sip.domain(SipRegistration="true")
    await sip.registrations_by(domain, await sip.users("alice"))
    other = await sip.domain("other", SipRegistration="true")
    await sip.registrations_by(other, await sip.users("alice", name="Others"))
    proved = {"user": "alice", "realm": REALM}
    assert outcome(await register(world, "sip:nobody.sip.localhost", "sip:alice@nobody.sip.localhost")) == (404, 32002)
    assert outcome(await register(world, "sip:127.0.0.1", "sip:alice@127.0.0.1", **proved)) == (404, 32002)
    assert outcome(await register(world, "sip:other.sip.localhost", ALICE, **proved)) == (404, 32002)


async def test_registrations_are_kept_under_the_domains_own_name(world: World, sip: Sip):
    await sip.registrations_by(await sip.domain(SipRegistration="true"), await sip.users("alice"))
    to = "sip:alice@acme.sip.us1.twilio.com"
    decision = await register(world, "sip:acme.sip.us1.twilio.com", to, user="alice", realm=REALM)
    assert isinstance(decision, Allowed) and decision.domain == "acme.sip.localhost"
