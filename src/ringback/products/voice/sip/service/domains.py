"""Verbs on SIP domains."""

from typing import Any, TypedDict, Unpack

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.numbers.service import NumbersService
from ringback.products.voice.sip import errors, events, rules, tables
from ringback.products.voice.sip.model import SipDomain, SipMapping
from ringback.store import Duplicate, Store, Unit, again


class Given(TypedDict, total=False):
    """What may be said of a domain."""

    friendly_name: str | None
    voice_url: str | None
    voice_method: str | None
    voice_fallback_url: str | None
    voice_fallback_method: str | None
    voice_status_callback_url: str | None
    voice_status_callback_method: str | None
    sip_registration: bool | None
    emergency_calling_enabled: bool | None
    secure: bool | None
    byoc_trunk_sid: str | None
    emergency_caller_sid: str | None


class SipDomainsService:
    """`at` and `find` are what calls ask; both answer from memory."""

    def __init__(
        self, store: Store, clock: Clock, sids: SidSource, numbers: NumbersService, *, domain: str | None = None
    ) -> None:
        self._store, self._clock, self._sids, self._numbers = store, clock, sids, numbers
        self.names = rules.names_under(domain)

    # -- what calls ask

    async def at(self, host: str) -> SipDomain | None:
        """The domain that a host name means."""
        label = self.names.label_in(host)
        return await self._store.cached(SipDomain, label=label) if label else None

    async def find(self, account_sid: str, sid: str) -> SipDomain | None:
        return await self._store.cached(SipDomain, sid=sid, account_sid=account_sid)

    # -- the API's verbs

    async def get(self, caller: Caller, *, sid: str) -> SipDomain:
        """One domain of the account."""
        found = await self._store.first(SipDomain, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/SIP/Domains/{sid}.json")
        return found

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[SipDomain]:
        """The account's domains, newest first."""
        return await self._store.search(SipDomain, [tables.sip_domains.c.account_sid == caller.account_sid], page)

    async def create(self, caller: Caller, *, domain_name: str, **given: Unpack[Given]) -> SipDomain:
        """A domain that nobody may call yet: map a list to it first."""
        name, label = self.names.checked(domain_name)
        said = rules.checked(given)
        await self._refuse_foreign(caller, said)
        await self._refuse_too_many(caller.account_sid)
        now = self._clock.now()
        domain = SipDomain(
            sid=self._sids.new("SD", now),
            account_sid=caller.account_sid,
            domain_name=name,
            label=label,
            date_created=now,
            date_updated=now,
            **said,
        )
        data = {name: getattr(domain, name) for name in rules.SETTABLE}
        told = events.SipDomainCreated(**about(caller, domain), at=now, event_data=data)
        await self._commit(Unit(insert=[domain], events=[told]), name)
        return domain

    @again
    async def update(
        self, caller: Caller, *, sid: str, domain_name: str | None = None, **given: Unpack[Given]
    ) -> SipDomain:
        """Changes what is given; an empty URL clears it. Under a new name phones must register anew."""
        before = await self.get(caller, sid=sid)
        said = rules.checked(given)
        await self._refuse_foreign(caller, said)
        if domain_name:
            said["domain_name"], said["label"] = self.names.checked(domain_name)
        after = msgspec.structs.replace(before, **said)
        if after == before:
            return before
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        data = changed(before, after, *rules.SETTABLE)
        told = events.SipDomainUpdated(**about(caller, after), at=after.date_updated, event_data=data)
        await self._commit(Unit(change=[(before, after)], events=[told]), after.domain_name)
        return after

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """Its name is free again, and its lists guard one domain less. Calls that are up stay up."""
        domain = await self.get(caller, sid=sid)
        t = tables.sip_mappings
        mappings = await self._store.records(SipMapping, sa.select(t).where(t.c.domain_sid == sid))
        data = {"domain_name": domain.domain_name, "friendly_name": domain.friendly_name}
        told = events.SipDomainDeleted(**about(caller, domain), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[domain, *mappings], events=[told]))

    # -- inside

    async def _commit(self, unit: Unit, name: str) -> None:
        try:
            await self._store.commit(unit)
        except Duplicate:
            raise errors.DomainNameTaken(value=name) from None

    async def _refuse_too_many(self, account_sid: str) -> None:
        count = sa.select(sa.func.count()).where(tables.sip_domains.c.account_sid == account_sid)
        ((there_are,),) = await self._store.select(count)
        if there_are >= rules.DOMAINS_MOST:
            raise errors.TooManyDomains(count=there_are, limit=rules.DOMAINS_MOST)

    async def _refuse_foreign(self, caller: Caller, said: dict[str, Any]) -> None:
        """The number for emergencies must be the account's own; BYOC trunks there are none yet."""
        number = said.get("emergency_caller_sid")
        if number and await self._numbers.find_owned(caller, number) is None:
            raise errors.InvalidDomain(reason=f"EmergencyCallerSid {number} is no number of this account")
        trunk = said.get("byoc_trunk_sid")
        if trunk:
            raise errors.InvalidDomain(reason=f"ByocTrunkSid {trunk} is no trunk of this account")


def about(caller: Caller, domain: SipDomain) -> dict[str, Any]:
    """Whose event it is, and about which domain."""
    return {"account_sid": domain.account_sid, "subject_sid": domain.sid, **by(caller)}
