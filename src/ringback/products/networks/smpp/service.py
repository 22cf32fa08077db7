"""Verbs on SMPP carriers."""

from collections.abc import Callable
from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.carriers.smpp import SmppCarriers, SmppNetwork, WhenUnknown, tables
from ringback.kernel import Caller, Clock, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.networks.routing.service import check_unrouted
from ringback.products.networks.smpp import errors, events, rules
from ringback.protocols.smpp.codings import Default
from ringback.protocols.smpp.content import Joining
from ringback.store import Store, Unit, again


class BindState(msgspec.Struct, frozen=True):
    """One bind as it is now, in this process."""

    role: str
    bound: bool
    reason: str


class CarrierShown(SmppNetwork, frozen=True, kw_only=True):
    """A carrier with its binds."""

    binds: tuple[BindState, ...] = ()


class Settings(TypedDict, total=False):
    """What may be said of a carrier beside its name and where it is."""

    port: int
    tls: bool
    tls_verify: bool
    password: str
    system_type: str
    transceivers: int
    transmitters: int
    receivers: int
    window: int
    messages_per_s: float | None
    enquire_s: float
    response_s: float
    joining: Joining
    alphabet: Default
    country_code: str
    prefixes: list[str]
    when_unknown: WhenUnknown
    enabled: bool


class Named(Settings):
    """What a new one needs."""

    friendly_name: str
    host: str
    system_id: str


class Given(Settings, total=False):
    """What may be changed."""

    friendly_name: str
    host: str
    system_id: str


class SmppCarriersService:
    """`live` are the binds of this process; `is_ours` says whether a host and port are our own server's."""

    def __init__(
        self, store: Store, clock: Clock, sids: SidSource, live: SmppCarriers, is_ours: Callable[[str, int], bool]
    ) -> None:
        self._store, self._clock, self._sids, self._live, self._is_ours = store, clock, sids, live, is_ours

    async def get(self, caller: Caller, *, sid: str) -> CarrierShown:
        """One carrier, with its binds."""
        return self._shown(await self._own(sid))

    async def search(self, caller: Caller) -> list[CarrierShown]:
        """All SMPP carriers, the newest first."""
        t = tables.networks
        found = await self._store.records(SmppNetwork, sa.select(t).order_by(t.c.date_created.desc(), t.c.sid.desc()))
        return [self._shown(one) for one in found]

    async def create(self, caller: Caller, **given: Unpack[Named]) -> CarrierShown:
        """A carrier to bind to at once. It takes the messages to the numbers it serves."""
        said = rules.checked(given)
        ((count,),) = await self._store.select(sa.select(sa.func.count()).select_from(tables.networks))
        if count >= rules.MOST_CARRIERS:
            raise errors.TooManyCarriers(count=count, limit=rules.MOST_CARRIERS)
        now = self._clock.now()
        made = SmppNetwork(sid=self._sids.new("SP", now), date_created=now, date_updated=now, **said)
        data = msgspec.to_builtins({name: getattr(made, name) for name in rules.AUDITED})
        told = events.SmppCarrierCreated(**_about(caller, made), at=now, event_data=data)
        self._check_elsewhere(made)
        await self._store.commit(Unit(insert=[made], events=[told]))
        await self._live.refresh()
        return self._shown(made)

    @again
    async def update(self, caller: Caller, *, sid: str, **given: Unpack[Given]) -> CarrierShown:
        """Changes what is given. Its binds are made anew; what is under way is answered first."""
        before = await self._own(sid)
        after = msgspec.structs.replace(before, **rules.checked(given, before))
        if after == before:
            return self._shown(before)
        self._check_elsewhere(after)
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        data = msgspec.to_builtins(changed(before, after, *rules.AUDITED))
        told = events.SmppCarrierUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        await self._live.refresh()
        return self._shown(await self._own(sid))

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """Its binds are closed, and no further message goes to it."""
        found = await self._own(sid)
        await check_unrouted(self._store, sid)
        data = {"friendly_name": found.friendly_name, "host": found.host}
        told = events.SmppCarrierDeleted(**_about(caller, found), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[found], events=[told]))
        await self._live.refresh()

    def _check_elsewhere(self, network: SmppNetwork) -> None:
        if self._is_ours(network.host, network.port):
            reason = f"{network.host}:{network.port} is where Ringback itself listens: its texts would go round"
            raise errors.InvalidCarrier(name="host", reason=reason)

    async def _own(self, sid: str) -> SmppNetwork:
        found = await self._store.get(SmppNetwork, sid)
        if found is None:
            raise NotFound(what=f"/ringback/v1/SmppCarriers/{sid}")
        return found

    def _shown(self, network: SmppNetwork) -> CarrierShown:
        carrier = self._live.live(network.sid)
        lines = list(carrier.lines) if carrier is not None else []
        binds = tuple(BindState(line.role.value, line.is_bound, line.reason) for line in lines)
        said: dict[str, Any] = {name: getattr(network, name) for name in SmppNetwork.__struct_fields__}
        return CarrierShown(**said, binds=binds)


def _about(caller: Caller, network: SmppNetwork) -> dict[str, Any]:
    """In the operator's own audit log."""
    return {"account_sid": caller.credential_account_sid, "subject_sid": network.sid, **by(caller)}
