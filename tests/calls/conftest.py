"""A whole Ringback with a voice of its own: SIP and RTP on loopback, handsets that follow scripts."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from ringback.media.files import wav
from tests.media.signal import sine
from tests.webhooks.customer import Customer, Heard
from tests.world.house import World, open_world

ACME, ALICE, BOB, CAROL = "+14155550100", "+14155550123", "+14155550124", "+14155550125"
DEADLINE_S = 15.0
TURN_S = 0.01


class Line:
    """What a test asks of the world by telephone."""

    def __init__(self, world: World) -> None:
        self.world, self.acme, self.customer = world, world.acme, world.customer

    # -- documents and handsets

    def says(self, path: str, verbs: str) -> str:
        """The customer's server has a document there; its URL."""
        return self.customer.says(path, f"<Response>{verbs}</Response>", content_type="text/xml")

    def sounds(self, path: str, hz: float, seconds: float = 1.0) -> str:
        """The customer's server has a tone there."""

        async def answer(_: Any) -> Any:
            return web.Response(body=wav(sine(hz, seconds=seconds), 1), content_type="audio/wav")

        return self.customer.does(path, answer)

    async def number(self, verbs: str, **settings: str) -> None:
        """Calls to the first number run this document."""
        found = (await self.acme.get("IncomingPhoneNumbers")).json["incoming_phone_numbers"][0]
        await self.acme.post(f"IncomingPhoneNumbers/{found['sid']}", VoiceUrl=self.says("/in", verbs), **settings)

    async def phone(self, number: str, *then: dict[str, Any], answers: float | None = 0.0, **script: Any) -> None:
        await self.world.script(number, answer_after_s=answers, then=list(then), **script)

    # -- calls

    async def call(self, to: str = ALICE, verbs: str | None = None, **params: Any) -> str:
        """Called over REST; the call's SID."""
        document = {} if verbs is None else {"Twiml": f"<Response>{verbs}</Response>"}
        made = await self.acme.post("Calls", **{"To": to, "From": ACME, **document, **params})
        assert made.status == 201, made.text
        return made.json["sid"]

    async def rings(self, number: str = ALICE, *then: dict[str, Any], to: str = ACME) -> str:
        """The handset calls; the handset call's id."""
        made = await self.acme.own("POST", f"Handsets/{number}/Calls", to=to, then=list(then))
        assert made.status == 201, made.text
        return made.json["id"]

    async def over(self, sid: str) -> dict[str, Any]:
        """The call, once it has ended."""

        async def look() -> dict[str, Any] | None:
            found = (await self.acme.get(f"Calls/{sid}")).json
            return found if found["status"] not in ("queued", "ringing", "in-progress") else None

        return await self.until(look)

    async def became(self, sid: str, status: str) -> dict[str, Any]:
        async def look() -> dict[str, Any] | None:
            found = (await self.acme.get(f"Calls/{sid}")).json
            return found if found["status"] == status else None

        return await self.until(look)

    async def calls(self, **filters: str) -> list[dict[str, Any]]:
        return (await self.acme.get("Calls", **filters)).json["calls"]

    async def ended(self, number: str) -> dict[str, Any]:
        """The handset's newest call, once it has ended and what it heard is kept."""

        async def look() -> dict[str, Any] | None:
            items = (await self.acme.own("GET", f"Handsets/{number}/Calls")).json["items"]
            return items[0] if items and items[0]["state"] == "ended" else None

        return await self.until(look)

    async def heard(self, number: str) -> bytes:
        """PCM of what came to the handset in its newest call."""
        call = await self.ended(number)
        path = call["heard"]["audio_url"].partition("8080")[2]
        return (await self.acme.get(path)).body[44:]

    async def told(self, path: str, count: int = 1) -> list[Heard]:
        """Requests that came to the customer's server there, once there are as many."""

        async def look() -> list[Heard] | None:
            found = [heard for heard in self.customer.heard if heard.path == path]
            return found if len(found) >= count else None

        return await self.until(look)

    async def until(self, look: Callable[[], Any]) -> Any:
        """What `look` gives, as soon as it gives something."""
        async with asyncio.timeout(DEADLINE_S):
            while not (found := await look()):  # noqa: ASYNC110 - real sound takes real time, and tells nobody
                await asyncio.sleep(TURN_S)
            return found


@pytest.fixture
async def line(tmp_path: Path, customer: Customer) -> AsyncIterator[Line]:
    world = await open_world(None, tmp_path, customer, roles=("all",))
    yield Line(world)
    await world.house.stop()
