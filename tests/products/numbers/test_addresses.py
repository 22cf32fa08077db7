"""Addresses, and the numbers that depend on them."""

import pytest

HOME = {
    "CustomerName": "Ada",
    "Street": "1 Main St",
    "City": "San Francisco",
    "Region": "ca",
    "PostalCode": "94105",
    "IsoCountry": "us",
}


async def test_an_address_is_kept_checked_and_changed(acme):
    made = await acme.post("Addresses.json", **HOME, FriendlyName="office")
    assert made.status == 201
    assert set(made.json) == {
        *("sid", "account_sid", "customer_name", "street", "street_secondary", "city", "region", "postal_code"),
        *("iso_country", "friendly_name", "emergency_enabled", "validated", "verified", "date_created"),
        *("date_updated", "uri"),
    }
    assert (made.json["region"], made.json["iso_country"], made.json["validated"]) == ("CA", "US", True)
    changed = await acme.post(made.json["uri"], City="Oakland", PostalCode="somewhere")
    assert (changed.json["city"], changed.json["validated"]) == ("Oakland", False)
    assert (await acme.get(made.json["uri"])).json == changed.json
    assert (await acme.delete(made.json["uri"])).status == 204
    assert (await acme.get(made.json["uri"])).json["code"] == 20404


async def test_an_address_may_be_kept_as_it_was_told(acme):
    made = await acme.post("Addresses.json", **HOME, AutoCorrectAddress="false")
    assert (made.json["region"], made.json["validated"]) == ("ca", True)


@pytest.mark.parametrize("name", HOME)
async def test_each_part_is_needed(acme, name):
    reply = await acme.post("Addresses.json", **{key: value for key, value in HOME.items() if key != name})
    assert reply.status == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"IsoCountry": "ZZ"},
        {"PostalCode": "9410", "EmergencyEnabled": "true"},
        {"Region": "XX", "EmergencyEnabled": "true"},
        {"Street": "x" * 256},
    ],
)
async def test_what_help_could_not_find_is_refused(acme, wrong):
    reply = await acme.post("Addresses.json", **{**HOME, **wrong})
    assert (reply.status, reply.json["code"]) == (400, 21628)


async def test_lists_are_narrowed(acme):
    await acme.post("Addresses.json", **HOME)
    await acme.post("Addresses.json", **{**HOME, "CustomerName": "Bob", "IsoCountry": "FR"}, FriendlyName="there")

    async def listed(query: str) -> list[str]:
        return [one["customer_name"] for one in (await acme.get(f"Addresses.json?{query}")).json["addresses"]]

    assert await listed("") == ["Bob", "Ada"]
    assert await listed("CustomerName=Ada") == ["Ada"]
    assert await listed("IsoCountry=FR") == ["Bob"]
    assert await listed("FriendlyName=there") == ["Bob"]
    assert await listed("EmergencyEnabled=true") == []


async def test_numbers_depend_on_the_address_they_are_owned_with(acme):
    address = (await acme.post("Addresses.json", **HOME, EmergencyEnabled="true")).json
    first = await acme.buy(AreaCode="415", AddressSid=address["sid"])
    second = await acme.buy(AreaCode="415", EmergencyAddressSid=address["sid"], EmergencyStatus="Active")
    assert (second["emergency_status"], second["emergency_address_status"]) == ("Active", "registered")
    listed = (await acme.get(f"Addresses/{address['sid']}/DependentPhoneNumbers.json")).json
    assert [one["sid"] for one in listed["dependent_phone_numbers"]] == [second["sid"], first["sid"]]
    assert listed["dependent_phone_numbers"][1]["uri"] == first["uri"]
    refused = await acme.delete(address["uri"])
    assert (refused.status, refused.json["code"]) == (400, 21630)
    await acme.delete(first["uri"])
    await acme.delete(second["uri"])
    assert (await acme.delete(address["uri"])).status == 204


async def test_a_number_tied_to_its_country_needs_an_address_there(acme):
    here = (await acme.post("Addresses.json", **HOME)).json
    there = (await acme.post("Addresses.json", **{**HOME, "IsoCountry": "DE", "PostalCode": "10115"})).json
    number = (await acme.available("DE/Local", "PageSize=1"))[0]
    assert number["address_requirements"] == "local"
    foreign = await acme.post("IncomingPhoneNumbers.json", PhoneNumber=number["phone_number"], AddressSid=here["sid"])
    assert foreign.json["code"] == 21615
    await acme.buy(PhoneNumber=number["phone_number"], AddressSid=there["sid"])


async def test_an_address_of_another_account_is_unknown(acme, room, subaccount):
    made = (await acme.post("Addresses.json", **HOME)).json
    other = room.desk(await subaccount("other"))
    for path in (f"Addresses/{made['sid']}.json", f"Addresses/{made['sid']}/DependentPhoneNumbers.json"):
        reply = await other.get(path)
        assert (reply.status, reply.json["code"]) == (404, 20404)
    reply = await other.post("IncomingPhoneNumbers.json", AreaCode="415", AddressSid=made["sid"])
    assert reply.json["code"] == 21628
