"""Verbs on mappings: which lists guard the calls and the registrations of a domain."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.products.voice.sip import errors, events, tables
from ringback.products.voice.sip.model import (
    CredentialList,
    IpAccessControlList,
    List,
    Mapped,
    MappingKind,
    SipDomain,
    SipMapping,
    mapping,
)
from ringback.products.voice.sip.service.domains import SipDomainsService, about
from ringback.store import Duplicate, Store, Unit, again

_PATHS = {
    MappingKind.CALL_ACL: "Auth/Calls/IpAccessControlListMappings",
    MappingKind.CALL_CREDENTIALS: "Auth/Calls/CredentialListMappings",
    MappingKind.REGISTRATION_CREDENTIALS: "Auth/Registrations/CredentialListMappings",
}


class SipMappingsService:
    """The older paths, directly under a domain, lead to the same mappings as `/Auth/Calls`."""

    def __init__(self, store: Store, clock: Clock, domains: SipDomainsService) -> None:
        self._store, self._clock, self._domains = store, clock, domains

    async def map_credentials(
        self, caller: Caller, *, domain_sid: str, credential_list_sid: str, kind: MappingKind
    ) -> Mapped:
        """Users of the list may from now on call the domain, or register there."""
        guard = await self._store.first(CredentialList, sid=credential_list_sid, account_sid=caller.account_sid)
        return await self._map(caller, domain_sid, kind, credential_list_sid, guard)

    async def map_access(
        self, caller: Caller, *, domain_sid: str, ip_access_control_list_sid: str, kind: MappingKind
    ) -> Mapped:
        """Only the addresses of the domain's lists may from now on call it."""
        sid = ip_access_control_list_sid
        guard = await self._store.first(IpAccessControlList, sid=sid, account_sid=caller.account_sid)
        return await self._map(caller, domain_sid, kind, sid, guard)

    async def get(self, caller: Caller, *, domain_sid: str, sid: str, kind: MappingKind) -> Mapped:
        """One mapping, by the SID of its list."""
        found = await self._found(caller, domain_sid, sid, kind)
        [shown] = await self._shown([found])
        return shown

    async def search(self, caller: Caller, *, domain_sid: str, page: PageRequest, kind: MappingKind) -> Page[Mapped]:
        """The lists that guard the domain, the newest list first."""
        await self._domains.get(caller, sid=domain_sid)
        t = tables.sip_mappings.c
        where = [t.account_sid == caller.account_sid, t.domain_sid == domain_sid, t.kind == kind.value]
        found = await self._store.search(SipMapping, where, page, order="list_made_at")
        return Page(await self._shown(found.items), has_next=found.has_next, has_previous=found.has_previous)

    @again
    async def remove(self, caller: Caller, *, domain_sid: str, sid: str, kind: MappingKind) -> None:
        """The list guards the domain no longer. A domain without any list takes no calls."""
        found = await self._found(caller, domain_sid, sid, kind)
        before = await self._domains.get(caller, sid=domain_sid)
        after = _with(before, kind, tuple(one for one in getattr(before, kind.value) if one != sid))
        told = events.SipListUnmapped(
            **about(caller, before), at=self._clock.now(), event_data={"list": sid, "guards": kind.value}
        )
        await self._store.commit(Unit(change=[(before, after)], delete=[found], events=[told]))

    # -- inside

    @again
    async def _map(
        self, caller: Caller, domain_sid: str, kind: MappingKind, list_sid: str, guard: List | None
    ) -> Mapped:
        before = await self._domains.get(caller, sid=domain_sid)
        if guard is None:
            raise NotFound(what=f"list {list_sid}")
        mapped = getattr(before, kind.value)
        if guard.sid in mapped:
            raise errors.AlreadyMapped(list=guard.sid, domain=before.domain_name)
        made = mapping(before, kind, guard, self._clock.now())
        after = _with(before, kind, (*mapped, guard.sid))
        data = {"list": guard.sid, "guards": kind.value, "friendly_name": guard.friendly_name}
        told = events.SipListMapped(**about(caller, before), at=made.date_created, event_data=data)
        try:
            await self._store.commit(Unit(change=[(before, after)], insert=[made], events=[told]))
        except Duplicate:
            raise errors.AlreadyMapped(list=guard.sid, domain=before.domain_name) from None
        return _named(made, guard.friendly_name)

    async def _found(self, caller: Caller, domain_sid: str, sid: str, kind: MappingKind) -> SipMapping:
        found = await self._store.first(
            SipMapping, domain_sid=domain_sid, kind=kind, sid=sid, account_sid=caller.account_sid
        )
        if found is None:
            at = f"/2010-04-01/Accounts/{caller.account_sid}/SIP/Domains/{domain_sid}"
            raise NotFound(what=f"{at}/{_PATHS[kind]}/{sid}.json")
        return found

    async def _shown(self, found: Sequence[SipMapping]) -> list[Mapped]:
        names = await self._names([one.sid for one in found])
        return [_named(one, names.get(one.sid, "")) for one in found]

    async def _names(self, sids: list[str]) -> dict[str, str]:
        if not sids:
            return {}
        names: dict[str, str] = {}
        for table in (tables.sip_credential_lists, tables.sip_access_lists):
            wanted: Any = sa.select(table.c.sid, table.c.friendly_name).where(table.c.sid.in_(sids))
            names |= {str(sid): str(name) for sid, name in await self._store.select(wanted)}
        return names


async def in_use(store: Store, sid: str) -> str | None:
    """The name of a domain that a list guards, if there is one."""
    found = await store.first(SipMapping, sid=sid)
    domain = await store.get(SipDomain, found.domain_sid) if found else None
    return domain.domain_name if domain else None


def _with(domain: SipDomain, kind: MappingKind, sids: tuple[str, ...]) -> SipDomain:
    return msgspec.structs.replace(domain, **{kind.value: sids})


def _named(made: SipMapping, friendly_name: str) -> Mapped:
    return Mapped(
        sid=made.sid,
        account_sid=made.account_sid,
        domain_sid=made.domain_sid,
        friendly_name=friendly_name,
        date_created=made.date_created,
        date_updated=made.date_updated,
    )
