"""Short codes: leased from outside, set up through the API."""

import pytest

from ringback.products.numbers.errors import InvalidShortCode, ShortCodeTaken


async def test_a_leased_code_is_listed_fetched_and_set_up(acme, room, seeded):
    code = await room.short_codes.assign(seeded.account.sid, "894546")
    (listed,) = (await acme.get("SMS/ShortCodes.json")).json["short_codes"]
    assert set(listed) == {
        *("sid", "account_sid", "short_code", "friendly_name", "api_version", "date_created", "date_updated"),
        *("sms_url", "sms_method", "sms_fallback_url", "sms_fallback_method", "uri"),
    }
    assert (listed["sid"], listed["short_code"], listed["friendly_name"]) == (code.sid, "894546", "894546")
    changed = await acme.post(listed["uri"], SmsUrl="https://example.com/s", SmsMethod="GET", FriendlyName="votes")
    assert (changed.json["sms_url"], changed.json["sms_method"]) == ("https://example.com/s", "GET")
    assert (await acme.get(listed["uri"])).json == changed.json
    cleared = await acme.post(listed["uri"], SmsUrl="", FriendlyName="")
    assert (cleared.json["sms_url"], cleared.json["friendly_name"]) == (None, "894546")
    assert (await room.numbers.owner_of("894546")).sms_url is None


async def test_lists_are_narrowed_by_code_and_name(acme, room, seeded):
    await room.short_codes.assign(seeded.account.sid, "894546", friendly_name="votes")
    await room.short_codes.assign(seeded.account.sid, "22333")

    async def listed(query: str) -> list[str]:
        return [code["short_code"] for code in (await acme.get(f"SMS/ShortCodes.json?{query}")).json["short_codes"]]

    assert await listed("ShortCode=894") == ["894546"]
    assert await listed("FriendlyName=22333") == ["22333"]
    assert await listed("FriendlyName=votes&ShortCode=9") == ["894546"]


async def test_a_code_belongs_to_one_account(acme, room, seeded, subaccount):
    west = await subaccount("west")
    code = await room.short_codes.assign(west.sid, "894546")
    assert await room.short_codes.assign(west.sid, "894546") == code
    with pytest.raises(ShortCodeTaken):
        await room.short_codes.assign(seeded.account.sid, "894546")
    foreign = await acme.get(f"SMS/ShortCodes/{code.sid}.json")
    assert (foreign.status, foreign.json["code"]) == (404, 20404)


async def test_only_five_or_six_digits_are_a_short_code(room, seeded):
    with pytest.raises(InvalidShortCode):
        await room.short_codes.assign(seeded.account.sid, "123")
