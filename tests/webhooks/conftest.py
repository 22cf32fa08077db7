"""A customer's server, and the room that asks it."""

import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from ringback.kernel import SidSource
from ringback.transports.clocks import LeapingClock
from ringback.transports.http_client import HttpClient
from ringback.webhooks import Request, Webhooks
from tests.webhooks.customer import Customer, serving

TOKEN = "0123456789abcdef0123456789abcdef"
ACCOUNT = "AC" + "1" * 32
MESSAGE = "SM" + "2" * 32


@pytest.fixture
async def customer() -> AsyncIterator[Customer]:
    async with serving() as customer:
        yield customer


@pytest.fixture
async def http() -> AsyncIterator[HttpClient]:
    client = HttpClient()
    yield client
    await client.close()


@pytest.fixture
def build(http: HttpClient, clock: LeapingClock, sids: SidSource) -> Callable[..., Webhooks]:
    """Makes the room; without a store it can ask, and not keep."""

    async def token_of(account_sid: str) -> str:
        return TOKEN

    def build(store: object = None, *, allow_private: bool = True) -> Webhooks:
        async def may_be_private(account_sid: str) -> bool:
            return allow_private

        return Webhooks(store, clock, sids, http, signing_key=token_of, allow_private=may_be_private)  # type: ignore[arg-type]

    return build


@pytest.fixture
def webhooks(build: Callable[..., Webhooks]) -> Webhooks:
    return build()


@pytest.fixture
def about() -> Callable[..., Request]:
    """A request about a message, with whatever the test is about."""

    def about(url: str, **said: object) -> Request:
        shared = {"account_sid": ACCOUNT, "subject_sid": MESSAGE, "kind": "message-status"}
        return Request(**{**shared, "url": url, **said})  # type: ignore[arg-type]

    return about


@pytest.fixture
def unused_tcp_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def full_backlog() -> Iterator[str]:
    """The URL of a listener that takes no more: Linux drops the SYN, as a firewall would."""
    with socket.socket() as listener, contextlib.ExitStack() as waiting:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
