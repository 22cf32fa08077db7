"""The monitor room over a real store and a real gate; troubles are told of, not made."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from ringback.jobs import DeadLetters, Runner, work
from ringback.kernel import Caller, Event, Job, PageRequest, SidSource, Unavailable
from ringback.kernel.alert import Alerted
from ringback.products.accounts.gate import AccountsGate
from ringback.products.accounts.model import Account
from ringback.products.accounts.service import AccountsService, ApplicationsService, SessionsService
from ringback.products.monitor.metrics import Metrics
from ringback.products.monitor.model import Alert, AuditEntry
from ringback.products.monitor.reader import MonitorReader
from ringback.products.monitor.resources import RESOURCES
from ringback.products.monitor.service import AlertsService, AuditService, DebuggerService, JobsService
from ringback.rest.asgi import RestApp
from ringback.store import Store, Unit
from ringback.transports.chance import SeededEntropy
from ringback.transports.clocks import LeapingClock
from ringback.transports.http_client import HttpClient
from ringback.transports.http_client_faults import Timing
from ringback.webhooks import Outcome, WebhookRecord, Webhooks
from ringback.webhooks.events import WebhookAnswered, WebhookFailed
from tests.rest.client import Client, basic

MESSAGE = "SM" + "5" * 32
URL = "https://customer.example.com/sms?x=1"


class Listener:
    """Stands where callbacks go out; fails what it is told to fail."""

    def __init__(self) -> None:
        self.told: list[Job] = []
        self.is_down = False

    @work("webhooks.callback", attempts=2, backoff_s=(1,))
    async def callback(self, job: Job) -> None:
        if self.is_down:
            raise Unavailable("the listener is down")
        self.told.append(job)

    @property
    def params(self) -> list[dict[str, str]]:
        return [dict(job.args["params"]) for job in self.told]


class Room:
    def __init__(self, store: Store, clock: LeapingClock, sids: SidSource, entropy: SeededEntropy) -> None:
        self.store, self.clock, self.sids = store, clock, sids
        self.accounts = AccountsService(store, clock, sids, entropy)
        self.applications = ApplicationsService(store, clock, sids)
        self.alerts, self.audit = AlertsService(store, clock), AuditService(store, clock)
        self.debugger = DebuggerService(store, clock)
        self.jobs = JobsService(DeadLetters(store, clock))
        self.listener = Listener()
        self.runner = Runner(store, clock, "test")
        self.runner.register(self.listener)
        self.metrics = Metrics(store, self.runner)
        self.reader = MonitorReader(store, clock, sids, self.accounts, self.metrics.webhook)
        self.reader.follow()
        self._sessions = SessionsService(store, clock, entropy)

    async def start(self) -> None:
        self.account = (await self.accounts.seed()).account
        self.caller = caller_of(self.account)
        await self.runner.start()

    def client(self, account: Account | None = None, *, is_private: bool = True) -> Client:
        account = account or self.account
        http = HttpClient()
        webhooks = Webhooks(
            self.store, self.clock, self.sids, http, signing_key=self.accounts.signing_key, allow_private=_never
        )
        gate = AccountsGate(self.store, self.clock, self.accounts, self._sessions, is_private=is_private)
        services = [self.alerts, self.audit, self.debugger, self.jobs, webhooks]
        app = RestApp(RESOURCES, services, gate=gate, clock=self.clock, sids=self.sids, observe=self.metrics.served)
        return Client(app, auth=basic(account.sid, account.auth_token))

    async def tell(self, *events: Event) -> None:
        await self.store.commit(Unit(events=events))

    def alerted(self, **said: Any) -> Alerted:
        usual = {"account_sid": self.account.sid, "subject_sid": MESSAGE, "at": self.clock.now(), "error_code": 12100}
        return Alerted(**(usual | said))

    async def webhook_fails(
        self, kind: str = "message", subject_sid: str = MESSAGE, account: Account | None = None
    ) -> None:
        now = self.clock.now()
        account_sid = (account or self.account).sid
        record = WebhookRecord(
            sid=self.sids.new("WR", now),
            account_sid=account_sid,
            subject_sid=subject_sid,
            kind=kind,
            url=URL,
            target=URL,
            host="customer.example.com",
            method="POST",
            attempt=1,
            date_created=now,
            duration_ms=12,
            timing=Timing(),
            request_headers={"Content-Type": "application/x-www-form-urlencoded"},
            request_body="Body=hi&From=%2B14155550123",
            response_status=500,
            response_headers={"X-Trace": "a b"},
            response_body="<h1>Oops</h1>",
            outcome=Outcome.FAILED,
            error_code=11200,
            error_message="The server answered 500",
        )
        told = {"account_sid": account_sid, "subject_sid": subject_sid, "at": now, "kind": kind, "method": "POST"}
        failed = WebhookFailed(
            **told,
            host=record.host,
            code=11200,
            message="The server answered 500",
            attempts=1,
            duration_ms=12,
            record_sid=record.sid,
            status=500,
        )
        await self.store.commit(Unit(insert=[record], events=[failed]))

    def answered(self) -> WebhookAnswered:
        told = {"account_sid": self.account.sid, "subject_sid": MESSAGE, "at": self.clock.now()}
        more = {"kind": "message-status", "host": "h", "method": "POST", "status": 200, "attempts": 1, "duration_ms": 1}
        return WebhookAnswered(**told, **more, record_sid="WR1")

    async def listed(self, caller: Caller | None = None, **asked: Any) -> list[Alert]:
        page = PageRequest(size=1000)
        return list((await self.alerts.search(caller or self.caller, page=page, **asked)).items)

    async def entries(self, caller: Caller | None = None, **asked: Any) -> list[AuditEntry]:
        page = PageRequest(size=1000)
        return list((await self.audit.search(caller or self.caller, page=page, **asked)).items)

    async def leap(self, **span: float) -> None:
        await self.runner.leap(timedelta(**span))


async def _never(_account_sid: str) -> bool:
    return False


def caller_of(account: Account) -> Caller:
    return Caller(account.sid, account.sid, account.sid, ip="192.0.2.7")


@pytest.fixture
async def room(store: Store, clock: LeapingClock, sids: SidSource, entropy: SeededEntropy) -> AsyncIterator[Room]:
    room = Room(store, clock, sids, entropy)
    await room.start()
    yield room
    await room.runner.stop()
