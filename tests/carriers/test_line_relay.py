"""A line with faults: what it does to the packets of one call, both ways."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from ringback.carriers.simulated.line_relay import Faults, Relay, open_relay

HERE = "127.0.0.1"


class Ear(asyncio.DatagramProtocol):
    """One end: counts what comes."""

    def __init__(self) -> None:
        self.packets: asyncio.Queue[bytes] = asyncio.Queue()

    def connection_made(self, transport):
        self.transport = transport
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data, addr):
        self.packets.put_nowait(data)

    async def next(self) -> bytes:
        return await asyncio.wait_for(self.packets.get(), 5)


async def ear() -> Ear:
    return (await asyncio.get_running_loop().create_datagram_endpoint(Ear, (HERE, 0)))[1]


@pytest.fixture
async def ends() -> AsyncIterator[tuple[Ear, Ear, Ear]]:
    """The phone's leg, the far side's RTP and its RTCP."""
    made = (await ear(), await ear(), await ear())
    yield made
    for one in made:
        one.transport.close()


async def line(faults: Faults, ends: tuple[Ear, Ear, Ear]) -> Relay:
    leg, far, far_rtcp = ends
    relay = await open_relay(faults, b"seed", HERE)
    relay.connect(leg.port, (HERE, far.port), (HERE, far_rtcp.port))
    return relay


def test_so_many_packets_are_lost_and_the_others_are_late_by_so_much():
    faults, chance = Faults(loss_percent=20, jitter_ms=30, delay_ms=100), random.Random(1)
    fates = [faults.fate(chance) for _ in range(5000)]
    arrived = [late_s for late_s in fates if late_s is not None]
    assert 900 < fates.count(None) < 1100
    assert 0.1 <= min(arrived) < 0.101 and 0.129 < max(arrived) <= 0.13


def test_a_straight_line_has_no_faults():
    assert not Faults() and Faults(delay_ms=1)


async def test_packets_pass_both_ways_from_the_ports_that_were_told(ends):
    leg, far, _ = ends
    relay = await line(Faults(delay_ms=1), ends)
    far.transport.sendto(b"to the phone", (HERE, relay.port))
    leg.transport.sendto(b"from the phone", relay.inner)
    assert (await leg.next(), await far.next()) == (b"to the phone", b"from the phone")
    assert relay.port % 2 == 0 and relay.inner[1] % 2 == 0
    relay.close()


async def test_rtcp_goes_over_the_ports_above(ends):
    leg, _, far_rtcp = ends
    relay = await line(Faults(delay_ms=1), ends)
    leg.transport.sendto(b"report", (HERE, relay.inner[1] + 1))
    assert await far_rtcp.next() == b"report"
    relay.close()


async def test_a_line_that_loses_everything_delivers_nothing(ends):
    leg, far, _ = ends
    relay = await line(Faults(loss_percent=100), ends)
    straight = await line(Faults(delay_ms=1), ends)
    for _ in range(20):
        far.transport.sendto(b"lost", (HERE, relay.port))
    async with asyncio.timeout(5):
        while relay.lost < 20:  # noqa: ASYNC110 - a relay tells nobody what it loses
            await asyncio.sleep(0)
    far.transport.sendto(b"last", (HERE, straight.port))
    assert await leg.next() == b"last" and relay.carried == 0
    relay.close()
    straight.close()


async def test_jitter_reorders_and_delivers_all(ends):
    leg, far, _ = ends
    relay = await line(Faults(jitter_ms=40), ends)
    sent = [bytes([n]) for n in range(50)]
    for packet in sent:
        far.transport.sendto(packet, (HERE, relay.port))
    came = [await leg.next() for _ in sent]
    assert sorted(came) == sent and came != sent
    relay.close()


async def test_what_is_on_its_way_when_the_call_ends_never_arrives(ends):
    leg, far, _ = ends
    ended, straight = await line(Faults(delay_ms=30), ends), await line(Faults(delay_ms=90), ends)
    far.transport.sendto(b"too late", (HERE, ended.port))
    far.transport.sendto(b"later", (HERE, straight.port))
    while not ended.carried:  # noqa: ASYNC110 - a relay tells nobody what it carries
        await asyncio.sleep(0)
    ended.close()
    assert await leg.next() == b"later"
    straight.close()
