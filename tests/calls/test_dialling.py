"""Dial: one call leads to another, and the two are put through."""

from tests.calls.conftest import ACME, ALICE, BOB, CAROL, Line
from tests.media.signal import has_tones, tones_hz, tracks


async def child(line: Line, to: str = BOB):
    """The record of the dialled leg, once it has ended."""

    async def look():
        found = [call for call in await line.calls() if call["to"] == to]
        return found[0] if found and found[0]["status"] not in ("queued", "ringing", "in-progress") else None

    return await line.until(look)


async def test_two_phones_hear_each_other_and_the_dual_recording_has_each_on_its_channel(line: Line):
    line.says("/after", "<Hangup/>")
    await line.number(f'<Dial action="/after" record="record-from-answer-dual"><Number>{BOB}</Number></Dial>')
    await line.phone(BOB, {"play": line.sounds("/low", 440.0, 2.0)}, {"wait_s": 0.3}, {"hang_up": True})
    await line.rings(ALICE, {"play": line.sounds("/high", 700.0, 2.0)}, {"wait_s": 10})
    (after,) = await line.told("/after")
    assert (after.form["DialCallStatus"], after.form["DialBridged"]) == ("completed", "true")
    leg = await child(line)
    assert after.form["DialCallSid"] == leg["sid"] and leg["direction"] == "outbound-dial"
    assert leg["parent_call_sid"] == after.form["CallSid"]
    assert 700 in [round(hz) for hz in tones_hz(await line.heard(BOB))]
    sound = (await line.acme.get(f"Recordings/{after.form['RecordingUrl'][-34:]}.wav".replace(".wav", ""))).json
    await line.until(lambda: recorded(line, sound["sid"]))
    media = await line.acme.get(f"/2010-04-01/Accounts/{line.acme.sid}/Recordings/{sound['sid']}.wav")
    caller, callee = tracks(media.body)
    assert has_tones(caller, 700.0) and has_tones(callee, 440.0)


async def recorded(line: Line, sid: str):
    found = (await line.acme.get(f"Recordings/{sid}")).json
    return found if found["status"] == "completed" else None


async def test_of_phones_that_ring_at_once_one_answers_and_the_others_stop(line: Line):
    await line.number(f"<Dial><Number>{BOB}</Number><Number>{CAROL}</Number></Dial>")
    await line.phone(BOB, answers=None)
    await line.phone(CAROL, {"wait_s": 0.2}, {"hang_up": True}, answers=0.2)
    await line.rings(ALICE, {"wait_s": 10})
    assert (await child(line, CAROL))["status"] == "completed"
    assert (await child(line, BOB))["status"] == "canceled"
    assert (await line.ended(BOB))["answered_at"] is None


async def test_phones_ring_one_after_another_where_asked(line: Line):
    line.says("/after", "<Hangup/>")
    await line.number(f'<Dial sequential="true" action="/after"><Number>{BOB}</Number><Number>{CAROL}</Number></Dial>')
    await line.phone(BOB, reject="busy")
    await line.phone(CAROL, {"hang_up": True})
    await line.rings(ALICE, {"wait_s": 10})
    (after,) = await line.told("/after")
    assert after.form["DialCallStatus"] == "completed"
    assert (await child(line, BOB))["status"] == "busy"


async def test_a_busy_phone_leads_on_to_the_next_verb(line: Line):
    await line.number(f"<Dial><Number>{BOB}</Number></Dial><Say>Busy</Say>")
    await line.phone(BOB, reject="busy")
    await line.rings(ALICE, {"wait_s": 10})
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Busy"]


async def test_a_whisper_is_heard_first_and_can_decline(line: Line):
    line.says("/whisper", "<Say>A call for you</Say><Hangup/>")
    line.says("/after", "<Hangup/>")
    await line.number(f'<Dial action="/after"><Number url="{line.customer.url("/whisper")}">{BOB}</Number></Dial>')
    await line.phone(BOB, {"wait_s": 10})
    await line.rings(ALICE, {"wait_s": 10})
    (after,) = await line.told("/after")
    assert after.form["DialBridged"] == "false"
    assert (await line.ended(BOB))["heard"]["captions"] == ["A call for you"]


async def test_with_answer_on_bridge_the_caller_rings_until_the_callee_answers(line: Line):
    await line.number(f'<Dial answerOnBridge="true"><Number>{BOB}</Number></Dial>')
    await line.phone(BOB, reject="busy")
    await line.rings(ALICE, {"wait_s": 10})
    call = await line.ended(ALICE)
    assert call["answered_at"] is None
    (record,) = [one for one in await line.calls() if one["to"] == ACME]
    assert record["price"] is None


async def test_a_caller_who_hangs_up_calls_off_the_callee_and_the_action_is_told(line: Line):
    line.says("/after", "<Say>too late</Say>")
    await line.number(f'<Dial action="/after"><Number>{BOB}</Number></Dial>')
    await line.phone(BOB, answers=None)
    await line.rings(ALICE, {"wait_s": 0.5}, {"hang_up": True})
    (after,) = await line.told("/after")
    assert after.form["DialCallStatus"] == "canceled"
    assert (await child(line))["status"] == "canceled"


async def test_a_caller_who_hangs_up_in_a_recorded_talk_leaves_the_action_its_recording(line: Line):
    line.says("/after", "<Hangup/>")
    await line.number(f'<Dial action="/after" record="record-from-answer"><Number>{BOB}</Number></Dial>')
    await line.phone(BOB, {"wait_s": 10})
    await line.rings(ALICE, {"wait_s": 1.0}, {"hang_up": True})
    (after,) = await line.told("/after")
    found = (await line.acme.get(f"Recordings/{after.form['RecordingUrl'][-34:]}")).json
    assert found["call_sid"] == after.form["CallSid"]


async def test_the_star_key_drops_the_callee_and_the_caller_goes_on(line: Line):
    await line.number(f'<Dial hangupOnStar="true"><Number>{BOB}</Number></Dial><Say>Back</Say>')
    await line.phone(BOB, {"wait_s": 20})
    await line.rings(ALICE, {"wait_s": 0.8}, {"press": "*"}, {"wait_s": 10})
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Back"]
    assert (await line.ended(BOB))["ended_by"] == "far"


async def test_the_time_limit_ends_the_talk(line: Line):
    await line.number(f'<Dial timeLimit="1"><Number>{BOB}</Number></Dial><Say>Time is up</Say>')
    await line.phone(BOB, {"wait_s": 20})
    await line.rings(ALICE, {"wait_s": 10})
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Time is up"]


async def test_a_foreign_caller_id_is_refused_and_told(line: Line):
    line.says("/after", "<Hangup/>")
    await line.number(f'<Dial callerId="+14155559999" action="/after"><Number>{BOB}</Number></Dial>')
    await line.rings(ALICE, {"wait_s": 10})
    (after,) = await line.told("/after")
    assert after.form["DialCallStatus"] == "failed"


async def test_an_application_answers_as_a_leg_of_its_own(line: Line):
    made = await line.acme.post("Applications", FriendlyName="shop", VoiceUrl=line.says("/app", "<Say>Shop</Say>"))
    await line.number(
        f"<Dial><Application><ApplicationSid>{made.json['sid']}</ApplicationSid>"
        '<Parameter name="Colour" value="blue"/></Application></Dial><Say>Back</Say>'
    )
    await line.rings(ALICE, {"wait_s": 10})
    (asked,) = await line.told("/app")
    assert asked.form["Colour"] == "blue" and asked.form["ParentCallSid"]
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Back"]


async def test_a_dialled_leg_that_is_redirected_leaves_its_caller_behind(line: Line):
    await line.number(f"<Dial><Number>{BOB}</Number></Dial><Say>Alone</Say>")
    await line.phone(BOB, {"wait_s": 20})
    await line.rings(ALICE, {"wait_s": 10})

    async def bridged():
        found = [call for call in await line.calls(Status="in-progress") if call["to"] == BOB]
        return found[0] if found else None

    leg = await line.until(bridged)
    await line.acme.post(f"Calls/{leg['sid']}", Twiml="<Response><Say>Elsewhere</Say></Response>")
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Alone"]
    assert (await line.ended(BOB))["heard"]["captions"] == ["Elsewhere"]
