"""Requests that call somebody into a conference, as a client sends them again and calls them off."""

import asyncio

from tests.calls.conftest import ACME, ALICE, BOB, Line

WHO = {"From": ACME, "To": ALICE}


async def test_the_same_request_again_has_the_same_answer_and_calls_nobody_again(line: Line):
    await line.phone(ALICE, {"wait_s": 5})
    path, key = "Conferences/room/Participants", {"Idempotency-Key": "once"}
    first, again = [await line.acme.post(path, key, **WHO) for _ in range(2)]
    assert (first.status, again.status, again.json) == (201, 201, first.json)
    assert again.headers["idempotency-replayed"] == "true"
    assert len(await line.calls()) == 1


async def test_two_requests_at_once_for_a_new_name_make_one_room(line: Line):
    for number in (ALICE, BOB):
        await line.phone(number, {"wait_s": 5})
    path = "Conferences/room/Participants"
    made = await asyncio.gather(*(line.acme.post(path, From=ACME, To=number) for number in (ALICE, BOB)))
    assert {reply.status for reply in made} == {201}
    assert len({reply.json["conference_sid"] for reply in made}) == 1
    assert len((await line.acme.get("Conferences")).json["conferences"]) == 1


async def test_a_call_called_off_before_it_is_dialled_is_out_of_the_room_and_the_room_is_over(line: Line):
    permissions = f"Accounts/{line.acme.sid}/VoicePermissions"
    assert (await line.acme.own("POST", permissions, max_calls=1)).status == 200
    await line.phone(BOB, {"wait_s": 20})
    first = await line.call(BOB, "<Pause length='20'/>")
    await line.became(first, "in-progress")
    made = (await line.acme.post("Conferences/room/Participants", **WHO)).json
    off = await line.acme.post(f"Calls/{made['call_sid']}", Status="canceled")
    assert (off.status, off.json["status"]) == (200, "canceled")
    assert (await line.acme.get(f"Conferences/{made['conference_sid']}")).json["status"] == "completed"
    [gone] = (await line.acme.own("GET", f"Conferences/{made['conference_sid']}/Participants")).json["items"]
    assert (gone["status"], gone["reason_left"]) == ("failed", "participant_add_failed")
    refused = await line.acme.post(f"Conferences/{made['conference_sid']}/Participants", **WHO)
    assert (refused.status, refused.code) == (400, 16022)


async def test_one_shown_the_door_before_it_is_dialled_is_never_called(line: Line):
    permissions = f"Accounts/{line.acme.sid}/VoicePermissions"
    assert (await line.acme.own("POST", permissions, max_calls=1)).status == 200
    await line.phone(BOB, {"wait_s": 20})
    first = await line.call(BOB, "<Pause length='20'/>")
    await line.became(first, "in-progress")
    made = (await line.acme.post("Conferences/room/Participants", **WHO, Label="Ada")).json
    assert (await line.acme.delete("Conferences/room/Participants/Ada")).status == 204
    call = (await line.acme.get(f"Calls/{made['call_sid']}")).json
    assert (call["status"], call["start_time"]) == ("canceled", None)
    [gone] = (await line.acme.own("GET", f"Conferences/{made['conference_sid']}/Participants")).json["items"]
    assert gone["reason_left"] == "participant_updated_via_api"
