"""The choice of a sender for a message of a service, as a job: by then nothing can be refused, only fail."""

from datetime import datetime

from ringback.kernel import Clock, Job
from ringback.products.accounts.service import AccountsService
from ringback.products.consent.model import Outcome, Verdict
from ringback.products.consent.service import PoliciesService
from ringback.products.messaging import rules
from ringback.products.messaging.delivery import EXPIRED, SUSPENDED, UNKNOWN, Delivery
from ringback.products.messaging.errors import SenderQueueFull
from ringback.products.messaging.model import Message, Status
from ringback.products.messaging.opt_outs import OptOuts
from ringback.products.messaging.sending import MessagingService, choosing, coming_due
from ringback.products.messaging.services.model import PoolSender, Service, StickyPair
from ringback.products.messaging.services.pool import Pool
from ringback.products.messaging.services.rules import holds
from ringback.products.messaging.services.senders import SendersService
from ringback.products.messaging.services.service import ServicesService
from ringback.products.numbers.service import NumbersService
from ringback.protocols.sms import segments
from ringback.store import Store, Unit

NO_SERVICE, NONE_FITS, EMPTY_POOL, OPTED_OUT, OVERFLOW = 21701, 21703, 21704, 21610, 30001


class Choosing:
    """Messages of one recipient and service are chosen for one after the other: so they keep to one sender."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: AccountsService,
        numbers: NumbersService,
        services: ServicesService,
        senders: SendersService,
        opt_outs: OptOuts,
        policies: PoliciesService,
        messages: MessagingService,
        delivery: Delivery,
    ) -> None:
        self._store, self._clock, self._accounts, self._numbers = store, clock, accounts, numbers
        self._services, self._senders, self._opt_outs = services, senders, opt_outs
        self._policies, self._messages, self._delivery = policies, messages, delivery

    async def come_due(self, job: Job) -> Unit | None:
        """The moment of a message that waited has come: it takes its place behind those of the same recipient."""
        message = await self._store.get(Message, job.key)
        if message is None or message.status not in (Status.SCHEDULED, Status.ACCEPTED):
            return None
        return Unit(jobs=[choosing(message, tuple(job.args["media_urls"]))])

    async def choose(self, job: Job) -> Unit | None:
        """Gives a message its sender and lets it queue, or fails it."""
        message = await self._store.get(Message, job.key)
        if message is None or message.status not in (Status.ACCEPTED, Status.SCHEDULED):
            return None
        now = self._clock.now()
        if message.valid_until is not None and message.valid_until <= now:
            return self._delivery.failed(message, EXPIRED)
        if not (await self._accounts.standing(message.account_sid)).is_active:
            return self._delivery.failed(message, SUSPENDED)
        service = await self._services.find(message.account_sid, message.messaging_service_sid or "")
        if service is None:
            return self._delivery.failed(message, NO_SERVICE)
        return await self._through(service, message, tuple(job.args["media_urls"]), now)

    async def _through(self, service: Service, message: Message, media_urls: tuple[str, ...], now: datetime) -> Unit:
        pool = await self._senders.pool(service.sid)
        if pool.is_empty:
            return self._delivery.failed(message, EMPTY_POOL)
        verdict = await self._verdict(service, message, now)
        if verdict.outcome is Outcome.WAIT:
            return _held(message, verdict, media_urls, now)
        if verdict.outcome is Outcome.SKIP:
            return self._delivery.failed(message, verdict.code or UNKNOWN)
        pair = None
        if service.sticky_sender and message.from_ is None:
            pair = await self._store.get(StickyPair, (service.sid, message.to))
        sender = await self._choice(pool, service, message, pair)
        if sender is None:
            return self._delivery.failed(message, NONE_FITS)
        if await self._opt_outs.silences(message.account_sid, message.to, sender.address, service.sid):
            return self._delivery.failed(message, OPTED_OUT, from_=sender.address)
        unit = await self._queued(message, sender, media_urls, now)
        if service.sticky_sender and not message.from_ and not message.mask_address and not _is_bound(pair, sender):
            made = StickyPair(service_sid=service.sid, recipient=message.to, sender=sender.address, date_updated=now)
            unit += Unit(put=[made])
        return unit

    async def _verdict(self, service: Service, message: Message, now: datetime) -> Verdict:
        """What the ledger, lists and policies say before any sender is chosen."""
        return await self._policies.verdict(
            message.account_sid,
            message.to,
            service_sid=service.sid,
            purpose=service.usecase,
            at=now,
            heeds_keywords=(await self._accounts.settings(message.account_sid)).opt_out_keywords,
        )

    async def _choice(
        self, pool: Pool, service: Service, message: Message, pair: StickyPair | None
    ) -> PoolSender | None:
        """The sender that was asked for, the one the recipient knows, or the next in the documented order."""
        wanted = message.from_ or (pair.sender if pair else None)
        sender = pool.may_carry(wanted, is_mms=message.num_media > 0) if wanted else None
        if message.from_ is None and not holds(pair, sender):
            sender = _choose(pool, message, geomatch=service.area_code_geomatch)
        return sender if sender is not None and await self._is_owned(message.account_sid, sender) else None

    async def _is_owned(self, account_sid: str, sender: PoolSender) -> bool:
        """A number that was given back just now leaves the pool in a moment."""
        if not sender.address.startswith("+") and not sender.address.isdigit():
            return True
        return await self._numbers.find_owned(account_sid, sender.address) is not None

    async def _queued(self, message: Message, sender: PoolSender, media_urls: tuple[str, ...], now: datetime) -> Unit:
        count = 1 if message.is_mms else segments.count(message.body)
        queued = rules.step(message, Status.QUEUED, now, from_=sender.address, num_segments=count)
        told = rules.told(rules.EVENTS[Status.QUEUED], queued, now)
        try:
            way_out = await self._messages.way_out(queued, media_urls)
        except SenderQueueFull:
            return self._delivery.failed(message, OVERFLOW, from_=sender.address)
        counted = await self._policies.counted(message.account_sid, message.messaging_service_sid, message.to, now)
        return Unit(change=[(message, queued)], events=[told]) + way_out + counted


def _held(message: Message, verdict: Verdict, media_urls: tuple[str, ...], now: datetime) -> Unit:
    """It waits for quiet hours to end; its validity begins then."""
    held = rules.held(message, verdict, now)
    told = rules.told_held(held, verdict, now)
    return Unit(change=[(message, held)], events=[told], jobs=[coming_due(held, media_urls, held.held_until)])


def _choose(pool: Pool, message: Message, *, geomatch: bool) -> PoolSender | None:
    """Any sender but the recipient itself, where that is in the pool too."""
    for _ in range(2):
        sender = pool.choose(message.to, is_mms=message.num_media > 0, geomatch=geomatch)
        if sender is None or sender.address != message.to:
            return sender
    return None


def _is_bound(pair: StickyPair | None, sender: PoolSender) -> bool:
    return pair is not None and pair.sender == sender.address and holds(pair, sender)
