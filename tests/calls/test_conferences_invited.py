"""Those who are dialled into a room: from the queue to the end, or to a failure."""

import pytest

from tests.calls.conftest import ALICE, BOB, CAROL, Line
from tests.calls.meeting import Meeting
from tests.media.signal import has_tones, tones_hz

EVENTS = {"ConferenceStatusCallbackEvent": ["start", "end", "join", "leave"]}
QUIET = {"Beep": "false", "WaitUrl": ""}


async def told(line: Line, word: str):
    async def look():
        found = [heard.form for heard in line.customer.heard if heard.path == "/events"]
        return next((form for form in found if form["StatusCallbackEvent"] == word), None)

    return await line.until(look)


async def test_two_are_called_into_a_room_and_hear_each_other(line: Line):
    room = Meeting(line)
    await line.phone(ALICE, {"play": line.sounds("/high", 700.0, 3.0)}, {"wait_s": 10})
    await line.phone(BOB, {"play": line.sounds("/low", 440.0, 3.0)}, {"wait_s": 0.5}, {"hang_up": True}, answers=0.3)
    first = await room.invite(ALICE, **QUIET)
    assert first["status"] == "queued"
    second = await room.invite(BOB, **QUIET)
    assert first["conference_sid"] == second["conference_sid"]
    await room.on("in-progress")
    await line.over(second["call_sid"])
    left = (await line.acme.get(f"Conferences/{room.sid}/Participants/{first['call_sid']}")).json
    assert left["status"] == "connected"
    await room.kick(first["call_sid"])
    assert (await room.on("completed"))["reason_conference_ended"] == "last-participant-kicked"
    assert (await line.over(first["call_sid"]))["status"] == "completed"
    assert 440 in [round(hz) for hz in tones_hz(await line.heard(ALICE))]
    assert 700 in [round(hz) for hz in tones_hz(await line.heard(BOB))]


@pytest.mark.parametrize(("early", "status"), [("false", "busy"), ("true", "busy")])
async def test_one_who_is_busy_fails_and_the_room_is_told(line: Line, early: str, status: str):
    room = Meeting(line)
    await line.phone(BOB, reject="busy")
    callback = {"ConferenceStatusCallback": line.customer.url("/events"), **EVENTS}
    made = await room.invite(BOB, EarlyMedia=early, Label="bob", **callback, **QUIET)
    left = await told(line, "participant-leave")
    assert (left["ParticipantCallStatus"], left["ReasonParticipantLeft"]) == (status, "participant_add_failed")
    assert (left["CallSid"], left["ParticipantLabel"]) == (made["call_sid"], "bob")
    await told(line, "conference-end")
    assert (await room.on("completed"))["reason_conference_ended"] == "last-participant-left"


async def test_one_who_rings_is_in_the_room_already_and_the_others_hear_it_ring(line: Line):
    room = Meeting(line)
    await line.phone(ALICE, {"wait_s": 20})
    first = await room.invite(ALICE, **QUIET)
    await line.became(first["call_sid"], "in-progress")
    await line.phone(BOB, answers=None)
    second = await room.invite(BOB, **QUIET)
    await room.on("in-progress", count=2)

    async def rings():
        found = (await line.acme.get(f"Conferences/{room.sid}/Participants/{second['call_sid']}")).json
        return found["status"] == "ringing"

    assert await line.until(rings)

    async def heard():
        (call, *_) = (await line.acme.own("GET", f"Handsets/{ALICE}/Calls")).json["items"]
        pcm = (await line.acme.get(call["heard"]["audio_url"].partition("8080")[2])).body[-6400:]
        return has_tones(pcm, 440.0, 480.0)

    assert await line.until(heard)
    await line.acme.post(f"Calls/{second['call_sid']}", Status="canceled")
    await room.on("in-progress", count=1)


async def test_without_early_media_one_joins_when_the_phone_is_answered(line: Line):
    room = Meeting(line)
    await line.phone(ALICE, {"wait_s": 20})
    first = await room.invite(ALICE, **QUIET)
    await line.became(first["call_sid"], "in-progress")
    await line.phone(BOB, {"wait_s": 20}, answers=1.0)
    second = await room.invite(BOB, EarlyMedia="false", **QUIET)
    await line.became(second["call_sid"], "ringing")
    assert (await room.on())["status"] == "init"
    await room.on("in-progress", count=2)


async def test_kicking_one_who_rings_calls_the_phone_off(line: Line):
    room = Meeting(line)
    await line.phone(BOB, answers=None)
    made = await room.invite(BOB, EarlyMedia="false", **QUIET)
    await line.became(made["call_sid"], "ringing")
    await room.kick(made["call_sid"])
    assert (await line.over(made["call_sid"]))["status"] == "canceled"
    assert (await room.on("completed"))["status"] == "completed"


async def test_the_end_of_the_room_ends_the_calls_it_made(line: Line):
    room = Meeting(line)
    await line.phone(ALICE, {"wait_s": 20})
    await line.phone(BOB, answers=None)
    calls = [(await room.invite(number, **QUIET))["call_sid"] for number in (ALICE, BOB)]
    await line.became(calls[0], "in-progress")
    await line.became(calls[1], "ringing")
    await room.update(Status="completed")
    assert [(await line.over(sid))["status"] for sid in calls] == ["completed", "canceled"]


async def test_a_document_takes_one_who_was_invited_out_of_the_room(line: Line):
    room = Meeting(line)
    await line.phone(ALICE, {"wait_s": 20})
    made = await room.invite(ALICE, **QUIET)
    await line.became(made["call_sid"], "in-progress")
    await line.acme.post(f"Calls/{made['call_sid']}", Twiml="<Response><Say>Elsewhere</Say></Response>")
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Elsewhere"]
    await room.on("completed")


async def test_a_room_that_is_full_takes_no_more_whether_they_are_there_or_on_the_way(line: Line):
    room = Meeting(line)
    for number in (ALICE, BOB, CAROL):
        await line.phone(number, {"wait_s": 20}, answers=None)
    await room.invite(ALICE, MaxParticipants="2", **QUIET)
    await room.invite(BOB, **QUIET)
    refused = await line.acme.post("Conferences/room/Participants", To=CAROL, From="+14155550100")
    assert (refused.status, refused.json["code"]) == (400, 16020)
    taken = await line.acme.post("Conferences/other/Participants", To=CAROL, From="+14155550100", Label="x")
    again = await line.acme.post("Conferences/other/Participants", To=BOB, From="+14155550100", Label="x")
    assert (taken.status, again.status, again.json["code"]) == (201, 400, 16026)
