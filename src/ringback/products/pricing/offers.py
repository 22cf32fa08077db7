"""The price list as it is shown: by country, and for a number. What is shown is what is charged."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from ringback.kernel import Caller, Page, PageRequest, phone
from ringback.kernel.refused import NotFound
from ringback.products.pricing.service import PriceList

SENDERS = ("local", "mobile", "toll-free", "short-code", "alphanumeric")
NUMBERS = ("local", "mobile", "national", "toll-free")
CALLED = ("local", "mobile", "toll-free")
WORDS = {"toll-free": "toll free", "short-code": "shortcode"}  # number types, where they are not our own words
ANY_ORIGIN = ["ALL"]  # what a call costs does not go by where it comes from


class Country(msgspec.Struct, frozen=True):
    """A country in a list."""

    iso_country: str
    country: str


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """Prices of one country, or for one number. Which of them are there goes by what was asked."""

    country: str
    iso_country: str
    price_unit: str
    number: str | None = None
    destination_number: str | None = None
    origination_number: str | None = None
    outbound_sms_prices: list[dict[str, Any]] = []
    inbound_sms_prices: list[dict[str, str]] = []
    phone_number_prices: list[dict[str, str]] = []
    outbound_prefix_prices: list[dict[str, Any]] = []
    inbound_call_prices: list[dict[str, str]] = []
    terminating_prefix_prices: list[dict[str, Any]] = []
    originating_call_prices: list[dict[str, str]] = []
    outbound_call_price: dict[str, str] | None = None
    outbound_call_prices: list[dict[str, Any]] = []
    inbound_call_price: dict[str, str] | None = None
    originating_call_price: dict[str, str] | None = None


class OffersService:
    """Reads the price list aloud."""

    def __init__(self, prices: PriceList) -> None:
        self._prices = prices

    async def countries(self, caller: Caller, *, page: PageRequest) -> Page[Country]:
        """Countries that messages and calls go to, by their codes."""
        codes = list(phone.country_names())
        start = bisect_right(codes, page.after) if page.after else 0
        if page.before:
            start = max(0, bisect_left(codes, page.before) - page.size)
        shown = [Country(code, phone.country_names()[code]) for code in codes[start : start + page.size]]
        return Page(shown, has_next=start + page.size < len(codes), has_previous=start > 0)

    async def messaging(self, caller: Caller, *, iso_country: str) -> Offer:
        """What texts cost there, by the kind of sender. No network of a country is dearer than another."""
        offer = self._offer(iso_country)
        out = self._by_kind("sms_out", offer.iso_country, SENDERS)
        every_network = {"carrier": "ALL", "mcc": "", "mnc": "", "prices": out}
        received = self._by_kind("sms_in", offer.iso_country, SENDERS[:-1])  # nobody writes back to a name
        return msgspec.structs.replace(offer, outbound_sms_prices=[every_network], inbound_sms_prices=received)

    async def phone_numbers(self, caller: Caller, *, iso_country: str) -> Offer:
        """What a month of a number costs."""
        offer = self._offer(iso_country)
        rent = self._by_kind("number_month", offer.iso_country, NUMBERS)
        return msgspec.structs.replace(offer, phone_number_prices=rent)

    async def voice(self, caller: Caller, *, iso_country: str) -> Offer:
        """What a minute costs there, and from there to a number of ours."""
        offer = self._offer(iso_country)
        return msgspec.structs.replace(
            offer,
            outbound_prefix_prices=self._by_prefix("call_out", offer),
            inbound_call_prices=self._by_kind("call_in", offer.iso_country, CALLED),
        )

    async def trunking(self, caller: Caller, *, iso_country: str) -> Offer:
        """What a minute through a SIP trunk costs."""
        offer = self._offer(iso_country)
        return msgspec.structs.replace(
            offer,
            terminating_prefix_prices=self._by_prefix("trunk_out", offer),
            originating_call_prices=self._by_kind("trunk_in", offer.iso_country, CALLED),
        )

    async def voice_number(self, caller: Caller, *, number: str) -> Offer:
        """What a minute to one number costs."""
        called = self._number(number)
        return msgspec.structs.replace(
            self._offer(phone.country(called) or ""),
            number=called,
            outbound_call_price=self._for_number("call_out", called),
            inbound_call_price=self._received("call_in", called),
        )

    async def voice_number_from(
        self, caller: Caller, *, destination_number: str, origination_number: str | None = None
    ) -> Offer:
        """What a minute to one number costs, by where the call comes from."""
        called = self._number(destination_number)
        return msgspec.structs.replace(
            self._offer(phone.country(called) or ""),
            destination_number=called,
            origination_number=origination_number,
            outbound_call_prices=[{**self._for_number("call_out", called), "origination_prefixes": ANY_ORIGIN}],
            inbound_call_price=self._received("call_in", called),
        )

    async def trunking_number(
        self, caller: Caller, *, destination_number: str, origination_number: str | None = None
    ) -> Offer:
        """What a minute to one number costs through a SIP trunk."""
        called = self._number(destination_number)
        offer, kind = self._offer(phone.country(called) or ""), phone.kind(called)
        return msgspec.structs.replace(
            offer,
            destination_number=called,
            origination_number=origination_number,
            terminating_prefix_prices=self._by_prefix("trunk_out", offer, kinds=(kind,)),
            originating_call_price=self._received("trunk_in", called),
        )

    # -- lines of it

    def _offer(self, iso_country: str) -> Offer:
        code = iso_country.upper()
        name = phone.country_names().get(code)
        if name is None:
            raise NotFound(what=f"country {iso_country}")
        return Offer(country=name, iso_country=code, price_unit=self._prices.currency)

    def _number(self, text: str) -> str:
        """In E.164. Raises NotFound where it is the number of no country."""
        called = phone.parse(text)
        if called is None or phone.country(called) is None:
            raise NotFound(what=f"number {text}")
        return called

    def _by_kind(self, sheet: str, country: str, kinds: Iterable[str]) -> list[dict[str, str]]:
        found = self._prices.by_kind(sheet, country, kinds)
        return [{"number_type": _word(kind), **_price(price)} for kind, price in found.items()]

    def _by_prefix(self, sheet: str, offer: Offer, kinds: Iterable[str] = CALLED) -> list[dict[str, Any]]:
        prefix = [phone.calling_codes()[offer.iso_country].removeprefix("+")]
        shared = {"prefixes": prefix, "destination_prefixes": prefix, "origination_prefixes": ANY_ORIGIN}
        prices = self._prices.by_kind(sheet, offer.iso_country, kinds)
        return [
            {**shared, "friendly_name": f"{offer.country} - {_word(kind).title()}", **_price(price)}
            for kind, price in prices.items()
        ]

    def _received(self, sheet: str, called: str) -> dict[str, str]:
        return {**self._for_number(sheet, called), "number_type": _word(phone.kind(called))}

    def _for_number(self, sheet: str, called: str) -> dict[str, str]:
        return _price(self._prices.call(sheet, phone.kind(called), phone.country(called), 1))


def _word(kind: str) -> str:
    return WORDS.get(kind, kind)


def _price(price: Decimal) -> dict[str, str]:
    return {"base_price": f"{price:f}", "current_price": f"{price:f}"}


def without(*names: str) -> Any:
    """Writes lines of prices without what a version of the API does not know."""

    def write(lines: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{name: value for name, value in line.items() if name not in names} for line in lines]

    return write
