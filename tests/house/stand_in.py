"""A tiny server that stands where Ringback would, and tells back what reached it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import WSMsgType, web


async def _echo(request: web.Request) -> web.Response:
    body = await request.read()
    headers = [[name, value] for name, value in request.headers.items()]
    said = {"method": request.method, "target": request.raw_path, "headers": headers, "body": body.decode("latin-1")}
    return web.json_response(said, headers={"Stand-In": "yes"})


async def _talk(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            await socket.send_str(f"{request.host} heard {message.data}")
    return socket


@asynccontextmanager
async def stand_in() -> AsyncIterator[int]:
    """Runs it on a free loopback port for as long as the block lasts."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_get("/talk", _talk)
    app.router.add_route("*", "/{tail:.*}", _echo)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
