"""The sound of each line of the set, as the network brings it: spoken, on a noisy line, in G.711, with packets lost.

Nothing is by chance: a line's number seeds its noise and its losses, so the same set gives the same bytes everywhere.
"""

import asyncio
import random
import re
from pathlib import Path

import msgspec
import numpy as np

from ringback.languages.twiml.voice.effects import Segment
from ringback.media.batches.arrays import CODES, SAMPLES
from ringback.speech import Speech
from ringback.speech.engines.local import LocalEngine

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent.parent / "build" / "answers"
RATE_HZ, FRAME = 8000, 160
PAUSE = re.compile(r"<(\d+)>")
AFTER_S = 8.0  # the line stays open
TONE_PEAK = 5000.0  # about -16 dBFS
FADED = 0.7  # what is lost is the frame before, again, softer: the engine's concealment in short


class Answer(msgspec.Struct, frozen=True):
    """One line: who answers, what is said, and how."""

    is_person: bool
    number: int
    text: str
    how: dict[str, str]

    def ms(self, name: str, default: int = 0) -> int:
        return int(self.how.get(name, default))

    def factor(self, name: str) -> float:
        return float(self.how.get(name, 1.0))

    @property
    def has_beep(self) -> bool:
        return "beep" in self.how

    @property
    def seed(self) -> int:
        return 2 * self.number + self.is_person


def answers(kind: str) -> list[Answer]:
    """`persons` or `machines`."""
    lines = (HERE / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if line and not line.startswith("#")]
    return [_parsed(n, line, kind == "persons") for n, line in enumerate(found)]


def _parsed(number: int, line: str, is_person: bool) -> Answer:
    text, _, how = line.partition("|")
    return Answer(is_person, number, text.strip(), dict(word.split("=") for word in how.split()))


async def spoken(chosen: list[Answer]) -> list[bytes]:
    """int16, 8 kHz, mono of each: what our ear gets from the moment of the answer on."""
    speech = Speech(CACHE, engine=LocalEngine(workers=1))
    try:
        crowd = np.concatenate([await _said(speech, one) for one in answers("machines")[2:12]])
        return [on_the_line(answer, await _said(speech, answer), crowd) for answer in chosen]
    finally:
        await speech.close()


def made(chosen: list[Answer]) -> list[bytes]:
    return asyncio.run(spoken(chosen))


async def _said(speech: Speech, answer: Answer) -> np.ndarray:
    pieces: list[bytes] = []
    for n, part in enumerate(PAUSE.split(answer.text)):
        if n % 2:
            pieces.append(bytes(int(part) * RATE_HZ // 1000 * 2))
            continue
        segment = Segment(part.strip(), rate=answer.factor("rate"), pitch=answer.factor("pitch"))
        pieces.append((await speech.say(part.strip(), segments=[segment])).pcm)
    return np.frombuffer(b"".join(pieces), "<i2").astype(float)


# -- the line


def on_the_line(answer: Answer, voice: np.ndarray, crowd: np.ndarray) -> bytes:
    """Everything that the network adds. `crowd` is talk of which the babble of a room is made."""
    chance = np.random.default_rng(answer.seed)
    voice = voice * 10 ** (answer.ms("level") / 20)
    parts = [_silence(answer.ms("wait", 300)), _music(answer.ms("music"), chance), voice]
    if answer.has_beep:
        parts += [_silence(answer.ms("gap", 300)), _beep(answer.how["beep"])]
    sound = np.concatenate([*parts, np.zeros(int(AFTER_S * RATE_HZ))])
    sound = sound + _noise(answer.how.get("noise", "white:-65"), len(sound), chance, crowd)
    return _lossy(_coded(sound, answer.how.get("law", "u")), answer.ms("loss"), answer.seed).tobytes()


def _silence(ms: int) -> np.ndarray:
    return np.zeros(ms * RATE_HZ // 1000)


def _tone(hz: float, ms: int) -> np.ndarray:
    at = np.arange(ms * RATE_HZ // 1000) / RATE_HZ
    return np.sin(2 * np.pi * hz * at) * np.minimum(1, np.minimum(at, at[::-1]) / 0.004)


def _beep(said: str) -> np.ndarray:
    frequencies, _, ms = said.partition("/")
    tones = [_tone(float(hz), int(ms)) for hz in frequencies.split("+")]
    return TONE_PEAK * np.sum(tones, axis=0) / len(tones)


def _music(ms: int, chance: np.random.Generator) -> np.ndarray:
    """Chords of a plucked string with its harmonics, four a second."""
    scale, out = [196.0, 247.0, 294.0, 330.0, 392.0, 494.0], np.zeros(ms * RATE_HZ // 1000)
    for start in range(0, len(out), RATE_HZ // 4):
        at = np.arange(min(RATE_HZ // 2, len(out) - start)) / RATE_HZ
        for hz in chance.choice(scale, 2, replace=False):
            for n in range(1, 6):
                out[start : start + len(at)] += np.sin(2 * np.pi * hz * n * at) * np.exp(-4 * n * at) / n * 1500
    return out


def _noise(said: str, length: int, chance: np.random.Generator, crowd: np.ndarray) -> np.ndarray:
    kind, _, dbfs = said.partition(":")
    raw = chance.standard_normal(length)
    if kind == "hum":
        at = np.arange(length) / RATE_HZ
        raw = 0.3 * raw + sum(np.sin(2 * np.pi * hz * at) for hz in (60, 120, 180, 300))
    elif kind == "pink":
        raw = _shaped(raw, lambda hz: 1 / np.sqrt(np.maximum(hz, 50)))
    elif kind == "babble":  # six people at once, and the room
        talk = sum(np.resize(np.roll(crowd, int(at)), length) for at in chance.integers(0, len(crowd), 6))
        raw = talk / np.std(talk) + 0.3 * _shaped(raw, lambda hz: 1 / np.sqrt(np.maximum(hz, 50)))
    return raw / np.sqrt(np.mean(raw**2)) * 32768 * 10 ** (float(dbfs) / 20)


def _shaped(raw: np.ndarray, gain) -> np.ndarray:
    spectrum = np.fft.rfft(raw)
    return np.fft.irfft(spectrum * gain(np.fft.rfftfreq(len(raw), 1 / RATE_HZ)), len(raw))


def _coded(sound: np.ndarray, law: str) -> np.ndarray:
    """There and back through G.711."""
    codec = int(law == "a")
    whole = np.clip(np.round(sound), -32768, 32767).astype(np.int32)[: len(sound) // FRAME * FRAME]
    codes = CODES[((whole + 32768) >> 2) + 16384 * codec]
    return SAMPLES[256 + codes.astype(int) + 256 * codec]


def _lossy(sound: np.ndarray, percent: int, seed: int) -> np.ndarray:
    chance, frames = random.Random(seed), sound.reshape(-1, FRAME).copy()
    for n in range(1, len(frames)):
        if chance.random() * 100 < percent:
            frames[n] = frames[n - 1] * FADED
    return frames.astype("<i2")
