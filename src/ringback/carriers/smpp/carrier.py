"""One SMPP carrier, as the rest of the house sees it.

A part is written down before it is handed over, and once more with the message's step to `sent`. So after a crash
each part is in one of three states: accepted, surely not sent, or handed over with its answer lost: that one is
`submit_unknown`, and held or sent again as the operator wants.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import msgspec
import structlog

from ringback.carriers.interface import Rejected, Sink, Submission, Submitted, Unknown
from ringback.carriers.smpp import outcomes, tables
from ringback.carriers.smpp.arrivals import Arrivals
from ringback.carriers.smpp.line import Line
from ringback.carriers.smpp.lines import Lines
from ringback.carriers.smpp.model import PartState, SmppNetwork, SmppPart, WhenUnknown
from ringback.jobs import Later
from ringback.kernel import Clock, SidSource, Unavailable
from ringback.protocols.smpp import addresses, content, receipts
from ringback.protocols.smpp.content import Style
from ringback.protocols.smpp.pdus import Pdu, SubmitSm, SubmitSmResp
from ringback.protocols.smpp.status import BUSY, PASSING, Status, name
from ringback.protocols.smpp.values import RECEIPT
from ringback.protocols.sms import segments
from ringback.store import Conflict, Duplicate, Store, Unit

log = structlog.get_logger(__name__)
MOST_ATTEMPTS = 3  # of a part whose answer is lost each time: each may be one more on the phone
MOST_TRIES = 20  # of one part at a carrier that says it is busy; then the job's own backoff


class SmppCarrier:
    """`start` makes its binds. `chance` is from 0 to 1."""

    is_simulated = False
    is_transactional = False

    def __init__(
        self, network: SmppNetwork, store: Store, clock: Clock, sids: SidSource, sink: Sink, chance: Callable[[], float]
    ) -> None:
        self.network, self.name = network, network.sid
        self._store, self._clock, self._sink = store, clock, sink
        self._style = Style(network.joining, network.alphabet)
        self.lines = Lines(network, self, chance)
        self.arrivals = Arrivals(network, store, clock, sids, sink)
        self._tasks: set[asyncio.Task[None]] = set()
        self._reference = int(chance() * 0xFFFF)

    def start(self) -> None:
        self.lines.start()

    async def stop(self) -> None:
        await self.lines.stop()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=1.0)

    # -- out

    async def submit(self, submission: Submission) -> Submitted | Rejected | Unknown | Later:
        """Raises Unavailable while no bind can send, or the carrier is too busy; what it took by then is remembered."""
        if submission.attachments:
            return Rejected(outcomes.UNKNOWN, "SMPP carries texts, not media")
        wait_s = self.lines.wait_s() if self.lines.can_send else None
        if wait_s is not None:
            return Later(self._clock.now() + timedelta(seconds=wait_s))
        line = await self.lines.slot()
        try:
            parts = await self._written(submission)
        except BaseException:
            line.release()
            raise
        due = [part for part in parts if part.state is PartState.SENDING]
        if not due:
            line.release()
        pdus = self._pdus(submission, parts[0].reference)
        slots = [line, *(None for _ in due[1:])]
        sent = await asyncio.gather(*(self._part(part, pdus, slot) for part, slot in zip(due, slots, strict=False)))
        done = {part.part: part for part in sent}
        return await self._settled([done.get(part.part, part) for part in parts])

    async def _written(self, submission: Submission) -> list[SmppPart]:
        """The parts, durable. Those that are SENDING are for this run to send."""
        self._reference = (self._reference + 1) & 0xFFFF
        count = len(self._pdus(submission, self._reference))
        fresh = [self._fresh(submission, n, count) for n in range(1, count + 1)]
        try:
            await self._store.commit(Unit(insert=fresh))
        except Duplicate:
            return await self._left(submission.message_sid, fresh)
        return fresh

    async def _left(self, message_sid: str, fresh: list[SmppPart]) -> list[SmppPart]:
        """What an earlier run left: it waited, or its answer was lost with the process.

        What another carrier left has surely not been taken there, or the message would not be here: it begins anew.
        """
        found = await self._store.records(SmppPart, tables.of_message(message_sid))
        if any(part.state is PartState.CANCELED for part in found):
            raise Conflict("the message was called off")
        if all(part.carrier != self.name for part in found):
            await self._store.commit(Unit(put=fresh, delete=found[len(fresh) :]))
            return fresh
        resends = self.network.when_unknown is WhenUnknown.RESEND
        now = [_again(part, resends=resends) for part in found]
        await self._store.commit(Unit(put=now))
        return now

    def _fresh(self, submission: Submission, part: int, parts: int) -> SmppPart:
        return SmppPart(
            message_sid=submission.message_sid,
            part=part,
            parts=parts,
            account_sid=submission.account_sid,
            carrier=self.name,
            to=submission.to,
            state=PartState.SENDING,
            reference=self._reference,
            at=self._clock.now(),
        )

    def _pdus(self, submission: Submission, reference: int) -> list[SubmitSm]:
        texts: Sequence[str] = submission.parts
        if self._style.is_wide and len(texts) > 1:
            texts = segments.cut(submission.body, wide_references=True).parts
        made = content.parts(texts, submission.encoding, self._style, reference=reference)
        source, to = addresses.write(submission.from_), addresses.write(submission.to)
        return [
            SubmitSm(
                source_addr_ton=source.ton,
                source_addr_npi=source.npi,
                source_addr=source.address,
                dest_addr_ton=to.ton,
                dest_addr_npi=to.npi,
                destination_addr=to.address,
                esm_class=part.esm_class,
                registered_delivery=RECEIPT,
                data_coding=part.data_coding,
                short_message=part.short_message,
                tlvs=part.tlvs,
            )
            for part in made
        ]

    async def _part(self, part: SmppPart, pdus: Sequence[SubmitSm], line: Line | None) -> SmppPart:
        """One part to its answer; WAITING where no bind took it."""
        for _ in range(MOST_TRIES):
            try:
                line = line or await self.lines.slot()
            except Unavailable as reason:
                log.info("a part waits", message=part.message_sid, part=part.part, reason=str(reason))
                break
            answer = line.hand_over(pdus[part.part - 1], part)
            line = None
            if answer is None:
                continue
            response = await answer
            if response is None:
                return tables.unanswered(part)
            if response.command_status in BUSY:
                continue  # the session pauses by itself
            if response.command_status in PASSING:
                break
            return self._answered(part, response)
        return msgspec.structs.replace(part, state=PartState.WAITING)

    def _answered(self, part: SmppPart, response: Pdu) -> SmppPart:
        replace, status = msgspec.structs.replace, response.command_status
        if status != Status.ESME_ROK or not isinstance(response, SubmitSmResp):
            return replace(part, state=PartState.REFUSED, status=status or Status.ESME_RUNKNOWNERR)
        carrier_id = response.message_id
        accepted = replace(
            part, state=PartState.ACCEPTED, carrier_id=carrier_id, canonical=receipts.canonical(carrier_id)
        )
        self.arrivals.expect(accepted)
        return accepted

    async def _settled(self, parts: list[SmppPart]) -> Submitted | Rejected | Unknown:
        states = {part.state for part in parts}
        unit = Unit(put=parts)
        if PartState.REFUSED in states:
            await self._store.commit(unit)
            status = next(part.status for part in parts if part.state is PartState.REFUSED)
            return Rejected(outcomes.of_refusal(status), name(status))
        if PartState.WAITING in states:
            await self._store.commit(unit)
            raise Unavailable(f"{self.network.friendly_name} took none, or not all, of the message's parts")
        if PartState.UNKNOWN in states and self._resends(parts):
            await self._store.commit(unit)
            raise Unavailable(f"{self.network.friendly_name} did not answer; the message is sent again")
        if PartState.UNKNOWN in states:
            return Unknown(f"{self.network.friendly_name} did not answer", unit)
        return Submitted(tuple(part.carrier_id for part in parts), unit)

    def _resends(self, parts: list[SmppPart]) -> bool:
        unknown = [part.attempt for part in parts if part.state is PartState.UNKNOWN]
        return self.network.when_unknown is WhenUnknown.RESEND and max(unknown) < MOST_ATTEMPTS

    # -- what lines tell

    def asked(self, line: Line, request: Pdu) -> None:
        self._spawn(self.arrivals.take(line, line.wire, request))

    def late(self, part: SmppPart, response: Pdu) -> None:
        self._spawn(self._late(part, response))

    def answered(self, line: Line) -> None:
        """Lines count answers themselves."""

    def changed(self, line: Line) -> None:
        """Lines see to room themselves."""

    async def _late(self, part: SmppPart, response: Pdu) -> None:
        """An answer that had been given up: the message is sent after all, once all its parts are."""
        known = await self._store.get(SmppPart, (part.message_sid, part.part))
        if known is None or known.state is not PartState.UNKNOWN:
            return
        now = self._answered(known, response)
        unit = Unit(put=[now])
        others = await self._store.records(SmppPart, tables.of_message(part.message_sid))
        states = {one.state for one in others if one.part != part.part} | {now.state}
        if states == {PartState.ACCEPTED} and self._sink.taken is not None:
            unit += await self._sink.taken(part.account_sid, part.message_sid)
        await self._store.commit(unit)

    def _spawn(self, work: Awaitable[None]) -> None:
        async def run() -> None:
            await work

        task = asyncio.get_running_loop().create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("what an SMPP carrier said could not be taken", exc_info=task.exception())


def _again(part: SmppPart, *, resends: bool) -> SmppPart:
    """A part that an earlier run left, as this run takes it."""
    if part.state is PartState.WAITING:
        return msgspec.structs.replace(part, state=PartState.SENDING)
    if part.state not in (PartState.SENDING, PartState.UNKNOWN):
        return part
    if resends and part.attempt < MOST_ATTEMPTS:
        return msgspec.structs.replace(part, state=PartState.SENDING, attempt=part.attempt + 1)
    return tables.unanswered(part)
