"""Searching the stock through the API."""

import pytest


async def test_the_index_names_every_country_and_the_kinds_it_has(acme):
    reply = await acme.get("AvailablePhoneNumbers.json")
    by_code = {country["country_code"]: country for country in reply.json["countries"]}
    assert len(by_code) > 200
    united_states = by_code["US"]
    assert united_states["country"] == "United States"
    assert united_states["uri"] == acme.at("AvailablePhoneNumbers/US.json")
    assert united_states["subresource_uris"]["toll_free"] == acme.at("AvailablePhoneNumbers/US/TollFree.json")
    assert {"local", "mobile", "national", "toll_free"} <= set(by_code["GB"]["subresource_uris"])
    one = await acme.get("AvailablePhoneNumbers/US.json")
    assert one.json == united_states


async def test_a_search_answers_thirty_numbers_of_the_published_shape(acme):
    numbers = await acme.available("US/Local", "AreaCode=415")
    assert len(numbers) == 30
    assert set(numbers[0]) == {
        *("friendly_name", "phone_number", "lata", "locality", "rate_center", "latitude", "longitude", "region"),
        *("postal_code", "iso_country", "address_requirements", "beta", "capabilities"),
    }
    assert numbers[0]["friendly_name"].startswith("(415) ")
    assert numbers[0]["capabilities"] == {"voice": True, "sms": True, "mms": True, "fax": False}
    assert numbers[0]["lata"] == "722" and numbers[0]["iso_country"] == "US"


@pytest.mark.parametrize("kind", ["Local", "TollFree", "Mobile", "National"])
@pytest.mark.parametrize("country", ["US", "CA", "GB"])
async def test_every_kind_is_there_in_the_first_countries(acme, country, kind):
    assert len(await acme.available(f"{country}/{kind}", "PageSize=5")) == 5


async def test_what_is_owned_is_no_longer_offered(acme):
    before = [number["phone_number"] for number in await acme.available("US/Local", "InRegion=NY&PageSize=10")]
    await acme.buy(PhoneNumber=before[0])
    after = [number["phone_number"] for number in await acme.available("US/Local", "InRegion=NY&PageSize=10")]
    assert after[:9] == before[1:]


async def test_a_search_that_finds_nothing_answers_an_empty_list(acme):
    assert await acme.available("US/Local", "AreaCode=555") == []
    assert await acme.available("US/Local", "FaxEnabled=true") == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("AvailablePhoneNumbers/ZZ.json", 404, 20404),
        ("AvailablePhoneNumbers/ZZ/Local.json", 404, 20404),
        ("AvailablePhoneNumbers/GB/MachineToMachine.json", 404, 20404),
        ("AvailablePhoneNumbers/US/Local.json?Contains=1", 400, 20001),
        ("AvailablePhoneNumbers/US/Local.json?NearLatLong=x", 400, 20001),
        ("AvailablePhoneNumbers/US/Local.json?AreaCode=abc", 400, 20001),
        ("AvailablePhoneNumbers/US/Local.json?Distance=501", 400, 20001),
    ],
)
async def test_a_search_that_makes_no_sense_is_refused(acme, path, status, code):
    reply = await acme.get(path)
    assert (reply.status, reply.json["code"]) == (status, code)


async def test_country_codes_may_be_in_small_letters(acme):
    assert len(await acme.available("us/Local", "PageSize=1")) == 1
