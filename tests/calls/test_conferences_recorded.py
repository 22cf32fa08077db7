"""What is kept of a conference: the mix, and each call's own recording beside it."""

from typing import Any

from tests.calls.conftest import ALICE, BOB, Line
from tests.calls.meeting import Meeting, hears
from tests.media.signal import has_tones, stretch, tracks

ROOM = '<Dial {}><Conference beep="false" waitUrl="" {}>room</Conference></Dial>'


async def two(line: Line, of_dial: str = "", of_room: str = "", seconds: float = 1.5) -> Meeting:
    """Alice, who says 700 Hz, and Bob, who says 440, together for so long."""
    line.says("/after", "<Hangup/>")
    await line.number(ROOM.format(of_dial, of_room))
    room = Meeting(line)
    await line.rings(ALICE, {"play": line.sounds("/high", 700.0, 30.0)}, {"wait_s": 20})
    await room.on(count=1)
    await line.rings(BOB, {"play": line.sounds("/low", 440.0, seconds)}, {"wait_s": 0.2}, {"hang_up": True})
    await room.on("in-progress")
    return room


async def kept(line: Line, **filters: str) -> dict[str, Any]:
    """The newest recording, once it can be fetched."""

    async def look() -> dict[str, Any] | None:
        found = (await line.acme.get("Recordings", **filters)).json["recordings"]
        return found[0] if found and found[0]["status"] == "completed" else None

    return await line.until(look)


async def sound(line: Line, sid: str) -> list[bytes]:
    found = await line.acme.get(f"/2010-04-01/Accounts/{line.acme.sid}/Recordings/{sid}.wav")
    return tracks(found.body)


async def test_a_room_recorded_from_its_start_has_all_voices_in_one_channel(line: Line):
    callbacks = (
        'record="record-from-start" recordingStatusCallback="/kept" eventCallbackUrl="/old" '
        'recordingStatusCallbackEvent="in-progress completed"'
    )
    room = await two(line, of_room=callbacks)
    await line.ended(BOB)
    await room.kick(await room.call_of(ALICE))
    recording = await kept(line)
    assert (recording["source"], recording["channels"], recording["call_sid"]) == ("Conference", 1, None)
    assert recording["conference_sid"] == room.sid
    (mix,) = await sound(line, recording["sid"])
    together = stretch(mix, 0.2, 1.2)
    assert hears(together, 440.0) and hears(together, 700.0)
    begun, done = await line.told("/kept", 2)
    assert (begun.form["RecordingStatus"], done.form["RecordingStatus"]) == ("in-progress", "completed")
    assert done.form["ConferenceSid"] == room.sid and "CallSid" not in done.form
    (old,) = await line.told("/old")
    assert old.form["EventName"] == "conference-record-end" and int(old.form["RecordingFileSize"]) > 1000


async def test_a_rooms_recording_is_paused_gone_on_with_and_stopped(line: Line):
    told = 'statusCallback="/events" statusCallbackEvent="announcement"'
    room = await two(line, of_room=f'record="record-from-start" trim="do-not-trim" {told}', seconds=20.0)
    (running,) = (await line.acme.get(f"Conferences/{room.sid}/Recordings")).json["recordings"]
    path = f"Conferences/{room.sid}/Recordings/{running['sid']}"
    for status in ("paused", "in-progress"):
        changed = await line.acme.post(path, Status=status)
        assert (changed.status, changed.json["status"]) == (200, status)
    await room.update(AnnounceUrl=line.sounds("/all", 560.0, 1.0))
    await line.told("/events")
    assert (await line.acme.post(path, Status="stopped")).json["status"] in ("stopped", "processing")
    assert (await room.on("in-progress"))["status"] == "in-progress"
    assert (await kept(line))["sid"] == running["sid"]
    (mix,) = await sound(line, running["sid"])
    assert hears(mix, 560.0)


async def test_a_calls_own_recording_has_it_on_one_channel_and_the_room_on_the_other(line: Line):
    room = await two(line, of_dial='record="record-from-answer-dual" action="/after"', of_room='record="true"')
    await line.ended(BOB)
    alice = await room.call_of(ALICE)
    await room.kick(alice)
    await line.told("/after", 2)
    own = await kept(line, CallSid=alice)
    caller, mix = await sound(line, own["sid"])
    assert own["source"] == "DialVerb" and has_tones(caller, 700.0) and has_tones(mix, 440.0)
    found = (await line.acme.get("Recordings")).json["recordings"]
    assert sorted(one["source"] for one in found) == ["Conference", "DialVerb", "DialVerb"]
