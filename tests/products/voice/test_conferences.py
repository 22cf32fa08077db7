"""Conferences over REST: found by SID and name, ended, announced to; their story."""

from urllib.parse import quote

from ringback.switch.conferences.model import ConferenceSettings
from tests.world.house import API


async def opened(world, name: str = "Daily", **settings):
    return await world.rooms.open(world.acme.sid, name, ConferenceSettings(**settings))


async def listed(world, **filters) -> list[str]:
    found = (await world.acme.get("Conferences", **filters)).json["conferences"]
    return [one["friendly_name"] for one in found]


async def test_a_conference_is_shown_with_all_that_is_known_of_it(world):
    room = await opened(world, "My room", region="ie1")
    one = (await world.acme.get(f"Conferences/{room.sid}")).json
    assert (one["sid"], one["friendly_name"], one["status"]) == (room.sid, "My room", "init")
    assert (one["region"], one["api_version"]) == ("ie1", "2010-04-01")
    assert one["reason_conference_ended"] is None and one["call_sid_ending_conference"] is None
    path = f"{API}/{world.acme.sid}/Conferences/{room.sid}"
    assert one["uri"] == f"{path}.json"
    assert one["subresource_uris"] == {
        "participants": f"{path}/Participants.json",
        "recordings": f"{path}/Recordings.json",
    }


async def test_one_that_is_on_is_found_by_its_name_and_links_have_its_sid(world):
    room = await opened(world, "My room")
    found = (await world.acme.get(f"Conferences/{quote('My room')}")).json
    assert found["sid"] == room.sid and found["uri"].endswith(f"/{room.sid}.json")
    assert found["subresource_uris"]["participants"].endswith(f"/{room.sid}/Participants.json")
    assert (await world.acme.get("Conferences/My%20other%20room")).status == 404


async def test_a_name_means_the_conference_that_is_on(world):
    first = await opened(world)
    assert (await world.acme.post("Conferences/Daily", Status="completed")).json["sid"] == first.sid
    gone = await world.acme.get("Conferences/Daily")
    assert (gone.status, gone.code) == (404, 20404)
    second = await opened(world)
    assert (await world.acme.get("Conferences/Daily")).json["sid"] == second.sid
    assert (await world.acme.get(f"Conferences/{first.sid}")).json["status"] == "completed"


async def test_conferences_are_filtered_by_name_state_and_day(world):
    ended, _ = await opened(world, "Ended"), await opened(world, "On")
    await world.rooms.end(ended.sid)
    assert await listed(world) == ["On", "Ended"]
    assert await listed(world, Status="completed") == ["Ended"]
    assert await listed(world, Status="init", FriendlyName="Ended") == []
    today = world.clock.now().date().isoformat()
    await world.leap(days=2)
    later = await opened(world, "Later")
    assert await listed(world, **{"DateCreated<": today}) == ["On", "Ended"]
    assert await listed(world, **{"DateCreated>": later.date_created.date().isoformat()}) == ["Later"]
    assert await listed(world, DateUpdated=today) == ["On", "Ended"]
    refused = await world.acme.get("Conferences", Status="over")
    assert refused.status == 400


async def test_a_conference_is_ended_once(world):
    room = await opened(world)
    ended = (await world.acme.post(f"Conferences/{room.sid}", Status="completed")).json
    assert (ended["status"], ended["reason_conference_ended"]) == ("completed", "conference-ended-via-api")
    for form in ({"Status": "completed"}, {"AnnounceUrl": "https://customer.example/hello"}):
        refused = await world.acme.post(f"Conferences/{room.sid}", **form)
        assert (refused.status, refused.code) == (400, 16022), refused.text


async def test_only_what_can_change_is_taken(world):
    room = await opened(world)
    for form in ({}, {"Status": "init"}, {"AnnounceUrl": "nowhere"}, {"AnnounceMethod": "PUT", "AnnounceUrl": "x"}):
        assert (await world.acme.post(f"Conferences/{room.sid}", **form)).status == 400


async def test_an_announcement_is_for_all_once_they_hear_each_other(world):
    room = await opened(world)
    await world.rooms.starts(room.sid)
    url = "https://customer.example/hello"
    told = await world.acme.post(f"Conferences/{room.sid}", AnnounceUrl=url, AnnounceMethod="GET")
    assert (told.status, told.json["status"]) == (200, "in-progress")
    assert world.rooms.announced == [(room.sid, url, "GET", None)]


async def test_before_it_begins_an_announcement_is_for_each_who_waits(world):
    room = await opened(world)
    url = "https://customer.example/hello"
    refused = await world.acme.post(f"Conferences/{room.sid}", AnnounceUrl=url)
    assert refused.status == 400 and "Nobody" in refused.json["message"]
    sid = await world.answered_call()
    await world.rooms.joins(room.sid, await world.call_record(sid))
    assert (await world.acme.post(f"Conferences/{room.sid}", AnnounceUrl=url)).status == 200
    assert world.rooms.announced == [(room.sid, url, "POST", sid)]


async def test_strangers_see_no_conference(world):
    room, stranger = await opened(world), await world.subaccount()
    for path in (f"Conferences/{room.sid}", "Conferences/Daily", f"Conferences/{room.sid}/Participants"):
        assert (await stranger.get(path)).status == 404
    assert (await stranger.post(f"Conferences/{room.sid}", Status="completed")).status == 404
    assert (await stranger.get("Conferences")).json["conferences"] == []
    assert (await stranger.own("GET", f"Conferences/{room.sid}/Timeline")).status == 404


async def test_the_story_of_a_conference_has_events_and_people(world):
    room = await opened(world)
    sid = await world.answered_call()
    await world.rooms.joins(room.sid, await world.call_record(sid), label="Ada")
    world.rooms.talkers = {sid}
    [here] = (await world.acme.own("GET", f"Conferences/{room.sid}/Participants")).json["items"]
    assert (here["call_sid"], here["label"], here["is_talking"]) == (sid, "Ada", True)
    assert (here["from"], here["to"], here["direction"]) == ("+14155550100", "+14155550123", "outbound-api")
    await world.rooms.leaves(room.sid, sid)
    [gone] = (await world.acme.own("GET", f"Conferences/{room.sid}/Participants")).json["items"]
    assert (gone["status"], gone["reason_left"]) == ("complete", "participant_hung_up") and gone["left_at"]
    steps = (await world.acme.own("GET", f"Conferences/{room.sid}/Timeline")).json["items"]
    assert [(step["kind"], step["call_sid"]) for step in steps] == [
        ("conference.created", None),
        ("participant.joined", sid),
    ]
    assert steps[1]["detail"]["label"] == "Ada"
