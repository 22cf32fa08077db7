"""Short codes: leased outside of the API, set up within it."""

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, by_system, changed
from ringback.kernel.phone import is_short_code
from ringback.kernel.refused import NotFound
from ringback.products.numbers import errors, events, tables
from ringback.products.numbers.model import ShortCode
from ringback.store import Duplicate, Store, Unit, again

Text = str | None | UnsetType  # UNSET leaves as is, None clears
_SETTABLE = ("friendly_name", "api_version", "sms_url", "sms_method", "sms_fallback_url", "sms_fallback_method")


class ShortCodesService:
    def __init__(self, store: Store, clock: Clock, sids: SidSource) -> None:
        self._store, self._clock, self._sids = store, clock, sids

    async def get(self, caller: Caller, *, sid: str) -> ShortCode:
        found = await self._store.first(ShortCode, account_sid=caller.account_sid, sid=sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/SMS/ShortCodes/{sid}.json")
        return found

    async def search(
        self, caller: Caller, *, page: PageRequest, friendly_name: str | None = None, short_code: str | None = None
    ) -> Page[ShortCode]:
        t = tables.short_codes.c
        where = [t.account_sid == caller.account_sid]
        if friendly_name is not None:
            where.append(t.friendly_name == friendly_name)
        if short_code is not None:
            where.append(t.short_code.contains(short_code, autoescape=True))
        return await self._store.search(ShortCode, where, page)

    @again
    async def update(
        self,
        caller: Caller,
        *,
        sid: str,
        friendly_name: Text = UNSET,
        api_version: Text = UNSET,
        sms_url: Text = UNSET,
        sms_method: Text = UNSET,
        sms_fallback_url: Text = UNSET,
        sms_fallback_method: Text = UNSET,
    ) -> ShortCode:
        said = locals()
        before = await self.get(caller, sid=sid)
        after = msgspec.structs.replace(before, **_given(said, before))
        if after == before:
            return before
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        data = changed(before, after, *_SETTABLE)
        told = events.ShortCodeConfigured(
            account_sid=after.account_sid,
            subject_sid=sid,
            at=after.date_updated,
            short_code=after.short_code,
            event_data=data,
            **by(caller),
        )
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def assign(self, account_sid: str, short_code: str, **settings: Any) -> ShortCode:
        """Gives an account a short code; nothing changes if it has it already.

        Raises ShortCodeTaken, InvalidShortCode.
        """
        if not is_short_code(short_code):
            raise errors.InvalidShortCode(value=short_code)
        now = self._clock.now()
        code = ShortCode(
            sid=self._sids.new("SC", now),
            account_sid=account_sid,
            short_code=short_code,
            **{"friendly_name": short_code, "date_created": now, "date_updated": now, **settings},
        )
        about: dict[str, Any] = {"account_sid": account_sid, "subject_sid": code.sid, **by_system(account_sid)}
        told = events.ShortCodeAssigned(**about, at=now, short_code=short_code, country=code.country)
        try:
            await self._store.commit(Unit(insert=[code], events=[told]))
        except Duplicate:
            there = await self._store.first(ShortCode, short_code=short_code)
            if there is None or there.account_sid != account_sid:
                raise errors.ShortCodeTaken(value=short_code) from None
            return there
        return code


def _given(said: dict[str, Any], before: ShortCode) -> dict[str, Any]:
    """What was said, ready for the record: a method cleared is POST again, a name cleared the code itself."""
    given = {name: said[name] for name in _SETTABLE if said[name] is not UNSET}
    defaults = {
        "friendly_name": before.short_code,
        "api_version": "2010-04-01",
        "sms_method": "POST",
        "sms_fallback_method": "POST",
    }
    return {name: value or defaults.get(name) for name, value in given.items()}
