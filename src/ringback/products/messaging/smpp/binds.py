"""Applications' binds that stand, at whichever process: how many a credential has, and what they bring."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from ringback.carriers.smpp.server import KEEP_S, Admitted, Standing, Where
from ringback.kernel import Clock, SidSource
from ringback.products.messaging.smpp import tables
from ringback.products.messaging.smpp.model import SmppBind
from ringback.protocols.smpp.session import Role
from ringback.store import Store, Unit

STANDS = timedelta(seconds=3 * KEEP_S)  # without a word of its process a bind is gone


class SmppBinds:
    """`owner` is a name that no other living process has, and the same one after a restart."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, owner: str) -> None:
        self._store, self._clock, self._sids, self._owner = store, clock, sids, owner
        self._alone = store.engine.name == "sqlite"
        self._writing = asyncio.Lock()  # what is kept must not bring back what leaves at the same moment

    async def enter(self, who: Admitted, role: Role, where: Where) -> str | None:
        """Written first and counted then: of two at once both may be refused, but never one too many be let in."""
        now = self._clock.now()
        made = SmppBind(
            sid=self._sids.new("SQ", now),
            key=who.key,
            account_sid=who.account_sid,
            owner=self._owner,
            role=role.value,
            system_id=who.system_id,
            address=f"[{where.ip}]:{where.port}" if ":" in where.ip else f"{where.ip}:{where.port}",
            tls=where.tls,
            since=now,
            until=now + STANDS,
        )
        await self._store.commit(Unit(insert=[made]))
        if len(await self.of([who.key])) > who.max_binds:
            await self._store.commit(Unit(delete=[made]))
            return None
        return made.sid

    async def keep(self, binds: Sequence[Standing]) -> None:
        """What is in the table of this process and does not stand goes: its end could not be written."""
        told, now = {one.name: one for one in binds}, self._clock.now()
        async with self._writing:
            mine = await self._store.records(SmppBind, tables.binds_at(self._owner))
            kept = [_told(one, told[one.sid], now + STANDS) for one in mine if one.sid in told]
            gone = [one for one in mine if one.sid not in told and one.since < now - STANDS]
            if kept or gone:
                await self._store.commit(Unit(put=kept, delete=gone), patient=True)

    async def leave(self, names: Sequence[str]) -> None:
        await self._drop(lambda one: one.sid in names)

    async def clear(self) -> None:
        await self._drop(lambda _: True)

    async def _drop(self, which: Callable[[SmppBind], bool]) -> None:
        async with self._writing:
            mine = await self._store.records(SmppBind, tables.binds_at(self._owner))
            if gone := [one for one in mine if which(one)]:
                await self._store.commit(Unit(delete=gone))

    async def of(self, keys: Iterable[str]) -> list[SmppBind]:
        """Those that stand now, the oldest first. Alone, all that are there are this process's own."""
        now = self._clock.now()
        found = await self._store.records(SmppBind, tables.binds_of(keys))
        return [one for one in found if self._alone or one.until > now]


def _told(one: SmppBind, standing: Standing, until: datetime) -> SmppBind:
    return msgspec.structs.replace(
        one,
        until=until,
        submits=standing.submits,
        submits_per_s=standing.submits_per_s,
        waiting=standing.waiting,
    )
