"""The price list. Pure once it is loaded: a price is a look-up and a multiplication."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

ANY, ELSEWHERE = "any", "default"
_SHEETS = ("sms_out", "sms_in", "mms_out", "mms_in", "number_month", "number_setup")
_SHEETS += ("call_out", "call_in", "trunk_out", "trunk_in", "recording", "transcription")
_MESSAGES = {(out, media): f"{'m' if media else 's'}ms_{'out' if out else 'in'}" for out in (0, 1) for media in (0, 1)}
Prices = dict[tuple[str, str, str], Decimal]  # by sheet, country and kind


class InvalidPrice(ValueError):
    """The text says which price cannot be understood, and what would do."""


class PriceList:
    """Prices in US dollars, positive. Kinds are local, mobile, toll-free, national, short-code and alphanumeric."""

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        """`settings` is what stands under [pricing] in ringback.toml. Raises InvalidPrice."""
        given = settings or {}
        if unknown := given.keys() - {"currency", "countries"}:
            raise InvalidPrice(f"pricing sets {sorted(unknown)[0]!r}; it may set currency and countries")
        self.currency = str(given.get("currency", _shipped()["currency"])).upper()
        self._prices = _prices_of(_shipped()["countries"]) | _prices_of(given.get("countries", {}))

    def message(self, direction: str, sender_kind: str, country: str | None, segments: int, media: int) -> Decimal:
        """What a message costs: texts by the segment, messages with media each.

        Outbound (`outbound-…`) `country` is the recipient's, inbound that of our own number; `sender_kind` is our own
        number's in both directions.
        """
        sheet = _MESSAGES[direction != "inbound", media > 0]
        price = self._price(sheet, country or ELSEWHERE, sender_kind)
        return price if media else price * segments

    def call(self, sheet: str, kind: str, country: str | None, minutes: int) -> Decimal:
        """What a call of so many minutes costs. `sheet` is call_out or call_in, `kind` the number's, client or sip."""
        return self._price(sheet, country or ELSEWHERE, kind) * minutes

    def by_kind(self, sheet: str, country: str, kinds: Iterable[str]) -> dict[str, Decimal]:
        """What stands on a sheet for each of `kinds`: one message, minute or month."""
        return {kind: self._price(sheet, country, kind) for kind in kinds}

    def recording(self, minutes: int) -> Decimal:
        """What keeping so many minutes of sound costs once."""
        return self._price("recording", ELSEWHERE, ANY) * minutes

    def transcription(self, minutes: int) -> Decimal:
        """What writing down so many minutes of sound costs."""
        return self._price("transcription", ELSEWHERE, ANY) * minutes

    def number_month(self, kind: str, country: str | None) -> Decimal:
        """A month's rent of a number."""
        return self._price("number_month", country or ELSEWHERE, kind)

    def number_setup(self, kind: str, country: str | None) -> Decimal:
        """What is owed once for buying a number."""
        return self._price("number_setup", country or ELSEWHERE, kind)

    def _price(self, sheet: str, country: str, kind: str) -> Decimal:
        found = self._prices.get((sheet, country, kind))
        return found if found is not None else self._less_exact(sheet, country, kind)

    def _less_exact(self, sheet: str, country: str, kind: str) -> Decimal:
        """The country's price for any kind, else what the kind, or any, costs elsewhere."""
        for place in ((country, ANY), (ELSEWHERE, kind), (ELSEWHERE, ANY)):
            found = self._prices.get((sheet, *place))
            if found is not None:
                return found
        raise KeyError(sheet)


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads(files("ringback.products.pricing").joinpath("prices.toml").read_text("utf-8"))


def _prices_of(countries: Any) -> Prices:
    prices: Prices = {}
    for country, sheets in _table(countries, "pricing.countries").items():
        for sheet, kinds in _table(sheets, f"pricing.countries.{country}").items():
            if sheet not in _SHEETS:
                raise InvalidPrice(f"pricing.countries.{country} sets {sheet!r}; there are {', '.join(_SHEETS)}")
            for kind, price in _table(kinds, f"pricing.countries.{country}.{sheet}").items():
                prices[sheet, country, kind] = _money(price, f"pricing.countries.{country}.{sheet}.{kind}")
    return prices


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidPrice(f"{where} is {value!r}; a table was expected")
    return value


def _money(value: Any, where: str) -> Decimal:
    try:
        price = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        price = None
    if price is None or not price.is_finite() or price < 0 or price != round(price, 6):
        raise InvalidPrice(f'{where} is {value!r}; write dollars in quotes with at most six decimals, as in "0.0080"')
    return price
