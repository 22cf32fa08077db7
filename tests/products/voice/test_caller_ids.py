"""Numbers that are verified by calling them."""

import re
from urllib.parse import urlsplit

import pytest

from ringback.switch.model import Call

NUMBER = "+14155550188"


async def asks(world, **params: str) -> tuple[dict, str]:
    """A validation that was asked for, and where its call fetches what comes next."""
    asked = await world.acme.post("OutgoingCallerIds", PhoneNumber=NUMBER, **params)
    assert asked.status == 200, asked.text
    call = await world.store.get(Call, asked.json["call_sid"])
    action = re.search('action="([^"]+)"', call.instructions.twiml)
    return asked.json, urlsplit(action[1]).path


async def keys(world, path: str, digits: str) -> str:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = f"CallSid=CA&Digits={digits}".encode()
    said = await world.api_client().ask("POST", path, body=body, headers=headers)
    assert said.status == 200, said.text
    return said.text


async def test_whoever_keys_in_the_code_verifies_the_number(world):
    told = world.customer.says("/verified")
    asked, path = await asks(world, FriendlyName="Desk", StatusCallback=told)
    assert re.fullmatch(r"\d{6}", asked["validation_code"]) and asked["phone_number"] == NUMBER
    await world.settle()
    assert world.exchange.dialled == [asked["call_sid"]]
    assert (await world.acme.post("Calls", To="+14155550123", From=NUMBER, Twiml="<Response/>")).code == 21210
    await keys(world, path, asked["validation_code"])
    await world.settle()
    [heard] = [one for one in world.customer.heard if one.path == "/verified"]
    [verified] = (await world.acme.get("OutgoingCallerIds")).json["outgoing_caller_ids"]
    assert (verified["phone_number"], verified["friendly_name"]) == (NUMBER, "Desk")
    assert heard.form["VerificationStatus"] == "success"
    assert (heard.form["OutgoingCallerIdSid"], heard.form["To"]) == (verified["sid"], NUMBER)
    call = await world.call(From=NUMBER)
    assert call["phone_number_sid"] == verified["sid"]
    again = await world.acme.post("OutgoingCallerIds", PhoneNumber=NUMBER)
    assert (again.status, again.code) == (400, 21450)


async def test_three_wrong_codes_fail(world):
    told = world.customer.says("/verified")
    asked, path = await asks(world, StatusCallback=told)
    wrong = f"{(int(asked['validation_code']) + 1) % 1_000_000:06d}"
    assert "<Gather" in await keys(world, path, wrong) and "<Gather" in await keys(world, path, wrong)
    assert "<Gather" not in await keys(world, path, wrong)
    assert "verified" not in await keys(world, path, asked["validation_code"])
    await world.settle()
    assert [one.form["VerificationStatus"] for one in world.customer.heard if one.path == "/verified"] == ["failed"]
    assert (await world.acme.get("OutgoingCallerIds")).json["outgoing_caller_ids"] == []


async def test_a_call_that_ends_without_a_code_fails(world):
    told = world.customer.says("/verified")
    asked, _ = await asks(world, StatusCallback=told)
    await world.leap(seconds=20)
    assert not world.customer.heard
    await world.exchange.end(asked["call_sid"])
    await world.leap(seconds=10)
    assert [one.form["VerificationStatus"] for one in world.customer.heard] == ["failed"]


async def test_a_forged_address_says_nothing(world):
    _, path = await asks(world)
    forged = await world.api_client().ask("POST", path[:-4] + "0000")
    assert forged.status == 403


async def test_the_call_is_made_after_its_delay_with_its_extension(world):
    asked, _ = await asks(world, CallDelay="30", Extension="12w3")
    await world.leap(seconds=20)
    assert world.exchange.dialled == []
    await world.leap(seconds=15)
    assert world.exchange.dialled == [asked["call_sid"]]
    assert (await world.store.get(Call, asked["call_sid"])).dialling.send_digits == "12w3"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"PhoneNumber": "abc"}, 21453),
        ({"CallDelay": "61"}, 21455),
        ({"FriendlyName": "x" * 65}, 21454),
        ({"Extension": "1x"}, 21456),
    ],
)
async def test_what_cannot_be_verified_is_refused(world, wrong, code):
    refused = await world.acme.post("OutgoingCallerIds", **{"PhoneNumber": NUMBER, **wrong})
    assert (refused.status, refused.code) == (400, code), refused.text
    assert (await world.acme.get("Calls")).json["calls"] == []


async def test_a_verified_number_is_renamed_found_and_forgotten(world):
    asked, path = await asks(world)
    await keys(world, path, asked["validation_code"])
    [verified] = (await world.acme.get("OutgoingCallerIds", PhoneNumber=NUMBER)).json["outgoing_caller_ids"]
    assert verified["friendly_name"] == "(415) 555-0188"
    at = f"OutgoingCallerIds/{verified['sid']}"
    assert (await world.acme.post(at, FriendlyName="Front desk")).json["friendly_name"] == "Front desk"
    assert len((await world.acme.get("OutgoingCallerIds", FriendlyName="Front desk")).json["outgoing_caller_ids"]) == 1
    assert (await world.acme.delete(at)).status == 204
    assert (await world.acme.get(at)).status == 404
