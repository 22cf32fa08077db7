"""Searching the stock."""

import asyncio
from collections.abc import Iterator
from itertools import islice

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller
from ringback.kernel.refused import NotFound
from ringback.products.numbers import tables
from ringback.products.numbers.model import AvailableNumber, Country, NumberKind
from ringback.products.numbers.rules import countries, search
from ringback.products.numbers.rules.stock import Candidate
from ringback.store import Store

MOST_BATCHES = 40  # of candidates looked at for one answer; beyond this almost all of what fits is owned
LEAST_BATCH = 20


class AvailableNumbersService:
    """What is for sale. Nothing of it is stored: only what is owned is, and left out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def countries(self, caller: Caller) -> list[Country]:
        return [msgspec.structs.replace(found, account_sid=caller.account_sid) for found in countries.countries()]

    async def country(self, caller: Caller, *, country_code: str) -> Country:
        found = countries.country_of(country_code)
        if found is None:
            raise NotFound(what=_path(caller, country_code))
        return msgspec.structs.replace(found, account_sid=caller.account_sid)

    async def search(
        self,
        caller: Caller,
        *,
        country_code: str,
        kind: NumberKind,
        limit: int,
        beta: bool | None = None,  # nothing in the stock is beta, so both answers are the same
        area_code: int | None = None,
        contains: str | None = None,
        near_number: str | None = None,
        near_lat_long: str | None = None,
        distance: int | None = None,
        in_postal_code: str | None = None,
        in_region: str | None = None,
        in_rate_center: str | None = None,
        in_lata: str | None = None,
        in_locality: str | None = None,
        sms_enabled: bool | None = None,
        mms_enabled: bool | None = None,
        voice_enabled: bool | None = None,
        fax_enabled: bool | None = None,
        exclude_all_address_required: bool | None = None,
        exclude_local_address_required: bool | None = None,
        exclude_foreign_address_required: bool | None = None,
    ) -> list[AvailableNumber]:
        """Numbers nobody owns that fit, always the same first. An empty list if none does."""
        said = locals()
        wanted = search.Wanted(**{name: said[name] for name in search.Wanted.__struct_fields__})
        country = await self.country(caller, country_code=country_code)
        if kind not in country.kinds:
            raise NotFound(what=_path(caller, f"{country_code}/{kind.path}"))
        found = search.find(country.country_code, kind, wanted)
        free = await self.free(found, limit)
        return [search.offer(candidate, country.country_code, kind) for candidate in free]

    async def free(self, candidates: Iterator[Candidate], limit: int) -> list[Candidate]:
        """The first `limit` candidates that nobody owns."""
        free: list[Candidate] = []
        for _ in range(MOST_BATCHES):
            # in a thread: a pattern that hardly any number has takes a walk through the whole stock
            batch = await asyncio.to_thread(_next, candidates, max(limit - len(free), LEAST_BATCH))
            if not batch:
                break
            owned = await self._owned([candidate.phone_number for candidate in batch])
            free += [candidate for candidate in batch if candidate.phone_number not in owned]
            if len(free) >= limit:
                break
        return free[:limit]

    async def _owned(self, numbers: list[str]) -> set[str]:
        column = tables.incoming_phone_numbers.c.phone_number
        return {row[0] for row in await self._store.select(sa.select(column).where(column.in_(numbers)))}


def _next(candidates: Iterator[Candidate], count: int) -> list[Candidate]:
    return list(islice(candidates, count))


def _path(caller: Caller, rest: str) -> str:
    return f"/2010-04-01/Accounts/{caller.account_sid}/AvailablePhoneNumbers/{rest}.json"
