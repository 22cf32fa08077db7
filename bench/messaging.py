"""Messages through a real SMPP carrier, and applications bound to us by SMPP: cost, rate, latency.

    python -m bench.messaging [--quick] [--minutes 10] [--engine sqlite] [--only life,pace,server] [--json FILE]

One message is: HTTP accept, submit_sm, its answer, deliver_sm with the receipt, and two status callbacks (`sent`,
`delivered`) that the customer's server answers; everything durable. The carrier, the load and the customer's server run
in other processes and are not counted; CPU is all of Ringback's and, in its own column, PostgreSQL's. Kannel, where it
is installed, does the same work beside it with its spool store (and makes one callback a message).
"""

import argparse
import json
import os
import platform
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.messages import latency, spent
from bench.world.carrier import Carrier, connect, own, smsc
from bench.world.house import House, listener, load, postgres_cluster, run_module, working_folder
from bench.world.kannel import Kannel, find_kannel
from bench.world.processes import memory_mb
from ringback.app.ready import Ready

GOALS = {
    "CPU ms a message, whole life": (1.5, "most"),
    "messages a second, whole life": (None, "told"),
    "p99 ms of accepting at 500/s": (45, "most"),
    "queue at the end / in the middle, 500/s": (2.0, "most"),
    "submit_sm a second, accepted": (1500, "least"),
    "CPU ms a submit_sm": (None, "told"),
}
PACE = 500
CALLBACKS = 2  # of each message: sent, delivered
STEP_S = 1.0  # how often the queue is looked at
SETTLES_WITHIN_S = 120.0


class Sizes:
    """How much is measured."""

    def __init__(self, *, quick: bool, minutes: float | None) -> None:
        self.warm, self.lives = (500, 3_000) if quick else (2_000, 20_000)
        self.paced_s = 60 * minutes if minutes else 10 if quick else 60
        self.submits = 5_000 if quick else 20_000


class Bench:
    """A server bound to a carrier, with a customer's server that hears of it."""

    def __init__(self, house: House, sizes: Sizes, stack: ExitStack) -> None:
        self.house, self.sizes = house, sizes
        self.carrier: Carrier = stack.enter_context(smsc())
        self.heard_at = stack.enter_context(listener())
        self.ready: Ready = house.start()
        connect(self.ready, self.carrier)

    def load(self, count: int, *words: str) -> dict[str, Any]:
        return load(self.ready, count, "--callback", f"{self.heard_at}/status", *words)

    @property
    def heard(self) -> int:
        with urllib.request.urlopen(f"{self.heard_at}/count") as answer:
            return json.load(answer)

    def lives(self, count: int, *words: str) -> dict[str, Any]:
        """Sends so many and waits until the last callback was answered."""
        before = self.heard
        result = self.load(count, *words)
        wait(lambda: self.heard >= before + CALLBACKS * count, f"{CALLBACKS * count} callbacks")
        return result


def life(bench: Bench) -> list[dict[str, Any]]:
    """As fast as it goes: 64 clients, each sends again once it was answered."""
    bench.lives(bench.sizes.warm)
    one = spent(bench.house, lambda: bench.lives(bench.sizes.lives))
    counts = bench.carrier.counts
    assert counts["submits"] == counts["acknowledged"] == bench.sizes.warm + bench.sizes.lives, counts
    memory = memory_mb(bench.house.server.pid)["pss_mb"]
    whole = f"accepted at {one['per_s']}/s by 64 clients, {latency(one)}; server PSS {memory:.0f} MB"
    return [
        figure("CPU ms a message, whole life", one["ms"], one["database_ms"], f"{CALLBACKS} callbacks a message"),
        figure("messages a second, whole life", one["whole_per_s"], None, whole),
    ]


def pace(bench: Bench) -> list[dict[str, Any]]:
    """500 a second whether or not we keep up; the queue must be as short at the end as it was."""
    bench.lives(bench.sizes.warm)
    watch = Watch(bench)
    count = int(PACE * bench.sizes.paced_s)
    one = spent(bench.house, lambda: watch.during(lambda: bench.lives(count, "--rate", str(PACE))))
    ran = f"{bench.sizes.paced_s:.0f} s, {latency(one)}, server {one['ms']:.2f} ms a message"
    return [
        figure("p99 ms of accepting at 500/s", one["p99_ms"], None, ran),
        figure("queue at the end / in the middle, 500/s", watch.growth, None, watch.told),
    ]


class Watch:
    """How many accepted messages wait for anything still, looked at beside the server."""

    def __init__(self, bench: Bench) -> None:
        self._bench, self.seen = bench, list[int]()

    def during(self, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        over = threading.Event()
        looking = threading.Thread(target=self._look, args=(over,))
        looking.start()
        try:
            return work()
        finally:
            over.set()
            looking.join()

    def _look(self, over: threading.Event) -> None:
        """Stops at the load's end: what drains after it says nothing of a flat queue."""
        until = time.monotonic() + self._bench.sizes.paced_s
        while not over.wait(STEP_S) and time.monotonic() < until:
            soon = int(1000 * (time.time() + 5))
            waiting = f"SELECT count(*) FROM jobs WHERE status = 'waiting' AND due_at < {soon}"
            self.seen.append(self._bench.house.select(waiting)[0][0])

    @property
    def growth(self) -> float:
        """The last third's median over the middle's, each with ten seconds' grace of jitter: fifty jobs."""
        third = max(1, len(self.seen) // 3)
        middle, last = sorted(self.seen[third : 2 * third] or [0]), sorted(self.seen[-third:] or [0])
        return (last[len(last) // 2] + 50) / (middle[len(middle) // 2] + 50)

    @property
    def told(self) -> str:
        ordered = sorted(self.seen) or [0]
        return f"jobs waiting: median {ordered[len(ordered) // 2]}, most {ordered[-1]}, last {self.seen[-1:]}"


def server(bench: Bench) -> list[dict[str, Any]]:
    """Four applications' binds with windows of 100, kept full; what is taken is sent on to the carrier meanwhile."""
    made = own(bench.ready, "POST", "SmppCredentials", friendly_name="bench", window=100)
    words = ["--address", str(bench.ready.smpp), "--sender", str(bench.ready.number), "--window", "100"]
    words += ["--system-id", made["system_id"], "--password", made["password"]]

    def submits(count: int) -> dict[str, Any]:
        result = json.loads(run_module("bench.world.esme", [*words, "--count", str(count)]))
        assert set(result["statuses"]) == {"0"}, result["statuses"]
        return result

    def whole(count: int) -> dict[str, Any]:
        before = bench.carrier.counts["acknowledged"]
        result = submits(count)
        wait(lambda: bench.carrier.counts["acknowledged"] >= before + count, f"{count} receipts")
        return result

    whole(bench.sizes.warm)
    one = spent(bench.house, lambda: whole(bench.sizes.submits))
    told = f"4 binds, windows of 100 kept full, {latency(one)}"
    return [
        figure("submit_sm a second, accepted", one["per_s"], None, told),
        figure("CPU ms a submit_sm", one["ms"], one["database_ms"], "with its way to the carrier, answer and receipt"),
    ]


MEASURES = {"life": life, "pace": pace, "server": server}


def wait(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + SETTLES_WITHIN_S
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit(f"not within {SETTLES_WITHIN_S:.0f} s after the last was accepted: {what}")
        time.sleep(0.1)  # the server is another process


def figure(what: str, value: float, database_ms: float | None, detail: str) -> dict[str, Any]:
    more = {} if not database_ms else {"postgresql_ms": round(database_ms, 3)}
    return {"what": what, "value": round(value, 3), **more, "goal": GOALS[what][0], "detail": detail}


def show(one: dict[str, Any]) -> None:
    database = one.get("postgresql_ms", "")
    goal = "" if one["goal"] is None else f"{one['goal']:,}"
    print(
        f"{one['who']:<20} {one['what']:<42} {one['value']:>9,} {database:>10} {goal:>6}   {one['detail']}", flush=True
    )


def measure(asked: argparse.Namespace, sizes: Sizes) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = []

    def add(who: str, found: list[dict[str, Any]]) -> None:
        for one in found:
            figures.append({"who": who, **one})
            show(figures[-1])

    print(f"{'who':<20} {'what':<42} {'figure':>9} {'PostgreSQL':>10} {'goal':>6}")
    with working_folder() as folder, postgres_cluster(folder) as postgres:
        for engine in (asked.engine,) if asked.engine else ("sqlite", "postgresql"):
            if engine == "postgresql" and postgres is None:
                print("postgresql is left out: its server programs are not installed (apt-get install postgresql)")
                continue
            for name in asked.only.split(","):
                place = folder / f"{engine}-{name}"
                place.mkdir()
                house = House(engine, place, postgres if engine == "postgresql" else None)
                with ExitStack() as stack:
                    stack.callback(house.stop)
                    add(f"ringback, {engine}", MEASURES[name](Bench(house, sizes, stack)))
        if "life" in asked.only:
            add("kannel, spool store", kannel(folder, sizes))
    return figures


def kannel(folder: Path, sizes: Sizes) -> list[dict[str, Any]]:
    """The peer, in the same run: bearerbox and smsbox, one transceiver, its messages kept in files."""
    programs = find_kannel()
    if programs is None:
        print("kannel is left out: it is not installed (apt-get install kannel)")
        return []
    with smsc() as carrier, Kannel(programs, folder / "kannel", carrier) as peer:
        return [{**one, "goal": GOALS[one["what"]][0]} for one in peer.measure(sizes.warm, sizes.lives)]


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--quick", action="store_true", help="a minute instead of several")
    options.add_argument("--minutes", type=float, help="how long 500 a second are kept up; 10 is the issue's")
    options.add_argument("--engine", choices=["sqlite", "postgresql"])
    options.add_argument("--only", default="life,pace,server")
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = options.parse_args()
    quick = asked.quick or bool(os.environ.get("RINGBACK_BENCH_QUICK"))
    figures = measure(asked, Sizes(quick=quick, minutes=asked.minutes))
    if asked.json:
        about = {"python": platform.python_version(), "cores": os.cpu_count(), "quick": quick}
        asked.json.write_text(json.dumps({**about, "figures": figures}, indent=2) + "\n")
    missed = [one for one in figures if is_missed(one)]
    for one in missed:
        print(f"missed: {one['who']}, {one['what']}: {one['value']}, goal {one['goal']}")
    return 1 if missed else 0


def is_missed(one: dict[str, Any]) -> bool:
    goal, side = GOALS[one["what"]]
    if goal is None or not one["who"].startswith("ringback"):
        return False
    return one["value"] < goal if side == "least" else one["value"] > goal


if __name__ == "__main__":
    sys.exit(main())
