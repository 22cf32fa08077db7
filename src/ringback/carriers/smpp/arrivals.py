"""What comes from an SMPP carrier: receipts and texts. Each is answered once it is durable, and not before."""

import asyncio
from datetime import timedelta

import msgspec
import structlog

from ringback.carriers.interface import Arrival, CarrierReceipt, Sink
from ringback.carriers.smpp import outcomes, tables
from ringback.carriers.smpp.line import Line
from ringback.carriers.smpp.model import PartState, SmppFragment, SmppNetwork, SmppOrphan, SmppPart
from ringback.carriers.smpp.wire import Wire
from ringback.jobs import Later
from ringback.kernel import Clock, Job, SidSource, Unavailable
from ringback.protocols.smpp import addresses, content, receipts
from ringback.protocols.smpp.content import Content
from ringback.protocols.smpp.pdus import DataSm, DeliverSm, Pdu
from ringback.protocols.smpp.receipts import Receipt
from ringback.protocols.smpp.status import Status
from ringback.protocols.sms import reassembly, segments
from ringback.protocols.sms.reassembly import Fragment
from ringback.protocols.sms.udh import Concatenation
from ringback.store import Conflict, Store, Unit

log = structlog.get_logger(__name__)
MOST_TRIES = 20
LOCKS = 64  # messages whose receipts may be written at a time
MOST_RECENT = 50_000  # some 20 MB; receipts for older ids are looked for in the database
OVERTAKEN_S = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.32)  # then it is kept, and matched later
MATCH, JOIN = "smpp.match", "smpp.join"
CONVERTED_AFTER = timedelta(seconds=2)  # an answer and its commit are long there
KEPT = timedelta(days=3)  # a receipt whose message nobody knows
PATIENCE = timedelta(hours=24)  # for the other parts of a text


class Arrivals:
    """One carrier's. `take` is a task for each request."""

    def __init__(self, network: SmppNetwork, store: Store, clock: Clock, sids: SidSource, sink: Sink) -> None:
        self._network, self._store, self._clock, self._sids, self._sink = network, store, clock, sids, sink
        self._keeps = self._converts = False  # how this carrier was seen to spell ids in receipts, so far
        self._recent: dict[str, tuple[str, int]] = {}  # ids that were answered of late: message SID and part
        self._settling = [asyncio.Lock() for _ in range(LOCKS)]
        self._joining = asyncio.Lock()  # two parts of one text at once would each miss the other

    async def take(self, line: Line, wire: Wire, request: Pdu) -> None:
        """Answers ESME_ROK after the commit; ESME_RX_T_APPN where that fails: the carrier tries again."""
        status = Status.ESME_RX_T_APPN
        try:
            if isinstance(request, (DeliverSm, DataSm)):
                await self._durable(request)
            status = Status.ESME_ROK
        except Unavailable as reason:
            log.warning("an SMPP carrier is asked to try again", carrier=self._network.sid, reason=str(reason))
        finally:
            wire.session.answer(request, status)
            wire.turn()

    async def _durable(self, pdu: DeliverSm | DataSm) -> None:
        receipt = receipts.read(pdu, self._network.alphabet)
        if receipt is not None:
            await self._receipt(pdu, receipt)
            return
        for _ in range(MOST_TRIES):
            try:
                return await self._text(pdu)
            except Conflict:
                continue
        raise Unavailable("too many changes of one message at once")

    # -- receipts

    async def _receipt(self, pdu: DeliverSm | DataSm, receipt: Receipt) -> None:
        outcome = outcomes.of_receipt(receipt)
        if outcome is None or receipt.message_id is None:
            return
        now = self._clock.now()
        orphan = SmppOrphan(
            sid=self._sids.new("SO", now),
            carrier=self._network.sid,
            message_id=receipt.message_id,
            recipient=self._number(pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr),
            status=outcome[0],
            error_code=outcome[1],
            at=now,
        )
        if not await self.settle(orphan, Unit()):
            job = Job(kind=MATCH, key=orphan.sid, due_at=now + timedelta(seconds=0.5))
            await self._store.commit(Unit(insert=[orphan], jobs=[job]))

    async def settle(self, orphan: SmppOrphan, more: Unit) -> bool:
        """Writes what the receipt comes to, and `more`; False where its message is not known, or not yet.

        Receipts of one message go one after the other: two at once would each miss the other, and never make a whole.
        """
        part = await self._part_of(orphan)
        if part is None:
            return False
        if part.state is PartState.UNKNOWN:
            part = _found(part, orphan.message_id)
            more += Unit(put=[part])
        told = CarrierReceipt(
            carrier=self._network.sid,
            carrier_id=part.carrier_id,
            message_sid=part.message_sid,
            account_sid=part.account_sid,
            part=part.part,
            parts=part.parts,
            status=orphan.status,
            error_code=orphan.error_code,
            done_at=orphan.at,
        )
        async with self._settling[hash(part.message_sid) % len(self._settling)]:
            for _ in range(MOST_TRIES):
                try:
                    await self._store.commit(await self._sink.receipts([told]) + more)
                except Conflict:
                    continue
                return True
        raise Unavailable("too many changes of one message at once")

    async def _part_of(self, orphan: SmppOrphan) -> SmppPart | None:
        """By the id itself, or in hex for decimal and the other way.

        Any number is somebody's hex. So another spelling counts only where this carrier is known for it, or where the
        id itself has not turned up for a while; and the recipient must be the same.
        """
        itself, others = (receipts.canonical(orphan.message_id),), receipts.other_forms(orphan.message_id)
        if self._converts and not self._keeps and (part := await self._known(orphan, others, strict=True)):
            return part
        part = await self._fresh(orphan, itself[0]) or await self._known(orphan, itself, strict=False)
        if part is not None:
            self._keeps = True
            return part
        if self._clock.now() - orphan.at < CONVERTED_AFTER:
            return None
        part = await self._known(orphan, others, strict=True)
        self._converts = self._converts or part is not None
        return part or await self._unanswered(orphan)

    async def _unanswered(self, orphan: SmppOrphan) -> SmppPart | None:
        """The one part to this recipient whose answer was lost: an id that nobody knows must be its own."""
        found = await self._store.records(SmppPart, tables.unanswered_to(self._network.sid, orphan.recipient))
        return found[0] if len(found) == 1 else None

    def expect(self, part: SmppPart) -> None:
        """Its answer came: the receipt may come at once, before the answer is durable."""
        self._recent[part.canonical] = part.message_sid, part.part
        if len(self._recent) > MOST_RECENT:
            del self._recent[next(iter(self._recent))]

    async def _fresh(self, orphan: SmppOrphan, form: str) -> SmppPart | None:
        """By what was answered of late. A receipt that overtakes the commit of its answer waits a moment for it."""
        for pause_s in OVERTAKEN_S:
            key = self._recent.get(form)
            part = await self._store.get(SmppPart, key) if key else None
            if part is None or not _same_phone(part.to, orphan.recipient):
                return None
            if part.state is PartState.ACCEPTED and part.canonical == form:
                self._recent.pop(form, None)
                return part
            await asyncio.sleep(pause_s)
        return None

    async def _known(self, orphan: SmppOrphan, forms: tuple[str, ...], *, strict: bool) -> SmppPart | None:
        found = await self._store.records(SmppPart, tables.of_id(self._network.sid, forms)) if forms else []
        same = [part for part in found if _same_phone(part.to, orphan.recipient)]
        return next(iter(same or ([] if strict else found)), None)

    # -- texts

    async def _text(self, pdu: DeliverSm | DataSm) -> None:
        found = content.read(pdu, self._network.alphabet)
        sender = self._number(pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr)
        receiver = self._number(pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr)
        if found.place is None or found.place.total == 1:
            parts = 1 if pdu.tlvs == () else segments.count(found.text)
            await self._store.commit(await self._arrived(sender, receiver, found.text, parts, found.encoding))
            return
        async with self._joining:
            await self._part_came(_fragment(self._network.sid, sender, receiver, found, self._clock))

    def _number(self, ton: int, npi: int, address: str) -> str:
        return addresses.read(ton, npi, address, self._network.country_code)

    async def _part_came(self, fragment: SmppFragment) -> None:
        """Kept, or joined with the others that are there. A part that comes twice takes its own place again."""
        others = await self._store.records(SmppFragment, tables.alike(fragment))
        parts = {one.sequence: one for one in [*others, fragment]}
        if len(parts) == fragment.total:
            await self._store.commit(await self._joined(list(parts.values())) + Unit(delete=others))
            return
        unit = Unit(put=[fragment])
        if not others:
            key = msgspec.json.encode(msgspec.structs.replace(fragment, octets=b"")).decode()
            args = {"fragment": key}
            unit += Unit(jobs=[Job(kind=JOIN, key=fragment.receiver, args=args, due_at=fragment.at + PATIENCE)])
        await self._store.commit(unit)

    async def incomplete(self, fragment: SmppFragment) -> Unit:
        """After a day: what there is of a text goes out as it is, for a sender wrote it and will not again."""
        found = await self._store.records(SmppFragment, tables.alike(fragment))
        old = [one for one in found if one.at <= self._clock.now() - PATIENCE]
        return await self._joined(found) + Unit(delete=found) if old else Unit()

    async def _joined(self, parts: list[SmppFragment]) -> Unit:
        first = parts[0]
        text = reassembly.join(
            Fragment(
                one.sender,
                one.receiver,
                Concatenation(one.reference, one.total, one.sequence, one.wide),
                one.encoding,
                one.octets,
            )
            for one in parts
        )
        encoding = next((one.encoding for one in parts if one.encoding != segments.GSM_7), segments.GSM_7)
        return await self._arrived(first.sender, first.receiver, text, first.total, encoding)

    async def _arrived(self, sender: str, receiver: str, text: str, parts: int, encoding: str) -> Unit:
        return await self._sink.arrival(
            Arrival(
                carrier=self._network.sid,
                from_=sender,
                to=receiver,
                body=text,
                num_segments=parts,
                encoding=encoding,
                at=self._clock.now(),
            )
        )


def later(orphan: SmppOrphan, clock: Clock) -> Later | None:
    """When to look again for a receipt's message: after a tenth of the time it has waited; None: it is given up."""
    age = clock.now() - orphan.at
    if age > KEPT:
        return None
    return Later(clock.now() + max(timedelta(seconds=0.5), age / 10))


def _found(part: SmppPart, carrier_id: str) -> SmppPart:
    """A part whose answer was lost, now that a receipt says what the carrier calls it."""
    canonical = receipts.canonical(carrier_id)
    return msgspec.structs.replace(part, state=PartState.ACCEPTED, carrier_id=carrier_id, canonical=canonical)


def _same_phone(to: str, recipient: str) -> bool:
    """National and international spellings of one number end alike."""
    digits = recipient.lstrip("+0")
    return bool(digits) and to.endswith(digits[-9:])


def _fragment(carrier: str, sender: str, receiver: str, found: Content, clock: Clock) -> SmppFragment:
    assert found.place is not None
    return SmppFragment(
        carrier=carrier,
        sender=sender,
        receiver=receiver,
        reference=found.place.reference,
        total=found.place.total,
        sequence=found.place.sequence,
        wide=found.place.wide,
        encoding=found.encoding,
        octets=found.octets,
        at=clock.now(),
    )
