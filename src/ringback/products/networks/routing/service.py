"""Verbs on routes, and the trial that explains what they decide."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.carriers.routing import (
    MOST,
    Facts,
    NumberType,
    Route,
    Routes,
    SenderType,
    WhenFull,
    tables,
)
from ringback.kernel import Caller, Clock, SidSource, phone
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.networks.routing import errors, events, rules
from ringback.store import Store, Unit, again


class Settings(TypedDict, total=False):
    """What may be said of a route beside its name and where it leads."""

    prefixes: list[str]
    countries: list[str]
    number_types: list[NumberType]
    sender_types: list[SenderType]
    senders: list[str]
    account_sids: list[str]
    priority: int
    percentage: float | None
    price: Decimal | None
    price_unit: str
    messages_per_s: float | None
    when_full: WhenFull
    fails_over_on: list[int]
    enabled: bool


class Named(Settings):
    """What a new one needs."""

    friendly_name: str
    carrier_sid: str


class Given(Settings, total=False):
    """What may be changed."""

    friendly_name: str
    carrier_sid: str


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """What would be decided of a message. `items`: one line a route or carrier, those that would be tried first."""

    to: str
    from_: str
    carrier_sid: str | None
    items: list[dict[str, Any]]


class RoutesService:
    """`live` is what decides."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource, live: Routes) -> None:
        self._store, self._clock, self._sids, self._live = store, clock, sids, live

    async def get(self, caller: Caller, *, sid: str) -> Route:
        """One route."""
        found = await self._store.get(Route, sid)
        if found is None:
            raise NotFound(what=f"/ringback/v1/Routes/{sid}")
        return found

    async def search(self, caller: Caller) -> list[Route]:
        """All routes, in the order in which they are asked: by priority, then age."""
        t = tables.routes
        return await self._store.records(Route, sa.select(t).order_by(t.c.priority, t.c.sid))

    async def create(self, caller: Caller, **given: Unpack[Named]) -> Route:
        """A route that holds at once."""
        said = rules.checked(given, self._live.known())
        ((count,),) = await self._store.select(sa.select(sa.func.count()).select_from(tables.routes))
        if count >= MOST:
            raise errors.TooManyRoutes(count=count, limit=MOST)
        now = self._clock.now()
        made = Route(sid=self._sids.new("RU", now), date_created=now, date_updated=now, **said)
        data = msgspec.to_builtins({name: getattr(made, name) for name in rules.AUDITED})
        told = events.RouteCreated(**_about(caller, made), at=now, event_data=data)
        await self._store.commit(Unit(insert=[made], events=[told]))
        return made

    @again
    async def update(self, caller: Caller, *, sid: str, **given: Unpack[Given]) -> Route:
        """Changes what is given; messages that leave from now on go by it."""
        before = await self.get(caller, sid=sid)
        after = msgspec.structs.replace(before, **rules.checked(given, {before.carrier_sid, *self._live.known()}))
        if after == before:
            return before
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        data = msgspec.to_builtins(changed(before, after, *rules.AUDITED))
        told = events.RouteUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return await self.get(caller, sid=sid)

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """Messages go by the other routes, or by what carriers serve."""
        found = await self.get(caller, sid=sid)
        data = {"friendly_name": found.friendly_name, "carrier_sid": found.carrier_sid}
        told = events.RouteDeleted(**_about(caller, found), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[found], events=[told]))

    async def tried(
        self,
        caller: Caller,
        *,
        to: str,
        from_: str = "",
        account_sid: str | None = None,
        message_sid: str | None = None,
    ) -> Trial:
        """Who a message would go to now, and why. Nothing is sent. Raises InvalidRoute."""
        number = phone.parse(to)
        if number is None:
            raise errors.InvalidRoute(name="to", reason=f"'{to[:40]}' is no telephone number, as +14155550123")
        facts = Facts(
            message_sid=message_sid or self._sids.new("SM", self._clock.now()),
            account_sid=account_sid or caller.account_sid,
            from_=phone.parse(from_) or from_,
            to=number,
        )
        found = await self._live.trial(facts)
        first = next((one.carrier_sid for one in found if one.position == 1), None)
        return Trial(to=number, from_=facts.from_, carrier_sid=first, items=[msgspec.to_builtins(one) for one in found])


async def check_unrouted(store: Store, sid: str) -> None:
    """Raises CarrierRouted where a route leads to a carrier that is to be deleted."""
    t = tables.routes
    found: Sequence[Route] = await store.records(Route, sa.select(t).where(t.c.carrier_sid == sid).limit(1))
    if found:
        raise errors.CarrierRouted(sid=sid, route=found[0].sid)


def _about(caller: Caller, route: Route) -> dict[str, Any]:
    """In the operator's own audit log."""
    return {"account_sid": caller.credential_account_sid, "subject_sid": route.sid, **by(caller)}
