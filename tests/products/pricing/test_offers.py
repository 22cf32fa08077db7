"""The price list as the API shows it: what is shown is what is charged."""

from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from ringback.products.pricing.service import PriceList
from tests.world.house import World

PRICES = PriceList()


def path_of(url: str | None) -> str:
    """A link's path and query, "" for none."""
    return urlsplit(url)._replace(scheme="", netloc="").geturl() if url else ""


async def test_the_countries_come_page_by_page_and_each_once(world: World):
    codes, path = [], "/pricing/v1/Messaging/Countries?PageSize=100"
    while path:
        reply = (await world.acme.get(path)).json
        codes += [country["iso_country"] for country in reply["countries"]]
        path = path_of(reply["meta"]["next_page_url"])
    assert codes == sorted(set(codes)) and {"US", "GB", "DE", "JP"} <= set(codes) and len(codes) > 200


async def test_a_country_in_a_list_has_its_name_and_where_its_prices_are(world: World):
    [first, *_] = (await world.acme.get("/pricing/v1/Voice/Countries?PageSize=2")).json["countries"]
    assert set(first) == {"country", "iso_country", "url"} and first["country"] == "Ascension Island"
    assert (await world.acme.get(path_of(first["url"]))).json["iso_country"] == "AC"


async def test_texts_cost_what_the_list_says_by_the_kind_of_sender(world: World):
    shown = (await world.acme.get("/pricing/v1/Messaging/Countries/US")).json
    [network] = shown["outbound_sms_prices"]
    by_type = {price["number_type"]: Decimal(price["current_price"]) for price in network["prices"]}
    assert by_type["local"] == PRICES.message("outbound-api", "local", "US", 1, 0)
    assert by_type["shortcode"] == PRICES.message("outbound-api", "short-code", "US", 1, 0)
    assert shown["price_unit"] == "USD" and shown["country"] == "United States"


async def test_a_minute_costs_what_the_list_says(world: World):
    called = (await world.acme.get("/pricing/v1/Voice/Numbers/+442079460018")).json
    assert Decimal(called["outbound_call_price"]["current_price"]) == PRICES.call("call_out", "local", "GB", 1)
    [mobile] = [
        price
        for price in (await world.acme.get("/pricing/v2/Voice/Countries/gb")).json["outbound_prefix_prices"]
        if price["friendly_name"] == "United Kingdom - Mobile"
    ]
    assert Decimal(mobile["current_price"]) == PRICES.call("call_out", "mobile", "GB", 1)
    assert mobile["destination_prefixes"] == ["44"] and mobile["origination_prefixes"] == ["ALL"]


async def test_an_origin_may_be_named_and_is_said_again(world: World):
    path = "/pricing/v2/Trunking/Numbers/+14155550111"
    shown = (await world.acme.get(path, OriginationNumber="+14155550100")).json
    assert shown["origination_number"] == "+14155550100" and shown["destination_number"] == "+14155550111"
    assert Decimal(shown["originating_call_price"]["base_price"]) == PRICES.call("trunk_in", "local", "US", 1)


async def test_a_months_rent_is_on_the_list_too(world: World):
    shown = (await world.acme.get("/pricing/v1/PhoneNumbers/Countries/US")).json
    rent = {price["number_type"]: Decimal(price["current_price"]) for price in shown["phone_number_prices"]}
    assert rent["toll free"] == PRICES.number_month("toll-free", "US") and rent["local"] > 0


@pytest.mark.parametrize(
    "path",
    [
        "v1/Messaging/Countries/ZZ",
        "v1/PhoneNumbers/Countries/USA",
        "v1/Voice/Numbers/hello",
        "v2/Voice/Numbers/+999123",
    ],
)
async def test_a_place_that_is_not_there_is_not_found(world: World, path: str):
    reply = await world.acme.get(f"/pricing/{path}")
    assert (reply.status, reply.json["code"]) == (404, 20404)
