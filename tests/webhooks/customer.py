"""A customer's server on loopback: says what it is told to say, and remembers what it heard."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web
from multidict import MultiDict
from twilio.request_validator import RequestValidator

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Heard(msgspec.Struct, kw_only=True):
    """One request as it arrived. `url` is put together as a web framework would."""

    method: str
    url: str
    path: str
    headers: dict[str, str]
    body: str

    @property
    def form(self) -> MultiDict[str]:
        return MultiDict(parse_qsl(self.body, keep_blank_values=True))

    def is_signed_with(self, token: str) -> bool:
        """What the official SDK says of it."""
        is_json = self.headers.get("Content-Type") == "application/json"
        return RequestValidator(token).validate(
            self.url, self.body if is_json else self.form, self.headers["X-Twilio-Signature"]
        )


class Customer:
    """Paths answer with what `says` queued for them, the last one for ever; others with 204."""

    def __init__(self, scheme: str = "http") -> None:
        self.heard: list[Heard] = []
        self.port = 0
        self._scheme = scheme
        self._answers: dict[str, list[Handler]] = {}

    def url(self, path: str = "/", host: str = "127.0.0.1", userinfo: str = "") -> str:
        return f"{self._scheme}://{userinfo}{host}:{self.port}{path}"

    def says(self, path: str, text: str = "", status: int = 200, **options: object) -> str:
        """Queues a response for `path`, and gives its URL."""

        async def answer(_: web.Request) -> web.Response:
            return web.Response(text=text, status=status, **options)  # type: ignore[arg-type]

        return self.does(path, answer)

    def redirects(self, path: str, location: str, status: int = 302) -> str:
        return self.says(path, status=status, headers={"Location": location})

    def does(self, path: str, handler: Handler) -> str:
        self._answers.setdefault(path, []).append(handler)
        return self.url(path)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.heard.append(
            Heard(
                method=request.method,
                url=f"{self._scheme}://{request.headers['Host']}{request.raw_path}",
                path=request.path,
                headers=dict(request.headers),
                body=await request.text(),
            )
        )
        queued = self._answers.get(request.path)
        if not queued:
            return web.Response(status=204)
        return await (queued.pop(0) if len(queued) > 1 else queued[0])(request)


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Customer]:
    customer = Customer("https" if tls else "http")
    runner = web.ServerRunner(web.Server(customer.answer), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    customer.port = runner.addresses[0][1]
    yield customer
    await runner.cleanup()


@asynccontextmanager
async def speaking(bytes_out: bytes, *, then: str = "close") -> AsyncIterator[str]:
    """A server that says just these bytes to whatever it hears, then closes, resets or hangs. Gives its URL."""
    held: set[asyncio.StreamWriter] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.add(writer)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(bytes_out)
        if then == "reset":
            await writer.drain()
            writer.transport.abort()
        elif then == "close":
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    for writer in held:
        writer.transport.abort()
    server.close()
