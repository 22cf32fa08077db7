"""A text on its way out: accepted, sent, delivered or not, and told of in order."""

import pytest

from tests.world.house import HANDSET, Account, World


def statuses(world: World) -> list[str]:
    return [heard.form["MessageStatus"] for heard in world.customer.heard]


async def fetched(account: Account, sid: str) -> dict:
    return (await account.get(f"Messages/{sid}")).json


async def test_a_text_is_queued_then_sent_then_delivered_and_each_step_is_told_in_order(world: World):
    sent = await world.acme.text(StatusCallback=world.customer.url("/status"))
    assert (sent.status, sent.json["status"], sent.json["price"]) == (201, "queued", None)

    await world.leap(seconds=1)
    assert statuses(world) == ["sent", "delivered"]
    told = world.customer.heard[-1].form
    assert (told["MessageSid"], told["SmsSid"], told["To"]) == (sent.json["sid"], sent.json["sid"], HANDSET)
    assert len(told["RawDlrDoneDate"]) == 10
    assert all(heard.is_signed_with(world.acme.token) for heard in world.customer.heard)

    now = await fetched(world.acme, sent.json["sid"])
    assert (now["status"], now["error_code"]) == ("delivered", None)
    assert now["date_sent"] is not None and float(now["price"]) < 0


async def test_a_text_to_a_phone_switched_off_ends_undelivered(world: World):
    await world.script(sms={"outcome": "undelivered", "error_code": 30003})
    sent = (await world.acme.text(StatusCallback=world.customer.url("/status"))).json
    await world.leap(minutes=10)

    now = await fetched(world.acme, sent["sid"])
    assert (now["status"], now["error_code"]) == ("undelivered", 30003)
    assert statuses(world) == ["sent", "undelivered"]
    assert world.customer.heard[-1].form["ErrorCode"] == "30003"
    assert await world.screen() == []


async def test_a_carrier_that_fails_a_text_makes_it_failed(world: World):
    await world.script(sms={"outcome": "failed", "error_code": 30007})
    sent = (await world.acme.text()).json
    await world.leap(minutes=1)
    now = await fetched(world.acme, sent["sid"])
    assert (now["status"], now["error_code"], now["error_message"]) == ("failed", 30007, "Message filtered")


async def test_without_a_receipt_it_stays_sent(world: World):
    await world.script(sms={"outcome": "silent"})
    sent = (await world.acme.text()).json
    await world.leap(hours=30)
    assert (await fetched(world.acme, sent["sid"]))["status"] == "sent"


async def test_receipts_that_come_twice_and_late_change_nothing_and_bill_nothing_twice(world: World):
    await world.script(sms={"outcome": "delivered", "duplicates": 2})
    sent = (await world.acme.text(StatusCallback=world.customer.url("/status"))).json
    await world.leap(minutes=5)
    assert statuses(world) == ["sent", "delivered"]
    trace = (await world.acme.own("GET", f"Messages/{sent['sid']}/Trace")).json
    assert [receipt["applied"] for receipt in trace["receipts"]] == [True, False, False]
    records = (await world.acme.get("Usage/Records/AllTime", Category="sms-outbound")).json["usage_records"]
    assert [record["count"] for record in records] == ["1"]


async def test_a_carrier_that_is_down_is_tried_again_until_it_is_up(world: World):
    await world.acme.own("PUT", "Line", is_down=True)
    sent = (await world.acme.text()).json
    await world.leap(minutes=5)
    assert (await fetched(world.acme, sent["sid"]))["status"] == "queued"
    await world.acme.own("PUT", "Line", is_down=False)
    await world.leap(minutes=5)
    assert (await fetched(world.acme, sent["sid"]))["status"] == "delivered"


async def test_what_waits_longer_than_its_validity_fails(world: World):
    await world.acme.own("PUT", "Line", is_down=True)
    sent = (await world.acme.text(ValidityPeriod=60)).json
    await world.leap(minutes=30)
    now = await fetched(world.acme, sent["sid"])
    assert (now["status"], now["error_code"]) == ("failed", 30036)


async def test_a_long_text_arrives_whole_and_is_paid_by_the_part(world: World):
    body = "ä" * 160 + "€" * 60
    sent = (await world.acme.text(body=body)).json
    await world.leap(seconds=1)
    (shown,) = await world.screen()
    assert (sent["num_segments"], shown["parts"], shown["body"]) == ("2", 2, body)
    one = (await world.acme.text(body="short")).json
    await world.leap(seconds=1)
    prices = [float((await fetched(world.acme, sid))["price"]) for sid in (sent["sid"], one["sid"])]
    assert prices[0] == pytest.approx(2 * prices[1])


REFUSED = [
    ({"To": ""}, 21604),
    ({"To": "12"}, 21211),
    ({"From": ""}, 21603),
    ({"From": "?"}, 21212),
    ({"From": "+14155550199"}, 21606),
    ({"Body": ""}, 21602),
    ({"Body": "x" * 1601}, 21617),
    ({"MediaUrl": [f"http://x/{n}" for n in range(11)]}, 21623),
    ({"MediaUrl": "ftp://x/y"}, 21620),
    ({"StatusCallback": "nowhere"}, 21609),
    ({"ValidityPeriod": "36001"}, 21624),
    ({"ValidityPeriod": "0"}, 21624),
    ({"From": "Acme"}, 21612),
    ({"From": "24365", "To": "+442079460018"}, 21612),
    ({"To": "+14155550100"}, 21266),
    ({"MessagingServiceSid": "MG" + "1" * 32}, 21701),
    ({"SendAt": "2030-01-01T00:00:00Z"}, 35119),
    ({"ScheduleType": "fixed", "SendAt": "2030-01-01T00:00:00Z"}, 35118),
]


@pytest.mark.parametrize(("params", "code"), REFUSED, ids=[f"{code}-{next(iter(p))}" for p, code in REFUSED])
async def test_what_cannot_be_sent_is_refused_with_its_code_and_leaves_nothing(world: World, params, code):
    refused = await world.acme.text(**params)
    assert (refused.status, refused.code) == (400, code)
    assert (await world.acme.get("Messages")).json["messages"] == []


async def test_a_name_may_write_abroad(world: World):
    sent = await world.acme.text(to="+447400123456", From="Acme Ltd")
    assert (sent.status, sent.json["from"]) == (201, "Acme Ltd")


async def test_another_accounts_number_is_no_sender(world: World):
    other = await world.subaccount()
    refused = await other.text()
    assert (refused.status, refused.code) == (400, 21606)


async def test_an_application_hears_of_progress_unless_the_request_names_its_own_url(world: World):
    app = (await world.acme.post("Applications", MessageStatusCallback=world.customer.url("/app"))).json["sid"]
    await world.acme.text(ApplicationSid=app)
    await world.leap(seconds=1)
    await world.acme.text(ApplicationSid=app, StatusCallback=world.customer.url("/own"))
    await world.leap(seconds=1)
    assert [heard.path for heard in world.customer.heard] == ["/app", "/app", "/own", "/own"]


async def test_redaction_takes_the_body_everywhere_and_only_once_it_is_sent(world: World):
    await world.acme.own("PUT", "Line", is_down=True)
    sent = (await world.acme.text(body="secret")).json
    in_flight = await world.acme.post(f"Messages/{sent['sid']}", Body="")
    assert (in_flight.status, in_flight.code) == (409, 20009)
    assert (await world.acme.delete(f"Messages/{sent['sid']}")).status == 409

    await world.acme.own("PUT", "Line", is_down=False)
    await world.leap(minutes=5)
    refused = await world.acme.post(f"Messages/{sent['sid']}", Body="other words")
    assert refused.status == 400
    redacted = await world.acme.post(f"Messages/{sent['sid']}", Body="")
    assert redacted.status == 200, redacted.text
    assert (redacted.status, redacted.json["body"], redacted.json["status"]) == (200, "", "delivered")

    assert (await world.acme.delete(f"Messages/{sent['sid']}")).status == 204
    assert (await world.acme.get(f"Messages/{sent['sid']}")).code == 20404


async def test_a_message_that_is_not_scheduled_cannot_be_called_off(world: World):
    sent = (await world.acme.text()).json
    refused = await world.acme.post(f"Messages/{sent['sid']}", Status="canceled")
    assert (refused.status, refused.code) == (400, 30409)


async def test_discarded_content_is_gone_once_it_is_sent(world: World):
    sent = (await world.acme.text(body="secret", ContentRetention="discard", AddressRetention="obfuscate")).json
    await world.leap(seconds=1)
    now = await fetched(world.acme, sent["sid"])
    assert (now["body"], now["to"]) == ("", "+1415555XXXX")
    (shown,) = await world.screen()
    assert shown["body"] == "secret"


async def test_the_same_key_sends_once_and_answers_the_same(world: World):
    key = {"Idempotency-Key": "order-77"}
    first = await world.acme.post("Messages", key, To=HANDSET, From="+14155550100", Body="once")
    await world.leap(seconds=1)
    again = await world.acme.post("Messages", key, To=HANDSET, From="+14155550100", Body="once")
    other = await world.acme.post("Messages", key, To=HANDSET, From="+14155550100", Body="twice")
    assert (again.status, again.json) == (201, first.json)
    assert (other.status, other.code) == (409, 20409)
    assert len(await world.screen()) == 1


async def test_lists_are_filtered_by_number_and_day(world: World):
    await world.acme.text(to="+14155550124", body="to another")
    await world.acme.text(body="to the handset")
    await world.leap(seconds=1)
    listed = (await world.acme.get("Messages", To="+14155550124")).json["messages"]
    assert [message["body"] for message in listed] == ["to another"]
    today = f"{world.clock.now():%Y-%m-%d}"
    assert len((await world.acme.get("Messages", DateSent=today)).json["messages"]) == 2
    assert (await world.acme.get("Messages", **{"DateSent<": "2020-01-01"})).json["messages"] == []


async def test_a_suspended_subaccount_sends_nothing_not_even_what_was_queued(world: World):
    sub = await world.subaccount()
    await world.buys(sub, "+14155551234")
    await world.acme.own("PUT", "Line", is_down=True)
    sent = (await sub.text(From="+14155551234")).json
    suspended = await world.acme.post(f"/2010-04-01/Accounts/{sub.sid}.json", Status="suspended")
    assert suspended.json["status"] == "suspended"
    await world.acme.own("PUT", "Line", is_down=False)
    await world.leap(minutes=5)
    as_parent = Account(world.api, world.acme.sid, world.acme.token, acts_for=sub.sid)
    now = await fetched(as_parent, sent["sid"])
    assert (now["status"], now["error_code"]) == ("failed", 30002)


async def test_credentials_for_tests_store_and_send_nothing(world: World):
    test = await world.house.accounts.seed()
    trial = Account(world.api, test.test.sid, test.test.auth_token)
    sent = await trial.text(From="+15005550006")
    assert (sent.status, sent.json["status"]) == (201, "queued")
    for number, code in {"+15005550001": 21211, "+15005550004": 21610, "+15005550009": 21614}.items():
        assert (await trial.text(to=number, From="+15005550006")).code == code
    assert (await trial.text(From="+15005550008")).code == 21611
    assert (await trial.get("Messages")).code == 20008
    assert (await world.acme.get("Messages")).json["messages"] == []
