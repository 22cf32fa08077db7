"""Kills a real server (SIGKILL) at random moments while messages are accepted, starts it again, and counts.

    python -m bench.chaos [--accepts 20000] [--kills 20] [--engine sqlite] [--seed 1]

Every message that was answered with 201 must exist and come to its end; the carrier must have each part once, the
handset each text once, and the customer's server must hear of each step at least once and in order.
"""

import argparse
import random
import sys
import time

from bench.world.crashes import Crashes
from bench.world.house import House, listener, postgres_cluster, working_folder

Finding = tuple[str, int, int | None]


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--accepts", type=int, default=20_000)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--engine", choices=["sqlite", "postgresql"])
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    asked = options.parse_args()
    print(f"seed {asked.seed}")
    wrong = 0
    with working_folder() as folder, postgres_cluster(folder) as postgres:
        for engine in (asked.engine,) if asked.engine else ("sqlite", "postgresql"):
            if engine == "postgresql" and postgres is None:
                print("postgresql is left out: its server programs are not installed (apt-get install postgresql)")
                continue
            place = folder / engine
            place.mkdir()
            house = House(engine, place, postgres if engine == "postgresql" else None)
            began = time.monotonic()
            found = crash(house, asked.accepts, asked.kills, asked.seed)
            print(f"\n{engine}, {time.monotonic() - began:.0f} s")
            wrong += show(found)
    print("\nwrong: see above" if wrong else "\neverything that was promised was kept")
    return 1 if wrong else 0


def crash(house: House, accepts: int, kills: int, seed: int) -> list[Finding]:
    """One run on one engine."""
    with listener() as url:
        run = Crashes(house, url, accepts=accepts, kills=kills, seed=seed)
        try:
            run.run()
            return run.findings()
        finally:
            house.stop()


def show(found: list[Finding]) -> int:
    """Prints the table; returns how many lines are not as they must be."""
    wrong = 0
    for what, count, allowed in found:
        is_wrong = allowed is not None and count != allowed
        wrong += is_wrong
        goal = "" if allowed is None else f"must be {allowed}"
        print(f"  {what:<44} {count:>8,}  {goal}{'   WRONG' if is_wrong else ''}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
