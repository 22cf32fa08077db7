"""Calls of handsets, as they are driven over the API: real SIP and RTP behind it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from ringback.media.files import wav
from tests.media.signal import has_tones, sine, tone_dbfs, tracks
from tests.webhooks.customer import Customer
from tests.world.house import HANDSET, SPOKEN_HZ, Account, World, open_world

BOB = "+14155550124"


@pytest.fixture
async def spoken(tmp_path: Path, customer: Customer) -> AsyncIterator[World]:
    """A world with voice."""
    world = await open_world(None, tmp_path, customer, roles=("all",))
    yield world
    await world.house.stop()


async def call_of(account: Account, number: str, state: str) -> dict[str, Any]:
    """The handset's newest call, once it is that far."""
    async with asyncio.timeout(20):
        while True:
            items = (await account.own("GET", f"Handsets/{number}/Calls")).json["items"]
            if items and items[0]["state"] == state:
                return items[0]
            await asyncio.sleep(0.01)  # real sound takes real time


async def do(account: Account, number: str, call: dict[str, Any], *steps: dict[str, Any]) -> Any:
    return await account.own("POST", f"Handsets/{number}/Calls/{call['id']}", then=list(steps))


async def test_a_handset_is_answered_driven_and_hung_up_by_hand(spoken: World):
    await spoken.script(HANDSET, answer_after_s=None)
    dialled = await spoken.acme.own("POST", f"Handsets/{BOB}/Calls", to=HANDSET, then=[{"wait_s": 20}])
    assert dialled.status == 201 and dialled.json["direction"] == "placed" and dialled.json["sid"] is None
    ringing = await call_of(spoken.acme, HANDSET, "ringing")
    assert (await spoken.acme.own("GET", f"Handsets/{HANDSET}")).json["state"] == "ringing"
    assert (await do(spoken.acme, HANDSET, ringing, {"press": "1"})).code == 20001
    answered = await do(spoken.acme, HANDSET, ringing, {"answer": True}, {"press": "5"}, {"say": "hello"})
    assert answered.status == 200
    talking = await call_of(spoken.acme, HANDSET, "talking")
    states = {phone["number"]: phone["state"] for phone in (await spoken.acme.own("GET", "Handsets")).json["items"]}
    assert states == {HANDSET: "talking", BOB: "talking"}
    async with asyncio.timeout(20):
        while not (await call_of(spoken.acme, BOB, "talking"))["heard"]["captions"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert (await do(spoken.acme, HANDSET, talking, {"hang_up": True})).status == 200
    bob = await call_of(spoken.acme, BOB, "ended")
    assert (bob["heard"]["captions"], bob["heard"]["digits"], bob["ended_by"]) == (["hello"], "5", "far")
    assert (await do(spoken.acme, HANDSET, talking, {"press": "1"})).code == 20409


async def test_what_a_handset_hears_can_be_fetched_by_whom_it_concerns(spoken: World):
    await spoken.script(HANDSET, answer_after_s=0, then=[{"wait_s": 30}])
    sent = await spoken.acme.post(
        "Calls", To=HANDSET, From="+14155550100", Twiml="<Response><Say>Ahoy!</Say></Response>"
    )
    call = await call_of(spoken.acme, HANDSET, "ended")
    assert (call["sid"], call["from"], call["heard"]["captions"]) == (sent.json["sid"], "+14155550100", ["Ahoy!"])
    path = call["heard"]["audio_url"].partition("8080")[2]
    audio = await spoken.acme.get(path)
    assert (audio.status, audio.headers["content-type"]) == (200, "audio/wav")
    assert has_tones(tracks(audio.body)[0], SPOKEN_HZ)
    stranger = await spoken.subaccount()
    assert (await stranger.own("GET", f"Handsets/{HANDSET}/Calls")).json["items"] == []
    assert ((await stranger.get(path)).status, (await stranger.own("GET", path.partition("v1/")[2][:-10])).status) == (
        404,
        404,
    )
    assert (await do(stranger, HANDSET, call, {"press": "1"})).status == 404


async def test_a_handset_plays_a_file_from_the_web_and_what_cannot_be_played_is_passed_over(spoken: World):
    async def tone(_: Any) -> Any:
        return web.Response(body=wav(sine(700, seconds=0.6), 1), content_type="audio/wav")

    tune, page = spoken.customer.does("/tune", tone), spoken.customer.says("/page", "no sound at all")
    steps = [{"play": page}, {"play": tune}, {"press": "1"}, {"hang_up": True}]
    await spoken.script(HANDSET, answer_after_s=0, then=steps)
    await spoken.acme.own("POST", f"Handsets/{BOB}/Calls", to=HANDSET)
    bob = await call_of(spoken.acme, BOB, "ended")
    audio = await spoken.acme.get(bob["heard"]["audio_url"].partition("8080")[2])
    [pcm] = tracks(audio.body)
    assert bob["heard"]["digits"] == "1" and tone_dbfs(pcm, 700) > tone_dbfs(pcm, 800) + 15


async def test_calls_of_a_handset_come_in_pages(spoken: World):
    await spoken.script(HANDSET, reject="busy")
    ids = []
    for _ in range(3):
        dialled = await spoken.acme.own("POST", f"Handsets/{BOB}/Calls", to=HANDSET)
        ids.append(dialled.json["id"])
    first = (await spoken.acme.own("GET", f"Handsets/{BOB}/Calls?page_size=2")).json
    onward = first["meta"]["next_page_url"].partition("/ringback/v1/")[2]
    rest = (await spoken.acme.own("GET", onward)).json
    assert [call["id"] for call in first["items"] + rest["items"]] == ids[::-1]


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 400, None),
        ({"to": "nobody"}, 400, 21211),
        ({"to": HANDSET}, 400, 21266),
        ({"to": BOB, "then": [{"sing": "la"}]}, 400, 20001),
        ({"to": BOB, "then": [{"wait_s": 99999}]}, 400, 20001),
    ],
)
async def test_what_a_handset_cannot_dial_is_refused_with_the_reason(world: World, fields, status, code):
    refused = await world.acme.own("POST", f"Handsets/{HANDSET}/Calls", **fields)
    assert refused.status == status and code in (None, refused.code), refused.text


async def test_without_voice_handsets_say_that_they_cannot_call(world: World):
    refused = await world.acme.own("POST", f"Handsets/{HANDSET}/Calls", to=BOB)
    assert refused.status == 503 and "voice" in refused.json["message"]
    owned = await world.acme.own("POST", "Handsets/+14155550100/Calls", to=BOB)
    assert owned.status == 409


async def test_a_script_that_no_phone_can_follow_is_refused(world: World):
    refused = await world.acme.own("PUT", f"Handsets/{HANDSET}", then=[{"say": "hi"}, {"press": "x"}])
    assert (refused.status, refused.code) == (400, 20001) and "step 2" in refused.json["message"]
    assert (await world.acme.own("PUT", f"Handsets/{HANDSET}", answer_after_s=-1)).status == 400
    assert (await world.acme.own("GET", f"Handsets/{HANDSET}")).json["script"]["then"] == []
