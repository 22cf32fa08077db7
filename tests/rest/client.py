"""Asks an ASGI application in this process, as a client on a socket would."""

import base64
import json as json_module
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec


class Reply(msgspec.Struct):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json_module.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def code(self) -> int:
        return self.json["code"]


def basic(user: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode()


class Client:
    """`host` is sent as the Host header; `auth` None sends no Authorization."""

    def __init__(
        self, app: Any, *, host: str = "127.0.0.1:8080", auth: str | None = None, ip: str = "127.0.0.1"
    ) -> None:
        self.app, self.host, self.auth, self.ip = app, host, auth, ip

    async def ask(
        self,
        method: str,
        target: str,
        *,
        body: bytes = b"",
        chunks: Iterable[bytes] | None = None,
        headers: dict[str, str] | list[tuple[str, str]] | None = None,
        host: str | None = None,
    ) -> Reply:
        path, _, query = target.partition("?")
        given = list(headers.items()) if isinstance(headers, dict) else list(headers or [])
        if self.auth is not None and "Authorization" not in dict(given):
            given.append(("Authorization", self.auth))
        if chunks is None and body:
            given.append(("Content-Length", str(len(body))))
        given.append(("Host", self.host if host is None else host))
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode("latin-1"),
            "query_string": query.encode("latin-1"),
            "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in given if value],
            "client": (self.ip, 40000),
        }
        return await self._run(scope, list(chunks) if chunks is not None else [body])

    async def _run(self, scope: dict[str, Any], chunks: list[bytes]) -> Reply:
        waiting = [
            {"type": "http.request", "body": chunk, "more_body": i < len(chunks) - 1} for i, chunk in enumerate(chunks)
        ]
        self.taken = 0
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            self.taken += 1
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start, *bodies = sent
        headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
        return Reply(start["status"], headers, b"".join(message["body"] for message in bodies))

    async def get(self, target: str, **more: Any) -> Reply:
        return await self.ask("GET", target, **more)

    async def delete(self, target: str, **more: Any) -> Reply:
        return await self.ask("DELETE", target, **more)

    async def post(self, target: str, fields: Any = (), **more: Any) -> Reply:
        """A form: a dict, or pairs where names repeat."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", **more.pop("headers", {})}
        return await self.ask("POST", target, body=urlencode(fields).encode(), headers=headers, **more)

    async def send_json(self, method: str, target: str, value: Any, **more: Any) -> Reply:
        headers = {"Content-Type": "application/json", **more.pop("headers", {})}
        return await self.ask(method, target, body=json_module.dumps(value).encode(), headers=headers, **more)


def path_of(url: str) -> str:
    """What to ask for when a link says so."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
