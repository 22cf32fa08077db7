"""Callers wait in a queue, and whoever dials it gets the one who has waited longest."""

import asyncio
from typing import Any

from aiohttp import web

from ringback.store import Unit
from ringback.switch.queues.model import Queue, Wait, WaitStatus
from tests.calls.conftest import ALICE, BOB, CAROL, Line
from tests.media.signal import has_tones, level_dbfs, stretch, tone_dbfs, tracks

SUPPORT = "support"
PATIENCE = {"wait_s": 60}


async def waits(line: Line, number: str = ALICE, attributes: str = "", after: str = "<Hangup/>") -> str:
    """A caller in the queue; the SID of the call. Its action is /left."""
    action = line.says("/left", after)
    sid = await line.call(number, f'<Enqueue action="{action}" {attributes}>{SUPPORT}</Enqueue>')
    await line.until(lambda: is_waiting(line, sid))
    return sid


async def is_waiting(line: Line, call_sid: str) -> bool:
    found = await line.world.store.first(Wait, call_sid=call_sid)
    return found is not None and found.status is WaitStatus.WAITING


async def serves(line: Line, number: str = BOB, attributes: str = "", noun: str = "", then: str = "<Hangup/>") -> str:
    """An agent who dials the queue; the SID of the call. Its action is /served."""
    action = line.says("/served", then)
    return await line.call(number, f'<Dial action="{action}" {attributes}><Queue {noun}>{SUPPORT}</Queue></Dial>')


async def talking(line: Line) -> Wait:
    """The wait of the caller whom somebody talks to."""

    async def look() -> Wait | None:
        return await line.world.store.first(Wait, result="bridged")

    return await line.until(look)


async def queue(line: Line) -> dict[str, Any]:
    (found,) = (await line.acme.get("Queues")).json["queues"]
    return found


async def members(line: Line) -> list[dict[str, Any]]:
    sid = (await queue(line))["sid"]
    return (await line.acme.get(f"Queues/{sid}/Members")).json["queue_members"]


async def alerts(line: Line) -> list[str]:
    await line.world.settle()
    return [alert["error_code"] for alert in (await line.acme.get("/monitor/v1/Alerts")).json["alerts"]]


# -- being served


async def test_they_hear_each_other_and_both_actions_are_told_when_the_agent_hangs_up(line: Line):
    await line.phone(ALICE, {"play": line.sounds("/low", 1333.0, 4.0)}, PATIENCE)
    await line.phone(BOB, {"play": line.sounds("/high", 1777.0, 1.5)}, {"hang_up": True})
    caller = await waits(line)
    agent = await serves(line)
    (left,) = await line.told("/left")
    assert (left.form["QueueResult"], left.form["CallSid"]) == ("bridged", caller)
    (served,) = await line.told("/served")
    assert (served.form["DialCallStatus"], served.form["DequeueResult"]) == ("answered", "bridged")
    assert served.form["DequeuedCallSid"] == caller and served.form["QueueSid"] == left.form["QueueSid"]
    assert (await line.over(agent))["status"] == (await line.over(caller))["status"] == "completed"
    assert tone_dbfs(await line.heard(BOB), 1333.0) > -40
    assert tone_dbfs(await line.heard(ALICE), 1777.0) > -40


async def test_a_caller_who_hangs_up_leaves_the_agent_to_the_next_verb(line: Line):
    await line.phone(ALICE, {"wait_s": 1.0}, {"hang_up": True})
    await line.phone(BOB, PATIENCE)
    await waits(line)
    await serves(line, then="<Say>Next</Say>")
    assert (await line.ended(BOB))["heard"]["captions"] == ["Next"]
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "bridged"


async def test_an_agent_waits_for_the_first_caller(line: Line):
    await line.acme.post("Queues", FriendlyName=SUPPORT)
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, {"wait_s": 1.5}, {"hang_up": True})
    await serves(line)
    await line.until(lambda: agents_waiting(line, 1))
    action = line.says("/left", "<Hangup/>")
    await line.call(ALICE, f'<Enqueue action="{action}">{SUPPORT}</Enqueue>')
    (left,) = await line.told("/left")
    assert (left.form["QueueResult"], left.form["QueueTime"]) == ("bridged", "0")


async def agents_waiting(line: Line, count: int) -> bool:
    (state,) = (await line.acme.own("GET", "QueueStates")).json["items"]
    return state["agents_waiting"] == count


async def test_an_empty_queue_and_one_that_is_not_there_are_told_apart(line: Line):
    await line.phone(BOB, PATIENCE)
    await serves(line, attributes='timeout="1"')
    (missing,) = await line.told("/served")
    assert (missing.form["DialCallStatus"], missing.form["DequeueResult"]) == ("failed", "error")
    await line.acme.post("Queues", FriendlyName=SUPPORT)
    await line.ended(BOB)
    await serves(line, attributes='timeout="1"')
    empty = (await line.told("/served", 2))[1]
    assert (empty.form["DialCallStatus"], empty.form["DequeueResult"]) == ("no-answer", "queue-empty")


async def test_two_agents_never_get_the_same_caller(line: Line):
    for number in (ALICE, BOB, CAROL):
        await line.phone(number, {"wait_s": 2.5}, {"hang_up": True})
    caller = await waits(line)
    await asyncio.gather(*(serves(line, number, 'timeout="1"') for number in (BOB, CAROL)))
    told = await line.told("/served", 2)
    assert sorted(one.form["DequeueResult"] for one in told) == ["bridged", "queue-empty"]
    assert [one.form["DequeuedCallSid"] for one in told if "DequeuedCallSid" in one.form] == [caller]


async def test_the_star_key_and_the_time_limit_end_the_talk(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, {"wait_s": 1.0}, {"press": "*"}, PATIENCE)
    await line.phone(CAROL, PATIENCE)
    await waits(line, after=f"<Enqueue>{SUPPORT}</Enqueue>")
    await serves(line, attributes='hangupOnStar="true"', then="<Say>Back</Say>")
    assert (await line.ended(BOB))["heard"]["captions"] == ["Back"]
    await serves(line, CAROL, 'timeLimit="1"')
    second = (await line.told("/served", 2))[1]
    assert second.form["DequeueResult"] == "bridged" and int(second.form["DequeuedCallDuration"]) in (1, 2)


async def test_the_talk_is_recorded_where_asked(line: Line):
    await line.phone(ALICE, {"play": line.sounds("/low", 440.0, 6.0)}, PATIENCE)
    await line.phone(BOB, {"wait_s": 1.5}, {"hang_up": True})
    await waits(line)
    await serves(line, attributes='record="record-from-answer-dual"')
    (served,) = await line.told("/served")
    sid = served.form["RecordingUrl"][-34:]

    async def finished() -> bool:
        return (await line.acme.get(f"Recordings/{sid}")).json["status"] == "completed"

    await line.until(finished)
    media = await line.acme.get(f"/2010-04-01/Accounts/{line.acme.sid}/Recordings/{sid}.wav")
    _, caller = tracks(media.body)
    assert has_tones(caller, 440.0)


async def test_a_whisper_is_heard_by_the_caller_before_they_talk(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, {"wait_s": 1.5}, {"hang_up": True})
    caller = await waits(line)
    agent = await serves(line, noun=f'url="{line.says("/whisper", "<Say>An agent takes your call</Say>")}"')
    (asked,) = await line.told("/whisper")
    assert (asked.form["CallSid"], asked.form["DequeingCallSid"]) == (caller, agent)
    assert asked.form["QueueSid"] == (await queue(line))["sid"] and "QueueTime" in asked.form
    assert (await line.ended(ALICE))["heard"]["captions"] == ["An agent takes your call"]
    assert (await line.ended(BOB))["heard"]["captions"] == []


async def test_an_agent_who_vanishes_during_the_whisper_leaves_the_caller_in_front(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, {"wait_s": 1.0}, {"hang_up": True})
    await line.phone(CAROL, {"wait_s": 1.0}, {"hang_up": True})
    first = await waits(line)
    await line.phone("+14155550131", PATIENCE)
    await waits(line, "+14155550131")
    whisper = line.says("/whisper", "<Pause length='20'/>")
    await serves(line, noun=f'url="{whisper}"')
    await line.told("/whisper")

    async def stands_in_front() -> bool:
        return [one["call_sid"] for one in await members(line)][:1] == [first]

    await line.ended(BOB)
    await line.until(stands_in_front)
    await serves(line, CAROL)
    (left,) = await line.told("/left")
    assert (left.form["CallSid"], left.form["QueueResult"]) == (first, "bridged")


# -- while one waits


async def test_who_waits_hears_music(line: Line):
    await line.phone(ALICE, {"wait_s": 2.0}, {"hang_up": True})
    await waits(line)
    assert -40 < level_dbfs(stretch(await line.heard(ALICE), 0.5, 1.5)) < -15


async def test_the_wait_document_is_asked_for_again_each_time_it_ends(line: Line):
    await line.phone(ALICE, PATIENCE)
    hold = line.says("/hold", "<Say>Please hold</Say>")
    await waits(line, attributes=f'waitUrl="{hold}"')
    first, _, third = (await line.told("/hold", 3))[:3]
    assert (first.form["QueuePosition"], first.form["CurrentQueueSize"], first.form["MaxQueueSize"]) == (
        "1",
        "1",
        "1000",
    )
    assert {"QueueSid", "QueueTime", "AvgQueueTime", "CallSid", "From"} <= set(third.form)


async def test_a_caller_may_leave_by_a_key(line: Line):
    await line.phone(ALICE, {"wait_s": 0.8}, {"press": "1"}, PATIENCE)
    line.says("/hold", f'<Gather numDigits="1" action="{line.customer.url("/key")}"><Say>Press one</Say></Gather>')
    line.says("/key", "<Leave/>")
    await waits(line, attributes=f'waitUrl="{line.customer.url("/hold")}"')
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "leave"
    assert await members(line) == []


async def test_one_who_hangs_up_is_not_there_any_more(line: Line):
    await line.phone(ALICE, {"wait_s": 0.6}, {"hang_up": True})
    await line.phone(BOB, PATIENCE)
    caller = await waits(line)
    await line.over(caller)
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "hangup"
    await serves(line, attributes='timeout="1"')
    (served,) = await line.told("/served")
    assert served.form["DequeueResult"] == "queue-empty"


async def test_one_who_hangs_up_during_the_whisper_leaves_the_agent_waiting(line: Line):
    await line.phone(ALICE, {"wait_s": 1.2}, {"hang_up": True})
    await line.phone(BOB, PATIENCE)
    await waits(line)
    whisper = line.says("/whisper", "<Pause length='20'/>")
    await serves(line, attributes='timeout="2"', noun=f'url="{whisper}"')
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "bridging-in-process"
    (served,) = await line.told("/served")
    assert served.form["DequeueResult"] == "queue-empty"


async def test_a_full_queue_turns_the_next_one_away(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, PATIENCE)
    await waits(line)
    await line.acme.post(f"Queues/{(await queue(line))['sid']}", MaxSize="1")
    await line.call(BOB, f'<Enqueue action="{line.says("/full", "<Say>Sorry</Say>")}">{SUPPORT}</Enqueue>')
    (full,) = await line.told("/full")
    assert full.form["QueueResult"] == "queue-full"
    assert (await line.ended(BOB))["heard"]["captions"] == ["Sorry"]
    assert "14207" in await alerts(line)


async def test_a_wait_document_that_cannot_be_had_ends_the_wait(line: Line):
    await line.phone(ALICE, PATIENCE)
    gone = line.customer.says("/gone", "no", status=500)
    action = line.says("/left", "<Say>Sorry</Say>")
    await line.call(ALICE, f'<Enqueue action="{action}" waitUrl="{gone}">{SUPPORT}</Enqueue>')
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "error"


async def test_a_workflow_is_refused_truthfully_while_nobody_routes(line: Line):
    await line.phone(ALICE, PATIENCE)
    action = line.says("/left", "<Hangup/>")
    workflow = "WW" + "0" * 32
    await line.call(ALICE, f'<Enqueue action="{action}" workflowSid="{workflow}"><Task>{{"a": 1}}</Task></Enqueue>')
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "system-error"
    assert "14220" in await alerts(line)


async def test_a_task_router_is_handed_the_task_and_the_caller_waits_for_its_workflow(line: Line):
    routed: list[Wait] = []

    class Router:
        async def route(self, wait: Wait) -> str | None:
            routed.append(wait)
            return "WT" + "1" * 32

    voice = line.world.house.voice
    assert voice is not None
    voice.switch.queues.router = Router()
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, {"wait_s": 1.0}, {"hang_up": True})
    workflow, action = "WW" + "0" * 32, line.says("/left", "<Hangup/>")
    sid = await line.call(
        ALICE, f'<Enqueue action="{action}" workflowSid="{workflow}"><Task priority="3">{{"a": 1}}</Task></Enqueue>'
    )
    await line.until(lambda: is_waiting(line, sid))
    assert [wait.workflow_sid for wait in routed] == [workflow]
    assert [wait.task for wait in routed] == [{"attributes": '{"a": 1}', "priority": 3, "timeout_s": None}]
    await line.call(BOB, f"<Dial><Queue>{workflow}</Queue></Dial>")
    (left,) = await line.told("/left")
    assert (left.form["QueueResult"], left.form["TaskSid"]) == ("bridged", "WT" + "1" * 32)


# -- sent elsewhere


async def test_a_redirected_call_leaves_the_queue(line: Line):
    await line.phone(ALICE, PATIENCE)
    hold = line.says("/hold", "<Pause length='30'/>")
    caller = await waits(line, attributes=f'waitUrl="{hold}"')
    await line.told("/hold")
    await line.acme.post(f"Calls/{caller}", Twiml="<Response><Say>Elsewhere</Say></Response>")
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "redirected"
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Elsewhere"]


async def test_the_front_one_is_taken_out_over_rest_while_a_slow_document_is_fetched(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, PATIENCE)
    never = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await never.wait()
        return web.Response(text="<Response/>", content_type="text/xml")

    caller = await waits(line, attributes=f'waitUrl="{line.customer.does("/slow", slow)}"')
    second = await waits(line, BOB)
    await line.told("/slow")
    sid = (await queue(line))["sid"]
    taken = await line.acme.post(f"Queues/{sid}/Members/Front", Url=line.says("/out", "<Say>Your turn</Say>"))
    assert (taken.status, taken.json["call_sid"], taken.json["position"]) == (200, caller, 0)
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Your turn"]
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "redirected"
    assert [one["call_sid"] for one in await members(line)] == [second]
    never.set()


async def test_a_caller_redirected_out_of_the_talk_leaves_the_agent_free(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, PATIENCE)
    caller = await waits(line)
    await serves(line, then="<Say>Free</Say>")
    await talking(line)
    await line.acme.post(f"Calls/{caller}", Twiml="<Response><Say>Elsewhere</Say></Response>")
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "redirected-from-bridged"
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Elsewhere"]
    assert (await line.ended(BOB))["heard"]["captions"] == ["Free"]


async def test_an_agent_redirected_out_of_the_talk_leaves_the_caller_to_its_action(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, PATIENCE)
    await waits(line, after="<Say>Thank you</Say>")
    agent = await serves(line)
    await talking(line)
    await line.acme.post(f"Calls/{agent}", Twiml="<Response><Say>Break</Say></Response>")
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Thank you"]
    assert (await line.ended(BOB))["heard"]["captions"] == ["Break"]


# -- the queue goes


async def test_a_queue_is_not_deleted_while_somebody_waits(line: Line):
    await line.phone(ALICE, PATIENCE)
    caller = await waits(line)
    sid = (await queue(line))["sid"]
    refused = await line.acme.delete(f"Queues/{sid}")
    assert (refused.status, refused.json["code"]) == (400, 22001)
    await line.acme.post(f"Calls/{caller}", Status="completed")
    await line.over(caller)
    assert (await line.acme.delete(f"Queues/{sid}")).status == 204
    assert (await line.acme.get(f"Queues/{sid}")).status == 404


async def test_documents_that_say_a_queues_former_name_still_find_it(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, PATIENCE)
    sid = (await line.acme.post("Queues", FriendlyName=SUPPORT)).json["sid"]
    await line.acme.post(f"Queues/{sid}", FriendlyName="sales")
    first = await waits(line)
    assert [one["call_sid"] for one in await members(line)] == [first]
    other = (await line.acme.post("Queues", FriendlyName=SUPPORT)).json["sid"]
    second = await waits(line, BOB)
    assert (await line.acme.get(f"Queues/{other}/Members/Front")).json["call_sid"] == second


async def test_who_waits_under_a_former_name_waits_on_there_when_the_queue_is_deleted(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, {"wait_s": 1.0}, {"hang_up": True})
    sid = (await line.acme.post("Queues", FriendlyName=SUPPORT)).json["sid"]
    caller = await waits(line)
    await line.acme.post(f"Queues/{sid}", FriendlyName="sales")
    assert (await line.acme.delete(f"Queues/{sid}")).status == 204

    async def moved() -> bool:
        found = (await line.acme.get("Queues")).json["queues"]
        return [(one["friendly_name"], one["current_size"]) for one in found] == [(SUPPORT, 1)]

    await line.until(moved)
    assert [one["call_sid"] for one in await members(line)] == [caller]
    await serves(line)
    (left,) = await line.told("/left")
    assert (left.form["QueueResult"], left.form["QueueSid"]) == ("bridged", (await queue(line))["sid"])


async def test_a_queue_whose_record_goes_lets_its_callers_go(line: Line):
    await line.phone(ALICE, PATIENCE)
    await waits(line, after="<Say>Sorry</Say>")
    store = line.world.store
    await store.commit(Unit(delete=[await store.get(Queue, (await queue(line))["sid"])]))
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "system-error"
    assert (await line.ended(ALICE))["heard"]["captions"] == ["Sorry"]
    await waits(line)  # and who comes now waits in a new one
    assert len(await members(line)) == 1


async def test_a_queue_deleted_while_its_last_caller_hears_the_whisper_is_gone_when_the_agent_vanishes(line: Line):
    await line.phone(ALICE, PATIENCE)
    await line.phone(BOB, {"wait_s": 1.2}, {"hang_up": True})
    await waits(line)
    whisper = line.says("/whisper", "<Pause length='20'/>")
    await serves(line, noun=f'url="{whisper}"')
    await line.told("/whisper")

    async def deleted() -> bool:
        return (await line.acme.delete(f"Queues/{(await queue(line))['sid']}")).status == 204

    await line.until(deleted)
    (left,) = await line.told("/left")
    assert left.form["QueueResult"] == "system-error"


async def test_callers_who_come_while_their_queue_is_deleted_are_never_lost(line: Line):
    numbers = [f"+1415555{n:04}" for n in range(140, 146)]
    for number in numbers:
        await line.phone(number, PATIENCE)
    sid = (await line.acme.post("Queues", FriendlyName=SUPPORT)).json["sid"]
    calls = [line.call(number, f"<Enqueue>{SUPPORT}</Enqueue>") for number in numbers]

    async def deletes() -> int:
        for _ in range(50):
            if (status := (await line.acme.delete(f"Queues/{sid}")).status) == 204:
                return status
            await asyncio.sleep(0.005)
        return 400

    made, _ = await asyncio.gather(asyncio.gather(*calls), deletes())
    for call_sid in made:
        await line.until(lambda call_sid=call_sid: is_waiting(line, call_sid))
    assert {one["call_sid"] for one in await members(line)} == set(made)
