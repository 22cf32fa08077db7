"""Counting and cutting segments, in CPU seconds of one process: `python bench/segments.py [--json FILE]`.

The goal: 400,000 counts a CPU second for 160 characters of GSM-7. Each text is a new object in turn, so that nothing
is answered from a cache of the string.
"""

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ringback.protocols.sms import segments, smart

GOAL_PER_S = 400_000
SHAPES = {
    "160 ASCII": ("Your parcel 4711 comes today, between 2 and 4 pm. " * 4)[:160],
    "160 GSM-7 letters": ("Grüße aus Århus: señal número à côté £5 Δ. " * 4)[:160].replace("ú", "u").replace("ô", "o"),
    "160 GSM-7, 4 extension": ("Pay 20 € now [link] " * 8)[:40] + "a" * 120,
    "306 ASCII": ("Your parcel 4711 comes today, between 2 and 4 pm. " * 7)[:306],
    "70 UCS-2": ("Ваша посылка 4711 прибудет сегодня между двумя и четырьмя часами. " * 2)[:70],
    "300 UCS-2 with emoji": ("Your parcel 📦 4711 comes today 🚚 between 2 and 4. " * 7)[:300],
    "1600 ASCII": ("Your parcel 4711 comes today, between 2 and 4 pm. " * 32)[:1600],
}
WORK: dict[str, Callable[[str], object]] = {
    "count": segments.count,
    "cut": segments.cut,
    "smart.encode": smart.encode,
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    options.add_argument("--seconds", type=float, default=0.3, help="CPU seconds for each figure")
    asked = options.parse_args()
    figures = [measure(shape, name, asked.seconds) for shape in SHAPES for name in WORK]
    show(figures)
    if asked.json:
        asked.json.write_text(json.dumps({"python": platform.python_version(), "figures": figures}, indent=2) + "\n")
    reached = figures[0]["per_cpu_s"]
    print(f"\ncount of 160 ASCII characters: {reached:,.0f} a CPU second, goal {GOAL_PER_S:,}")
    return 0 if reached >= GOAL_PER_S else 1


def measure(shape: str, name: str, seconds: float) -> dict[str, object]:
    """The best of three runs of equal length, each text a string of its own."""
    text, work = SHAPES[shape], WORK[name]
    texts = [text[:-1] + chr(ord("a") + i % 26) for i in range(2000)]
    rate = max(rate_of(work, texts, seconds / 3) for _ in range(3))
    return {
        "shape": shape,
        "work": name,
        "encoding": segments.encoding_of(texts[0]),
        "parts": segments.count(texts[0]),
        "per_cpu_s": round(rate),
        "cpu_us": round(1e6 / rate, 3),
    }


def rate_of(work: Callable[[str], object], texts: list[str], seconds: float) -> float:
    done, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for text in texts:
            work(text)
        done += len(texts)
    return done / spent


def show(figures: list[dict[str, object]]) -> None:
    print(f"{'text':<24} {'encoding':<8} {'parts':>5} {'work':<13} {'a CPU second':>13} {'CPU us':>8}")
    for f in figures:
        row = f"{f['shape']:<24} {f['encoding']:<8} {f['parts']:>5} {f['work']:<13}"
        print(f"{row} {f['per_cpu_s']:>13,} {f['cpu_us']:>8}")


if __name__ == "__main__":
    sys.exit(main())
