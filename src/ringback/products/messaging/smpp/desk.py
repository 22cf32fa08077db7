"""What applications ask by SMPP: to bind, to send, how far a message has come, to call it off."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec

from ringback.carriers.smpp.server import Admitted, Delivery, Refusal, Taken
from ringback.kernel import Caller, Clock, Refused, SidSource
from ringback.kernel import Role as CallerRole
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging.model import Message, Status
from ringback.products.messaging.sending import MessagingService
from ringback.products.messaging.smpp import rules, tables
from ringback.products.messaging.smpp.credentials import SmppCredentialsService
from ringback.products.messaging.smpp.model import SmppDelivery, SmppMessage, SmppPiece
from ringback.protocols.smpp import addresses, content, times
from ringback.protocols.smpp.parse import parse
from ringback.protocols.smpp.pdus import (
    CancelSm,
    DataSm,
    DeliverSm,
    QuerySm,
    QuerySmResp,
    ReplaceSm,
    SmeAddress,
    SubmitMulti,
    SubmitMultiResp,
    SubmitSm,
    UnsuccessSme,
)
from ringback.protocols.smpp.session import Role
from ringback.protocols.smpp.status import Status as Answer
from ringback.protocols.sms import reassembly
from ringback.protocols.sms.reassembly import Fragment
from ringback.protocols.sms.udh import Concatenation
from ringback.store import Duplicate, Store, Unit, alongside

KEPT = timedelta(days=3)  # what nobody acknowledges, and parts whose others do not come
LONGEST_VALIDITY_S = 36_000
SIDS = ("AC", "SK")
Submit = SubmitSm | DataSm


class Principal(Protocol):
    """Whose SID and secret these are."""

    @property
    def account_sid(self) -> str: ...
    @property
    def role(self) -> CallerRole: ...


Authenticate = Callable[[str, str, str], Awaitable[Principal | None]]


class SmppDesk:
    """`authenticate` takes a SID, its secret and the source address: for applications that send longer fields."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        accounts: AccountsService,
        messages: MessagingService,
        credentials: SmppCredentialsService,
        authenticate: Authenticate,
    ) -> None:
        self._store, self._clock, self._sids, self._accounts = store, clock, sids, accounts
        self._messages, self._credentials, self._authenticate = messages, credentials, authenticate
        self._joining: dict[str, asyncio.Lock] = {}  # two parts of one text at once would each miss the other

    # -- binds

    async def bind(self, system_id: str, password: str, role: Role, ip: str) -> Admitted | Refusal:
        if system_id[:2] in SIDS and len(system_id) == 34:
            return await self._by_sid(system_id, password, ip)
        found = await self._credentials.fitting(system_id, password)
        if found is None:
            return Refusal(Answer.ESME_RINVPASWD, "no such system_id with this password")
        if not found.enabled or not rules.may_come_from(found.sources, ip):
            return Refusal(Answer.ESME_RBINDFAIL, "disabled, or not from this address")
        if not (await self._accounts.standing(found.account_sid)).is_active:
            return Refusal(Answer.ESME_RBINDFAIL, "the account is not active")
        return Admitted(
            key=found.sid,
            account_sid=found.account_sid,
            system_id=system_id,
            window=found.window,
            messages_per_s=found.messages_per_s,
            max_binds=found.max_binds,
            on_behalf=found.messaging_service_sid,
        )

    async def _by_sid(self, sid: str, secret: str, ip: str) -> Admitted | Refusal:
        """Account SID and token, or API key and secret. What waits is kept by the account."""
        try:
            principal = await self._authenticate(sid, secret, ip)
        except Refused as refused:
            return Refusal(Answer.ESME_RBINDFAIL, refused.message)
        if principal is None or principal.role not in (CallerRole.MAIN, CallerRole.STANDARD):
            return Refusal(Answer.ESME_RINVPASWD, "no such SID with this secret, or it may not send")
        if not (await self._accounts.standing(principal.account_sid)).is_active:
            return Refusal(Answer.ESME_RBINDFAIL, "the account is not active")
        account_sid = principal.account_sid
        return Admitted(
            key=account_sid, account_sid=account_sid, system_id=sid, window=100, messages_per_s=None, max_binds=10
        )

    # -- sending

    async def submit(self, who: Admitted, pdu: Submit) -> Taken | Refusal:
        found = content.read(pdu)
        if not found.is_text:
            return Refusal(Answer.ESME_RSUBMITFAIL, f"data_coding {pdu.data_coding} is binary; texts are carried")
        if found.place is not None and found.place.total > 1:
            async with self._joining.setdefault(who.key, asyncio.Lock()):
                return await self._part(who, pdu, found.place)
        try:
            return Taken(
                await self._send(who, pdu, pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr, found.text)
            )
        except Refused as refused:
            return Refusal(rules.answer_of(refused), refused.message)

    async def submit_multi(self, who: Admitted, pdu: SubmitMulti) -> SubmitMultiResp | Refusal:
        """One message for each destination; the answer names the first. Lists are nobody's here."""
        found = content.read(pdu)
        if not found.is_text or (found.place is not None and found.place.total > 1):
            return Refusal(Answer.ESME_RSUBMITFAIL, "submit_multi carries whole texts")
        taken, lost = "", []
        for to in pdu.dest_addresses:
            if not isinstance(to, SmeAddress):
                lost.append(UnsuccessSme(0, 0, to.dl_name, Answer.ESME_RINVDLNAME))
                continue
            try:
                sent = await self._send(
                    who, pdu, to.dest_addr_ton, to.dest_addr_npi, to.destination_addr, found.text, group=taken
                )
                taken = taken or sent
            except Refused as refused:
                failed = UnsuccessSme(to.dest_addr_ton, to.dest_addr_npi, to.destination_addr, rules.answer_of(refused))
                lost.append(failed)
            except Duplicate:
                continue  # the same destination once more: one text is enough
        return SubmitMultiResp(message_id=taken, unsuccess_smes=tuple(lost))

    async def _send(
        self,
        who: Admitted,
        pdu: Submit | SubmitMulti,
        ton: int,
        npi: int,
        destination: str,
        text: str,
        *,
        pieces: Sequence[SmppPiece] = (),
        group: str = "",
    ) -> str:
        """Durable, with what is needed for its receipts, in one transaction; what it is called."""

        def known(unit: Unit) -> list[Any]:
            found = next((one for one in unit.insert if isinstance(one, Message)), None)
            if found is None:
                return []
            if pieces:
                return [self._noted(who, _submit_of(one), found, one.message_id) for one in pieces]
            return [_replaced(self._noted(who, pdu, found, group or found.sid), ton, npi, destination)]

        sender = addresses.read(pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr)
        schedule, validity = getattr(pdu, "schedule_delivery_time", ""), getattr(pdu, "validity_period", "")
        leaves_at = times.read(schedule, self._clock.now()) if schedule else None
        with _alongside(known):
            message = await self._messages.send(
                _caller(who),
                to=addresses.read(ton, npi, destination),
                from_=sender or None,
                messaging_service_sid=who.on_behalf if (leaves_at or not sender) else None,
                body=text,
                validity_period=self._validity(validity),
                schedule_type="fixed" if leaves_at else None,
                send_at=leaves_at,
            )
        return group or message.sid

    def _validity(self, text: str) -> int | None:
        now = self._clock.now()
        until = times.read(text, now) if text else None
        return None if until is None else max(1, min(LONGEST_VALIDITY_S, int((until - now).total_seconds())))

    def _noted(self, who: Admitted, pdu: Submit | SubmitMulti, message: Message, message_id: str) -> SmppMessage:
        single = not isinstance(pdu, SubmitMulti)
        return SmppMessage(
            message_id=message_id,
            message_sid=message.sid,
            account_sid=who.account_sid,
            key=who.key,
            registered_delivery=pdu.registered_delivery,
            source_addr_ton=pdu.source_addr_ton,
            source_addr_npi=pdu.source_addr_npi,
            source_addr=pdu.source_addr[:20],
            dest_addr_ton=pdu.dest_addr_ton if single else 0,
            dest_addr_npi=pdu.dest_addr_npi if single else 0,
            destination_addr=pdu.destination_addr[:20] if single else "",
            at=message.date_created,
        )

    # -- parts of long texts

    async def _part(self, who: Admitted, pdu: Submit, place: Concatenation) -> Taken | Refusal:
        """Kept and answered; the message goes out with the last of them."""
        now = self._clock.now()
        piece = SmppPiece(
            key=who.key,
            sender=pdu.source_addr,
            receiver=pdu.destination_addr,
            reference=place.reference,
            total=place.total,
            wide=place.wide,
            sequence=place.sequence,
            message_id=self._sids.new("SG", now),
            pdu=bytes(pdu),
            at=now,
        )
        others = await self._store.records(SmppPiece, tables.alike(piece))
        again = next((one for one in others if one.sequence == piece.sequence and _same_text(one, piece)), None)
        piece = msgspec.structs.replace(piece, message_id=again.message_id) if again else piece
        pieces = {one.sequence: one for one in [*others, piece] if one.at > now - KEPT}
        if len(pieces) < place.total:
            await self._store.commit(Unit(put=[piece]))
            return Taken(piece.message_id)
        return await self._whole(who, pdu, piece, [pieces[n] for n in sorted(pieces)])

    async def _whole(self, who: Admitted, pdu: Submit, last: SmppPiece, pieces: list[SmppPiece]) -> Taken | Refusal:
        text = reassembly.join(_fragment(one) for one in pieces)
        to = pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr
        answer: Taken | Refusal = Taken(last.message_id)
        try:
            await self._send(who, pdu, *to, text, pieces=pieces)
        except Duplicate:
            pass  # it went out before: the answer to its last part was lost
        except Refused as refused:
            answer = Refusal(rules.answer_of(refused), refused.message)
        await self._store.commit(Unit(delete=pieces))
        return answer

    # -- afterwards

    async def query(self, who: Admitted, pdu: QuerySm) -> QuerySmResp | Refusal:
        message = await self._message(who, pdu.message_id)
        if message is None:
            return Refusal(Answer.ESME_RINVMSGID, "no such message")
        state = rules.state_of(message)
        final = times.write(message.date_updated) if state.is_final else ""
        return QuerySmResp(
            message_id=pdu.message_id, final_date=final, message_state=state, error_code=rules.error_of(message)
        )

    async def cancel(self, who: Admitted, pdu: CancelSm) -> Answer:
        """One message by its id, while it is scheduled. All of a sender to a recipient: not known here."""
        message = await self._message(who, pdu.message_id) if pdu.message_id else None
        if message is None:
            return Answer.ESME_RINVMSGID if pdu.message_id else Answer.ESME_RCANCELFAIL
        try:
            await self._messages.update(_caller(who), sid=message.sid, status=Status.CANCELED.value)
        except Refused:
            return Answer.ESME_RCANCELFAIL
        return Answer.ESME_ROK

    async def replace(self, who: Admitted, pdu: ReplaceSm) -> Answer:
        """A message that was taken is on its way: no text of it can be changed."""
        return Answer.ESME_RREPLACEFAIL

    async def _message(self, who: Admitted, message_id: str) -> Message | None:
        sent = await self._store.first(SmppMessage, message_id=message_id, account_sid=who.account_sid)
        if sent is None:
            return None
        return await self._store.first(Message, sid=sent.message_sid, account_sid=who.account_sid)

    # -- what waits

    async def waiting(self, key: str, most: int) -> list[Delivery]:
        found = await self._store.records(SmppDelivery, tables.waiting(key, most))
        return [Delivery(one.sid, pdu) for one in found if isinstance(pdu := parse(one.pdu), DeliverSm)]

    async def delivered(self, key: str, sids: Sequence[str]) -> None:
        now = self._clock.now()
        gone = [SmppDelivery(sid=sid, account_sid="", key=key, pdu=b"", at=now) for sid in sids]
        await self._store.commit(Unit(delete=gone))

    async def sweep(self, now: datetime) -> int:
        """Drops what nobody acknowledged for days, and parts whose others never came."""
        late = [
            *await self._store.records(SmppDelivery, tables.older(tables.deliveries, now - KEPT, 1000)),
            *await self._store.records(SmppPiece, tables.older(tables.pieces, now - KEPT, 1000)),
        ]
        if late:
            await self._store.commit(Unit(delete=late))
        return len(late)


def _caller(who: Admitted) -> Caller:
    return Caller(who.account_sid, who.account_sid, who.account_sid, source="smpp")


def _submit_of(piece: SmppPiece) -> Submit:
    found = parse(piece.pdu)
    assert isinstance(found, (SubmitSm, DataSm))
    return found


def _fragment(piece: SmppPiece) -> Fragment:
    found = content.read(_submit_of(piece))
    place = Concatenation(piece.reference, piece.total, piece.sequence, piece.wide)
    return Fragment(piece.sender, piece.receiver, place, found.encoding, found.octets)


def _same_text(one: SmppPiece, other: SmppPiece) -> bool:
    return content.octets_of(_submit_of(one)) == content.octets_of(_submit_of(other))


def _replaced(noted: SmppMessage, ton: int, npi: int, destination: str) -> SmppMessage:
    return msgspec.structs.replace(noted, dest_addr_ton=ton, dest_addr_npi=npi, destination_addr=destination[:20])


class _Alongside:
    def __init__(self, more: Callable[[Unit], list[Any]]) -> None:
        self._more = more

    def __call__(self, unit: Unit) -> list[Any]:
        return self._more(unit)

    def written(self) -> None: ...


@contextmanager
def _alongside(more: Callable[[Unit], list[Any]]) -> Any:
    token = alongside.set(_Alongside(more))
    try:
        yield
    finally:
        alongside.reset(token)
