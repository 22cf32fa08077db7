"""The safe list: numbers that fraud checks leave alone."""

from typing import Any

import sqlalchemy as sa

from ringback.kernel import Caller, Clock, SidSource
from ringback.kernel.audit import by
from ringback.kernel.refused import NotFound
from ringback.products.accounts import errors, events, rules, tables
from ringback.products.accounts.model import SafeNumber
from ringback.store import Duplicate, Store, Unit

_PREFIX_DIGITS = 3  # a listed "1k prefix" is a number without its last three digits


class SafelistService:
    def __init__(self, store: Store, clock: Clock, sids: SidSource) -> None:
        self._store, self._clock, self._sids = store, clock, sids

    async def is_safe(self, account_sid: str, phone_number: str) -> bool:
        """Whether the account has listed this number, or its thousand."""
        t = tables.safe_numbers
        listed = t.c.phone_number.in_([phone_number, phone_number[:-_PREFIX_DIGITS]])
        return bool(await self._store.select(sa.select(t.c.sid).where(t.c.account_sid == account_sid, listed).limit(1)))

    async def create(self, caller: Caller, *, phone_number: str) -> SafeNumber:
        """Lists a number in E.164 form, or the first digits of a thousand."""
        now = self._clock.now()
        safe = SafeNumber(
            sid=self._sids.new("GN", now),
            account_sid=caller.account_sid,
            phone_number=rules.checked_safe_number(phone_number),
            date_created=now,
        )
        told = events.SafeNumberCreated(**_about(caller, safe), at=now, event_data={"phone_number": phone_number})
        try:
            await self._store.commit(Unit(insert=[safe], events=[told]))
        except Duplicate:
            raise errors.AlreadySafe(phone_number=phone_number) from None
        return safe

    async def get(self, caller: Caller, *, phone_number: str | None = None) -> SafeNumber:
        safe = None
        if phone_number:
            safe = await self._store.first(SafeNumber, account_sid=caller.account_sid, phone_number=phone_number)
        if safe is None:
            raise NotFound(what=f"/v1/SafeList/Numbers?PhoneNumber={phone_number or ''}")
        return safe

    async def delete(self, caller: Caller, *, phone_number: str | None = None) -> None:
        safe = await self.get(caller, phone_number=phone_number)
        told = events.SafeNumberDeleted(
            **_about(caller, safe), at=self._clock.now(), event_data={"phone_number": safe.phone_number}
        )
        await self._store.commit(Unit(delete=[safe], events=[told]))


def _about(caller: Caller, safe: SafeNumber) -> dict[str, Any]:
    return {"account_sid": safe.account_sid, "subject_sid": safe.sid, **by(caller)}
