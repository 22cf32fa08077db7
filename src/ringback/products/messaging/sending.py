"""The way out, first half: a message is accepted. Everything that can be refused is refused here, with a code."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock, Job, Page, PageRequest, SidSource, phone
from ringback.kernel.refused import NotFound, TestCredentials
from ringback.languages.twiml.messaging import Reply
from ringback.products.accounts.service import AccountsService, ApplicationsService, PermissionsService
from ringback.products.consent.model import Outcome
from ringback.products.consent.service import PoliciesService
from ringback.products.messaging import errors, rules
from ringback.products.messaging.events import MessageAccepted, MessageDeleted, MessageRedacted
from ringback.products.messaging.model import Direction, Message, SenderQueue, Status
from ringback.products.messaging.opt_outs import OptOuts
from ringback.products.messaging.pacing import Pacing
from ringback.products.messaging.services.errors import NotInService
from ringback.products.messaging.services.model import Service
from ringback.products.messaging.services.senders import SendersService
from ringback.products.messaging.services.service import ServicesService
from ringback.products.messaging.tables import messages
from ringback.products.numbers.service import NumbersService
from ringback.rest.values import Range
from ringback.store import Increment, Store, Unit, again


class MessagingService:
    """Verbs on messages: send, look up, redact, call off, forget."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        accounts: AccountsService,
        applications: ApplicationsService,
        permissions: PermissionsService,
        numbers: NumbersService,
        pacing: Pacing,
        services: ServicesService,
        senders: SendersService,
        opt_outs: OptOuts,
        policies: PoliciesService,
    ) -> None:
        self._store, self._clock, self._sids = store, clock, sids
        self._accounts, self._applications, self._permissions = accounts, applications, permissions
        self._numbers, self._pacing = numbers, pacing
        self._services, self._senders, self._opt_outs = services, senders, opt_outs
        self._policies = policies

    async def send(
        self,
        caller: Caller,
        *,
        to: str | None = None,
        from_: str | None = None,
        messaging_service_sid: str | None = None,
        body: str | None = None,
        media_url: list[str] | None = None,
        content_sid: str | None = None,
        status_callback: str | None = None,
        application_sid: str | None = None,
        validity_period: int | None = None,
        provide_feedback: bool = False,
        attempt: int = 0,
        content_retention: str | None = None,
        address_retention: str | None = None,
        smart_encoded: bool | None = None,
        send_as_mms: bool = False,
        schedule_type: str | None = None,
        send_at: datetime | None = None,
    ) -> Message:
        """Accepts a message: it is durable and will be sent. Answers 201 with status `queued`.

        With a Messaging Service it is `accepted`, or `scheduled`, and its sender is chosen later.
        """
        now = self._clock.now()
        if caller.is_test:
            _answer_test(from_, to, messaging_service_sid)
        recipient = rules.recipient(to)
        service = await self._service(caller, messaging_service_sid) if messaging_service_sid else None
        if content_sid:
            raise errors.NoSuchContent(value=content_sid)
        sender = rules.sender(from_) if from_ or service is None else None
        terms = rules.terms(service, smart_encoded, validity_period)
        content = rules.content(body, media_url, smart_encoded=terms.smart_encoded, as_mms=send_as_mms)
        leaves_at = rules.send_at(schedule_type, send_at, messaging_service_sid, now)
        callback = await self._callback(caller, status_callback, application_sid) or terms.status_callback
        if not caller.is_test:
            await self._check_standing(caller.account_sid)
            await self._check_way(caller, service, sender, recipient, is_mms=content.is_mms)
        is_mms = content.is_mms or send_as_mms
        message = Message(
            sid=self._sids.new("MM" if is_mms else "SM", now),
            account_sid=caller.account_sid,
            direction=Direction.API,
            from_=sender,
            to=recipient,
            body=content.body,
            num_segments=0 if service else content.num_segments,
            num_media=len(content.media_urls),
            encoding=content.encoding,
            status=rules.first_status(service, leaves_at),
            messaging_service_sid=service.sid if service else None,
            status_callback=callback,
            provide_feedback=provide_feedback,
            valid_until=(leaves_at or now) + timedelta(seconds=terms.validity_s),
            send_at=leaves_at,
            attempt=attempt,
            discard_body=content_retention == "discard",
            mask_address=address_retention == "obfuscate",
            date_created=now,
            date_updated=now,
        )
        if service is not None:
            await self._store.commit(_awaiting_choice(message, content.media_urls))
        elif not caller.is_test:
            message = await self._taken(message, content.media_urls)
        return message

    async def _taken(self, message: Message, media_urls: tuple[str, ...]) -> Message:
        """A message that names its sender: sent, or kept until quiet hours end. Raises Refused."""
        now, account_sid = message.date_created, message.account_sid
        heeds = (await self._accounts.settings(account_sid)).opt_out_keywords
        verdict = await self._policies.verdict(
            account_sid, message.to, sender=message.from_, at=now, heeds_keywords=heeds
        )
        if verdict.outcome is Outcome.SKIP:
            raise errors.by_policy(verdict.code or 0, message.to, verdict.why)
        counted = await self._policies.counted(account_sid, None, message.to, now)
        if verdict.outcome is Outcome.SEND:
            await self._store.commit(await self.accepted(message, media_urls) + counted)
            return message
        held = rules.held(message, verdict, now)
        told = [rules.told(MessageAccepted, held, now), rules.told_held(held, verdict, now)]
        await self._store.commit(Unit(insert=[held], events=told, jobs=[_quiet_over(held, media_urls)]) + counted)
        return held

    async def leave(self, job: Job) -> Unit | None:
        """Quiet hours are over for a message that has its sender."""
        message = await self._store.get(Message, job.key)
        if message is None or message.status is not Status.QUEUED:
            return None
        return await self.way_out(message, tuple(job.args["media_urls"]))

    async def accepted(self, message: Message, media_urls: tuple[str, ...], *, lane: str | None = None) -> Unit:
        """What is written when a message is taken: itself, the telling of it, and the work that sends it.

        Messages of one `lane` leave in their order; a sender with a rate has a lane of its own.
        """
        told = rules.told(MessageAccepted, message, message.date_created)
        return Unit(insert=[message], events=[told]) + await self.way_out(message, media_urls, lane=lane)

    async def way_out(self, message: Message, media_urls: tuple[str, ...], *, lane: str | None = None) -> Unit:
        """The work that sends a queued message. Raises SenderQueueFull."""
        unit = Unit()
        pace = await self._pacing.pace(message)
        job = submission(message, pace.lane if pace else lane, is_rated=pace is not None)
        if media_urls:
            job = fetching(message, job, media_urls)
        unit.jobs = [job]
        if pace is not None:
            self._pacing.check_room(message, pace)
            queue = SenderQueue(sender=pace.lane, segments=message.num_segments)
            unit.add = [Increment(queue, ("segments",))]
            expiry = Job(
                kind="messaging.expire", key=message.sid, account_sid=message.account_sid, due_at=message.valid_until
            )
            unit.jobs = [job, expiry]
        return unit

    async def reply(self, inbound: Message, asked: Reply) -> tuple[Message, Unit]:
        """A reply that TwiML asks for: the message, and what is written when it is taken. Raises Refused."""
        now = self._clock.now()
        caller = Caller(inbound.account_sid, inbound.account_sid, inbound.account_sid)
        to, sender = rules.recipient(asked.to), rules.sender(asked.from_)
        content = rules.content(asked.body, list(asked.media_urls), smart_encoded=False, as_mms=False)
        await self._check_way(caller, None, sender, to, is_mms=content.is_mms)
        message = Message(
            sid=self._sids.new("MM" if content.is_mms else "SM", now),
            account_sid=inbound.account_sid,
            direction=Direction.REPLY,
            from_=sender,
            to=to,
            body=content.body,
            num_segments=content.num_segments,
            num_media=len(content.media_urls),
            encoding=content.encoding,
            status=Status.QUEUED,
            status_callback=rules.check_callback(asked.status_callback),
            valid_until=now + timedelta(seconds=rules.VALIDITY_S),
            date_created=now,
            date_updated=now,
        )
        return message, await self.accepted(message, content.media_urls, lane=f"replies:{inbound.sid}")

    async def _service(self, caller: Caller, sid: str) -> Service:
        service = await self._services.find(caller.account_sid, sid)
        if service is None:
            raise errors.NoSuchService(value=sid)
        return service

    async def _callback(self, caller: Caller, asked: str | None, application_sid: str | None) -> str | None:
        callback = rules.check_callback(asked)
        if callback is not None or not application_sid:
            return callback
        application = await self._applications.find(caller.account_sid, application_sid)
        return application.message_status_callback or None if application else None

    async def _check_standing(self, account_sid: str) -> None:
        standing = await self._accounts.standing(account_sid)
        if not standing.is_active:
            raise errors.AccountNotActive(sid=account_sid, state=standing.value)

    async def _check_way(
        self, caller: Caller, service: Service | None, sender: str | None, to: str, *, is_mms: bool
    ) -> None:
        """Whether this may be sent at all. Who has opted out of a service is found with the choice of its sender."""
        await self._check_region(caller, to)
        if sender is not None:
            await self._check_sender(caller, sender, to, is_mms=is_mms)
        if service is None:
            await self._opt_outs.refuse(caller.account_sid, sender or "", to)
        elif sender is not None and sender not in (await self._senders.pool(service.sid)).by_address:
            raise NotInService(value=sender, service=service.sid)

    async def _check_region(self, caller: Caller, to: str) -> None:
        country = phone.country(to) or ""
        if not await self._permissions.may_text(caller.account_sid, country):
            raise errors.RegionNotEnabled(country=country, to=to)

    async def _check_sender(self, caller: Caller, sender: str, to: str, *, is_mms: bool) -> None:
        owned = await self._numbers.find_owned(caller.account_sid, sender)
        is_alphanumeric = not sender.startswith("+") and not sender.isdigit()
        if owned is None and not is_alphanumeric:
            raise errors.NotOurSender(value=sender, to=to)
        if owned is not None and not owned.capabilities.sms:
            raise errors.NotOurSender(value=sender, to=to)
        can_mms = owned is not None and owned.capabilities.mms
        rules.check_reach(sender, to, is_mms=is_mms, can_mms=can_mms)

    # -- looking up

    async def get(self, caller: Caller, *, sid: str) -> Message:
        """One message of the account."""
        found = await self._store.first(Message, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Messages/{sid}.json")
        return found

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        to: str | None = None,
        from_: str | None = None,
        date_sent: Range[datetime] | None = None,
        status: Status | None = None,
    ) -> Page[Message]:
        """The account's messages, newest first."""
        where: list[Any] = [messages.c.account_sid == caller.account_sid]
        if to:
            where.append(messages.c.to == (phone.parse(to) or to))
        if from_:
            where.append(messages.c.from_ == (phone.parse(from_) or from_))
        if status is not None:
            where.append(messages.c.status == status.value)
        if date_sent is not None:
            where += _within(date_sent)
        return await self._store.search(Message, where, page)

    # -- changing

    @again
    async def update(
        self, caller: Caller, *, sid: str, body: str | UnsetType = UNSET, status: str | UnsetType = UNSET
    ) -> Message:
        """Redacts (Body='') or calls off (Status=canceled)."""
        message = await self.get(caller, sid=sid)
        if status is not UNSET:
            return await self._cancel(message)
        if body is UNSET:
            raise errors.NothingToUpdate
        if body:
            raise errors.OnlyRedaction(length=len(body))
        rules.check_idle(message, "redacted")
        now = self._clock.now()
        redacted = msgspec.structs.replace(message, body="", date_updated=now)
        told = MessageRedacted(account_sid=message.account_sid, subject_sid=sid, at=now)
        await self._store.commit(Unit(change=[(message, redacted)], events=[told]))
        return redacted

    async def _cancel(self, message: Message) -> Message:
        if message.status is not Status.SCHEDULED:
            raise errors.CannotCancel(sid=message.sid, state=message.status.value)
        now = self._clock.now()
        canceled = rules.step(message, Status.CANCELED, now)
        await self._store.commit(
            Unit(change=[(message, canceled)], events=[rules.told(rules.EVENTS[Status.CANCELED], canceled, now)])
        )
        return canceled

    async def forget(self, caller: Caller, *, sid: str) -> None:
        """Deletes a message that is no longer in flight. Its media stay until they are deleted themselves."""
        message = await self.get(caller, sid=sid)
        rules.check_idle(message, "deleted")
        told = MessageDeleted(account_sid=message.account_sid, subject_sid=sid, at=self._clock.now())
        await self._store.commit(Unit(delete=[message], events=[told]))


def _within(moments: Range[datetime]) -> list[Any]:
    tests: list[Any] = []
    if moments.since is not None:
        tests.append(messages.c.date_sent >= moments.since)
    if moments.before is not None:
        tests.append(messages.c.date_sent < moments.before)
    return tests


def _answer_test(from_: str | None, to: str | None, messaging_service_sid: str | None) -> None:
    if messaging_service_sid:
        raise TestCredentials(what="A MessagingServiceSid")
    rules.test_answer(from_, to)


def _awaiting_choice(message: Message, media_urls: tuple[str, ...]) -> Unit:
    """What is written when a service takes a message: the choice of its sender comes later."""
    told = rules.told(MessageAccepted, message, message.date_created)
    due = message.send_at
    job = choosing(message, media_urls) if due is None else coming_due(message, media_urls, due)
    return Unit(insert=[message], events=[told], jobs=[job])


def choosing(message: Message, media_urls: tuple[str, ...]) -> Job:
    """The work of choosing a sender. One lane a recipient: the first choice is known before the next is made."""
    return Job(
        kind="messaging.choose",
        key=message.sid,
        account_sid=message.account_sid,
        lane=f"choose:{message.messaging_service_sid}:{message.to}",
        args={"media_urls": list(media_urls)},
    )


def _quiet_over(message: Message, media_urls: tuple[str, ...]) -> Job:
    """The work when quiet hours end for a message that has its sender."""
    args = {"media_urls": list(media_urls)}
    return Job(
        kind="messaging.quiet-over",
        key=message.sid,
        account_sid=message.account_sid,
        due_at=message.held_until,
        args=args,
    )


def coming_due(message: Message, media_urls: tuple[str, ...], due_at: datetime | None) -> Job:
    """The work at SendAt, or when quiet hours end. In no lane: what waits for days must not hold up the rest."""
    args = {"media_urls": list(media_urls)}
    return Job(
        kind="messaging.come-due",
        key=message.sid,
        account_sid=message.account_sid,
        due_at=due_at,
        args=args,
    )


def submission(message: Message, lane: str | None, *, is_rated: bool) -> Job:
    """The work of handing a message to a carrier."""
    args = {"segments": message.num_segments} if is_rated else {}
    return Job(kind="messaging.submit", key=message.sid, account_sid=message.account_sid, lane=lane, args=args)


def fetching(message: Message, then: Job, media_urls: tuple[str, ...]) -> Job:
    """The work of getting a message's media first; outside the sender's lane, which a slow host must not hold."""
    args = {"media_urls": list(media_urls), "lane": then.lane, "is_rated": bool(then.args)}
    return Job(kind="messaging.fetch-media", key=message.sid, account_sid=message.account_sid, args=args)
