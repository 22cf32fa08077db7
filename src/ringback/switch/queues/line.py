"""A line: who waits and who serves, both in the order they came. Nothing here waits, writes or makes a sound.

A caller is WAITING, then CALLED by an agent, READY once the whisper is heard, TALKING, and OVER. One that is called
and whose agent vanishes waits again where it stood. Never do both a caller and an agent wait.
"""

import enum
from collections.abc import Callable
from typing import Any

from ringback.switch.queues.average import Average
from ringback.switch.queues.model import Queue, Wait


class State(enum.Enum):
    WAITING = "waiting"
    CALLED = "called"
    READY = "ready"
    TALKING = "talking"
    OVER = "over"


def _nothing() -> None: ...


class Place:
    """A caller's. `stir` tells its verb to look at it; `sent_to` where it was redirected to."""

    def __init__(self, wait: Wait, leg: Any = None, stir: Callable[[], None] = _nothing) -> None:
        self.wait, self.leg, self.stir = wait, leg, stir
        self.line: Line
        self.state = State.WAITING
        self.agent: Agent | None = None
        self.sent_to: Any = None


class Agent:
    """One who takes the next caller: `place`, once there is one. `whisper` is the document that the caller hears first.

    `is_gone` says that the agent has hung up.
    """

    def __init__(
        self,
        call_sid: str,
        *,
        whisper: Any = None,
        stir: Callable[[], None] = _nothing,
        is_gone: Callable[[], bool] = lambda: False,
    ) -> None:
        self.call_sid, self.whisper, self.stir, self.is_gone = call_sid, whisper, stir, is_gone
        self.place: Place | None = None


class Line:
    """`queue` is its record as last read. Nobody enters a closed one; one that is dissolved has lost its queue."""

    def __init__(self, queue: Queue, average: Average | None = None) -> None:
        self.queue, self.average = queue, average or Average()
        self.is_closed = self.is_dissolved = False
        self._waiting: dict[str, Place] = {}
        self._called: set[Place] = set()
        self._agents: dict[Agent, None] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def is_idle(self) -> bool:
        return not (self._waiting or self._called or self._agents)

    @property
    def agents(self) -> list[Agent]:
        """Those who wait for a caller."""
        return list(self._agents)

    @property
    def waiting(self) -> list[Place]:
        """From the front."""
        return list(self._waiting.values())

    @property
    def front(self) -> Place | None:
        return next(iter(self._waiting.values()), None)

    def find(self, call_sid: str) -> Place | None:
        return self._waiting.get(call_sid)

    def position(self, place: Place) -> int:
        """From 1; 0 for who does not wait any more."""
        for number, call_sid in enumerate(self._waiting, 1):
            if call_sid == place.wait.call_sid:
                return number
        return 0

    # -- callers

    def join(self, place: Place) -> None:
        place.line = self
        self._waiting[place.wait.call_sid] = place
        self._match()

    def take_over(self, place: Place) -> None:
        """From another line; whoever has waited longer stands in front."""
        del place.line._waiting[place.wait.call_sid]
        place.line = self
        self._stand(place)

    def ready(self, place: Place) -> None:
        """Its whisper is heard."""
        if place.state is State.CALLED and place.agent is not None:
            place.state = State.READY
            place.agent.stir()

    def talk(self, place: Place) -> None:
        """It is put through."""
        self._called.discard(place)
        place.state = State.TALKING

    def leave(self, place: Place) -> None:
        """It is over with it, from whatever state. Whoever had called it takes the next, before all other agents."""
        was, place.state = place.state, State.OVER
        agent, place.agent = place.agent, None
        self._called.discard(place)
        if self._waiting.get(place.wait.call_sid) is place:
            del self._waiting[place.wait.call_sid]
        place.stir()
        if agent is None:
            return
        agent.place = None if was is not State.TALKING else place
        agent.stir()
        if was is not State.TALKING:
            self._agents = {agent: None, **self._agents}
            self._match()

    # -- agents

    def ask(self, agent: Agent) -> None:
        """The agent gets `place` at once or later; `stir` tells."""
        self._agents[agent] = None
        self._match()

    def withdraw(self, agent: Agent) -> None:
        """The agent takes nobody any more. Whom it has called goes back to where it stood."""
        self._agents.pop(agent, None)
        place, agent.place = agent.place, None
        if place is None or place.agent is not agent:
            return
        place.agent = None
        if place.state is State.TALKING:
            place.state = State.OVER
        elif place.state in (State.CALLED, State.READY):
            self._stand_back(place)
        place.stir()

    def _stand_back(self, place: Place) -> None:
        place.state = State.WAITING
        self._called.discard(place)
        self._stand(place)

    def _stand(self, place: Place) -> None:
        everybody = sorted([*self._waiting.values(), place], key=lambda one: one.wait.sid)
        self._waiting = {one.wait.call_sid: one for one in everybody}
        self._match()

    def _match(self) -> None:
        while self._agents and self._waiting:
            agent = next(iter(self._agents))
            del self._agents[agent]
            if not agent.is_gone():
                self._pair(agent, next(iter(self._waiting.values())))

    def _pair(self, agent: Agent, place: Place) -> None:
        del self._waiting[place.wait.call_sid]
        self._called.add(place)
        place.state, place.agent, agent.place = State.CALLED, agent, place
        place.stir()
        agent.stir()
