"""What the API does to those who are in a room: mute, hold, coach, announce, kick, end."""

from tests.calls.conftest import ALICE, BOB, CAROL, Line
from tests.calls.meeting import Meeting
from tests.media.signal import tone_dbfs, tones_hz

ROOM = '<Dial action="/after"><Conference beep="false" waitUrl="" {}>room</Conference></Dial>'
EVENTS = "start end join leave mute hold modify speaker announcement"


async def two(line: Line, attributes: str = "") -> tuple[Meeting, str, str]:
    """Alice, who says 700 Hz, and Bob, who says 440, in one room; their calls."""
    line.says("/after", "<Say>After</Say>")
    await line.number(ROOM.format(attributes))
    room = Meeting(line)
    await line.rings(ALICE, {"play": line.sounds("/high", 700.0, 40.0)}, {"wait_s": 20})
    await room.on(count=1)
    await line.rings(BOB, {"play": line.sounds("/low", 440.0, 40.0)}, {"wait_s": 20})
    await room.on("in-progress", count=2)
    return room, await room.call_of(ALICE), await room.call_of(BOB)


async def so_far(line: Line, number: str, seconds: float = 0.5) -> list[int]:
    """The tones that the handset has heard in the last half second, in tens of hertz."""
    (call, *_) = (await line.acme.own("GET", f"Handsets/{number}/Calls")).json["items"]
    path = call["heard"]["audio_url"].partition("8080")[2]
    pcm = (await line.acme.get(path)).body[44:]
    last = pcm[-2 * round(8000 * seconds) :]
    return [hz for hz in (440, 500, 560, 620, 700) if tone_dbfs(last, hz) > -32]


async def comes_to_hear(line: Line, number: str, *tones: int) -> None:
    """Until these and no others of the tones are what it hears."""

    async def look():
        return await so_far(line, number) == list(tones)

    await line.until(look)


async def test_mute_and_unmute(line: Line):
    room, alice, _ = await two(line)
    await comes_to_hear(line, BOB, 700)
    assert (await room.change(alice, Muted="true"))["muted"] is True
    await comes_to_hear(line, BOB)
    assert len(await room.participants(Muted="true")) == 1
    await comes_to_hear(line, ALICE, 440)
    await room.change(alice, Muted="false")
    await comes_to_hear(line, BOB, 700)


async def test_hold_plays_what_it_is_told_and_nobody_hears_whom_it_holds(line: Line):
    room, alice, _ = await two(line)
    tune = line.sounds("/tune", 560.0, 30.0)
    held = await room.change(alice, Hold="true", HoldUrl=tune, HoldMethod="GET")
    assert held["hold"] is True and held["muted"] is False
    await comes_to_hear(line, ALICE, 560)
    await comes_to_hear(line, BOB)
    assert (await room.change(alice, Hold="false"))["hold"] is False
    await comes_to_hear(line, ALICE, 440)
    await comes_to_hear(line, BOB, 700)


async def test_hold_plays_music_where_nothing_else_is_asked_for(line: Line):
    room, alice, _ = await two(line)
    await comes_to_hear(line, ALICE, 440)
    await room.change(alice, Hold="true")

    async def music():
        (call, *_) = (await line.acme.own("GET", f"Handsets/{ALICE}/Calls")).json["items"]
        pcm = (await line.acme.get(call["heard"]["audio_url"].partition("8080")[2])).body[-8000:]
        tones = tones_hz(pcm)
        return tones and 440 not in [round(hz) for hz in tones]

    assert await line.until(music)


async def test_an_announcement_is_heard_by_all_or_by_one(line: Line):
    room, alice, _ = await two(line, f'statusCallback="/events" statusCallbackEvent="{EVENTS}"')
    all_hear = line.sounds("/all", 560.0, 1.0)
    await room.update(AnnounceUrl=all_hear, AnnounceMethod="GET")
    await comes_to_hear(line, ALICE, 440, 560)
    await comes_to_hear(line, BOB, 560, 700)
    await room.change(alice, AnnounceUrl=line.says("/one", f"<Play>{line.sounds('/short', 500.0, 1.0)}</Play>"))
    await comes_to_hear(line, ALICE, 500)
    await comes_to_hear(line, ALICE, 440)
    ends = await events(line, "announcement-end", 2)
    assert [end.get("AnnounceUrl") for end in ends] == [all_hear, line.customer.url("/one")]
    assert [end.get("CallSid") for end in ends] == [None, alice]
    assert (await line.told("/one"))[0].form["ConferenceSid"] == room.sid


async def test_an_announcement_that_cannot_be_played_fails_and_says_why(line: Line):
    room, _, _ = await two(line, f'statusCallback="/events" statusCallbackEvent="{EVENTS}"')
    await room.update(AnnounceUrl="http://127.0.0.1:1/gone.mp3")
    (fail,) = await events(line, "announcement-fail", 1)
    assert fail["AnnounceUrl"] == "http://127.0.0.1:1/gone.mp3" and fail["ReasonAnnouncementFailed"]


async def events(line: Line, word: str, count: int):
    async def look():
        told = [heard.form for heard in line.customer.heard if heard.path == "/events"]
        found = [form for form in told if form["StatusCallbackEvent"] == word]
        return found if len(found) >= count else None

    return await line.until(look)


async def test_who_is_kicked_goes_on_with_its_document(line: Line):
    room, alice, bob = await two(line)
    await room.kick(bob)
    (after,) = await line.told("/after")
    assert after.form["CallSid"] == bob and after.form["DialCallStatus"] == "answered"
    assert [one["call_sid"] for one in await room.participants()] == [alice]
    assert (await line.ended(BOB))["heard"]["captions"] == ["After"]


async def test_the_end_through_the_api_is_for_all(line: Line):
    room, _, _ = await two(line)
    ended = await room.update(Status="completed")
    assert (ended["status"], ended["reason_conference_ended"]) == ("completed", "conference-ended-via-api")
    assert len(await line.told("/after", 2)) == 2
    assert await room.participants() == []


async def test_a_redirected_call_leaves_the_room(line: Line):
    room, alice, bob = await two(line, f'statusCallback="/events" statusCallbackEvent="{EVENTS}"')
    await line.acme.post(f"Calls/{bob}", Twiml="<Response><Say>Elsewhere</Say></Response>")
    assert (await line.ended(BOB))["heard"]["captions"] == ["Elsewhere"]
    (left,) = await events(line, "participant-leave", 1)
    assert (left["CallSid"], left["ReasonParticipantLeft"]) == (bob, "participant_updated_via_api")
    assert left["ParticipantCallStatus"] == "in-progress"
    assert [one["call_sid"] for one in await room.participants()] == [alice]


async def test_a_coach_is_heard_by_one_alone_and_hears_all(line: Line):
    room, alice, bob = await two(line)
    await line.phone(CAROL, {"play": line.sounds("/coach", 560.0, 40.0)}, {"wait_s": 20})
    coach = await line.call(CAROL, ROOM.format(f'coach="{alice}"'))
    await room.on(count=3)
    await comes_to_hear(line, ALICE, 440, 560)
    await comes_to_hear(line, BOB, 700)
    await comes_to_hear(line, CAROL, 440, 700)
    await room.change(coach, Coaching="true", CallSidToCoach=bob)
    await comes_to_hear(line, ALICE, 440)
    await comes_to_hear(line, BOB, 560, 700)
    await room.change(coach, Coaching="false")
    await comes_to_hear(line, ALICE, 440, 560)


async def test_a_coach_whose_agent_leaves_is_heard_by_nobody(line: Line):
    room, alice, _ = await two(line)
    await line.phone(CAROL, {"play": line.sounds("/coach", 560.0, 40.0)}, {"wait_s": 20})
    await line.call(CAROL, ROOM.format(f'coach="{alice}"'))
    await room.on(count=3)
    await comes_to_hear(line, BOB, 700)
    await room.kick(alice)
    await comes_to_hear(line, BOB)
    await comes_to_hear(line, CAROL, 440)


async def test_nobody_can_coach_one_on_hold_or_one_who_is_not_there(line: Line):
    room, alice, bob = await two(line)
    path = f"Conferences/{room.sid}/Participants/{bob}"
    absent = await line.acme.post(path, Coaching="true", CallSidToCoach="CA" + "0" * 32)
    await room.change(alice, Hold="true")
    held = await line.acme.post(path, Coaching="true", CallSidToCoach=alice)
    assert [(one.status, one.json["code"]) for one in (absent, held)] == [(400, 16028), (400, 16027)]


async def test_every_event_is_told_in_order(line: Line):
    room, alice, bob = await two(line, f'statusCallback="/events" statusCallbackEvent="{EVENTS}"')
    await room.change(alice, Muted="true")
    await room.change(alice, Muted="false", Hold="true")
    await room.change(alice, Hold="false", EndConferenceOnExit="true")
    await room.kick(alice)
    await events(line, "conference-end", 1)
    told = [heard.form for heard in line.customer.heard if heard.path == "/events"]
    assert [form["SequenceNumber"] for form in told] == [str(number) for number in range(len(told))]
    assert [form["StatusCallbackEvent"] for form in told if "speech" not in form["StatusCallbackEvent"]] == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-mute",
        "participant-unmute",
        "participant-hold",
        "participant-unhold",
        "participant-modify",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    joined, end = told[0], told[-1]
    assert {name: joined[name] for name in ("Muted", "Hold", "Coaching", "EndConferenceOnExit")} == dict.fromkeys(
        ("Muted", "Hold", "Coaching", "EndConferenceOnExit"), "false"
    )
    assert (joined["StartConferenceOnEnter"], joined["FriendlyName"], joined["CallSid"]) == ("true", "room", alice)
    assert end["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-kicked"
    assert end["CallSidEndingConference"] == alice
    left = [form for form in told if form["StatusCallbackEvent"] == "participant-leave"]
    assert [form["ReasonParticipantLeft"] for form in left] == [
        "participant_updated_via_api",
        "moderator_ended_conference",
    ]
    assert left[1]["CallSid"] == bob


async def test_who_talks_is_told(line: Line):
    await two(line, 'statusCallback="/events" statusCallbackEvent="speaker"')
    starts = await events(line, "participant-speech-start", 2)
    assert len({start["CallSid"] for start in starts}) == 2


async def test_the_first_participants_callback_is_the_rooms(line: Line):
    line.says("/after", "<Hangup/>")
    await line.number(ROOM.format('statusCallback="/first" statusCallbackEvent="join"'))
    await line.rings(ALICE, {"wait_s": 20})
    await Meeting(line).on(count=1)
    await line.phone(BOB, {"wait_s": 20})
    await line.call(BOB, ROOM.format(f'statusCallback="{line.customer.url("/second")}" statusCallbackEvent="join"'))
    assert len(await line.told("/first", 2)) == 2
    assert not [heard for heard in line.customer.heard if heard.path == "/second"]
