"""All handsets as a server has them, on real sockets with real RTP; there is no platform, so they call each other."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from ringback.carriers.simulated import HandsetCall, HandsetCalls, Handsets, read_steps
from ringback.carriers.simulated.phones import Phones
from ringback.kernel import PageRequest
from ringback.media import open_engine
from ringback.media.recording import Recorder
from ringback.speech import Spoken
from ringback.store.blobs import open_blobs
from ringback.transports.http_client import HttpClient
from tests.media.signal import sine, tracks

ALICE, BOB = "+14155550123", "+14155550124"
ACME_SID = "AC" + "a" * 32
HELLO_HZ = 500.0
DEADLINE_S = 20.0


@pytest.fixture
def database_url() -> None:
    """SQLite: phones have nothing of their own with the database."""
    return


async def hello(text: str) -> Spoken:
    """A voice whose every sentence is a tone of half a second."""
    return Spoken(sine(HELLO_HZ, seconds=0.5))


class World:
    """Phones, and what a test asks of them."""

    def __init__(self, phones: Phones, handsets: Handsets, calls: HandsetCalls) -> None:
        self.phones, self.handsets, self.calls = phones, handsets, calls

    async def script(self, number: str, *then: dict[str, Any], answers: float | None = 0.0, **script: Any) -> None:
        await self.handsets.merge(number, {"answer_after_s": answers, "then": list(then), **script})

    async def dial(self, number: str, to: str, *then: dict[str, Any]) -> HandsetCall:
        return await self.phones.dial(number, to, read_steps(then), account_sid=ACME_SID)

    async def newest(self, number: str) -> HandsetCall | None:
        """The handset's newest call, as it is on the disk."""
        found = (await self.calls.of(number, PageRequest(size=1))).items
        return found[0] if found else None

    async def when(self, number: str, holds: Callable[[HandsetCall], bool]) -> HandsetCall:
        """The handset's newest call, as soon as this holds of it."""
        async with asyncio.timeout(DEADLINE_S):
            while (call := await self.newest(number)) is None or not holds(call):  # noqa: ASYNC110
                await asyncio.sleep(0.01)  # real sound takes real time
            return call

    async def is_(self, number: str, state: str) -> HandsetCall:
        return await self.when(number, lambda call: call.state == state)

    async def kept(self, number: str) -> HandsetCall:
        """Ended, with all that is known of it at last."""
        return await self.when(number, lambda call: call.state == "ended" and call.quality is not None)

    async def sound(self, number: str) -> bytes:
        """PCM of what reached the handset in its newest call."""
        call = await self.kept(number)
        wav = await self.phones.heard(await self.when(number, lambda found: found.audio is not None) or call)
        assert wav is not None
        [pcm] = tracks(wav)
        return pcm

    def hand(self, call: HandsetCall, *steps: dict[str, Any]) -> bool:
        return self.phones.order(call.id, read_steps(steps))


async def nobody(number: str) -> None:
    """No account owns anything here."""
    return


class Builder:
    """Opens phones on one store, again after a stop if need be."""

    def __init__(self, store: Any, clock: Any, sids: Any, entropy: Any, data: Path) -> None:
        self.store, self.clock, self.sids, self.entropy, self.data = store, clock, sids, entropy, data
        self._open: list[Any] = []

    async def open(self, **more: Any) -> World:
        engine = await open_engine(ip="127.0.0.1", ports=(30000, 34999), capacity=64)
        recorder, http = Recorder(self.clock), HttpClient()
        handsets, calls = Handsets(self.store, self.clock), HandsetCalls(self.store, self.clock)
        given = {
            "engine": engine,
            "handsets": handsets,
            "calls": calls,
            "clock": self.clock,
            "sids": self.sids,
            "entropy": self.entropy,
            "http": http,
            "say": hello,
            "spools": recorder,
            "blobs": open_blobs(None, self.data),
            "data": self.data,
            "owner": "here",
            "owner_of": nobody,
            "platform": lambda: None,
            "allow_private": True,
        }
        phones = Phones(**{**given, **more})
        await phones.start()
        self._open += [phones.stop, recorder.close, http.close, engine.close]
        return World(phones, handsets, calls)

    async def close(self) -> None:
        for stop in self._open:
            await stop()


@pytest.fixture
async def builder(store, clock, sids, entropy, tmp_path: Path) -> AsyncIterator[Builder]:
    made = Builder(store, clock, sids, entropy, tmp_path)
    yield made
    await made.close()


@pytest.fixture
async def world(builder: Builder) -> World:
    return await builder.open()
