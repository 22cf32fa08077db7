"""The listener on a real socket: heads, trailers and requests without end, and requests that never come."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from ringback.app.http import listener
from ringback.app.http.listener import HEAD_MOST, Server, listen
from ringback.app.settings import Address

HEAD = b"POST /x HTTP/1.1\r\nHost: localhost\r\n"


async def app(scope, receive, send) -> None:
    """Reads the body and says how long it was."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    body = str(size).encode()
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
async def port(monkeypatch) -> AsyncIterator[int]:
    """A server that is as impatient as a test."""
    for name, seconds in (
        ("HEAD_WITHIN_S", 0.2),
        ("REQUEST_WITHIN_S", 0.5),
        ("SILENT_S", 1.0),
        ("LOOK_EVERY_S", 0.02),
        ("LINGER_S", 0.2),
    ):
        monkeypatch.setattr(listener, name, seconds)
    started = asyncio.Event()

    async def ready() -> None:
        started.set()

    server, bound = Server(app, ready), listen(Address("127.0.0.1", 0))
    serving = asyncio.create_task(server._serve([bound]))
    await asyncio.wait_for(started.wait(), 10)
    yield bound.getsockname()[1]
    server.should_exit = True
    await serving


async def said(port: int, *pieces: bytes, ends: bool = False) -> bytes:
    """What the server answers to these bytes until it hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionError:
        return b"gone"
    finally:
        writer.close()


async def test_a_request_that_comes_whole_is_served(port):
    answer = await said(port, HEAD + b"Content-Length: 5\r\nConnection: close\r\n\r\n", b"he", b"llo")
    assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"\r\n\r\n5")


async def test_a_head_without_end_is_431(port):
    answer = await said(port, HEAD, *([b"X-More: " + b"y" * 1000 + b"\r\n"] * (HEAD_MOST // 1000 + 1)))
    assert answer.startswith(b"HTTP/1.1 431") and b'"code":20431' in answer


async def test_one_header_without_end_is_431(port):
    answer = await said(port, HEAD + b"X-More: ", *([b"y" * 8192] * 9))
    assert answer.startswith(b"HTTP/1.1 431")


@pytest.mark.parametrize("flood", [b"X-More: yyyyyyyyyyyyyyyyyyyy\r\n" * 400, b"y" * 8192])
async def test_trailers_without_end_are_cut_off(port, flood):
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-First: "
    assert await said(port, chunked, *([flood] * 9)) in (b"", b"gone")


async def test_a_head_that_trickles_is_408_however_often_a_byte_comes(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(HEAD + b"X-Slow: ")
    reading, began = asyncio.create_task(reader.read()), time.monotonic()
    while not reading.done() and time.monotonic() - began < 10:
        writer.write(b"y")
        await asyncio.wait([reading], timeout=0.02)
    answer = await reading
    writer.close()
    assert answer.startswith(b"HTTP/1.1 408") and b'"code":20408' in answer


async def test_a_body_that_never_comes_is_given_up(port):
    assert await said(port, HEAD + b"Content-Length: 100\r\n\r\nhalf") == b""


async def test_a_connection_on_which_nothing_is_asked_is_closed(port):
    assert await said(port) == b""


async def test_half_requests_by_the_hundred_slow_nobody(port):
    held = []
    for _ in range(300):
        held.append(await asyncio.open_connection("127.0.0.1", port))
        held[-1][1].write(HEAD)
    answer = await said(port, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    answers = await asyncio.wait_for(asyncio.gather(*(reader.read() for reader, _ in held)), 10)
    assert all(answer.startswith(b"HTTP/1.1 408") for answer in answers)
    for _, writer in held:
        writer.close()
