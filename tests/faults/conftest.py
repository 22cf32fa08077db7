"""A real server in a process of its own, and a client that says plainly what it was answered."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import psutil
import pytest

from ringback.testing.server import ServerProcess
from tests.webhooks.customer import Customer, serving

PHONE = "+14155550123"
PATIENCE_S = 60.0


class Answer(msgspec.Struct):
    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def outcome(self) -> tuple[int, int]:
        """The status and the error's code."""
        return self.status, self.json["code"]


class Caller:
    """The first account of a server, over a real socket."""

    def __init__(self, server: ServerProcess, session: aiohttp.ClientSession) -> None:
        assert server.ready is not None
        self.server, self.session, self.ready = server, session, server.ready
        self.messages = f"/2010-04-01/Accounts/{self.ready.account_sid}/Messages.json"

    async def ask(self, method: str, path: str, data: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
        ready = self.ready
        given = {"Authorization": aiohttp.encode_basic_auth(ready.account_sid, ready.auth_token), **(headers or {})}
        url = f"{ready.http}{path}"
        async with self.session.request(method, url, data=data, headers=given, allow_redirects=False) as answer:
            return Answer(answer.status, await answer.read(), answer.headers)

    async def text(self, body: str = "hi", **more: str) -> Answer:
        return await self.ask("POST", self.messages, {"To": PHONE, "From": self.ready.number, "Body": body, **more})

    async def status(self, sid: str) -> str:
        """A message's status; `unknown` where there is no such message."""
        found = await self.ask("GET", self.messages.replace(".json", f"/{sid}.json"))
        return found.json["status"] if found.status == 200 else "unknown"

    async def all_messages(self) -> dict[str, str]:
        """Every message's SID with its status."""
        page = (await self.ask("GET", f"{self.messages}?PageSize=1000")).json
        return {message["sid"]: message["status"] for message in page["messages"]}

    async def is_well(self) -> bool:
        """A text is still taken."""
        return (await self.text("still there?")).status == 201

    def memory_mb(self) -> float:
        return psutil.Process(self.server.pid).memory_info().rss / 1e6


async def until(holds: Callable[[], Awaitable[bool]], what: str, within_s: float = PATIENCE_S) -> None:
    """Asks again and again until it holds. Fails with `what` after `within_s`."""
    deadline = time.monotonic() + within_s
    while not await holds():
        assert time.monotonic() < deadline, f"not within {within_s:.0f} s: {what}"
        await asyncio.sleep(0.02)


@asynccontextmanager
async def calling(server: ServerProcess) -> AsyncIterator[Caller]:
    """Many at once, and patient."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(PATIENCE_S)) as session:
        yield Caller(server, session)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server of one's own, to be hurt."""
    server = ServerProcess(tmp_path / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shared_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """One server that a file's tests abuse one after the other; it must survive them all."""
    server = ServerProcess(tmp_path_factory.mktemp("faults") / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def caller(shared_process: ServerProcess) -> AsyncIterator[Caller]:
    async with calling(shared_process) as caller:
        yield caller


@pytest.fixture
async def others() -> AsyncIterator[Customer]:
    """A second customer's server."""
    async with serving() as running:
        yield running
