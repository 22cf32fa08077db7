"""The way out of the queue: a call's turn, then the switch. Nothing here can be refused, only fail."""

import msgspec

from ringback.jobs import Later, Written
from ringback.kernel import Clock, Job
from ringback.kernel.sid import made_at
from ringback.products.accounts.service import AccountsService
from ringback.products.voice.pacing import CallPacing
from ringback.products.voice.ports import Live
from ringback.products.voice.rules import life
from ringback.products.voice.ways import Outward
from ringback.store import Store, Unit, again
from ringback.switch import params
from ringback.switch.events import CallEnded, event_of
from ringback.switch.model import Call, CallStatus
from ringback.webhooks import callback_job


class Placing:
    """What the job of a queued call does."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        accounts: AccountsService,
        pacing: CallPacing,
        outward: Outward,
        live: Live,
    ) -> None:
        self._store, self._clock, self._accounts = store, clock, accounts
        self._pacing, self._outward, self._live = pacing, outward, live

    async def dial(self, job: Job) -> Unit | Later | Written | None:
        """Hands the call to the switch when its turn has come and it is still wanted."""
        is_active = (await self._accounts.standing(job.account_sid)).is_active
        is_old = life.has_waited_too_long(made_at(job.key), self._clock.now())
        if not is_active or is_old:
            return await self._give_up(job.key, life.QUEUE_TIMEOUT if is_active else life.INACTIVE)
        if job.lane is not None or await self._outward.is_limited():
            turn = await self._turn(job)
            if turn is not None:
                return turn
        return Written() if await self._live.dial(job.key, job) else None

    async def _turn(self, job: Job) -> Later | None:
        """None when it is its turn, or when it was called off and needs none."""
        call = await self._store.get(Call, job.key)
        if call is None or not life.is_in_queue(call):
            return None
        free_at = await self._outward.turn(call)
        if free_at is None and job.lane is not None:
            free_at = await self._pacing.turn(call.account_sid)
        if free_at is not None:
            return Later(free_at)
        await self._waited(call.sid)
        return None

    async def _give_up(self, sid: str, code: int) -> Unit | None:
        call = await self._store.get(Call, sid)
        if call is None or not life.is_in_queue(call):
            return None
        await self._live.conferences.called_off(sid)
        return self._failed(call, code)

    @again
    async def _waited(self, sid: str) -> None:
        """Notes how long it was in the queue."""
        call = await self._store.get(Call, sid)
        if call is None or not life.is_in_queue(call):
            return
        waited_ms = round((self._clock.now() - call.date_created).total_seconds() * 1000)
        if waited_ms:
            after = msgspec.structs.replace(call, queue_time_ms=waited_ms)
            await self._store.commit(Unit(change=[(call, after)]))

    def _failed(self, call: Call, code: int) -> Unit:
        """It is not dialled: `failed`, and whoever hears of its end is told."""
        now = self._clock.now()
        after = life.ended(call, CallStatus.FAILED, now, code=code)
        hears, jobs = call.callback, []
        if hears is not None and "completed" in hears.events:
            told = params.of_progress(after, "completed", now, {"ErrorCode": str(code)})
            after = msgspec.structs.replace(after, sequence=after.sequence + 1)
            jobs.append(
                callback_job(
                    account_sid=call.account_sid,
                    subject_sid=call.sid,
                    kind="call-status",
                    url=hears.url,
                    method=hears.method,
                    params=told,
                )
            )
        return Unit(change=[(call, after)], events=[event_of(CallEnded, after, now)], jobs=jobs)
