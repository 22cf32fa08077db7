"""Rooms under strain: many at once, and faults that stay with whom they hit."""

import time

import pytest

from ringback.switch.conferences.model import ConferenceSettings, ParticipantSettings
from ringback.switch.conferences.verbs import ConferenceRefused
from ringback.switch.model import Callback
from tests.calls.conftest import Line
from tests.calls.meeting import Meeting
from tests.switch.conferences.crowd import Crowd

WISHES = ParticipantSettings(wait_url="", beep="false")
ALL = ("start", "end", "join", "leave")


async def test_250_join_within_a_second_and_one_more_does_not(line: Line):
    crowd, room = Crowd(line), Meeting(line)
    hears = Callback(url=line.customer.url("/events"), events=ALL)
    began = time.monotonic()
    crowd.join(250, beep="true", settings=ConferenceSettings(callback=hears))
    took_s = time.monotonic() - began
    assert took_s < 1.0
    with pytest.raises(ConferenceRefused) as refused:
        crowd.join(1)
    assert refused.value.code == 16020
    await crowd.settled()
    await room.on("in-progress")
    page = await line.acme.get(f"Conferences/{room.sid}/Participants", PageSize="1000")
    assert len(page.json["participants"]) == 250
    await line.told("/events", 251)
    told = [heard.form for heard in line.customer.heard]
    assert [int(form["SequenceNumber"]) for form in told] == list(range(len(told)))
    assert [form["StatusCallbackEvent"] for form in told[:4]] == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-join",
    ]


async def test_all_leave_at_once_and_every_record_says_so(line: Line):
    crowd, room = Crowd(line), Meeting(line)
    crowd.join(100)
    crowd.join(50, "other")
    await crowd.settled()
    await room.on("in-progress")
    for leg in crowd.legs[:100]:
        leg.hang_up("platform")
    await crowd.settled()
    ended = await room.on("completed")
    assert ended["reason_conference_ended"] == "last-participant-left"
    assert await room.participants() == []
    other = Meeting(line, "other")
    await other.on("in-progress")
    assert len(crowd.switch.conferences) == 1


async def test_one_vanishes_in_the_middle_of_a_word_and_the_others_talk_on(line: Line):
    crowd, room = Crowd(line), Meeting(line)
    crowd.join(3)
    await crowd.settled()
    crowd.legs[1].left("lost", "no answer to a refresh of the session")
    await crowd.settled()
    await room.on("in-progress", count=2)
    gone = (await line.acme.get(f"Calls/{crowd.legs[1].sid}")).json
    assert gone["status"] == "completed"


async def test_the_moderator_is_lost_and_the_room_with_it(line: Line):
    crowd, room = Crowd(line), Meeting(line)
    (moderator,) = crowd.join(1, end_on_exit=True, label="boss")
    others = crowd.join(2)
    await crowd.settled()
    moderator.leg.left("lost", "no answer to a refresh of the session")
    await crowd.settled()
    ended = await room.on("completed")
    assert ended["reason_conference_ended"] == "participant-with-end-conference-on-exit-left"
    assert ended["call_sid_ending_conference"] == moderator.call_sid
    assert all(other.is_out and not other.leg.is_over for other in others)


async def test_a_fault_in_one_room_ends_no_call_and_no_other_room(line: Line, monkeypatch: pytest.MonkeyPatch):
    crowd = Crowd(line)
    broken, _ = crowd.join(2, "broken")
    crowd.join(2, "sound")
    await crowd.settled()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(broken._conference, "remove", fail)
    crowd.legs[0].hang_up("platform")
    crowd.legs[2].hang_up("platform")
    await crowd.settled()
    assert (await line.acme.get(f"Calls/{crowd.legs[0].sid}")).json["status"] == "completed"
    sound = Meeting(line, "sound")
    await sound.on("in-progress", count=1)


async def test_one_call_comes_goes_and_comes_again(line: Line):
    crowd, room = Crowd(line), Meeting(line)
    crowd.join(1)
    (again,) = crowd.join(1)
    await crowd.settled()
    await room.on("in-progress", count=2)
    await room.kick(again.call_sid)
    from_before = again.record
    assert from_before.is_over
    crowd.switch.conferences.join(again.leg, "room", ConferenceSettings(), WISHES, waits=False)
    await crowd.settled()
    await room.on("in-progress", count=2)


async def test_nothing_is_left_of_a_room_that_is_over(line: Line):
    crowd = Crowd(line)
    legs_before = crowd.room.engine.snapshot()["legs"]
    crowd.join(4, beep="true", settings=ConferenceSettings(record_from_start=True))
    await crowd.settled()
    for leg in crowd.legs:
        leg.hang_up("platform")

    async def clean():
        return crowd.room.engine.snapshot()["legs"] == legs_before and not len(crowd.switch.conferences)

    assert await line.until(clean)
