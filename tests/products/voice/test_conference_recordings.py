"""Recordings of conferences over REST."""

from ringback.switch.model import RecordingStatus


async def recorded(world):
    room = await world.rooms.open(world.acme.sid, "Daily")
    return f"Conferences/{room.sid}/Recordings", await world.rooms.records(room.sid)


async def test_a_recording_of_a_conference_is_paused_and_stopped(world):
    path, made = await recorded(world)
    one = (await world.acme.get(f"{path}/{made.sid}")).json
    assert (one["sid"], one["conference_sid"], one["call_sid"]) == (made.sid, made.conference_sid, None)
    assert (one["status"], one["source"], one["channels"], one["duration"]) == ("in-progress", "Conference", 1, None)
    for name, status in (("Twilio.CURRENT", "paused"), (made.sid, "in-progress"), ("Twilio.CURRENT", "stopped")):
        changed = await world.acme.post(f"{path}/{name}", Status=status, PauseBehavior="skip")
        assert (changed.status, changed.json["status"]) == (200, status), changed.text
        assert changed.json["uri"].endswith(f"/{made.conference_sid}/Recordings/{made.sid}.json")
    assert (await world.acme.post(f"{path}/Twilio.CURRENT", Status="paused")).status == 404
    refused = await world.acme.post(f"{path}/{made.sid}", Status="paused")
    assert (refused.status, refused.code) == (400, 21220)


async def test_of_several_that_run_the_current_one_is_none(world):
    path, made = await recorded(world)
    await world.rooms.records(made.conference_sid)
    refused = await world.acme.post(f"{path}/Twilio.CURRENT", Status="stopped")
    assert (refused.status, refused.code) == (400, 16109) and "conference" in refused.json["message"]


async def test_they_are_listed_with_their_conference_and_with_all(world):
    path, made = await recorded(world)
    await world.recording(await world.answered_call(), bytes(32_000))
    assert [one["sid"] for one in (await world.acme.get(path)).json["recordings"]] == [made.sid]
    assert [one["sid"] for one in (await world.acme.get("Conferences/Daily/Recordings")).json["recordings"]] == [
        made.sid
    ]
    of_it = (await world.acme.get("Recordings", ConferenceSid=made.conference_sid)).json["recordings"]
    assert [one["sid"] for one in of_it] == [made.sid]
    today = made.date_created.date().isoformat()
    assert (await world.acme.get(path, **{"DateCreated<": "2001-01-01"})).json["recordings"] == []
    assert len((await world.acme.get(path, DateCreated=today)).json["recordings"]) == 1


async def test_one_that_runs_is_kept_and_one_that_ended_can_be_deleted(world):
    path, made = await recorded(world)
    refused = await world.acme.delete(f"{path}/{made.sid}")
    assert (refused.status, refused.code) == (409, 20009)
    await world.exchange.control_recording(made.sid, RecordingStatus.COMPLETED, "silence")
    assert (await world.acme.delete(f"{path}/{made.sid}")).status == 204
    assert (await world.acme.get(f"{path}/{made.sid}")).status == 404


async def test_a_recording_of_a_call_is_none_of_a_conference(world):
    path, _ = await recorded(world)
    other = await world.recording(await world.answered_call(), bytes(32_000))
    for method in (world.acme.get, world.acme.delete):
        assert (await method(f"{path}/{other.sid}")).status == 404
