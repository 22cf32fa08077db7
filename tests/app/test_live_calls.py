"""A handset's live socket while it rings and is talked on: what it tells, and what can be done by it."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from ringback.app.http.listener import Server, listen
from ringback.app.server import front_of
from ringback.app.settings import Address
from tests.rest.client import basic
from tests.webhooks.customer import Customer
from tests.world.house import HANDSET, World, open_world

websockets = pytest.importorskip("websockets.asyncio.client")
BOB = "+14155550124"


@pytest.fixture
async def world(tmp_path: Path, customer: Customer) -> AsyncIterator[World]:
    """With voice."""
    world = await open_world(None, tmp_path, customer, roles=("all",))
    yield world
    await world.house.stop()


class Socket:
    """Somebody who watches a handset."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket

    async def does(self, type: str, **more: Any) -> None:
        await self._socket.send(json.dumps({"type": type, **more}))

    async def told(self, type: str, holds: Any = lambda call: True) -> dict[str, Any]:
        """The call, once the socket tells this of it."""
        async with asyncio.timeout(20):
            while True:
                word = json.loads(await self._socket.recv())
                if word["type"] == type and (type == "error" or holds(word["call"])):
                    return word.get("call", word)


@pytest.fixture
async def socket(world: World) -> AsyncIterator[Socket]:
    started = asyncio.Event()

    async def ready() -> None:
        started.set()

    server, bound = Server(front_of(world.house), ready), listen(Address("127.0.0.1", 0))
    serving = asyncio.create_task(server._serve([bound]))
    await asyncio.wait_for(started.wait(), 10)
    url = f"ws://127.0.0.1:{bound.getsockname()[1]}/ringback/v1/Handsets/%2B{HANDSET[1:]}/Live"
    headers = {"Authorization": basic(world.acme.sid, world.acme.token)}
    async with websockets.connect(url, additional_headers=headers) as opened:
        yield Socket(opened)
    server.should_exit = True
    await serving


async def test_an_attended_handset_is_answered_and_driven_from_its_socket(world: World, socket: Socket):
    await world.script(HANDSET, answer_after_s=0)
    await socket.does("attend")
    await socket.does("press", digits="1")
    assert (await socket.told("error"))["code"] == 20409  # by then somebody attends, too
    sent = await world.acme.post(
        "Calls", To=HANDSET, From="+14155550100", Twiml="<Response><Say>Ahoy!</Say><Pause length='20'/></Response>"
    )
    ringing = await socket.told("ringing")
    assert (ringing["sid"], ringing["from"], ringing["answered_at"]) == (sent.json["sid"], "+14155550100", None)
    await socket.does("answer")
    talking = await socket.told("talking", lambda call: call["heard"]["captions"] == ["Ahoy!"])
    assert talking["id"] == ringing["id"]
    await socket.does("press", digits="7")
    await socket.told("talking", lambda call: call["said"]["digits"] == "7")
    await socket.does("hang_up")
    ended = await socket.told("ended")
    assert (ended["ended_by"], ended["said"]["captions"]) == ("handset", [])


async def test_a_handset_dials_from_its_socket(world: World, socket: Socket):
    await world.script(BOB, answer_after_s=0, then=[{"press": "9"}, {"hang_up": True}])
    await socket.does("dial", to=BOB)
    ended = await socket.told("ended")
    assert (ended["to"], ended["heard"]["digits"], ended["ended_by"]) == (BOB, "9", "far")


async def test_what_cannot_be_done_is_answered(socket: Socket):
    for word in ({"type": "answer"}, {"type": "dial", "to": "nobody"}, {"type": "dance"}, {"type": "press"}):
        await socket.does(**word)
        assert (await socket.told("error"))["message"], word
