"""The package `smpp34` as an application bound to us, and as a carrier that we bind to."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import smpp34

from ringback.protocols.smpp import receipts
from ringback.protocols.smpp.values import MessageState
from tests.carriers.smpp.patience import until
from tests.world.house import World, open_world

PHONE, OURS = "+14155550123", "+14155550100"


@pytest.fixture
async def platform(tmp_path, customer) -> AsyncIterator[World]:
    world = await open_world(None, tmp_path, customer)
    await world.house.smpp_server.start("127.0.0.1", 0)
    yield world
    await world.house.stop()


async def test_an_application_sends_in_its_window_and_gets_its_receipts(platform: World):
    made = (await platform.acme.own("POST", "SmppCredentials")).json
    host, port = platform.house.smpp_server.address
    client = smpp34.Client(host, port, made["system_id"], made["password"], window_size=10)
    session = await client.connect()

    async def send(n: int) -> Any:
        return await session.submit_sm(
            "14155550123",
            f"Nr {n}".encode(),
            source_addr="14155550100",
            source_addr_ton=1,
            dest_addr_ton=1,
            registered_delivery=1,
        )

    answers = await asyncio.gather(*(send(n) for n in range(50)))
    assert all(one.is_success for one in answers)
    await platform.leap(seconds=5)
    told = {}
    async with asyncio.timeout(20):
        while len(told) < 50:
            event = await session.next()
            found = receipts.parse(bytes(event.short_message).decode())
            told[found.message_id] = found.state
    assert told == {one.message_id: MessageState.DELIVERED for one in answers}
    await session.unbind()


async def test_a_carrier_takes_messages_and_reports(platform: World, unused_tcp_port: int):
    server = smpp34.Server("127.0.0.1", unused_tcp_port, system_id="smpp34")
    await server.start()
    taken: list[bytes] = []

    async def serve() -> None:
        esme = None
        while True:
            event = await server.next()
            if isinstance(event, smpp34.Esme):
                esme = event
            elif isinstance(event, smpp34.SubmitSmEvent):
                taken.append(bytes(event.short_message))
                event.accept(f"{len(taken):08}")
                line = f"id:{len(taken)} stat:DELIVRD err:000".encode()
                assert esme is not None
                tasks.append(asyncio.ensure_future(
                    esme.deliver_sm(event.source_addr, line, source_addr=event.destination_addr, esm_class=4)
                ))  # fmt: skip

    tasks: list[Any] = [asyncio.ensure_future(serve())]
    reply = await platform.acme.own(
        "POST", "SmppCarriers", friendly_name="smpp34", host="127.0.0.1", port=unused_tcp_port, system_id="ringback",
        password="secret",
    )  # fmt: skip
    assert reply.status == 201, reply.text
    sids = [(await platform.acme.text(PHONE, f"Nr {n}")).json["sid"] for n in range(20)]

    async def delivered() -> bool:
        shown = (await platform.acme.get("Messages")).json["messages"]
        return len(shown) == len(sids) and all(one["status"] == "delivered" for one in shown)

    await until(delivered, "every message to be delivered")
    assert sorted(taken) == sorted(f"Nr {n}".encode() for n in range(20))
    for task in tasks:
        task.cancel()
    await server.stop()
