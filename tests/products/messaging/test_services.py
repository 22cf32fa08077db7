"""Messaging Services: their settings, their pools, and who writes to whom."""

from pathlib import Path

import pytest

from tests.products.messaging.pools import (
    SERVICES,
    in_an_hour,
    now_is,
    owns,
    pool,
    sender_of,
    service,
    statuses,
    through,
)
from tests.webhooks.customer import Customer
from tests.world.house import HANDSET, Account, World, open_world

FIRST = "+14155550100"
FRISCO, FRISCO_TOO, OVERLAY = "+14155550171", "+14155550172", "+16285550173"
NEW_YORK, BOSTON = "+12125550174", "+16175550175"
TORONTO, TOLL_FREE, MOBILE = "+14165550176", "+18005550177", "+447400120178"
IN_TORONTO, IN_BRITAIN, IN_PARIS = "+14165550123", "+447400123456", "+33612345678"

DEFAULTS = {
    "friendly_name": "Shop",
    "inbound_request_url": None,
    "inbound_method": "POST",
    "fallback_url": None,
    "fallback_method": "POST",
    "status_callback": None,
    "sticky_sender": True,
    "mms_converter": True,
    "smart_encoding": True,
    "scan_message_content": "inherit",
    "fallback_to_long_code": False,
    "area_code_geomatch": True,
    "synchronous_validation": False,
    "validity_period": 36000,
    "usecase": "undeclared",
    "us_app_to_person_registered": False,
    "use_inbound_webhook_on_number": False,
}


# -- services and pools


async def test_a_service_begins_with_the_documented_settings_and_keeps_what_is_changed(world: World):
    sid = await service(world.acme)
    made = (await world.acme.get(f"{SERVICES}/{sid}")).json
    assert {name: made[name] for name in DEFAULTS} == DEFAULTS
    assert made["links"]["phone_numbers"] == f"{made['url']}/PhoneNumbers"

    url = "https://customer.example/in"
    changed = await world.acme.post(f"{SERVICES}/{sid}", InboundRequestUrl=url, StickySender="false", ValidityPeriod=60)
    assert changed.status == 200, changed.text
    assert (changed.json["inbound_request_url"], changed.json["validity_period"]) == (url, 60)
    cleared = (await world.acme.post(f"{SERVICES}/{sid}", InboundRequestUrl="")).json
    assert (cleared["inbound_request_url"], cleared["sticky_sender"]) == (None, False)

    assert [s["sid"] for s in (await world.acme.get(SERVICES)).json["services"]] == [sid]
    assert (await world.acme.delete(f"{SERVICES}/{sid}")).status == 204
    assert (await world.acme.get(f"{SERVICES}/{sid}")).code == 20404


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"FriendlyName": ""}, 20001),
        ({"FriendlyName": "x" * 65}, 20001),
        ({"FriendlyName": "Shop", "ValidityPeriod": 36001}, 21624),
        ({"FriendlyName": "Shop", "Usecase": "spam"}, 21713),
    ],
)
async def test_settings_out_of_bounds_are_refused(world: World, given, code):
    refused = await world.acme.post(SERVICES, **given)
    assert (refused.status, refused.code) == (400, code)


async def test_a_number_is_in_one_service_only_and_leaves_it_when_it_is_released(world: World):
    one, other = await service(world.acme), await service(world.acme)
    [number] = await owns(world, world.acme, FRISCO)
    joined = await world.acme.post(f"{SERVICES}/{one}/PhoneNumbers", PhoneNumberSid=number)
    assert (joined.status, joined.json["phone_number"], joined.json["country_code"]) == (201, FRISCO, "US")
    assert "SMS" in joined.json["capabilities"]
    again = await world.acme.post(f"{SERVICES}/{one}/PhoneNumbers", PhoneNumberSid=number)
    assert (again.status, again.json) == (201, joined.json)
    assert (await world.acme.post(f"{SERVICES}/{other}/PhoneNumbers", PhoneNumberSid=number)).code == 21712

    assert (await world.acme.delete(f"IncomingPhoneNumbers/{number}")).status == 204
    await world.settle()
    assert (await world.acme.get(f"{SERVICES}/{one}/PhoneNumbers")).json["phone_numbers"] == []


async def test_a_deleted_service_sets_its_numbers_free(world: World):
    one, other = await pool(world, FRISCO), await service(world.acme)
    assert (await world.acme.delete(f"{SERVICES}/{one}")).status == 204
    [number] = await owns(world, world.acme, FRISCO)
    assert (await world.acme.post(f"{SERVICES}/{other}/PhoneNumbers", PhoneNumberSid=number)).status == 201


async def test_a_pool_takes_no_more_than_400_numbers(world: World):
    sid = await service(world.acme)
    numbers = await owns(world, world.acme, *(f"+1415555{n:04}" for n in range(200, 601)))
    for number in numbers[:400]:
        await world.acme.post(f"{SERVICES}/{sid}/PhoneNumbers", PhoneNumberSid=number)
    full = await world.acme.post(f"{SERVICES}/{sid}/PhoneNumbers", PhoneNumberSid=numbers[400])
    assert (full.status, full.code) == (400, 21714)


async def test_short_codes_and_names_join_a_pool_too(world: World):
    sid = await service(world.acme)
    [code] = (await world.acme.get("SMS/ShortCodes")).json["short_codes"]
    joined = await world.acme.post(f"{SERVICES}/{sid}/ShortCodes", ShortCodeSid=code["sid"])
    assert (joined.status, joined.json["short_code"]) == (201, code["short_code"])

    names = f"{SERVICES}/{sid}/AlphaSenders"
    named = await world.acme.post(names, AlphaSender="Acme Ltd")
    assert (named.status, named.json["alpha_sender"], named.json["capabilities"]) == (201, "Acme Ltd", ["SMS"])
    assert (await world.acme.post(names, AlphaSender="Acme Ltd")).code == 21710
    assert (await world.acme.post(names, AlphaSender="Other")).code == 21714
    assert (await world.acme.post(names, AlphaSender="12345")).code == 21709
    assert (await world.acme.post(names)).code == 21708

    there = f"{SERVICES}/{sid}/DestinationAlphaSenders"
    french = await world.acme.post(there, AlphaSender="AcmeFR", IsoCountryCode="FR")
    assert (french.status, french.json["iso_country_code"]) == (201, "FR")
    assert {s["alpha_sender"] for s in (await world.acme.get(there)).json["alpha_senders"]} == {"Acme Ltd", "AcmeFR"}
    assert [s["alpha_sender"] for s in (await world.acme.get(names)).json["alpha_senders"]] == ["Acme Ltd"]
    assert (await world.acme.delete(f"{names}/{named.json['sid']}")).status == 204
    assert (await world.acme.get(f"{names}/{named.json['sid']}")).code == 20404


async def test_changes_stand_in_the_audit_log(world: World):
    sid = await pool(world, FRISCO)
    await world.acme.post(f"{SERVICES}/{sid}", FriendlyName="Store")
    await world.leap(seconds=10)
    events = (await world.acme.get("/monitor/v1/Events")).json["events"]
    kinds = {event["event_type"] for event in events}
    assert {"messaging-service.created", "messaging-service.updated", "messaging-service-sender.created"} <= kinds


# -- sending


async def test_a_message_is_accepted_then_queued_then_sent_and_only_then_has_a_sender(world: World):
    sid = await pool(world, FRISCO)
    sent = await through(world.acme, sid, StatusCallback=world.customer.url("/status"))
    assert (sent.status, sent.json["status"], sent.json["from"]) == (201, "accepted", None)
    assert (sent.json["num_segments"], sent.json["messaging_service_sid"]) == ("0", sid)

    await world.leap(seconds=10)
    now = await now_is(world.acme, sent)
    assert (now["status"], now["from"], now["num_segments"]) == ("delivered", FRISCO, "1")
    assert statuses(world) == ["queued", "sent", "delivered"]
    told = world.customer.heard[0].form
    assert (told["From"], told["MessagingServiceSid"]) == (FRISCO, sid)
    (shown,) = await world.screen()
    assert (shown["from"], shown["body"]) == (FRISCO, "hi")


async def test_a_service_that_is_not_ones_own_is_refused_at_once(world: World):
    other = await world.subaccount()
    refused = await through(other, await pool(world, FRISCO))
    assert (refused.status, refused.code) == (400, 21701)


async def test_an_empty_pool_fails_the_message_and_so_does_one_from_which_nobody_reaches(world: World):
    empty, abroad = await service(world.acme), await pool(world, TOLL_FREE)
    url = world.customer.url("/status")
    nobody = await through(world.acme, empty, StatusCallback=url)
    too_far = await through(world.acme, abroad, to=IN_PARIS)
    await world.leap(seconds=10)
    failed = [await now_is(world.acme, sent) for sent in (nobody, too_far)]
    assert [(m["status"], m["error_code"], m["from"]) for m in failed] == [
        ("failed", 21704, None),
        ("failed", 21703, None),
    ]
    assert statuses(world) == ["failed"]
    assert world.customer.heard[0].form["ErrorCode"] == "21704"


async def test_a_service_deleted_in_between_fails_what_it_has_accepted(world: World):
    sid = await pool(world, FRISCO)
    sent = await through(world.acme, sid, ScheduleType="fixed", SendAt=in_an_hour(world))
    await world.acme.delete(f"{SERVICES}/{sid}")
    await world.leap(hours=2)
    now = await now_is(world.acme, sent)
    assert (now["status"], now["error_code"]) == ("failed", 21701)


async def test_a_from_beside_the_service_must_be_in_its_pool(world: World):
    sid = await pool(world, FRISCO, NEW_YORK)
    asked = await through(world.acme, sid, From=NEW_YORK)
    assert (asked.json["status"], asked.json["from"]) == ("accepted", NEW_YORK)
    assert await sender_of(world, asked) == NEW_YORK
    assert (await through(world.acme, sid, From=FIRST)).code == 21711
    assert (await through(world.acme, sid, From="+14155550199")).code == 21606


async def test_the_services_own_settings_hold_where_the_request_says_nothing(world: World):
    settings = {"StatusCallback": world.customer.url("/service"), "ValidityPeriod": 60}
    sid = await pool(world, FRISCO, **settings)
    sent = await through(world.acme, sid, body="“smart” – quotes")
    assert sent.json["body"] == '"smart" - quotes'
    await world.leap(seconds=10)
    assert [heard.path for heard in world.customer.heard] == ["/service"] * 3

    await through(world.acme, sid, StatusCallback=world.customer.url("/own"))
    await world.leap(seconds=10)
    assert world.customer.heard[-1].path == "/own"

    await world.acme.own("PUT", "Line", is_down=True)
    late = await through(world.acme, sid)
    await world.leap(minutes=5)
    assert (await now_is(world.acme, late))["error_code"] == 30036


async def test_a_senders_full_queue_fails_the_message_later(world: World):
    sid = await pool(world, FRISCO)
    await world.acme.own("POST", f"Accounts/{world.acme.sid}/Settings", message_rate_per_s=0.0001)  # 3 in ten hours
    sent = []
    for n in range(5):
        sent.append(await through(world.acme, sid, f"+1415555012{n}"))
        await world.settle()
    now = [await now_is(world.acme, message) for message in sent]
    assert (now[-1]["status"], now[-1]["error_code"]) == ("failed", 30001)
    assert [m["status"] for m in now].count("queued") == 3


async def test_a_text_without_a_service_reads_nothing_from_the_database(world: World, monkeypatch):
    await world.acme.text()
    await world.leap(seconds=10)
    await world.house.runner.stop()
    await world.store.events.stop()  # readers look for events that others wrote, whenever they like
    asked: list[str] = []
    for name in ("fetch", "scan"):
        read = getattr(world.store.engine, name)
        monkeypatch.setattr(world.store.engine, name, lambda sql, row, read=read: asked.append(sql) or read(sql, row))
    assert (await world.acme.text()).status == 201
    assert asked == []


async def test_a_picture_goes_from_a_sender_that_can_carry_it(world: World):
    sid = await pool(world, MOBILE, FRISCO)
    picture = world.customer.says("/p.png", "png", content_type="image/png")
    sent = await through(world.acme, sid, MediaUrl=picture)
    await world.leap(seconds=10)
    now = await now_is(world.acme, sent)
    assert (now["status"], now["from"], now["num_segments"]) == ("delivered", FRISCO, "1")


async def test_what_was_accepted_before_the_process_died_is_chosen_for_by_the_next(
    database_url: str | None, tmp_path: Path, customer: Customer
):
    first = await open_world(database_url, tmp_path, customer)
    sid = await pool(first, FRISCO)
    await first.house.runner.stop()  # nothing more is done: as after a kill
    at_once = await through(first.acme, sid)
    later = await through(first.acme, sid, ScheduleType="fixed", SendAt=in_an_hour(first))
    await first.house.stop()

    second = await open_world(database_url, tmp_path, customer)
    second.acme = Account(second.api, first.acme.sid, first.acme.token)
    second.clock.leap_to(first.clock.now())
    await second.leap(seconds=10)
    assert [(await now_is(second.acme, m))["status"] for m in (at_once, later)] == ["delivered", "scheduled"]
    await second.leap(hours=2)
    assert (await now_is(second.acme, later))["status"] == "delivered"
    assert len(await second.screen()) == 2
    await second.house.stop()


async def test_test_credentials_cannot_use_a_service(world: World):
    sid = await pool(world, FRISCO)
    test = (await world.acme.own("GET", f"Accounts/{world.acme.sid}/TestCredentials")).json
    refused = await through(Account(world.api, test["sid"], test["auth_token"]), sid)
    assert (refused.status, refused.code) == (403, 20008)


# -- the choice


CHOICES = [
    ("the recipient's area code", [NEW_YORK, FRISCO], HANDSET, FRISCO),
    ("an overlay of it", [NEW_YORK, OVERLAY, BOSTON], HANDSET, OVERLAY),
    ("any number of the country", [MOBILE, NEW_YORK], HANDSET, NEW_YORK),
    ("the other country of North America", [MOBILE, TORONTO], HANDSET, TORONTO),
    ("any at all", [MOBILE], HANDSET, MOBILE),
    ("toll-free first in Canada", [TORONTO, TOLL_FREE], IN_TORONTO, TOLL_FREE),
    ("the recipient's country abroad", [FRISCO, MOBILE], IN_BRITAIN, MOBILE),
    ("a US number for another country", [MOBILE, FRISCO], IN_PARIS, FRISCO),
]


@pytest.mark.parametrize(("numbers", "to", "chosen"), [c[1:] for c in CHOICES], ids=[c[0] for c in CHOICES])
async def test_the_sender_is_the_nearest_number(world: World, numbers, to, chosen):
    sid = await pool(world, *numbers)
    assert await sender_of(world, await through(world.acme, sid, to)) == chosen


async def test_without_geomatch_any_number_of_the_country_may_write(world: World):
    sid = await pool(world, NEW_YORK, FRISCO, AreaCodeGeomatch="false")
    people = [f"+1415555012{n}" for n in range(4)]
    senders = [await sender_of(world, await through(world.acme, sid, to)) for to in people]
    assert sorted(senders) == sorted([NEW_YORK, FRISCO] * 2)


async def test_a_short_code_goes_before_numbers_and_a_name_before_numbers_abroad(world: World):
    sid = await pool(world, FRISCO, MOBILE)
    [code] = (await world.acme.get("SMS/ShortCodes")).json["short_codes"]
    await world.acme.post(f"{SERVICES}/{sid}/ShortCodes", ShortCodeSid=code["sid"])
    await world.acme.post(f"{SERVICES}/{sid}/AlphaSenders", AlphaSender="Acme")
    await world.acme.post(f"{SERVICES}/{sid}/DestinationAlphaSenders", AlphaSender="AcmeFR", IsoCountryCode="FR")
    senders = [await sender_of(world, await through(world.acme, sid, to)) for to in (HANDSET, IN_BRITAIN, IN_PARIS)]
    assert senders == [code["short_code"], "Acme", "AcmeFR"]


async def test_equals_are_used_alike_also_one_that_joins_later(world: World):
    sid = await pool(world, FRISCO, FRISCO_TOO)
    people = iter(f"+1415555{n}" for n in range(1200, 1300))
    for _ in range(10):
        await through(world.acme, sid, next(people))
    await world.settle()
    [late] = await owns(world, world.acme, "+14155550179")
    await world.acme.post(f"{SERVICES}/{sid}/PhoneNumbers", PhoneNumberSid=late)
    senders = [await sender_of(world, await through(world.acme, sid, next(people))) for _ in range(6)]
    assert sorted(senders) == sorted([FRISCO, FRISCO_TOO, "+14155550179"] * 2)


async def test_a_recipient_keeps_its_sender_until_that_leaves_the_pool(world: World):
    sid = await pool(world, FRISCO, FRISCO_TOO)
    first = await sender_of(world, await through(world.acme, sid))
    for n in range(3):
        await through(world.acme, sid, f"+141555501{n}9")
    sent = [await through(world.acme, sid) for _ in range(5)]
    assert {await sender_of(world, s) for s in sent} == {first}

    number = (await world.acme.get("IncomingPhoneNumbers", PhoneNumber=first)).json["incoming_phone_numbers"][0]["sid"]
    assert (await world.acme.delete(f"{SERVICES}/{sid}/PhoneNumbers/{number}")).status == 204
    other = await sender_of(world, await through(world.acme, sid))
    assert {first, other} == {FRISCO, FRISCO_TOO}
    await world.leap(seconds=10)
    await world.acme.post(f"{SERVICES}/{sid}/PhoneNumbers", PhoneNumberSid=number)
    assert await sender_of(world, await through(world.acme, sid)) == other


async def test_two_texts_at_once_to_a_new_recipient_come_from_one_sender(world: World):
    sid = await pool(world, FRISCO, FRISCO_TOO)
    both = [await through(world.acme, sid) for _ in range(2)]
    assert len({await sender_of(world, sent) for sent in both}) == 1


async def test_without_stickiness_every_message_is_chosen_for_anew(world: World):
    sid = await pool(world, FRISCO, FRISCO_TOO, StickySender="false")
    sent = [await through(world.acme, sid) for _ in range(4)]
    assert sorted([await sender_of(world, s) for s in sent]) == sorted([FRISCO, FRISCO_TOO] * 2)


async def test_whoever_writes_first_is_answered_from_the_number_they_wrote_to(world: World):
    sid = await pool(world, FRISCO, NEW_YORK, InboundRequestUrl=world.customer.says("/in", "<Response/>"))
    await texts(world, NEW_YORK)
    assert await sender_of(world, await through(world.acme, sid)) == NEW_YORK


# -- inbound


async def texts(world: World, to: str, body: str = "hello") -> str:
    sent = await world.acme.own("POST", f"Handsets/{HANDSET}/Messages", to=to, body=body)
    assert sent.status == 201, sent.text
    await world.leap(seconds=10)
    return sent.json["sid"]


async def test_a_text_to_the_pool_is_told_to_the_service_and_answered(world: World):
    answer = world.customer.says("/in", "<Response><Message>yes?</Message></Response>", content_type="text/xml")
    sid = await pool(world, FRISCO, InboundRequestUrl=answer)
    came = await texts(world, FRISCO)
    form = world.customer.heard[0].form
    assert (form["MessagingServiceSid"], form["Body"], form["To"]) == (sid, "hello", FRISCO)
    assert (await world.acme.get(f"Messages/{came}")).json["messaging_service_sid"] == sid
    assert "yes?" in [shown["body"] for shown in await world.screen()]


async def test_the_services_fallback_answers_when_its_url_fails(world: World):
    fallback = world.customer.says(
        "/fallback", "<Response><Message>sorry</Message></Response>", content_type="text/xml"
    )
    broken = world.customer.says("/in", "no", 500)
    await pool(world, FRISCO, InboundRequestUrl=broken, InboundMethod="GET", FallbackUrl=fallback)
    await texts(world, FRISCO)
    assert [heard.method for heard in world.customer.heard] == ["GET", "POST"]
    assert "sorry" in [shown["body"] for shown in await world.screen()]


async def test_the_numbers_own_url_answers_where_the_service_leaves_it_to_it(world: World):
    sid = await pool(world, FRISCO, UseInboundWebhookOnNumber="true", InboundRequestUrl=world.customer.url("/service"))
    number = (await world.acme.get(f"{SERVICES}/{sid}/PhoneNumbers")).json["phone_numbers"][0]["sid"]
    await world.acme.post(f"IncomingPhoneNumbers/{number}", SmsUrl=world.customer.says("/number", "<Response/>"))
    await texts(world, FRISCO)
    assert [(h.path, h.form["MessagingServiceSid"]) for h in world.customer.heard] == [("/number", sid)]


async def test_a_service_that_asks_nobody_drops_what_comes_in(world: World):
    await pool(world, FRISCO)
    await texts(world, FRISCO)
    assert (await world.acme.get("Messages")).json["messages"] == []
