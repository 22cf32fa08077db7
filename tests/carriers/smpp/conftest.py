"""A carrier of ours, bound to an SMSC that does as it is told, and what rises from it."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from ringback.carriers import Arrival, CarrierReceipt, Sink, Submission
from ringback.carriers.smpp import SmppCarriers, SmppNetwork
from ringback.carriers.smpp.carrier import SmppCarrier
from ringback.jobs import Runner
from ringback.protocols.sms import segments
from ringback.store import Unit
from tests.carriers.smpp.patience import until
from tests.carriers.smpp.smsc import ScriptedSmsc

ACME_SID = "AC" + "a" * 32


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
        await self.runner.stop()
        await self.smsc.stop()


@pytest.fixture
async def world(store, clock, sids, entropy) -> AsyncIterator[World]:
    made = World(store, clock, sids, entropy)
    await made.smsc.start()
    yield made
    await made.close()
