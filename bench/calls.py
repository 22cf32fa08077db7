"""Calls through a real server: what setting one up costs, and how long callers wait.

    python -m bench.calls [--quick] [--only setup,rest,delay,audio,legs] [--json FILE]

Profile `laptop`. CPU seconds are the server's, all threads and children. The callers, the callee and the customer's web
server are in processes of their own, or in this one where moments are compared. Records, trails and callbacks are
written as always, on the disk that TMPDIR names.
"""

import argparse
import asyncio
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.media import built_load, free_port
from bench.world.crowd import CALLEES, Crowd
from bench.world.customer import Customer
from bench.world.house import House, working_folder
from bench.world.phone import Phone
from bench.world.rest import Rest

GOALS = {
    "calls in, document by URL, a CPU second": (300, "least"),
    "calls out over REST, inline TwiML, a CPU second": (750, "least"),
    "added post-dial delay, median ms": (3.0, "most"),
    "added post-dial delay, p99 ms": (10.0, "most"),
    "answer to first sound, cached, ms": (150.0, "most"),
    "answer to first sound, a cold sentence, ms": (600.0, "most"),
    "from one verb to the next, ms": (20.0, "most"),
    "menu: the whole process, us a leg and 20 ms": (14.0, "most"),
    "bridge: the whole process, us a leg and 20 ms": (11.0, "most"),
    "bridge, recorded: the whole process, us a leg and 20 ms": (14.0, "most"),
}
HANG_UP = "<Response><Hangup/></Response>"
WAIT = '<Response><Gather timeout="60"/></Response>'
LEGS = 400
FRAMES_A_S, SOUND_WARM_S = 50, 2.0
MENU = "<Response><Gather timeout='60'><Say loop='0'>Press one for sales, two for support.</Say></Gather></Response>"
BRIDGE = f"<Response><Dial>{CALLEES}0001</Dial></Response>"
RECORDED = f"<Response><Dial record='record-from-answer-dual'>{CALLEES}0001</Dial></Response>"


class Sizes:
    """How much is measured."""

    def __init__(self, *, quick: bool) -> None:
        self.calls, self.delays, self.sound_s = (300, 60, 5) if quick else (3_000, 400, 20)


async def measure(house: House, sizes: Sizes, wanted: set[str]) -> list[dict[str, Any]]:
    ready = house.start("--clock", "real")
    figures: list[dict[str, Any]] = []
    async with Customer() as customer:
        rest = Rest(ready)
        await until_idle(house)
        for name, bench in BENCHES.items():
            if name in wanted:
                for figure in await bench(house, rest, customer, sizes):
                    figures.append(figure)
                    show(figure)
    return figures


async def until_idle(house: House) -> None:
    """Until what a start brings along (the voices are loaded) is done: it is no part of any call's cost."""
    before, now = -1.0, house.cpu()["server"]
    while now - before > 0.05:
        await asyncio.sleep(1.0)
        before, now = now, house.cpu()["server"]


# -- setting up


async def setup(house: House, rest: Rest, customer: Customer, sizes: Sizes) -> list[dict[str, Any]]:
    """sipp calls the first number; its document comes by URL; sipp hangs up; the status callback is told."""
    if shutil.which("sipp") is None:
        print("setup is left out: sipp is not installed (apt-get install sip-tester)")
        return []
    customer.documents["/in"] = WAIT
    await rest.number(customer.url("/in"), customer.url("/done"))
    await sipp_calls(rest, 50)  # warm
    before, told = house.cpu()["server"], customer.count("/done")
    failed = await sipp_calls(rest, sizes.calls)
    await customer.until("/done", told + sizes.calls - failed)
    used = house.cpu()["server"] - before
    name = "calls in, document by URL, a CPU second"
    return [figure(name, sizes.calls / used, f"{1e3 * used / sizes.calls:.2f} ms CPU a call, {failed} failed, 100/s")]


async def sipp_calls(rest: Rest, count: int) -> int:
    """How many of so many calls failed. Each lasts a tenth of a second, 100 begin in a second."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["sipp", rest.sip, "-sn", "uac", "-s", "+14155550100", "-m", str(count), "-r", "100", "-d", "100",
                 "-i", "127.0.0.1", "-nostdin", "-trace_stat", "-stf", "stat.csv"]  # fmt: skip
        run = await asyncio.create_subprocess_exec(*words, cwd=folder, stdout=subprocess.DEVNULL)
        await run.wait()
        rows = (Path(folder) / "stat.csv").read_text().splitlines()
    names, last = rows[0].split(";"), rows[-1].split(";")
    return int(last[names.index("FailedCall(C)")])


async def rest_calls(house: House, rest: Rest, customer: Customer, sizes: Sizes) -> list[dict[str, Any]]:
    """POST /Calls with the document in it, dialled over a network to a phone that answers; hung up by us."""
    async with Phone(answers=True) as phone:
        await rest.network(phone.port)
        await rest.calls(50, HANG_UP)
        await phone.until_over(50)
        before = house.cpu()["server"]
        await rest.calls(sizes.calls, HANG_UP, rate=100)
        await phone.until_over(50 + sizes.calls)
        house.wait_until_drained(20)
        used = house.cpu()["server"] - before
    name = "calls out over REST, inline TwiML, a CPU second"
    return [figure(name, sizes.calls / used, f"{1e3 * used / sizes.calls:.2f} ms CPU a call, 100/s")]


# -- waiting


async def delay(house: House, rest: Rest, customer: Customer, sizes: Sizes) -> list[dict[str, Any]]:
    """From an INVITE that comes in to the one that goes out, at 20 a second; the fetch of the document taken off."""
    async with Phone(answers=False) as callee, Phone() as caller:
        await rest.network(callee.port)
        customer.documents["/in"] = "<Response><Dial answerOnBridge='true'>+12127360001</Dial></Response>"
        await rest.number(customer.url("/in"), None)
        delays = []
        for n in range(sizes.delays + 20):
            customer.fetches.clear()
            began = caller.invite(rest.sip, "+14155550100")
            arrived = await callee.next_invite()
            asked, answered = customer.fetches[0]
            if n >= 20:
                delays.append(1e3 * (arrived - began - (answered - asked)))
            caller.cancel()
            await asyncio.sleep(0.05)
    delays.sort()
    p99 = delays[int(0.99 * (len(delays) - 1))]
    return [
        figure("added post-dial delay, median ms", statistics.median(delays), f"{len(delays)} calls, 20/s"),
        figure("added post-dial delay, p99 ms", p99, f"most {delays[-1]:.1f}"),
    ]


async def audio(house: House, rest: Rest, customer: Customer, sizes: Sizes) -> list[dict[str, Any]]:
    """The first packet that is no silence after the 200, and the silence between two sentences."""
    async with Phone() as caller:
        cold, cached, gaps = [], [], []
        for n in range(5):
            sentence = f"Welcome to the department with the number {n * 37 + 11}"
            customer.documents["/in"] = f"<Response><Say>{sentence}</Say><Say>{sentence}</Say></Response>"
            await rest.number(customer.url("/in"), None)
            cold.append((await caller.listen(rest.sip, "+14155550100", 4.0)).first_sound_ms)
            again = await caller.listen(rest.sip, "+14155550100", 6.0)
            cached.append(again.first_sound_ms)
        for _ in range(5):
            tone = customer.url("/tone.wav")
            customer.documents["/in"] = f"<Response><Play>{tone}</Play><Play>{tone}</Play></Response>"
            gaps.append((await caller.listen(rest.sip, "+14155550100", 2.5)).longest_gap_ms)
    return [
        figure("answer to first sound, cached, ms", statistics.median(cached), f"most {max(cached):.0f}"),
        figure("answer to first sound, a cold sentence, ms", statistics.median(cold), f"most {max(cold):.0f}"),
        figure("from one verb to the next, ms", statistics.median(gaps), f"most {max(gaps):.0f}, in steps of 20"),
    ]


# -- sound


async def legs(house: House, rest: Rest, customer: Customer, sizes: Sizes) -> list[dict[str, Any]]:
    """400 legs that speak and hear for some seconds, documents, records and all: what the whole server spends on it."""
    load = built_load()
    if load is None:
        print("legs are left out: there is no C compiler")
        return []
    found = []
    for name, document, legs_a_call in (("menu", MENU, 1), ("bridge", BRIDGE, 2), ("bridge, recorded", RECORDED, 2)):
        customer.documents["/in"] = document
        await rest.number(customer.url("/in"), None)
        async with Crowd(free_port()) as crowd:
            await rest.network(crowd.port)
            await crowd.call(rest.sip, "+14155550100", LEGS // legs_a_call, LEGS)
            us, said = await talking(house, load, crowd, sizes.sound_s)
            await crowd.hang_up()
            await asyncio.sleep(2.0)
        loss, late_ms = 1 - said["heard"] / max(1, said["expected"]), said["p99_us"] / 1000
        of_it = f"{LEGS} legs, {sizes.sound_s} s, {said['heard']:,} packets back, {100 * loss:.2f} % lost"
        of_it += f", p99 {late_ms:.1f} ms"
        found.append(figure(f"{name}: the whole process, us a leg and 20 ms", us, of_it))
    return found


async def talking(house: House, load: Path, crowd: Crowd, seconds: float) -> tuple[float, dict[str, Any]]:
    """Microseconds of the server's CPU for one leg's 20 ms, and what the far ends said."""
    words = [len(crowd.ports), seconds, SOUND_WARM_S, 0, crowd.rtp_port, len(crowd.ports)]
    process = await asyncio.create_subprocess_exec(
        str(load), *map(str, words), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    said = asyncio.ensure_future(process.communicate(" ".join(map(str, crowd.ports)).encode()))
    await asyncio.sleep(SOUND_WARM_S)
    before, began = house.cpu()["server"], time.monotonic()
    await asyncio.sleep(seconds - 0.2)
    used, lasted = house.cpu()["server"] - before, time.monotonic() - began
    return 1e6 * used / (len(crowd.ports) * FRAMES_A_S * lasted), json.loads((await said)[0])


BENCHES = {"setup": setup, "rest": rest_calls, "delay": delay, "audio": audio, "legs": legs}


# -- telling


def figure(name: str, value: float, of_it: str) -> dict[str, Any]:
    goal, way = GOALS[name]
    reached = value >= goal if way == "least" else value <= goal
    return {"what": name, "figure": round(value, 2), "goal": goal, "reached": reached, "of it": of_it}


def show(one: dict[str, Any]) -> None:
    mark = "" if one["reached"] else "  MISSED"
    print(f"{one['what']:<50} {one['figure']:>9.2f} {one['goal']:>7}{mark:<8}   {one['of it']}", flush=True)


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", default=",".join(BENCHES))
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = options.parse_args()
    print(f"{'what':<50} {'figure':>9} {'goal':>7}           load {os.getloadavg()[0]:.1f}")
    with working_folder() as folder:
        house = House("sqlite", folder, None)
        began = time.monotonic()
        try:
            figures = asyncio.run(measure(house, Sizes(quick=asked.quick), set(asked.only.split(","))))
        finally:
            house.stop()
    if asked.json:
        about = {"python": platform.python_version(), "cores": os.cpu_count(), "seconds": time.monotonic() - began}
        asked.json.write_text(json.dumps({**about, "figures": figures}, indent=2) + "\n")
    return int(not all(one["reached"] for one in figures))


if __name__ == "__main__":
    sys.exit(main())
