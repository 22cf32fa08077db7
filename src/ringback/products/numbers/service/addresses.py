"""Addresses, and the numbers that depend on them."""

from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by
from ringback.kernel.refused import NotFound
from ringback.products.numbers import errors, events, tables
from ringback.products.numbers.model import Address, IncomingPhoneNumber
from ringback.products.numbers.rules import addresses as rules
from ringback.store import Store, Unit, again

Text = str | UnsetType
_PARTS = ("customer_name", "street", "street_secondary", "city", "region", "postal_code", "friendly_name")


class AddressesService:
    def __init__(self, store: Store, clock: Clock, sids: SidSource) -> None:
        self._store, self._clock, self._sids = store, clock, sids

    async def find(self, account_sid: str, sid: str) -> Address | None:
        return await self._store.first(Address, account_sid=account_sid, sid=sid)

    async def get(self, caller: Caller, *, sid: str) -> Address:
        address = await self.find(caller.account_sid, sid)
        if address is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/Addresses/{sid}.json")
        return address

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        customer_name: str | None = None,
        friendly_name: str | None = None,
        emergency_enabled: bool | None = None,
        iso_country: str | None = None,
    ) -> Page[Address]:
        said = locals()
        t = tables.addresses.c
        where = [t.account_sid == caller.account_sid]
        where += [
            t[name] == said[name]
            for name in ("customer_name", "friendly_name", "emergency_enabled")
            if said[name] is not None
        ]
        if iso_country is not None:
            where.append(t.iso_country == iso_country.upper())
        return await self._store.search(Address, where, page)

    async def create(
        self,
        caller: Caller,
        *,
        customer_name: str,
        street: str,
        city: str,
        region: str,
        postal_code: str,
        iso_country: str,
        friendly_name: str | None = None,
        street_secondary: str | None = None,
        emergency_enabled: bool = False,
        auto_correct_address: bool = True,
    ) -> Address:
        """`validated` tells whether the parts have the form they should; for emergency calls they must have it."""
        said = locals()
        now = self._clock.now()
        address = Address(
            sid=self._sids.new("AD", now),
            account_sid=caller.account_sid,
            iso_country=rules.checked_country(iso_country),
            emergency_enabled=emergency_enabled,
            date_created=now,
            date_updated=now,
            **{name: said[name] for name in _PARTS},
        )
        address = _checked(address, correct=auto_correct_address)
        data = {"iso_country": address.iso_country, "validated": address.validated}
        told = events.AddressCreated(**_about(caller, address), at=now, event_data=data)
        await self._store.commit(Unit(insert=[address], events=[told]))
        return address

    @again
    async def update(
        self,
        caller: Caller,
        *,
        sid: str,
        customer_name: Text = UNSET,
        street: Text = UNSET,
        street_secondary: Text | None = UNSET,
        city: Text = UNSET,
        region: Text = UNSET,
        postal_code: Text = UNSET,
        friendly_name: Text | None = UNSET,
        emergency_enabled: bool | UnsetType = UNSET,
        auto_correct_address: bool = True,
    ) -> Address:
        said = locals()
        before = await self.get(caller, sid=sid)
        given = {name: said[name] for name in (*_PARTS, "emergency_enabled") if said[name] is not UNSET}
        after = _checked(msgspec.structs.replace(before, **given), correct=auto_correct_address)
        if after == before:
            return before
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        names = [name for name in Address.__struct_fields__ if getattr(before, name) != getattr(after, name)]
        data = {"changed": [name for name in names if name not in ("date_updated", "version")]}
        told = events.AddressUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """Raises AddressInUse while a number depends on it."""
        address = await self.get(caller, sid=sid)
        t = tables.incoming_phone_numbers.c
        using = sa.select(t.phone_number).where(*_dependents(caller.account_sid, sid)).order_by(t.phone_number)
        numbers = await self._store.select(using)
        if numbers:
            raise errors.AddressInUse(sid=sid, count=len(numbers), number=numbers[0][0])
        told = events.AddressDeleted(**_about(caller, address), at=self._clock.now())
        await self._store.commit(Unit(delete=[address], events=[told]))

    async def dependents(self, caller: Caller, *, address_sid: str, page: PageRequest) -> Page[IncomingPhoneNumber]:
        """The account's numbers that were bought with this address, or call for help from it."""
        await self.get(caller, sid=address_sid)
        return await self._store.search(IncomingPhoneNumber, _dependents(caller.account_sid, address_sid), page)


def _dependents(account_sid: str, address_sid: str) -> list[sa.ColumnElement[bool]]:
    t = tables.incoming_phone_numbers.c
    return [t.account_sid == account_sid, sa.or_(t.address_sid == address_sid, t.emergency_address_sid == address_sid)]


def _checked(address: Address, *, correct: bool) -> Address:
    rules.refuse_long({name: getattr(address, name) for name in _PARTS})
    if address.emergency_enabled:
        rules.refuse_malformed(address.iso_country, address.region, address.postal_code)
    is_well_formed = rules.is_well_formed(address.iso_country, address.region, address.postal_code)
    if is_well_formed and correct:
        address = rules.corrected(address)
    return msgspec.structs.replace(address, validated=is_well_formed)


def _about(caller: Caller, address: Address) -> dict[str, Any]:
    return {"account_sid": address.account_sid, "subject_sid": address.sid, **by(caller)}
