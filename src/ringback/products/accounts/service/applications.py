"""Applications: sets of URLs that numbers, calls and messages refer to by SID."""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.accounts import errors, events, rules, tables
from ringback.products.accounts.model import Application
from ringback.store import Store, Unit, again

_OWN = ("sid", "account_sid", "date_created", "date_updated", "version")
_SETTABLE = tuple(name for name in Application.__struct_fields__ if name not in _OWN)
_DEFAULTS = {
    "api_version": "2010-04-01",
    "voice_method": "POST",
    "voice_fallback_method": "POST",
    "status_callback_method": "POST",
    "sms_method": "POST",
    "sms_fallback_method": "POST",
    "voice_caller_id_lookup": False,
    "public_application_connect_enabled": False,
}


class Given(TypedDict, total=False):
    """What may be said of an application."""

    friendly_name: str | None
    api_version: str | None
    voice_url: str | None
    voice_method: str | None
    voice_fallback_url: str | None
    voice_fallback_method: str | None
    voice_caller_id_lookup: bool | None
    status_callback: str | None
    status_callback_method: str | None
    sms_url: str | None
    sms_method: str | None
    sms_fallback_url: str | None
    sms_fallback_method: str | None
    sms_status_callback: str | None
    message_status_callback: str | None
    public_application_connect_enabled: bool | None


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

    async def create(self, caller: Caller, **given: Unpack[Given]) -> Application:
        """An application with these URLs; methods are POST where nothing is said."""
        await self._refuse_too_many(caller.account_sid)
        now = self._clock.now()
        said = _said(given)
        application = Application(
            sid=self._sids.new("AP", now), account_sid=caller.account_sid, date_created=now, date_updated=now, **said
        )
        data = {name: getattr(application, name) for name in _SETTABLE}
        told = events.ApplicationCreated(**_about(caller, application), at=now, event_data=data)
        await self._store.commit(Unit(insert=[application], events=[told]))
        return application

    @again
    async def update(self, caller: Caller, *, sid: str, **given: Unpack[Given]) -> Application:
        """Changes what is given; an empty URL clears it."""
        before = await self.get(caller, sid=sid)
        after = msgspec.structs.replace(before, **_said(given))
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


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, ready for the record. A cleared method is POST again, a cleared flag false; the two status
    callbacks are one under two names."""
    said = dict(given)
    for name, default in _DEFAULTS.items():
        if name in said:
            said[name] = default if said[name] is None else said[name]
    if said.get("friendly_name"):
        rules.checked_name(said["friendly_name"])
    for name in ("message_status_callback", "sms_status_callback"):
        if name in said:
            return said | {"message_status_callback": said[name], "sms_status_callback": said[name]}
    return said


def _about(caller: Caller, application: Application) -> dict[str, Any]:
    return {"account_sid": application.account_sid, "subject_sid": application.sid, **by(caller)}
