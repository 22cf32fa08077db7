"""What all live calls share: the rooms below, the ground above, and the calls by their SIDs."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ringback.kernel import Clock, SidSource
from ringback.media import Engine
from ringback.signalling import Endpoint
from ringback.speech.recognition import Recognition
from ringback.store import Store
from ringback.store.blobs import Blobs
from ringback.switch.hearing import Hearing
from ringback.switch.model import Instructions
from ringback.switch.ports import Ground
from ringback.switch.sounds import Sounds
from ringback.webhooks import Webhooks

if TYPE_CHECKING:
    from ringback.switch.conferences.conferences import Conferences
    from ringback.switch.leg import Leg
    from ringback.switch.queues.queues import Queues
    from ringback.switch.recordings import Recordings

Said = Callable[[str, str], None]
Run = Callable[["Leg", Instructions, dict[str, str]], Awaitable[None]]


class Room(msgspec.Struct, kw_only=True, eq=False):
    """One switch's surroundings. `said` hears the text spoken to a call; `owner` names this process in records."""

    store: Store
    clock: Clock
    sids: SidSource
    endpoint: Endpoint
    engine: Engine
    webhooks: Webhooks
    blobs: Blobs
    sounds: Sounds
    ground: Ground
    owner: str
    folder: Path
    media_ip: str
    allow_private: Callable[[str], Awaitable[bool]]
    said: Said = lambda call_sid, text: None
    legs: "dict[str, Leg]" = {}
    recordings: "Recordings | None" = None
    conferences: "Conferences | None" = None
    queues: "Queues | None" = None
    recognition: Recognition | None = None
    hearing: Hearing = msgspec.field(default_factory=Hearing)
    run: "Run | None" = None  # runs a document on a leg until the leg has ended
    tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Runs beside; a failure is logged by whoever waits, or by the loop."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task
