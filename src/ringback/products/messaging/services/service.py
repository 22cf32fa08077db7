"""Verbs on services."""

from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.messaging.services import events, rules, tables
from ringback.products.messaging.services.model import PoolSender, PoolState, ScanMessageContent, Service, Usecases
from ringback.store import Store, Unit, again


class Given(TypedDict, total=False):
    """What may be said of a service."""

    friendly_name: str
    inbound_request_url: str | None
    inbound_method: str | None
    fallback_url: str | None
    fallback_method: str | None
    status_callback: str | None
    sticky_sender: bool | None
    mms_converter: bool | None
    smart_encoding: bool | None
    scan_message_content: ScanMessageContent | None
    fallback_to_long_code: bool | None
    area_code_geomatch: bool | None
    synchronous_validation: bool | None
    validity_period: int | None
    usecase: str | None
    use_inbound_webhook_on_number: bool | None


class ServicesService:
    """`find` is what messages ask; it answers from memory."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource) -> None:
        self._store, self._clock, self._sids = store, clock, sids

    async def find(self, account_sid: str, sid: str) -> Service | None:
        return await self._store.cached(Service, sid=sid, account_sid=account_sid)

    async def get(self, caller: Caller, *, sid: str) -> Service:
        """One service of the account."""
        service = await self._store.first(Service, sid=sid, account_sid=caller.account_sid)
        if service is None:
            raise NotFound(what=f"/v1/Services/{sid}")
        return service

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[Service]:
        """The account's services, newest first."""
        return await self._store.search(Service, [tables.services.c.account_sid == caller.account_sid], page)

    async def usecases(self, caller: Caller) -> Usecases:
        """What a service may be said to be for."""
        return Usecases(tuple({"usecase": name, "description": text} for name, text in rules.USECASES.items()))

    async def create(self, caller: Caller, **given: Unpack[Given]) -> Service:
        """A service with an empty pool; what is not said has its default."""
        said, now = rules.checked(given), self._clock.now()
        service = Service(
            sid=self._sids.new("MG", now), account_sid=caller.account_sid, date_created=now, date_updated=now, **said
        )
        data = {name: getattr(service, name) for name in rules.SETTABLE}
        told = events.ServiceCreated(**_about(caller, service), at=now, event_data=data)
        await self._store.commit(Unit(insert=[service], events=[told]))
        return service

    @again
    async def update(self, caller: Caller, *, sid: str, **given: Unpack[Given]) -> Service:
        """Changes what is given; an empty URL clears it."""
        before = await self.get(caller, sid=sid)
        after = msgspec.structs.replace(before, **rules.checked(given))
        if after == before:
            return before
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        data = changed(before, after, *rules.SETTABLE)
        told = events.ServiceUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """Its senders are free again; messages that still wait for it to choose a sender will fail (21701)."""
        service = await self.get(caller, sid=sid)
        t = tables.pool_senders
        senders = await self._store.records(PoolSender, sa.select(t).where(t.c.service_sid == sid))
        data = {"friendly_name": service.friendly_name, "senders": [sender.address for sender in senders]}
        told = events.ServiceDeleted(**_about(caller, service), at=self._clock.now(), event_data=data)
        state = PoolState(service_sid=sid, senders=0, changes=0)
        await self._store.commit(Unit(delete=[service, *senders, state], events=[told]))


def _about(caller: Caller, service: Service) -> dict[str, Any]:
    return {"account_sid": service.account_sid, "subject_sid": service.sid, **by(caller)}
