"""Conferences: looked up, ended, spoken to; all of one's story."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ringback.kernel import Caller, Page, PageRequest
from ringback.kernel.refused import NotFound
from ringback.kernel.sid import is_sid
from ringback.products.voice.conferences import errors
from ringback.products.voice.rules import asked
from ringback.rest.values import Range
from ringback.store import Store
from ringback.switch.conferences.model import Conference, ConferenceStatus, Participant
from ringback.switch.conferences.tables import conferences, participants
from ringback.switch.conferences.verbs import ConferenceVerbs

PATH = "/2010-04-01/Accounts/{account_sid}/Conferences/{sid}"


class ConferencesService:
    """Verbs on conferences. `live` is the switch's."""

    def __init__(self, store: Store, live: ConferenceVerbs) -> None:
        self._store, self._live = store, live

    async def get(self, caller: Caller, *, sid: str) -> Conference:
        """One conference of the account, by its SID; while it is on, by its name too."""
        found = await self.find(caller.account_sid, sid)
        if found is None:
            raise NotFound(what=f"{PATH.format(account_sid=caller.account_sid, sid=sid[:80])}.json")
        return found

    async def find(self, account_sid: str, sid_or_name: str) -> Conference | None:
        """None: there is none, or none of that name is on."""
        if is_sid(sid_or_name, "CF"):
            return await self._store.first(Conference, sid=sid_or_name, account_sid=account_sid)
        c = conferences.c
        where = [
            c.account_sid == account_sid,
            c.friendly_name == sid_or_name,
            c.status != ConferenceStatus.COMPLETED.value,
        ]
        found = await self._store.search(Conference, where, PageRequest(size=1))
        return found.items[0] if found.items else None

    async def search(
        self,
        caller: Caller,
        *,
        page: PageRequest,
        friendly_name: str | None = None,
        status: ConferenceStatus | None = None,
        date_created: Range[datetime] | None = None,
        date_updated: Range[datetime] | None = None,
    ) -> Page[Conference]:
        """The account's conferences, newest first."""
        c = conferences.c
        where: list[Any] = [c.account_sid == caller.account_sid]
        if friendly_name:
            where.append(c.friendly_name == friendly_name)
        if status is not None:
            where.append(c.status == status.value)
        where += [*_within(c.date_created, date_created), *_within(c.date_updated, date_updated)]
        return await self._store.search(Conference, where, page)

    async def update(
        self,
        caller: Caller,
        *,
        sid: str,
        new_status: str | None = None,
        announce_url: str | None = None,
        announce_method: str | None = None,
    ) -> Conference:
        """Ends it, or plays a document to everybody in it."""
        found = await self.get(caller, sid=sid)
        if not new_status and not announce_url:
            raise errors.NothingToChange
        if new_status:
            await self._end(found)
        else:
            await self._announce(found, str(announce_url), asked.method_of(announce_method))
        return await self.get(caller, sid=found.sid)

    async def _end(self, found: Conference) -> None:
        if not await self._live.end(found.sid):
            raise errors.Over(sid=found.sid, state=found.status.value)

    async def _announce(self, found: Conference, url: str, method: str) -> None:
        """To all at once; before the conference has begun, to each who waits."""
        if await self._live.announce(found.sid, url, method):
            return
        if self._live.find(found.sid) is None:
            raise errors.Over(sid=found.sid, state=found.status.value)
        c = participants.c
        waiting = sa.select(participants).where(
            c.conference_sid == found.sid, c.joined_at.is_not(None), c.left_at.is_(None)
        )
        told = [
            await self._live.announce(found.sid, url, method, call_sid=one.call_sid)
            for one in await self._store.records(Participant, waiting)
        ]
        if not any(told):
            raise errors.NobodyHears(sid=found.sid)


def _within(column: Any, moments: Range[datetime] | None) -> list[Any]:
    if moments is None:
        return []
    tests: list[Any] = [column >= moments.since] if moments.since is not None else []
    return [*tests, column < moments.before] if moments.before is not None else tests
