"""Live sockets: who may open one, from which page, and what they hear."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from ringback.app.http import live
from ringback.app.http.listener import Server, listen
from ringback.app.server import front_of
from ringback.app.settings import Address
from tests.rest.client import basic
from tests.world.house import HANDSET

websockets = pytest.importorskip("websockets.asyncio.client")
from websockets.exceptions import InvalidStatus  # noqa: E402

LIVE = "/ringback/v1/Live"


@pytest.fixture
async def port(world) -> AsyncIterator[int]:
    """The world behind a real socket."""
    started = asyncio.Event()

    async def ready() -> None:
        started.set()

    server, bound = Server(front_of(world.house), ready), listen(Address("127.0.0.1", 0))
    serving = asyncio.create_task(server._serve([bound]))
    await asyncio.wait_for(started.wait(), 10)
    yield bound.getsockname()[1]
    server.should_exit = True
    await serving


def open_socket(port: int, path: str = LIVE, **headers: str):
    origin = headers.pop("origin", None)
    return websockets.connect(f"ws://127.0.0.1:{port}{path}", additional_headers=headers, origin=origin)


async def refused(port: int, path: str = LIVE, **headers: str) -> int:
    with pytest.raises(InvalidStatus) as problem:
        async with open_socket(port, path, **headers):
            pass
    return problem.value.response.status_code


@pytest.fixture
async def cookie(world) -> str:
    sessions = world.house.sessions
    return f"ringback_session={(await sessions.redeem(await sessions.link(world.acme.sid))).cookie}"


async def test_a_socket_needs_credentials(port, world):
    assert await refused(port) == 403
    assert await refused(port, Authorization=basic(world.acme.sid, "wrong")) == 403
    assert await refused(port, Cookie="ringback_session=guess") == 403
    test = (await world.acme.own("GET", f"Accounts/{world.acme.sid}/TestCredentials")).json
    assert await refused(port, Authorization=basic(test["sid"], test["auth_token"])) == 403


async def test_a_page_of_another_site_opens_none_with_a_visitors_cookie(port, cookie):
    for origin in ("http://evil.example", "http://127.0.0.1:1", "null", f"http://127.0.0.1:{port}.evil.example"):
        assert await refused(port, origin=origin, Cookie=cookie) == 403, origin
    async with open_socket(port, origin=f"http://127.0.0.1:{port}", Cookie=cookie):
        pass


async def test_a_page_that_calls_us_by_its_own_name_opens_none(port, world, cookie):
    """DNS rebinding: then Origin and Host agree, and only the name tells."""
    credentials = {"Cookie": cookie, "Authorization": basic(world.acme.sid, world.acme.token)}
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"GET {LIVE} HTTP/1.1", f"Host: evil.example:{port}", f"Origin: http://evil.example:{port}"]
    lines += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
    lines += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", *(f"{k}: {v}" for k, v in credentials.items()), "", ""]
    writer.write("\r\n".join(lines).encode())
    answer = await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    assert b" 403 " in answer


async def test_one_hears_of_ones_own_messages_and_of_no_others(port, world):
    desk = await world.subaccount("desk")
    number = (await desk.post("IncomingPhoneNumbers", AreaCode="206")).json["phone_number"]
    async with open_socket(port, Authorization=basic(desk.sid, desk.token)) as socket:
        foreign = (await world.acme.text(body="not for the desk")).json["sid"]
        mine = (await desk.text(From=number, body="for the desk")).json["sid"]
        heard = ""
        while mine not in heard:
            heard += str(await asyncio.wait_for(socket.recv(), 10))
        assert foreign not in heard and world.acme.sid not in heard.replace(desk.sid, "")


async def test_what_is_no_word_is_answered_and_what_is_too_long_ends_the_socket(port, world):
    path = f"/ringback/v1/Handsets/{HANDSET.replace('+', '%2B')}/Live"
    async with open_socket(port, path, Authorization=basic(world.acme.sid, world.acme.token)) as socket:
        for word in ("no JSON", "[" * 10_000, '{"type": "dance"}', '{"type": "type", "to": 5}'):
            await socket.send(word)
            assert json.loads(await asyncio.wait_for(socket.recv(), 10))["type"] == "error", word
        await socket.send("x" * (live.WORD_MOST + 1))
        await asyncio.wait_for(socket.wait_closed(), 10)
        assert socket.close_code in (1009, 1008)


async def test_a_socket_ends_with_the_session_it_was_opened_with(port, world, cookie, monkeypatch):
    monkeypatch.setattr(live, "CHECK_EVERY_S", 0.02)
    async with (
        open_socket(port, Cookie=cookie) as logged_in,
        open_socket(port, Authorization=credentials(world)) as other,
    ):
        await world.house.sessions.end(cookie.partition("=")[2])
        await asyncio.wait_for(logged_in.wait_closed(), 10)
        assert logged_in.close_code == live.POLICY_VIOLATION
        sent = (await world.acme.text()).json["sid"]
        while sent not in str(await asyncio.wait_for(other.recv(), 10)):
            pass


def credentials(world) -> str:
    return basic(world.acme.sid, world.acme.token)


async def test_no_account_holds_more_sockets_than_its_share(port, world, monkeypatch):
    monkeypatch.setattr(live, "SOCKETS_MOST", 2)
    authorization = basic(world.acme.sid, world.acme.token)
    async with open_socket(port, Authorization=authorization), open_socket(port, Authorization=authorization) as second:
        assert await refused(port, Authorization=authorization) == 403
        desk = await world.subaccount("desk")
        async with open_socket(port, Authorization=basic(desk.sid, desk.token)):
            pass
        await second.close()
        async with open_socket(port, Authorization=authorization):
            pass
