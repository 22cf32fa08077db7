"""Conferences in a whole server: `python -m bench.conferences [--quick] [--only eights,crowd] [--json FILE]`.

Callers come by SIP through documents with <Dial><Conference>, and send sound 50 times a second from a generator in C
that also counts what it gets and how late (`media_load.c`). CPU is the whole server's, all threads: microseconds a leg
and frame of 20 ms (a packet in, a packet out) once all talk; beside it the media thread's alone, as the kernel counts
it. Eights: rooms of eight in which everybody talks. Crowd: one room of 250 in which three do; the others are silent.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from bench.media import built_load, free_port
from bench.world.callers import Callers
from bench.world.customer import Customer
from bench.world.house import House, working_folder
from bench.world.rest import Rest

GOALS = {
    "conference of 8, µs a leg-frame": 15.0,
    "conference of 8, media thread alone, µs": 10.0,
    "a room of 250 with 3 talkers, cores": 0.5,
    "a room of 250 with 3 talkers, p99 late, ms": 10.0,
}
FRAMES_A_S, WARM_S = 50, 3.0
JOIN = '<Response><Dial><Conference beep="false" waitUrl="">bench {}</Conference></Dial></Response>'


class Kind(NamedTuple):
    """So many legs, so many to a room, so many of whom talk."""

    legs: int
    a_room: int
    talkers: int


class Spent(NamedTuple):
    """CPU seconds, and what the generator says of the sound."""

    server: float
    media: float
    said: dict[str, int]


def kinds(*, quick: bool) -> dict[str, Kind]:
    return {"eights": Kind(80 if quick else 400, 8, 1_000_000), "crowd": Kind(100 if quick else 250, 250, 3)}


async def measure(house: House, kind: Kind, seconds: float, load: Path) -> Spent:
    """A server of its own for each kind: nothing is left of the one before."""
    ready, sound_port = house.start("--clock", "real"), free_port()
    rest = Rest(ready)
    async with Customer() as customer, Callers(rest.sip, str(ready.number), sound_port) as callers:
        await rest.number(customer.url("/in"), None)
        for room in range(-(-kind.legs // kind.a_room)):
            customer.documents["/in"] = JOIN.format(room)
            await callers.call(min(kind.a_room, kind.legs - room * kind.a_room), rate=60)
        if callers.refused:
            raise SystemExit(f"{len(callers.refused)} of {kind.legs} callers were refused")
        words = map(str, (load, kind.legs, seconds, WARM_S, 0, sound_port, kind.talkers))
        process = await asyncio.create_subprocess_exec(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        ports = " ".join(map(str, callers.ports.values())).encode()
        heard = asyncio.ensure_future(process.communicate(ports))
        await asyncio.sleep(WARM_S)
        before, threads = house.cpu()["server"], thread_seconds(house.server.pid)
        await asyncio.sleep(seconds)
        used, after = house.cpu()["server"] - before, thread_seconds(house.server.pid)
        media = max(after[one] - threads.get(one, 0.0) for one in after if one != house.server.pid)
        return Spent(used, media, json.loads((await heard)[0]))


def thread_seconds(pid: int) -> dict[int, float]:
    """CPU of each thread, as the scheduler counts it. The media thread is the busiest but the first."""
    found: dict[int, float] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            found[int(task.name)] = int((task / "schedstat").read_text().split()[0]) / 1e9
        except OSError:
            continue  # it has ended
    return found


def eights(kind: Kind, seconds: float, spent: Spent) -> list[dict[str, Any]]:
    frames = kind.legs * FRAMES_A_S * seconds
    loss = 1 - spent.said["heard"] / max(1, spent.said["expected"])
    of_it = f"{kind.legs} legs, {100 * loss:.2f} % lost, p99 {spent.said['p99_us'] / 1000:.1f} ms late"
    return [
        figure("conference of 8, µs a leg-frame", 1e6 * spent.server / frames, of_it),
        figure("conference of 8, media thread alone, µs", 1e6 * spent.media / frames, ""),
    ]


def crowd(kind: Kind, seconds: float, spent: Spent) -> list[dict[str, Any]]:
    loss = 1 - spent.said["heard"] / max(1, spent.said["expected"])
    return [
        figure("a room of 250 with 3 talkers, cores", spent.server / seconds, f"{kind.legs} legs"),
        figure("a room of 250 with 3 talkers, p99 late, ms", spent.said["p99_us"] / 1000, f"{100 * loss:.2f} % lost"),
    ]


BENCHES = {"eights": eights, "crowd": crowd}


def figure(name: str, value: float, of_it: str) -> dict[str, Any]:
    goal = GOALS[name]
    one = {"what": name, "figure": round(value, 2), "goal": goal, "reached": value < goal, "of it": of_it}
    mark = "" if one["reached"] else "  MISSED"
    print(f"{name:<50} {one['figure']:>9.2f} {goal:>7}{mark:<8}   {of_it}", flush=True)
    return one


def run(wanted: list[str], load: Path, *, quick: bool) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = []
    seconds = 5.0 if quick else 15.0
    for name in wanted:
        kind = kinds(quick=quick)[name]
        with working_folder() as folder:
            house = House("sqlite", folder, None)
            try:
                figures += BENCHES[name](kind, seconds, asyncio.run(measure(house, kind, seconds, load)))
            finally:
                house.stop()
    return figures


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", default=",".join(BENCHES))
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = options.parse_args()
    load = built_load()
    if load is None:
        print("A C compiler is needed for the callers' sound: apt-get install gcc")
        return 2
    print(f"{'what':<50} {'figure':>9} {'goal':>7}           load {os.getloadavg()[0]:.1f}")
    figures = run(asked.only.split(","), load, quick=asked.quick)
    if asked.json:
        about = {"python": platform.python_version(), "cores": os.cpu_count()}
        asked.json.write_text(json.dumps({**about, "figures": figures}, indent=2) + "\n")
    return int(not all(one["reached"] for one in figures))


if __name__ == "__main__":
    sys.exit(main())
