"""All SMPP carriers of this installation: as they are set up, each bound by one process."""

import asyncio
import contextlib
from collections.abc import Iterator

import msgspec
import structlog

from ringback.carriers.interface import Carrier, Known, Sink, Submission, Submitted
from ringback.carriers.smpp import tables
from ringback.carriers.smpp.arrivals import JOIN, MATCH, later
from ringback.carriers.smpp.carrier import SmppCarrier
from ringback.carriers.smpp.leases import RENEW_S, Leases
from ringback.carriers.smpp.model import PartState, SmppFragment, SmppNetwork, SmppOrphan, SmppPart
from ringback.jobs import Later, Written, work
from ringback.kernel import Clock, Entropy, Job, SidSource, Unavailable
from ringback.store import Store, Unit

log = structlog.get_logger(__name__)
MOST = 1_000  # carriers that are kept in memory
_NOT_TAKEN = (PartState.WAITING, PartState.REFUSED, PartState.CANCELED)


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
        self._known: dict[str, SmppNetwork] = {}
        self._any = False  # whether any is set up, switched on or not
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
        self._known, self._any = wanted, bool(known)
        return wanted

    def __iter__(self) -> Iterator[SmppCarrier]:
        return iter(self._live.values())

    def live(self, sid: str) -> SmppCarrier | None:
        """One whose binds this process has."""
        return self._live.get(sid)

    def named(self, sid: str) -> Carrier | None:
        """One that is switched on, wherever its binds are."""
        network = self._known.get(sid)
        return None if network is None else self._live.get(sid) or Elsewhere(network)

    def known(self) -> list[Known]:
        return [
            Known(
                sid=sid, kind="smpp", friendly_name=one.friendly_name, health=self._health(sid), prefixes=one.prefixes
            )
            for sid, one in self._known.items()
        ]

    def _health(self, sid: str) -> str:
        carrier = self._live.get(sid)
        if carrier is None:
            return "unknown"  # another process has its binds, or nobody yet
        return "up" if carrier.lines.can_send else "down"

    async def begun(self, message_sid: str) -> str | None:
        """The carrier that a part was handed to, unless it refused that part or surely never saw it."""
        if not self._any:
            return None
        parts = await self._store.records(SmppPart, tables.of_message(message_sid))
        return next((part.carrier for part in parts if part.state not in _NOT_TAKEN), None)

    def bar(self, message_sid: str, account_sid: str) -> Unit:
        return Unit(insert=[tables.called_off(message_sid, account_sid, self._clock.now())])

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
