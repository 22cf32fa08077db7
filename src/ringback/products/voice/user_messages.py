"""Messages between an application and the phone of a call: JSON in SIP INFO (RFC 6086), both ways."""

import json

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Job, SidSource
from ringback.kernel.refused import NotFound
from ringback.products.voice import errors
from ringback.products.voice.model import UserMessage, UserSubscription
from ringback.products.voice.ports import Live
from ringback.products.voice.rules import asked
from ringback.products.voice.service import CallsService
from ringback.products.voice.tables import user_subscriptions
from ringback.store import Store, Unit
from ringback.switch.model import Call
from ringback.webhooks import callback_job

HEARD = "voice.user-message"
JSON = "application/json"
CONTENT_MOST = 10_240
SUBSCRIPTIONS_MOST = 10


class UserMessagesService:
    """Verbs on messages and subscriptions of a call, and what comes from its phone."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, calls: CallsService, live: Live) -> None:
        self._store, self._clock, self._sids, self._calls, self._live = store, clock, sids, calls, live

    async def send(self, caller: Caller, *, call_sid: str, content: str) -> UserMessage:
        """Hands `content` to the phone of a call in progress."""
        call = await self._calls.get(caller, sid=call_sid)
        body = _checked(content)
        if call.status.is_over or not await self._live.tell(call_sid, JSON, body):
            raise errors.NotTold(sid=call_sid, state=call.status.value)
        now = self._clock.now()
        return UserMessage(
            sid=self._sids.new("KX", now), account_sid=call.account_sid, call_sid=call_sid, date_created=now
        )

    async def subscribe(
        self, caller: Caller, *, call_sid: str, callback: str, method: str | None = None
    ) -> UserSubscription:
        """From now on `callback` hears what the phone of this call sends."""
        call = await self._calls.get(caller, sid=call_sid)
        if call.status.is_over:
            raise errors.NotTold(sid=call_sid, state=call.status.value)
        there = await self._of(call_sid)
        if len(there) >= SUBSCRIPTIONS_MOST:
            raise errors.TooManySubscriptions(sid=call_sid, count=len(there), limit=SUBSCRIPTIONS_MOST)
        hears = asked.callback(callback, method, ())
        if hears is None:
            raise errors.InvalidCallback(value="")
        now = self._clock.now()
        made = UserSubscription(
            sid=self._sids.new("ZY", now),
            account_sid=call.account_sid,
            call_sid=call_sid,
            callback=hears.url,
            method=hears.method,
            date_created=now,
            date_updated=now,
        )
        await self._store.commit(Unit(insert=[made]))
        return made

    async def unsubscribe(self, caller: Caller, *, call_sid: str, sid: str) -> None:
        """`callback` hears no more."""
        found = await self._store.first(UserSubscription, sid=sid, account_sid=caller.account_sid, call_sid=call_sid)
        if found is None:
            path = f"/2010-04-01/Accounts/{caller.account_sid}/Calls/{call_sid}/UserDefinedMessageSubscriptions/{sid}"
            raise NotFound(what=f"{path}.json")
        await self._store.commit(Unit(delete=[found]))

    async def heard(self, job: Job) -> Unit | None:
        """Tells the subscribers of a call what its phone has sent. The switch asks for this work."""
        call = await self._store.get(Call, job.key)
        if call is None:
            return None
        now, unit = self._clock.now(), Unit()
        for before in await self._of(call.sid):
            after = msgspec.structs.replace(before, heard=before.heard + 1)
            told = {
                "AccountSid": call.account_sid,
                "CallSid": call.sid,
                "Sid": self._sids.new("KX", now),
                "Content": job.args["content"],
                "ContentType": JSON,
                "SequenceNumber": str(after.heard),
            }
            told_job = callback_job(
                account_sid=call.account_sid,
                subject_sid=call.sid,
                kind="user-message-status",
                url=after.callback,
                method=after.method,
                params=told,
            )
            unit += Unit(change=[(before, after)], jobs=[told_job])
        return unit

    async def _of(self, call_sid: str) -> list[UserSubscription]:
        t = user_subscriptions
        statement = sa.select(t).where(t.c.call_sid == call_sid).order_by(t.c.sid).limit(SUBSCRIPTIONS_MOST)
        return await self._store.records(UserSubscription, statement)


def _checked(content: str) -> bytes:
    body = content.encode()
    if len(body) > CONTENT_MOST:
        raise errors.InvalidContent(reason=f"has {len(body)} bytes")
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        raise errors.InvalidContent(reason="is not JSON") from None
    return body
