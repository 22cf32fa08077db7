"""Two server processes on one PostgreSQL, and applications bound to either: what waits reaches them once."""

import asyncio
import functools
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bench.world.carrier import own
from ringback.app.ready import Ready
from ringback.protocols.smpp import content, receipts
from ringback.protocols.smpp.session import Role
from ringback.protocols.smpp.status import Status
from ringback.testing.server import ServerProcess
from tests.carriers.smpp.application import Application, bind
from tests.carriers.smpp.patience import until

PHONE, OURS = "+14155550123", "+14155550100"
ACCOUNT = {"account_sid": "AC" + "5" * 32, "auth_token": "two-processes-and-one-database"}

pytestmark = pytest.mark.timeout(120)


class Pair:
    """Two processes; applications bind to one or the other with one credential."""

    def __init__(self, folder: Path, url: str) -> None:
        settings = {"database_url": url, "clock": "test", "roles": "api,jobs,carriers", **ACCOUNT}
        self.processes = [ServerProcess(folder / name, settings) for name in ("first", "second")]
        self.ready: list[Ready] = []
        self._applications: list[Application] = []

    async def start(self) -> None:
        for process in self.processes:  # one after the other: the first makes the tables
            self.ready.append(await asyncio.to_thread(process.start))
        self.credential = await self.own(0, "POST", "SmppCredentials", friendly_name="two", window=20, max_binds=3)

    async def own(self, at: int, method: str, path: str, **fields: Any) -> Any:
        return await asyncio.to_thread(functools.partial(own, self.ready[at], method, path, **fields))

    async def bound(self, at: int, role: Role = Role.TRANSCEIVER) -> Application:
        made = await self.bind(at, role)
        assert made.ended is None, made.ended
        return made

    async def bind(self, at: int, role: Role = Role.TRANSCEIVER) -> Application:
        host, _, port = str(self.ready[at].smpp).rpartition(":")
        made = await bind((host, int(port)), self.credential["system_id"], self.credential["password"], role)
        self._applications.append(made)
        return made

    async def texts_us(self, at: int, count: int) -> None:
        for n in range(count):
            await self.own(at, "POST", f"Handsets/{PHONE}/Messages", to=OURS, body=f"Nr {n}")

    async def leap(self, seconds: float) -> None:
        for at in range(len(self.processes)):
            await self.own(at, "POST", "Clock", leap_s=seconds)

    def stop(self) -> None:
        for one in self._applications:
            one.transport.abort()
        for process in self.processes:
            process.stop()


@pytest.fixture
async def pair(postgres_database: str, tmp_path: Path) -> AsyncIterator[Pair]:
    made = Pair(tmp_path, postgres_database)
    await made.start()
    yield made
    await asyncio.to_thread(made.stop)


def heard(*applications: Application) -> Counter[str]:
    return Counter(content.read(pdu).text for one in applications for pdu in one.delivered)


async def test_what_comes_in_at_one_process_reaches_the_application_bound_at_the_other(pair):
    application = await pair.bound(1)
    await pair.texts_us(0, 20)
    await until(lambda: len(heard(application)) == 20, "twenty texts")
    sent = await application.submit()
    await pair.leap(5)
    await until(lambda: len(application.delivered) == 21, "the receipt")
    assert receipts.read(application.delivered[-1]).message_id == sent.message_id
    assert set(heard(application).values()) == {1}


async def test_two_processes_with_binds_of_one_credential_send_nothing_twice(pair):
    applications = [await pair.bound(0), await pair.bound(1)]
    await asyncio.gather(pair.texts_us(0, 40), pair.texts_us(1, 40))
    await until(lambda: heard(*applications).total() >= 80, "eighty texts")
    assert heard(*applications) == Counter({f"Nr {n}": 2 for n in range(40)})  # each was sent once at each process


async def test_what_a_bind_leaves_goes_to_the_other_process_at_once(pair):
    first = await pair.bound(0)
    first.acknowledges = None
    await pair.texts_us(0, 5)
    await first.hears(5)
    second = await pair.bound(1)
    first.transport.abort()
    await second.hears(5)
    assert set(heard(second).values()) == {1}


async def test_what_a_process_held_when_it_died_goes_by_the_other_once_its_lease_is_over(pair):
    first = await pair.bound(0)
    first.acknowledges = None
    await pair.texts_us(1, 5)
    await first.hears(5)
    pair.processes[0].kill()
    second = await pair.bound(1)
    await pair.texts_us(1, 1)
    await second.hears(1)  # what is new comes at once; the rest may still be acknowledged where it was
    await pair.own(1, "POST", "Clock", leap_s=61)
    await pair.texts_us(1, 1)  # a reason to look
    await until(lambda: len(heard(second)) == 5, "the five")


async def test_a_credential_has_as_many_binds_as_it_may_at_all_processes_together(pair):
    kept = [await pair.bound(0, Role.RECEIVER), await pair.bound(1), await pair.bound(0, Role.TRANSMITTER)]
    assert (await pair.bind(1)).ended.status == Status.ESME_RALYBND
    for at in (0, 1):  # each tells of all
        shown = await pair.own(at, "GET", f"SmppCredentials/{pair.credential['sid']}")
        assert [one["role"] for one in shown["binds"]] == ["receiver", "transceiver", "transmitter"]
        assert {one["address"] for one in shown["binds"]} == {_address(one) for one in kept}
    kept[0].transport.abort()

    async def free() -> bool:
        return len((await pair.own(1, "GET", f"SmppCredentials/{pair.credential['sid']}"))["binds"]) == 2

    await until(free, "the end of a bind to be known")
    await pair.bound(1)


def _address(application: Application) -> str:
    return "{}:{}".format(*application.transport.get_extra_info("sockname")[:2])
