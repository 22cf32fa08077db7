"""A user's password, from the API to the answer on the wire: made over REST, proved to a real endpoint."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator

import pytest

from ringback.protocols.sip.digest import Said, ha1, response_of
from ringback.signalling import Endpoint, Listener
from tests.products.voice_sip.conftest import PASSWORD, Sip
from tests.products.voice_sip.test_attacks import Wire
from tests.world.house import World

AT = "sip:acme.sip.localhost"
COUNT = itertools.count(1)


@pytest.fixture
async def endpoint(world: World, sip: Sip) -> AsyncIterator[Endpoint]:
    await sip.registrations_by(await sip.domain(SipRegistration="true"), await sip.users("alice", "bob"))
    running = Endpoint(
        ("127.0.0.1", 0), world.house.sip_policy, lambda _: Listener(), store=world.store, clock=world.clock
    )
    await running.start()
    yield running
    await running.stop()


async def ask(endpoint: Endpoint, user: str, proof: str = "") -> str:
    """The whole answer to a REGISTER."""
    wire, number = Wire(), next(COUNT)
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: wire, ("127.0.0.1", 0))
    host, port = transport.get_extra_info("sockname")
    fields = {
        "Via": f"SIP/2.0/UDP {host}:{port};branch=z9hG4bKr{number}",
        "Max-Forwards": "70",
        "From": f"<sip:{user}@acme.sip.localhost>;tag=t{number}",
        "To": f"<sip:{user}@acme.sip.localhost>",
        "Call-ID": f"register{number}",
        "CSeq": "1 REGISTER",
        "Contact": f"<sip:{user}@{host}:{port}>",
        "Content-Length": "0",
    } | ({"Authorization": proof} if proof else {})
    lines = [f"REGISTER {AT} SIP/2.0", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
    transport.sendto("\r\n".join(lines).encode(), endpoint.address)
    try:
        return await asyncio.wait_for(wire.answers.get(), 5)
    finally:
        transport.close()


async def registers(endpoint: Endpoint, user: str, password: str, *, algorithm: str = "MD5", to: str = "") -> int:
    """Challenged, then with the password; the last status."""
    challenge = await ask(endpoint, to or user)
    assert challenge.startswith("SIP/2.0 401")
    realm, nonce = re.search(r'realm="([^"]*)", nonce="([^"]*)"', challenge).groups()  # type: ignore[union-attr]
    said = Said(algorithm, nonce, AT, "REGISTER", "auth", "00000001", "c")
    proof = (
        f'Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{AT}", algorithm={algorithm}, qop=auth, '
        f'nc=00000001, cnonce="c", response="{response_of(ha1(user, realm, password, algorithm), said)}"'
    )
    return int((await ask(endpoint, to or user, proof)).split()[1])


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
async def test_the_password_of_the_list_registers_and_another_does_not(endpoint, world, algorithm: str):
    assert await registers(endpoint, "alice", PASSWORD, algorithm=algorithm) == 200
    [phone] = await endpoint.registrar.contacts(world.acme.sid, "acme.sip.localhost", "alice")
    assert phone.uri.startswith("sip:alice@127.0.0.1:")
    assert await registers(endpoint, "alice", PASSWORD + "x", algorithm=algorithm) == 403
    assert await registers(endpoint, "nobody", PASSWORD, algorithm=algorithm) == 403


async def test_nobody_registers_in_anothers_name(endpoint: Endpoint, world: World):
    assert await registers(endpoint, "bob", PASSWORD, to="alice") == 403
    assert endpoint.registrar is not None
    assert await endpoint.registrar.contacts(world.acme.sid, "acme.sip.localhost", "alice") == []


async def test_another_password_holds_at_once(endpoint: Endpoint, world: World):
    [users] = (await world.acme.get("SIP/CredentialLists")).json["credential_lists"]
    listed = (await world.acme.get(f"SIP/CredentialLists/{users['sid']}/Credentials")).json["credentials"]
    alice = next(one["sid"] for one in listed if one["username"] == "alice")
    await world.acme.post(f"SIP/CredentialLists/{users['sid']}/Credentials/{alice}", Password="Another1Password")
    assert await registers(endpoint, "alice", PASSWORD) == 403
    assert await registers(endpoint, "alice", "Another1Password") == 200
