"""Calls over REST: taken, looked up, redirected, called off, forgotten. What lives is the switch's."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa
from msgspec import UNSET

from ringback.kernel import Caller, Clock, Event, Job, Page, PageRequest, SidSource
from ringback.kernel.alert import Alerted
from ringback.kernel.refused import NotFound
from ringback.products.accounts.service import AccountsService, ApplicationsService
from ringback.products.voice import errors
from ringback.products.voice.callers import Callers
from ringback.products.voice.pacing import CallPacing
from ringback.products.voice.ports import Live
from ringback.products.voice.rules import asked, endpoints, life
from ringback.products.voice.rules.endpoints import Endpoint, Kind
from ringback.rest.values import Range
from ringback.store import Store, Unit, again
from ringback.switch.events import CallDeleted, CallEnded, CallQueued, event_of
from ringback.switch.model import Call, Callback, CallStatus, Dialling, Direction, Instructions, Trail
from ringback.switch.tables import calls, trails

DIAL = "voice.dial"
BOTH_GIVEN = 32019
LIVE_DEEDS = ("url", "twiml", "fallback_url", "status_callback", "time_limit", "method", "fallback_method")


class NewCall(TypedDict, total=False):
    """What may be said of a new call."""

    to: str
    from_: str
    url: str | None
    method: str
    fallback_url: str | None
    fallback_method: str
    twiml: str
    application_sid: str
    status_callback: str | None
    status_callback_method: str
    status_callback_event: list[str]
    send_digits: str
    timeout: int
    time_limit: int
    record: bool
    recording_channels: str
    recording_track: str
    recording_status_callback: str | None
    recording_status_callback_method: str
    recording_status_callback_event: list[str]
    trim: str
    sip_auth_username: str
    sip_auth_password: str
    machine_detection: str
    machine_detection_timeout: int
    machine_detection_speech_threshold: int
    machine_detection_speech_end_threshold: int
    machine_detection_silence_timeout: int
    async_amd: str
    async_amd_status_callback: str | None
    async_amd_status_callback_method: str
    caller_id: str
    call_reason: str
    byoc: str


class Changes(TypedDict, total=False):
    """What may change of a call."""

    url: str | None
    method: str
    fallback_url: str | None
    fallback_method: str
    twiml: str
    status: str
    status_callback: str | None
    status_callback_method: str
    time_limit: int


class CallsService:
    """Verbs on calls. `live` is the switch."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        accounts: AccountsService,
        applications: ApplicationsService,
        callers: Callers,
        pacing: CallPacing,
        live: Live,
    ) -> None:
        self._store, self._clock, self._sids = store, clock, sids
        self._accounts, self._applications, self._callers = accounts, applications, callers
        self._pacing, self._live = pacing, live

    # -- placing

    async def create(self, caller: Caller, **given: Unpack[NewCall]) -> Call:
        """Takes a call: it is durable and will be dialled. Answers 201 with status `queued`."""
        call = await self.accepted(caller, given, self._told)
        if not caller.is_test:
            unit = await self.taken(call)
            await self._store.commit(unit + Unit(events=_both_given(call, given)))
        return call

    async def accepted(self, caller: Caller, given: Mapping[str, Any], told: "Telling") -> Call:
        """The record of a call as it is asked for, where it may be dialled. Nothing is written.

        `told` says what it runs and who hears of it, or refuses.
        """
        to = endpoints.recipient(given.get("to"))
        from_ = endpoints.caller(given.get("from_"), to)
        if caller.is_test:
            endpoints.check_magic(from_, to)
        if byoc := given.get("byoc"):
            raise errors.NoByoc(value=byoc)
        dialling = asked.dialling(given)
        runs = await told(caller.account_sid, given)
        number_sid = None if caller.is_test else await self._check(caller.account_sid, from_, to)
        dialling = await self._shown_as(caller, given, to, dialling)
        return self.queued(caller.account_sid, from_, to.asked, runs, dialling, number_sid=number_sid)

    def queued(
        self,
        account_sid: str,
        from_: str,
        to: str,
        told: "Told",
        dialling: Dialling,
        *,
        number_sid: str | None = None,
    ) -> Call:
        """The record of a call that waits to be dialled."""
        now = self._clock.now()
        return Call(
            sid=self._sids.new("CA", now),
            account_sid=account_sid,
            direction=Direction.API,
            from_=from_,
            to=to,
            status=CallStatus.QUEUED,
            phone_number_sid=number_sid,
            application_sid=told.application_sid,
            instructions=told.instructions,
            callback=told.callback,
            dialling=dialling,
            date_created=now,
            date_updated=now,
        )

    async def taken(self, call: Call, *, due_at: datetime | None = None) -> Unit:
        """What is written when a call is taken: itself, the telling of it, and the work that dials it."""
        lane = await self._pacing.lane(call.account_sid)
        job = Job(kind=DIAL, key=call.sid, account_sid=call.account_sid, lane=lane, due_at=due_at)
        return Unit(insert=[call], events=[event_of(CallQueued, call, call.date_created)], jobs=[job])

    async def _told(self, account_sid: str, given: Mapping[str, Any]) -> "Told":
        """What it runs and who hears of it. An application goes before URLs of one's own."""
        if sid := given.get("application_sid"):
            application = await self._applications.find(account_sid, sid)
            if application is None or not application.voice_url:
                raise errors.UnknownApplication(value=sid)
            return of_application(application)
        if not given.get("url") and not given.get("twiml"):
            raise errors.NothingToRun
        return Told(asked.instructions(given), asked.progress(given))

    async def _check(self, account_sid: str, from_: str, to: Endpoint) -> str | None:
        """Whether this may be dialled at all; the SID of the number it is from, if it is one."""
        standing = await self._accounts.standing(account_sid)
        if not standing.is_active:
            raise errors.AccountNotActive(sid=account_sid, state=standing.value)
        number_sid = await self._owned(account_sid, from_, to)
        refused = None
        if to.kind is Kind.NUMBER:
            refused = await self._callers.refusal(account_sid, to.address, self._clock.now())
        if refused is not None:
            raise refused
        return number_sid

    async def _owned(self, account_sid: str, from_: str, to: Endpoint) -> str | None:
        if not from_.startswith("+"):
            return None
        sid = await self._callers.sid_of(account_sid, from_)
        if sid is None and to.kind is not Kind.SIP:
            raise errors.FromNotVerified(value=from_)
        return sid

    async def _shown_as(self, caller: Caller, given: Mapping[str, Any], to: Endpoint, dialling: Dialling) -> Dialling:
        """CallerId, where another number than From is to be shown: the same rules."""
        if not given.get("caller_id"):
            return dialling
        shown = endpoints.caller(given["caller_id"], to)
        if not caller.is_test:
            await self._owned(caller.account_sid, shown, to)
        return msgspec.structs.replace(dialling, caller_id=shown)

    # -- looking up

    async def get(self, caller: Caller, *, sid: str) -> Call:
        """One call of the account."""
        found = await self._store.first(Call, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Calls/{sid}.json")
        return found

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        to: str | None = None,
        from_: str | None = None,
        parent_call_sid: str | None = None,
        status: CallStatus | None = None,
        start_time: Range[datetime] | None = None,
        end_time: Range[datetime] | None = None,
    ) -> Page[Call]:
        """The account's calls, newest first."""
        where: list[Any] = [calls.c.account_sid == caller.account_sid]
        for column, value in ((calls.c.to, to), (calls.c.from_, from_)):
            if value:
                where.append(column == _address(value))
        if parent_call_sid:
            where.append(calls.c.parent_call_sid == parent_call_sid)
        if status is not None:
            where.append(calls.c.status == status.value)
        where += [*_within(calls.c.start_time, start_time), *_within(calls.c.end_time, end_time)]
        return await self._store.search(Call, where, page)

    # -- changing

    @again
    async def update(self, caller: Caller, *, sid: str, **given: Unpack[Changes]) -> Call:
        """Ends a call, calls it off, or gives it another document; live ones in the switch, queued ones here."""
        call = await self.get(caller, sid=sid)
        if status := given.get("status"):
            return await self._end(caller, call, str(status))
        if not any(given.get(name) for name in LIVE_DEEDS):
            raise errors.NothingToChange
        deed = "redirected" if given.get("url") or given.get("twiml") else "changed"
        if call.status.is_over:
            raise errors.NotChangeable(sid=sid, state=call.status.value, deed=deed)
        return await self._redirect(caller, call, given, deed)

    async def _end(self, caller: Caller, call: Call, status: str) -> Call:
        if status not in ("canceled", "completed"):
            raise errors.InvalidStatus(value=status[:40])
        deed = "called off" if status == "canceled" else "ended"
        if life.is_in_queue(call):
            return await self._call_off(call)
        live = self._live
        is_done = not call.status.is_over and await (
            live.cancel(call.sid) if status == "canceled" else live.hang_up(call.sid)
        )
        if not is_done:
            raise errors.NotChangeable(sid=call.sid, state=call.status.value, deed=deed)
        return await self.get(caller, sid=call.sid)

    async def _call_off(self, call: Call) -> Call:
        """It was never dialled: nobody is called back."""
        now = self._clock.now()
        after = life.ended(call, CallStatus.CANCELED, now)
        await self._store.commit(Unit(change=[(call, after)], events=[event_of(CallEnded, after, now)]))
        await self._live.conferences.called_off(call.sid)
        return after

    @again
    async def withdraw(self, caller: Caller, *, sid: str) -> None:
        """Calls it off if it still waits for its turn; else nothing."""
        call = await self.get(caller, sid=sid)
        if life.is_in_queue(call):
            await self._call_off(call)

    async def _redirect(self, caller: Caller, call: Call, given: Mapping[str, Any], deed: str) -> Call:
        after = _changed(call, given, self._clock.now())
        if life.is_in_queue(call):
            await self._store.commit(Unit(change=[(call, after)]))
            return after
        live, is_done = self._live, True
        if after.callback != call.callback or given.get("time_limit"):
            seconds = given.get("time_limit") or UNSET
            is_done = await live.change(
                call.sid, callback=after.callback if given.get("status_callback") else UNSET, time_limit_s=seconds
            )
        if is_done and deed == "redirected":
            is_done = await live.redirect(call.sid, after.instructions)
        if not is_done:
            raise errors.NotChangeable(sid=call.sid, state=call.status.value, deed=deed)
        return await self.get(caller, sid=call.sid)

    async def forget(self, caller: Caller, *, sid: str) -> None:
        """Deletes the record of a call that is over. Its recordings stay until they are deleted themselves."""
        call = await self.get(caller, sid=sid)
        life.check_over(call)
        steps = await self._store.records(Trail, sa.select(trails).where(trails.c.call_sid == sid))
        told = CallDeleted(account_sid=call.account_sid, subject_sid=sid, at=self._clock.now())
        await self._store.commit(Unit(delete=[call, *steps], events=[told]))


class Told(msgspec.Struct, frozen=True):
    """What a call runs and who hears of it."""

    instructions: Instructions
    callback: Callback | None = None
    application_sid: str | None = None


Telling = Callable[[str, Mapping[str, Any]], Awaitable[Told]]


def of_application(application: Any) -> Told:
    """Its URLs; its status callback hears of the end."""
    instructions = Instructions(
        url=application.voice_url,
        method=application.voice_method,
        fallback_url=application.voice_fallback_url,
        fallback_method=application.voice_fallback_method,
    )
    callback = asked.callback(application.status_callback, application.status_callback_method, ("completed",))
    return Told(instructions, callback, application.sid)


def _changed(call: Call, given: Mapping[str, Any], now: datetime) -> Call:
    """The record after the change: what is not said stays."""
    kept = call.instructions
    if given.get("url") or given.get("twiml"):
        fallback = {"fallback_url": kept.fallback_url, "fallback_method": kept.fallback_method}
        kept = asked.instructions({**fallback, **given})
    elif given.get("fallback_url"):
        method = asked.method_of(given.get("fallback_method"))
        kept = msgspec.structs.replace(kept, fallback_url=given["fallback_url"], fallback_method=method)
    hears = call.callback
    if url := given.get("status_callback"):
        of = hears.events if hears is not None else ("completed",)
        hears = asked.callback(url, given.get("status_callback_method"), of)
    dialling, seconds = call.dialling, asked.time_limit(given.get("time_limit"))
    if dialling is not None and seconds is not None:
        dialling = msgspec.structs.replace(dialling, time_limit_s=seconds)
    return msgspec.structs.replace(call, instructions=kept, callback=hears, dialling=dialling, date_updated=now)


def _both_given(call: Call, given: Mapping[str, Any]) -> list[Event]:
    """A warning where a document was given twice: the Url's is taken."""
    if not (given.get("url") and given.get("twiml")) or given.get("application_sid"):
        return []
    message = "Both Url and Twiml were given; the document at Url is run"
    about = {"account_sid": call.account_sid, "subject_sid": call.sid, "at": call.date_created}
    return [Alerted(**about, error_code=BOTH_GIVEN, level="warning", message=message)]


def _address(text: str) -> str:
    found = endpoints.endpoint(text.strip())
    return found.address if found is not None else text


def _within(column: Any, moments: Range[datetime] | None) -> list[Any]:
    if moments is None:
        return []
    tests: list[Any] = [column >= moments.since] if moments.since is not None else []
    return [*tests, column < moments.before] if moments.before is not None else tests
