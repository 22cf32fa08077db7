"""From a voice document to effects on the line, in CPU seconds of one process: `python bench/twiml.py [--json FILE]`.

The goal: the first effects of a plain document within 100 µs. A whole run is measured too: parse, check, every verb,
each outcome handed back, to the end of the call.
"""

import argparse
import json
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ringback.languages.twiml.effects import Document, Fetch
from ringback.languages.twiml.voice import VoiceRun
from ringback.languages.twiml.voice.effects import Dialled, Done, Gathered, Outcome

GOAL_US = 100.0
FIRST = Fetch("https://shop.example/voice", "POST")
MENU = (
    "<Gather numDigits='1' action='/menu' timeout='8'><Say voice='Polly.Joanna'>For sales press 1.</Say>"
    "<Say>For support press 2.</Say></Gather><Say>Goodbye.</Say>"
)
DIAL = (
    "<Dial timeout='20' record='record-from-answer-dual' action='/done' callerId='+14155550100'>"
    "<Number url='/whisper' statusCallback='/events' statusCallbackEvent='initiated ringing answered completed'>"
    "+14155550123</Number><Sip>sip:desk@pbx.example?X-Order=7</Sip><Client>alice</Client></Dial>"
)
SSML = "<Say>Your code is <say-as interpret-as='digits'>1234</say-as><break time='1s'/><s>Thank you.</s></Say>"
SHAPES: dict[str, tuple[str, list[Outcome]]] = {
    "one Say": ("<Say>Ahoy!</Say>", [Done()]),
    "Say with SSML": (SSML, [Done()]),
    "menu, two prompts": (MENU, [Gathered(), Done()]),
    "Dial, three nouns": (DIAL, [Dialled("completed", "CA1", 20, True)]),
    "hundred Say": ("<Say>Ahoy!</Say>" * 100, [Done()] * 100),
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path, help="also write the figures to this file")
    options.add_argument("--seconds", type=float, default=0.3, help="CPU seconds for each figure")
    asked = options.parse_args()
    figures = [measure(shape, asked.seconds) for shape in SHAPES]
    show(figures)
    if asked.json:
        asked.json.write_text(json.dumps({"python": platform.python_version(), "figures": figures}, indent=2) + "\n")
    reached = float(figures[0]["first_us"])
    print(f"\nfirst effects of one Say: {reached:.1f} µs, goal {GOAL_US:.0f}")
    return 0 if reached <= GOAL_US else 1


def measure(shape: str, seconds: float) -> dict[str, str | float]:
    inside, outcomes = SHAPES[shape]
    document = Document(FIRST.url, "text/xml; charset=utf-8", f"<Response>{inside}</Response>".encode())
    first = best_us(lambda: begin(document), seconds / 2)
    return {"shape": shape, "first_us": first, "whole_us": best_us(lambda: play(document, outcomes), seconds / 2)}


def begin(document: Document) -> VoiceRun:
    run = VoiceRun(first=FIRST)
    run.start()
    run.receive(document)
    return run


def play(document: Document, outcomes: list[Outcome]) -> None:
    run = begin(document)
    for outcome in outcomes:
        run.receive(outcome)


def best_us(work: Callable[[], object], seconds: float) -> float:
    """The best of three runs of equal length."""
    return round(1e6 / max(rate_of(work, seconds / 3) for _ in range(3)), 1)


def rate_of(work: Callable[[], object], seconds: float) -> float:
    began, done = time.process_time(), 0
    while (spent := time.process_time() - began) < seconds:
        for _ in range(20):
            work()
        done += 20
    return done / spent


def show(figures: list[dict[str, str | float]]) -> None:
    print(f"{'document':<20} {'first effects µs':>18} {'whole run µs':>14}")
    for figure in figures:
        print(f"{figure['shape']:<20} {figure['first_us']:>18} {figure['whole_us']:>14}")


if __name__ == "__main__":
    sys.exit(main())
