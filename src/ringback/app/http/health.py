"""/healthz: the process answers. /readyz: it can serve. /metrics: for Prometheus."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

import msgspec

from ringback import __version__
from ringback.kernel import Unavailable
from ringback.products.monitor.metrics import CONTENT_TYPE, Metrics

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Health:
    """Three paths, open to all: put them behind the proxy if they are nobody's business."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(self, scope: Mapping[str, Any], send: Send) -> None:
        path = scope["path"]
        if path == "/metrics":
            await _send(send, 200, await self._metrics.text(), CONTENT_TYPE.encode())
        elif path == "/healthz":
            await _send(send, 200, msgspec.json.encode({"status": "ok", "version": __version__}), b"application/json")
        else:
            status, said = await self._ready()
            await _send(send, status, msgspec.json.encode(said), b"application/json")

    async def _ready(self) -> tuple[int, dict[str, object]]:
        try:
            return 200, {"status": "ok", "version": __version__, **await self._metrics.health()}
        except Unavailable as problem:
            return 503, {"status": "unavailable", "reason": str(problem)}


async def _send(send: Send, status: int, body: bytes, content_type: bytes) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
