"""Which engine runs: the compiled one where it was built, else NumPy's; by wish the other."""

import os
import threading
from typing import Any

import structlog

from ringback.kernel import Entropy
from ringback.media.core.commands import CLOSE
from ringback.media.engine import Engine
from ringback.media.memory import Memory, Sizes
from ringback.media.ports import Ports
from ringback.transports.chance import SystemEntropy

try:
    from ringback.media import compiled  # type: ignore[attr-defined]
except ImportError:  # no C compiler when it was installed
    compiled = None

log = structlog.get_logger(__name__)
VARIABLE = "RINGBACK_MEDIA_ENGINE"
KINDS = ("auto", "compiled", "numpy")
CLOSE_S = 2.0


class CompiledLink:
    """A thread of this process that runs without the interpreter's lock."""

    name = "compiled"

    def __init__(self, memory: Memory) -> None:
        self._state = compiled.State(memory.fields())  # type: ignore[union-attr]
        self._loop = compiled.Loop(  # type: ignore[union-attr]
            self._state, memory["command_ring"], memory["event_ring"], memory["ring_ends"], _zeros
        )
        self.told: int = self._loop.told
        self.take = self._loop.take
        self.post = self._loop.post
        self.read_shared, self.write_shared = self._loop.read_shared, self._loop.write_shared
        self._thread = threading.Thread(target=self._loop.run, args=(_faulted,), name="media", daemon=True)
        self._thread.start()

    def add(self, record: tuple[int, ...], rtp: Any, rtcp: Any) -> bool:
        return self.post(record)

    async def close(self) -> None:
        self.post((CLOSE,))
        self._thread.join(CLOSE_S)


def _zeros(count: int) -> memoryview:
    return memoryview(bytearray(8 * count)).cast("q")


def _faulted(leg: int) -> None:
    log.error("media fault: a leg was disconnected", leg=leg)


async def open_engine(
    kind: str = "auto",
    ip: str = "127.0.0.1",
    ports: tuple[int, int] = (20000, 29999),
    capacity: int = 4096,
    entropy: Entropy | None = None,
) -> Engine:
    """Raises ValueError for a kind that is none, RuntimeError for one that was not built."""
    wanted = os.environ.get(VARIABLE, kind) if kind == "auto" else kind
    if wanted not in KINDS:
        raise ValueError(f"{VARIABLE} is {wanted!r}; it may be {', '.join(KINDS)}")
    sizes = Sizes(capacity=capacity, rooms=max(16, capacity // 4), taps=capacity)
    link, memory = _opened(wanted, sizes)
    log.info("media engine", engine=link.name, capacity=capacity)
    return Engine(link, memory, Ports(ip, *ports), entropy or SystemEntropy())


def _opened(wanted: str, sizes: Sizes) -> tuple[Any, Memory]:
    if compiled is not None and wanted != "numpy":
        memory = Memory(sizes)
        return CompiledLink(memory), memory
    if wanted == "compiled":
        raise RuntimeError(f"{VARIABLE}=compiled, but the compiled engine was not built (it needs gcc and python3-dev)")
    from ringback.media.io.process import open_process

    return open_process(sizes)
