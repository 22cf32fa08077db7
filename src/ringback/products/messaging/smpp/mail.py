"""What waits for applications, in the table. Several processes may have binds of one credential."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from ringback.carriers.smpp.server import Delivery
from ringback.kernel import Clock
from ringback.products.messaging.smpp import tables
from ringback.products.messaging.smpp.model import SmppDelivery
from ringback.protocols.smpp.parse import parse
from ringback.protocols.smpp.pdus import DeliverSm
from ringback.store import Store, Unit, mapping_of

LEASE = timedelta(seconds=60)  # longer than an application may take to answer, so that none is sent twice at once


class SmppMail:
    """A row is sent by one process at a time: the one that took it, until it is acknowledged, let go, or dead.

    `owner` is a name that no other living process has. With SQLite this process is alone, and takes nothing.
    """

    def __init__(self, store: Store, clock: Clock, owner: str) -> None:
        self._store, self._clock, self._owner = store, clock, owner
        self._alone = store.engine.name == "sqlite"

    async def waiting(self, key: str, most: int) -> list[Delivery]:
        found = await (self._all(key, most) if self._alone else self._taken(key, most))
        return [Delivery(one.sid, pdu) for one in found if isinstance(pdu := parse(one.pdu), DeliverSm)]

    async def _all(self, key: str, most: int) -> list[SmppDelivery]:
        return await self._store.records(SmppDelivery, tables.waiting(key, most))

    async def _taken(self, key: str, most: int) -> list[SmppDelivery]:
        now = self._clock.now()
        rows = await self._store.select(tables.claim(key, most, self._owner, now, now + LEASE))
        decode = mapping_of(SmppDelivery).decode
        return sorted((decode(row) for row in rows), key=lambda one: one.sid)

    async def delivered(self, key: str, sids: Sequence[str]) -> None:
        now = self._clock.now()
        gone = [SmppDelivery(sid=sid, account_sid="", key=key, pdu=b"", at=now) for sid in sids]
        await self._store.commit(Unit(delete=gone))

    async def release(self, key: str) -> None:
        """Written as any unit is, so that the other processes hear of it."""
        if self._alone:
            return
        held = await self._store.records(SmppDelivery, tables.held(key, self._owner))
        if held:
            await self._store.commit(Unit(put=[msgspec.structs.replace(one, owner=None, until=None) for one in held]))
