"""The way in: a text arrives, the customer's server is asked what to say, and its TwiML is run."""

from collections import deque
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ringback.carriers import Arrival
from ringback.kernel import Clock, Event, Job, Refused, SidSource, phone
from ringback.kernel.alert import Alerted
from ringback.languages.twiml.effects import Document, Fail, Fetch, FetchFailed, Warn
from ringback.languages.twiml.messaging import MessagingRun, Outcome, Reply, ReplyRefused, ReplySent
from ringback.products.accounts.service import AccountsService, ApplicationsService
from ringback.products.messaging import rules
from ringback.products.messaging.media import MediaService
from ringback.products.messaging.model import Direction, Media, Message, Status
from ringback.products.messaging.opt_outs import OptOuts
from ringback.products.messaging.sending import MessagingService
from ringback.products.messaging.services.inbound import Inbound, drops
from ringback.products.messaging.services.model import Service
from ringback.products.numbers.model import OwnedNumber
from ringback.products.numbers.service import NumbersService
from ringback.products.pricing.service import PriceList
from ringback.store import Store, Unit
from ringback.webhooks import Answer, Expect, Request, Webhooks

API_VERSION = "2010-04-01"
LOOP_REPLIES, LOOP_SPAN = 15, timedelta(seconds=30)  # 14107: two programs that answer each other
PAIRS_KEPT = 10_000
TOO_LARGE, INACTIVE = 11750, 10003


class Target(msgspec.Struct, frozen=True):
    """Whom to ask about texts to a number."""

    url: str
    method: str
    fallback_url: str | None
    fallback_method: str


class Receiving:
    """What arrivals come to."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        accounts: AccountsService,
        applications: ApplicationsService,
        numbers: NumbersService,
        prices: PriceList,
        webhooks: Webhooks,
        media: MediaService,
        sending: MessagingService,
        opt_outs: OptOuts,
        pools: Inbound,
    ) -> None:
        self._store, self._clock, self._sids = store, clock, sids
        self._accounts, self._applications, self._numbers = accounts, applications, numbers
        self._prices, self._webhooks, self._media, self._sending = prices, webhooks, media, sending
        self._opt_outs, self._pools = opt_outs, pools
        self._pairs: dict[tuple[str, str], deque[datetime]] = {}

    async def owner(self, address: str) -> str | None:
        """Whose number this is."""
        owned = await self._numbers.owner_of(address)
        return owned.account_sid if owned else None

    async def arrival(self, arrival: Arrival) -> Unit:
        """A text from the network: kept, priced and told of. One for a number that is no longer owned is dropped."""
        owned = await self._numbers.owner_of(arrival.to)
        if owned is None:
            return Unit()
        now = self._clock.now()
        if not (await self._accounts.standing(owned.account_sid)).is_active:
            sid = arrival.sid or self._sids.new("SM", now)
            reason = f"A text to {arrival.to} was refused: the account is not active"
            return Unit(events=[_alert(owned.account_sid, sid, now, INACTIVE, reason)])
        service = await self._pools.service_of(owned)
        message = self._received(arrival, owned, service.sid if service else None, now)
        heard = await self._opt_outs.hear(arrival, owned.account_sid, message.sid, message.messaging_service_sid)
        if service is not None and heard is None and drops(service):
            return Unit()
        keyword = heard.keyword.value if heard else None
        unit = await self._pools.bound(service, message) + (heard.unit if heard else Unit())
        if arrival.media_urls:
            job = Job(
                kind="messaging.fetch-arrived",
                key=message.sid,
                account_sid=message.account_sid,
                args={"media_urls": list(arrival.media_urls), "opt_out_type": keyword},
            )
            return unit + Unit(insert=[message], jobs=[job])
        return unit + Unit(insert=[message], events=[rules.received(message, now, keyword)])

    def _received(self, arrival: Arrival, owned: OwnedNumber, service_sid: str | None, now: datetime) -> Message:
        media = len(arrival.media_urls)
        price = self._prices.message(
            direction="inbound",
            sender_kind=rules.price_kind(arrival.to),
            country=owned.country,
            segments=arrival.num_segments,
            media=media,
        )
        return Message(
            sid=arrival.sid or self._sids.new("MM" if media else "SM", now),
            account_sid=owned.account_sid,
            direction=Direction.INBOUND,
            from_=arrival.from_,
            to=arrival.to,
            body=arrival.body,
            num_segments=1 if media else arrival.num_segments,
            num_media=media,
            encoding=arrival.encoding,
            status=Status.RECEIVING if media else Status.RECEIVED,
            messaging_service_sid=service_sid,
            price=price,
            carrier=arrival.carrier,
            simulated=arrival.simulated,
            date_created=arrival.at,
            date_updated=now,
            date_sent=now,
        )

    # -- asking the customer

    async def answer(self, job: Job) -> Unit | None:
        """Asks whoever the number names, and runs the TwiML that comes back. Replies are written with the job's end."""
        message = await self._store.get(Message, job.key)
        target = await self._target(message) if message else None
        if message is None or target is None:
            return None
        media = await self._media.of(message.sid) if message.num_media else []
        return await _Conversation(self, message, media, target, job.args.get("opt_out_type")).run()

    async def _target(self, message: Message) -> Target | None:
        service = await self._pools.find(message)
        if service is not None and not service.use_inbound_webhook_on_number:
            return _target_of(service)
        number = await self._numbers.find_owned(message.account_sid, message.to)
        if number is None:
            return None
        source: Any = number
        if number.sms_application_sid:
            source = await self._applications.find(message.account_sid, number.sms_application_sid) or number
        if not source.sms_url:
            return None
        return Target(
            source.sms_url,
            source.sms_method or "POST",
            source.sms_fallback_url or None,
            source.sms_fallback_method or "POST",
        )

    async def ask(self, request: Request) -> Answer:
        return await self._webhooks.ask(request)

    def media_url(self, item: Media) -> str:
        return self._media.url(item)

    async def reply(self, message: Message, asked: Reply) -> tuple[Outcome, Unit | None]:
        """Makes a reply, or says why not."""
        if self._runs_in_circles(asked.from_, asked.to):
            reason = (
                f"{LOOP_REPLIES} replies to {asked.to} within {LOOP_SPAN.seconds} s: do two programs answer each other?"
            )
            return ReplyRefused(14107, reason), None
        try:
            reply, unit = await self._sending.reply(message, asked)
        except Refused as refused:
            return ReplyRefused(refused.code, refused.message), None
        return ReplySent(reply.sid, reply.status.value), unit

    def _runs_in_circles(self, from_: str, to: str) -> bool:
        now = self._clock.now()
        if len(self._pairs) > PAIRS_KEPT:
            self._pairs.clear()
        recent = self._pairs.setdefault((from_, to), deque(maxlen=LOOP_REPLIES))
        if len(recent) == LOOP_REPLIES and now - recent[0] < LOOP_SPAN:
            return True
        recent.append(now)
        return False

    def now(self) -> datetime:
        return self._clock.now()


def _target_of(service: Service) -> Target | None:
    if not service.inbound_request_url:
        return None
    return Target(
        service.inbound_request_url, service.inbound_method, service.fallback_url or None, service.fallback_method
    )


class _Conversation:
    """One inbound message and the documents that answer it."""

    def __init__(
        self, room: Receiving, message: Message, media: list[Media], target: Target, opt_out_type: str | None
    ) -> None:
        self._room, self._message, self._target = room, message, target
        self._params = _params(message, [(item.content_type, room.media_url(item)) for item in media])
        if opt_out_type is not None:
            self._params["OptOutType"] = opt_out_type
        self._unit = Unit()
        self._record_sid: str | None = None
        self._failed_code: int | None = None

    async def run(self) -> Unit:
        message, target = self._message, self._target
        run = MessagingRun(
            url=target.url,
            method=target.method,
            sender=message.from_ or "",
            receiver=message.to,
            fallback_url=target.fallback_url,
            fallback_method=target.fallback_method,
        )
        effects = run.start()
        while True:
            outcome: Outcome | None = None
            for effect in effects:
                outcome = await self._carry_out(effect)
            if run.is_over or outcome is None:
                return self._unit
            effects = run.receive(outcome)

    async def _carry_out(self, effect: Any) -> Outcome | None:
        if isinstance(effect, Fetch):
            return await self._fetch(effect)
        if isinstance(effect, Reply):
            outcome, unit = await self._room.reply(self._message, effect)
            if unit is not None:
                self._unit += unit
            return outcome
        self._tell(effect)
        return None

    async def _fetch(self, fetch: Fetch) -> Outcome:
        message = self._message
        params = {"AccountSid": message.account_sid, "ApiVersion": API_VERSION} if fetch.alone else self._params
        answer = await self._room.ask(
            Request(
                account_sid=message.account_sid,
                subject_sid=message.sid,
                kind="message-action" if fetch.alone else "message-inbound",
                url=fetch.url,
                method=fetch.method,
                params={**params, **fetch.extra_params},
                jar_key=(message.to, message.from_ or ""),
                expects=Expect.ANY,
            )
        )
        self._unit += answer.unit()
        self._record_sid = answer.records[-1].sid if answer.records else None
        if answer.error is not None:
            self._failed_code = answer.error.code
            return FetchFailed(answer.error.code, answer.error.message, answer.error.url)
        if answer.is_cut:
            return FetchFailed(TOO_LARGE, "The document is larger than 64 KB, the most that is read", answer.url)
        return Document(answer.url, answer.content_type, answer.body, answer.status or 200)

    def _tell(self, word: Warn | Fail) -> None:
        """Puts it before the customer's eyes, unless the webhook's own failure already is."""
        if isinstance(word, Fail) and word.code == self._failed_code:
            return
        message = self._message
        details: dict[str, Any] = {"line": word.line, "column": word.column} if word.line else {}
        level = "error" if isinstance(word, Fail) else "warning"
        alert = _alert(
            message.account_sid,
            message.sid,
            self._room.now(),
            word.code,
            word.message,
            level=level,
            webhook_sid=self._record_sid,
            request_url=word.url,
            details=details,
        )
        self._unit += Unit(events=[alert])


def _alert(account_sid: str, sid: str, at: datetime, code: int, message: str, **more: Any) -> Event:
    return Alerted(account_sid=account_sid, subject_sid=sid, at=at, error_code=code, message=message, **more)


def _params(message: Message, media: list[tuple[str, str]]) -> dict[str, str]:
    """The parameters of the inbound message URL: reference/webhooks.md §3."""
    params = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsMessageSid": message.sid,
        "AccountSid": message.account_sid,
        "From": message.from_ or "",
        "To": message.to,
        "Body": message.body,
        "NumMedia": str(message.num_media),
        "NumSegments": str(message.num_segments),
        "SmsStatus": message.status.value,
        "ApiVersion": API_VERSION,
    }
    if message.messaging_service_sid:
        params["MessagingServiceSid"] = message.messaging_service_sid
    for n, (content_type, url) in enumerate(media):
        params[f"MediaContentType{n}"], params[f"MediaUrl{n}"] = content_type, url
    return {**params, **_places("From", message.from_ or ""), **_places("To", message.to)}


def _places(side: str, address: str) -> dict[str, str]:
    place = phone.geography(address) if address.startswith("+") else None
    words = (place.city, place.state, place.zip, place.country) if place else ("", "", "", "US")
    return {f"{side}{name}": word for name, word in zip(("City", "State", "Zip", "Country"), words, strict=True)}
