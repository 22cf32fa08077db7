"""CPU of the media engines on real sockets: `python -m bench.media [--json FILE] [--engine compiled|numpy] [--quick]`.

µs per leg and frame of 20 ms (a packet in, a packet out): the scheduler's CPU time of the media thread (or process),
which holds what the kernel does for it, over packets sent. Far ends are one process in C (`media_load.c`, needs a C
compiler) on another core. Loss is counted by sequence numbers; a packet that passes through is late by its own stamp,
one that is made here by its stream's grid. The generator itself ticks every millisecond. Both run before other programs
(SCHED_RR) where the system lets them, so that a busy machine does not measure itself.
"""

import argparse
import asyncio
import contextlib
import json
import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from pathlib import Path
from typing import Any, NamedTuple

from ringback.media import Audio, Digit, Engine, Leg, open_engine

HERE = Path(__file__).resolve().parent
PORTS = (20_000, 29_999)
WARM_S = 1.5
MOST_TALKERS = 1_000_000
GOALS_US = {"bridge": 7.5, "menu": 9.0, "conference of 8": 10.0, "waiting with music": 12.0}
ROOM_CORE = 0.5
NUMPY_TIMES = 2.5
MOST_LOSS, MOST_LATE_MS = 0.005, 10.0
BUSY_S, PERIOD_S = 0.030, 0.050


class Kind(NamedTuple):
    """One kind of work at so many legs."""

    name: str
    legs: int
    is_busy: bool = False
    talkers: int = MOST_TALKERS

    @property
    def label(self) -> str:
        talk = f", {self.talkers} talk" if self.talkers < self.legs else ""
        return f"{self.name}, {self.legs} legs{talk}" + (", Python busy" if self.is_busy else "")


KINDS = [Kind("bridge", 400), Kind("menu", 400), Kind("bridge + record", 400), Kind("conference of 8", 400)]
KINDS += [Kind("room", 250, talkers=3)]
LARGE = [Kind("waiting with music", 1000), Kind("bridge", 2000), Kind("bridge", 800, is_busy=True)]


class Calls:
    """The legs of one measurement."""

    def __init__(self, engine: Engine, kind: Kind) -> None:
        self._engine, self._kind = engine, kind
        self.load_port = free_port()
        self.digits = 0
        self.legs: list[Leg] = []
        self._taps: list[Any] = []
        self._audio: Audio | None = None

    def start(self) -> None:
        self.legs = [self._engine.open_leg(self._heard) for _ in range(self._kind.legs)]
        for leg in self.legs:
            leg.connect(address=("127.0.0.1", self.load_port))
        getattr(self, "_start_" + self._kind.name.split()[0])()

    def _heard(self, event: Any) -> None:
        self.digits += isinstance(event, Digit)

    def _start_bridge(self) -> None:
        for one, other in zip(self.legs[::2], self.legs[1::2], strict=True):
            one.bridge(other)
        if "record" in self._kind.name:
            self._taps = [leg.tap() for leg in self.legs]

    def _start_menu(self) -> None:
        sound = array("h", [round(8000 * math.sin(k / 3)) for k in range(80_000)])
        self._audio = self._engine.load(sound.tobytes())
        for leg in self.legs:
            leg.play(self._audio, loops=0)
            leg.watch("menu" in self._kind.name)  # so that what comes in is decoded, through the jitter buffer

    _start_waiting = _start_menu

    def _start_conference(self) -> None:
        for first in range(0, len(self.legs), 8):
            room = self._engine.open_room()
            for leg in self.legs[first : first + 8]:
                room.add(leg)

    def _start_room(self) -> None:
        room = self._engine.open_room()
        for leg in self.legs:
            room.add(leg)

    def read_taps(self) -> None:
        for tap in self._taps:
            tap.read()

    async def stop(self) -> None:
        for tap in self._taps:
            tap.close()
        for leg in self.legs:
            leg.close()
        while self._engine.snapshot()["legs"]:  # noqa: ASYNC110 - a bench may look again
            await asyncio.sleep(0.02)


def built_load() -> Path | None:
    """The generator, compiled; None where there is no C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    target = Path(tempfile.gettempdir()) / f"ringback-media-load-{os.getuid()}"
    subprocess.run([compiler, "-O2", "-o", str(target), str(HERE / "media_load.c")], check=True)
    return target


def free_port() -> int:
    """One that nobody has at the moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def schedule_file(engine: Engine) -> Path:
    """Where the kernel says how long the media thread ran."""
    link: Any = engine._link
    if engine.name == "numpy":
        return Path(f"/proc/{link.pid}/task/{link.pid}/schedstat")
    return Path(f"/proc/self/task/{link._loop.thread_id}/schedstat")


def cpu_us(file: Path) -> float:
    return int(file.read_text().split()[0]) / 1000


def keep_busy(over: threading.Event) -> None:
    """The interpreter's lock held 30 of every 50 ms."""
    while not over.is_set():
        until = time.perf_counter() + BUSY_S
        while time.perf_counter() < until:
            pass
        time.sleep(PERIOD_S - BUSY_S)


def pin(thread: int, core: int) -> None:
    """On a core of its own, before others where that is allowed: what else runs here is not what is measured."""
    with contextlib.suppress(OSError):
        os.sched_setaffinity(thread, {core})
        os.sched_setscheduler(thread, os.SCHED_RR, os.sched_param(1))


async def measure(name: str, kind: Kind, seconds: float, load: Path) -> dict[str, Any]:
    engine = await open_engine(kind=name, ports=PORTS, capacity=max(512, kind.legs))
    file = schedule_file(engine)
    while not file.exists():  # noqa: ASYNC110 - the thread is coming up
        await asyncio.sleep(0.01)
    pin(int(file.parent.name), 1)
    calls = Calls(engine, kind)
    calls.start()
    await asyncio.sleep(0.5)
    over = threading.Event()
    if kind.is_busy:
        threading.Thread(target=keep_busy, args=(over,), daemon=True).start()
    try:
        return await _measured(engine, calls, kind, seconds, load, file)
    finally:
        over.set()
        await calls.stop()
        await engine.close()


async def _measured(engine: Engine, calls: Calls, kind: Kind, seconds: float, load: Path, file: Path) -> dict[str, Any]:
    numbers = [kind.legs, seconds, WARM_S, int(kind.name == "menu"), calls.load_port, kind.talkers]
    process = await asyncio.create_subprocess_exec(
        str(load), *map(str, numbers), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    pin(process.pid, 0)
    said = asyncio.ensure_future(process.communicate(" ".join(str(leg.port) for leg in calls.legs).encode()))
    await asyncio.sleep(WARM_S)
    before, used = engine.snapshot(), cpu_us(file)
    until = time.monotonic() + seconds - 0.1
    while time.monotonic() < until:
        await asyncio.sleep(0.25)
        calls.read_taps()
    after, used = engine.snapshot(), cpu_us(file) - used
    load_said = json.loads((await said)[0])
    sent = after["packets_out"] - before["packets_out"]
    return {
        "engine": engine.name, "work": kind.label,
        "us_per_leg_frame": round(used / max(1, sent), 2),
        "loss": round(1 - load_said["heard"] / max(1, load_said["expected"]), 5),
        "p50_ms": load_said["p50_us"] / 1000, "p99_ms": load_said["p99_us"] / 1000,
        "digits_heard": calls.digits, "digits_sent": load_said["keys"],
        "generator_late_ms": load_said["generator_late_us"] / 1000,
        "late_wakes": after["late_wakes"] - before["late_wakes"], "faults": after["faults"],
        "skipped_slots": after["skipped_slots"] - before["skipped_slots"], "core": round(used / 1e6 / seconds, 3),
    }  # fmt: skip


def verdict(row: dict[str, Any], compiled_us: dict[str, float]) -> str:
    """What the row has to reach, and whether it does."""
    if "2000" in row["work"] or "busy" in row["work"]:
        reached = row["loss"] < MOST_LOSS and row["p99_ms"] < MOST_LATE_MS
        return "" if row["engine"] == "numpy" else "reached" if reached else "MISSED"
    if row["work"].startswith("room") and row["engine"] == "compiled":
        reached = row["core"] < ROOM_CORE and row["p99_ms"] < MOST_LATE_MS
        return f"< {ROOM_CORE} core " + ("reached" if reached else "MISSED")
    goal = GOALS_US.get(row["work"].split(",")[0])
    if row["engine"] == "numpy":
        goal = NUMPY_TIMES * compiled_us[row["work"]] if row["work"] in compiled_us else None
    if goal is None:
        return ""
    return f"< {goal:.1f} " + ("reached" if row["us_per_leg_frame"] < goal else "MISSED")


async def run(engines: list[str], is_quick: bool, seconds: float) -> list[dict[str, Any]]:
    load = built_load()
    if load is None:
        print("A C compiler is needed for the far ends: apt-get install gcc")
        return []
    print(f"{'engine':9} {'work':34} {'µs/leg-frame':>12} {'core':>6} {'loss':>7} {'p50 ms':>7} {'p99 ms':>7}  goal")
    rows: list[dict[str, Any]] = []
    compiled_us: dict[str, float] = {}
    for name in engines:
        for kind in KINDS + ([] if is_quick or name == "numpy" else LARGE):
            row = await measure(name, kind, seconds, load)
            if name == "compiled":
                compiled_us[row["work"]] = row["us_per_leg_frame"]
            row["goal"] = verdict(row, compiled_us)
            rows.append(row)
            print(
                f"{row['engine']:9} {row['work']:34} {row['us_per_leg_frame']:12.2f} {row['core']:6.2f} "
                f"{100 * row['loss']:6.2f}% {row['p50_ms']:7.2f} {row['p99_ms']:7.2f}  {row['goal']}",
                flush=True,
            )
    return rows


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--json", type=Path)
    options.add_argument("--engine", choices=["compiled", "numpy"])
    options.add_argument("--quick", action="store_true", help="400 legs only")
    options.add_argument("--seconds", type=float, default=4.0)
    chosen = options.parse_args()
    engines = [chosen.engine] if chosen.engine else ["compiled", "numpy"]
    rows = asyncio.run(run(engines, chosen.quick, chosen.seconds))
    if chosen.json:
        chosen.json.write_text(json.dumps({"cores": os.cpu_count(), "rows": rows}, indent=1) + "\n")
    return 1 if not rows or any("MISSED" in row["goal"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
