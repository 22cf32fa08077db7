"""Callers wait in a queue, and whoever dials it gets the one who has waited longest."""

from typing import Any

from tests.calls.conftest import ACME, ALICE, BOB, CAROL, Line

SUPPORT = "support"


async def waits(line: Line, number: str = ALICE, verbs: str | None = None, *then: dict[str, Any], **action: str) -> str:
    """A caller in the queue; the SID of the call."""
    if verbs is None:
        verbs = f'<Enqueue action="{line.says("/left", "<Hangup/>")}">{SUPPORT}</Enqueue>'
    await line.phone(number, *(then or ({"wait_s": 30},)))
    sid = await line.call(number, verbs)
    await line.until(lambda: is_in(line, sid))
    return sid


async def is_in(line: Line, call_sid: str) -> bool:
    from ringback.switch.queues.model import Wait, WaitStatus

    found = await line.world.store.first(Wait, call_sid=call_sid)
    return found is not None and found.status is WaitStatus.WAITING


async def serves(line: Line, number: str = BOB, *then: dict[str, Any], attributes: str = "", noun: str = "") -> str:
    """An agent who dials the queue; the SID of the call."""
    line.says("/served", "<Hangup/>")
    await line.phone(number, *(then or ({"wait_s": 30},)))
    url = line.customer.url("/served")
    return await line.call(number, f'<Dial action="{url}" {attributes}><Queue {noun}>{SUPPORT}</Queue></Dial>')


async def test_the_agent_hangs_up_and_both_actions_are_told(line: Line):
    caller = await waits(line)
    agent = await serves(line, BOB, {"wait_s": 0.5}, {"hang_up": True})
    (left,) = await line.told("/left")
    assert (left.form["QueueResult"], left.form["CallSid"]) == ("bridged", caller)
    (served,) = await line.told("/served")
    assert (served.form["DialCallStatus"], served.form["DequeueResult"]) == ("answered", "bridged")
    assert served.form["DequeuedCallSid"] == caller and served.form["QueueSid"] == left.form["QueueSid"]
    assert (await line.over(agent))["status"] == (await line.over(caller))["status"] == "completed"
