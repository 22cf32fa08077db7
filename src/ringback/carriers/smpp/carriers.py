"""All SMPP carriers of this installation: as they are set up, each bound by one process."""

import asyncio
import contextlib
from collections.abc import Iterator

import msgspec
import structlog

from ringback.carriers.interface import Carrier, Sink, Submission, Submitted
from ringback.carriers.smpp.arrivals import JOIN, MATCH, later
from ringback.carriers.smpp.carrier import SmppCarrier, serves
from ringback.carriers.smpp.leases import RENEW_S, Leases
from ringback.carriers.smpp.model import SmppFragment, SmppNetwork, SmppOrphan
from ringback.jobs import Later, Written, work
from ringback.kernel import Clock, Entropy, Job, SidSource, Unavailable
from ringback.store import Store, Unit

log = structlog.get_logger(__name__)
MOST = 1_000  # carriers that are kept in memory


class Elsewhere:
    """A carrier whose binds another process has, or nobody yet."""

    is_simulated = False
    is_transactional = False

    def __init__(self, network: SmppNetwork) -> None:
        self.name, self._network = network.sid, network

    async def submit(self, submission: Submission) -> Submitted:
        raise Unavailable(f"the binds to {self._network.friendly_name} are not held by this process")


class SmppCarriers:
    """`sink` is handed down once the rooms above are built. Register it with the job runner."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, entropy: Entropy, owner: str) -> None:
        self._store, self._clock, self._sids, self._entropy = store, clock, sids, entropy
        self._owner = owner
        self._live: dict[str, SmppCarrier] = {}
        self._known: list[SmppNetwork] = []
        self._keeper: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self.sink: Sink

    async def start(self) -> None:
        self._leases = Leases(self._store, self._clock, self._owner, asyncio.get_running_loop().time)
        await self._look()
        self._keeper = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
        for sid in list(self._live):
            await self._end(sid)
            with contextlib.suppress(Unavailable):
                await self._leases.release(sid)

    async def refresh(self) -> None:
        """Something was set up anew: messages are routed by it from now on, and binds follow."""
        await self._read()
        self._changed.set()

    async def _read(self) -> dict[str, SmppNetwork]:
        known = await self._store.cached_whole(SmppNetwork, MOST) or {}
        wanted = {sid: one for sid, one in sorted(known.items()) if one.enabled}
        self._known = list(wanted.values())
        return wanted

    def __iter__(self) -> Iterator[SmppCarrier]:
        return iter(self._live.values())

    def named(self, sid: str) -> SmppCarrier | None:
        return self._live.get(sid)

    def chosen(self, to: str) -> Carrier | None:
        """The one that serves the number by the longest prefix; of several, one that is bound, then the oldest.

        One that is set up and not bound here is chosen all the same: nothing else is its fail-over.
        """
        fit = [one for one in self._known if serves(one, to) >= 0]
        best = max(fit, key=lambda one: (serves(one, to), self._can_send(one.sid)), default=None)
        return None if best is None else self._live.get(best.sid) or Elsewhere(best)

    def _can_send(self, sid: str) -> bool:
        carrier = self._live.get(sid)
        return carrier is not None and carrier.lines.can_send

    async def _keep(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(RENEW_S):
                    await self._changed.wait()
            self._changed.clear()
            try:
                await self._look()
            except Unavailable as reason:
                log.warning("SMPP carriers cannot be read", reason=str(reason))

    async def _look(self) -> None:
        """Starts, stops and renews, so that what is set up and ours is what is bound."""
        wanted = await self._read()
        for sid, carrier in list(self._live.items()):
            if wanted.get(sid) != carrier.network:
                await self._end(sid)
        for sid, network in wanted.items():
            if not await self._leases.hold(sid):
                await self._end(sid)
            elif sid not in self._live:
                self._begin(network)

    def _begin(self, network: SmppNetwork) -> None:
        carrier = SmppCarrier(network, self._store, self._clock, self._sids, self.sink, self._chance)
        self._live[network.sid] = carrier
        carrier.start()

    async def _end(self, sid: str) -> None:
        carrier = self._live.pop(sid, None)
        if carrier is not None:
            await carrier.stop()

    def _chance(self) -> float:
        return int.from_bytes(self._entropy.bytes(4), "big") / 2**32

    # -- later

    @work(MATCH, attempts=1000)
    async def match(self, job: Job) -> Unit | Later | Written | None:
        """A receipt that came before its message was known as sent, or whose message is not ours."""
        orphan = await self._store.get(SmppOrphan, job.key)
        if orphan is None:
            return None
        carrier = self._live.get(orphan.carrier)
        gone = Unit(delete=[orphan], done=[job])
        if carrier is not None and await carrier.arrivals.settle(orphan, gone):
            return Written()
        again = later(orphan, self._clock)
        if again is None:
            log.warning("a receipt for a message nobody knows", carrier=orphan.carrier, message_id=orphan.message_id)
            return Unit(delete=[orphan])
        return again

    @work(JOIN, attempts=1000)
    async def join(self, job: Job) -> Unit | None:
        """A text whose other parts did not come in a day."""
        fragment = msgspec.json.decode(job.args["fragment"], type=SmppFragment)
        carrier = self._live.get(fragment.carrier)
        if carrier is None:
            raise Unavailable(f"the carrier {fragment.carrier} of a waiting part is not bound here")
        return await carrier.arrivals.incomplete(fragment)
