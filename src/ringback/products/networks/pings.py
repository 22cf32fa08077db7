"""Asks every network whether it is there: SIP OPTIONS, twice a minute; more often while it does not answer."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from ringback.kernel import Unavailable
from ringback.products.networks import rules
from ringback.products.networks.model import Health, Network, NetworkKind
from ringback.products.networks.service import NetworksService

log = structlog.get_logger(__name__)
LOOKS_EVERY_S = 5.0  # for networks that are new, or due
WITHIN_S = 4.0
Ping = Callable[[Network, float], Awaitable[int]]


class Pings:
    """`ping` gives the SIP status that a network answered with, within so many seconds."""

    def __init__(self, networks: NetworksService, ping: Ping, *, looks_every_s: float = LOOKS_EVERY_S) -> None:
        self._networks, self._ping, self._looks_every_s = networks, ping, looks_every_s
        self._known: dict[str, rules.Pinged] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="network pings")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._looks_every_s)
            try:
                await self.look(asyncio.get_running_loop().time())
            except Unavailable as problem:
                log.warning("networks could not be looked at", error=str(problem))

    async def look(self, now: float) -> None:
        """Pings those whose time has come, all at once. `now` is monotonic."""
        asked = [one for one in await self._networks.all() if one.enabled and one.kind is NetworkKind.SIP]
        self._known = {one.sid: self._known.get(one.sid, rules.NEVER_PINGED) for one in asked}
        due = [one for one in asked if self._known[one.sid].due_at <= now]
        await asyncio.gather(*(self._ask(one, now) for one in due))

    async def _ask(self, network: Network, now: float) -> None:
        status = await self._ping(network, WITHIN_S)
        pinged = self._known[network.sid] = rules.pinged(self._known[network.sid], status, now)
        if pinged.health is not Health.UNKNOWN:
            await self._networks.report(network.sid, pinged.health, rules.said_of(status))
