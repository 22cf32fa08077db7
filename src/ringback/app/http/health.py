"""/healthz: the process answers. /readyz: it can serve. /metrics: for Prometheus."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ringback import __version__
from ringback.app.http.whole import JSON, Send, answer
from ringback.kernel import Unavailable
from ringback.products.monitor.metrics import CONTENT_TYPE, Metrics


class Health:
    """Three paths, open to all: put them behind the proxy if they are nobody's business."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(self, scope: Mapping[str, Any], send: Send) -> None:
        path = scope["path"]
        if path == "/metrics":
            await answer(send, 200, await self._metrics.text(), [(b"content-type", CONTENT_TYPE.encode())])
        elif path == "/healthz":
            await answer(send, 200, msgspec.json.encode({"status": "ok", "version": __version__}), [JSON])
        else:
            status, said = await self._ready()
            await answer(send, status, msgspec.json.encode(said), [JSON])

    async def _ready(self) -> tuple[int, dict[str, object]]:
        try:
            return 200, {"status": "ok", "version": __version__, **await self._metrics.health()}
        except Unavailable as problem:
            return 503, {"status": "unavailable", "reason": str(problem)}
