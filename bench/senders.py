"""The choice of a sender: microseconds with 10,000 numbers in the pool and 1,000,000 sticky pairs on the disk.

    python -m bench.senders [--quick] [--json FILE]

One choice is: the pool as it stands, the recipient's pair by its key, and the sender in the documented order.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.world.fill import _into_sqlite
from bench.world.house import working_folder
from ringback.kernel import SidSource
from ringback.products.messaging.services.model import PoolSender, SenderKind, StickyPair
from ringback.products.messaging.services.pool import Pool
from ringback.products.messaging.services.tables import sticky_pairs
from ringback.store import Store, mapping_of
from ringback.store.schema import FILE, create, engine_for
from ringback.transports.chance import SystemEntropy
from ringback.transports.clocks import SystemClock

GOAL_US, NUMBERS, CHOICES = 200, 10_000, 20_000
AT, SERVICE = datetime(2026, 1, 1, tzinfo=UTC), "MG" + "1" * 32
AREAS = ("212", "310", "415", "512", "617", "702", "713", "808", "917", "954")


async def measure(folder: Path, pairs: int) -> dict[str, float]:
    await create(None, folder)
    mapping = mapping_of(StickyPair)
    rows = (mapping.encode(_pair(n)) for n in range(pairs))
    _into_sqlite(str(folder / FILE), sticky_pairs.name, mapping.names, rows)
    store = Store(engine_for(None, folder), SystemClock(), SidSource(SystemEntropy()))
    await store.start()
    try:
        pool, dice = Pool(_sender(n) for n in range(NUMBERS)), random.Random(1)
        known = [_pair(dice.randrange(pairs)).recipient for _ in range(CHOICES)]
        fresh = [f"+1{area}736{dice.randrange(10_000):04d}" for area in AREAS for _ in range(CHOICES // len(AREAS))]
        await _choose(store, pool, fresh[:100])  # groups are made when first asked for
        return {
            "a recipient with a sender, us": await _choose(store, pool, known),
            "a recipient without one, us": await _choose(store, pool, fresh),
        }
    finally:
        await store.stop()


async def _choose(store: Store, pool: Pool, recipients: list[str]) -> float:
    """CPU microseconds each."""
    began = time.process_time()
    for to in recipients:
        pair = await store.get(StickyPair, (SERVICE, to))
        sender = pool.may_carry(pair.sender, is_mms=False) if pair else None
        if sender is None:
            sender = pool.choose(to, is_mms=False, geomatch=True)
        assert sender is not None
    return 1e6 * (time.process_time() - began) / len(recipients)


def _sender(n: int) -> PoolSender:
    address = f"+1{AREAS[n % len(AREAS)]}555{n // len(AREAS):04d}"
    return PoolSender(
        sid=f"PN{n:032x}", account_sid="AC" + "1" * 32, service_sid=SERVICE, kind=SenderKind.NUMBER, address=address,
        slot=address, country="US", date_created=AT, date_updated=AT,
    )  # fmt: skip


def _pair(n: int) -> StickyPair:
    return StickyPair(
        service_sid=SERVICE, recipient=f"+1213{n:07d}", sender=_sender(n % NUMBERS).address, date_updated=AT
    )


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--quick", action="store_true", help="100,000 pairs")
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    pairs = 100_000 if asked.quick or os.environ.get("RINGBACK_BENCH_QUICK") else 1_000_000
    with working_folder() as folder:
        figures = asyncio.run(measure(folder, pairs))
    print(f"{NUMBERS:,} numbers, {pairs:,} sticky pairs")
    for what, value in figures.items():
        print(f"{what:<40} {value:8.1f}   goal {GOAL_US}")
    if asked.json:
        asked.json.write_text(json.dumps({"pairs": pairs, "numbers": NUMBERS, "figures": figures}, indent=1) + "\n")
    return int(max(figures.values()) > GOAL_US)


if __name__ == "__main__":
    sys.exit(main())
