"""What applications ask by SMPP: to bind, and to send."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec
import structlog

from ringback.carriers.smpp.server import Admitted, Refusal, Taken
from ringback.kernel import Clock, Refused, SidSource
from ringback.kernel import Role as CallerRole
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging.model import Message
from ringback.products.messaging.recall import Recall
from ringback.products.messaging.sending import MessagingService
from ringback.products.messaging.smpp import rules, tables
from ringback.products.messaging.smpp.afterwards import SmppAfterwards, caller_of, noted
from ringback.products.messaging.smpp.alongside import with_its_message
from ringback.products.messaging.smpp.credentials import SmppCredentialsService
from ringback.products.messaging.smpp.model import SmppDelivery, SmppMessage, SmppPiece
from ringback.protocols.smpp import addresses, content
from ringback.protocols.smpp.parse import parse
from ringback.protocols.smpp.pdus import (
    DataSm,
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
from ringback.store import Conflict, Duplicate, Store, Unit

log = structlog.get_logger(__name__)
KEPT = timedelta(days=3)  # what nobody acknowledges, and parts whose others do not come
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
        recall: Recall,
        afterwards: SmppAfterwards,
        authenticate: Authenticate,
    ) -> None:
        self._store, self._clock, self._sids, self._accounts = store, clock, sids, accounts
        self._messages, self._credentials, self._authenticate = messages, credentials, authenticate
        self._recall, self._afterwards = recall, afterwards
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
        fault = rules.fault(pdu)
        if fault is not None:
            return Refusal(*fault)
        found = content.read(pdu)
        if found.place is not None and found.place.total > 1:
            async with self._joining.setdefault(who.key, asyncio.Lock()):
                return await self._part(who, pdu, found.place)
        return await self._one(who, pdu, found.text)

    async def _one(self, who: Admitted, pdu: Submit, text: str) -> Taken | Refusal:
        to = SmeAddress(pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr)
        replaces = isinstance(pdu, SubmitSm) and pdu.replace_if_present_flag
        before = await self._afterwards.pending(who, pdu, to) if replaces else None
        try:
            return Taken(await self._send(who, pdu, to, text, before=before))
        except Refused as refused:
            return Refusal(rules.answer_of(refused), refused.message)
        except (Conflict, Duplicate) as faster:
            if before is None:
                raise
            log.info("a message leaves before it is replaced", message=before.sid, reason=str(faster))
            return await self._one(who, pdu, text)

    async def submit_multi(self, who: Admitted, pdu: SubmitMulti) -> SubmitMultiResp | Refusal:
        """One message for each destination; the answer names the first. Lists are nobody's here."""
        fault = rules.fault(pdu)
        if fault is not None:
            return Refusal(*fault)
        found = content.read(pdu)
        if found.place is not None and found.place.total > 1:
            return Refusal(Answer.ESME_RSUBMITFAIL, "submit_multi carries whole texts, in message_payload if need be")
        taken, lost = "", []
        for to in pdu.dest_addresses:
            if not isinstance(to, SmeAddress):
                lost.append(UnsuccessSme(0, 0, to.dl_name, Answer.ESME_RINVDLNAME))
                continue
            try:
                taken = await self._send(who, pdu, to, found.text, group=taken)
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
        to: SmeAddress,
        text: str,
        *,
        pieces: Sequence[SmppPiece] = (),
        group: str = "",
        before: Message | None = None,
    ) -> str:
        """Durable, with what is needed for its receipts, in one transaction; what it is called.

        `before` is called off in the same transaction. Raises Conflict or Duplicate where it moved on meanwhile.
        """

        def more(message: Message) -> Unit:
            whole = [noted(who, pdu, to, message, group or message.sid)]
            told = [_noted_piece(who, one, message) for one in pieces]
            unit = Unit(insert=told or whole)
            return unit + self._recall.unit(before) if before is not None else unit

        now = self._clock.now()
        sender = addresses.read(pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr)
        leaves_at, validity_s = rules.moments(pdu, now)
        with with_its_message(more):
            message = await self._messages.send(
                caller_of(who),
                to=addresses.read(to.dest_addr_ton, to.dest_addr_npi, to.destination_addr),
                from_=sender or None,
                messaging_service_sid=who.on_behalf if (leaves_at or not sender) else None,
                body=text,
                validity_period=validity_s,
                schedule_type="fixed" if leaves_at else None,
                send_at=leaves_at,
            )
        return group or message.sid

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
        to = SmeAddress(pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr)
        answer: Taken | Refusal = Taken(last.message_id)
        try:
            await self._send(who, pdu, to, text, pieces=pieces)
        except Duplicate:
            pass  # it went out before: the answer to its last part was lost
        except Refused as refused:
            answer = Refusal(rules.answer_of(refused), refused.message)
        await self._store.commit(Unit(delete=pieces))
        return answer

    # -- what is kept for too long

    async def sweep(self, now: datetime) -> int:
        """Drops what nobody acknowledged for days, and parts whose others never came."""
        late = [
            *await self._store.records(SmppDelivery, tables.older(tables.deliveries, now - KEPT, 1000)),
            *await self._store.records(SmppPiece, tables.older(tables.pieces, now - KEPT, 1000)),
        ]
        if late:
            await self._store.commit(Unit(delete=late))
        return len(late)


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


def _noted_piece(who: Admitted, piece: SmppPiece, message: Message) -> SmppMessage:
    pdu = _submit_of(piece)
    to = SmeAddress(pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr)
    return noted(who, pdu, to, message, piece.message_id)
