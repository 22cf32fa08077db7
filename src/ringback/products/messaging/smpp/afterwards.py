"""What applications ask about messages that were taken: how far they are, to call them off, to say something else."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from ringback.carriers.smpp.server import Admitted, Refusal
from ringback.kernel import Caller, Clock, Refused, phone
from ringback.products.messaging.model import Message
from ringback.products.messaging.recall import Recall
from ringback.products.messaging.sending import MessagingService
from ringback.products.messaging.smpp import rules, tables
from ringback.products.messaging.smpp.alongside import with_its_message
from ringback.products.messaging.smpp.model import SmppMessage
from ringback.protocols.smpp import addresses, times
from ringback.protocols.smpp.content import read_text
from ringback.protocols.smpp.pdus import (
    CancelSm,
    DataSm,
    QuerySm,
    QuerySmResp,
    ReplaceSm,
    SmeAddress,
    SubmitMulti,
    SubmitSm,
)
from ringback.protocols.smpp.status import Status as Answer
from ringback.store import Conflict, Duplicate, Store, Unit
from ringback.store.unit import MOST_TRIES


class SmppAfterwards:
    """An application sees the messages of its account; what it names by addresses alone are its credential's own."""

    def __init__(self, store: Store, clock: Clock, messages: MessagingService, recall: Recall) -> None:
        self._store, self._clock, self._messages, self._recall = store, clock, messages, recall

    async def query(self, who: Admitted, pdu: QuerySm) -> QuerySmResp | Refusal:
        """SMPP 3.4 §4.8. Of a submit_multi's messages, how far the least far of them is."""
        found = [await self._message(one) for one in await self._named(who, pdu.message_id, pdu.source_addr)]
        known = [one for one in found if one is not None]
        if not known:
            return Refusal(Answer.ESME_RINVMSGID, "no such message of this source address")
        message = min(known, key=lambda one: (rules.state_of(one).is_final, one.sid))
        state = rules.state_of(message)
        final = times.write(message.date_updated) if state.is_final else ""
        return QuerySmResp(
            message_id=pdu.message_id, final_date=final, message_state=state, error_code=rules.error_of(message)
        )

    # -- calling off

    async def cancel(self, who: Admitted, pdu: CancelSm) -> Answer:
        """SMPP 3.4 §4.9: one message by its id, or all of a source to a destination that have not left."""
        if not pdu.message_id:
            return await self._cancel_all(who, pdu)
        found = [one for one in await self._named(who, pdu.message_id, pdu.source_addr) if _is_to(one, pdu)]
        if not found:
            return Answer.ESME_RINVMSGID
        gone = [await self._recall.cancel(one.account_sid, one.message_sid) for one in _of_each(found)]
        return Answer.ESME_ROK if any(gone) else Answer.ESME_RCANCELFAIL

    async def _cancel_all(self, who: Admitted, pdu: CancelSm) -> Answer:
        """Both addresses are needed: all of a source to anybody is more than the standard allows."""
        if not pdu.destination_addr:
            return Answer.ESME_RINVDSTADR
        if not pdu.source_addr:
            return Answer.ESME_RINVSRCADR
        to = SmeAddress(pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr)
        sent = await self._pending(who, pdu.source_addr, to, pdu.service_type)
        gone = [await self._recall.cancel(one.account_sid, one.message_sid) for one in sent]
        return Answer.ESME_ROK if any(gone) else Answer.ESME_RCANCELFAIL

    # -- saying something else

    async def replace(self, who: Admitted, pdu: ReplaceSm) -> Answer:
        """SMPP 3.4 §4.10. The message that waits is called off and another takes its name, in one transaction."""
        for _ in range(MOST_TRIES):
            found = await self._named(who, pdu.message_id, pdu.source_addr)
            if not found:
                return Answer.ESME_RINVMSGID
            message = await self._message(found[0]) if len(found) == 1 else None
            if message is None or not self._recall.may(message) or await self._is_a_part(found[0]):
                return Answer.ESME_RREPLACEFAIL
            try:
                await self._replaced(who, found[0], message, pdu)
            except Conflict:
                continue
            except Duplicate:  # a carrier has begun with it
                return Answer.ESME_RREPLACEFAIL
            except Refused as refused:
                return rules.answer_to_replacing(refused)
            return Answer.ESME_ROK
        return Answer.ESME_RREPLACEFAIL

    async def _replaced(self, who: Admitted, sent: SmppMessage, before: Message, pdu: ReplaceSm) -> None:
        """What the request leaves empty stays as it was, but for the text and registered_delivery."""

        def more(message: Message) -> Unit:
            changed = msgspec.structs.replace(
                sent, message_sid=message.sid, registered_delivery=pdu.registered_delivery
            )
            return Unit(put=[changed]) + self._recall.unit(before)

        leaves_at, validity_s = rules.moments_again(pdu, before, self._clock.now())
        with with_its_message(more):
            await self._messages.send(
                caller_of(who),
                to=before.to,
                from_=before.from_,
                messaging_service_sid=before.messaging_service_sid or (who.on_behalf if leaves_at else None),
                body=read_text(pdu, sent.data_coding),
                validity_period=validity_s,
                schedule_type="fixed" if leaves_at else None,
                send_at=leaves_at,
            )

    async def pending(self, who: Admitted, pdu: SubmitSm | DataSm, to: SmeAddress) -> Message | None:
        """The newest message that waits from the same source to the same destination, of the same service_type."""
        for one in reversed(await self._pending(who, pdu.source_addr, to, pdu.service_type, exactly=True)):
            message = await self._message(one)
            if message is not None and self._recall.may(message) and not await self._is_a_part(one):
                return message
        return None

    # -- finding

    async def _named(self, who: Admitted, message_id: str, source: str) -> Sequence[SmppMessage]:
        """What was answered with this id: several where a submit_multi was. A source that is given must be its own."""
        if not message_id:
            return ()
        found = await self._store.records(SmppMessage, tables.named(message_id))
        mine = [one for one in found if one.account_sid == who.account_sid]
        return [one for one in mine if not source or one.source_addr == source]

    async def _pending(
        self, who: Admitted, source: str, to: SmeAddress, service_type: str, *, exactly: bool = False
    ) -> list[SmppMessage]:
        """Without a service_type, those of any, unless it is to be exactly so. The oldest first."""
        number = phone.parse(addresses.read(to.dest_addr_ton, to.dest_addr_npi, to.destination_addr))
        if number is None:
            return []
        found = await self._store.records(SmppMessage, tables.waiting_to(who.account_sid, who.key, source, number))
        fit = [one for one in found if one.service_type == service_type or not (service_type or exactly)]
        return _of_each(fit)

    async def _message(self, sent: SmppMessage) -> Message | None:
        return await self._store.first(Message, sid=sent.message_sid, account_sid=sent.account_sid)

    async def _is_a_part(self, sent: SmppMessage) -> bool:
        others = await self._store.records(SmppMessage, tables.of_messages([sent.message_sid]))
        return len(others) > 1


def noted(
    who: Admitted, pdu: SubmitSm | DataSm | SubmitMulti, to: SmeAddress, message: Message, message_id: str
) -> SmppMessage:
    """What is kept of a message for its receipts, and for what may be asked of it."""
    return SmppMessage(
        message_id=message_id,
        message_sid=message.sid,
        account_sid=who.account_sid,
        key=who.key,
        registered_delivery=pdu.registered_delivery,
        source_addr_ton=pdu.source_addr_ton,
        source_addr_npi=pdu.source_addr_npi,
        source_addr=pdu.source_addr[:20],
        dest_addr_ton=to.dest_addr_ton,
        dest_addr_npi=to.dest_addr_npi,
        destination_addr=to.destination_addr[:20],
        service_type=pdu.service_type,
        data_coding=pdu.data_coding,
        at=message.date_created,
    )


def caller_of(who: Admitted) -> Caller:
    return Caller(who.account_sid, who.account_sid, who.account_sid, source="smpp")


def _is_to(one: SmppMessage, pdu: CancelSm) -> bool:
    return not pdu.destination_addr or one.destination_addr == pdu.destination_addr


def _of_each(found: Sequence[SmppMessage]) -> list[SmppMessage]:
    """One row of each message: its parts have one each."""
    return list({one.message_sid: one for one in sorted(found, key=_age)}.values())


def _age(one: SmppMessage) -> tuple[datetime, str]:
    return one.at, one.message_sid
