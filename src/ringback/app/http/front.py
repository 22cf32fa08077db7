"""The ASGI application uvicorn serves: sends each request to the API, the console, a live socket or health."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ringback.app.http.console import ConsoleFiles
from ringback.app.http.demo import DEMO, demo_document
from ringback.app.http.health import Health
from ringback.app.http.live import Live, refuse
from ringback.app.http.whole import JSON, Send, answer
from ringback.kernel import Refused
from ringback.rest import errors
from ringback.rest.hosts import Hosts
from ringback.rest.refusals import UnknownHost, UnknownPath, WrongMethod

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
OPENAPI = "/ringback/v1/openapi"


class Front:
    """One application out of several, told apart by the first words of the path."""

    def __init__(
        self,
        api: Any,
        console: ConsoleFiles,
        live: Live,
        health: Health,
        describe: Callable[[str], bytes | None],
        hosts: Hosts,
    ) -> None:
        self._api, self._console, self._live, self._health, self._describe = api, console, live, health, describe
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        if path.startswith("/2010-04-01"):  # the hot path first; the API looks at the host itself
            await self._api(scope, receive, send)
        elif path in ("/healthz", "/readyz", "/metrics"):  # by whatever name a probe has for us
            await self._health(scope, send)
        elif path in ("/", "/console") or path.startswith(("/console/", DEMO, OPENAPI)):
            await self._own(scope, send)
        else:
            await self._api(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._hosts.product_of(_host(scope))
        except UnknownHost as refused:
            await receive()
            await refuse(send, refused.message)
            return
        await self._live(scope, receive, send)

    async def _own(self, scope: Scope, send: Send) -> None:
        """What is ours and no resource. A page that points its own name at us (DNS rebinding) must not read it."""
        path: str = scope["path"]
        try:
            self._hosts.product_of(_host(scope))
        except UnknownHost as refused:
            await _refuse(send, refused)
            return
        if path.startswith(DEMO):
            await demo_document(path, send)
        elif scope["method"] not in ("GET", "HEAD"):
            await _refuse(send, WrongMethod(method=scope["method"][:20], what=path[:200], allowed="GET, HEAD"))
        elif path.startswith(OPENAPI):
            await self._described(path, send)
        else:
            await self._console(scope, send)

    async def _described(self, path: str, send: Send) -> None:
        document = self._describe(path.removeprefix(OPENAPI).strip("/").removesuffix(".json"))
        if document is None:
            await _refuse(send, UnknownPath(what=f"{path[:200]} ({OPENAPI} lists the descriptions)"))
        else:
            await answer(send, 200, document, [JSON, (b"access-control-allow-origin", b"*")])


def _host(scope: Scope) -> bytes:
    return next((value for name, value in scope["headers"] if name == b"host"), b"")


async def _refuse(send: Send, refused: Refused) -> None:
    body = errors.encode(refused.code, refused.message, refused.status, as_xml=False)
    await answer(send, refused.status, body, [JSON])
