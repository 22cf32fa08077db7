"""Never an open relay: attacks, one a line. Each is tried from a stranger's address, and sent over real sockets too."""

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest

from ringback.signalling import Endpoint, IncomingCall, Listener
from ringback.signalling.policy import Allowed, Attempt, Challenge, Denied, Source
from tests.products.voice_sip.conftest import Sip
from tests.world.house import World

OWNED, NOBODYS = "+14155550100", "+14155550123"
FAR = "+442079460018"
US, THEM = "sip:thief@192.0.2.66", f"sip:{OWNED}@127.0.0.1"

# What is attacked, the request line, From, and further header fields. None of it may be allowed without a password.
ATTACKS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "a number nobody owns": (f"sip:{NOBODYS}@127.0.0.1", US, []),
    "a number abroad": (f"sip:{FAR}@127.0.0.1", US, []),
    "a number abroad, dialled with 00": ("sip:00442079460018@127.0.0.1", US, []),
    "a number abroad, dialled with 011": ("sip:011442079460018@127.0.0.1", US, []),
    "a trunk prefix": ("sip:9011442079460018@127.0.0.1", US, []),
    "a premium number": ("sip:+19005550123@127.0.0.1", US, []),
    "an emergency number": ("sip:911@127.0.0.1", US, []),
    "From an owned number": (f"sip:{FAR}@127.0.0.1", THEM, []),
    "From a user of the domain": ("sip:100@acme.sip.localhost", "sip:alice@acme.sip.localhost", []),
    "an asserted identity": (
        "sip:100@acme.sip.localhost",
        US,
        [("P-Asserted-Identity", "<sip:alice@acme.sip.localhost>"), ("Remote-Party-ID", f"<sip:{OWNED}@127.0.0.1>")],
    ),
    "To an owned number": (f"sip:{FAR}@127.0.0.1", US, [("To", f"<sip:{OWNED}@127.0.0.1>")]),
    "a route through us": (
        f"sip:{FAR}@198.51.100.9",
        US,
        [("Route", "<sip:127.0.0.1;lr>"), ("Route", "<sip:198.51.100.9;lr>")],
    ),
    "a strict route": ("sip:127.0.0.1", US, [("Route", f"<sip:{FAR}@198.51.100.9>")]),
    "a route to an owned number": (f"sip:{FAR}@127.0.0.1", US, [("Route", f"<sip:{OWNED}@127.0.0.1;lr>")]),
    "another host": ("sip:100@198.51.100.9", US, []),
    "another host, at a port": ("sip:100@198.51.100.9:5080", US, []),
    "another host by maddr": (f"sip:{FAR}@127.0.0.1;maddr=198.51.100.9", US, []),
    "a loop back to us": (f"sip:{FAR}@127.0.0.1:5060;transport=tcp", US, []),
    "the domain at a port": ("sip:+14155550100@acme.sip.localhost:9", US, []),
    "the domain in capitals": ("sip:+14155550100@ACME.SIP.LOCALHOST", US, []),
    "the domain with a dot": ("sip:+14155550100@acme.sip.localhost.", US, []),
    "the domain by another suffix": ("sip:+14155550100@acme.sip.us1.twilio.com", US, []),
    "a name that ends like a domain": ("sip:+14155550100@evil.acme.sip.localhost", US, []),
    "the suffix alone": (f"sip:{FAR}@sip.localhost", US, []),
    "an owned number and more": (f"sip:{OWNED}{FAR}@127.0.0.1", US, []),
    "an owned number and an at": (f"sip:{FAR}%40{OWNED}@127.0.0.1", US, []),
    "an owned number behind an at": (f"sip:{OWNED}%40198.51.100.9@127.0.0.1", US, []),
    "an owned number and a comma": (f"sip:{OWNED},{FAR}@127.0.0.1", US, []),
    "an owned number and an ampersand": (f"sip:{FAR}&{OWNED}@127.0.0.1", US, []),
    "an owned number, escaped, and a NUL": ("sip:%2B14155550100%00@127.0.0.1", US, []),
    "an owned number, escaped twice": ("sip:%252B14155550100@127.0.0.1", US, []),
    "an owned number and a line break": ("sip:+14155550100%0D%0ATo:x@127.0.0.1", US, []),
    "an owned number in other digits": ("sip:%2B%D9%A1%D9%A4155550100@127.0.0.1", US, []),
    "an owned number as a password": (f"sip:{FAR}:{OWNED}@127.0.0.1", US, []),
    "an owned number as a parameter": (f"sip:{FAR};to={OWNED}@127.0.0.1", US, []),
    "an escaped semicolon": (f"sip:{FAR}%3B{OWNED}@127.0.0.1", US, []),
    "letters for an owned number": ("sip:1415555o100@127.0.0.1", US, []),
    "nobody at all": ("sip:127.0.0.1", US, []),
    "an empty user": ("sip:@127.0.0.1", US, []),
    "a tel URI": (f"tel:{FAR}", US, []),
    "a tel URI with a context": ("tel:2079460018;phone-context=+44", US, []),
    "a tel URI with a context of ours": ("tel:100;phone-context=acme.sip.localhost", US, []),
    "a short code": ("sip:24365@127.0.0.1", US, []),
    "another scheme": ("http://127.0.0.1/", US, []),
    "a urn": ("urn:service:sos", US, []),
    "a very long user": (f"sip:{'1' * 4000}@127.0.0.1", US, []),
    "a network's header": (f"sip:{FAR}@127.0.0.1", US, [("X-Twilio-Network", "NW" + "0" * 32), ("Via", "x")]),
    "a false source in Via": (
        f"sip:{FAR}@127.0.0.1",
        US,
        [("X-Forwarded-For", "203.0.113.7"), ("X-Real-IP", "203.0.113.7")],
    ),
    "a proof of a foreign realm": (
        "sip:100@acme.sip.localhost",
        US,
        [("Proxy-Authorization", 'Digest username="alice", realm="evil", nonce="1", uri="sip:x", response="0"')],
    ),
}


@pytest.fixture
async def guarded(world: World, sip: Sip) -> World:
    """A house with a domain for alice, and a carrier that would take every call out."""
    await sip.calls_by(await sip.domain(SipRegistration="true"), await sip.users("alice"))
    carrier = {"friendly_name": "Carrier", "host": "203.0.113.7", "prefixes": [{"prefix": ""}]}
    assert (await world.acme.own("POST", "Networks", **carrier)).status == 201
    return world


def tried(uri: str, from_uri: str, headers: list[tuple[str, str]], *, to: str, source: str) -> Attempt:
    return Attempt(
        method="INVITE",
        request_uri=uri,
        from_uri=from_uri,
        to_uri=to,
        call_id="attack",
        headers=headers,
        source=Source(source, 5060, "udp"),
        claimed_user="alice",
    )


@pytest.mark.parametrize("source", ["192.0.2.66", "203.0.113.7", "127.0.0.1"])
async def test_nothing_but_an_owned_number_is_reached_without_a_password(guarded: World, source: str):
    """Not even from a network's own address, or from this machine."""
    for name, (uri, from_uri, headers) in ATTACKS.items():
        to = dict(headers).get("To", uri).strip("<>")
        decision = await guarded.house.sip_policy.call(tried(uri, from_uri, headers, to=to, source=source))
        assert isinstance(decision, (Denied, Challenge)), f"{name}: {decision}"
        is_at_the_domain = "@acme.sip." in uri.lower()
        assert isinstance(decision, Challenge) == is_at_the_domain, f"{name}: {decision}"


async def test_whatever_is_allowed_ends_at_the_account_that_owns_the_number(guarded: World):
    """The same claims on a call that may be made: they change nothing of where it goes."""
    may = Allowed(account_sid=guarded.acme.sid, kind="number", to_number=OWNED)
    for name, (uri, from_uri, headers) in ATTACKS.items():
        attempt = tried(f"sip:{OWNED}@127.0.0.1", from_uri, headers, to=uri, source="192.0.2.66")
        assert await guarded.house.sip_policy.call(attempt) == may, name


# -- over real sockets


class Wire(asyncio.DatagramProtocol):
    """A stranger's socket."""

    def __init__(self) -> None:
        self.answers: asyncio.Queue[str] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.answers.put_nowait(data.decode("utf-8", "replace"))

    async def final(self) -> int:
        """The status of the first final answer."""
        while True:
            status = int((await asyncio.wait_for(self.answers.get(), 5)).split()[1])
            if status >= 200:
                return status


class Stranger:
    def __init__(self, endpoint: Endpoint, taken: list[IncomingCall]) -> None:
        self._endpoint, self.taken = endpoint, taken
        self._count = itertools.count()

    async def invites(self, uri: str, from_uri: str, headers: list[tuple[str, str]]) -> int:
        wire = Wire()
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: wire, ("127.0.0.1", 0))
        try:
            host, port = transport.get_extra_info("sockname")
            transport.sendto(self._invite(uri, from_uri, headers, f"{host}:{port}"), self._endpoint.address)
            return await wire.final()
        finally:
            transport.close()

    def _invite(self, uri: str, from_uri: str, headers: list[tuple[str, str]], here: str) -> bytes:
        number = next(self._count)
        own = {
            "Via": f"SIP/2.0/UDP {here};branch=z9hG4bK{number}",
            "Max-Forwards": "70",
            "From": f"<{from_uri}>;tag=t{number}",
            "To": f"<{uri}>",
            "Call-ID": f"call{number}",
            "CSeq": "1 INVITE",
            "Contact": f"<sip:{here}>",
            "Content-Length": "0",
        }
        fields = {**own, **{name: value for name, value in headers if name == "To"}}
        lines = [f"{name}: {value}" for name, value in fields.items()]
        lines += [f"{name}: {value}" for name, value in headers if name not in ("To", "Via")]
        return "\r\n".join([f"INVITE {uri} SIP/2.0", *lines, "", ""]).encode()


@pytest.fixture
async def stranger(guarded: World) -> AsyncIterator[Stranger]:
    taken: list[IncomingCall] = []

    def invited(call: IncomingCall) -> Listener:
        taken.append(call)
        call.refuse(486)
        return Listener()

    endpoint = Endpoint(("127.0.0.1", 0), guarded.house.sip_policy, invited, store=guarded.store)
    await endpoint.start()
    yield Stranger(endpoint, taken)
    await endpoint.stop()


async def test_no_attack_gets_past_the_door(stranger: Stranger):
    for name, (uri, from_uri, headers) in ATTACKS.items():
        status = await stranger.invites(uri, from_uri, headers)
        assert 400 <= status < 500, f"{name}: {status}"
    assert stranger.taken == []
    assert await stranger.invites(f"sip:{OWNED}@127.0.0.1", US, []) == 486
    [call] = stranger.taken
    assert call.admission.to_number == OWNED
