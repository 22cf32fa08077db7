"""Buying numbers, setting them up, moving and releasing them."""

import pytest

from ringback.kernel import Caller
from ringback.products.numbers.errors import NumberNotAvailable
from tests.products.numbers.conftest import record_of

SEATTLE, BOSTON, TOLL_FREE = "+12062841234", "+16172271234", "+18002341234"


async def test_a_bought_number_has_the_published_shape_and_can_be_fetched(acme):
    bought = await acme.buy(PhoneNumber=SEATTLE, SmsUrl="https://example.com/sms", SmsMethod="GET")
    assert set(bought) == {
        *("sid", "account_sid", "phone_number", "friendly_name", "address_requirements", "address_sid", "api_version"),
        *("beta", "capabilities", "date_created", "date_updated", "identity_sid", "bundle_sid", "origin", "status"),
        *("type", "voice_url", "voice_method", "voice_fallback_url", "voice_fallback_method", "voice_application_sid"),
        *("voice_caller_id_lookup", "voice_receive_mode", "sms_url", "sms_method", "sms_fallback_url"),
        *("sms_fallback_method", "sms_application_sid", "status_callback", "status_callback_method", "trunk_sid"),
        *("emergency_status", "emergency_address_sid", "emergency_address_status", "uri"),
    }
    assert bought["friendly_name"] == "(206) 284-1234"
    assert (bought["sms_url"], bought["sms_method"], bought["voice_method"]) == (
        "https://example.com/sms",
        "GET",
        "POST",
    )
    assert bought["type"] == "local"
    again = await acme.get(bought["uri"])
    assert again.json == bought


async def test_a_number_in_another_writing_is_the_same_number(acme):
    assert (await acme.buy(PhoneNumber="(206) 284-1234"))["phone_number"] == SEATTLE


async def test_an_owned_number_can_be_bought_by_nobody(acme, room, subaccount):
    await acme.buy(PhoneNumber=SEATTLE)
    other = room.desk(await subaccount("other"))
    for desk in (acme, other):
        reply = await desk.post("IncomingPhoneNumbers.json", PhoneNumber=SEATTLE)
        assert (reply.status, reply.json["code"]) == (400, 21422)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"PhoneNumber": "hello"}, 21421),
        ({"PhoneNumber": "+12345"}, 21421),
        ({"PhoneNumber": "+19992341234"}, 21421),  # nobody has this area code
        ({"PhoneNumber": "+19002341234"}, 21422),
        ({"AreaCode": "abc"}, 21451),
        ({"AreaCode": "999"}, 21451),
        ({"AreaCode": "800"}, 21457),
        ({"AreaCode": "206", "PhoneNumber": SEATTLE}, 21451),
        ({}, 21421),
        ({"PhoneNumber": SEATTLE, "SmsUrl": "not a url"}, 21402),
        ({"PhoneNumber": SEATTLE, "VoiceMethod": "FETCH"}, 21403),
        ({"PhoneNumber": SEATTLE, "FriendlyName": "x" * 65}, 20002),
        ({"PhoneNumber": SEATTLE, "SmsApplicationSid": "AP" + "0" * 32}, 20001),
        ({"PhoneNumber": SEATTLE, "AddressSid": "AD" + "0" * 32}, 21628),
        ({"PhoneNumber": SEATTLE, "EmergencyStatus": "Active"}, 21629),
        ({"PhoneNumber": "+4930123456"}, 21631),
    ],
)
async def test_what_cannot_be_bought_is_refused_with_its_code(acme, form, code):
    reply = await acme.post("IncomingPhoneNumbers.json", **form)
    assert (reply.status, reply.json["code"]) == (400, code), reply.json
    assert await acme.owned() == []


async def test_any_number_of_an_area_code_can_be_bought_one_after_the_other(acme):
    bought = {(await acme.buy(AreaCode="206"))["phone_number"] for _ in range(5)}
    assert len(bought) == 5
    assert all(number.startswith("+1206") for number in bought)


async def test_kinds_have_lists_of_their_own(acme):
    local = (await acme.available("US/Local", "PageSize=1"))[0]["phone_number"]
    mobile = (await acme.available("GB/Mobile", "PageSize=1"))[0]["phone_number"]
    for kind, number, type_ in (
        ("Local", local, "local"),
        ("Mobile", mobile, "mobile"),
        ("TollFree", TOLL_FREE, "toll-free"),
    ):
        reply = await acme.post(f"IncomingPhoneNumbers/{kind}.json", PhoneNumber=number)
        assert (reply.status, reply.json["type"]) == (201, type_)
        assert reply.json["uri"] == acme.at(f"IncomingPhoneNumbers/{reply.json['sid']}.json")
        assert await acme.owned(kind=f"/{kind}") == [number]
    assert sorted(await acme.owned()) == sorted([local, mobile, TOLL_FREE])
    wrong = await acme.post("IncomingPhoneNumbers/TollFree.json", PhoneNumber=SEATTLE)
    assert wrong.json["code"] == 21422
    missing = await acme.post("IncomingPhoneNumbers/Local.json", FriendlyName="none")
    assert (missing.status, missing.json["code"]) == (400, 21421)


async def test_a_number_found_under_mobile_is_bought_as_one(acme):
    number = (await acme.available("US/Mobile", "PageSize=1"))[0]["phone_number"]
    assert (await acme.buy(PhoneNumber=number))["type"] == "mobile"


async def test_lists_are_narrowed_by_part_of_the_number_and_by_name(acme):
    await acme.buy(PhoneNumber=SEATTLE, FriendlyName="west")
    await acme.buy(PhoneNumber=BOSTON, FriendlyName="east")
    assert await acme.owned("PhoneNumber=206") == [SEATTLE]
    assert await acme.owned("PhoneNumber=%2B1617*27") == [BOSTON]
    assert await acme.owned("PhoneNumber=%2B12062841234") == [SEATTLE]
    assert await acme.owned("FriendlyName=east") == [BOSTON]
    assert await acme.owned("Origin=hosted") == [] == await acme.owned("Beta=true")
    assert await acme.owned("Origin=twilio&Beta=false") == [BOSTON, SEATTLE]  # newest first
    assert await acme.owned("PhoneNumber=100%25_") == []


async def test_pages_hold_each_number_once(acme):
    bought = [(await acme.buy(AreaCode="212"))["phone_number"] for _ in range(3)]
    seen, link = [], acme.at("IncomingPhoneNumbers.json?PageSize=2")
    while link:
        page = (await acme.get(link)).json
        seen += [number["phone_number"] for number in page["incoming_phone_numbers"]]
        link = page["next_page_uri"]
    assert seen == bought[::-1]


async def test_setting_up_changes_what_was_said_and_empty_clears_it(acme, room):
    bought = await acme.buy(PhoneNumber=SEATTLE, VoiceUrl="https://example.com/v", VoiceMethod="GET")
    changed = await acme.post(bought["uri"], FriendlyName="front desk", SmsUrl="https://example.com/s")
    assert changed.status == 200
    assert changed.json["friendly_name"] == "front desk"
    assert changed.json["voice_url"] == "https://example.com/v"
    cleared = await acme.post(bought["uri"], VoiceUrl="", FriendlyName="")
    assert (cleared.json["voice_url"], cleared.json["voice_method"]) == (None, "GET")
    assert cleared.json["friendly_name"] == "(206) 284-1234"
    assert await room.told() == ["numbers.number.bought", *["numbers.number.configured"] * 2]
    last = record_of((await room.events())[-1])
    assert last["event_data"]["voice_url"] == {"previous": "https://example.com/v", "updated": None}


async def test_an_update_that_changes_nothing_is_not_told(acme, room):
    bought = await acme.buy(PhoneNumber=SEATTLE)
    assert (await acme.post(bought["uri"], VoiceMethod="POST")).json == bought
    assert await room.told() == ["numbers.number.bought"]


async def test_an_application_of_the_account_can_be_named(acme, room, seeded):
    caller = Caller(seeded.account.sid, seeded.account.sid, seeded.account.sid)
    application = await room.applications.create(caller, friendly_name="app")
    bought = await acme.buy(PhoneNumber=SEATTLE, SmsApplicationSid=application.sid)
    assert bought["sms_application_sid"] == application.sid


async def test_a_released_number_is_gone_and_for_sale_again(acme, room):
    bought = await acme.buy(PhoneNumber=SEATTLE)
    assert (await acme.delete(bought["uri"])).status == 204
    gone = await acme.get(bought["uri"])
    assert (gone.status, gone.json["code"]) == (404, 20404)
    assert await room.numbers.owner_of(SEATTLE) is None
    await acme.buy(PhoneNumber=SEATTLE)
    assert await room.told() == ["numbers.number.bought", "numbers.number.released", "numbers.number.bought"]


async def test_a_number_of_another_account_is_unknown(acme, room, subaccount):
    bought = await acme.buy(PhoneNumber=SEATTLE)
    other = room.desk(await subaccount("other"))
    for reply in (
        await other.get(f"IncomingPhoneNumbers/{bought['sid']}.json"),
        await other.post(f"IncomingPhoneNumbers/{bought['sid']}.json", FriendlyName="mine"),
        await other.delete(f"IncomingPhoneNumbers/{bought['sid']}.json"),
    ):
        assert (reply.status, reply.json["code"]) == (404, 20404)
    assert await other.owned() == []
    foreign = await other.get(bought["uri"])
    assert (foreign.status, foreign.json["code"]) == (401, 20003)


async def test_the_parent_moves_a_number_to_a_subaccount_and_back(acme, room, seeded, subaccount):
    west = await subaccount("west")
    bought = await acme.buy(PhoneNumber=SEATTLE, SmsUrl="https://example.com/s")
    moved = await acme.post(bought["uri"], AccountSid=west.sid)
    assert (moved.status, moved.json["account_sid"], moved.json["sms_url"]) == (200, west.sid, "https://example.com/s")
    assert await acme.owned() == []
    owner = await room.numbers.owner_of(SEATTLE)
    assert owner.account_sid == west.sid
    over = room.desk(seeded.account, under=west)
    back = await over.post(f"IncomingPhoneNumbers/{bought['sid']}.json", AccountSid=acme.account_sid)
    assert back.json["account_sid"] == acme.account_sid
    assert (await room.told())[1:] == ["numbers.number.transferred"] * 2


async def test_numbers_move_only_within_a_family_and_by_the_parent(acme, room, seeded, subaccount):
    west, east = await subaccount("west"), await subaccount("east")
    bought = await acme.buy(PhoneNumber=SEATTLE)
    stranger = await acme.post(bought["uri"], AccountSid="AC" + "0" * 32)
    assert stranger.json["code"] == 21471
    await acme.post(bought["uri"], AccountSid=west.sid)
    own = await room.desk(west).post(f"IncomingPhoneNumbers/{bought['sid']}.json", AccountSid=east.sid)
    assert own.json["code"] == 21470
    caller = Caller(seeded.account.sid, seeded.account.sid, seeded.account.sid)
    await room.accounts.update(caller, sid=east.sid, status="suspended")
    over = room.desk(seeded.account, under=west)
    inactive = await over.post(f"IncomingPhoneNumbers/{bought['sid']}.json", AccountSid=east.sid)
    assert inactive.json["code"] == 21472


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"PhoneNumber": "+15005550006"}, 201, None),
        ({"AreaCode": "500"}, 201, None),
        ({"PhoneNumber": "+15005550000"}, 400, 21422),
        ({"PhoneNumber": "+15005550001"}, 400, 21421),
        ({"AreaCode": "533"}, 400, 21452),
        ({"AreaCode": "415"}, 400, 21452),
        ({"PhoneNumber": SEATTLE}, 400, 21422),
        ({"PhoneNumber": "hello"}, 400, 21421),
        ({}, 400, 21421),
    ],
)
async def test_magic_numbers_answer_test_credentials_and_nothing_is_kept(acme, tester, room, form, status, code):
    reply = await tester.post("IncomingPhoneNumbers.json", **form)
    assert (reply.status, reply.json.get("code")) == (status, code)
    if status == 201:
        assert reply.json["phone_number"] == "+15005550006"
    assert await acme.owned() == []
    assert await room.told() == []


async def test_magic_numbers_mean_nothing_to_live_credentials(acme):
    reply = await acme.post("IncomingPhoneNumbers.json", PhoneNumber="+15005550006")
    assert reply.json["code"] == 21422


async def test_a_fictitious_number_can_be_bought_by_name_though_it_is_never_offered(acme):
    assert (await acme.buy(PhoneNumber="+14155550199"))["type"] == "local"
    assert await acme.available("US/Local", "Contains=%2B1415555") == []


async def test_test_credentials_can_do_nothing_else(tester):
    reply = await tester.get("IncomingPhoneNumbers.json")
    assert (reply.status, reply.json["code"]) == (403, 20008)


async def test_the_owner_of_an_address_is_found_over_all_accounts(room, acme, seeded, subaccount):
    west = await subaccount("west")
    number = await room.numbers.provision(west.sid, "+14155550100", sms_url="https://example.com/s")
    code = await room.short_codes.assign(west.sid, "894546")
    assert await room.numbers.owner_of("+14155550100") == number
    assert await room.numbers.owner_of("894546") == code
    assert await room.numbers.owner_of("ACME") is None
    assert await room.numbers.find_owned(west.sid, "+14155550100") == number
    assert await room.numbers.find_owned(west.sid, number.sid) == number
    assert await room.numbers.find_owned(west.sid, code.sid) == code
    assert await room.numbers.find_owned(seeded.account.sid, "+14155550100") is None
    assert await room.numbers.find_owned(seeded.account.sid, code.sid) is None


async def test_provisioning_twice_changes_nothing_and_never_takes_from_another(room, acme, seeded, subaccount):
    west = await subaccount("west")
    first = await room.numbers.provision(west.sid, "+14155550100")
    assert await room.numbers.provision(west.sid, "+14155550100") == first
    with pytest.raises(NumberNotAvailable):
        await room.numbers.provision(seeded.account.sid, "+14155550100")


async def test_a_closed_account_gives_back_all_it_owned(room, acme, seeded):
    await room.short_codes.assign(seeded.account.sid, "894546")
    for _ in range(3):
        await acme.buy(AreaCode="212")
    assert await room.numbers.release_all(seeded.account.sid) == 4
    assert await room.numbers.release_all(seeded.account.sid) == 0
    assert await room.numbers.owner_of("894546") is None
    assert await acme.owned() == []
    assert (await room.told()).count("numbers.number.released") == 3


async def test_buying_tells_the_kind_and_who_did_it(room, acme):
    await acme.buy(PhoneNumber=TOLL_FREE)
    told = record_of((await room.events())[-1])
    assert (told["kind"], told["country"], told["phone_number"]) == ("toll_free", "US", TOLL_FREE)
    assert (told["event_type"], told["actor_sid"]) == ("phone-number.created", acme.account_sid)
