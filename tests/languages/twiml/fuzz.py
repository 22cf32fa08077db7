"""Random calls through random documents: `python -m tests.languages.twiml.fuzz [--seconds 600] [--seed 1]`.

Nothing may be raised, and no call may cost more than a second. What breaks is printed with its seed and becomes a test
of its own: `live_through(random.Random(seed))` plays it again.
"""

import argparse
import random
import sys
import time
import traceback

from tests.languages.twiml.voice.any_call import live_through

MOST_S = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0, help="the first one; 0 takes it from the clock")
    options = parser.parse_args()
    seed = options.seed or time.time_ns() & 0xFFFFFFFF
    end, calls, effects, broken = time.monotonic() + options.seconds, 0, 0, 0
    while time.monotonic() < end:
        found = lived(seed + calls)
        effects, broken, calls = effects + (found or 0), broken + (found is None), calls + 1
    print(f"{calls} calls from seed {seed}, {effects} effects, {broken} broken")
    return 1 if broken else 0


def lived(seed: int) -> int | None:
    """How many effects the call had; None, with what is printed, where it broke."""
    began = time.perf_counter()
    try:
        effects = live_through(random.Random(seed))
    except Exception:  # noqa: BLE001 - whatever it is, the seed must be told and the search go on
        print(f"seed {seed}:\n{traceback.format_exc()}", file=sys.stderr)
        return None
    if time.perf_counter() - began > MOST_S:
        print(f"seed {seed}: took {time.perf_counter() - began:.2f} s", file=sys.stderr)
        return None
    return effects


if __name__ == "__main__":
    sys.exit(main())
