"""The tones of telephone networks, made from a table: what a caller hears before, instead of and during speech.

Each function gives one period as PCM; played again and again it goes on without a click. `tones.csv` holds a country a
line: `440+480/2000 0/4000` is both tones for 2 s and silence for 4; `400*25` is 400 Hz swelling 25 times a second; a
tone without a length goes on. Countries are named as `ringTone` of TwiML names them.
"""

import csv
import functools
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from ringback.media.files.limits import RATE_HZ
from ringback.protocols.rtp.telephone_event import DIGITS

LEVEL = 0.16  # of full scale, all tones of a signal together: -16 dBFS, as loud as speech on a line
FADE_S = 0.004  # at both ends of a sound that silence follows: no click
DEPTH = 0.85  # of the swelling
CONTINUOUS_MS = 1000  # every frequency is whole, so one second joins on to the next
BEEP_HZ, BEEP_MS = 1000, 400
ROWS_HZ, COLUMNS_HZ = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
KEYPAD = "123A456B789C*0#D"


def _table() -> dict[str, dict[str, str]]:
    text = resources.files("ringback.media.files").joinpath("tones.csv").read_text(encoding="utf-8")
    return {row["country"]: row for row in csv.DictReader(text.splitlines())}


_COUNTRIES = _table()
COUNTRIES = tuple(_COUNTRIES)
"""Those whose tones are known: `us`, `uk`, `de`, …"""


def dial(country: str = "us") -> bytes:
    """The exchange is ready for digits."""
    return _named(country, "dial")


def ringback(country: str = "us") -> bytes:
    """It rings at the other end."""
    return _named(country, "ringback")


def busy(country: str = "us") -> bytes:
    """The other end talks to somebody else."""
    return _named(country, "busy")


def reorder(country: str = "us") -> bytes:
    """The network cannot take the call."""
    return _named(country, "reorder")


def beep() -> bytes:
    """Speak after it."""
    return _cadence(f"{BEEP_HZ}/{BEEP_MS}")


def dtmf(digit: str, duration_ms: int = 100) -> bytes:
    """A key as sound, for peers that hear no other. Raises ValueError for what is no key."""
    if len(digit) != 1 or digit.upper() not in KEYPAD:
        raise ValueError(f"{digit!r} is no key: there are {DIGITS}")
    row, column = divmod(KEYPAD.index(digit.upper()), 4)
    return _cadence(f"{ROWS_HZ[row]}+{COLUMNS_HZ[column]}/{duration_ms}")


def _named(country: str, which: str) -> bytes:
    found = _COUNTRIES.get(country.lower())
    if found is None:
        raise ValueError(f"{country!r} is no country whose tones are known: {', '.join(COUNTRIES)}")
    return _cadence(found[which])


@functools.lru_cache(maxsize=256)
def _cadence(said: str) -> bytes:
    parts = [part.partition("/") for part in said.split()]
    fades = any(length for _, _, length in parts)
    sounds = [_sound(tone, int(length or CONTINUOUS_MS), fades=fades) for tone, _, length in parts]
    return np.concatenate(sounds).astype("<i2").tobytes()


def _sound(tone: str, duration_ms: int, *, fades: bool) -> NDArray[np.float64]:
    at_s = np.arange(duration_ms * RATE_HZ // 1000) / RATE_HZ
    shape = _swelling(tone, at_s) if "*" in tone else _mixture(tone, at_s)
    if fades:
        edge = np.minimum(at_s, at_s[::-1]) / FADE_S
        shape = shape * np.minimum(edge, 1.0)
    return np.rint(shape * LEVEL * 32767)


def _mixture(tone: str, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
    frequencies = [int(hz) for hz in tone.split("+")]
    waves = [np.sin(2 * np.pi * hz * at_s) for hz in frequencies]
    return np.sum(waves, axis=0) / len(frequencies) ** 0.5 * 2**0.5


def _swelling(tone: str, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
    carrier, _, beat = tone.partition("*")
    swell = 1 + DEPTH * np.sin(2 * np.pi * int(beat) * at_s)
    return np.sin(2 * np.pi * int(carrier) * at_s) * swell / (1 + DEPTH) * 2**0.5
