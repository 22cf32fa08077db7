"""What may be said of a route, pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ringback.carriers.routing import Route
from ringback.kernel import phone
from ringback.products.networks.routing.errors import InvalidRoute
from ringback.products.networks.rules import checked_prefix

NAME_MOST, ENTRIES_MOST, PRIORITY_MOST = 64, 2_000, 1_000
PRICE_MOST = Decimal(1_000)
AUDITED = tuple(name for name in Route.__struct_fields__ if name not in ("sid", "date_updated", "version"))


def checked(given: Mapping[str, Any], carriers: Collection[str]) -> dict[str, Any]:
    """What was said of a route, ready for the record. Raises InvalidRoute."""
    said = {name: _once(value) if isinstance(value, list) else value for name, value in given.items()}
    for name, value in said.items():
        if isinstance(value, tuple) and len(value) > ENTRIES_MOST:
            raise InvalidRoute(name=name, reason=f"has {len(value)} entries; {ENTRIES_MOST} are allowed")
        if name in _CHECKS:
            _CHECKS[name](value)
    carrier = said.get("carrier_sid")
    if carrier is not None and carrier not in carriers:
        reason = f"{carrier} is no carrier of messages that is set up; they are listed at /ringback/v1/RouteTrials"
        raise InvalidRoute(name="carrier_sid", reason=reason)
    return said


def _once(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _check_name(name: str) -> None:
    if not 1 <= len(name.strip()) <= NAME_MOST:
        raise InvalidRoute(name="friendly_name", reason=f"has {len(name)} characters; it takes 1 to {NAME_MOST}")


def _check_prefixes(prefixes: Sequence[str]) -> None:
    for prefix in prefixes:
        checked_prefix("prefixes", prefix)


def _check_countries(countries: Sequence[str]) -> None:
    for country in countries:
        if country not in phone.calling_codes():
            reason = f"has '{country[:20]}'; each is an ISO 3166 code of two capitals, as GB"
            raise InvalidRoute(name="countries", reason=reason)


def _check_senders(senders: Sequence[str]) -> None:
    for sender in senders:
        if not (phone.is_short_code(sender) or phone.parse(sender) == sender or phone.is_alphanumeric_sender(sender)):
            reason = f"has '{sender[:40]}'; each is a number (+14155550100), a short code or up to 11 letters"
            raise InvalidRoute(name="senders", reason=reason)


def _check_codes(codes: Sequence[int]) -> None:
    for code in codes:
        if not 10_000 <= code <= 99_999:
            reason = f"has {code}; each is an error code of a message, as 30008"
            raise InvalidRoute(name="fails_over_on", reason=reason)


def _check_price(price: Decimal | None) -> None:
    if price is not None and not 0 <= price <= PRICE_MOST:
        raise InvalidRoute(name="price", reason=f"{price} is not from 0 to {PRICE_MOST}")


def _check_unit(unit: str) -> None:
    if not (len(unit) == 3 and unit.isascii() and unit.isalpha() and unit.isupper()):
        raise InvalidRoute(name="price_unit", reason=f"'{unit[:10]}' is no ISO 4217 code of three capitals, as USD")


_CHECKS: dict[str, Callable[[Any], None]] = {
    "friendly_name": _check_name,
    "prefixes": _check_prefixes,
    "countries": _check_countries,
    "senders": _check_senders,
    "fails_over_on": _check_codes,
    "price": _check_price,
    "price_unit": _check_unit,
}
