"""Who has a carrier's binds: one process at a time, another one once that is dead.

A lease is kept for TTL and renewed every third of it. Who cannot renew it lets go before it ends, so that two never
bind at once, as long as the machines' clocks differ by less than MARGIN. With SQLite one process is alone.
"""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from ringback.carriers.smpp.model import Lease
from ringback.kernel import Clock, Unavailable
from ringback.store import Conflict, Duplicate, Store, Unit

TTL, MARGIN = timedelta(seconds=15), timedelta(seconds=3)
RENEW_S = TTL.total_seconds() / 3


class Leases:
    """`owner` is a name that no other living process has, and the same one after a restart."""

    def __init__(self, store: Store, clock: Clock, owner: str, monotonic: Callable[[], float]) -> None:
        self._store, self._clock, self._owner, self._monotonic = store, clock, owner, monotonic
        self._alone = store.engine.name == "sqlite"
        self._held_at: dict[str, float] = {}

    async def hold(self, name: str) -> bool:
        """Takes or renews it. False: another process has it, or nobody can say and ours has run out."""
        if self._alone:
            return True
        at = self._monotonic()
        try:
            taken = await self._taken(name)
        except Unavailable:
            return self._is_fresh(name)
        if taken:
            self._held_at[name] = at
        else:
            self._held_at.pop(name, None)
        return taken

    def _is_fresh(self, name: str) -> bool:
        at = self._held_at.get(name)
        return at is not None and self._monotonic() - at < (TTL - MARGIN).total_seconds()

    async def _taken(self, name: str) -> bool:
        now = self._clock.now()
        kept = await self._store.get(Lease, name)
        try:
            if kept is None:
                await self._store.commit(Unit(insert=[Lease(name=name, owner=self._owner, until=now + TTL)]))
                return True
            if kept.owner != self._owner and kept.until > now:
                return False
            mine = msgspec.structs.replace(kept, owner=self._owner, until=now + TTL)
            await self._store.commit(Unit(change=[(kept, mine)]))
        except (Conflict, Duplicate):
            return False
        return True

    async def release(self, name: str) -> None:
        """Another may take it at once."""
        self._held_at.pop(name, None)
        kept = None if self._alone else await self._store.get(Lease, name)
        if kept is not None and kept.owner == self._owner:
            await self._store.commit(Unit(delete=[kept]))
