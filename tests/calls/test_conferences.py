"""Conferences as callers meet them: who waits, who hears whom, who leaves, and what they are told."""

from itertools import groupby

import pytest

from tests.calls.conftest import ALICE, BOB, CAROL, Line
from tests.calls.meeting import Meeting
from tests.media.signal import has_tones, level_dbfs, silent_s, stretch, tone_dbfs, tones_hz

QUIET = 'beep="false" waitUrl=""'


def joins(attributes: str = QUIET, of_dial: str = "", after: str = "") -> str:
    return f"<Dial {of_dial}><Conference {attributes}>room</Conference></Dial>{after}"


async def told(line: Line, code: int):
    """The debugger's alert with this code, once it is there."""

    async def look():
        return next((one for one in await alerts(line) if one["error_code"] == str(code)), None)

    return await line.until(look)


async def alerts(line: Line):
    await line.world.settle()
    return (await line.acme.get("/monitor/v1/Alerts")).json["alerts"]


async def test_two_in_a_room_hear_each_other(line: Line):
    await line.number(joins())
    talk = [{"wait_s": 0.3}, {"hang_up": True}]
    await line.rings(ALICE, {"wait_s": 0.5}, {"play": line.sounds("/high", 700.0, 1.5)}, *talk)
    await line.rings(BOB, {"wait_s": 0.5}, {"play": line.sounds("/low", 440.0, 1.5)}, *talk)
    assert has_tones(await line.heard(ALICE), 440.0)
    assert has_tones(await line.heard(BOB), 700.0)


async def test_the_first_one_hears_music_until_another_comes(line: Line):
    room = Meeting(line)
    await line.number(joins('beep="false"'))
    await line.rings(ALICE, {"wait_s": 20})
    assert (await room.on("init", count=1))["region"] is None
    await line.phone(BOB, {"wait_s": 1.2}, {"play": line.sounds("/low", 440.0, 1.2)}, {"hang_up": True})
    await line.call(BOB, '<Pause length="1"/>' + joins())
    await line.ended(BOB)
    await room.kick(await room.call_of(ALICE))
    heard = await line.heard(ALICE)
    assert level_dbfs(stretch(heard, 0.2, 0.6)) > -40
    assert has_tones(stretch(heard, len(heard) / 16000 - 1.0, len(heard) / 16000 - 0.4), 440.0)


async def test_nobody_talks_before_one_comes_who_starts_it(line: Line):
    room = Meeting(line)
    await line.number(joins(f'startConferenceOnEnter="false" {QUIET}'))
    await line.rings(ALICE, {"wait_s": 20})
    await line.rings(BOB, {"wait_s": 20})
    await room.on("init", count=2)
    await line.phone(CAROL, {"wait_s": 20})
    await line.call(CAROL, joins())
    await room.on("in-progress", count=3)


async def test_all_leave_when_the_moderator_does_and_their_documents_go_on(line: Line):
    line.says("/after", "<Say>Over</Say>")
    room = Meeting(line)
    await line.number(joins(of_dial='action="/after"'))
    await line.rings(ALICE, {"wait_s": 20})
    await room.on("init", count=1)
    await line.phone(BOB, {"wait_s": 0.6}, {"hang_up": True})
    moderator = await line.call(BOB, joins(f'endConferenceOnExit="true" participantLabel="boss" {QUIET}'))
    (after,) = await line.told("/after")
    assert (after.form["DialCallStatus"], after.form["DialBridged"]) == ("answered", "true")
    assert "DialCallSid" not in after.form and "DialCallDuration" not in after.form
    ended = await room.on("completed")
    assert ended["reason_conference_ended"] == "participant-with-end-conference-on-exit-left"
    assert ended["call_sid_ending_conference"] == moderator
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Over"]


async def test_a_room_that_is_over_leaves_its_name_to_a_new_one(line: Line):
    room = Meeting(line)
    await line.number(joins())
    await line.rings(ALICE, {"wait_s": 0.3}, {"hang_up": True})
    first = await room.on("completed")
    assert first["reason_conference_ended"] == "last-participant-left"
    await line.rings(ALICE, {"wait_s": 20})
    assert (await room.on("init"))["sid"] != first["sid"]


async def test_one_more_than_may_be_is_refused_and_goes_on(line: Line):
    line.says("/after", "<Say>Full</Say>")
    room = Meeting(line)
    await line.number(joins(f'maxParticipants="2" {QUIET}', of_dial='action="/after"'))
    await line.rings(ALICE, {"wait_s": 20})
    await line.rings(BOB, {"wait_s": 20})
    await room.on("in-progress", count=2)
    await line.rings(CAROL, {"wait_s": 20})
    (after,) = await line.told("/after")
    assert after.form["DialCallStatus"] == "failed"
    await told(line, 16020)
    assert len(await room.participants()) == 2


async def test_a_label_names_one_participant_and_another_with_it_does_not_join(line: Line):
    room = Meeting(line)
    await line.number(joins(f'participantLabel="guest" {QUIET}', after="<Say>Alone</Say>"))
    await line.rings(ALICE, {"wait_s": 20})
    await room.on(count=1)
    found = await line.acme.get(f"Conferences/{room.sid}/Participants/guest")
    assert (found.json["call_sid"], found.json["label"]) == (await room.call_of(ALICE), "guest")
    await line.rings(BOB, {"wait_s": 20})
    assert (await line.ended(BOB))["heard"]["captions"] == ["Alone"]
    await told(line, 16025)


async def test_the_star_key_leaves_the_room(line: Line):
    await line.number(joins(of_dial='hangupOnStar="true"', after="<Say>Back</Say>"))
    await line.rings(ALICE, {"wait_s": 0.8}, {"press": "*"}, {"wait_s": 10})
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Back"]


async def test_the_time_limit_leaves_the_room(line: Line):
    await line.number(joins(of_dial='timeLimit="1"', after="<Say>Time is up</Say>"))
    await line.rings(ALICE, {"wait_s": 10})
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Time is up"]


async def test_who_hangs_up_is_told_to_the_action_as_completed(line: Line):
    line.says("/after", "<Say>too late</Say>")
    await line.number(joins(of_dial='action="/after"'))
    await line.rings(ALICE, {"wait_s": 0.3}, {"hang_up": True})
    (after,) = await line.told("/after")
    assert (after.form["DialCallStatus"], after.form["DialBridged"]) == ("completed", "false")


async def test_with_answer_on_bridge_the_caller_rings_until_the_room_begins(line: Line):
    room = Meeting(line)
    await line.number(joins(of_dial='answerOnBridge="true"'))
    await line.rings(ALICE, {"wait_s": 20})
    await room.on("init", count=1)
    waiting = await room.call_of(ALICE)
    assert (await line.became(waiting, "ringing"))["status"] == "ringing"
    await line.phone(BOB, {"wait_s": 20})
    await line.call(BOB, joins())
    await line.became(waiting, "in-progress")


async def test_who_is_muted_hears_and_is_not_heard(line: Line):
    room = Meeting(line)
    await line.number(joins(f'muted="true" {QUIET}'))
    await line.rings(ALICE, {"wait_s": 0.4}, {"play": line.sounds("/high", 700.0, 1.5)}, {"wait_s": 20})
    await room.on(count=1)
    await line.phone(BOB, {"play": line.sounds("/low", 440.0, 1.5)}, {"hang_up": True})
    await line.call(BOB, joins())
    assert silent_s(await line.heard(BOB)) > 1.2
    await room.kick(await room.call_of(ALICE))
    assert has_tones(await line.heard(ALICE), 440.0)


async def test_all_hear_a_beep_when_one_comes_and_when_one_goes(line: Line):
    await line.number(joins('waitUrl=""'))
    await line.rings(ALICE, {"wait_s": 4.5}, {"hang_up": True})
    await Meeting(line).on(count=1)
    for number in (BOB, CAROL):
        await line.rings(number, {"wait_s": 1.2}, {"hang_up": True})
        await line.ended(number)
    assert beeps(await line.heard(BOB)) == {"up": 1, "down": 0}
    assert beeps(await line.heard(ALICE)) == {"up": 2, "down": 2}


def beeps(pcm: bytes) -> dict[str, int]:
    """How many go up and how many down."""
    notes = "".join(key for key, _ in groupby(map(note, frames(pcm))))
    return {"up": notes.count("lh"), "down": notes.count("hl")}


def note(frame: bytes) -> str:
    low, high = tone_dbfs(frame, 660.0), tone_dbfs(frame, 880.0)
    return "-" if max(low, high) < -25 else "l" if low > high else "h"


def frames(pcm: bytes) -> list[bytes]:
    return [pcm[at : at + 640] for at in range(0, len(pcm) - 640, 640)]


@pytest.mark.parametrize(("beep", "beeps"), [("onEnter", True), ("onExit", False)])
async def test_a_beep_is_for_coming_or_for_going_as_asked(line: Line, beep: str, beeps: bool):
    await line.number(joins('beep="false" waitUrl=""'))
    await line.rings(ALICE, {"wait_s": 20})
    await Meeting(line).on(count=1)
    await line.phone(BOB, {"wait_s": 1.0}, {"hang_up": True})
    await line.call(BOB, joins(f'beep="{beep}" waitUrl=""'))
    assert (tones_hz(await line.heard(BOB)) != []) is beeps


# -- what those hear who wait


async def test_a_wait_document_plays_and_asks_for_itself_again(line: Line):
    waiting = line.says("/wait", f"<Play>{line.sounds('/tune', 500.0, 0.3)}</Play><Redirect/>")
    await line.number(joins(f'beep="false" waitUrl="{waiting}"'))
    await line.rings(ALICE, {"wait_s": 1.5}, {"hang_up": True})
    asked = await line.told("/wait", 2)
    room = Meeting(line)
    await room.on("completed")
    assert asked[0].form["FriendlyName"] == "room" and asked[0].form["ConferenceSid"] == room.sid
    assert asked[0].form["CallSid"] == await room.call_of(ALICE) and asked[0].method == "POST"
    assert has_tones(await line.heard(ALICE), 500.0)


async def test_a_verb_that_may_not_wait_is_told_and_skipped(line: Line):
    waiting = line.says("/wait", "<Gather/><Say>Soon</Say>")
    await line.number(joins(f'beep="false" waitUrl="{waiting}"'))
    await line.rings(ALICE, {"wait_s": 1.0}, {"hang_up": True})
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Soon"]
    await told(line, 13238)


async def test_a_dead_music_url_is_silence_and_an_alert_and_the_room_goes_on(line: Line):
    room = Meeting(line)
    await line.number(joins('beep="false" waitUrl="http://127.0.0.1:1/music.mp3" waitMethod="GET"'))
    await line.rings(ALICE, {"wait_s": 20})
    await room.on(count=1)
    await line.rings(BOB, {"wait_s": 0.4}, {"play": line.sounds("/low", 440.0, 1.0)}, {"hang_up": True})
    await line.ended(BOB)
    await room.kick(await room.call_of(ALICE))
    assert has_tones(await line.heard(ALICE), 440.0)

    async def alerted():
        return [one for one in await alerts(line) if "music.mp3" in (one["request_url"] or "")]

    assert await line.until(alerted)


async def test_an_empty_wait_url_is_silence(line: Line):
    await line.number(joins())
    await line.rings(ALICE, {"wait_s": 0.6}, {"hang_up": True})
    assert level_dbfs(await line.heard(ALICE)) < -60
