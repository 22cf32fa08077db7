"""The ASGI application uvicorn serves: sends each request to the API, the console, a live socket or health."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec

from ringback.app.http.console import ConsoleFiles
from ringback.app.http.demo import DEMO, demo_document
from ringback.app.http.health import Health
from ringback.app.http.live import Live

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
OPENAPI = "/ringback/v1/openapi"


class Front:
    """One application out of several, told apart by the first words of the path."""

    def __init__(
        self, api: Any, console: ConsoleFiles, live: Live, health: Health, describe: Callable[[str], bytes | None]
    ) -> None:
        self._api, self._console, self._live, self._health, self._describe = api, console, live, health, describe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._live(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        if path.startswith("/2010-04-01"):  # the hot path first
            await self._api(scope, receive, send)
        elif path == "/" or path.startswith("/console"):
            await self._console(scope, send)
        elif path in ("/healthz", "/readyz", "/metrics"):
            await self._health(scope, send)
        elif path.startswith(DEMO):
            await demo_document(path, send)
        elif path.startswith(OPENAPI):
            await self._described(path, send)
        else:
            await self._api(scope, receive, send)

    async def _described(self, path: str, send: Send) -> None:
        document = self._describe(path.removeprefix(OPENAPI).strip("/").removesuffix(".json"))
        if document is None:
            error = {
                "code": 20404,
                "message": f"There is no description at {path}; {OPENAPI} lists them",
                "status": 404,
            }
            await answer(send, 404, msgspec.json.encode(error), b"application/json")
        else:
            await answer(send, 200, document, b"application/json", ((b"access-control-allow-origin", b"*"),))


async def answer(
    send: Send, status: int, body: bytes, content_type: bytes, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    """A whole response at once."""
    length = str(len(body)).encode()
    start = [(b"content-type", content_type), (b"content-length", length), *headers]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})
