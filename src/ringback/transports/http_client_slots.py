"""Who may have a request in flight: so many in all, so many to a host, so many for an owner, and short queues.

A host that hangs fills its own slots and its own queue and nothing else. When all slots are taken, the next free one
goes to the waiting host with the fewest requests in flight, so one that is slow cannot crowd out one that is quick.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque


class Congested(Exception):
    """So many requests to this host wait already that one more is not worth queueing."""


class Slots:
    """Bounded, fair permission to send. All limits count requests, not connections."""

    def __init__(
        self, *, total: int = 1024, per_host: int = 64, per_owner: int = 512, queue_per_host: int = 1000
    ) -> None:
        self._total, self._per_host, self._per_owner, self._queue_per_host = total, per_host, per_owner, queue_per_host
        self._in_flight = 0
        self._hosts: Counter[str] = Counter()
        self._owners: Counter[str] = Counter()
        self._waiting: dict[str, deque[tuple[asyncio.Future[None], str]]] = {}

    @property
    def in_flight(self) -> int:
        return self._in_flight

    def waiting(self, host: str) -> int:
        """How many requests to `host` wait for a slot."""
        return len(self._waiting.get(host, ()))

    def would_wait(self, host: str, owner: str) -> bool:
        return host in self._waiting or not self._is_free(host, owner)

    async def take(self, host: str, owner: str) -> None:
        """Returns with the slot held; give it back with `release`. Raises Congested when the host's queue is full."""
        if self.would_wait(host, owner):
            await self._wait(host, owner)
        else:
            self._hold(host, owner)

    def release(self, host: str, owner: str) -> None:
        was_tight = self._in_flight >= self._total or self._owners[owner] >= self._per_owner
        self._in_flight -= 1
        _lower(self._hosts, host)
        _lower(self._owners, owner)
        if self._waiting:
            self._admit(self._fairest() if was_tight else host)

    def _is_free(self, host: str, owner: str) -> bool:
        return (
            self._in_flight < self._total
            and self._hosts[host] < self._per_host
            and self._owners[owner] < self._per_owner
        )

    def _hold(self, host: str, owner: str) -> None:
        self._in_flight += 1
        self._hosts[host] += 1
        self._owners[owner] += 1

    async def _wait(self, host: str, owner: str) -> None:
        queue = self._waiting.setdefault(host, deque())
        if len(queue) >= self._queue_per_host:
            raise Congested(f"{len(queue)} requests to {host} wait already, the limit is {self._queue_per_host}")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append((turn, owner))
        try:
            await turn
        except asyncio.CancelledError:
            self._give_up(host, owner, turn)
            raise

    def _give_up(self, host: str, owner: str, turn: asyncio.Future[None]) -> None:
        if turn.done() and not turn.cancelled():  # the slot came in the same moment: hand it on
            self.release(host, owner)
            return
        queue = self._waiting.get(host)
        if queue is not None and (turn, owner) in queue:
            queue.remove((turn, owner))
            self._forget_if_empty(host)
        self._admit(host)  # who stood behind it may belong to an owner with slots to spare

    def _fairest(self) -> str | None:
        """The waiting host, able to go, with the fewest in flight."""
        for host in list(self._waiting):
            self._drop_cancelled(host)
        able = [host for host, queue in self._waiting.items() if self._is_free(host, queue[0][1])]
        return min(able, key=self._hosts.__getitem__, default=None)

    def _admit(self, host: str | None) -> None:
        if host is None or host not in self._waiting:
            return
        self._drop_cancelled(host)
        queue = self._waiting.get(host)
        if not queue or not self._is_free(host, queue[0][1]):
            return
        turn, owner = queue.popleft()
        self._forget_if_empty(host)
        self._hold(host, owner)
        turn.set_result(None)

    def _drop_cancelled(self, host: str) -> None:
        """A task that was cancelled has not run yet, so it stands in the queue still: its turn would be lost."""
        queue = self._waiting[host]
        while queue and queue[0][0].cancelled():
            queue.popleft()
        self._forget_if_empty(host)

    def _forget_if_empty(self, host: str) -> None:
        if not self._waiting[host]:
            del self._waiting[host]


def _lower(counts: Counter[str], key: str) -> None:
    counts[key] -= 1
    if counts[key] <= 0:
        del counts[key]
