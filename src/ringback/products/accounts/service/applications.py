"""Applications: sets of URLs that numbers, calls and messages refer to by SID."""

from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.accounts import errors, events, rules, tables
from ringback.products.accounts.model import Application
from ringback.store import Store, Unit, again

Text = str | None | UnsetType  # UNSET leaves as is, None clears
Truth = bool | None | UnsetType
_OWN = ("sid", "account_sid", "date_created", "date_updated", "version")
_SETTABLE = tuple(name for name in Application.__struct_fields__ if name not in _OWN)


class ApplicationsService:
    """`find` is what other products ask; it answers from memory."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource) -> None:
        self._store, self._clock, self._sids = store, clock, sids

    async def find(self, account_sid: str, sid: str) -> Application | None:
        return await self._store.cached(Application, sid=sid, account_sid=account_sid)

    async def get(self, caller: Caller, *, sid: str) -> Application:
        application = await self._store.first(Application, sid=sid, account_sid=caller.account_sid)
        if application is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Applications/{sid}.json")
        return application

    async def search(self, caller: Caller, *, page: PageRequest, friendly_name: str | None = None) -> Page[Application]:
        t = tables.applications.c
        where = [t.account_sid == caller.account_sid]
        if friendly_name is not None:
            where.append(t.friendly_name == friendly_name)
        return await self._store.search(Application, where, page)

    async def create(
        self,
        caller: Caller,
        *,
        friendly_name: Text = UNSET,
        api_version: Text = UNSET,
        voice_url: Text = UNSET,
        voice_method: Text = UNSET,
        voice_fallback_url: Text = UNSET,
        voice_fallback_method: Text = UNSET,
        voice_caller_id_lookup: Truth = UNSET,
        status_callback: Text = UNSET,
        status_callback_method: Text = UNSET,
        sms_url: Text = UNSET,
        sms_method: Text = UNSET,
        sms_fallback_url: Text = UNSET,
        sms_fallback_method: Text = UNSET,
        sms_status_callback: Text = UNSET,
        message_status_callback: Text = UNSET,
        public_application_connect_enabled: Truth = UNSET,
    ) -> Application:
        given = _given(locals())
        await self._refuse_too_many(caller.account_sid)
        now = self._clock.now()
        application = Application(
            sid=self._sids.new("AP", now), account_sid=caller.account_sid, date_created=now, date_updated=now, **given
        )
        data = {name: getattr(application, name) for name in _SETTABLE}
        told = events.ApplicationCreated(**_about(caller, application), at=now, event_data=data)
        await self._store.commit(Unit(insert=[application], events=[told]))
        return application

    @again
    async def update(
        self,
        caller: Caller,
        *,
        sid: str,
        friendly_name: Text = UNSET,
        api_version: Text = UNSET,
        voice_url: Text = UNSET,
        voice_method: Text = UNSET,
        voice_fallback_url: Text = UNSET,
        voice_fallback_method: Text = UNSET,
        voice_caller_id_lookup: Truth = UNSET,
        status_callback: Text = UNSET,
        status_callback_method: Text = UNSET,
        sms_url: Text = UNSET,
        sms_method: Text = UNSET,
        sms_fallback_url: Text = UNSET,
        sms_fallback_method: Text = UNSET,
        sms_status_callback: Text = UNSET,
        message_status_callback: Text = UNSET,
        public_application_connect_enabled: Truth = UNSET,
    ) -> Application:
        given = _given(locals())
        before = await self.get(caller, sid=sid)
        after = msgspec.structs.replace(before, **given)
        if after == before:
            return before
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        told = events.ApplicationUpdated(
            **_about(caller, after), at=after.date_updated, event_data=changed(before, after, *_SETTABLE)
        )
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """Numbers that name it fall back on their own URLs."""
        application = await self.get(caller, sid=sid)
        data = {"friendly_name": application.friendly_name}
        told = events.ApplicationDeleted(**_about(caller, application), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[application], events=[told]))

    async def _refuse_too_many(self, account_sid: str) -> None:
        count = sa.select(sa.func.count()).where(tables.applications.c.account_sid == account_sid)
        ((there_are,),) = await self._store.select(count)
        if there_are >= rules.APPLICATION_LIMIT:
            raise errors.TooManyApplications(count=there_are, limit=rules.APPLICATION_LIMIT)


def _given(arguments: dict[str, Any]) -> dict[str, Any]:
    """What was said about an application, ready for the record. The two status callbacks are one under two names;
    a method cleared is the default again."""
    given = {name: arguments[name] for name in _SETTABLE if arguments[name] is not UNSET}
    for name in _SETTABLE:
        if name.endswith("_method") and name in given:
            given[name] = str(given[name] or "POST")
    if given.get("friendly_name"):
        rules.checked_name(given["friendly_name"])
    callback = given.get("message_status_callback", given.get("sms_status_callback", UNSET))
    if callback is not UNSET:
        given |= {"message_status_callback": callback, "sms_status_callback": callback}
    return given


def _about(caller: Caller, application: Application) -> dict[str, Any]:
    return {"account_sid": application.account_sid, "subject_sid": application.sid, **by(caller)}
