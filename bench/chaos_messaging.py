"""Kills the process that holds a carrier's binds (SIGKILL) again and again under load; the carrier keeps all it got.

    python -m bench.chaos_messaging [--accepts 50000] [--kills 50] [--quick] [--engine sqlite] [--policy hold]

None that was answered 201 may be lost. A kill between a submit_sm and its answer leaves a message of which nobody can
know: it is marked. Under `hold` none is doubled, and those marked wait for the carrier's word until their validity
ends; under `resend` none is lost, and those marked may be at the carrier twice.
"""

import argparse
import random
import sys
import time

from bench.chaos import show
from bench.world.carrier import smsc
from bench.world.carrier_crashes import CarrierCrashes, Finding
from bench.world.house import House, postgres_cluster, working_folder

POLICIES = ("hold", "resend")


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--accepts", type=int, default=50_000)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--quick", action="store_true", help="2,000 messages and 4 kills")
    options.add_argument("--engine", choices=["sqlite", "postgresql"])
    options.add_argument("--policy", choices=POLICIES)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    asked = options.parse_args()
    accepts, kills = (2_000, 4) if asked.quick else (asked.accepts, asked.kills)
    print(f"seed {asked.seed}")
    wrong = 0
    with working_folder() as folder, postgres_cluster(folder) as postgres:
        for engine in (asked.engine,) if asked.engine else ("sqlite", "postgresql"):
            if engine == "postgresql" and postgres is None:
                print("postgresql is left out: its server programs are not installed (apt-get install postgresql)")
                continue
            for policy in (asked.policy,) if asked.policy else POLICIES:
                place = folder / f"{engine}-{policy}"
                place.mkdir()
                house = House(engine, place, postgres if engine == "postgresql" else None)
                began = time.monotonic()
                found = crash(house, policy, accepts, kills, asked.seed)
                print(f"\n{engine}, when_unknown {policy}, {time.monotonic() - began:.0f} s")
                wrong += show(found)
    print("\nwrong: see above" if wrong else "\neverything that was promised was kept")
    return 1 if wrong else 0


def crash(house: House, policy: str, accepts: int, kills: int, seed: int) -> list[Finding]:
    """One run on one engine under one policy. The carrier answers after 5 ms: kills find open windows."""
    with smsc("--answer-ms", "5", "--receipt-ms", "50") as carrier:
        run = CarrierCrashes(house, carrier, policy, accepts=accepts, kills=kills, seed=seed)
        try:
            run.run()
            return run.findings()
        finally:
            house.stop()


if __name__ == "__main__":
    sys.exit(main())
