"""Owning numbers: buying, setting up, moving between accounts, releasing; and who owns one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import UNSET, UnsetType

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource, phone
from ringback.kernel.audit import by, by_system, changed
from ringback.kernel.refused import NotFound
from ringback.products.accounts.service import AccountsService, ApplicationsService
from ringback.products.numbers import errors, events, tables
from ringback.products.numbers.model import (
    EmergencyStatus,
    IncomingPhoneNumber,
    NumberKind,
    OwnedNumber,
    ShortCode,
    VoiceReceiveMode,
)
from ringback.products.numbers.rules import buying, countries, search, settings
from ringback.products.numbers.rules.pattern import like
from ringback.products.numbers.service.addresses import AddressesService
from ringback.products.numbers.service.available import AvailableNumbersService
from ringback.store import Duplicate, Store, Unit, again

Text = str | None | UnsetType  # UNSET leaves as is, None clears
Truth = bool | None | UnsetType
_RIVALS = 10  # others may snap up this many numbers of an area code before we give up
_RELEASED_AT_ONCE = 500


class NumbersService:
    """`owner_of` and `find_owned` are what messages and calls ask; both answer from memory."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sids: SidSource,
        accounts: AccountsService,
        applications: ApplicationsService,
        available: AvailableNumbersService,
        addresses: AddressesService,
    ) -> None:
        self._store, self._clock, self._sids = store, clock, sids
        self._accounts, self._applications = accounts, applications
        self._available, self._addresses = available, addresses

    # -- what other products ask

    async def owner_of(self, address: str) -> OwnedNumber | None:
        """Whoever owns an E.164 number or short code, in whatever account."""
        if address.startswith("+"):
            return await self._store.cached(IncomingPhoneNumber, phone_number=address)
        return await self._store.cached(ShortCode, short_code=address) if phone.is_short_code(address) else None

    async def find_owned(self, who: Caller | str, address: str) -> OwnedNumber | None:
        """The account's own number or short code (E.164 or short code; a SID of either is taken too)."""
        account_sid = who if isinstance(who, str) else who.account_sid
        if address[:2] == "PN":
            return await self._store.cached(IncomingPhoneNumber, account_sid=account_sid, sid=address)
        if address[:2] == "SC":
            return await self._store.cached(ShortCode, account_sid=account_sid, sid=address)
        found = await self.owner_of(address)
        return found if found is not None and found.account_sid == account_sid else None

    # -- the API's verbs

    async def get(self, caller: Caller, *, sid: str) -> IncomingPhoneNumber:
        number = await self._store.first(IncomingPhoneNumber, account_sid=caller.account_sid, sid=sid)
        if number is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/IncomingPhoneNumbers/{sid}.json")
        return number

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        kind: NumberKind | None = None,
        phone_number: str | None = None,
        friendly_name: str | None = None,
        beta: bool | None = None,
        origin: str | None = None,
    ) -> Page[IncomingPhoneNumber]:
        """`phone_number` is part of a number, `*` for any one digit."""
        t = tables.incoming_phone_numbers.c
        where = [t.account_sid == caller.account_sid]
        equal = {"kind": kind, "friendly_name": friendly_name, "beta": beta, "origin": origin}
        where += [t[name] == getattr(value, "value", value) for name, value in equal.items() if value is not None]
        if phone_number is not None:
            where.append(t.phone_number.like(like(phone_number), escape="/"))
        return await self._store.search(IncomingPhoneNumber, where, page)

    async def create(
        self,
        caller: Caller,
        *,
        phone_number: str | None = None,
        area_code: str | None = None,
        kind: NumberKind | None = None,
        friendly_name: Text = UNSET,
        api_version: Text = UNSET,
        voice_url: Text = UNSET,
        voice_method: Text = UNSET,
        voice_fallback_url: Text = UNSET,
        voice_fallback_method: Text = UNSET,
        voice_application_sid: Text = UNSET,
        voice_caller_id_lookup: Truth = UNSET,
        voice_receive_mode: VoiceReceiveMode | None | UnsetType = UNSET,
        sms_url: Text = UNSET,
        sms_method: Text = UNSET,
        sms_fallback_url: Text = UNSET,
        sms_fallback_method: Text = UNSET,
        sms_application_sid: Text = UNSET,
        status_callback: Text = UNSET,
        status_callback_method: Text = UNSET,
        trunk_sid: Text = UNSET,
        address_sid: Text = UNSET,
        bundle_sid: Text = UNSET,
        identity_sid: Text = UNSET,
        emergency_status: EmergencyStatus | None | UnsetType = UNSET,
        emergency_address_sid: Text = UNSET,
    ) -> IncomingPhoneNumber:
        """Buys a number: this very one, or any of an area code. Under test credentials nothing is stored."""
        said = locals()
        if phone_number and area_code:
            raise errors.NumberSaidTwice(value=phone_number, area_code=area_code)
        if caller.is_test:
            e164 = _magic(phone_number, area_code)
            return self._new(caller.account_sid, e164, kind or NumberKind.LOCAL, settings.given(said, e164))
        if phone_number:
            return await self._buy(caller, buying.checked_number(phone_number), kind, said)
        if area_code:
            return await self._buy_in_area(caller, area_code, said)
        raise errors.NumberMissing()

    @again
    async def update(
        self,
        caller: Caller,
        *,
        sid: str,
        to_account_sid: str | None = None,
        friendly_name: Text = UNSET,
        api_version: Text = UNSET,
        voice_url: Text = UNSET,
        voice_method: Text = UNSET,
        voice_fallback_url: Text = UNSET,
        voice_fallback_method: Text = UNSET,
        voice_application_sid: Text = UNSET,
        voice_caller_id_lookup: Truth = UNSET,
        voice_receive_mode: VoiceReceiveMode | None | UnsetType = UNSET,
        sms_url: Text = UNSET,
        sms_method: Text = UNSET,
        sms_fallback_url: Text = UNSET,
        sms_fallback_method: Text = UNSET,
        sms_application_sid: Text = UNSET,
        status_callback: Text = UNSET,
        status_callback_method: Text = UNSET,
        trunk_sid: Text = UNSET,
        address_sid: Text = UNSET,
        bundle_sid: Text = UNSET,
        identity_sid: Text = UNSET,
        emergency_status: EmergencyStatus | None | UnsetType = UNSET,
        emergency_address_sid: Text = UNSET,
    ) -> IncomingPhoneNumber:
        """`to_account_sid` moves it to another account of the parent; what it names of the old account is cleared."""
        said = locals()
        before = await self.get(caller, sid=sid)
        target = to_account_sid or before.account_sid
        after = before
        if target != before.account_sid:
            await self._refuse_transfer(caller, target)
            after = msgspec.structs.replace(after, account_sid=target, **settings.TIED_TO_ACCOUNT)
        after = msgspec.structs.replace(after, **settings.given(said, before.phone_number))
        if after == before:
            return before
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        await self._refuse_unknown_references(after)
        await self._store.commit(Unit(change=[(before, after)], events=_told_of_change(caller, before, after)))
        return after

    async def release(self, caller: Caller, *, sid: str) -> None:
        """Gives a number back to the stock, at once."""
        number = await self.get(caller, sid=sid)
        await self._store.commit(Unit(delete=[number], events=[_released(number, self._clock.now(), by(caller))]))

    # -- without a caller

    async def provision(self, account_sid: str, e164: str, **said: Any) -> IncomingPhoneNumber:
        """Gives an account a number, a fictitious one too; nothing changes if it has it already.

        Takes the settings of `create`. Raises InvalidPhoneNumber, NumberNotAvailable (another account has it).
        """
        number = buying.checked_number(e164)
        there = await self._store.first(IncomingPhoneNumber, phone_number=number)
        if there is not None and there.account_sid == account_sid:
            return there
        kind = buying.kind_of(number, NumberKind.LOCAL if phone.kind(number) == "local" else None)
        new = self._new(account_sid, number, kind, settings.given(said, number))
        return await self._commit_bought(new, by_system(account_sid))

    async def release_all(self, account_sid: str) -> int:
        """Releases all numbers and short codes of an account that is closed; returns how many there were."""
        count = 0
        while owned := await self._some_owned(account_sid):
            now, who = self._clock.now(), by_system(account_sid)
            await self._store.commit(Unit(delete=owned, events=[_released(number, now, who) for number in owned]))
            count += len(owned)
        return count

    async def _some_owned(self, account_sid: str) -> list[OwnedNumber]:
        found: list[OwnedNumber] = []
        for record, table in ((IncomingPhoneNumber, tables.incoming_phone_numbers), (ShortCode, tables.short_codes)):
            statement = sa.select(table).where(table.c.account_sid == account_sid).limit(_RELEASED_AT_ONCE)
            found += await self._store.records(record, statement)
        return found

    # -- buying

    async def _buy(
        self, caller: Caller, e164: str, asked: NumberKind | None, said: Mapping[str, Any]
    ) -> IncomingPhoneNumber:
        buying.refuse_unsold(e164)
        number = self._new(caller.account_sid, e164, buying.kind_of(e164, asked), settings.given(said, e164))
        await self._refuse_unknown_references(number)
        return await self._commit_bought(number, by(caller))

    async def _buy_in_area(self, caller: Caller, area_code: str, said: Mapping[str, Any]) -> IncomingPhoneNumber:
        entry = buying.checked_area_code(area_code)
        for _ in range(_RIVALS):
            found = search.find(entry.country, NumberKind.LOCAL, search.Wanted(area_code=int(entry.code)))
            free = await self._available.free(found, 1)
            if not free:
                break
            try:
                return await self._buy(caller, free[0].phone_number, NumberKind.LOCAL, said)
            except errors.NumberNotAvailable:
                continue  # somebody was faster
        raise errors.NoneInAreaCode(value=area_code)

    def _new(self, account_sid: str, e164: str, kind: NumberKind, given: Mapping[str, Any]) -> IncomingPhoneNumber:
        now, country = self._clock.now(), buying.country_of(e164)
        fields = {
            "sid": self._sids.new("PN", now),
            "account_sid": account_sid,
            "phone_number": e164,
            "friendly_name": phone.national(e164),
            "country": country,
            "kind": kind,
            "capabilities": countries.capabilities(country, kind),
            "address_requirements": countries.address_requirement(country, kind),
            "date_created": now,
            "date_updated": now,
        }
        return IncomingPhoneNumber(**{**fields, **given})

    async def _commit_bought(self, number: IncomingPhoneNumber, who: Mapping[str, Any]) -> IncomingPhoneNumber:
        told = events.NumberBought(
            account_sid=number.account_sid,
            subject_sid=number.sid,
            at=number.date_created,
            phone_number=number.phone_number,
            kind=number.kind,
            country=number.country,
            event_data=settings.shown(number),
            **who,
        )
        try:
            await self._store.commit(Unit(insert=[number], events=[told]))
        except Duplicate:
            raise errors.NumberNotAvailable(value=number.phone_number, reason="it is owned already") from None
        return number

    # -- refusals that need a look at other records

    async def _refuse_unknown_references(self, number: IncomingPhoneNumber) -> None:
        for name in ("voice_application_sid", "sms_application_sid"):
            sid = getattr(number, name)
            if sid and await self._applications.find(number.account_sid, sid) is None:
                raise errors.ApplicationUnknown(name=name.title().replace("_", ""), value=sid)
        where = await self._country_of_address(number, "address_sid")
        buying.refuse_without_address(number.phone_number, number.country, number.kind, where)
        await self._refuse_without_help(number)

    async def _country_of_address(self, number: IncomingPhoneNumber, name: str) -> str | None:
        sid = getattr(number, name)
        if not sid:
            return None
        address = await self._addresses.find(number.account_sid, sid)
        if address is None:
            raise errors.AddressUnknown(name=name.title().replace("_", ""), value=sid)
        return address.iso_country

    async def _refuse_without_help(self, number: IncomingPhoneNumber) -> None:
        await self._country_of_address(number, "emergency_address_sid")
        if number.emergency_status is EmergencyStatus.ACTIVE:
            sid = number.emergency_address_sid
            address = await self._addresses.find(number.account_sid, sid) if sid else None
            if address is None or not address.emergency_enabled:
                raise errors.EmergencyAddressNeeded()

    async def _refuse_transfer(self, caller: Caller, target: str) -> None:
        mover = await self._accounts.find(caller.credential_account_sid)
        if mover is None or not mover.is_parent:
            raise errors.OnlyTheParentTransfers(value=caller.credential_account_sid)
        account = await self._accounts.find(target)
        if account is None or account.owner_account_sid != mover.sid:
            raise errors.TransferUnknown(value=target)
        standing = await self._accounts.standing(target)
        if not standing.is_active:
            raise errors.TransferInactive(value=target, standing=standing)


def _magic(phone_number: str | None, area_code: str | None) -> str:
    """The number that test credentials buy: their magic ones behave as told, all others are checked as usual."""
    if area_code:
        if area_code.strip() != str(buying.MAGIC_AREA_CODE):
            raise errors.NoneInAreaCode(value=area_code)
        return buying.MAGIC_GOOD
    if not phone_number:
        raise errors.NumberMissing()
    if phone.parse(phone_number) == buying.MAGIC_INVALID:
        raise errors.InvalidPhoneNumber(value=phone_number)
    e164 = buying.checked_number(phone_number)
    if e164 != buying.MAGIC_GOOD:
        raise errors.NumberNotAvailable(value=e164, reason="test credentials can buy only +15005550006")
    return e164


def _told_of_change(caller: Caller, before: IncomingPhoneNumber, after: IncomingPhoneNumber) -> list[Any]:
    common = {"subject_sid": after.sid, "at": after.date_updated, "phone_number": after.phone_number, **by(caller)}
    told: list[Any] = []
    if after.account_sid != before.account_sid:
        moved = {"kind": after.kind, "country": after.country, "from_account_sid": before.account_sid}
        data = {"account_sid": {"previous": before.account_sid, "updated": after.account_sid}}
        told.append(events.NumberTransferred(account_sid=after.account_sid, **common, **moved, event_data=data))
    if data := changed(before, after, *settings.SETTABLE):
        told.append(events.NumberConfigured(account_sid=after.account_sid, **common, event_data=data))
    return told


def _released(owned: OwnedNumber, now: datetime, who: Mapping[str, Any]) -> Any:
    about = {"account_sid": owned.account_sid, "subject_sid": owned.sid, "at": now, "country": owned.country, **who}
    if isinstance(owned, ShortCode):
        return events.ShortCodeReleased(**about, short_code=owned.short_code)
    data = {"phone_number": owned.phone_number, "friendly_name": owned.friendly_name}
    return events.NumberReleased(**about, phone_number=owned.phone_number, kind=owned.kind, event_data=data)
