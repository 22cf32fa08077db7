"""The queues of this process: lines by their names, and every change of a wait written with the call that waits.

A queue's record is made and read here, and changed and deleted by the API. A caller is taken, and a line closed, in one
turn of the loop: two agents never get the same caller, and nobody enters a line whose queue goes.
"""

import asyncio
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
import structlog

from ringback.kernel.time import from_ms
from ringback.languages.twiml.voice import effects as twiml
from ringback.store import Duplicate, Unit
from ringback.switch.leg import Leg
from ringback.switch.model import Instructions
from ringback.switch.queues import events
from ringback.switch.queues.average import KEPT_MOST, WITHIN, Average, span_ms
from ringback.switch.queues.line import Agent, Line, Place, State
from ringback.switch.queues.model import LARGEST_SIZE, USUAL_SIZE, FormerName, Queue, Wait, WaitStatus
from ringback.switch.queues.ports import Router
from ringback.switch.queues.tables import waits
from ringback.switch.room import Room

log = structlog.get_logger(__name__)
GONE = 15000


class Queues:
    """`router` is the task router's, once there is one."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._lines: dict[str, Line] = {}
        self._closing: dict[str, asyncio.Future[None]] = {}
        self.router: Router | None = None

    # -- lines

    async def find(self, account_sid: str, name: str) -> Line | None:
        """The line of the queue that is called so, or was."""
        store = self._room.store
        queue = await store.cached(Queue, account_sid=account_sid, friendly_name=name)
        if queue is None and (former := await store.cached(FormerName, account_sid=account_sid, name=name)):
            queue = await store.cached(Queue, account_sid=account_sid, sid=former.queue_sid)
        return await self._line(queue) if queue is not None else None

    async def open(self, account_sid: str, name: str, max_size: int | None = None) -> Line:
        """The same; the queue is made where there is none. What is done with it at once is done before it can go."""
        while True:
            line = await self.find(account_sid, name)
            if line is None:
                await self._make(account_sid, name, max_size)
            elif line.is_closed:
                await asyncio.wait([self._closing[line.queue.sid]])
            else:
                return line

    async def _make(self, account_sid: str, name: str, max_size: int | None) -> None:
        now = self._room.clock.now()
        queue = Queue(
            sid=self._room.sids.new("QU", now),
            account_sid=account_sid,
            friendly_name=name,
            max_size=min(max_size or USUAL_SIZE, LARGEST_SIZE),
            date_created=now,
            date_updated=now,
        )
        told = events.event_of(events.QueueCreated, queue, now)
        try:
            await self._room.store.commit(Unit(insert=[queue], events=[told]))
        except Duplicate:
            return  # another caller was faster, or the API

    async def _line(self, queue: Queue) -> Line:
        line = self._lines.get(queue.sid)
        if line is None:
            ended = await self._recently_ended(queue.sid)
            line = self._lines.setdefault(queue.sid, Line(queue, Average(ended)))
        line.queue = queue
        return line

    async def _recently_ended(self, queue_sid: str) -> list[tuple[datetime, int]]:
        c, since = waits.c, self._room.clock.now() - WITHIN
        found: Any = sa.select(c.left_at, c.wait_ms).where(c.queue_sid == queue_sid, c.left_at >= since)
        rows = await self._room.store.select(found.order_by(c.left_at.desc()).limit(KEPT_MOST))
        return [(from_ms(row[0]), row[1]) for row in reversed(rows)]

    # -- who waits

    def join(self, line: Line, leg: Leg, name: str, effect: twiml.Enqueue) -> Place | None:
        """At the end of the line; None where it is full."""
        if len(line) >= min(line.queue.max_size, effect.max_queue_size or LARGEST_SIZE):
            return None
        now, call = self._room.clock.now(), leg.call
        wait = Wait(
            sid=self._room.sids.new("QW", now),
            account_sid=call.account_sid,
            queue_sid=line.queue.sid,
            queue_name=line.queue.friendly_name,
            asked_name=name,
            call_sid=call.sid,
            from_=call.from_,
            workflow_sid=effect.workflow_sid,
            task=_task_of(effect.task),
            owner=self._room.owner,
            date_created=now,
            date_updated=now,
        )
        place = Place(wait, leg)
        leg.book.note("twiml", f"waits in {wait.queue_name}", queue=wait.queue_sid, position=len(line) + 1)
        leg.book.add(Unit(put=[wait], events=[events.entered(wait, len(line) + 1)]))
        line.join(place)
        return place

    def told(self, place: Place) -> dict[str, str]:
        """What a waitUrl is asked with."""
        line = place.line
        return {
            "QueueSid": place.wait.queue_sid,
            "QueuePosition": str(line.position(place)),
            "QueueTime": str(self.waited_ms(place) // 1000),
            "AvgQueueTime": str(self._average_s(line)),
            "CurrentQueueSize": str(len(line)),
            "MaxQueueSize": str(line.queue.max_size),
        }

    def waited_ms(self, place: Place) -> int:
        """So far, or as long as it was."""
        wait = place.wait
        if wait.wait_ms is not None:
            return wait.wait_ms
        return span_ms(wait.date_created, self._room.clock.now())

    def _average_s(self, line: Line) -> int:
        now = self._room.clock.now()
        return round(line.average.mean_ms(now, lambda: [one.wait.date_created for one in line.waiting]) / 1000)

    # -- how a wait goes on

    def connecting(self, place: Place) -> None:
        """Somebody has taken the caller, who hears a whisper first."""
        self._write(place, status=WaitStatus.CONNECTING, wait_ms=self.waited_ms(place))

    def waits_again(self, place: Place) -> None:
        """Whoever had taken the caller has gone; the queue may have, too."""
        if place.wait.status is WaitStatus.CONNECTING:
            self._write(place, status=WaitStatus.WAITING, wait_ms=None)
        if place.line.is_dissolved and place.state is State.WAITING:
            self._lose(place)

    def talk(self, place: Place, agent: Agent) -> None:
        """The two are put through: the wait is over."""
        place.line.talk(place)
        self._over(place, "bridged", agent.call_sid)

    def leave(self, place: Place, result: str) -> None:
        """The caller does not wait any more, whoever wanted it so. What is over is over: later words change nothing."""
        place.line.leave(place)
        self._over(place, result)

    def _over(self, place: Place, result: str, agent_call_sid: str | None = None) -> None:
        if place.wait.status is WaitStatus.OVER:
            return
        now, waited_ms = self._room.clock.now(), self.waited_ms(place)
        changes = {"status": WaitStatus.OVER, "result": result, "agent_call_sid": agent_call_sid, "owner": None}
        wait = self._write(place, wait_ms=waited_ms, left_at=now, **changes)
        place.leg.book.note("twiml", f"left {wait.queue_name}: {result}", queue=wait.queue_sid, wait_ms=waited_ms)
        place.leg.book.add(Unit(events=[events.left(wait, len(place.line))]))
        place.line.average.add(now, waited_ms)

    def _write(self, place: Place, **changes: Any) -> Wait:
        place.wait = msgspec.structs.replace(place.wait, date_updated=self._room.clock.now(), **changes)
        place.leg.book.add(Unit(put=[place.wait]))
        return place.wait

    # -- the verbs of the rooms above

    async def dequeue(self, queue_sid: str, call_sid: str | None, instructions: Instructions) -> Wait | None:
        """Takes a caller (None: the front one) out of the line and on to another document. None: nobody is there."""
        line = self._lines.get(queue_sid)
        place = None if line is None else line.front if call_sid is None else line.find(call_sid)
        if line is None or place is None or place.leg.is_over:
            return None
        was = place.wait
        place.sent_to = instructions
        self.leave(place, "redirected")
        place.leg.book.change(instructions=instructions)
        await place.leg.book.settled()
        return was

    def agents_waiting(self, queue_sid: str) -> int:
        """Who has dialled the queue and waits for a caller, here."""
        line = self._lines.get(queue_sid)
        return len(line.agents) if line is not None else 0

    def close(self, queue: Queue) -> bool:
        """Before a queue is deleted: nobody enters it any more, until `settle`, which must follow.

        False while somebody waits who asked for it by its name.
        """
        line = self._lines.setdefault(queue.sid, Line(queue))
        line.queue = queue
        if line.is_closed or any(place.wait.asked_name == queue.friendly_name for place in line.waiting):
            return False
        line.is_closed = True
        self._closing[queue.sid] = asyncio.get_running_loop().create_future()
        return True

    def settle(self, queue: Queue, *, is_deleted: bool) -> None:
        """The deletion is written, or came to nothing."""
        line = self._lines[queue.sid]
        line.is_closed = False
        if is_deleted:
            self._dissolve(line)
        self._closing.pop(queue.sid).set_result(None)

    # -- now and then

    async def look(self) -> None:
        """Lines that nobody uses are let go; those whose queue was deleted behind our back are dissolved."""
        for line in list(self._lines.values()):
            if line.is_closed:
                continue
            if line.is_idle and line.average.is_empty(self._room.clock.now()):
                del self._lines[line.queue.sid]
                continue
            found = await self._room.store.cached(Queue, sid=line.queue.sid)
            line.queue = found or line.queue
            if found is None:
                log.warning("a queue is gone under its callers", queue_sid=line.queue.sid, callers=len(line))
                self._dissolve(line)

    def _dissolve(self, line: Line) -> None:
        """The queue is gone, for whoever waits in it and whoever has dialled it."""
        self._lines.pop(line.queue.sid, None)
        line.is_dissolved = True
        for place in line.waiting:
            self._lose(place)
        for agent in line.agents:
            agent.stir()

    def _lose(self, place: Place) -> None:
        """Who asked for the queue by its name waits no more; who asked for a former name waits on under that."""
        name = place.line.queue.friendly_name
        if place.wait.asked_name != name:
            self._room.spawn(self._move(place))
            return
        place.leg.book.alert(GONE, f"Queue {name} was deleted while this call waited in it")
        self.leave(place, "system-error")

    async def _move(self, place: Place) -> None:
        """To the queue that is called as the caller's document says; the wait goes on."""
        before = place.wait
        line = await self.open(before.account_sid, before.asked_name)
        if place.state is not State.WAITING:
            return
        wait = self._write(place, queue_sid=line.queue.sid, queue_name=line.queue.friendly_name)
        gone = msgspec.structs.replace(before, result="moved", wait_ms=self.waited_ms(place))
        line.take_over(place)
        place.leg.book.add(Unit(events=[events.left(gone, 0), events.entered(wait, len(line))]))


def _task_of(task: twiml.Task | None) -> dict[str, Any] | None:
    return None if task is None else msgspec.to_builtins(task)
