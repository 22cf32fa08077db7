"""Prices: what is on the list, what is not on it, and an installation's own."""

import timeit
from decimal import Decimal

import pytest

from ringback.products.pricing.service import InvalidPrice, PriceList


def test_a_text_costs_by_the_segment_and_a_picture_message_once():
    prices = PriceList()
    one = prices.message("outbound-api", "local", "US", 1, 0)
    assert one > 0 and prices.message("outbound-reply", "local", "US", 3, 0) == 3 * one
    pictures = [prices.message("outbound-api", "local", "US", 1, media) for media in (1, 5)]
    assert pictures[0] == pictures[1] > one


def test_the_kind_of_number_and_the_country_matter():
    prices = PriceList()
    usual = prices.message("outbound-api", "local", "US", 1, 0)
    assert prices.message("outbound-api", "short-code", "US", 1, 0) > usual
    assert prices.message("outbound-api", "local", "DE", 1, 0) > usual
    assert prices.number_month("toll-free", "US") > prices.number_month("local", "US")


def test_inbound_has_its_own_price():
    settings = {"countries": {"US": {"sms_in": {"any": "0.5"}}}}
    assert PriceList(settings).message("inbound", "local", "US", 2, 0) == Decimal("1.0")


@pytest.mark.parametrize("country", ["ZW", None, ""])
@pytest.mark.parametrize("kind", ["local", "unknown"])
def test_a_country_or_kind_that_is_not_on_the_list_has_a_price_too(country: str | None, kind: str):
    assert PriceList().message("outbound-api", kind, country, 1, 0) > 0
    assert PriceList().number_month(kind, country) > 0


def test_an_installations_price_stands_over_ours_and_leaves_the_others():
    ours, theirs = PriceList(), PriceList({"currency": "eur", "countries": {"US": {"sms_out": {"local": "0.01"}}}})
    assert theirs.currency == "EUR"
    assert theirs.message("outbound-api", "local", "US", 1, 0) == Decimal("0.01")
    assert theirs.message("outbound-api", "mobile", "US", 1, 0) == ours.message("outbound-api", "mobile", "US", 1, 0)


@pytest.mark.parametrize(
    "settings, told",
    [
        ({"country": {}}, "currency and countries"),
        ({"countries": {"US": {"sms": {"any": "1"}}}}, "US sets 'sms'; there are sms_out"),
        ({"countries": {"US": {"sms_out": "1"}}}, "sms_out is '1'; a table"),
        ({"countries": {"US": {"sms_out": {"any": 0.01}}}}, "any is 0.01; write dollars in quotes"),
        ({"countries": {"US": {"sms_out": {"any": "-1"}}}}, "any is '-1'"),
        ({"countries": {"US": {"sms_out": {"any": "NaN"}}}}, "any is 'NaN'"),
        ({"countries": {"US": {"sms_out": {"any": "0.0000001"}}}}, "six decimals"),
    ],
)
def test_a_price_that_cannot_be_understood_is_named(settings: dict, told: str):
    with pytest.raises(InvalidPrice, match=told):
        PriceList(settings)


def test_a_price_costs_less_than_ten_microseconds():
    prices = PriceList()
    best = min(timeit.repeat(lambda: prices.message("outbound-api", "local", "US", 2, 0), number=1000, repeat=5))
    assert best / 1000 < 10e-6
