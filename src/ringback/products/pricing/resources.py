"""The price list on the wire."""

from typing import Any

from ringback.products.pricing.offers import OffersService, without
from ringback.rest import OPTIONAL, Fetch, List, Resource, field, self_link

NAME, CODE, UNIT = "Its name in English.", "ISO 3166 code.", "The currency of the prices, an ISO 4217 code."
PRICING = "/twilio/pricing"


class MessagingCountryResource(
    Resource, host="pricing", at="v1/Messaging/Countries", one="{iso_country}", key="countries", permission=PRICING
):
    """What texts cost in a country."""

    country: str = field(NAME)
    iso_country: str = field(CODE, example="US")
    outbound_sms_prices: list[dict[str, Any]] = field("By network and kind of sender.")
    inbound_sms_prices: list[dict[str, str]] = field("By the kind of our own number.")
    price_unit: str = field(UNIT)
    url: str = self_link()

    operations = [
        Fetch(OffersService.messaging),
        List(
            OffersService.countries,
            order="iso_country",
            hides=["outbound_sms_prices", "inbound_sms_prices", "price_unit"],
        ),
    ]


class PhoneNumberCountryResource(
    Resource, host="pricing", at="v1/PhoneNumbers/Countries", one="{iso_country}", key="countries", permission=PRICING
):
    """What numbers of a country cost a month."""

    country: str = field(NAME)
    iso_country: str = field(CODE, example="US")
    phone_number_prices: list[dict[str, str]] = field("By the kind of number.")
    price_unit: str = field(UNIT)
    url: str = self_link()

    operations = [
        Fetch(OffersService.phone_numbers),
        List(OffersService.countries, order="iso_country", hides=["phone_number_prices", "price_unit"]),
    ]


class VoiceCountryResource(
    Resource, host="pricing", at="v1/Voice/Countries", one="{iso_country}", key="countries", permission=PRICING
):
    """What a minute costs in a country."""

    country: str = field(NAME)
    iso_country: str = field(CODE, example="US")
    outbound_prefix_prices: list[dict[str, Any]] = field(
        "By the kind of number called.", json=without("destination_prefixes", "origination_prefixes")
    )
    inbound_call_prices: list[dict[str, str]] = field("By the kind of our own number.")
    price_unit: str = field(UNIT)
    url: str = self_link()

    operations = [
        Fetch(OffersService.voice),
        List(
            OffersService.countries,
            order="iso_country",
            hides=["outbound_prefix_prices", "inbound_call_prices", "price_unit"],
        ),
    ]


class VoiceNumberResource(Resource, host="pricing", at="v1/Voice/Numbers", one="{number}", permission=PRICING):
    """What a minute to one number costs."""

    number: str = field("The number.", example="+14155550111")
    country: str = field(NAME)
    iso_country: str = field(CODE)
    outbound_call_price: dict[str, str] = field("A minute to it.")
    inbound_call_price: dict[str, str] | None = field("A minute from it, where it is one of ours.")
    price_unit: str = field(UNIT)
    url: str = self_link()

    operations = [Fetch(OffersService.voice_number)]


class VoiceCountry2Resource(
    Resource,
    host="pricing",
    at="v2/Voice/Countries",
    one="{iso_country}",
    key="countries",
    name="VoiceCountry",
    permission=PRICING,
):
    """What a minute costs in a country, by where the call comes from."""

    country: str = field(NAME)
    iso_country: str = field(CODE, example="US")
    outbound_prefix_prices: list[dict[str, Any]] = field("By the kind of number called.", json=without("prefixes"))
    inbound_call_prices: list[dict[str, str]] = field("By the kind of our own number.")
    price_unit: str = field(UNIT)
    url: str = self_link()

    operations = [
        Fetch(OffersService.voice),
        List(
            OffersService.countries,
            order="iso_country",
            hides=["outbound_prefix_prices", "inbound_call_prices", "price_unit"],
        ),
    ]


class VoiceNumber2Resource(
    Resource,
    host="pricing",
    at="v2/Voice/Numbers",
    one="{destination_number}",
    name="VoiceNumber",
    permission=PRICING,
):
    """What a minute to one number costs, by where the call comes from."""

    destination_number: str = field("The number.", example="+14155550111")
    origination_number: str | None = field("Where the call comes from.", example="+14155550100")
    country: str = field(NAME)
    iso_country: str = field(CODE)
    outbound_call_prices: list[dict[str, Any]] = field("A minute to it.")
    inbound_call_price: dict[str, str] | None = field("A minute from it, where it is one of ours.")
    price_unit: str = field(UNIT)
    url: str = self_link()

    operations = [Fetch(OffersService.voice_number_from, takes={"origination_number": OPTIONAL})]


class TrunkingCountryResource(
    Resource, host="pricing", at="v2/Trunking/Countries", one="{iso_country}", key="countries", permission=PRICING
):
    """What a minute through a SIP trunk costs in a country."""

    country: str = field(NAME)
    iso_country: str = field(CODE, example="US")
    terminating_prefix_prices: list[dict[str, Any]] = field("By the kind of number called.", json=without("prefixes"))
    originating_call_prices: list[dict[str, str]] = field("By the kind of our own number.")
    price_unit: str = field(UNIT)
    url: str = self_link()

    operations = [
        Fetch(OffersService.trunking),
        List(
            OffersService.countries,
            order="iso_country",
            hides=["terminating_prefix_prices", "originating_call_prices", "price_unit"],
        ),
    ]


class TrunkingNumberResource(
    Resource, host="pricing", at="v2/Trunking/Numbers", one="{destination_number}", permission=PRICING
):
    """What a minute to one number costs through a SIP trunk."""

    destination_number: str = field("The number.", example="+14155550111")
    origination_number: str | None = field("Where the call comes from.", example="+14155550100")
    country: str = field(NAME)
    iso_country: str = field(CODE)
    terminating_prefix_prices: list[dict[str, Any]] = field("A minute to it.", json=without("prefixes"))
    originating_call_price: dict[str, str] | None = field("A minute from it, where it is one of ours.")
    price_unit: str = field(UNIT)
    url: str = self_link()

    operations = [Fetch(OffersService.trunking_number, takes={"origination_number": OPTIONAL})]


RESOURCES = (
    MessagingCountryResource,
    PhoneNumberCountryResource,
    VoiceCountryResource,
    VoiceNumberResource,
    VoiceCountry2Resource,
    VoiceNumber2Resource,
    TrunkingCountryResource,
    TrunkingNumberResource,
)
