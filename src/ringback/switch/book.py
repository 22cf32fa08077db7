"""The record of one live call: every change of state with its event, callbacks and trail, in order, in one place.

What happens is true at once in `call` and written behind, by the ledger's rules.
"""

from typing import Any

from ringback.kernel import Event, Job
from ringback.kernel.alert import Alerted
from ringback.store import Unit
from ringback.switch import params
from ringback.switch.events import CallAnswered, CallEnded, CallEvent, CallInitiated, CallRinging, event_of
from ringback.switch.ledger import Ledger
from ringback.switch.model import Call, CallStatus, Step, Trail
from ringback.switch.room import Room
from ringback.webhooks import callback_job

STEPS_MOST = 2_000  # of one call's trail: a menu that loops for hours must not grow without end
CALLBACK_OF = {
    CallInitiated: "initiated",
    CallRinging: "ringing",
    CallAnswered: "answered",
    CallEnded: "completed",
}


class Book:
    """Keeps one call. Everything but `settled` returns at once."""

    def __init__(self, room: Room, call: Call, *, is_new: bool) -> None:
        self._room = room
        self._ledger = Ledger(room, self._trail)
        self._kept = self._ledger.keep(call, is_new=is_new)
        self._steps: list[Step] = []
        self._steps_kept = self._parts = 0

    @property
    def call(self) -> Call:
        return self._kept.now

    # -- what happens

    def change(self, **fields: Any) -> Call:
        """Changes the record; written soon."""
        return self._ledger.change(self._kept, **fields)

    def learn(self, **fields: Any) -> Call:
        """As `change`, for what can wait: it is written with the next change of state."""
        return self._ledger.learn(self._kept, **fields)

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
        self.learn(sequence=self.call.sequence + 1)

    def _job(self, kind: str, url: str, given: dict[str, str], method: str) -> Job:
        call = self.call
        return callback_job(
            account_sid=call.account_sid, subject_sid=call.sid, kind=kind, url=url, params=given, method=method
        )

    def add(self, unit: Unit) -> None:
        """Something else to write with the next change: records of requests, alerts, recordings."""
        self._ledger.add(unit)

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
        await self._ledger.settled()

    def _trail(self) -> Unit:
        steps, self._steps = self._steps, []
        if not steps:
            return Unit()
        self._parts += 1
        trail = Trail(call_sid=self.call.sid, part=self._parts, account_sid=self.call.account_sid, steps=steps)
        return Unit(put=[trail])


def ended(call: Call) -> bool:
    return CallStatus(call.status).is_over
