"""Dial with a Queue: the caller who has waited longest is put through to whoever dials."""

import asyncio
from typing import Any

from ringback.languages.twiml.effects import Fetch
from ringback.languages.twiml.voice import effects as twiml
from ringback.media import Digit
from ringback.switch.leg import Leg
from ringback.switch.mailbox import HungUp
from ringback.switch.program import Program
from ringback.switch.queues.line import Agent, Line, Place, State
from ringback.switch.verbs.queueing import queues_of
from ringback.switch.verbs.recording import options_of

NO_RESERVATION = 14217


async def dial_queue(program: Program, effect: twiml.DialQueue) -> Any:
    """Takes the caller who has waited longest, and stays until the call between them is over."""
    if not effect.name:
        sentence = f"Reservation {effect.reservation_sid} cannot be taken: there is no task router on this server yet"
        return twiml.Failed(NO_RESERVATION, sentence)
    line = await queues_of(program).find(program.leg.call.account_sid, effect.name)
    if line is None or line.is_closed:
        program.leg.book.note("twiml", f"there is no queue {effect.name}")
        return twiml.Dialled("failed", bridged=False, params={"DequeueResult": "error"})
    return await Serving(program, effect, line).run()


class Serving:
    """One Dial of a queue under way."""

    def __init__(self, program: Program, effect: twiml.DialQueue, line: Line) -> None:
        self._program, self._effect, self._line = program, effect, line
        self._leg, self._room, self._queues = program.leg, program.room, queues_of(program)
        self._place: Place | None = None  # the caller, once put through
        self._began_at = self._ended_at = 0.0
        self._recording_sid: str | None = None
        self._recording_url: str | None = None
        leg = self._leg
        self._agent = Agent(
            leg.sid,
            whisper=Fetch(effect.url, effect.method) if effect.url else None,
            stir=lambda: leg.mailbox.put(None),
            is_gone=lambda: leg.is_over,
        )

    async def run(self) -> twiml.Dialled:
        self._record("record-from-ringing")
        self._line.ask(self._agent)
        try:
            if not await self._is_put_through():
                return self._dialled(*self._empty_handed())
            await self._talk()
        except HungUp:
            pass
        finally:
            self._part()
        if self._place is None:
            return self._dialled("canceled", "hangup")
        return self._dialled("answered", "bridged")

    # -- until somebody is there

    async def _is_put_through(self) -> bool:
        """False where nobody came in time, or the queue is gone."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._effect.timeout_s
        self._let_hear()
        while not self._line.is_dissolved:
            place = self._agent.place
            if place is not None and place.state is State.READY:
                return self._put_through(place)
            left = until - loop.time()
            if place is None and left <= 0:
                return False
            await self._leg.mailbox.get(left if place is None else None)
        return False

    def _let_hear(self) -> None:
        """Whoever dials hears it ring, unless a caller is there already."""
        if not self._leg.is_answered:
            self._leg.ring()
        elif self._agent.place is None:
            self._leg.play(self._room.sounds.ringback(None), 0)

    def _put_through(self, place: Place) -> bool:
        if not self._leg.answer_if_in():
            raise HungUp
        self._leg.media.stop()
        caller: Leg = place.leg
        self._leg.media.bridge(caller.media)
        self._place, self._began_at = place, asyncio.get_running_loop().time()
        self._queues.talk(place, self._agent)
        self._leg.book.note("media", f"bridged to {place.wait.from_}", call=caller.sid)
        caller.book.note("media", f"bridged to {_number_of(self._leg)}", call=self._leg.sid)
        self._record("record-from-answer")
        return True

    # -- while they talk

    async def _talk(self) -> None:
        loop, place = asyncio.get_running_loop(), self._place
        until = self._began_at + self._effect.time_limit_s
        while place is not None and place.state is State.TALKING and (left := until - loop.time()) > 0:
            letter = await self._leg.mailbox.get(left)
            if isinstance(letter, Digit) and letter.digit == "*" and self._effect.hangup_on_star:
                return

    def _part(self) -> None:
        """Of a caller that was put through, or that is not yet: that one waits on where it stood."""
        self._ended_at = asyncio.get_running_loop().time()
        if not self._leg.is_over and self._leg.is_answered:
            self._leg.media.stop()
            if self._place is not None and self._place.state is State.TALKING:
                self._leg.media.unbridge()
        self._line.withdraw(self._agent)
        self._stop_recording()

    def _record(self, since: str) -> None:
        asked, recordings = self._effect.recording, self._room.recordings
        if asked is None or asked.since != since or recordings is None or self._leg.is_over:
            return
        recording = recordings.start(self._leg, options_of(asked))
        self._recording_sid, self._recording_url = recording.sid, self._room.ground.recording_url(recording)

    def _stop_recording(self) -> None:
        recordings, sid = self._room.recordings, self._recording_sid
        if recordings is not None and sid is not None:
            self._room.spawn(recordings.stop(sid))

    # -- what the action hears

    def _empty_handed(self) -> tuple[str, str]:
        return ("failed", "error") if self._line.is_dissolved else ("no-answer", "queue-empty")

    def _dialled(self, status: str, result: str) -> twiml.Dialled:
        params, place, seconds = {"QueueSid": self._line.queue.sid, "DequeueResult": result}, self._place, None
        if place is not None:
            seconds = round(self._ended_at - self._began_at)
            params["DequeuedCallSid"] = place.wait.call_sid
            params["DequeuedCallQueueTime"] = str((place.wait.wait_ms or 0) // 1000)
            params["DequeuedCallDuration"] = str(seconds)
        return twiml.Dialled(
            status=status,
            call_sid=place.wait.call_sid if place is not None else None,
            duration_s=seconds,
            bridged=place is not None,
            recording_url=self._recording_url,
            params=params,
            hung_up=self._leg.is_over,
        )


def _number_of(leg: Leg) -> str:
    """Of the phone at the far end."""
    return leg.call.to if leg.call.is_outbound else leg.call.from_
