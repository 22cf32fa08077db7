"""Calls as they are taken, refused, queued and dialled."""

import re
from datetime import timedelta

import msgspec
import pytest

from ringback.kernel import Job, SidSource
from ringback.store import Unit
from ringback.switch.model import Call
from ringback.transports.chance import SeededEntropy
from tests.rest.client import Client, basic
from tests.world.house import API

OWNED, LONDON = "+14155550100", "+442079460018"


async def test_a_call_is_taken_queued_and_dialled(world):
    made = await world.acme.post("Calls", To="(415) 555-0123", From=OWNED, Url="https://app.example/twiml")
    assert made.status == 201
    call = made.json
    assert re.fullmatch("CA[0-9a-f]{32}", call["sid"])
    assert (call["status"], call["direction"], call["price"], call["duration"]) == (
        "queued",
        "outbound-api",
        None,
        None,
    )
    assert (call["to"], call["to_formatted"], call["from_formatted"]) == (
        "+14155550123",
        "(415) 555-0123",
        "(415) 555-0100",
    )
    assert call["queue_time"] == "0" and call["phone_number_sid"].startswith("PN")
    assert call["subresource_uris"]["events"] == f"{API}/{world.acme.sid}/Calls/{call['sid']}/Events.json"
    await world.settle()
    assert world.exchange.dialled == [call["sid"]]
    assert (await world.acme.get(f"Calls/{call['sid']}")).json["status"] == "ringing"


REFUSED = [
    ({"To": None}, 21201),
    ({"From": None}, 21213),
    ({"To": "nonsense"}, 21211),
    ({"To": "client:a b"}, 21211),
    ({"To": "sip:nobody"}, 21227),
    ({"To": "911"}, 21216),
    ({"To": "+19005550123"}, 21202),
    ({"From": "Acme"}, 21212),
    ({"From": "client:alice"}, 21212),
    ({"From": "+14155550177"}, 21210),
    ({"CallerId": "+14155550177"}, 21210),
    ({"Twiml": None}, 21205),
    ({"Url": "ftp://x/"}, 21205),
    ({"Url": "not a url"}, 21205),
    ({"FallbackUrl": "/relative"}, 21205),
    ({"Twiml": "<Response>" + "x" * 4000}, 32018),
    ({"ApplicationSid": "AP" + "0" * 32}, 21218),
    ({"Method": "PUT"}, 21209),
    ({"SendDigits": "12x"}, 21206),
    ({"SendDigits": "1" * 33}, 21206),
    ({"Timeout": "4"}, 21208),
    ({"Timeout": "601"}, 21208),
    ({"TimeLimit": "14401"}, 20001),
    ({"StatusCallback": "nowhere"}, 21609),
    ({"StatusCallback": "https://a_b.example/"}, 21609),
    ({"StatusCallbackEvent": "started"}, 21626),
    ({"RecordingStatusCallbackEvent": "begun", "Record": "true"}, 21626),
    ({"RecordingChannels": "stereo"}, 20001),
    ({"SipAuthUsername": "x" * 256}, 21221),
    ({"SipAuthPassword": "x" * 256}, 21223),
    ({"MachineDetection": "Maybe"}, 21234),
    ({"MachineDetectionTimeout": "2"}, 21262),
    ({"MachineDetectionSpeechThreshold": "999"}, 21262),
    ({"CallReason": "x" * 51}, 20001),
    ({"Byoc": "BY" + "0" * 32}, 21300),
]


@pytest.mark.parametrize(("wrong", "code"), REFUSED, ids=lambda value: str(value)[:50])
async def test_what_cannot_be_dialled_is_refused_with_its_code(world, wrong: dict, code: int):
    form = {"To": "+14155550123", "From": OWNED, "Twiml": "<Response/>", **wrong}
    refused = await world.acme.post("Calls", **{name: value for name, value in form.items() if value is not None})
    assert (refused.status, refused.code) == (400, code), refused.text
    assert (await world.acme.get("Calls")).json["calls"] == []


async def test_url_goes_before_twiml_and_the_debugger_says_so(world):
    sid = (await world.call(Url="https://app.example/twiml", Twiml="<Response/>"))["sid"]
    alerts = (await world.acme.get("/monitor/v1/Alerts")).json["alerts"]
    assert [(alert["error_code"], alert["resource_sid"]) for alert in alerts] == [("32019", sid)]


async def test_clients_and_sip_addresses_are_called_too(world):
    client = await world.call(To="client:alice?room=7", From="client:bob")
    assert (client["to"], client["from"]) == ("client:alice?room=7", "client:bob")
    sip = await world.call(To="sip:carol@example.org;transport=tcp?X-Ticket=12", From="help-desk")
    assert sip["to"].startswith("sip:carol@example.org")
    assert len((await world.acme.get("Calls")).json["calls"]) == 2


async def test_an_applications_urls_go_before_those_of_the_request(world):
    form = {"FriendlyName": "Menu", "VoiceUrl": "https://menu.example/", "VoiceMethod": "GET"}
    application = (await world.acme.post("Applications", **form)).json["sid"]
    sid = (await world.call(ApplicationSid=application, Url="https://other.example/"))["sid"]
    await world.settle()
    await world.exchange.answer(sid)
    kept = await world.store.get(Call, sid)
    assert (kept.instructions.url, kept.instructions.method) == ("https://menu.example/", "GET")
    assert kept.application_sid == application


async def test_what_is_said_of_a_call_is_kept_for_the_switch(world):
    sid = (
        await world.call(
            Record="true",
            RecordingChannels="dual",
            Trim="do-not-trim",
            RecordingStatusCallback="https://app.example/recorded",
            StatusCallback="https://app.example/progress",
            StatusCallbackEvent=["initiated", "answered"],
            MachineDetection="DetectMessageEnd",
            MachineDetectionTimeout="12",
            AsyncAmd="true",
            AsyncAmdStatusCallback="https://app.example/amd",
            Timeout="25",
            TimeLimit="90",
        )
    )["sid"]
    call = await world.store.get(Call, sid)
    assert call.callback.events == ("initiated", "answered")
    dialling = call.dialling
    assert (dialling.timeout_s, dialling.time_limit_s, dialling.machine_detection) == (25, 90, "DetectMessageEnd")
    assert dialling.async_amd and dialling.async_amd_callback.url == "https://app.example/amd"
    assert (dialling.record.channels, dialling.record.trim, dialling.record.source) == ("dual", False, "OutboundAPI")
    assert dialling.record.callback.events == ("completed",)


async def test_digits_switch_machine_detection_off(world):
    sid = (await world.call(SendDigits="ww12#", MachineDetection="Enable"))["sid"]
    dialling = (await world.store.get(Call, sid)).dialling
    assert (dialling.send_digits, dialling.machine_detection) == ("ww12#", None)


MAGIC = [
    ({"From": "+15005550001"}, 21212),
    ({"From": OWNED}, 21210),
    ({"To": "+15005550001"}, 21217),
    ({"To": "+15005550002"}, 21214),
    ({"To": "+15005550003"}, 21215),
    ({"To": "+15005550004"}, 21216),
]


async def test_test_credentials_answer_by_their_magic_numbers_and_store_nothing(world):
    test = (await world.acme.own("GET", f"Accounts/{world.acme.sid}/TestCredentials")).json
    client = Client(world.api, auth=basic(test["sid"], test["auth_token"]))
    good = {"To": "+14155550123", "From": "+15005550006", "Url": "https://app.example/"}
    made = await client.post(f"{API}/{test['sid']}/Calls.json", good)
    assert (made.status, made.json["status"]) == (201, "queued"), made.text
    for wrong, code in MAGIC:
        refused = await client.post(f"{API}/{test['sid']}/Calls.json", {**good, **wrong})
        assert (refused.status, refused.code) == (400, code), refused.text
    await world.settle()
    assert (await world.acme.get("Calls")).json["calls"] == [] and world.exchange.dialled == []


async def test_a_suspended_accounts_queued_call_fails_and_tells_so(world):
    sub = await world.subaccount()
    number = (await world.buys(sub, "+12065550141"))["phone_number"]
    await world.acme.own("POST", f"Accounts/{sub.sid}/VoicePermissions", calls_per_s=0.1)
    told = world.customer.says("/progress")
    form = {"To": "+14155550123", "From": number, "Twiml": "<Response/>", "StatusCallback": told}
    made = [await sub.post("Calls", **form) for _ in range(2)]
    assert [reply.status for reply in made] == [201, 201], made[0].text
    await world.settle()
    assert (await world.acme.post(f"{API}/{sub.sid}.json", Status="suspended")).status == 200
    await world.leap(seconds=11)
    assert world.exchange.dialled == [made[0].json["sid"]]
    [heard] = [one for one in world.customer.heard if one.path == "/progress"]
    assert heard.form["CallStatus"] == "failed" and heard.form["ErrorCode"] == "10001"


# -- pacing


async def test_calls_of_a_paced_account_leave_one_after_the_other_in_their_order(world):
    await permits(world, calls_per_s=1)
    made = [(await world.call())["sid"] for _ in range(3)]
    await world.settle()
    assert world.exchange.dialled == made[:1]
    assert (await world.acme.get(f"Calls/{made[1]}")).json["status"] == "queued"
    await world.leap(seconds=1)
    assert world.exchange.dialled == made[:2]
    await world.leap(seconds=1)
    assert world.exchange.dialled == made
    waited = int((await world.acme.get(f"Calls/{made[2]}")).json["queue_time"])
    assert 1900 <= waited <= 2200


async def test_no_more_calls_are_up_than_an_account_may_have(world):
    await permits(world, max_calls=1)
    first, second = [(await world.call())["sid"] for _ in range(2)]
    await world.leap(seconds=5)
    assert world.exchange.dialled == [first]
    await world.exchange.end(first)
    await world.leap(seconds=2)
    assert world.exchange.dialled == [first, second]


async def test_a_network_is_given_no_more_calls_a_second_than_it_takes(world):
    await network(world, max_cps=0.05)  # one in twenty seconds: the clock runs on while this test does
    made = {(await world.call(To=LONDON))["sid"] for _ in range(3)}
    await world.settle()
    assert len(world.exchange.dialled) == 1
    await world.leap(seconds=20)
    assert len(world.exchange.dialled) == 2
    await world.leap(seconds=20)
    assert set(world.exchange.dialled) == made and len(world.exchange.dialled) == 3


async def test_a_network_is_given_no_more_calls_at_once_than_it_takes(world):
    await network(world, max_calls=1)
    both = {(await world.call(To=LONDON))["sid"] for _ in range(2)}
    await world.settle()
    await world.leap(seconds=20)
    [first] = world.exchange.dialled
    await world.exchange.end(first)
    await world.leap(seconds=2)
    assert set(world.exchange.dialled) == both and len(world.exchange.dialled) == 2


async def network(world, **limits: float) -> str:
    said = {"friendly_name": "Carrier", "host": "198.51.100.7", "prefixes": [{"prefix": "+44"}], **limits}
    made = await world.acme.own("POST", "Networks", **said)
    assert made.status == 201, made.text
    return made.json["sid"]


async def test_a_call_that_nobody_dialled_for_a_day_fails(world):
    """As after a day without a server."""
    told = world.customer.says("/progress")
    sid = await world.queued_call(StatusCallback=told)
    call = await world.store.get(Call, sid)
    old = msgspec.structs.replace(
        call, sid=SidSource(SeededEntropy(3)).new("CA", call.date_created - timedelta(hours=25))
    )
    job = Job(kind="voice.dial", key=old.sid, account_sid=world.acme.sid)
    await world.store.commit(Unit(insert=[old], jobs=[job]))
    await world.leap(seconds=2)
    assert (await world.acme.get(f"Calls/{old.sid}")).json["status"] == "failed"
    assert old.sid not in world.exchange.dialled
    [heard] = world.customer.heard
    assert (heard.form["CallStatus"], heard.form["ErrorCode"]) == ("failed", "15002")


async def permits(world, **limits: float) -> None:
    said = await world.acme.own("POST", f"Accounts/{world.acme.sid}/VoicePermissions", **limits)
    assert said.status == 200, said.text
