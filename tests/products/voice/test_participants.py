"""Participants over REST: called into a conference, found by call and label, changed, shown the door."""

from urllib.parse import quote

import pytest

from ringback.switch.conferences.model import Participant
from ringback.switch.conferences.verbs import ConferenceRefused
from ringback.switch.model import Call
from tests.world.house import API

WHO = {"From": "+14155550100", "To": "+14155550123"}
HOOK = "https://customer.example/hook"


async def called(world, room: str = "Daily", **form):
    reply = await world.acme.post(f"Conferences/{quote(room)}/Participants", **{**WHO, **form})
    assert reply.status == 201, reply.text
    return reply.json


def people(made: dict) -> str:
    return f"Conferences/{made['conference_sid']}/Participants"


# -- calling one in


async def test_a_new_name_makes_the_conference_and_the_call_waits_to_be_dialled(world):
    made = await called(world, "My room", Label="Ada")
    assert (made["status"], made["label"], made["queue_time"]) == ("queued", "Ada", "0")
    assert (made["muted"], made["hold"], made["coaching"], made["call_sid_to_coach"]) == (False, False, False, None)
    assert (made["start_conference_on_enter"], made["end_conference_on_exit"]) == (True, False)
    assert made["uri"].endswith(f"/Conferences/{made['conference_sid']}/Participants/{made['call_sid']}.json")
    room = (await world.acme.get(f"Conferences/{made['conference_sid']}")).json
    assert (room["friendly_name"], room["status"]) == ("My room", "init")
    call = (await world.acme.get(f"Calls/{made['call_sid']}")).json
    assert (call["to"], call["from"], call["direction"]) == ("+14155550123", "+14155550100", "outbound-api")
    await world.settle()
    assert world.exchange.dialled == [made["call_sid"]]


async def test_the_next_one_comes_to_the_same_conference_by_name_or_sid(world):
    first = await called(world)
    second, third = await called(world), await called(world, first["conference_sid"])
    assert {first["conference_sid"]} == {second["conference_sid"], third["conference_sid"]}


async def test_all_that_is_said_reaches_the_room_and_the_call(world):
    made = await called(
        world,
        Muted="true",
        Beep="onEnter",
        StartConferenceOnEnter="false",
        EndConferenceOnExit="true",
        EarlyMedia="false",
        WaitUrl="",
        MaxParticipants="7",
        ConferenceRecord="true",
        ConferenceTrim="do-not-trim",
        Region="de1",
        ConferenceStatusCallback=HOOK,
        ConferenceStatusCallbackEvent="join leave",
        ConferenceRecordingStatusCallback=HOOK,
        ConferenceRecordingStatusCallbackMethod="GET",
        Timeout="20",
        TimeLimit="600",
        Record="true",
        RecordingChannels="dual",
        MachineDetection="Enable",
        AmdStatusCallback=HOOK,
        CallerDisplayName="Acme",
        StatusCallback=HOOK,
        StatusCallbackEvent=["ringing", "answered"],
    )
    [(room, joins)] = world.rooms.settings
    assert (joins.muted, joins.beep, joins.start_on_enter, joins.end_on_exit) == (True, "onEnter", False, True)
    assert (joins.early_media, joins.wait_url) == (False, "")
    assert (room.max_participants, room.record_from_start, room.trim, room.region) == (7, True, False, "de1")
    assert (room.callback.url, room.callback.events) == (HOOK, ("join", "leave"))
    assert (room.recording_callback.method, room.recording_callback.events) == ("GET", ("completed",))
    call = await world.call_record(made["call_sid"])
    assert (call.dialling.timeout_s, call.dialling.time_limit_s, call.dialling.caller_name) == (20, 600, "Acme")
    assert call.dialling.record.channels == "dual"
    assert call.dialling.async_amd and call.dialling.async_amd_callback.url == HOOK
    assert call.callback.events == ("ringing", "answered")


async def test_what_is_not_said_is_as_documented(world):
    await called(world, ConferenceStatusCallback=HOOK)
    [(room, joins)] = world.rooms.settings
    assert (joins.beep, joins.start_on_enter, joins.early_media, joins.wait_url) == ("true", True, True, None)
    assert (room.max_participants, room.record_from_start, room.trim) == (250, False, True)
    assert room.callback.events == ("start", "end")


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"To": ""}, 21201),
        ({"To": "nobody"}, 21211),
        ({"From": ""}, 21213),
        ({"From": "client:ada"}, 21212),
        ({"From": "+14155550999"}, 21210),
        ({"To": "+19005550123"}, 21202),
        ({"To": "911"}, 21216),
        ({"Timeout": "4"}, 21208),
        ({"TimeLimit": "0"}, 20001),
        ({"Byoc": "BY" + "0" * 32}, 21300),
        ({"MachineDetection": "maybe"}, 21234),
        ({"StatusCallbackEvent": "over"}, 21626),
        ({"ConferenceStatusCallbackEvent": "over"}, 21626),
        ({"ConferenceRecordingStatusCallbackEvent": "over"}, 21626),
        ({"ConferenceStatusCallback": "nowhere"}, 21609),
        ({"MaxParticipants": "1"}, 20001),
        ({"MaxParticipants": "251"}, 20001),
        ({"Beep": "loud"}, 20001),
        ({"Region": "mars1"}, 20001),
        ({"ConferenceRecord": "perhaps"}, 20001),
        ({"Label": "x" * 129}, 16024),
        ({"Label": "CA" + "0" * 32}, 16024),
        ({"Coaching": "true"}, 20001),
        ({"CallReason": "x" * 51}, 20001),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_left_of_it(world, form, code):
    refused = await world.acme.post("Conferences/Daily/Participants", **{**WHO, **form})
    assert (refused.status, refused.code) == (400, code), refused.text
    assert (await world.acme.get("Conferences")).json["conferences"] == []
    assert (await world.acme.get("Calls")).json["calls"] == []


async def test_permissions_of_the_account_hold_for_participants(world):
    carrier = {"friendly_name": "Carrier", "host": "203.0.113.9", "prefixes": [{"prefix": ""}]}
    assert (await world.acme.own("POST", "Networks", **carrier)).status == 201
    permissions = f"Accounts/{world.acme.sid}/VoicePermissions"
    assert (await world.acme.own("POST", permissions, allowed_prefixes=["+49"])).status == 200
    refused = await world.acme.post("Conferences/Daily/Participants", **{**WHO, "To": "+442079460123"})
    assert (refused.status, refused.code) == (400, 21215), refused.text


async def test_a_name_that_is_too_long_is_none(world):
    refused = await world.acme.post(f"Conferences/{'x' * 129}/Participants", **WHO)
    assert (refused.status, refused.code) == (400, 20001)


async def test_a_conference_that_is_over_takes_nobody(world):
    made = await called(world)
    assert (await world.acme.post("Conferences/Daily", Status="completed")).status == 200
    refused = await world.acme.post(people(made), **WHO)
    assert (refused.status, refused.code) == (400, 16022)
    unknown = await world.acme.post(f"Conferences/CF{'0' * 32}/Participants", **WHO)
    assert (unknown.status, unknown.code) == (404, 20404)


@pytest.mark.parametrize("code", [16020, 16021, 16022, 16026, 16027, 16028])
async def test_what_the_room_refuses_is_said_with_its_code(world, code):
    world.rooms.refuses = ConferenceRefused(code, "It cannot be")
    refused = await world.acme.post("Conferences/Daily/Participants", **WHO)
    assert (refused.status, refused.code, refused.json["message"]) == (400, code, "It cannot be")


async def test_a_label_is_one_participants_only(world):
    await called(world, Label="Ada")
    refused = await world.acme.post("Conferences/Daily/Participants", **WHO, Label="Ada")
    assert (refused.status, refused.code) == (400, 16026)


async def test_the_same_request_again_calls_nobody_again(world):
    token = {"Idempotency-Key": "once"}
    path = "Conferences/Daily/Participants"
    first, again = [await world.acme.post(path, token, **WHO) for _ in (1, 2)]
    assert first.json["call_sid"] == again.json["call_sid"]
    assert len((await world.acme.get("Calls")).json["calls"]) == 1


# -- looking up


async def test_one_is_found_by_call_and_by_label(world):
    made = await called(world, Label="Ada L.")
    for name in (made["call_sid"], quote("Ada L.")):
        for room in (made["conference_sid"], "Daily"):
            one = await world.acme.get(f"Conferences/{room}/Participants/{name}")
            assert (one.status, one.json["call_sid"]) == (200, made["call_sid"])
            assert one.json["uri"] == made["uri"]
    unknown = await world.acme.get(f"{people(made)}/Bea")
    assert (unknown.status, unknown.code) == (404, 20404)


async def test_those_who_are_there_are_listed_and_filtered(world):
    made = await called(world, Muted="true", Label="muted")
    await called(world, Label="other")
    assert (await world.acme.post(f"{people(made)}/other", Hold="true")).status == 200

    async def labels(**filters) -> list[str]:
        return [one["label"] for one in (await world.acme.get(people(made), **filters)).json["participants"]]

    assert await labels() == ["other", "muted"]
    assert (await labels(Muted="true"), await labels(Muted="false")) == (["muted"], ["other"])
    assert (await labels(Hold="true"), await labels(Hold="true", Muted="true")) == (["other"], [])
    assert await labels(Coaching="true") == []


async def test_who_has_left_is_not_there(world):
    made = await called(world)
    await world.rooms.leaves(made["conference_sid"], made["call_sid"])
    assert (await world.acme.get(people(made))).json["participants"] == []
    for method in (world.acme.get, world.acme.post, world.acme.delete):
        assert (await method(f"{people(made)}/{made['call_sid']}")).status == 404


async def test_participants_come_in_pages_by_when_they_came(world):
    room = await world.rooms.open(world.acme.sid, "Daily")
    sids = [await world.answered_call() for _ in range(5)]
    for sid in reversed(sids):  # the first to be called is the last to come
        await world.leap(seconds=1)
        await world.rooms.joins(room.sid, await world.call_record(sid))
    first = (await world.acme.get(f"Conferences/{room.sid}/Participants", PageSize=2)).json
    second = (await world.acme.get(first["next_page_uri"])).json
    third = (await world.acme.get(second["next_page_uri"])).json
    back = (await world.acme.get(third["previous_page_uri"])).json
    pages = [[one["call_sid"] for one in page["participants"]] for page in (first, second, third, back)]
    assert pages == [sids[0:2], sids[2:4], sids[4:], sids[2:4]]
    assert (first["previous_page_uri"], third["next_page_uri"]) == (None, None)


# -- changing


async def test_one_is_muted_held_and_lets_the_room_end(world):
    made = await called(world)
    changed = await world.acme.post(
        f"{people(made)}/{made['call_sid']}", Muted="true", Hold="true", HoldUrl=HOOK, EndConferenceOnExit="true"
    )
    assert changed.status == 200, changed.text
    assert (changed.json["muted"], changed.json["hold"], changed.json["end_conference_on_exit"]) == (True, True, True)
    same = await world.acme.post(f"{people(made)}/{made['call_sid']}")
    assert (same.status, same.json["muted"]) == (200, True)


async def test_a_coach_needs_somebody_to_coach(world):
    made, agent = await called(world, Label="coach"), await called(world, Label="agent")
    refused = await world.acme.post(f"{people(made)}/coach", Coaching="true")
    assert (refused.status, refused.code) == (400, 20001)
    coached = await world.acme.post(f"{people(made)}/coach", Coaching="true", CallSidToCoach=agent["call_sid"])
    assert (coached.json["coaching"], coached.json["call_sid_to_coach"]) == (True, agent["call_sid"])
    assert (await world.acme.post(f"{people(made)}/coach", Coaching="false")).json["coaching"] is False
    for problem in (16027, 16028):
        world.rooms.refuses = ConferenceRefused(problem, "It cannot be")
        refused = await world.acme.post(f"{people(made)}/coach", Coaching="true", CallSidToCoach=agent["call_sid"])
        assert (refused.status, refused.code) == (400, problem)


@pytest.mark.parametrize("form", [{"HoldUrl": "nowhere"}, {"HoldMethod": "PUT"}, {"Muted": "loud"}])
async def test_what_is_no_change_is_refused(world, form):
    made = await called(world)
    assert (await world.acme.post(f"{people(made)}/{made['call_sid']}", **form)).status == 400


async def test_one_is_shown_the_door(world):
    made = await called(world, Label="Ada")
    await world.settle()
    await world.exchange.answer(made["call_sid"])
    await world.rooms.comes(made["conference_sid"], made["call_sid"])
    assert (await world.acme.delete(f"{people(made)}/Ada")).status == 204
    assert (await world.acme.delete(f"{people(made)}/Ada")).status == 404
    [gone] = (await world.acme.own("GET", people(made))).json["items"]
    assert gone["reason_left"] == "participant_updated_via_api"


async def test_one_who_waits_to_be_called_is_not_called_once_shown_the_door(world):
    await world.queued_call()  # a permission for one call at a time: the next waits
    made = await called(world)
    await world.settle()
    assert (await world.acme.delete(f"{people(made)}/{made['call_sid']}")).status == 204
    assert (await world.acme.get(f"Calls/{made['call_sid']}")).json["status"] == "canceled"


async def test_a_call_that_is_called_off_is_no_participant(world):
    await world.queued_call()
    made = await called(world)
    assert (await world.acme.post(f"Calls/{made['call_sid']}", Status="canceled")).status == 200
    assert (await world.acme.get(people(made))).json["participants"] == []
    [gone] = (await world.acme.own("GET", people(made))).json["items"]
    assert gone["reason_left"] == "participant_add_failed"


async def test_a_call_that_is_given_up_before_it_is_dialled_is_no_participant(world):
    sub = await world.subaccount()
    number = (await world.buys(sub, "+12065550141"))["phone_number"]
    await world.acme.own("POST", f"Accounts/{sub.sid}/VoicePermissions", calls_per_s=0.1)
    form = {"To": "+14155550123", "From": number}
    _, made = [(await sub.post("Conferences/Daily/Participants", **form)).json for _ in range(2)]
    assert (await world.acme.post(f"{API}/{sub.sid}.json", Status="suspended")).status == 200
    await world.leap(seconds=11)
    assert (await world.store.get(Call, made["call_sid"])).status == "failed"
    one = await world.store.get(Participant, (made["conference_sid"], made["call_sid"]))
    assert one.is_over and one.reason_left == "participant_add_failed"
