"""A carrier of ours, bound to an SMSC that does as it is told, and what rises from it."""

import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ringback.carriers import Arrival, CarrierReceipt, Sink, Submission
from ringback.carriers.smpp import SmppCarriers, SmppNetwork
from ringback.carriers.smpp.carrier import SmppCarrier
from ringback.jobs import Runner
from ringback.protocols.sms import segments
from ringback.store import Unit
from ringback.store.schema import FILE
from tests.carriers.smpp.patience import until
from tests.carriers.smpp.served import served as served
from tests.carriers.smpp.smsc import ScriptedSmsc

ACME_SID = "AC" + "a" * 32


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """On both engines: what is kept of messages is the heart of it."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / FILE)
        return None
    return request.getfixturevalue("postgres_database")


class World:
    """`told` and `arrived` are what came up; `carrier` is bound."""

    def __init__(self, store: Any, clock: Any, sids: Any, entropy: Any) -> None:
        self.store, self.clock, self.sids = store, clock, sids
        self.entropy = entropy
        self.smsc = ScriptedSmsc()
        self.told: list[CarrierReceipt] = []
        self.arrived: list[Arrival] = []
        self.taken: list[str] = []
        self.runner = Runner(store, clock, "here")
        self.sink = Sink(receipts=self._receipts, arrival=self._arrival, owner=self._owner, taken=self._taken)
        self._started: list[SmppCarriers] = []
        self._is_running = False

    async def _receipts(self, told: Sequence[CarrierReceipt]) -> Unit:
        self.told += told
        return Unit()

    async def _arrival(self, arrival: Arrival) -> Unit:
        self.arrived.append(arrival)
        return Unit()

    async def _owner(self, address: str) -> str | None:
        return ACME_SID

    async def _taken(self, account_sid: str, message_sid: str) -> Unit:
        self.taken.append(message_sid)
        return Unit()

    def network(self, **more: Any) -> SmppNetwork:
        now = self.clock.now()
        given = {"friendly_name": "Scripted", "host": "127.0.0.1", "port": self.smsc.port, "system_id": "ringback"}
        return SmppNetwork(
            sid=self.sids.new("SP", now), date_created=now, date_updated=now, **{**given, "password": "secret", **more}
        )

    async def open(self, *, owner: str = "here", **more: Any) -> SmppCarriers:
        """Carriers of a process; with settings, one that is set up first."""
        if more or not self._started:
            await self.store.commit(Unit(insert=[self.network(**more)]))
        carriers = SmppCarriers(self.store, self.clock, self.sids, self.entropy, owner)
        carriers.sink = self.sink
        self._started.append(carriers)
        await carriers.start()
        return carriers

    async def bound(self, **more: Any) -> SmppCarrier:
        carriers = await self.open(**more)
        self.runner.register(carriers)
        await self.runner.start()
        self._is_running = True
        [carrier] = carriers
        expected = carrier.network.transceivers + carrier.network.transmitters + carrier.network.receivers
        await until(lambda: carrier.lines.bound == expected, "its binds")
        return carrier

    def submission(self, body: str = "Ahoy!", **more: Any) -> Submission:
        cut = segments.cut(body)
        given = {"account_sid": ACME_SID, "from_": "+14155550100", "to": "+14155550123", "at": self.clock.now()}
        sid = self.sids.new("SM", self.clock.now())
        return Submission(
            **{"message_sid": sid, **given, "body": body, "parts": cut.parts, "encoding": cut.encoding, **more}
        )

    async def close(self) -> None:
        for carriers in self._started:
            await carriers.stop()
        if self._is_running:
            await self.runner.stop()
        await self.smsc.stop()


@pytest.fixture
async def world(store, clock, sids, entropy) -> AsyncIterator[World]:
    made = World(store, clock, sids, entropy)
    await made.smsc.start()
    yield made
    await made.close()
