"""Text to speech: how long a caller waits for a sentence, cold and cached: `python bench/speech.py [--json FILE]`.

The waits are the caller's, from asking to having the whole sound, with one worker and nothing else running. "lag" is
how late the event loop was meanwhile: calls are on it. The goals leave room beneath the issue's: 150 ms from answer
to first audio when cached, 600 when cold.
"""

import argparse
import asyncio
import json
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

import psutil

from ringback.speech import Speech
from ringback.speech.engines.local import LocalEngine

COLD_GOAL_MS, CACHED_GOAL_MS, REAL_TIME_GOAL = 450, 5, 6
NAMES = ("Acme", "Contoso", "Initech", "Globex", "Hooli", "Umbrella", "Wonka", "Stark", "Wayne", "Tyrell")
SENTENCES = {
    "a word": [f"Hello {name}." for name in NAMES],
    "a sentence": [f"Thank you for calling {name}, please hold the line." for name in NAMES],
    "a code": [f"Your {name} code is 4, 7, 1, 9, 0, 2." for name in NAMES],
    "a menu of three": [f"Welcome to {name}. For sales press 1. For support press 2." for name in NAMES],
}


class Figure:
    def __init__(self) -> None:
        self.waits_ms: list[float] = []
        self.sound_s = 0.0

    def as_dict(self) -> dict[str, float]:
        return {
            "median_ms": round(statistics.median(self.waits_ms), 3),
            "worst_ms": round(max(self.waits_ms), 3),
            "real_time_factor": round(1000 * self.sound_s / sum(self.waits_ms), 1),
        }


async def timed(speech: Speech, texts: Iterable[str]) -> Figure:
    figure = Figure()
    for text in texts:
        began = time.perf_counter()
        said = await speech.say(text)
        figure.waits_ms.append(1000 * (time.perf_counter() - began))
        figure.sound_s += said.duration_s
    return figure


async def with_lag(work: Callable[[], Awaitable[None]]) -> float:
    """How late a tick of 1 ms was at worst while the work ran, in ms."""
    worst, running = 0.0, asyncio.ensure_future(work())
    while not running.done():
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        worst = max(worst, time.perf_counter() - began - 0.001)
    await running
    return 1000 * worst


async def measure(folder: Path) -> dict[str, dict[str, float]]:
    figures: dict[str, dict[str, float]] = {}
    engine = LocalEngine(workers=1)
    speech = Speech(folder, engine=engine)
    figures["the first sentence, model not loaded"] = (await timed(speech, ["Good morning."])).as_dict()

    async def cold() -> None:
        for name, texts in SENTENCES.items():
            figures[f"{name}, cold"] = (await timed(speech, texts)).as_dict()

    lag_ms = await with_lag(cold)
    figures["a sentence, in memory"] = (await timed(speech, SENTENCES["a sentence"] * 20)).as_dict()
    memory_mb = psutil.Process(engine.pool.pids[0]).memory_info().rss / 1e6
    await speech.close()
    again = Speech(folder, engine=LocalEngine(workers=1))
    figures["a sentence, on disk"] = (await timed(again, SENTENCES["a sentence"])).as_dict()
    await again.close()
    figures["house"] = {"lag_ms": round(lag_ms, 2), "worker_mb": round(memory_mb)}
    return figures


def missed(figures: dict[str, dict[str, float]]) -> list[str]:
    cold, disk = figures["a sentence, cold"], figures["a sentence, on disk"]
    goals = {
        f"a cold sentence within {COLD_GOAL_MS} ms": cold["median_ms"] <= COLD_GOAL_MS,
        f"a sentence on disk within {CACHED_GOAL_MS} ms": disk["median_ms"] <= CACHED_GOAL_MS,
        f"{REAL_TIME_GOAL} times real time": cold["real_time_factor"] >= REAL_TIME_GOAL,
    }
    return [goal for goal, is_reached in goals.items() if not is_reached]


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    asked = options.parse_args()
    if not LocalEngine().is_available:
        print("left out: the extra ringback[speech] is not installed")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(Path(folder)))
    print(f"{'what':<40} {'median ms':>10} {'worst ms':>10} {'x real time':>12}")
    house = figures["house"]
    for name, figure in figures.items():
        if figure is not house:
            print(f"{name:<40} {figure['median_ms']:>10} {figure['worst_ms']:>10} {figure['real_time_factor']:>12}")
    print(f"\nevent loop late by at most {house['lag_ms']} ms meanwhile; the worker holds {house['worker_mb']} MB")
    if asked.json:
        asked.json.write_text(json.dumps({"python": platform.python_version(), "figures": figures}, indent=2) + "\n")
    wrong = missed(figures)
    print("missed: " + "; ".join(wrong) if wrong else "every goal reached")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
