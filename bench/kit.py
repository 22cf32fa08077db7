"""CPU microseconds of the resource kit alone: one ASGI call in this process, no socket, no database.

    python bench/kit.py [--calls 20000] [--json FILE]

The verbs answer from memory; the gate looks a dictionary up, as one with a cache does. Twice as many operations as
are asked are declared beside it, so a walk that grew with their number would show.
"""

import argparse
import asyncio
import base64
import json
import pathlib
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from ringback.kernel import Caller, Page, PageRequest, SidSource
from ringback.kernel.phone import PhoneNumber
from ringback.kernel.sid import AccountSid, MessageSid
from ringback.rest import (
    EXACT,
    OPTIONAL,
    RANGE,
    REQUIRED,
    Create,
    Fetch,
    List,
    Range,
    Resource,
    Url,
    field,
    quoted,
    self_link,
)
from ringback.rest import links as links_of
from ringback.rest.asgi import RestApp
from ringback.transports.chance import SystemEntropy
from ringback.transports.clocks import SystemClock

ACCOUNT = "AC" + "a" * 32
MORE_RESOURCES = 300
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    sid: str = "SM" + "1" * 32
    account_sid: str = ACCOUNT
    messaging_service_sid: str | None = None
    to: str
    from_: str | None
    body: str
    status: str = "queued"
    direction: str = "outbound-api"
    num_segments: int = 1
    num_media: int = 0
    price: str | None = None
    price_unit: str = "USD"
    error_code: int | None = None
    error_message: str | None = None
    api_version: str = "2010-04-01"
    date_created: datetime = NOW
    date_updated: datetime = NOW
    date_sent: datetime | None = None


class LetterService:
    async def send(
        self, caller: Caller, *, to: str, from_: str | None = None, body: str = "", status_callback: str | None = None
    ) -> Letter:
        return Letter(to=to, from_=from_, body=body)

    async def get(self, caller: Caller, *, sid: str) -> Letter:
        return _LETTER

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        to: str | None = None,
        from_: str | None = None,
        date_sent: Range[datetime] | None = None,
    ) -> Page[Letter]:
        return _PAGE


_LETTER = Letter(to="+14155550123", from_="+14155550100", body="hello there")
_PAGE = Page([_LETTER] * 50, True, False)


class LetterResource(Resource, host="api", at="2010-04-01/Accounts/{account_sid}/Messages"):
    """As a message is."""

    sid: MessageSid = field("")
    account_sid: AccountSid = field("")
    messaging_service_sid: str | None = field("")
    to: PhoneNumber = field("", create=REQUIRED, filter=EXACT)
    from_: PhoneNumber | None = field("", create=OPTIONAL, filter=EXACT)
    body: str = field("", create=OPTIONAL, max_length=1600)
    status: str = field("")
    direction: str = field("")
    num_segments: int = field("", json=quoted)
    num_media: int = field("", json=quoted)
    price: str | None = field("")
    price_unit: str = field("")
    error_code: int | None = field("")
    error_message: str | None = field("")
    api_version: str = field("")
    date_created: datetime = field("")
    date_updated: datetime = field("")
    date_sent: datetime | None = field("", filter=RANGE)
    status_callback: Url | None = field("", create=OPTIONAL, shown=False)
    uri: str = self_link()
    subresource_uris: dict[str, str] = links_of(media="{sid}/Media")

    operations = [Create(LetterService.send), Fetch(LetterService.get), List(LetterService.search)]


def _more() -> list[type[Resource]]:
    """Other resources, to fill the tree."""
    body = {k: v for k, v in vars(LetterResource).items() if k in ("operations", "__doc__")}
    made = []
    for number in range(MORE_RESOURCES):
        at = f"2010-04-01/Accounts/{{account_sid}}/Others{number}"
        made.append(type(LetterResource)(f"Other{number}Resource", (LetterResource,), dict(body), host="api", at=at))
    return made


class OpenGate:
    """Knows one account by heart."""

    def authenticate(self, *, scheme: str, user: str, secret: str, ip: str, request_sid: str) -> str | None:
        return user if secret == "secret" else None

    def enter(self, principal: str, account_sid: str | None, asked: Any) -> Caller:
        return _CALLER


_CALLER = Caller(ACCOUNT, ACCOUNT, ACCOUNT)
_FORM = (
    b"To=%2B14155550123&From=%2B14155550100&Body=hello+there%2C+this+is+a+message+of+a+usual+length"
    b"&StatusCallback=https%3A%2F%2Fexample.com%2Fstatus"
)


def _scope(method: str, path: str, query: bytes = b"") -> dict[str, Any]:
    token = base64.b64encode(f"{ACCOUNT}:secret".encode())
    headers = [
        (b"host", b"127.0.0.1:8080"),
        (b"user-agent", b"twilio-python/9.6.2 (Linux x86_64) Python/3.11.2"),
        (b"accept", b"application/json"),
        (b"accept-encoding", b"gzip, deflate"),
        (b"connection", b"keep-alive"),
        (b"authorization", b"Basic " + token),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(_FORM)).encode()),
    ]
    return {
        "type": "http", "method": method, "scheme": "http", "path": path, "raw_path": path.encode(),
        "query_string": query, "headers": headers, "client": ("127.0.0.1", 50000),
    }  # fmt: skip


async def _measure(app: Callable[..., Awaitable[None]], scope: dict[str, Any], body: bytes, calls: int) -> float:
    """CPU seconds a call."""
    status = 0
    message = {"type": "http.request", "body": body, "more_body": False}

    async def receive() -> dict[str, Any]:
        return message

    async def send(sent: dict[str, Any]) -> None:
        nonlocal status
        status = sent.get("status", status)

    for _ in range(200):
        await app(scope, receive, send)
    assert status in (200, 201, 404), status
    started = time.process_time()
    for _ in range(calls):
        await app(scope, receive, send)
    return (time.process_time() - started) / calls


async def _run(calls: int) -> dict[str, float]:
    app = RestApp(
        [LetterResource, *_more()], [LetterService()], gate=OpenGate(), clock=SystemClock(),
        sids=SidSource(SystemEntropy()),
    )  # fmt: skip
    at = f"/2010-04-01/Accounts/{ACCOUNT}/Messages"
    asked = {
        "POST a form, 20 fields back as JSON": (_scope("POST", f"{at}.json"), _FORM, calls),
        "GET one as JSON": (_scope("GET", f"{at}/{_LETTER.sid}.json"), b"", calls),
        "GET one as XML": (_scope("GET", f"{at}/{_LETTER.sid}"), b"", calls),
        "GET a page of 50": (_scope("GET", f"{at}.json", b"To=%2B14155550123&PageSize=50"), b"", calls // 20),
        "an unknown path": (_scope("GET", f"{at}/x/y/z.json"), b"", calls),
    }
    return {name: round(1e6 * await _measure(app, *what), 1) for name, what in asked.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--calls", type=int, default=20_000)
    options.add_argument("--json", type=pathlib.Path)
    chosen = options.parse_args()
    figures = asyncio.run(_run(chosen.calls))
    for name, microseconds in figures.items():
        print(f"{name:40} {microseconds:8.1f} µs CPU")
    if chosen.json:
        chosen.json.write_text(json.dumps({"unit": "µs CPU", "figures": figures}, indent=1) + "\n")


if __name__ == "__main__":
    main()
