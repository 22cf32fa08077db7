"""Records of what is live: true at once in memory, written behind by one task, in the order of what happened.

Changes that pile up meanwhile go in one transaction. `settled` returns when all so far is durable: before anything is
said to the world that rests on it.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec

from ringback.kernel import Unavailable
from ringback.store import Conflict, Unit, mapping_of
from ringback.switch.room import Room

RETRY_S = 0.5
R = TypeVar("R")


class Kept(Generic[R]):
    """One record: as it is now, and as it was last written (None: not yet)."""

    __slots__ = ("now", "written")

    def __init__(self, now: R, written: R | None) -> None:
        self.now, self.written = now, written


class Ledger:
    """Keeps some records that belong together. Everything but `settled` returns at once.

    `more` is asked at each writing for what is to go along.
    """

    def __init__(self, room: Room, more: Callable[[], Unit] = Unit) -> None:
        self._room, self._more = room, more
        self._unit = Unit()
        self._dirty: dict[int, Kept[Any]] = {}
        self._writing: asyncio.Task[None] | None = None
        self._waited_for = 0

    def keep(self, record: R, *, is_new: bool) -> Kept[R]:
        """From now on it is kept here; a new one is written with whatever happens next."""
        kept = Kept(record, None if is_new else record)
        if is_new:
            self._dirty[id(kept)] = kept
        return kept

    def change(self, kept: Kept[R], **fields: Any) -> R:
        """Changes a record; written soon."""
        now = self.learn(kept, date_updated=self._room.clock.now(), **fields)
        self._soon()
        return now

    def learn(self, kept: Kept[R], **fields: Any) -> R:
        """As `change`, for what can wait: it is written with whatever happens next."""
        kept.now = msgspec.structs.replace(kept.now, **fields)  # type: ignore[type-var]
        self._dirty[id(kept)] = kept
        return kept.now

    def add(self, unit: Unit) -> None:
        """Something else to write along: events, callbacks, alerts."""
        self._unit += unit
        self._soon()

    # -- writing

    async def settled(self) -> None:
        """Returns when everything so far is durable."""
        self._waited_for += 1
        self._room.store.hurry()
        try:
            while self._writing is not None or self._has_more():
                self._soon()
                assert self._writing is not None
                await asyncio.shield(self._writing)
        finally:
            self._waited_for -= 1

    def _has_more(self) -> bool:
        unit = self._unit
        return bool(self._dirty or unit.insert or unit.events or unit.jobs or unit.change or unit.put or unit.done)

    def _soon(self) -> None:
        if self._writing is None:
            self._writing = self._room.spawn(self._write_all())

    async def _write_all(self) -> None:
        try:
            await asyncio.sleep(0)  # what happens in one turn of the loop goes together
            while self._has_more():
                await self._write()
        finally:
            self._writing = None

    async def _write(self) -> None:
        unit, dirty = self._unit + self._more(), list(self._dirty.values())
        self._unit, self._dirty = Unit(), {}
        taken = [(kept, kept.written, kept.now) for kept in dirty]
        try:
            await self._room.store.commit(unit + _of_records(taken), patient=not self._waited_for)
        except Conflict:
            for kept, before, _ in taken:
                await self._rebase(kept, before)
            self._give_back(unit, dirty)
        except Unavailable:
            self._give_back(unit, dirty)
            await asyncio.sleep(RETRY_S)
        else:
            for kept, before, after in taken:
                _has_written(kept, before, after)

    async def _rebase(self, kept: Kept[Any], before: Any) -> None:
        """Somebody else wrote to a live record: what they changed and we did not stays theirs."""
        kind = type(kept.now)
        found = await self._room.store.get(kind, mapping_of(kind).key_of(kept.now))
        if found is None or before is None:
            kept.written = None
            return
        ours = {
            name: getattr(kept.now, name)
            for name in kind.__struct_fields__
            if getattr(kept.now, name) != getattr(before, name) and name != "version"
        }
        kept.written, kept.now = found, msgspec.structs.replace(found, **ours)

    def _give_back(self, unit: Unit, dirty: list[Kept[Any]]) -> None:
        self._unit = unit + self._unit
        self._dirty = {id(kept): kept for kept in dirty} | self._dirty


def _of_records(taken: list[tuple[Kept[Any], Any, Any]]) -> Unit:
    """A record that was given back for a change that came to nothing is the same object: it is left alone."""
    changes = [(before, after) for _, before, after in taken if before is not None and before is not after]
    return Unit(insert=[after for _, before, after in taken if before is None], change=changes)


def _has_written(kept: Kept[Any], before: Any, after: Any) -> None:
    version = after.version if before is None else before.version + (before is not after)
    written = msgspec.structs.replace(after, version=version)
    is_same = kept.now is after
    kept.written = written
    kept.now = written if is_same else msgspec.structs.replace(kept.now, version=version)
