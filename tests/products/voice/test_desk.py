"""What the switch is told: who answers a call that came in, and how one that goes out gets there."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from ringback.switch.model import Call, CallStatus, Dialling, Direction
from ringback.switch.ports import Arrived, Denied, Placement, Turned, Ways

OWNED, OTHER = "+14155550100", "+14155550123"


def arrives(**said: Any) -> Arrived:
    given = {"kind": "number", "request_user": OWNED, "from_user": OTHER, "from_uri": f"sip:{OTHER}@host", "to_uri": ""}
    return Arrived(**{**given, **said})


async def configures(world, **settings: str) -> None:
    [number] = (await world.acme.get("IncomingPhoneNumbers", PhoneNumber=OWNED)).json["incoming_phone_numbers"]
    assert (await world.acme.post(f"IncomingPhoneNumbers/{number['sid']}", **settings)).status == 200


def leaves(world, to: str, from_: str = OWNED, **said: Any) -> Call:
    now = world.clock.now()
    given = {
        "sid": "CA" + "1" * 32,
        "account_sid": world.acme.sid,
        "direction": Direction.API,
        "from_": from_,
        "to": to,
    }
    rest = {"status": CallStatus.QUEUED, "date_created": now, "date_updated": now, "dialling": Dialling()}
    return Call(**{**given, **rest, **said})


# -- in


async def test_a_numbers_own_urls_answer(world):
    await configures(
        world,
        VoiceUrl="https://app.example/voice",
        VoiceMethod="GET",
        VoiceFallbackUrl="https://app.example/fallback",
        StatusCallback="https://app.example/status",
    )
    placed = await world.desk.called(arrives())
    assert isinstance(placed, Placement) and (placed.account_sid, placed.to) == (world.acme.sid, OWNED)
    assert (placed.instructions.url, placed.instructions.method) == ("https://app.example/voice", "GET")
    assert placed.instructions.fallback_url == "https://app.example/fallback" and placed.from_ == OTHER
    assert (placed.callback.url, placed.callback.events) == ("https://app.example/status", ("completed",))
    assert placed.phone_number_sid.startswith("PN")


async def test_a_numbers_application_goes_before_its_own_urls(world):
    made = await world.acme.post("Applications", FriendlyName="Menu", VoiceUrl="https://menu.example/")
    await configures(world, VoiceUrl="https://app.example/voice", VoiceApplicationSid=made.json["sid"])
    placed = await world.desk.called(arrives())
    assert (placed.instructions.url, placed.application_sid) == ("https://menu.example/", made.json["sid"])
    alone = await world.desk.application(world.acme.sid, made.json["sid"])
    assert alone.instructions.url == "https://menu.example/"
    stranger = await world.subaccount()
    assert await world.desk.application(stranger.sid, made.json["sid"]) is None


async def test_a_number_without_a_url_says_so_and_warns(world):
    placed = await world.desk.called(arrives())
    assert "nothing is set up" in placed.instructions.twiml and placed.instructions.url is None
    [alert] = (await world.acme.get("/monitor/v1/Alerts")).json["alerts"]
    assert (alert["error_code"], alert["log_level"]) == ("11100", "warning")


@pytest.mark.parametrize("user", ["+14155550199", "nobody", ""])
async def test_what_nobody_owns_is_not_found(world, user):
    assert (await world.desk.called(arrives(request_user=user))).sip_status == 404


async def test_a_suspended_accounts_number_is_turned_away(world):
    sub = await world.subaccount()
    number = (await world.buys(sub, "+12065550141", VoiceUrl="https://app.example/"))["phone_number"]
    await world.acme.post(f"/2010-04-01/Accounts/{sub.sid}.json", Status="suspended")
    turned = await world.desk.called(arrives(request_user=number))
    assert isinstance(turned, Turned) and (turned.sip_status, turned.code, turned.account_sid) == (403, 10003, sub.sid)


@pytest.mark.parametrize("user", ["anonymous", ""])
async def test_a_withheld_caller_is_told_as_anonymous(world, user):
    assert (await world.desk.called(arrives(from_user=user))).from_ == "+266696687"


async def test_a_network_writes_the_numbers_of_its_own_country(world):
    said = {"friendly_name": "Carrier", "host": "198.51.100.7", "country": "GB"}
    network = (await world.acme.own("POST", "Networks", **said)).json
    arrived = arrives(kind="network", network_sid=network["sid"], from_user="02079460018")
    assert (await world.desk.called(arrived)).from_ == "+442079460018"


async def domain(world, **settings: str) -> dict[str, Any]:
    made = await world.acme.post("SIP/Domains", DomainName="acme.sip.localhost", **settings)
    assert made.status == 201, made.text
    return made.json


async def test_a_call_to_a_domain_runs_its_url_between_sip_addresses(world):
    made = await domain(world, VoiceUrl="https://app.example/sip")
    name = made["domain_name"]
    placed = await world.desk.called(
        arrives(kind="domain", account_sid=world.acme.sid, domain_sid=made["sid"], request_user="bob", user="alice")
    )
    assert (placed.from_, placed.to) == (f"sip:alice@{name}", f"sip:bob@{name}")
    assert placed.params == {"SipDomain": name, "SipDomainSid": made["sid"]}
    assert placed.instructions.url == "https://app.example/sip"


# -- out


async def test_a_subscriber_of_the_simulated_network_is_reached_there(world):
    ways = await world.desk.ways(leaves(world, OTHER), None)
    assert isinstance(ways, Ways) and (ways.from_, ways.to) == (OWNED, OTHER)
    ((way,),) = ways.groups
    assert (way.network, way.host, way.port, way.simulated) == ("simulated", "127.0.0.1", 5070, True)
    assert (way.to_uri, way.from_uri) == (f"sip:{OTHER}@127.0.0.1:5070", f"sip:{OWNED}@127.0.0.1")


async def test_a_number_of_this_installation_is_reached_at_our_own_door(world):
    stranger = await world.subaccount()
    number = (await world.buys(stranger, "+12065550141"))["phone_number"]
    ((way,),) = (await world.desk.ways(leaves(world, number), None)).groups
    assert (way.network, way.port, way.simulated) == ("local", 5060, False)


async def test_a_networks_numbers_are_reached_over_it(world):
    made = await world.acme.own(
        "POST",
        "Networks",
        friendly_name="Carrier",
        host="198.51.100.7",
        port=5080,
        username="us",
        password="secret",
        number_format="e164",
        caller_id="p-asserted-identity",
        prefixes=[{"prefix": "+44"}],
    )
    assert made.status == 201, made.text
    ((way,),) = (await world.desk.ways(leaves(world, "+442079460018"), None)).groups
    assert (way.network, way.host, way.port, way.username) == (made.json["sid"], "198.51.100.7", 5080, "us")
    assert way.to_uri == "sip:442079460018@198.51.100.7:5080" and way.from_uri.startswith("sip:14155550100@")
    assert way.headers == (("P-Asserted-Identity", "<sip:14155550100@198.51.100.7>"),)


async def test_a_dialled_leg_does_not_wait_for_a_network_that_is_full(world):
    said = {"friendly_name": "Carrier", "host": "198.51.100.7", "max_cps": 1, "prefixes": [{"prefix": "+44"}]}
    assert (await world.acme.own("POST", "Networks", **said)).status == 201
    first, second = (leaves(world, "+442079460018", sid=f"CA{n:032d}") for n in (1, 2))
    assert isinstance(await world.desk.ways(first, None), Ways)
    full = await world.desk.ways(second, None)
    assert isinstance(full, Denied) and (full.code, full.sip_status) == (32001, 503)
    assert "Carrier takes 1 calls a second" in full.message


DENIED = [
    ({"to": "nonsense"}, 13224, 21211),
    ({"to": "911"}, 13225, 21216),
    ({"to": OTHER, "from_": "+14155550177"}, 13214, 21210),
    ({"to": OTHER, "from_": "client:alice"}, 13214, 21210),
    ({"to": "+19005550123"}, 13225, 21202),
]


@pytest.mark.parametrize(("said", "in_twiml", "over_rest"), DENIED, ids=lambda value: str(value))
async def test_what_is_not_dialled_has_a_code_for_the_debugger(world, said, in_twiml, over_rest):
    parent = leaves(world, OWNED, "+14155550111", direction=Direction.INBOUND)
    child = leaves(world, **said, direction=Direction.DIAL)
    denied = await world.desk.ways(child, parent)
    assert isinstance(denied, Denied) and denied.code == in_twiml
    assert (await world.desk.ways(leaves(world, **said), None)).code == over_rest


async def test_the_caller_of_a_call_that_is_passed_on_may_be_shown(world):
    caller = "+14155550177"
    parent = leaves(world, OWNED, caller, direction=Direction.INBOUND)
    ways = await world.desk.ways(leaves(world, OTHER, caller, direction=Direction.DIAL), parent)
    assert isinstance(ways, Ways) and ways.from_ == caller
    withheld = leaves(world, OWNED, "+266696687", direction=Direction.INBOUND)
    ways = await world.desk.ways(leaves(world, OTHER, "+266696687", direction=Direction.DIAL), withheld)
    assert isinstance(ways, Ways)
    over_rest = leaves(world, caller, OWNED)
    denied = await world.desk.ways(leaves(world, OTHER, caller, direction=Direction.DIAL), over_rest)
    assert isinstance(denied, Denied) and denied.code == 13214


async def test_the_call_that_verifies_a_number_may_show_it(world):
    stranger = await world.subaccount()
    asked = (await stranger.post("OutgoingCallerIds", PhoneNumber=OTHER)).json
    call = await world.store.get(Call, asked["call_sid"])
    assert isinstance(await world.desk.ways(call, None), Ways)


async def test_a_sip_address_is_reached_where_it_says_with_its_headers(world):
    dialling = Dialling(sip_username="us", sip_password="secret")
    call = leaves(world, "sip:bob@pbx.example:5090;transport=tcp?X-Ticket=12", "front desk", dialling=dialling)
    ways = await world.desk.ways(call, None)
    ((way,),) = ways.groups
    assert (way.network, way.host, way.transport) == ("sip", None, "tcp")
    assert way.to_uri == "sip:bob@pbx.example:5090;transport=tcp" and way.headers == (("X-Ticket", "12"),)
    assert (way.username, way.password, way.from_uri) == ("us", "secret", "sip:front%20desk@127.0.0.1")


class Book:
    """A registrar with one entry."""

    def __init__(self, account_sid: str, domain: str) -> None:
        self._known, self._account_sid = (account_sid, domain, "alice"), account_sid

    async def contacts(self, account_sid: str, domain: str, user: str) -> list[str]:
        return ["desk", "mobile"] if (account_sid, domain, user) == self._known else []

    async def clients(self, account_sid: str, identity: str) -> list[str]:
        return ["desk"] if (account_sid, identity) == (self._account_sid, "alice") else []


async def test_the_phones_of_a_user_ring_at_once(world):
    made = await domain(world, SipRegistration="true")
    world.outward.phones = Book(world.acme.sid, made["domain_name"])
    at = f"sip:alice@{made['domain_name']}"
    (group,) = (await world.desk.ways(leaves(world, at), None)).groups
    assert [way.flow for way in group] == ["desk", "mobile"]
    (group,) = (await world.desk.ways(leaves(world, "client:alice?room=7"), None)).groups
    assert [(way.network, way.flow, way.headers) for way in group] == [
        ("client", "desk", (("X-Ringback-Param-room", "7"),))
    ]
    for nobody in (f"sip:bob@{made['domain_name']}", "client:bob"):
        denied = await world.desk.ways(leaves(world, nobody), None)
        assert isinstance(denied, Denied) and (denied.code, denied.sip_status) == (32009, 480)


async def test_another_accounts_domain_is_reached_like_any_address(world):
    made = await domain(world, SipRegistration="true")
    stranger = await world.subaccount()
    call = leaves(world, f"sip:alice@{made['domain_name']}", "client:x", account_sid=stranger.sid)
    ((way,),) = (await world.desk.ways(call, None)).groups
    assert (way.network, way.host, way.port, way.flow) == ("sip", "127.0.0.1", 5060, None)


# -- prices


@pytest.mark.parametrize(
    ("call", "price"),
    [
        ({"to": OTHER, "duration": 60}, "0.0140"),
        ({"to": OTHER, "duration": 61}, "0.0280"),
        ({"to": OTHER, "duration": 0}, None),
        ({"to": OTHER, "duration": None}, None),
        ({"to": "+18005550123", "duration": 1, "direction": Direction.INBOUND}, "0.0220"),
        ({"to": OWNED, "duration": 1, "direction": Direction.INBOUND}, "0.0085"),
        ({"to": "client:alice", "duration": 1}, "0.0040"),
        ({"to": "sip:bob@example.org", "duration": 1}, "0.0040"),
        ({"to": "+442079460018", "duration": 1}, "0.0160"),
    ],
    ids=str,
)
async def test_a_call_costs_by_the_minute_and_where_it_went(world, call, price):
    said = dict(call)
    owed = world.desk.price(msgspec.structs.replace(leaves(world, said.pop("to")), **said))
    assert owed == (None if price is None else Decimal(price))
