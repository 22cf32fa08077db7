"""Calls and calls: sipp begins so many a second for minutes. None may fail, and nothing of them may be left behind.

    python -m bench.soak [--minutes 5] [--rate 50] [--json FILE]

Each call asks a document by URL, is answered, lasts two seconds and is hung up on; its callback is told. Memory is the
PSS of the server and its children. Legs, ports, dialogs, tasks and descriptors are counted before and afterwards.
Of each failure it says what sipp got in an answer's stead, and when; of the server, when its loop stood still and why.
"""

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp
import psutil

from bench.world.customer import Customer
from bench.world.house import House, working_folder
from bench.world.processes import memory_mb
from bench.world.rest import Rest
from ringback.products.monitor.stalls import STOOD_STILL
from ringback.store.sqlite import SLOW

NUMBER = "+14155550100"
GATHER = "<Response><Gather timeout='30'/></Response>"
LASTS_MS = 2_000
LOOK_EVERY_S = 10.0
# Memory is judged after that: the database's page caches fill (64 MB), and each of the 4,096 rows of the media engine
# is touched by one call after the other.
WARM_S = 190.0
GROWS_MOST_KB = 1.0  # a call, by the slope of what was seen: half of that is a trail or a record kept by mistake
QUIET_S = 60.0  # transactions stay for 32 s after a call, callbacks may wait, connections stay for 4 s
HELD = ("calls_live", "media_legs", "sip_dialogs", "tasks", "descriptors", "udp_sockets")
SLACK = {"tasks": 2, "descriptors": 2}  # a wait or an open connection of the very look


TOLD_MOST = 12  # stalls shown, the worst first
_IN_STEAD = re.compile(r"while expecting '(\w+)'.*?received '(?:SIP/2\.0 )?([^\r\n']*)", re.DOTALL)


class Look(NamedTuple):
    """Seconds since the beginning, calls so far, megabytes, and how late the event loop was at worst in a minute."""

    at_s: float
    calls: int
    pss_mb: float
    late_ms: int


class Called(NamedTuple):
    """What sipp counted: failures by kind, and by the second in which they came."""

    failed: int
    kinds: dict[str, int]
    at_s: dict[int, int]


class Soaked(NamedTuple):
    calls: int
    failed: int
    kinds: dict[str, int]
    failed_at_s: dict[int, int]
    stalls: list[dict[str, Any]]
    untold: int
    grows_kb_a_call: float
    looks: list[Look]
    left: dict[str, int]  # beyond what there was before

    @property
    def faults(self) -> list[str]:
        found = [f"{self.failed} of {self.calls} calls failed"] if self.failed else []
        found += [f"{self.untold} callbacks never came"] if self.untold else []
        found += [f"{count} {what} are left" for what, count in self.left.items() if count > SLACK.get(what, 0)]
        if self.grows_kb_a_call > GROWS_MOST_KB:
            found.append(f"memory grows by {self.grows_kb_a_call:.2f} KB a call; at most {GROWS_MOST_KB:g} are allowed")
        return found


async def soak(
    house: House, seconds: float, rate: int, *, warm_s: float = WARM_S, every_s: float = LOOK_EVERY_S
) -> Soaked:
    """Starts the server, and does it."""
    ready = house.start("--clock", "real")
    async with Customer() as customer:
        customer.documents["/in"] = GATHER
        rest = Rest(ready)
        await rest.number(customer.url("/in"), customer.url("/done"))
        await sipp(rest, 2 * rate, rate)  # warm: connections, voices, caches
        before = await until_quiet(house, ready.http)
        told, count, log_began = customer.count("/done"), round(seconds * rate), house.server.log_size()
        calling = asyncio.create_task(sipp(rest, count, rate))
        looks = await look_on(house, customer, calling, ready.http, every_s)
        called = calling.result()
        after = await until_quiet(house, ready.http, before)
        untold = count - called.failed - (customer.count("/done") - told)
    left = {what: after[what] - before[what] for what in HELD}
    grows = slope([one for one in looks if one.at_s >= warm_s])
    stalls = stalls_of(house.server.log, log_began)
    return Soaked(count, called.failed, called.kinds, called.at_s, stalls, untold, grows, looks, left)


def stalls_of(log: Path, since: int) -> list[dict[str, Any]]:
    """When the server's loop stood still, or its disk kept it waiting: the worst first."""
    with log.open("rb") as lines:
        lines.seek(since)
        found = [json.loads(line) for line in lines if STOOD_STILL.encode() in line or SLOW.encode() in line]
    return sorted(found, key=lambda one: -one["still_ms"])


async def sipp(rest: Rest, count: int, rate: int) -> Called:
    """How many of so many calls failed, and how."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["sipp", rest.sip, "-sn", "uac", "-s", NUMBER, "-m", str(count), "-r", str(rate), "-d", str(LASTS_MS),
                 "-l", str(20 * rate), "-i", "127.0.0.1", "-nostdin", "-trace_stat", "-stf", "stat.csv", "-fd", "1",
                 "-trace_err", "-error_file", "errors.log"]  # fmt: skip
        quiet = asyncio.subprocess.DEVNULL
        run = await asyncio.create_subprocess_exec(*words, cwd=folder, stdout=quiet, stderr=quiet)
        await run.wait()
        return called_of(count, Path(folder))


def called_of(count: int, folder: Path) -> Called:
    """Read from what sipp wrote: a row of counts each second, and its errors in words."""
    names, *rows = [line.split(";") for line in (folder / "stat.csv").read_text().splitlines()]
    failed_in, done = names.index("FailedCall(P)"), names.index("SuccessfulCall(C)")
    at_s = {second: int(row[failed_in]) for second, row in enumerate(rows[:-1]) if int(row[failed_in])}
    kinds = {
        name.removeprefix("Failed").removesuffix("(C)"): int(value)
        for name, value in zip(names, rows[-1], strict=False)
        if name.startswith("Failed") and name.endswith("(C)") and name != "FailedCall(C)" and int(value)
    }
    errors = folder / "errors.log"
    told = errors.read_text(errors="replace") if errors.exists() else ""
    words = Counter(f"{got} instead of {wanted}" for wanted, got in _IN_STEAD.findall(told))
    return Called(count - int(rows[-1][done]), kinds | words, at_s)


async def look_on(
    house: House, customer: Customer, calling: asyncio.Task[Called], url: str, every_s: float
) -> list[Look]:
    """Memory every few seconds, until the calling is over."""
    began, looks = time.monotonic(), []
    while not calling.done():
        await asyncio.wait([calling], timeout=every_s)
        if calling.done():
            break
        late_ms = (await holds(house, url))["loop_lag_worst_ms"]
        looks.append(one := Look(round(time.monotonic() - began, 1), customer.count("/done"), pss_mb(house), late_ms))
        print(f"  {one.at_s:6.0f} s {one.calls:>8,} calls {one.pss_mb:>8.1f} MB {one.late_ms:>6} ms late", flush=True)
        customer.fetches.clear()
    return looks


def pss_mb(house: House) -> float:
    server = psutil.Process(house.server.pid)
    return round(sum(memory_mb(one.pid)["pss_mb"] for one in (server, *server.children(recursive=True))), 1)


def slope(looks: list[Look]) -> float:
    """KB a call, by least squares; 0 where there is too little to tell: below four minutes."""
    if len(looks) < 3:
        return 0.0
    mean_calls = sum(one.calls for one in looks) / len(looks)
    mean_mb = sum(one.pss_mb for one in looks) / len(looks)
    spread = sum((one.calls - mean_calls) ** 2 for one in looks)
    together = sum((one.calls - mean_calls) * (one.pss_mb - mean_mb) for one in looks)
    return 1024 * together / spread if spread else 0.0


async def until_quiet(house: House, url: str, wanted: dict[str, int] | None = None) -> dict[str, int]:
    """What is held once nothing lives any more and, where that is given, no more is held than before.

    Seen twice: between a call's end and the writing of its callback's job, neither is counted for some milliseconds.
    """
    deadline, was_quiet = time.monotonic() + QUIET_S, False
    while True:
        held = await holds(house, url)
        is_quiet = not any(held[what] for what in HELD[:3]) and not held["jobs_held"]
        if wanted is None:
            is_quiet = is_quiet and not held["sip_transactions"]
        else:
            is_quiet = is_quiet and all(held[what] <= wanted[what] + SLACK.get(what, 0) for what in HELD)
        if (is_quiet and was_quiet) or time.monotonic() > deadline:
            return held
        was_quiet = is_quiet
        await asyncio.sleep(0.5)


async def holds(house: House, url: str) -> dict[str, int]:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as answer:
        said: dict[str, Any] = await answer.json()
    server = psutil.Process(house.server.pid)
    sockets = len(server.net_connections("udp"))
    return {**{name: int(said[name]) for name in said if isinstance(said[name], int | float)},
            "descriptors": server.num_fds(), "udp_sockets": sockets}  # fmt: skip


def show(found: Soaked) -> None:
    print(f"calls {found.calls:,}   failed {found.failed}   callbacks that never came {found.untold}")
    for kind, times in found.kinds.items():
        print(f"  {times:>6} {kind}")
    if found.failed_at_s:
        print("  failed in second: " + ", ".join(f"{at} ({n})" for at, n in found.failed_at_s.items()))
    for one in found.stalls[:TOLD_MOST]:
        print("  " + " ".join(f"{name}={value}" for name, value in one.items() if name != "level"))
    print(f"memory grows by {found.grows_kb_a_call:.3f} KB a call")
    print("left: " + ", ".join(f"{what} {count:+d}" for what, count in found.left.items()))
    print("\n".join(f"WRONG: {fault}" for fault in found.faults) or "nothing failed, and nothing is left")


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--minutes", type=float, default=5.0)
    options.add_argument("--rate", type=int, default=50, help="calls a second")
    options.add_argument("--json", type=Path, help="also write what was found to this file")
    asked = options.parse_args()
    print(f"{asked.rate} calls a second for {asked.minutes:g} minutes; load {os.getloadavg()[0]:.1f}")
    with working_folder() as folder:
        house = House("sqlite", folder, None)
        try:
            found = asyncio.run(soak(house, 60 * asked.minutes, asked.rate))
        finally:
            house.stop()
    show(found)
    if asked.json:
        asked.json.write_text(json.dumps({**found._asdict(), "faults": found.faults}, indent=2) + "\n")
    return int(bool(found.faults))


if __name__ == "__main__":
    sys.exit(main())
