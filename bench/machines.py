"""Who answered, and keys as sound: `python -m bench.machines [--json FILE] [--few]`.

The labelled set is `bench/answers`: people and machines, spoken by the house's own voice at other pitches and speeds,
on lines with noise, losses and both laws of G.711. "right" is person or machine told apart, and within 4 s of the
answer where that is said. A beep counts as found when it is told within half a second of its end. Talk-off runs all of
the set's speech, at eight speeds, through the search for keys: each key found in it is a false one.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench.answers.keys import Keys
from bench.answers.making import AFTER_S, RATE_HZ, Answer, answers, made
from ringback.media.files import tones
from ringback.speech.machines import MachineEar, MachineOptions, Verdict

WITHIN_MS = 4000
BEEP_LATE_MS = 500
GOALS = {"right within 4 s": 0.90, "beeps found": 0.95, "keys found": 0.99}
NONE_OF = ("false beeps", "false keys")
PIECE = 1600  # bytes: 100 ms, as the switch reads a tap
SNRS_DB = (30, 20, 15)
SPEEDS = (0.75, 0.85, 0.93, 1.0, 1.07, 1.15, 1.25, 1.4)
KEYPAD = "0123456789*#ABCD"


def judged(sound: bytes, options: MachineOptions) -> Verdict:
    ear = MachineEar(options)
    for at in range(0, len(sound), PIECE):
        found = ear.hear(sound[at : at + PIECE])
        if found is not None:
            return found
    return ear.give_up()


def is_right(answer: Answer, verdict: Verdict) -> bool:
    return verdict.answered_by == ("human" if answer.is_person else "machine_start")


def told_apart(chosen: list[Answer], sounds: list[bytes]) -> dict[str, Any]:
    began = time.process_time()
    verdicts = [judged(sound, MachineOptions()) for sound in sounds]
    spent = time.process_time() - began
    right = [is_right(answer, verdict) for answer, verdict in zip(chosen, verdicts, strict=True)]
    soon = [good and verdict.duration_ms <= WITHIN_MS for good, verdict in zip(right, verdicts, strict=True)]
    wrong = [
        f"{'person' if a.is_person else 'machine'} {a.number + 1} ({v.answered_by} after {v.duration_ms} ms): {a.text}"
        for a, v, good in zip(chosen, verdicts, soon, strict=True)
        if not good
    ]
    people = [good for answer, good in zip(chosen, right, strict=True) if answer.is_person]
    machines = [good for answer, good in zip(chosen, right, strict=True) if not answer.is_person]
    return {
        "right": share(right), "right within 4 s": share(soon), "people right": share(people),
        "machines right": share(machines), "median ms": float(np.median([v.duration_ms for v in verdicts])),
        "cpu ms per second of sound": 1e6 * spent / sum(v.duration_ms for v in verdicts), "not in time or wrong": wrong,
    }  # fmt: skip


def ends_found(chosen: list[Answer], sounds: list[bytes]) -> dict[str, Any]:
    """Machines only: is the end of the message found, and by the right sign?"""
    found, false = [], 0
    for answer, sound in zip(chosen, sounds, strict=True):
        verdict = judged(sound, MachineOptions(mode="DetectMessageEnd"))
        late_ms = verdict.duration_ms - (len(sound) / 2 / RATE_HZ - AFTER_S) * 1000
        is_beep = verdict.answered_by == "machine_end_beep"
        if answer.has_beep:
            found.append(is_beep and -50 <= late_ms <= BEEP_LATE_MS)
        false += is_beep and (not answer.has_beep or late_ms < -50)
    return {"beeps": len(found), "beeps found": share(found), "false beeps": false}


def keys_found(chosen: list[Answer], sounds: list[bytes]) -> dict[str, Any]:
    found = []
    talk = [without_pairs(answer, sound) for answer, sound in zip(chosen, sounds, strict=True)]
    talk = [faster(sound, by) for by in SPEEDS for sound in talk]
    false = "".join(map(Keys().hear, talk))
    chance = np.random.default_rng(1)
    for snr in SNRS_DB:
        noisy = noise_under(b"".join(bytes(1280) + tones.dtmf(key, 60) for key in KEYPAD * 4), snr, chance)
        got = Keys().hear(noisy)
        found += [k < len(got) and got[k] == key for k, key in enumerate(KEYPAD * 4)]
    minutes = sum(map(len, talk)) / 2 / RATE_HZ / 60
    return {"keys": len(found), "keys found": share(found), "minutes of talk": minutes, "false keys": len(false)}


def without_pairs(answer: Answer, sound: bytes) -> bytes:
    """What was said; where a beep is a pair of tones, which at some speed is a key, without its last second."""
    is_pair = "+" in answer.how.get("beep", "")
    return sound[: -int((AFTER_S + is_pair) * RATE_HZ) * 2]


def faster(pcm: bytes, by: float) -> bytes:
    """Played at another speed: other voices, of higher and lower pitch."""
    sound = np.frombuffer(pcm, "<i2").astype(float)
    return np.interp(np.arange(0, len(sound) - 1, by), np.arange(len(sound)), sound).astype("<i2").tobytes()


def noise_under(pcm: bytes, snr_db: float, chance: np.random.Generator) -> bytes:
    sound = np.frombuffer(pcm, "<i2").astype(float)
    level = 10 ** (-16 / 20) * 32768 * 10 ** (-snr_db / 20)
    return np.clip(sound + chance.standard_normal(len(sound)) * level, -32768, 32767).astype("<i2").tobytes()


def share(good: list[bool]) -> float:
    return sum(good) / max(1, len(good))


def missed(figures: dict[str, Any]) -> list[str]:
    below = [f"{name} {figures[name]:.1%} < {goal:.0%}" for name, goal in GOALS.items() if figures[name] < goal]
    return below + [f"{name} {figures[name]}" for name in NONE_OF if figures[name]]


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--json", type=Path)
    options.add_argument("--few", action="store_true", help="every fourth line of the set")
    chosen = options.parse_args()
    people, machines = answers("persons")[:: 4 if chosen.few else 1], answers("machines")[:: 4 if chosen.few else 1]
    sounds = made(people + machines)
    figures: dict[str, Any] = {"people": len(people), "machines": len(machines)}
    figures |= told_apart(people + machines, sounds)
    figures |= ends_found(machines, sounds[len(people) :])
    figures |= keys_found(people + machines, sounds)
    for name, value in figures.items():
        lines = value if isinstance(value, list) else []
        print(f"{name:28} {len(lines) if isinstance(value, list) else round(value, 3)}")
        print("".join(f"    {line[:110]}\n" for line in lines), end="")
    figures["missed"] = missed(figures)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n")
    print("MISSED: " + ", ".join(figures["missed"]) if figures["missed"] else "every goal reached")
    return 1 if figures["missed"] else 0


if __name__ == "__main__":
    sys.exit(main())
