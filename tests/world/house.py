"""A whole Ringback in this process: every room as a server has it, its API, a customer's server, a clock that leaps."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from ringback.app.build import House, Whereabouts, build
from ringback.app.server import open_api, seed
from ringback.app.settings import Address, Settings
from ringback.rest.asgi import RestApp
from ringback.speech import Spoken
from tests.media.signal import sine
from tests.rest.client import Client, Reply, basic
from tests.webhooks.customer import Customer, serving

HANDSET = "+14155550123"
SPOKEN_HZ = 600.0
API = "/2010-04-01/Accounts"


class CannedVoice:
    """Every sentence is a tone of a fifth of a second: call tests need no model."""

    async def start(self, *, warm: bool = True) -> None: ...

    async def close(self) -> None: ...

    async def say(self, text: str, **_: Any) -> Spoken:
        return Spoken(sine(SPOKEN_HZ, seconds=0.2))


class Account:
    """One account's credentials, and the 2010 API as it sees it."""

    def __init__(self, api: RestApp, sid: str, token: str, *, acts_for: str | None = None) -> None:
        self.sid, self.token = acts_for or sid, token
        self._client = Client(api, auth=basic(sid, token))

    async def get(self, path: str, **filters: Any) -> Reply:
        return await self._client.ask("GET", f"{self._at(path)}{'?' + urlencode(filters, True) if filters else ''}")

    async def post(self, path: str, headers: dict[str, str] | None = None, **params: Any) -> Reply:
        form = urlencode(params, True).encode()
        given = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return await self._client.ask("POST", self._at(path), body=form, headers=given)

    async def delete(self, path: str) -> Reply:
        return await self._client.ask("DELETE", self._at(path))

    async def own(self, method: str, path: str, **fields: Any) -> Reply:
        """Ringback's own API."""

        body = json.dumps(fields).encode() if fields else b""
        return await self._client.ask(
            method, f"/ringback/v1/{path}", body=body, headers={"Content-Type": "application/json"}
        )

    async def text(self, to: str = HANDSET, body: str = "hi", **params: Any) -> Reply:
        return await self.post("Messages", **{"To": to, "From": "+14155550100", "Body": body, **params})

    def _at(self, path: str) -> str:
        if path.startswith("/"):
            return path
        head, question, query = path.partition("?")
        return f"{API}/{self.sid}/{head}.json{question}{query}"


class World:
    """What a test of a product stands in."""

    def __init__(self, house: House, api: RestApp, customer: Customer, first: Account) -> None:
        self.house, self.api, self.customer, self.acme = house, api, customer, first
        self.store, self.clock = house.store, house.clock

    async def settle(self) -> None:
        """Everything that is due now is done."""
        await self.house.runner.settle()

    async def leap(self, **span: float) -> None:
        await self.house.runner.leap(timedelta(**span))

    async def script(self, number: str = HANDSET, **script: Any) -> None:
        assert (await self.acme.own("PUT", f"Handsets/{number}", **script)).status == 200

    async def screen(self, number: str = HANDSET) -> list[dict[str, Any]]:
        return (await self.acme.own("GET", f"Handsets/{number}/Messages")).json["items"]

    async def subaccount(self, name: str = "sub") -> Account:
        made = (await self.acme.post(f"{API}.json", FriendlyName=name)).json
        return Account(self.api, made["sid"], made["auth_token"])

    async def buys(self, account: Account, number: str, **settings: Any) -> dict[str, Any]:
        bought = await account.post("IncomingPhoneNumbers", PhoneNumber=number, **settings)
        assert bought.status == 201, bought.text
        return bought.json


def _canned(voice: Any) -> None:
    voice.speak_with(CannedVoice())


async def open_world(
    url: str | None, data: Path, customer: Customer, dress: Callable[[Any], None] | None = None, **settings: Any
) -> World:
    """`roles=("all",)` brings voice too: SIP and RTP on ports of its own, which most tests can do without.

    `dress` is given the voice before it starts.
    """
    given = Settings(
        **{
            "data": data,
            "database_url": url,
            "clock": "test",
            "http": Address("127.0.0.1", 8080),
            "sip": Address("127.0.0.1", 0),
            "roles": ("api", "jobs", "carriers"),
            **settings,
        }
    )
    house = await build(given, Whereabouts("http://127.0.0.1:8080"))
    if house.voice is not None:
        (dress or _canned)(house.voice)
    api = open_api(house)
    seeded = await seed(house)
    await house.start()
    return World(house, api, customer, Account(api, seeded.account.sid, seeded.account.auth_token))


@pytest.fixture
async def customer() -> AsyncIterator[Customer]:
    """A customer's server on loopback."""
    async with serving() as running:
        yield running


@pytest.fixture
async def world(database_url: str | None, tmp_path: Path, customer: Customer) -> AsyncIterator[World]:
    """A whole Ringback on either engine."""
    world = await open_world(database_url, tmp_path, customer)
    yield world
    await world.house.stop()
