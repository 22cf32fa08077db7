"""Status callbacks as durable work: in order, told once, and one dead host holds up nobody else's."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from ringback.jobs import Runner
from ringback.kernel import Job, PageRequest
from ringback.store import Store, Unit
from ringback.transports.clocks import LeapingClock
from ringback.webhooks import Outcome, WebhookJobs, Webhooks, callback_job
from ringback.webhooks.jobs import PER_HOST
from tests.webhooks.conftest import ACCOUNT, TOKEN
from tests.webhooks.customer import Customer, speaking
from tests.webhooks.test_records import OWNER

STATUSES = ["queued", "sent", "delivered"]


@pytest.fixture
def webhooks(build: Callable[..., Webhooks], store: Store) -> Webhooks:
    return build(store)


@pytest.fixture
async def runner(store: Store, clock: LeapingClock, webhooks: Webhooks) -> AsyncIterator[Runner]:
    runner = Runner(store, clock, "test")
    runner.register(WebhookJobs(webhooks))
    await runner.start()
    yield runner
    await runner.stop(patience_s=0.1)


def told(url: str, subject: str, **params: str) -> Job:
    return callback_job(account_sid=ACCOUNT, subject_sid=subject, kind="message-status", url=url, params=params)


class Listener:
    """Hears form posts, and can be awaited until it has heard enough."""

    def __init__(self, customer: Customer, path: str = "/status") -> None:
        self._customer, self._path = customer, path
        self._came = asyncio.Condition()
        self.url = customer.does(path, self._hear)

    async def _hear(self, _: web.Request) -> web.Response:
        async with self._came:
            self._came.notify_all()
        return web.Response()

    async def hears(self, count: int):
        """The first `count` requests, once they are there."""
        async with self._came:
            await asyncio.wait_for(self._came.wait_for(lambda: len(self._heard) >= count), 20)
        return self._heard[:count]

    @property
    def _heard(self):
        return [heard for heard in self._customer.heard if heard.path == self._path]


async def until_kept(webhooks: Webhooks, count: int, **asked: object):
    """The records, once that many are committed."""
    async with asyncio.timeout(20):
        while len(items := (await webhooks.search(OWNER, page=PageRequest(size=1000), **asked)).items) < count:  # noqa: ASYNC110
            await asyncio.sleep(0)
    return items


async def test_callbacks_of_one_message_arrive_in_order_signed_and_on_record(store, runner, webhooks, customer):
    listener = Listener(customer)
    for status in STATUSES:
        await store.commit(Unit(jobs=[told(listener.url, "SM" + "3" * 32, MessageStatus=status)]))
    heard = await listener.hears(3)
    assert [request.form["MessageStatus"] for request in heard] == STATUSES
    assert all(request.is_signed_with(TOKEN) for request in heard)
    assert len({request.headers["I-Twilio-Idempotency-Token"] for request in heard}) == 3
    records = await until_kept(webhooks, 3)
    assert {record.outcome for record in records} == {Outcome.OK}


async def test_what_the_server_says_to_a_callback_is_recorded_and_not_repeated(store, runner, webhooks, customer):
    await store.commit(Unit(jobs=[told(customer.says("/x", "no", status=500), "SM1", MessageStatus="sent")]))
    (record,) = await until_kept(webhooks, 1)
    assert (record.error_code, len(customer.heard)) == (11200, 1)
    events = [recorded.as_dict() for recorded in await store.events.read(limit=100)]
    assert [(event["type"], event["code"], event["record_sid"]) for event in events] == [
        ("webhooks.failed", 11200, record.sid)
    ]


async def test_a_hanging_host_does_not_hold_up_the_callbacks_of_others(store, runner, webhooks, customer):
    listener = Listener(customer)
    async with speaking(b"", then="hang") as hanging:
        stuck = [told(hanging, f"SM{n:032d}", MessageStatus="sent") for n in range(3 * PER_HOST)]
        await store.commit(Unit(jobs=stuck))
        await store.commit(Unit(jobs=[told(listener.url, f"MM{n:032d}", MessageStatus="sent") for n in range(50)]))
        assert len(await listener.hears(50)) == 50


async def test_a_callback_run_again_after_a_crash_has_the_same_token(webhooks, customer):
    job = Job(kind="webhooks.callback", key="SM1", account_sid=ACCOUNT, sid="JB" + "a" * 32,
              args={"url": customer.url("/x"), "method": "POST", "params": [["A", "1"]], "kind": "k"})  # fmt: skip
    for _ in range(2):
        await WebhookJobs(webhooks).callback(job)
    assert len({heard.headers["I-Twilio-Idempotency-Token"] for heard in customer.heard}) == 1
