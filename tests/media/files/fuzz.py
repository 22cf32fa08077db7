"""Sound files damaged at random and read: `python -m tests.media.files.fuzz [--seconds 600]`.

Sound comes out, bounded by what the limits allow, or NotAudio with a sentence; nothing else is raised, and no file
costs more than a second. What breaks is printed with its seed and becomes a test of its own.
"""

import argparse
import random
import sys
import time

from ringback.media.files import NotAudio, read_audio
from ringback.media.files.limits import MOST_S, RATE_HZ
from tests.media.files.forms import every_kind

CORPUS = list(every_kind().values())
TYPES = [None, None, "audio/mpeg", "audio/wav", "audio/basic", "audio/gsm", "audio/aiff", "video/mp4"]
NUMBERS = [b"\0", b"\xff", b"\x7f", b"\x80", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f"]
WORDS = [b"RIFF", b"RF64", b"WAVE", b"fmt ", b"data", b"FORM", b"AIFF", b"AIFC", b"COMM", b"SSND", b".snd", b"ID3"]
MOST_CPU_S = 1.0


def damaged(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(CORPUS))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        near = chance.choice((12, 60, 200, len(data)))
        at = chance.randrange(min(near, len(data)) + 1)
        chance.choice(DAMAGES)(data, at, chance)
    return bytes(data[: 1 << 20])


def _flip(data: bytearray, at: int, chance: random.Random) -> None:
    if at < len(data):
        data[at] ^= 1 << chance.randrange(8)


def _write(data: bytearray, at: int, chance: random.Random) -> None:
    octets = chance.choice(NUMBERS + WORDS)
    data[at : at + len(octets)] = octets


def _take(data: bytearray, at: int, chance: random.Random) -> None:
    del data[at : at + chance.choice((1, 2, 4, 16, 1000, 1 << 20))]


def _repeat(data: bytearray, at: int, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    data[at:at] = data[start : start + chance.randint(1, 400)]


DAMAGES = [_flip, _flip, _write, _take, _repeat]


def take(data: bytes, content_type: str | None) -> bool:
    """Whether it is sound still."""
    try:
        pcm = read_audio(data, content_type)
    except NotAudio as refused:
        reason = refused.reason
    else:
        reason = None
    if reason is not None:
        assert reason[0].isupper() and len(reason) < 300, reason
        return False
    assert 0 < len(pcm) <= MOST_S * RATE_HZ * 2 and len(pcm) % 2 == 0
    return True


def run(seconds: float, seed: int, *, most: int = 10**9) -> tuple[int, int]:
    """How many were tried, and how many of them were sound still."""
    chance, tried, whole = random.Random(seed), 0, 0
    end = time.monotonic() + seconds
    while time.monotonic() < end and tried < most:
        data, content_type = damaged(chance), chance.choice(TYPES)
        start = time.process_time()
        try:
            whole += take(data, content_type)
            assert time.process_time() - start < MOST_CPU_S, "too slow"
        except Exception:
            print(f"seed {seed}, file {tried}, type {content_type}: {data[:200].hex()}", file=sys.stderr)
            raise
        tried += 1
    return tried, whole


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--seconds", type=float, default=600.0)
    options.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = options.parse_args()
    tried, whole = run(asked.seconds, asked.seed)
    print(f"{tried:,} damaged files, {whole:,} of them sound still; seed {asked.seed}")


if __name__ == "__main__":
    main()
