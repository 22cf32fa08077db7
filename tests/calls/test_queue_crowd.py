"""Callers and agents who come and go as they like, some in the same instant: nobody is lost, nobody is taken twice."""

import asyncio
import random
from typing import Any

from tests.calls.conftest import Line

CALLERS = [f"+1415555{number:04}" for number in range(400, 424)]
AGENTS = [f"+1415555{number:04}" for number in range(500, 505)]


async def test_a_crowd_that_comes_and_goes_leaves_true_records_and_nothing_behind(line: Line):
    chance = random.Random(41)
    hold = line.says("/hold", "<Say>Please hold</Say><Pause length='1'/>")
    whisper = line.says("/whisper", "<Say>Here they are</Say>")
    nouns = ("<Queue>support</Queue>", f'<Queue url="{whisper}">support</Queue>')
    await line.acme.post("Queues", FriendlyName="support")
    for number in CALLERS:
        await line.phone(number, {"wait_s": chance.choice((0.3, 0.9, 1.0, 1.1, 3.0))}, {"hang_up": True})
    for number in AGENTS:
        steps = [{"wait_s": chance.uniform(0.1, 0.4)}, {"press": "*"}] * 4
        await line.phone(number, {"wait_s": chance.choice((0.2, 0.9, 1.0))}, *steps, {"hang_up": True})

    async def comes(number: str) -> str:
        music = f'waitUrl="{hold}"' if chance.random() < 0.5 else ""
        return await line.call(number, f"<Enqueue {music}>support</Enqueue>")

    async def serves(number: str) -> str:
        dial = f'<Dial timeout="2" hangupOnStar="true">{chance.choice(nouns)}</Dial>'
        return await line.call(number, dial * 8)

    made = await asyncio.gather(*map(comes, CALLERS), *map(serves, AGENTS))
    for sid in made:
        assert (await line.over(sid))["status"] == "completed"
    waits: list[dict[str, Any]] = (await line.acme.own("GET", "QueueWaits?page_size=100")).json["items"]
    assert {wait["call_sid"] for wait in waits} == set(made[: len(CALLERS)]) and len(waits) == len(CALLERS)
    assert {wait["status"] for wait in waits} == {"over"}
    assert {wait["result"] for wait in waits} <= {"bridged", "hangup", "bridging-in-process"}
    bridged = [wait for wait in waits if wait["result"] == "bridged"]
    assert bridged and {wait["agent_call_sid"] for wait in bridged} <= set(made[len(CALLERS) :])
    (queue,) = (await line.acme.own("GET", "QueueStates")).json["items"]
    assert (queue["current_size"], queue["agents_waiting"]) == (0, 0)
    voice = line.world.house.voice
    assert voice is not None and voice.live()["calls_live"] == 0


async def test_twenty_agents_at_once_take_twenty_callers(line: Line):
    callers, agents = CALLERS[:20], [f"+1415555{number:04}" for number in range(600, 620)]
    for number in callers:
        await line.phone(number, {"wait_s": 60})
    for number in agents:
        await line.phone(number, {"wait_s": 60})
    waiting = [await line.call(number, "<Enqueue>support</Enqueue>") for number in callers]

    async def all_wait() -> bool:
        found = (await line.acme.own("GET", "QueueStates")).json["items"]
        return bool(found) and found[0]["current_size"] == len(callers)

    await line.until(all_wait)
    serving = await asyncio.gather(
        *(line.call(number, '<Dial timeLimit="1"><Queue>support</Queue></Dial>') for number in agents)
    )

    async def all_taken() -> list[dict[str, Any]]:
        found = (await line.acme.own("GET", "QueueWaits?page_size=100")).json["items"]
        return found if all(wait["result"] == "bridged" for wait in found) else []

    waits = await line.until(all_taken)
    assert sorted(wait["call_sid"] for wait in waits) == sorted(waiting)
    assert sorted(wait["agent_call_sid"] for wait in waits) == sorted(serving)
