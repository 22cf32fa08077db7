"""Kannel's bearerbox as an application bound to us."""

from collections.abc import AsyncIterator, Sequence

import pytest

from tests.carriers.smpp.patience import until
from tests.peers.kannel import BOTH_WAYS, ONE_EACH, Kannel, Told, programs
from tests.world.house import World, open_world

PHONE, OURS = "+14155550123", "+14155550100"
LONG = "A text of three parts, which Kannel cuts and which are told apart by their headers. " * 5
EACH = pytest.mark.parametrize("binds", [BOTH_WAYS, ONE_EACH], ids=["transceiver", "transmitter and receiver"])
DELIVERED, FAILED, ACCEPTED = "1", "2", "8"  # Kannel's words for what a receipt says


class Peer:
    """A platform, and Kannel bound to it."""

    def __init__(self, world: World, kannel: Kannel, told: Told, credential: str) -> None:
        self.world, self.kannel, self.told, self.credential = world, kannel, told, credential

    async def bound(self, binds: Sequence[str] = BOTH_WAYS, more: str = "") -> None:
        await self.kannel.start(binds, more)
        server = self.world.house.smpp_server
        await until(lambda: server.binds_of(self.credential) == len(binds), f"{len(binds)} binds")

    async def messages(self, count: int) -> list[dict]:
        async def look():
            found = (await self.world.acme.get("Messages")).json["messages"]
            return found if len(found) >= count else None

        return await until(look, f"{count} messages")

    async def hears(self, name: str) -> list[str]:
        """What the receipts of one text said, once the last of them has."""

        def look():
            states = [one["state"] for one in self.told.receipts if one["name"] == name]
            return states if {DELIVERED, FAILED} & set(states) else None

        return await until(look, f"the receipt of {name}")

    async def text_in(self, body: str) -> None:
        reply = await self.world.acme.own("POST", f"Handsets/{PHONE}/Messages", to=OURS, body=body)
        assert reply.status == 201, reply.text
        await self.world.settle()


@pytest.fixture
async def peer(tmp_path, customer) -> AsyncIterator[Peer]:
    programs()
    world = await open_world(None, tmp_path, customer)
    address = await world.house.smpp_server.start("127.0.0.1", 0)
    credential = (await world.acme.own("POST", "SmppCredentials")).json
    told = Told()
    await told.start()
    made = Peer(world, Kannel(tmp_path, address, credential, told), told, credential["sid"])
    yield made
    made.kannel.stop()
    await told.stop()
    await world.house.stop()


@EACH
async def test_its_texts_go_out_and_its_receipts_come_back(peer, binds):
    await peer.bound(binds)
    for n in range(5):
        await peer.kannel.send(PHONE, f"Nr {n}", name=str(n))
    assert {one["body"] for one in await peer.messages(5)} == {f"Nr {n}" for n in range(5)}
    await peer.world.leap(seconds=5)
    for n in range(5):
        assert await peer.hears(str(n)) == [ACCEPTED, DELIVERED]


@EACH
async def test_texts_come_in(peer, binds):
    await peer.bound(binds)
    for body in ("Hello", "Grüße 🏔 und Käse", LONG):
        await peer.text_in(body)
    await until(lambda: len(peer.told.came) == 3, "three texts")
    assert sorted(peer.told.texts()) == sorted(["Hello", "Grüße 🏔 und Käse", LONG])
    assert {(one["from"], one["to"]) for one in peer.told.came} == {(PHONE, OURS)}


async def test_a_long_text_that_it_cuts_is_one_message(peer):
    await peer.bound()
    await peer.kannel.send(PHONE, LONG, name="long")
    [shown] = await peer.messages(1)
    assert shown["body"] == LONG and shown["num_segments"] == "3"
    await peer.world.leap(seconds=5)
    assert DELIVERED in await peer.hears("long")
    assert [one["body"] for one in await peer.world.screen(PHONE)] == [LONG]


async def test_unicode_goes_out_as_it_is(peer):
    await peer.bound()
    await peer.kannel.send(PHONE, "Grüße 🏔 aus den Bergen", coding=2, charset="UTF-8")
    [shown] = await peer.messages(1)
    assert shown["body"] == "Grüße 🏔 aus den Bergen"


async def test_what_is_not_delivered_is_told_so(peer):
    await peer.bound()
    await peer.world.script(sms={"outcome": "undelivered"})
    await peer.kannel.send(PHONE, "in vain", name="vain")
    await peer.messages(1)
    await peer.world.leap(seconds=5)
    assert (await peer.hears("vain"))[-1] == FAILED


async def test_a_refused_text_is_told_so_at_once(peer):
    await peer.bound()
    await peer.kannel.send("+1", "to nobody", name="nobody")

    def look():
        return [one["state"] for one in peer.told.receipts if one["name"] == "nobody"]

    assert (await until(look, "its word")) == ["16"]  # the SMSC would not take it


async def test_it_keeps_to_the_window_and_the_rate_and_loses_nothing(peer):
    """Its window is wider than ours: what is beyond is answered so, and it sends that again."""
    await peer.world.acme.own("POST", f"SmppCredentials/{peer.credential}", window=5, messages_per_s=50)
    await peer.bound(more="max-pending-submits = 20")
    for n in range(60):
        await peer.kannel.send(PHONE, f"Nr {n}")
    found = await peer.messages(50)
    await until(lambda: _all(peer, 60), "all sixty")
    assert len({one["body"] for one in found}) == len(found)


async def _all(peer, count: int) -> bool:
    found = (await peer.world.acme.get("Messages", PageSize=200)).json["messages"]
    return len({one["body"] for one in found}) == count


async def test_it_binds_again_after_we_were_away(peer):
    await peer.bound()
    port = peer.world.house.smpp_server.address[1]
    await peer.world.house.smpp_server.stop()
    await peer.world.house.smpp_server.start("127.0.0.1", port)
    await until(lambda: peer.world.house.smpp_server.binds_of(peer.credential) == 1, "the bind anew")
    await peer.kannel.send(PHONE, "back")
    assert [one["body"] for one in await peer.messages(1)] == ["back"]
