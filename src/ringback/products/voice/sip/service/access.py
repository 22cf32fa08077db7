"""Verbs on IP access control lists and on the addresses of them."""

from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, Page, PageRequest, SidSource
from ringback.kernel.audit import by, changed
from ringback.kernel.refused import NotFound
from ringback.products.voice.sip import errors, events, rules, tables
from ringback.products.voice.sip.model import IpAccessControlList, IpAddress
from ringback.products.voice.sip.service.mappings import in_use
from ringback.store import Store, Unit, again


class AccessListsService:
    """`lets_in` is what calls ask; it answers from memory."""

    def __init__(self, store: Store, clock: Clock, sids: SidSource) -> None:
        self._store, self._clock, self._sids = store, clock, sids

    async def lets_in(self, lists: tuple[str, ...], ip: str) -> bool:
        """Whether one of these lists holds the address."""
        for sid in lists:
            found = await self._store.cached(IpAccessControlList, sid=sid)
            if found is not None and rules.holds(found.blocks, ip):
                return True
        return False

    # -- lists

    async def get(self, caller: Caller, *, sid: str) -> IpAccessControlList:
        """One list of the account."""
        found = await self._store.first(IpAccessControlList, sid=sid, account_sid=caller.account_sid)
        if found is None:
            raise NotFound(what=f"/2010-04-01/Accounts/{caller.account_sid}/SIP/IpAccessControlLists/{sid}.json")
        return found

    async def search(self, caller: Caller, *, page: PageRequest) -> Page[IpAccessControlList]:
        """The account's lists, newest first."""
        where = [tables.sip_access_lists.c.account_sid == caller.account_sid]
        return await self._store.search(IpAccessControlList, where, page)

    async def create(self, caller: Caller, *, friendly_name: str) -> IpAccessControlList:
        """An empty list. Mapped to a domain as it is, it lets nobody in."""
        name = rules.checked_access_name(friendly_name)
        count = sa.select(sa.func.count()).where(tables.sip_access_lists.c.account_sid == caller.account_sid)
        ((there_are,),) = await self._store.select(count)
        if there_are >= rules.LISTS_MOST:
            raise errors.TooManyAccessLists(count=there_are, limit=rules.LISTS_MOST)
        now = self._clock.now()
        made = IpAccessControlList(
            sid=self._sids.new("AL", now),
            account_sid=caller.account_sid,
            friendly_name=name,
            date_created=now,
            date_updated=now,
        )
        told = events.AccessListCreated(**_about(caller, made), at=now, event_data={"friendly_name": name})
        await self._store.commit(Unit(insert=[made], events=[told]))
        return made

    @again
    async def rename(self, caller: Caller, *, sid: str, friendly_name: str) -> IpAccessControlList:
        """Gives the list another name."""
        name = rules.checked_access_name(friendly_name)
        before = await self.get(caller, sid=sid)
        if before.friendly_name == name:
            return before
        after = msgspec.structs.replace(before, friendly_name=name, date_updated=self._clock.now())
        data = changed(before, after, "friendly_name")
        told = events.AccessListUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after)], events=[told]))
        return after

    async def delete(self, caller: Caller, *, sid: str) -> None:
        """Refused while the list guards a domain; its addresses go with it."""
        found = await self.get(caller, sid=sid)
        domain = await in_use(self._store, sid)
        if domain is not None:
            raise errors.AccessListInUse(list=sid, domain=domain)
        addresses = await self._addresses(sid)
        data = {"friendly_name": found.friendly_name, "addresses": [one.block for one in addresses]}
        told = events.AccessListDeleted(**_about(caller, found), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[found, *addresses], events=[told]))

    # -- addresses

    async def get_address(self, caller: Caller, *, ip_access_control_list_sid: str, sid: str) -> IpAddress:
        """One address of the list."""
        of = ip_access_control_list_sid
        found = await self._store.first(
            IpAddress, sid=sid, account_sid=caller.account_sid, ip_access_control_list_sid=of
        )
        if found is None:
            at = f"/2010-04-01/Accounts/{caller.account_sid}/SIP/IpAccessControlLists/{of}"
            raise NotFound(what=f"{at}/IpAddresses/{sid}.json")
        return found

    async def search_addresses(
        self, caller: Caller, *, ip_access_control_list_sid: str, page: PageRequest
    ) -> Page[IpAddress]:
        """The list's addresses, newest first."""
        await self.get(caller, sid=ip_access_control_list_sid)
        t = tables.sip_addresses.c
        where = [t.account_sid == caller.account_sid, t.ip_access_control_list_sid == ip_access_control_list_sid]
        return await self._store.search(IpAddress, where, page)

    @again
    async def create_address(
        self,
        caller: Caller,
        *,
        ip_access_control_list_sid: str,
        friendly_name: str,
        ip_address: str,
        cidr_prefix_length: int | None = None,
    ) -> IpAddress:
        """Lets an address in, or with a shorter prefix a block of them."""
        before = await self.get(caller, sid=ip_access_control_list_sid)
        name = rules.checked_address_name(friendly_name)
        address, length = rules.checked_address(ip_address, cidr_prefix_length)
        if len(before.blocks) >= rules.ADDRESSES_MOST:
            raise errors.TooManyAddresses(list=before.sid, count=len(before.blocks), limit=rules.ADDRESSES_MOST)
        now = self._clock.now()
        made = IpAddress(
            sid=self._sids.new("IP", now),
            account_sid=caller.account_sid,
            ip_access_control_list_sid=before.sid,
            friendly_name=name,
            ip_address=address,
            cidr_prefix_length=length,
            date_created=now,
            date_updated=now,
        )
        after = msgspec.structs.replace(before, blocks=(*before.blocks, made.block))
        data = {"list": before.sid, "friendly_name": name, "block": made.block}
        told = events.IpAddressCreated(**_about(caller, made), at=now, event_data=data)
        await self._store.commit(Unit(insert=[made], change=[(before, after)], events=[told]))
        return made

    @again
    async def update_address(
        self,
        caller: Caller,
        *,
        ip_access_control_list_sid: str,
        sid: str,
        friendly_name: str | None = None,
        ip_address: str | None = None,
        cidr_prefix_length: int | None = None,
    ) -> IpAddress:
        """Changes what is given."""
        of = await self.get(caller, sid=ip_access_control_list_sid)
        before = await self.get_address(caller, ip_access_control_list_sid=of.sid, sid=sid)
        after = _changed_address(before, friendly_name, ip_address, cidr_prefix_length)
        if after == before:
            return before
        after = msgspec.structs.replace(after, date_updated=self._clock.now())
        listed = msgspec.structs.replace(of, blocks=(*_without(of.blocks, before.block), after.block))
        data = changed(before, after, "friendly_name", "ip_address", "cidr_prefix_length")
        told = events.IpAddressUpdated(**_about(caller, after), at=after.date_updated, event_data=data)
        await self._store.commit(Unit(change=[(before, after), (of, listed)], events=[told]))
        return after

    @again
    async def delete_address(self, caller: Caller, *, ip_access_control_list_sid: str, sid: str) -> None:
        """The address is let in no longer, unless another line of the list holds it."""
        of = await self.get(caller, sid=ip_access_control_list_sid)
        found = await self.get_address(caller, ip_access_control_list_sid=of.sid, sid=sid)
        listed = msgspec.structs.replace(of, blocks=_without(of.blocks, found.block))
        data = {"list": of.sid, "friendly_name": found.friendly_name, "block": found.block}
        told = events.IpAddressDeleted(**_about(caller, found), at=self._clock.now(), event_data=data)
        await self._store.commit(Unit(delete=[found], change=[(of, listed)], events=[told]))

    async def _addresses(self, sid: str) -> list[IpAddress]:
        t = tables.sip_addresses
        return await self._store.records(IpAddress, sa.select(t).where(t.c.ip_access_control_list_sid == sid))


def _changed_address(before: IpAddress, name: str | None, ip_address: str | None, length: int | None) -> IpAddress:
    after = before if name is None else msgspec.structs.replace(before, friendly_name=rules.checked_address_name(name))
    if ip_address is None and length is None:
        return after
    address, bits = rules.checked_address(ip_address or before.ip_address, length or before.cidr_prefix_length)
    return msgspec.structs.replace(after, ip_address=address, cidr_prefix_length=bits)


def _without(blocks: tuple[str, ...], block: str) -> tuple[str, ...]:
    """The blocks but for one of that name: two lines of a list may say the same."""
    at = blocks.index(block) if block in blocks else len(blocks)
    return blocks[:at] + blocks[at + 1 :]


def _about(caller: Caller, record: IpAccessControlList | IpAddress) -> dict[str, Any]:
    return {"account_sid": record.account_sid, "subject_sid": record.sid, **by(caller)}
