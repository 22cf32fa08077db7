"""Damaged RTP, RTCP, digits and orders at every build: `python -m tests.media.fuzz [--seconds 600] [--seed 1]`.

The builds get the same bytes at the same moment; it ends with an assertion where one says, tells or remembers another
thing than the others, and with an IndexError where a length was not checked: bounds are checked in every build, also
the compiled one, so what would be a memory error in C is an exception here. Each round prints nothing; a failure says
the seed that makes it again. Seeds are the captures of tests/wire and packets of legs that are in a call.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from ringback.media.core.state import MTU
from tests.media.core.scene import HOST, STRANGER, Party, Scene
from tests.media.core.test_vectors import _anything as order

WIRE = Path(__file__).parents[1] / "wire"
SEEDS = [path.read_bytes() for kind in ("rtp", "rtcp") for path in sorted((WIRE / kind).glob("*.bin"))]
TICKS = 60
LONGEST = MTU + 40


def damaged(chance: random.Random, data: bytes) -> bytes:
    """Up to four bits, bytes, cuts and repetitions."""
    out = bytearray(data)
    for _ in range(chance.randrange(5)):
        what = chance.randrange(5)
        at = chance.randrange(len(out) + 1)
        if what == 0 and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
        elif what == 1 and at < len(out):
            out[at] = chance.choice([0, 1, 127, 128, 255])
        elif what == 2:
            del out[at:]
        elif what == 3:
            out[at:at] = chance.randbytes(chance.randrange(9))
        elif len(out) < LONGEST:
            out += out[at:] * chance.randrange(3)
    return bytes(out[:LONGEST])


def datagram(chance: random.Random, leg: Party) -> bytes:
    """Something that could come to a leg."""
    what = chance.randrange(10)
    if what < 4:
        return damaged(chance, leg.audio(chance.choice([0, 1, 80, 160, 160, 160, 480, 1400])))
    if what < 6:
        return damaged(chance, chance.choice(leg.press(chance.randrange(32), chance.randrange(1, 5))))
    if what < 8:
        return damaged(chance, chance.choice(SEEDS))
    if what == 8:
        leg.timestamp = chance.randrange(1 << 32)
        leg.seq = chance.randrange(1 << 16)
        return leg.audio()
    return chance.randbytes(chance.randrange(300))


def round_of(seed: int) -> int:
    """One call of five legs; how many datagrams it took."""
    chance = random.Random(seed)
    scene = Scene()
    codecs = ["PCMU", "PCMU", "PCMA", "G722", "PCMU"]
    legs = [scene.leg(codec, dtmf=chance.choice([101, -1]), ptime=chance.choice([20, 60])) for codec in codecs]
    taken = 0
    for _ in range(TICKS):
        if chance.random() < 0.3:
            order(scene, chance, legs)
        for leg in legs:
            if chance.random() < 0.2:
                scene.hear((leg, leg.audio()))
            ip = STRANGER if chance.random() < 0.05 else HOST
            scene.hear((leg, datagram(chance, leg)), ip=ip)
            scene.report(leg, damaged(chance, chance.choice(SEEDS)))
            taken += 2
        scene.tick(missed=chance.choice([0] * 30 + [2, 60]))
    scene.compare()
    return taken


def run(seconds: float, seed: int) -> int:
    """Rounds until the time is over; how many datagrams there were. Raises what a build raised."""
    until = time.monotonic() + seconds
    taken = rounds = 0
    while rounds == 0 or time.monotonic() < until:
        try:
            taken += round_of(seed + rounds)
        except Exception:
            print(f"failed at --seed {seed + rounds}", file=sys.stderr)
            raise
        rounds += 1
    return taken


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    builds = ", ".join(Scene().builds)
    print(f"{run(chosen.seconds, chosen.seed):,} datagrams, each at {builds}: no difference, no fault")


if __name__ == "__main__":
    main()
