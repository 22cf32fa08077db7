"""A million messages that wait for their senders' turns: start with them, memory, and how they drain.

    python -m bench.queued [--quick] [--json FILE]

The messages and their work are written straight into the tables of a stopped server: 100 rated senders, each with its
queue. Then the server starts with them; it drains for a while through an SMPP carrier, each sender at its rate.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from bench.world.carrier import Carrier, connect, smsc, wait_for_binds
from bench.world.fill import _into_sqlite
from bench.world.house import House, working_folder
from bench.world.processes import memory_mb
from ringback.app.ready import Ready
from ringback.jobs.tables import jobs
from ringback.kernel import Job
from ringback.kernel.time import to_ms
from ringback.products.messaging.model import Direction, Message, Status
from ringback.products.messaging.sending import submission
from ringback.products.messaging.tables import messages
from ringback.protocols.sms import alphabet
from ringback.store import mapping_of
from ringback.store.schema import FILE

SENDERS, BINDS, PER_S = 100, 4, 20.0
GOALS = {"ready s": 10.0, "PSS MB": 500.0, "out of order": 0.0, "drained / configured rate": 1.05}


def measure(house: House, count: int, drain_s: float) -> dict[str, float]:
    with smsc("--no-receipts") as carrier:
        connect(house.start(), carrier, binds=BINDS, messages_per_s=PER_S)
        ready = house.server.ready
        assert ready is not None
        house.stop()
        fill(house, ready, count)
        began = time.perf_counter()
        house.start()
        ready_s = time.perf_counter() - began
        wait_for_binds(carrier, BINDS)
        before, at = carrier.counts["submits"], time.monotonic()
        most = _watch(house, drain_s)
        rate = (carrier.counts["submits"] - before) / (time.monotonic() - at)
        return {
            "ready s": ready_s,
            "PSS MB": most,
            "drained / configured rate": rate / (BINDS * PER_S),
            "drained a second": rate,
            "out of order": float(_out_of_order(carrier)),
        }


def _watch(house: House, seconds: float) -> float:
    """The most memory that was seen."""
    most, until = 0.0, time.monotonic() + seconds
    while time.monotonic() < until:
        most = max(most, memory_mb(house.server.pid)["pss_mb"])
        time.sleep(1.0)  # the server is another process
    return most


def _out_of_order(carrier: Carrier) -> int:
    """Messages that left before an older one of their sender: `taken` is in the order of arrival."""
    last: dict[int, int] = {}
    wrong = 0
    for _, octets, _ in carrier.ask("taken"):
        number = int(alphabet.decode(bytes.fromhex(octets)).split()[2])
        wrong += number < last.get(number % SENDERS, -1)
        last[number % SENDERS] = number
    return wrong


def fill(house: House, ready: Ready, count: int) -> None:
    path, at = str(house.folder / "data" / FILE), datetime.now(UTC).replace(microsecond=0)
    for table, record, made in ((messages, Message, _messages), (jobs, Job, _jobs)):
        mapping = mapping_of(record)
        rows = (mapping.encode(one) for one in made(ready, count, at))
        _into_sqlite(path, table.name, mapping.names, rows)


def _messages(ready: Ready, count: int, at: datetime) -> Iterator[Message]:
    moment = to_ms(at)
    for number in range(count):
        yield Message(
            sid=f"SM{moment:012x}{number:020x}",
            account_sid=ready.account_sid,
            direction=Direction.API,
            from_=f"+1415666{number % SENDERS:04d}",
            to=f"+1212736{number % 10_000:04d}",
            body=f"Your parcel {number} comes today.",
            num_segments=1,
            status=Status.QUEUED,
            valid_until=at + timedelta(hours=10),
            date_created=at,
            date_updated=at,
        )


def _jobs(ready: Ready, count: int, at: datetime) -> Iterator[Any]:
    for number, message in enumerate(_messages(ready, count, at)):
        job = submission(message, f"sender:{ready.account_sid}:{message.from_}", is_rated=True)
        yield msgspec.structs.replace(job, sid=f"JB{to_ms(at):012x}{number:020x}", due_at=at)


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--quick", action="store_true", help="100,000 messages")
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    quick = asked.quick or bool(os.environ.get("RINGBACK_BENCH_QUICK"))
    count = 100_000 if quick else 1_000_000
    with working_folder() as folder:
        house = House("sqlite", folder, None)
        try:
            figures = measure(house, count, 15 if quick else 60)
        finally:
            house.stop()
    print(f"{count:,} queued messages of {SENDERS} senders; the carrier takes {BINDS * PER_S:.0f} a second")
    for what, value in figures.items():
        print(f"{what:<30} {value:10.2f}   {f'goal {GOALS[what]:g}' if what in GOALS else ''}")
    if asked.json:
        asked.json.write_text(json.dumps({"count": count, "figures": figures}, indent=1) + "\n")
    return int(any(value > GOALS[what] for what, value in figures.items() if what in GOALS))


if __name__ == "__main__":
    sys.exit(main())
