"""Verbs on the senders of a pool, and the pools as messages ask for them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, by_system
from ringback.kernel.refused import NotFound
from ringback.products.messaging.services import errors, events, rules, tables
from ringback.products.messaging.services.model import PoolSender, PoolState, SenderKind, Service
from ringback.products.messaging.services.pool import Pool
from ringback.products.messaging.services.service import ServicesService
from ringback.products.numbers.model import OwnedNumber
from ringback.products.numbers.service import NumbersService
from ringback.store import Duplicate, Increment, Store, Unit

POOLS_MOST = 2_000  # in memory, of at most some 800 senders each
_PATHS = {SenderKind.NUMBER: "PhoneNumbers", SenderKind.SHORT_CODE: "ShortCodes", SenderKind.ALPHA: "AlphaSenders"}


class SendersService:
    """`pool` and `holder` are what messages ask; both answer from memory."""

    def __init__(
        self, store: Store, clock: Clock, sids: SidSource, services: ServicesService, numbers: NumbersService
    ) -> None:
        self._store, self._clock, self._sids = store, clock, sids
        self._services, self._numbers = services, numbers
        self._pools: dict[str, Pool] = {}

    # -- what messages ask

    async def pool(self, service_sid: str) -> Pool:
        """The senders of a service. Each process has its own, and makes it anew when the pool has changed."""
        state = await self._store.cached(PoolState, service_sid=service_sid)
        changes = state.changes if state else 0
        known = self._pools.get(service_sid)
        if known is not None and known.changes == changes:
            return known
        t = tables.pool_senders
        query = sa.select(t).where(t.c.service_sid == service_sid).order_by(t.c.date_created, t.c.sid)
        pool = Pool(await self._store.records(PoolSender, query), changes, known)
        if len(self._pools) >= POOLS_MOST:
            self._pools.clear()
        self._pools[service_sid] = pool
        return pool

    async def holder(self, account_sid: str, address: str) -> PoolSender | None:
        """A number or short code as the pool has it that it is in; None if it is in none."""
        if not address.startswith("+") and not address.isdigit():
            return None
        return await self._store.cached(PoolSender, account_sid=account_sid, address=address)

    # -- the API's verbs

    async def add_number(self, caller: Caller, *, service_sid: str, phone_number_sid: str) -> PoolSender:
        """Puts one of the account's numbers in the pool."""
        service = await self._services.get(caller, sid=service_sid)
        number = await self._owned(caller, "PhoneNumberSid", phone_number_sid)
        return await self._add_owned(caller, service, SenderKind.NUMBER, number)

    async def add_short_code(self, caller: Caller, *, service_sid: str, short_code_sid: str) -> PoolSender:
        """Puts one of the account's short codes in the pool."""
        service = await self._services.get(caller, sid=service_sid)
        code = await self._owned(caller, "ShortCodeSid", short_code_sid)
        return await self._add_owned(caller, service, SenderKind.SHORT_CODE, code)

    async def add_alpha(
        self, caller: Caller, *, service_sid: str, alpha_sender: str | None = None, iso_country_code: str | None = None
    ) -> PoolSender:
        """Gives the service a name to send from: one everywhere, and one a country over it."""
        service = await self._services.get(caller, sid=service_sid)
        name, country = rules.check_alpha(alpha_sender), rules.check_country(iso_country_code)
        now = self._clock.now()
        sender = PoolSender(
            sid=self._sids.new("AI", now),
            account_sid=caller.account_sid,
            service_sid=service.sid,
            kind=SenderKind.ALPHA,
            address=name,
            slot=f"{service.sid}:{country}",
            country=country,
            date_created=now,
            date_updated=now,
        )
        return await self._add(caller, service, sender)

    async def get(self, caller: Caller, *, service_sid: str, sid: str, kind: SenderKind) -> PoolSender:
        """One sender of the pool."""
        await self._services.get(caller, sid=service_sid)
        found = await self._store.first(PoolSender, sid=sid, account_sid=caller.account_sid, service_sid=service_sid)
        if found is None or found.kind is not kind:
            raise NotFound(what=f"/v1/Services/{service_sid}/{_PATHS[kind]}/{sid}")
        return found

    async def search(
        self,
        caller: Caller,
        *,
        service_sid: str,
        page: PageRequest,
        kind: SenderKind,
        iso_country_code: str | None = None,
    ) -> Page[PoolSender]:
        """The pool's senders of one kind, newest first. Names: those of `iso_country_code`, or of everywhere."""
        await self._services.get(caller, sid=service_sid)
        t = tables.pool_senders.c
        where = [t.account_sid == caller.account_sid, t.service_sid == service_sid, t.kind == kind.value]
        if iso_country_code is not None:
            where.append(t.country == iso_country_code.upper())
        return await self._store.search(PoolSender, where, page)

    async def search_everywhere(self, caller: Caller, *, service_sid: str, page: PageRequest) -> Page[PoolSender]:
        """The name that holds wherever no other does."""
        return await self.search(caller, service_sid=service_sid, page=page, kind=SenderKind.ALPHA, iso_country_code="")

    async def remove(self, caller: Caller, *, service_sid: str, sid: str, kind: SenderKind) -> None:
        """Takes a sender out of the pool; recipients that know the service by it get another."""
        sender = await self.get(caller, service_sid=service_sid, sid=sid, kind=kind)
        await self._store.commit(self._left(sender, by(caller)))

    async def released(self, sid: str) -> Unit | None:
        """What is written when an account no longer owns a number or short code."""
        sender = await self._store.get(PoolSender, sid)
        if sender is None or await self._numbers.find_owned(sender.account_sid, sid) is not None:
            return None
        return self._left(sender, by_system(sender.account_sid))

    # -- how

    async def _owned(self, caller: Caller, name: str, sid: str) -> OwnedNumber:
        found = await self._numbers.find_owned(caller, sid)
        if found is None:
            raise errors.NoSuchNumber(name=name, value=sid)
        return found

    async def _add_owned(self, caller: Caller, service: Service, kind: SenderKind, owned: OwnedNumber) -> PoolSender:
        if not owned.capabilities.sms:
            raise errors.CannotText(value=owned.address)
        now = self._clock.now()
        sender = PoolSender(
            sid=owned.sid,
            account_sid=caller.account_sid,
            service_sid=service.sid,
            kind=kind,
            address=owned.address,
            slot=owned.sid,
            country=owned.country,
            capabilities=rules.capabilities(owned.capabilities),
            date_created=now,
            date_updated=now,
        )
        return await self._add(caller, service, sender)

    async def _add(self, caller: Caller, service: Service, sender: PoolSender) -> PoolSender:
        there = await self._there(sender)
        if there is not None:
            return there
        await self._refuse_too_many(service, sender)
        state = PoolState(service_sid=service.sid, senders=1, changes=1)
        told = events.SenderJoined(**_about(sender, by(caller)), at=sender.date_created)
        unit = Unit(insert=[sender], add=[Increment(state, ("senders", "changes"))], events=[told])
        try:
            await self._store.commit(unit)
        except Duplicate:  # somebody was faster
            there = await self._there(sender)
            if there is None:
                raise
            return there
        return sender

    async def _there(self, sender: PoolSender) -> PoolSender | None:
        """The number or short code where it is in this pool already: adding it again changes nothing, as in the API.

        Raises InAnotherService; and for names AlreadyInService, PoolFull.
        """
        there = await self._store.first(PoolSender, slot=sender.slot)
        if there is None:
            return None
        if await self._services.find(there.account_sid, there.service_sid) is None:
            await self._store.commit(Unit(delete=[there]))  # its service was deleted as it joined
            return None
        if there.service_sid != sender.service_sid:
            raise errors.InAnotherService(value=sender.address, service=there.service_sid)
        if there.kind is not SenderKind.ALPHA:
            return there
        if there.address == sender.address:
            raise errors.AlreadyInService(value=sender.address, service=there.service_sid)
        raise errors.PoolFull(service=sender.service_sid, length=1, limit=rules.POOL_MOST[sender.kind])

    async def _refuse_too_many(self, service: Service, sender: PoolSender) -> None:
        """A few that are added at the same moment may go over; the limit is no more than a promise of what fits."""
        if sender.kind is SenderKind.ALPHA:
            return
        t = tables.pool_senders
        count = sa.select(sa.func.count()).where(t.c.service_sid == service.sid, t.c.kind == sender.kind.value)
        ((there_are,),) = await self._store.select(count)
        if there_are >= rules.POOL_MOST[sender.kind]:
            raise errors.PoolFull(service=service.sid, length=there_are, limit=rules.POOL_MOST[sender.kind])

    def _left(self, sender: PoolSender, who: Mapping[str, Any]) -> Unit:
        state = PoolState(service_sid=sender.service_sid, senders=-1, changes=1)
        told = events.SenderLeft(**_about(sender, who), at=self._clock.now())
        return Unit(delete=[sender], add=[Increment(state, ("senders", "changes"))], events=[told])


def _about(sender: PoolSender, who: Mapping[str, Any]) -> dict[str, Any]:
    data = {"service_sid": sender.service_sid, "sender": sender.address, "kind": sender.kind.value}
    about = {"account_sid": sender.account_sid, "subject_sid": sender.sid, "service_sid": sender.service_sid}
    return {**about, "event_data": data, **who}
