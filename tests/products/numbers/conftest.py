"""Numbers over a real store, as clients meet them: a parent account, and the API with its gate."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest

from ringback.kernel import Caller, SidSource
from ringback.kernel.event import Recorded
from ringback.products.accounts.gate import AccountsGate
from ringback.products.accounts.model import Account
from ringback.products.accounts.service import AccountsService, ApplicationsService, SessionsService
from ringback.products.numbers.resources import RESOURCES
from ringback.products.numbers.service import (
    AddressesService,
    AvailableNumbersService,
    NumbersService,
    ShortCodesService,
)
from ringback.rest.asgi import RestApp
from ringback.store import Store
from ringback.transports.chance import SeededEntropy
from ringback.transports.clocks import LeapingClock
from tests.rest.client import Client, basic


class Desk:
    """One account's hold on the API: paths are under its account."""

    def __init__(self, app: RestApp, account_sid: str, auth: str, path_sid: str | None = None) -> None:
        self.account_sid = path_sid or account_sid
        self._client = Client(app, auth=auth)

    def at(self, path: str) -> str:
        return path if path.startswith("/") else f"/2010-04-01/Accounts/{self.account_sid}/{path}"

    async def get(self, path: str) -> Any:
        return await self._client.get(self.at(path))

    async def post(self, path: str, **form: Any) -> Any:
        return await self._client.post(self.at(path), form)

    async def delete(self, path: str) -> Any:
        return await self._client.delete(self.at(path))

    async def available(self, country_kind: str, query: str = "") -> list[dict[str, Any]]:
        reply = await self.get(f"AvailablePhoneNumbers/{country_kind}.json?{query}")
        assert reply.status == 200, reply.json
        return reply.json["available_phone_numbers"]

    async def buy(self, **form: Any) -> dict[str, Any]:
        reply = await self.post("IncomingPhoneNumbers.json", **form)
        assert reply.status == 201, reply.json
        return reply.json

    async def owned(self, query: str = "", kind: str = "") -> list[str]:
        reply = await self.get(f"IncomingPhoneNumbers{kind}.json?{query}")
        return [number["phone_number"] for number in reply.json["incoming_phone_numbers"]]


class Room:
    """Every service of numbers and what it stands on."""

    def __init__(self, store: Store, clock: LeapingClock, sids: SidSource, entropy: SeededEntropy) -> None:
        self.store, self.clock = store, clock
        self.accounts = AccountsService(store, clock, sids, entropy)
        self.applications = ApplicationsService(store, clock, sids)
        self.available, self.addresses = AvailableNumbersService(store), AddressesService(store, clock, sids)
        self.numbers = NumbersService(
            store, clock, sids, self.accounts, self.applications, self.available, self.addresses
        )
        self.short_codes = ShortCodesService(store, clock, sids)
        sessions = SessionsService(store, clock, entropy)
        gate = AccountsGate(store, clock, self.accounts, sessions, is_private=True)
        services = [self.numbers, self.available, self.addresses, self.short_codes]
        self.app = RestApp(RESOURCES, services, gate=gate, clock=clock, sids=sids)

    def desk(self, account: Account, under: Account | None = None) -> Desk:
        """`under` another account's path, with this one's credentials."""
        return Desk(self.app, account.sid, basic(account.sid, account.auth_token), under.sid if under else None)

    async def events(self) -> list[Recorded]:
        return await self.store.events.read(limit=500)

    async def told(self) -> list[str]:
        return [event.type for event in await self.events() if event.type.startswith("numbers.")]


@pytest.fixture
def room(store: Store, clock: LeapingClock, sids: SidSource, entropy: SeededEntropy) -> Room:
    return Room(store, clock, sids, entropy)


@pytest.fixture
async def seeded(room: Room) -> Any:
    return await room.accounts.seed()


@pytest.fixture
def acme(room: Room, seeded: Any) -> Desk:
    return room.desk(seeded.account)


@pytest.fixture
def tester(room: Room, seeded: Any) -> Desk:
    """The same account with its test credentials."""
    return Desk(room.app, seeded.test.sid, basic(seeded.test.sid, seeded.test.auth_token))


@pytest.fixture
def subaccount(room: Room, seeded: Any) -> Callable[[str], Awaitable[Account]]:
    """Makes a subaccount of the first account."""

    async def make(name: str) -> Account:
        owner = Caller(seeded.account.sid, seeded.account.sid, seeded.account.sid)
        made = await room.accounts.create(owner, friendly_name=name)
        found = await room.accounts.find(made.sid)
        assert found is not None
        return found

    return make


def record_of(event: Recorded) -> dict[str, Any]:
    return msgspec.json.decode(event.data)
