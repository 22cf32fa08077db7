"""All handsets as a server has them, on real sockets: signalling, media and store; no platform but the one a test makes."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from ringback.carriers.simulated import HandsetCall, HandsetCalls, Handsets, read_steps
from ringback.carriers.simulated.phone_script import RINGS_MOST_S
from ringback.carriers.simulated.phones import Phones
from ringback.media import open_engine
from ringback.media.recording import Recorder
from ringback.signalling import Allowed, Endpoint, Listener
from ringback.speech import Spoken
from ringback.store.blobs import open_blobs
from ringback.transports.http_client import HttpClient
from tests.media.signal import sine

ALICE, BOB, CAROL, ACME = "+14155550123", "+14155550124", "+14155550125", "+14155550100"
ACME_SID = "AC" + "a" * 32
HELLO_HZ = 500.0


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

    async def script(self, number: str, **script: Any) -> None:
        await self.handsets.merge(number, script)

    async def dial(self, number: str, to: str, *then: dict[str, Any]) -> HandsetCall:
        return await self.phones.dial(number, to, read_steps(then), account_sid=ACME_SID)

    async def of(self, number: str) -> HandsetCall | None:
        """The handset's newest call, as it is kept."""
        found = await self.handsets._store.select(_newest(number))
        return await self.calls.get(number, found[0][0]) if found else None
