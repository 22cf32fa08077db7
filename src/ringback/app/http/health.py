"""/healthz: the process answers. /readyz: it can serve. /metrics: for Prometheus."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

import msgspec

from ringback import __version__
from ringback.kernel import Unavailable
from ringback.store import Store

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Health:
    def __init__(self, store: Store, metrics: Callable[[], bytes]) -> None:
        self._store, self._metrics = store, metrics

    async def __call__(self, scope: Mapping[str, Any], send: Send) -> None:
        path = scope["path"]
        if path == "/metrics":
            await _send(send, 200, self._metrics(), b"text/plain; version=0.0.4; charset=utf-8")
            return
        status, said = 200, {"status": "ok", "version": __version__, "database": self._store.engine.name}
        if path == "/readyz":
            try:
                await self._store.engine.fetch("SELECT 1", ())
            except Unavailable as problem:
                status, said = 503, {"status": "unavailable", "reason": str(problem)}
        await _send(send, status, msgspec.json.encode(said), b"application/json")


async def _send(send: Send, status: int, body: bytes, content_type: bytes) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
