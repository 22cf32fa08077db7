"""The record of one live call: every change of state with its event, callbacks and trail, in order, in one place.

What happens is true at once in `call` and written behind by one task; changes that pile up meanwhile go in one
transaction. `settled` returns when all so far is durable: before anything is said to the world that rests on it.
"""

import asyncio
from typing import Any

import msgspec

from ringback.kernel import Event, Job, Unavailable
from ringback.kernel.alert import Alerted
from ringback.store import Conflict, Unit
from ringback.switch import params
from ringback.switch.events import CallAnswered, CallEnded, CallEvent, CallInitiated, CallRinging, event_of
from ringback.switch.model import Call, CallStatus, Step, Trail
from ringback.switch.room import Room
from ringback.webhooks import callback_job

STEPS_MOST = 2_000  # of one call's trail: a menu that loops for hours must not grow without end
UNWRITTEN_MOST = 500  # records and events kept while the database is away
RETRY_S = 0.5
CALLBACK_OF = {
    CallInitiated: "initiated",
    CallRinging: "ringing",
    CallAnswered: "answered",
    CallEnded: "completed",
}


class Book:
    """Keeps one call. Everything but `settled` returns at once."""

    def __init__(self, room: Room, call: Call, *, is_new: bool) -> None:
        self._room, self.call = room, call
        self._written: Call | None = None if is_new else call
        self._unit = Unit()
        self._steps: list[Step] = []
        self._steps_kept = self._parts = 0
        self._dirty = is_new
        self._writing: asyncio.Task[None] | None = None

    # -- what happens

    def change(self, **fields: Any) -> Call:
        """Changes the record; written soon."""
        self.call = msgspec.structs.replace(self.call, date_updated=self._room.clock.now(), **fields)
        self._dirty = True
        self._soon()
        return self.call

    def learn(self, **fields: Any) -> Call:
        """As `change`, for what can wait: it is written with the next change of state."""
        self.call = msgspec.structs.replace(self.call, **fields)
        self._dirty = True
        return self.call

    def move(self, event: type[CallEvent], *, told: dict[str, str] | None = None, **fields: Any) -> Call:
        """The call came further: its record, the event that tells of it and the callback, together.

        `told` goes along with the callback.
        """
        self.change(**fields)
        now = self._room.clock.now()
        self.add(Unit(events=[event_of(event, self.call, now)]))
        self._call_back(CALLBACK_OF[event], told)
        self.note("state", CALLBACK_OF[event] if event is not CallEnded else self.call.status.value)
        return self.call

    def _call_back(self, event: str, told: dict[str, str] | None) -> None:
        hears = self.call.callback
        if hears is None or event not in hears.events:
            return
        given = params.of_progress(self.call, event, self._room.clock.now(), told)
        self.add(Unit(jobs=[self._job("call-status", hears.url, given, hears.method)]))
        self.call = msgspec.structs.replace(self.call, sequence=self.call.sequence + 1)

    def _job(self, kind: str, url: str, given: dict[str, str], method: str) -> Job:
        call = self.call
        return callback_job(
            account_sid=call.account_sid, subject_sid=call.sid, kind=kind, url=url, params=given, method=method
        )

    def add(self, unit: Unit) -> None:
        """Something else to write with the next change: records of requests, alerts, recordings."""
        self._unit += unit
        self._soon()

    def alert(self, code: int, message: str, *, level: str = "error", **more: Any) -> None:
        """Tells the debugger."""
        call = self.call
        alert: Event = Alerted(
            account_sid=call.account_sid,
            subject_sid=call.sid,
            at=self._room.clock.now(),
            error_code=code,
            message=message,
            level=level,
            **more,
        )
        self.note("alert", message, code=code)
        self.add(Unit(events=[alert]))

    def note(self, kind: str, text: str, /, **detail: Any) -> None:
        """A step of the trail. It is written with the next change of state, not by itself."""
        if self._steps_kept < STEPS_MOST:
            self._steps_kept += 1
            self._steps.append(Step(at=self._room.clock.now(), kind=kind, text=text, detail=detail))

    @property
    def unwritten_steps(self) -> list[Step]:
        return list(self._steps)

    # -- writing

    async def settled(self) -> None:
        """Returns when everything so far is durable."""
        while self._writing is not None or self._dirty or self._has_more():
            self._soon()
            assert self._writing is not None
            await asyncio.shield(self._writing)

    def _has_more(self) -> bool:
        unit = self._unit
        return bool(unit.insert or unit.events or unit.jobs or unit.change or unit.put or unit.done)

    def _soon(self) -> None:
        if self._writing is None:
            self._writing = self._room.spawn(self._write_all())

    async def _write_all(self) -> None:
        try:
            await asyncio.sleep(0)  # what happens in one turn of the loop goes together
            while self._dirty or self._has_more():
                await self._write()
        finally:
            self._writing = None

    async def _write(self) -> None:
        unit, after, before = self._unit, self.call, self._written
        self._unit, self._dirty, steps, self._steps = Unit(), False, self._steps, []
        whole = unit + _of_record(before, after) + self._trail(steps)
        try:
            await self._room.store.commit(whole)
        except Conflict:
            await self._rebase(before, after)
            self._give_back(unit, steps)
        except Unavailable:
            self._give_back(unit, steps)
            await asyncio.sleep(RETRY_S)
        else:
            self._has_written(before, after)

    def _has_written(self, before: Call | None, after: Call) -> None:
        version = after.version if before is None else before.version + (before is not after)
        self._written = msgspec.structs.replace(after, version=version)
        self._rest(version)

    def _rest(self, version: int) -> None:
        self.call = msgspec.structs.replace(self.call, version=version)

    async def _rebase(self, before: Call | None, after: Call) -> None:
        """Somebody else wrote to the record of a live call: what they changed and we did not stays theirs."""
        found = await self._room.store.get(Call, after.sid)
        if found is None or before is None:
            self._written = None
            return
        ours = {
            name: getattr(self.call, name)
            for name in Call.__struct_fields__
            if getattr(self.call, name) != getattr(before, name) and name != "version"
        }
        self._written, self.call = found, msgspec.structs.replace(found, **ours)

    def _give_back(self, unit: Unit, steps: list[Step]) -> None:
        self._unit, self._steps, self._dirty = unit + self._unit, [*steps, *self._steps], True

    def _trail(self, steps: list[Step]) -> Unit:
        if not steps:
            return Unit()
        self._parts += 1
        trail = Trail(call_sid=self.call.sid, part=self._parts, account_sid=self.call.account_sid, steps=steps)
        return Unit(put=[trail])


def _of_record(before: Call | None, after: Call) -> Unit:
    if before is None:
        return Unit(insert=[after])
    return Unit(change=[(before, after)]) if before is not after else Unit()


def ended(call: Call) -> bool:
    return CallStatus(call.status).is_over
