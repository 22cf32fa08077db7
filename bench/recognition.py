"""How well speech is recognised: word errors per set, per voice and per loss, how soon it begins, what it costs.

The set is our own (bench/spoken): texts read by the house's voice in three manners and by two voices of Debian's flite,
through G.711 and a line that loses 0, 3 and 10 % of its packets, concealed as in calls. Each goes through an ear, as a
caller's words do in a Gather. Goals hold for these voices. espeak-ng, which is built of rules and hard for people too,
is shown beside them. Machine voices in a quiet room are easier than people: read the figures as a comparison.
"""

import argparse
import asyncio
import json
import platform
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
import psutil

from bench.spoken.line import over_the_line
from bench.spoken.sets import SETS, Item, errors
from bench.spoken.speakers import SPEAKERS, Speaker, read_all
from ringback.speech.recognition import Listening, Recognised, Recognition, Utterance
from ringback.speech.recognition.engines.local import LocalEngine

LOSSES = (0.0, 0.03, 0.1)
GOALS = {"free text": 10.0, "menu words": 3.0, "digits": 3.0}  # per cent of words; of digits
BEGINS_GOAL_MS = 300
BESIDE = "espeak-ng"
BEFORE, AFTER = bytes(16 * 600), bytes(16 * 1100)  # a caller does not speak at once, and is silent afterwards
PIECE_S = 0.06  # as `switch.hearing` reads
PIECE_BYTES = int(PIECE_S * 16_000)
TIMED = 12  # utterances in real time


class Spoken(msgspec.Struct, frozen=True):
    kind: str
    item: Item
    speaker: str
    loss: float
    pcm: bytes


class Watched:
    """The engine, with the moments at which it was asked and answered."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self.languages, self.is_available = engine.languages, engine.is_available
        self.asked_at: list[float] = []
        self.answered_at: list[float] = []

    @property
    def has_free(self) -> bool:
        return self._engine.has_free

    async def start(self) -> None:
        await self._engine.start()

    async def close(self) -> None:
        await self._engine.close()

    async def recognise(self, utterance: Utterance) -> Recognised:
        self.asked_at.append(time.perf_counter())
        found = await self._engine.recognise(utterance)
        self.answered_at.append(time.perf_counter())
        return found


async def spoken(per_item: int) -> list[Spoken]:
    """Each text by `per_item` voices in turn, and all of them once more by the voice beside."""
    voices = [one for one in SPEAKERS if one.is_here and one.name != BESIDE]
    extra = [one for one in SPEAKERS if one.is_here and one.name == BESIDE]
    jobs: list[tuple[str, Item, Speaker]] = []
    for kind, items in SETS.items():
        for number, item in enumerate(items()):
            chosen = [voices[(number + step) % len(voices)] for step in range(min(per_item, len(voices)))]
            jobs += [(kind, item, speaker) for speaker in [*chosen, *extra]]
    read = await read_all([(speaker, item.said) for _, item, speaker in jobs])
    return [
        Spoken(kind, item, speaker.name, loss, over_the_line(BEFORE + pcm + AFTER, loss=loss, seed=number))
        for number, ((kind, item, speaker), pcm) in enumerate(zip(jobs, read, strict=True))
        for loss in LOSSES
    ]


async def understood(recognition: Recognition, one: Spoken) -> str:
    ear = recognition.listen(Listening(hints=one.item.hints, profanity_filter=False))
    for at in range(0, len(one.pcm), PIECE_BYTES):
        ear.hear(one.pcm[at : at + PIECE_BYTES])
        await asyncio.sleep(0)
    heard = await ear.heard() if ear.is_speaking else None
    ear.close()
    return heard.text if heard else ""


class Tally:
    """Errors and what they are counted against, by set and loss, and by set and voice."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], list[int]] = {}
        self.wrong: list[dict[str, str]] = []

    def add(self, one: Spoken, got: str) -> None:
        wanted = one.item.units(one.item.wanted)
        count = errors(wanted, one.item.units(got))
        where = f"loss {one.loss:.0%}" if one.speaker != BESIDE else f"{BESIDE}, loss {one.loss:.0%}"
        for column in (where, one.speaker):
            tally = self._counts.setdefault((one.kind, column), [0, 0])
            tally[0] += count
            tally[1] += len(wanted)
        if count:
            self.wrong.append({"set": one.kind, "voice": one.speaker, "wanted": one.item.wanted, "got": got})

    def rates(self) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for (kind, column), (count, of) in self._counts.items():
            found.setdefault(kind, {})[column] = round(100 * count / of, 2)
        return found


async def in_real_time(recognition: Recognition, watched: Watched, one: Spoken) -> tuple[float, float]:
    """Milliseconds from the end of the words to the beginning of their recognition, and to the words."""
    ear = recognition.listen(Listening(hints=one.item.hints))
    watched.asked_at.clear()
    watched.answered_at.clear()
    began = time.perf_counter()
    for number, at in enumerate(range(0, len(one.pcm), PIECE_BYTES)):
        await asyncio.sleep(max(0.0, began + (number + 1) * PIECE_S - time.perf_counter()))
        ear.hear(one.pcm[at : at + PIECE_BYTES])
    await ear.heard()
    ended = began + (len(one.pcm) - len(AFTER)) / 16_000
    asked = [at for at in watched.asked_at if at > ended - 0.1]
    answered = watched.answered_at[-1]
    return 1000 * (asked[0] - ended), 1000 * (answered - ended)


async def measure(per_item: int) -> dict[str, Any]:
    print("the test set is read aloud …", file=sys.stderr)
    jobs = await spoken(per_item)
    engine = LocalEngine(workers=1)
    watched = Watched(engine)
    recognition = Recognition(engine=watched)
    await watched.recognise(Utterance(bytes(16_000)))
    worker = psutil.Process(engine.pool.pids[0])
    tally, before = Tally(), worker.cpu_times().user
    for number, one in enumerate(jobs):
        tally.add(one, await understood(recognition, one))
        if sys.stderr.isatty():
            print(f"\r{number + 1} of {len(jobs)}", end="", file=sys.stderr)
    cpu_s = worker.cpu_times().user - before
    calm = [one for one in jobs if one.loss == 0.0 and one.speaker != BESIDE]
    times = [await in_real_time(recognition, watched, one) for one in calm[:: max(1, len(calm) // TIMED)][:TIMED]]
    figures = {
        "rates": tally.rates(),
        "utterances": len(jobs),
        "cpu_s_an_utterance": round(cpu_s / len(jobs), 3),
        "worker_mb": round(worker.memory_info().rss / 1e6),
        "begins_ms": {"median": round(statistics.median(one[0] for one in times)), "worst": round(max(times)[0])},
        "words_ms": {"median": round(statistics.median(one[1] for one in times))},
        "wrong": tally.wrong,
    }
    await recognition.close()
    return figures


def missed(figures: dict[str, Any]) -> list[str]:
    wrong = []
    for kind, goal in GOALS.items():
        for column, rate in figures["rates"][kind].items():
            if column.startswith("loss") and rate >= goal:
                wrong.append(f"{kind}, {column}: {rate} % of errors, the goal is under {goal:g}")
    if figures["begins_ms"]["median"] > BEGINS_GOAL_MS:
        wrong.append(f"recognition begins {figures['begins_ms']['median']} ms after the words, not {BEGINS_GOAL_MS}")
    return wrong


def show(figures: dict[str, Any]) -> None:
    columns = list(dict.fromkeys(column for rates in figures["rates"].values() for column in rates))
    print(f"{'errors in %':<26}" + "".join(f"{kind:>14}" for kind in figures["rates"]))
    for column in columns:
        print(f"{column:<26}" + "".join(f"{rates.get(column, '-'):>14}" for rates in figures["rates"].values()))
    begins, words = figures["begins_ms"], figures["words_ms"]
    print(f"\nrecognition begins {begins['median']} ms after the last word (worst {begins['worst']}); the words are")
    print(f"there after {words['median']} ms. {figures['cpu_s_an_utterance']} CPU-s an utterance, ", end="")
    print(f"{figures['worker_mb']} MB a worker, {figures['utterances']} utterances")


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    options.add_argument("--voices", type=int, default=1, help="how many voices read each text (of five)")
    asked = options.parse_args()
    if not LocalEngine().is_available:
        print("left out: the extra ringback[speech] is not installed")
        return 0
    absent = [one.name for one in SPEAKERS if not one.is_here]
    if absent:
        print(f"voices not installed here, left out: {', '.join(absent)} (apt-get install flite espeak-ng)")
    figures = asyncio.run(measure(asked.voices))
    show(figures)
    if asked.json:
        asked.json.write_text(json.dumps({"python": platform.python_version(), "figures": figures}, indent=2) + "\n")
    wrong = missed(figures)
    print("missed: " + "; ".join(wrong) if wrong else "every goal reached")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
