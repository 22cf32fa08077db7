"""Which countries an account may text."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from ringback.kernel import Caller, Clock, phone
from ringback.kernel.audit import by
from ringback.products.accounts import errors, events, tables
from ringback.products.accounts.model import TextingCountry
from ringback.products.accounts.service.people import Item
from ringback.store import Store, Unit

MOST_COUNTRIES = 300
REFUSED = 30649


class Permissions(msgspec.Struct, frozen=True):
    permissions: list[dict[str, Any]]


class PermissionsService:
    """Every country may be texted until an account says no: nothing here costs money unless a carrier is set up."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def may_text(self, account_sid: str, country_code: str) -> bool:
        said = await self._store.cached(TextingCountry, account_sid=account_sid, country_code=country_code)
        return said is None or said.enabled

    async def get(self, caller: Caller, *, country_code: str | None = None) -> Permissions:
        """All countries, or those named with commas between."""
        prefixes = phone.calling_codes()
        asked = [code.strip().upper() for code in country_code.split(",")] if country_code else sorted(prefixes)
        unknown = [code for code in asked if code not in prefixes]
        if unknown:
            raise errors.InvalidItems(name="CountryCode", reason=f"has {unknown[0]!r}, which is no ISO 3166 code")
        said = await self._said(caller.account_sid)
        return Permissions(
            [
                {
                    "country_code": code,
                    "type": "country",
                    "enabled": said.get(code, True),
                    "prefix": prefixes[code],
                    "message": "",
                }
                for code in asked
            ]
        )

    async def update(self, caller: Caller, *, permissions: Sequence[Item]) -> Permissions:
        """Switches countries on and off; each has its own verdict."""
        if not 1 <= len(permissions) <= MOST_COUNTRIES:
            reason = f"has {len(permissions)} entries; 1 to {MOST_COUNTRIES} are taken"
            raise errors.InvalidItems(name="Permissions", reason=reason)
        prefixes = phone.calling_codes()
        verdicts = [_verdict(item, prefixes) for item in permissions]
        records = [
            TextingCountry(
                account_sid=caller.account_sid, country_code=verdict["country_code"], enabled=verdict["enabled"]
            )
            for verdict in verdicts
            if not verdict["error_code"]
        ]
        if records:
            await self._store.commit(Unit(put=_last_of_each(records), events=[self._told(caller, records)]))
        return Permissions(verdicts)

    def _told(self, caller: Caller, records: Sequence[TextingCountry]) -> events.GeoPermissionsUpdated:
        return events.GeoPermissionsUpdated(
            account_sid=caller.account_sid,
            subject_sid=caller.account_sid,
            at=self._clock.now(),
            event_data={record.country_code: {"updated": record.enabled} for record in records},
            **by(caller),
        )

    async def _said(self, account_sid: str) -> dict[str, bool]:
        t = tables.texting_countries
        rows = await self._store.records(TextingCountry, sa.select(t).where(t.c.account_sid == account_sid))
        return {row.country_code: row.enabled for row in rows}


def _verdict(item: Item, prefixes: Mapping[str, str]) -> dict[str, Any]:
    code, enabled = item.get("country_code"), item.get("enabled")
    faults = [] if code in prefixes else ["INVALID_COUNTRY_CODE"]
    if item.get("type", "country") != "country":
        faults.append("INVALID_TYPE")
    if not isinstance(enabled, bool):
        faults.append("INVALID_ENABLED")
    return {
        "country_code": code,
        "type": "country",
        "enabled": enabled,
        "error_code": REFUSED if faults else 0,
        "error_messages": faults,
    }


def _last_of_each(records: Sequence[TextingCountry]) -> list[TextingCountry]:
    return list({record.country_code: record for record in records}.values())
