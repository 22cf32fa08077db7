"""Follows the log: receipts for what applications sent, and the texts that come in for them."""

from collections.abc import Callable

from ringback.kernel import SidSource
from ringback.kernel.event import Recorded, type_of
from ringback.products.messaging.events import (
    MessageCanceled,
    MessageDelivered,
    MessageFailed,
    MessageReceived,
    MessageUndelivered,
)
from ringback.products.messaging.model import Message
from ringback.products.messaging.smpp import rules, tables
from ringback.products.messaging.smpp.model import SmppCredential, SmppDelivery, SmppMessage
from ringback.protocols.smpp.pdus import DeliverSm
from ringback.protocols.smpp.values import RECEIPT_MASK
from ringback.store import Store, Unit

READER = "smpp"
FINAL = tuple(map(type_of, (MessageDelivered, MessageUndelivered, MessageFailed, MessageCanceled)))
RECEIVED = type_of(MessageReceived)


class SmppReader:
    """`wake` hears of each credential for which something new waits, once it is durable."""

    def __init__(self, store: Store, sids: SidSource, wake: Callable[[str], None]) -> None:
        self._store, self._sids, self._wake = store, sids, wake

    def follow(self) -> None:
        self._store.events.follow(READER, self.read, types=[*FINAL, RECEIVED], after=self._woken)

    def _woken(self, unit: Unit) -> None:
        for key in {one.key for one in unit.insert if isinstance(one, SmppDelivery)}:
            self._wake(key)

    async def read(self, events: list[Recorded]) -> Unit:
        final = {event.subject_sid: event for event in events if event.type in FINAL}
        received = [event for event in events if event.type == RECEIVED]
        return Unit(insert=[*await self._receipts(final), *await self._texts(received)])

    async def _receipts(self, final: dict[str, Recorded]) -> list[SmppDelivery]:
        sent = await self._store.records(SmppMessage, tables.of_messages(final)) if final else []
        made = []
        for one in (one for one in sent if one.registered_delivery & RECEIPT_MASK):
            message = await self._store.first(Message, sid=one.message_sid, account_sid=one.account_sid)
            if message is not None and rules.wants_receipt(one, rules.state_of(message)):
                event = final[one.message_sid]
                made.append(self._delivery(one.account_sid, one.key, rules.receipt(one, message, event.at), event))
        return made

    async def _texts(self, received: list[Recorded]) -> list[SmppDelivery]:
        accounts = {event.account_sid for event in received}
        wanting = await self._store.records(SmppCredential, tables.receivers(accounts)) if accounts else []
        made = []
        for event in received:
            credentials = [
                one for one in wanting if one.account_sid == event.account_sid and one.date_created <= event.at
            ]
            if not credentials:
                continue
            message = await self._store.first(Message, sid=event.subject_sid, account_sid=event.account_sid)
            for pdu in rules.texts(message, int(message.sid[-2:], 16)) if message is not None else ():
                made += [self._delivery(event.account_sid, one.sid, pdu, event) for one in credentials]
        return made

    def _delivery(self, account_sid: str, key: str, pdu: DeliverSm, event: Recorded) -> SmppDelivery:
        sid = self._sids.new("SD", event.at)
        return SmppDelivery(sid=sid, account_sid=account_sid, key=key, pdu=bytes(pdu), at=event.at)
