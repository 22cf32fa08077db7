"""The usage room over a real store, with messages and numbers that are only told of."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ringback.jobs import Runner, work
from ringback.kernel import Caller, Event, Job, PageRequest, SidSource
from ringback.kernel.audit import by_system
from ringback.products.accounts.model import Account
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging.events import MessageReceived, MessageSent
from ringback.products.numbers.events import NumberBought, NumberReleased, NumberTransferred, ShortCodeAssigned
from ringback.products.pricing.service import PriceList
from ringback.products.usage.jobs import UsageJobs
from ringback.products.usage.model import Span, UsageRecord
from ringback.products.usage.reader import UsageReader
from ringback.products.usage.service import TriggersService, UsageService
from ringback.store import Store, Unit
from ringback.transports.chance import SeededEntropy
from ringback.transports.clocks import LeapingClock

OURS, THEIRS = "+14155550100", "+14155550123"
PRICE = Decimal("0.008")


class Listener:
    """Stands where callbacks go out, and keeps them."""

    def __init__(self) -> None:
        self.told: list[Job] = []

    @work("webhooks.callback")
    async def callback(self, job: Job) -> None:
        self.told.append(job)

    @property
    def params(self) -> list[dict[str, str]]:
        return [dict(job.args["params"]) for job in self.told]


class Room:
    """Everything of usage, and what it stands on."""

    def __init__(self, store: Store, clock: LeapingClock, sids: SidSource, entropy: SeededEntropy) -> None:
        self.store, self.clock, self.sids = store, clock, sids
        self.accounts = AccountsService(store, clock, sids, entropy)
        self.usage = UsageService(store, clock, self.accounts, credit=Decimal("20"))
        self.triggers = TriggersService(store, clock, sids, self.usage)
        self.reader = UsageReader(store, self.accounts, self.triggers, PriceList())
        self.reader.follow()
        self.listener = Listener()
        self.runner = Runner(store, clock, "test")
        self.runner.register(UsageJobs(store, self.triggers, self.reader))
        self.runner.register(self.listener)

    async def start(self) -> None:
        # so that a test's "yesterday" is one even when it is run a second before midnight in UTC
        noon = self.clock.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
        self.clock.leap_to(noon)
        self.account = (await self.accounts.seed()).account
        self.caller = caller_of(self.account)
        await self.runner.start()

    async def subaccount(self) -> Account:
        return await self.accounts.create(self.caller, friendly_name="sub")

    async def tell(self, *events: Event) -> None:
        await self.store.commit(Unit(events=events))

    def sent(self, account_sid: str | None = None, **said: Any) -> MessageSent:
        return self._message(MessageSent, "SM", account_sid, {"from_": OURS, "to": THEIRS, **said})

    def received(self, account_sid: str | None = None, **said: Any) -> MessageReceived:
        return self._message(MessageReceived, "SM", account_sid, {"from_": THEIRS, "to": OURS, **said})

    def _message(self, event: type, prefix: str, account_sid: str | None, said: dict[str, Any]) -> Any:
        at = said.pop("at", None) or self.clock.now()
        usual: dict[str, Any] = {"direction": "outbound-api", "status": "sent", "num_segments": 1, "price": PRICE}
        return event(
            account_sid=account_sid or self.account.sid, subject_sid=self.sids.new(prefix, at), at=at, **(usual | said)
        )

    def bought(self, sid: str, kind: str = "local", event: type = NumberBought, **said: Any) -> Any:
        said = {"account_sid": self.account.sid, "at": self.clock.now(), **said}
        return event(subject_sid=sid, phone_number=OURS, kind=kind, country="US", **said, **by_system(self.account.sid))

    released, transferred = NumberReleased, NumberTransferred

    def assigned(self, sid: str) -> ShortCodeAssigned:
        by = by_system(self.account.sid)
        said = {"account_sid": self.account.sid, "subject_sid": sid, "at": self.clock.now()}
        return ShortCodeAssigned(**said, short_code="22395", country="US", **by)

    async def list(self, span: Span = Span.ALL, caller: Caller | None = None, **asked: Any) -> list[UsageRecord]:
        page = PageRequest(size=1000)
        return list((await self.usage.search(caller or self.caller, span=span, page=page, **asked)).items)

    async def one(self, category: str, span: Span = Span.ALL, **asked: Any) -> UsageRecord:
        (record,) = await self.list(span, category=category, **asked)
        return record

    async def leap(self, **span: float) -> None:
        await self.runner.leap(timedelta(**span))


def caller_of(account: Account) -> Caller:
    return Caller(account.sid, account.sid, account.sid)


def shifted(moment: datetime, **span: float) -> datetime:
    return moment + timedelta(**span)


@pytest.fixture
async def room(store: Store, clock: LeapingClock, sids: SidSource, entropy: SeededEntropy) -> AsyncIterator[Room]:
    room = Room(store, clock, sids, entropy)
    await room.start()
    yield room
    await room.runner.stop()
