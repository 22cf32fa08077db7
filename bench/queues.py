"""A thousand callers who wait in a queue: `python -m bench.queues [--quick] [--callers N] [--json FILE]`.

They call by SIP, hear the default music and send sound 50 times a second all the while, from a generator in C that also
counts what it gets (`media_load.c`). CPU is the whole server's, all threads: microseconds a leg and frame of 20 ms (a
packet in, a packet out), once all wait. Then agents are called one after another, each takes the next caller: from the
effect of the Dial to the bridge, by the calls' own trails. Records are written as always, on the disk TMPDIR names.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.media import built_load, free_port
from bench.world.callers import Callers
from bench.world.customer import Customer
from bench.world.house import House, working_folder
from bench.world.phone import Phone
from bench.world.rest import Rest

GOAL_US, GOAL_MS = 12.0, 50.0
FRAMES_A_S = 50
WARM_S, AGENTS_A_S = 3.0, 10
QUEUE = "bench"
WAIT = f"<Response><Enqueue>{QUEUE}</Enqueue><Hangup/></Response>"
SERVE = f"<Response><Dial timeLimit='1'><Queue>{QUEUE}</Queue></Dial></Response>"
TRAILS = (
    "SELECT call_sid, steps FROM call_trails WHERE call_sid IN (SELECT sid FROM calls WHERE direction = 'outbound-api')"
)


class Sizes:
    """How much is measured."""

    def __init__(self, *, quick: bool, callers: int | None) -> None:
        self.callers = callers or (200 if quick else 1000)
        self.agents, self.seconds = (20, 5.0) if quick else (200, 15.0)


async def measure(house: House, sizes: Sizes, load: Path) -> list[dict[str, Any]]:
    ready, sound_port = house.start("--clock", "real"), free_port()
    rest = Rest(ready)
    async with (
        Customer() as customer,
        Phone(answers=True) as phone,
        Callers(rest.sip, str(ready.number), sound_port) as callers,
    ):
        customer.documents["/in"] = WAIT
        await rest.network(phone.port)
        await rest.number(customer.url("/in"), None)
        await callers.call(sizes.callers, rate=80)
        if callers.refused:
            raise SystemExit(f"{len(callers.refused)} of {sizes.callers} callers were refused")
        ports = " ".join(map(str, callers.ports.values())).encode()

        async def sound(seconds: float) -> dict[str, int]:
            """All callers send and hear sound for so long; what the generator says of it."""
            words = map(str, (load, sizes.callers, seconds, WARM_S, 0, sound_port))
            process = await asyncio.create_subprocess_exec(*words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            return json.loads((await process.communicate(ports))[0])

        heard = asyncio.ensure_future(sound(sizes.seconds))
        await asyncio.sleep(WARM_S)
        before = house.cpu()["server"]
        await asyncio.sleep(sizes.seconds)
        used, said = house.cpu()["server"] - before, await heard
        meanwhile = asyncio.ensure_future(sound(sizes.agents / AGENTS_A_S + 3))
        await rest.calls(sizes.agents, SERVE, rate=AGENTS_A_S)
        await phone.until_over(sizes.agents)
        await meanwhile
    house.wait_until_drained(20)
    return [waiting(used, sizes, said), connecting(connected_ms(house), sizes)]


def waiting(used: float, sizes: Sizes, said: dict[str, int]) -> dict[str, Any]:
    frames = sizes.callers * FRAMES_A_S * sizes.seconds
    loss = 1 - said["heard"] / max(1, said["expected"])
    of_it = f"{used / sizes.seconds:.2f} cores, music {100 * loss:.2f} % lost, p99 {said['p99_us'] / 1000:.1f} ms late"
    return figure(f"{sizes.callers} wait with music, µs a leg-frame", 1e6 * used / frames, GOAL_US, of_it)


def connecting(spans_ms: list[float], sizes: Sizes) -> dict[str, Any]:
    if len(spans_ms) < sizes.agents:
        raise SystemExit(f"Only {len(spans_ms)} of {sizes.agents} agents were put through")
    p99 = spans_ms[int(0.99 * (len(spans_ms) - 1))]
    of_it = (
        f"{len(spans_ms)} agents, {AGENTS_A_S}/s, median {spans_ms[len(spans_ms) // 2]:.1f}, most {spans_ms[-1]:.1f}"
    )
    return figure("next agent connected, p99 ms", p99, GOAL_MS, of_it)


def connected_ms(house: House) -> list[float]:
    """From each agent's Dial to its bridge, ascending."""
    at: dict[str, dict[str, datetime]] = {}
    for call_sid, steps in house.select(TRAILS):
        for step in json.loads(steps):
            name = "bridged" if step["text"].startswith("bridged to") else step["text"]
            at.setdefault(call_sid, {})[name] = datetime.fromisoformat(step["at"])
    spans = [moments["bridged"] - moments["DialQueue"] for moments in at.values() if "bridged" in moments]
    return sorted(1000 * span.total_seconds() for span in spans)


def figure(name: str, value: float, goal: float, of_it: str) -> dict[str, Any]:
    one = {"what": name, "figure": round(value, 2), "goal": goal, "reached": value <= goal, "of it": of_it}
    mark = "" if one["reached"] else "  MISSED"
    print(f"{name:<50} {one['figure']:>9.2f} {goal:>7}{mark:<8}   {of_it}", flush=True)
    return one


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--quick", action="store_true")
    options.add_argument("--callers", type=int)
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = options.parse_args()
    load = built_load()
    if load is None:
        print("A C compiler is needed for the callers' sound: apt-get install gcc")
        return 2
    print(f"{'what':<50} {'figure':>9} {'goal':>7}           load {os.getloadavg()[0]:.1f}")
    with working_folder() as folder:
        house = House("sqlite", folder, None)
        try:
            figures = asyncio.run(measure(house, Sizes(quick=asked.quick, callers=asked.callers), load))
        finally:
            house.stop()
    if asked.json:
        about = {"python": platform.python_version(), "cores": os.cpu_count()}
        asked.json.write_text(json.dumps({**about, "figures": figures}, indent=2) + "\n")
    return int(not all(one["reached"] for one in figures))


if __name__ == "__main__":
    sys.exit(main())
