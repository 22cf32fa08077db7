"""The way out, second half: a sender's turn, a carrier, receipts. Nothing here can be refused, only fail."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from ringback.carriers import (
    Carrier,
    CarrierReceipt,
    Choice,
    Facts,
    Handed,
    Rejected,
    Routes,
    Submission,
    Submitted,
    Unknown,
)
from ringback.jobs import Later
from ringback.kernel import Clock, Job, phone
from ringback.products.accounts.service import AccountsService
from ringback.products.messaging import rules
from ringback.products.messaging.a2p.campaigns import CampaignsService
from ringback.products.messaging.events import ReceiptCame, RouteFailed, SubmitUnknown
from ringback.products.messaging.media import MediaService
from ringback.products.messaging.model import Message, SenderQueue, Status
from ringback.products.messaging.pacing import Pacing
from ringback.products.pricing.service import PriceList
from ringback.protocols.sms import segments
from ringback.store import Increment, Store, Unit

EXPIRED, NO_ROUTE, SUSPENDED, UNKNOWN = 30036, 30006, 30002, 30008
SETTLE = "messaging.settle"


class Delivery:
    """What the jobs of messaging do, and what carriers' receipts come to."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: AccountsService,
        routes: Routes,
        prices: PriceList,
        pacing: Pacing,
        media: MediaService,
        campaigns: CampaignsService,
    ) -> None:
        self._store, self._clock, self._accounts = store, clock, accounts
        self._routes, self._prices, self._pacing, self._media = routes, prices, pacing, media
        self._campaigns = campaigns

    async def submit(self, job: Job) -> Unit | Later | None:
        """One message to its carrier, when its sender's turn has come and it is still worth sending."""
        message = await self._store.get(Message, job.key)
        if message is None or message.status not in (Status.QUEUED, Status.SENDING):
            return _left(job)
        now = self._clock.now()
        if message.valid_until is not None and message.valid_until <= now:
            return _left(job) + self.failed(message, EXPIRED)
        if not (await self._accounts.standing(message.account_sid)).is_active:
            return _left(job) + self.failed(message, SUSPENDED)
        unregistered = await self._campaigns.refuses(message.account_sid, message.from_ or "", message.to)
        if unregistered is not None:
            return _left(job) + self.failed(message, unregistered)
        choices = await self._routes.choices(_facts(message), is_fresh=job.fresh and not job.attempts)
        if not choices:
            return _left(job) + self.failed(message, NO_ROUTE)
        if job.lane is not None and (turn := await self._turn(job, message)) is not None:
            return Later(turn)
        outcome = await self._hand_over(choices, message)
        return outcome if isinstance(outcome, Later) else _left(job) + outcome

    async def _turn(self, job: Job, message: Message) -> datetime | None:
        rate = await self._pacing.rate(message)
        return self._pacing.turn(job.lane or "", rate, message.num_segments) if rate else None

    async def _hand_over(self, choices: Sequence[Choice], message: Message) -> Unit | Later:
        handed = await self._routes.hand_over(await self._submission(message), choices)
        if isinstance(handed, Later):
            return handed
        unit = self._outcome(handed, message)
        return Unit(events=_refusals(message, handed, self._clock.now())) + unit if handed.refused else unit

    def _outcome(self, handed: Handed, message: Message) -> Unit:
        carrier, outcome = handed.carrier, handed.outcome
        if isinstance(outcome, Rejected):
            return self.failed(message, outcome.error_code, carrier=carrier.name)
        if isinstance(outcome, Unknown):
            return self._unknown(carrier, message, outcome)
        return self._sent(carrier, message, outcome)

    async def _submission(self, message: Message) -> Submission:
        attachments = await self._media.attachments(message) if message.num_media else ()
        cut = segments.cut(message.body) if message.num_segments > 1 else None
        return Submission(
            message_sid=message.sid,
            account_sid=message.account_sid,
            from_=message.from_ or "",
            to=message.to,
            body=message.body,
            parts=cut.parts if cut else (message.body,),
            encoding=message.encoding,
            attachments=attachments,
            at=self._clock.now(),
        )

    def _sent(self, carrier: Carrier, message: Message, outcome: Submitted) -> Unit:
        now = self._clock.now()
        sent = rules.step(
            message,
            Status.SENT,
            now,
            **self._owed(message, now),
            carrier=carrier.name,
            simulated=carrier.is_simulated,
            body="" if message.discard_body else message.body,
            to=rules.masked(message.to) if message.mask_address else message.to,
        )
        unit = Unit(change=[(message, sent)], events=[rules.told(rules.EVENTS[Status.SENT], sent, now)])
        return unit + outcome.unit if outcome.unit else unit

    def _owed(self, message: Message, now: datetime) -> dict[str, Any]:
        """From the moment a carrier has it, it is owed for."""
        price = self._prices.message(
            direction="outbound",
            sender_kind=rules.price_kind(message.from_ or ""),
            country=phone.country(message.to) or "US",
            segments=message.num_segments,
            media=message.num_media,
        )
        return {"price": price, "date_sent": now}

    def _unknown(self, carrier: Carrier, message: Message, outcome: Unknown) -> Unit:
        """It stays `sending` until a late answer or a receipt settles it, at the longest until its validity ends."""
        now = self._clock.now()
        sending = rules.step(message, Status.SENDING, now, carrier=carrier.name)
        told = SubmitUnknown(
            account_sid=message.account_sid,
            subject_sid=message.sid,
            at=now,
            carrier=carrier.name,
            reason=outcome.reason,
        )
        due = message.valid_until or now + timedelta(seconds=rules.VALIDITY_S)
        job = Job(kind=SETTLE, key=message.sid, account_sid=message.account_sid, due_at=due)
        unit = Unit(change=[(message, sending)], events=[told], jobs=[job])
        return unit + outcome.unit if outcome.unit else unit

    async def settle(self, job: Job) -> Unit | None:
        """A message of which nothing more was heard is undelivered when its validity ends."""
        message = await self._store.get(Message, job.key)
        if message is None or message.status is not Status.SENDING:
            return None
        now = self._clock.now()
        lost = rules.step(message, Status.UNDELIVERED, now, code=UNKNOWN)
        return Unit(change=[(message, lost)], events=[rules.told(rules.EVENTS[Status.UNDELIVERED], lost, now)])

    async def taken(self, account_sid: str, sid: str) -> Unit:
        """A carrier says late that it took a message whose submission was unknown."""
        message = await self._store.first(Message, sid=sid, account_sid=account_sid)
        carrier = self._routes.named(message.carrier or "") if message is not None else None
        if message is None or carrier is None or message.status is not Status.SENDING:
            return Unit()
        return self._sent(carrier, message, Submitted(()))

    def failed(self, message: Message, code: int, **more: object) -> Unit:
        """The message cannot be handed to a carrier: `failed`, with its code."""
        now = self._clock.now()
        failed = rules.step(message, Status.FAILED, now, code=code, **more)
        return Unit(change=[(message, failed)], events=[rules.told(rules.EVENTS[Status.FAILED], failed, now)])

    async def expire(self, job: Job) -> Unit | None:
        """A message that waits behind others does not wait beyond its validity."""
        message = await self._store.get(Message, job.key)
        if message is None or message.status is not Status.QUEUED:
            return None
        return self.failed(message, EXPIRED)

    # -- what carriers tell

    async def receipts(self, told: Sequence[CarrierReceipt]) -> Unit:
        """Takes the receipts of one message's parts. Late, repeated and backward ones are noted and change nothing."""
        message = await self._store.first(Message, sid=told[0].message_sid, account_sid=told[0].account_sid)
        if message is None:
            return Unit()
        status = await self._settled(message, told)
        applied = status is not None and rules.may_follow(message, status)
        unit = Unit(events=[_came(receipt, applied=applied or message.num_segments > len(told)) for receipt in told])
        if not applied or status is None:
            return unit
        now = self._clock.now()
        code = None if status is Status.DELIVERED else next((r.error_code for r in told if r.error_code), UNKNOWN)
        owed = self._owed(message, now) if message.status is Status.SENDING else {}
        moved = rules.step(message, status, now, code=code, **owed)
        return unit + Unit(change=[(message, moved)], events=[rules.told(rules.EVENTS[status], moved, now)])

    async def _settled(self, message: Message, told: Sequence[CarrierReceipt]) -> Status | None:
        words = {receipt.part: receipt.status for receipt in told}
        if "failed" in words.values() and message.status in (Status.SENT, Status.SENDING):
            return Status.FAILED
        parts = max(receipt.parts for receipt in told)
        if len(words) < parts:
            words = {**await self._words_so_far(message), **words}
        return rules.settled(parts, words)

    async def _words_so_far(self, message: Message) -> dict[int, str]:
        came = await self._store.events.of(message.sid, message.account_sid)
        tag = "messaging.receipt.came"
        return {event["part"]: event["status"] for event in (e.as_dict() for e in came if e.type == tag)}


def _facts(message: Message) -> Facts:
    return Facts(message_sid=message.sid, account_sid=message.account_sid, from_=message.from_ or "", to=message.to)


def _refusals(message: Message, handed: Handed, at: datetime) -> list[RouteFailed]:
    """Who did not take it, before somebody was found."""
    return [
        RouteFailed(
            account_sid=message.account_sid,
            subject_sid=message.sid,
            at=at,
            carrier=one.carrier_sid,
            route=one.route_sid,
            reason=one.reason,
            error_code=one.code,
        )
        for one in handed.refused
    ]


def _left(job: Job) -> Unit:
    """The rated sender's queue is shorter by this job's message."""
    if job.lane is None or "segments" not in job.args:
        return Unit()
    return Unit(add=[Increment(SenderQueue(sender=job.lane, segments=-job.args["segments"]), ("segments",))])


def _came(receipt: CarrierReceipt, *, applied: bool) -> ReceiptCame:
    return ReceiptCame(
        account_sid=receipt.account_sid,
        subject_sid=receipt.message_sid,
        at=receipt.done_at,
        carrier=receipt.carrier,
        carrier_id=receipt.carrier_id,
        part=receipt.part,
        status=receipt.status,
        error_code=receipt.error_code,
        applied=applied,
    )
