"""Calls that the API places, to handsets on the simulated carrier: real SIP, real RTP."""

import pytest

from tests.calls.conftest import ACME, ALICE, Line
from tests.media.signal import duration_s, has_tones
from tests.world.house import SPOKEN_HZ


async def test_every_step_is_told_in_its_order(line: Line):
    await line.phone(ALICE, {"wait_s": 5})
    callback = line.customer.url("/steps")
    events = ["initiated", "ringing", "answered", "completed"]
    sid = await line.call(verbs="<Say>Ahoy!</Say>", StatusCallback=callback, StatusCallbackEvent=events)
    told = await line.told("/steps", 4)
    assert [heard.form["CallStatus"] for heard in told] == ["initiated", "ringing", "in-progress", "completed"]
    assert [heard.form["SequenceNumber"] for heard in told] == ["0", "1", "2", "3"]
    assert all(heard.form["CallSid"] == sid and heard.is_signed_with(line.acme.token) for heard in told)
    assert told[-1].form["CallDuration"] == "1" and "CallDuration" not in told[0].form


async def test_what_is_said_is_heard_at_the_other_end_and_captioned(line: Line):
    await line.phone(ALICE, {"wait_s": 5})
    sid = await line.call(verbs="<Say>Ahoy!</Say><Say>Good bye.</Say>")
    done = await line.over(sid)
    assert (done["status"], done["direction"], done["duration"]) == ("completed", "outbound-api", "1")
    heard = await line.heard(ALICE)
    assert has_tones(heard, SPOKEN_HZ) and 0.3 < duration_s(heard) < 2.0
    call = await line.ended(ALICE)
    assert call["heard"]["captions"] == ["Ahoy!", "Good bye."] and call["sid"] == sid


@pytest.mark.parametrize(("reject", "status"), [("busy", "busy"), ("declined", "busy"), ("unreachable", "failed")])
async def test_a_phone_that_refuses_ends_the_call_as_it_said(line: Line, reject: str, status: str):
    await line.phone(ALICE, reject=reject)
    done = await line.over(await line.call(verbs="<Say>x</Say>"))
    assert (done["status"], done["duration"], done["price"]) == (status, "0", None)


async def test_nobody_answers_in_time(line: Line):
    await line.phone(ALICE, answers=None)
    sid = await line.call(verbs="<Say>x</Say>", Timeout="5")
    await line.became(sid, "ringing")
    leg = line.world.house.voice.switch.find(sid)
    leg.give_up()  # what the timer does after five seconds
    assert (await line.over(sid))["status"] == "no-answer"
    assert (await line.ended(ALICE))["ended_by"] == "far"


async def test_a_ringing_call_is_called_off(line: Line):
    await line.phone(ALICE, answers=None)
    sid = await line.call(verbs="<Say>x</Say>")
    await line.became(sid, "ringing")
    assert (await line.acme.post(f"Calls/{sid}", Status="canceled")).json["status"] == "canceled"
    assert (await line.ended(ALICE))["ended_by"] == "far"


async def test_a_live_call_is_hung_up(line: Line):
    await line.phone(ALICE, {"wait_s": 30})
    sid = await line.call(verbs="<Pause length='30'/>")
    await line.became(sid, "in-progress")
    assert (await line.acme.post(f"Calls/{sid}", Status="completed")).json["status"] == "completed"
    assert (await line.ended(ALICE))["ended_by"] == "far"
    again = await line.acme.post(f"Calls/{sid}", Status="completed")
    assert (again.status, again.json["code"]) == (400, 21220)


async def test_a_live_call_goes_on_with_another_document(line: Line):
    await line.phone(ALICE, {"wait_s": 30})
    sid = await line.call(verbs="<Pause length='30'/>")
    await line.became(sid, "in-progress")
    assert (await line.acme.post(f"Calls/{sid}", Twiml="<Response><Say>Changed</Say></Response>")).status == 200
    assert (await line.over(sid))["status"] == "completed"
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Changed"]


async def test_digits_are_sent_before_the_document(line: Line):
    await line.phone(ALICE, {"wait_s": 5})
    sid = await line.call(verbs="<Say>x</Say>", SendDigits="12#")
    await line.over(sid)
    assert (await line.ended(ALICE))["heard"]["digits"] == "12#"


async def test_a_document_that_fails_leads_to_the_fallback_and_the_debugger(line: Line):
    await line.phone(ALICE, {"wait_s": 5})
    broken = line.customer.says("/broken", "oops", status=500)
    sid = await line.call(Url=broken, FallbackUrl=line.says("/fallback", "<Say>Sorry</Say>"))
    await line.over(sid)
    (asked,) = await line.told("/fallback")
    assert (asked.form["ErrorCode"], asked.form["ErrorUrl"]) == ("11200", broken)
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Sorry"]


async def test_a_number_that_calls_itself_comes_to_an_end(line: Line):
    await line.number(f"<Dial>{ACME}</Dial>")
    await line.phone(ALICE, {"wait_s": 30})
    await line.rings(ALICE, {"wait_s": 30})

    async def all_over():
        found = await line.calls()
        done = [call["status"] not in ("queued", "ringing", "in-progress") for call in found]
        return found if len(found) > 5 and all(done) else None

    found = await line.until(all_over)
    assert len(found) < 30
    assert not line.world.house.voice.room.legs
