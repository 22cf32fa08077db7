"""Whom an account's messages reach: consents and whereabouts, given by the bundle."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from ringback.kernel import Caller, Clock, phone
from ringback.kernel.sid import is_sid
from ringback.products.accounts import errors
from ringback.products.accounts.model import Consent, Contact
from ringback.store import Store, Unit

MOST_ITEMS = 25
CONSENT_REFUSED, CONTACT_REFUSED = 30646, 30647
_STATUSES = ("opt-in", "opt-out")
_SOURCES = ("website", "offline", "opt-in-message", "opt-out-message", "others")


class Item(dict[str, Any]):
    """One entry of a bundle: a JSON object of which each field is judged by itself."""

    @classmethod
    def parse(cls, text: str) -> "Item":
        try:
            return cls(msgspec.json.decode(text, type=dict[str, Any]))
        except msgspec.DecodeError:
            raise ValueError(f"holds {text[:80]!r}; each must be a JSON object") from None


class Verdict(msgspec.Struct, frozen=True):
    """What became of one entry: no code and no messages if it was taken."""

    correlation_id: str | None
    error_code: int
    error_messages: list[str]


class Bundle(msgspec.Struct, frozen=True):
    items: list[Verdict]


class PeopleService:
    """A bundle is taken as far as it is good: each entry has its own verdict."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def has_opted_out(self, account_sid: str, contact_id: str, sender_id: str) -> bool:
        """Whether a consent record of this account says no to this sender (a number or a messaging service)."""
        said = await self._store.get(Consent, (account_sid, contact_id, sender_id))
        return said is not None and said.status == "opt-out"

    async def tell_consents(self, caller: Caller, *, items: Sequence[Item]) -> Bundle:
        """Notes who may be texted by which sender."""
        return await self._take(items, CONSENT_REFUSED, _consent_faults, lambda item: self._consent(caller, item))

    async def tell_contacts(self, caller: Caller, *, items: Sequence[Item]) -> Bundle:
        """Notes where people live, so that quiet hours are theirs."""
        return await self._take(items, CONTACT_REFUSED, _contact_faults, lambda item: self._contact(caller, item))

    async def _take(
        self,
        items: Sequence[Item],
        code: int,
        faults_of: Callable[[Item], list[str]],
        record_of: Callable[[Item], Consent | Contact],
    ) -> Bundle:
        if not 1 <= len(items) <= MOST_ITEMS:
            raise errors.InvalidItems(name="Items", reason=f"has {len(items)} entries; 1 to {MOST_ITEMS} are taken")
        verdicts, records = [], []
        for item in items:
            faults = faults_of(item)
            verdicts.append(Verdict(_text(item, "correlation_id"), code if faults else 0, faults))
            if not faults:
                records.append(record_of(item))
        await self._store.commit(Unit(put=records))
        return Bundle(verdicts)

    def _consent(self, caller: Caller, item: Item) -> Consent:
        return Consent(
            account_sid=caller.account_sid,
            contact_id=item["contact_id"],
            sender_id=item["sender_id"],
            status=item["status"],
            source=item["source"],
            date_of_consent=_moment(item.get("date_of_consent")),
            date_updated=self._clock.now(),
        )

    def _contact(self, caller: Caller, item: Item) -> Contact:
        return Contact(
            account_sid=caller.account_sid,
            contact_id=item["contact_id"],
            country_iso_code=item["country_iso_code"],
            zip_code=_text(item, "zip_code"),
            date_updated=self._clock.now(),
        )


def _consent_faults(item: Item) -> list[str]:
    sender = _text(item, "sender_id") or ""
    good = {
        "CONTACT_ID": _is_number(item.get("contact_id")),
        "CORRELATION_ID": _is_correlation(item.get("correlation_id")),
        "SENDER_ID": _is_number(sender) or phone.is_short_code(sender) or is_sid(sender, "MG"),
        "STATUS": item.get("status") in _STATUSES,
        "SOURCE": item.get("source") in _SOURCES,
        "DATE_OF_CONSENT": not item.get("date_of_consent") or _moment(item["date_of_consent"]) is not None,
    }
    return [f"INVALID_{name}" for name, is_good in good.items() if not is_good]


def _contact_faults(item: Item) -> list[str]:
    country = _text(item, "country_iso_code") or ""
    good = {
        "CONTACT_ID": _is_number(item.get("contact_id")),
        "CORRELATION_ID": _is_correlation(item.get("correlation_id")),
        "COUNTRY_ISO_CODE": len(country) == 2 and country.isalpha() and country.isupper(),
        "ZIP_CODE": item.get("zip_code") is None or 0 < len(_text(item, "zip_code") or "") <= 16,
    }
    return [f"INVALID_{name}" for name, is_good in good.items() if not is_good]


def _text(item: Item, name: str) -> str | None:
    value = item.get(name)
    return value if isinstance(value, str) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("+") and phone.is_possible(value)


def _is_correlation(value: Any) -> bool:
    return isinstance(value, str) and len(value.replace("-", "")) == 32 and value.isascii()


def _moment(value: Any) -> datetime | None:
    """An ISO 8601 moment or day, UTC where it does not say; None if it is none."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
