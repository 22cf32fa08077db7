"""A whole platform with its SMPP server open, and applications bound to it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ringback.protocols.smpp.session import Role
from tests.carriers.smpp.application import Application, bind
from tests.world.house import World, open_world

PHONE, OURS = "+14155550123", "+14155550100"


class Served:
    """A platform with its SMPP server open."""

    def __init__(self, world: World) -> None:
        self.world, self.acme, self.server = world, world.acme, world.house.smpp_server
        self._applications: list[Application] = []

    @property
    def address(self) -> tuple[str, int]:
        assert self.server.address is not None
        return self.server.address

    async def credential(self, **said: Any) -> dict[str, Any]:
        reply = await self.acme.own("POST", "SmppCredentials", **said)
        assert reply.status == 201, reply.text
        return reply.json

    async def application(self, role: Role = Role.TRANSCEIVER, **said: Any) -> Application:
        """Bound with a credential of its own."""
        return await self.bound(await self.credential(**said), role)

    async def bound(self, credential: dict[str, Any], role: Role = Role.TRANSCEIVER) -> Application:
        made = await self.bind(credential["system_id"], credential["password"], role)
        assert made.ended is None, made.ended
        return made

    async def bind(self, system_id: str, password: str, role: Role = Role.TRANSCEIVER) -> Application:
        made = await bind(self.address, system_id, password, role)
        self._applications.append(made)
        return made

    async def messages(self) -> list[dict[str, Any]]:
        return (await self.acme.get("Messages")).json["messages"]

    async def close(self) -> None:
        for one in self._applications:
            one.transport.abort()
        await self.world.house.stop()


@pytest.fixture
async def served(database_url, tmp_path, customer) -> AsyncIterator[Served]:
    world = await open_world(database_url, tmp_path, customer)
    await world.house.smpp_server.start("127.0.0.1", 0)
    made = Served(world)
    yield made
    await made.close()


async def texts_us(served: Served, body: str = "Hello") -> None:
    reply = await served.acme.own("POST", f"Handsets/{PHONE}/Messages", to=OURS, body=body)
    assert reply.status == 201, reply.text
    await served.world.settle()


async def scheduling(served: Served) -> Application:
    """An application whose messages have a service: so they may be for later."""
    service = (await served.acme.post("/messaging/v1/Services", FriendlyName="smpp")).json["sid"]
    [number] = (await served.acme.get("IncomingPhoneNumbers")).json["incoming_phone_numbers"]
    await served.acme.post(f"/messaging/v1/Services/{service}/PhoneNumbers", PhoneNumberSid=number["sid"])
    return await served.application(messaging_service_sid=service)
