"""Verbs on networks, and which of them a call goes to or comes from."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.kernel.time import from_ms
from ringback.products.networks import errors, events, rules, tables
from ringback.products.networks.model import (
    SIMULATED_SID,
    CallerIdForm,
    Codec,
    Health,
    Network,
    NetworkHealth,
    NetworkKind,
    NumberFormat,
    Prefix,
    Transport,
)
from ringback.store import Store, Unit, again

_ALL = rules.NETWORKS_MOST + 100  # a few that are made at the same moment may go over the limit


class Settings(TypedDict, total=False):
    """What may be said of a network beside its name and where it is."""

    port: int
    transport: Transport
    username: str | None
    password: str | None
    sources: list[str]
    prefixes: list[Prefix]
    country: str
    number_format: NumberFormat
    caller_id: CallerIdForm
    codecs: list[Codec]
    max_cps: float | None
    max_calls: int | None
    enabled: bool
    register: bool


class Named(Settings):
    """What a new one needs."""

    friendly_name: str
    host: str


class Given(Settings, total=False):
    """What may be changed."""

    friendly_name: str
    host: str


class NetworksService:
    """`all`, `find`, `at` and `routes` are what calls ask; they answer from memory.

    `simulated`: whether the simulated carrier is there. It is listed last, and serves what no other network does.
    """

    def __init__(self, store: Store, clock: Clock, sids: SidSource, *, simulated: bool) -> None:
        self._store, self._clock, self._sids = store, clock, sids
        self._simulated = (_simulated(),) if simulated else ()

    # -- what calls ask

    async def all(self) -> list[Network]:
        """Every network, enabled or not, the simulated one last."""
        kept = await self._store.cached_whole(Network, _ALL)
        own = kept.values() if kept is not None else await self._store.records(Network, sa.select(tables.networks))
        return [*own, *self._simulated]

    async def find(self, sid: str) -> Network | None:
        return next((one for one in await self.all() if one.sid == sid), None)

    async def at(self, ip: str) -> Network | None:
        """The network that calls from this address."""
        return rules.caller(ip, await self.all())

    async def routes(self, to: str, draw: float = 0.0) -> list[Network]:
        """The networks that take a call to an E.164 number, the first choice first; those that are down come last."""
        found, down = rules.routes(to, await self.all(), draw), await self._down()
        return sorted(found, key=lambda network: network.sid in down)

    def written(self, number: str, network: Network) -> str:
        """A number as the network writes it before the @."""
        return rules.written(number, network)

    async def _down(self) -> set[str]:
        known = await self._store.cached_whole(NetworkHealth, _ALL) or {}
        return {sid for sid, said in known.items() if said.health is Health.DOWN}

    async def report(self, sid: str, health: Health, reason: str = "") -> None:
        """What a ping, a registration or a call has shown. Written only where it is news."""
        known = await self._store.cached(NetworkHealth, network_sid=sid)
        if (known.health if known else Health.UNKNOWN) is health or await self.find(sid) is None:
            return
        now = self._clock.now()
        said = NetworkHealth(network_sid=sid, health=health, reason=reason[:200], at=now)
        told = events.NetworkHealthChanged(
            account_sid="", subject_sid=sid, at=now, health=health.value, reason=said.reason
        )
        await self._store.commit(Unit(put=[said], events=[told]))

    # -- the operator's verbs

    async def get(self, caller: Caller, *, sid: str) -> Network:
        """One network, with its health."""
        found = next((one for one in await self.search(caller) if one.sid == sid), None)
        if found is None:
            raise NotFound(what=f"/ringback/v1/Networks/{sid}")
        return found

    async def search(self, caller: Caller) -> list[Network]:
        """All networks, the newest first and the simulated carrier last."""
        t = tables.networks
        own = await self._store.records(Network, sa.select(t).order_by(t.c.date_created.desc(), t.c.sid.desc()))
        known = {one.network_sid: one for one in await self._healths()}
        return [_shown(one, known.get(one.sid)) for one in own] + list(self._simulated)

    async def create(self, caller: Caller, **given: Unpack[Named]) -> Network:
        """A carrier to call through and be called by. Without prefixes it takes no calls out."""
        said = rules.checked(given)
        ((count,),) = await self._store.select(sa.select(sa.func.count()).select_from(tables.networks))
        if count >= rules.NETWORKS_MOST:
            raise errors.TooManyNetworks(count=count, limit=rules.NETWORKS_MOST)
        now = self._clock.now()
        made = Network(sid=self._sids.new("NW", now), date_created=now, date_updated=now, **said)
        data = msgspec.to_builtins({name: getattr(made, name) for name in rules.AUDITED})
        told = events.NetworkCreated(**_about(caller, made), at=now, event_data=data)
        await self._store.commit(Unit(insert=[made], events=[told]))
        return made

    @again
    async def update(self, caller: Caller, *, sid: str, **given: Unpack[Given]) -> Network:
        """Changes what is given; calls that are up stay up."""
        before = await self._own(caller, sid)
        after = msgspec.structs.replace(before, **rules.checked(given, before))
        if after == before:
            return await self.get(caller, sid=sid)
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        data = msgspec.to_builtins(changed(before, after, *rules.AUDITED))
        told = events.NetworkUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return await self.get(caller, sid=sid)

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """No further call goes to it, and its addresses are strangers' again."""
        found = await self._own(caller, sid)
        known = [one for one in await self._healths() if one.network_sid == sid]
        data = {"friendly_name": found.friendly_name, "host": found.host}
        told = events.NetworkDeleted(**_about(caller, found), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[found, *known], events=[told]))

    async def _own(self, caller: Caller, sid: str) -> Network:
        """One that can be changed. Raises ReadOnly, NotFound."""
        if sid == SIMULATED_SID and self._simulated:
            raise errors.ReadOnly(sid=sid)
        found = await self._store.get(Network, sid)
        if found is None:
            raise NotFound(what=f"/ringback/v1/Networks/{sid}")
        return found

    async def _healths(self) -> list[NetworkHealth]:
        return await self._store.records(NetworkHealth, sa.select(tables.network_health))


def _shown(network: Network, said: NetworkHealth | None) -> Network:
    if said is None:
        return network
    return msgspec.structs.replace(network, health=said.health, health_at=said.at)


def _simulated() -> Network:
    """The simulated carrier, as old as the calendar."""
    then: datetime = from_ms(0)
    return Network(
        sid=SIMULATED_SID,
        friendly_name="Simulated carrier",
        kind=NetworkKind.SIMULATED,
        port=0,
        prefixes=(Prefix(prefix="", priority=rules.RANK_MOST, weight=0),),
        codecs=tuple(Codec),
        health=Health.UP,
        date_created=then,
        date_updated=then,
    )


def _about(caller: Caller, network: Network) -> dict[str, Any]:
    """In the operator's own audit log."""
    return {"account_sid": caller.credential_account_sid, "subject_sid": network.sid, **by(caller)}
