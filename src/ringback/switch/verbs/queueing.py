"""Enqueue: callers wait, hear something meanwhile, and talk to whoever takes them."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from ringback.languages.twiml.effects import Fetch
from ringback.languages.twiml.voice import effects as twiml
from ringback.languages.twiml.voice.roles import Role
from ringback.languages.twiml.voice.run import VoiceRun
from ringback.switch.mailbox import HungUp, Redirected
from ringback.switch.program import Program
from ringback.switch.queues.line import Place, State
from ringback.switch.queues.queues import Queues

FULL, NO_WORKFLOW = 14207, 14220


async def enqueue(program: Program, effect: twiml.Enqueue) -> twiml.LeftQueue | twiml.Failed:
    """Waits until somebody takes the call and is through with it, or until the wait ends otherwise."""
    queues = queues_of(program)
    if effect.workflow_sid is not None and queues.router is None:
        sentence = "has nobody to route it: there is no task router on this server yet; the call does not wait"
        return twiml.Failed(NO_WORKFLOW, f"Workflow {effect.workflow_sid} {sentence}")
    name = effect.workflow_sid or effect.name or ""
    line = await queues.open(program.leg.call.account_sid, name, effect.max_queue_size)
    program.leg.mailbox.check()
    place = queues.join(line, program.leg, name, effect)
    if place is None:
        sentence = f"Queue {name} is full: {len(line)} callers wait in it, which is all that may; the call goes on"
        program.leg.book.alert(FULL, sentence, level="warning")
        return twiml.LeftQueue("queue-full", line.queue.sid)
    return await Waiting(program, effect, place).run()


def queues_of(program: Program) -> Queues:
    assert program.room.queues is not None
    return program.room.queues


class WaitProgram(Program):
    """What a caller hears who waits. `told` goes along with each request: how it stands with the wait."""

    is_inner = True

    def __init__(self, outer: Program, voice: VoiceRun, told: Callable[[], dict[str, str]]) -> None:
        super().__init__(outer.room, outer.leg, voice, outer.verbs)
        self._outer, self._told = outer, told
        self.has_left = False

    def parameters(self) -> dict[str, str]:
        return {**self._outer.parameters(), **self._told()}

    async def _ask(self, url: str, method: str, more: Mapping[str, str]) -> Any:
        """A request that is under way when somebody takes the caller goes to its end, and is written down."""
        return await asyncio.shield(self.room.spawn(super()._ask(url, method, more)))

    def _end(self, effect: Any) -> None:
        self.has_left = self.has_left or isinstance(effect, twiml.Leave)
        super()._end(effect)


class Waiting:
    """One Enqueue under way."""

    def __init__(self, program: Program, effect: twiml.Enqueue, place: Place) -> None:
        self._program, self._effect, self._place = program, effect, place
        self._leg, self._queues = program.leg, queues_of(program)
        self._stirred = asyncio.Event()
        self._task_sid: str | None = None
        place.stir = self._leg.mailbox.interrupted = self._stirred.set

    async def run(self) -> twiml.LeftQueue:
        gone = self._is_gone
        self._leg.ends.append(gone)
        try:
            return await self._until_over()
        except Redirected as redirected:
            was_talking = self._place.state is State.TALKING
            redirected.left = self._left("redirected-from-bridged" if was_talking else "redirected")
            raise
        except HungUp:
            return self._left("hangup")
        finally:
            self._left("system-error")  # where nothing has been said: a fault of ours
            self._leg.mailbox.interrupted = lambda: None
            if gone in self._leg.ends:
                self._leg.ends.remove(gone)

    def _is_gone(self) -> None:
        """At the very moment that the call ends: nobody takes a caller who is not there any more."""
        is_called = self._place.state in (State.CALLED, State.READY)
        self._queues.leave(self._place, "bridging-in-process" if is_called else "hangup")

    async def _until_over(self) -> twiml.LeftQueue:
        if await self._is_unrouted():
            return self._left("error")
        while True:
            result = await self._wait()
            if result is not None:
                return self._left(result)
            if await self._whispered() and await self._talked():
                return self._left("bridged")
            self._queues.waits_again(self._place)

    async def _is_unrouted(self) -> bool:
        workflow, router = self._effect.workflow_sid, self._queues.router
        if workflow is None or router is None:
            return False
        self._task_sid = await router.route(self._place.wait)
        if self._task_sid is None:
            self._leg.book.alert(NO_WORKFLOW, f"There is no workflow {workflow} in this account; the call goes on")
        return self._task_sid is None

    # -- waiting

    async def _wait(self) -> str | None:
        """How the wait ended; None where somebody has taken the caller."""
        document = self._document()
        if document is None:
            await self._listen()
        else:
            await self._alongside(document)
        if self._place.sent_to is not None:
            raise Redirected(self._place.sent_to)
        if self._place.state is State.OVER:
            return self._place.wait.result or "system-error"
        if self._place.state is not State.WAITING:
            return None
        self._leg.mailbox.check()
        assert document is not None
        return "leave" if document.has_left else "error"

    def _document(self) -> WaitProgram | None:
        url = self._effect.wait_url
        if not url:
            return None
        first = Fetch(url, self._effect.wait_method)
        voice = VoiceRun(first=first, role=Role.QUEUE_WAIT, is_answered=True)
        return WaitProgram(self._program, voice, lambda: self._queues.told(self._place))

    async def _listen(self) -> None:
        """To the music, or to silence, while nothing happens."""
        if self._effect.wait_url is None and self._place.state is State.WAITING and not self._leg.is_over:
            self._leg.play(self._program.room.sounds.music(), 0)
        try:
            while self._place.state is State.WAITING:
                self._leg.mailbox.check()
                await self._stir()
        finally:
            self._quieten()

    async def _alongside(self, document: WaitProgram) -> None:
        """Runs a document until it ends, or until the caller's standing changes: then it stops at once."""
        was = self._place.state
        task = self._program.room.spawn(document.run())
        task.add_done_callback(lambda _: self._stirred.set())
        try:
            while self._place.state is was and not task.done():
                self._leg.mailbox.check()
                await self._stir()
        finally:
            task.cancel()
            await asyncio.wait([task])
            self._quieten()
        if not task.cancelled():
            task.result()

    async def _stir(self) -> None:
        await self._stirred.wait()
        self._stirred.clear()

    def _quieten(self) -> None:
        if not self._leg.is_over:
            self._leg.media.stop()
            self._leg.mailbox.clear()

    # -- being served

    async def _whispered(self) -> bool:
        """The caller hears what the agent's document says. False where the agent has gone meanwhile."""
        agent = self._place.agent
        if agent is not None and agent.whisper is not None and self._place.state is State.CALLED:
            self._queues.connecting(self._place)
            voice = VoiceRun(first=agent.whisper, role=Role.QUEUE_WHISPER, is_answered=True)
            told = {"QueueSid": self._place.wait.queue_sid, "DequeingCallSid": agent.call_sid}
            told["QueueTime"] = str(self._queues.waited_ms(self._place) // 1000)
            await self._alongside(WaitProgram(self._program, voice, lambda: told))
            self._leg.mailbox.check()
        self._place.line.ready(self._place)
        return self._place.state is State.READY

    async def _talked(self) -> bool:
        """Until the call is over. False where the agent has gone before it began."""
        try:
            while self._place.state in (State.READY, State.TALKING):
                self._leg.mailbox.check()
                await self._stir()
            return self._place.state is State.OVER
        except Redirected:
            if self._place.state is State.TALKING:
                self._leg.media.unbridge()
            raise

    # -- the end

    def _left(self, result: str) -> twiml.LeftQueue:
        """It is over with the place, too; whoever serves the caller goes on without."""
        place = self._place
        was_served = place.wait.result == "bridged"
        self._queues.leave(place, result)
        told = result if was_served and result == "redirected-from-bridged" else place.wait.result or result
        params = {"WorkflowSid": self._effect.workflow_sid, "TaskSid": self._task_sid}
        return twiml.LeftQueue(
            told,
            place.wait.queue_sid,
            self._queues.waited_ms(place) // 1000,
            {name: sid for name, sid in params.items() if sid},
        )
