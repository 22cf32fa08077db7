"""Music for those who wait: composed here, note by note, so nobody's rights are in it. It joins on to its beginning."""

import functools

import numpy as np
from numpy.typing import NDArray

from ringback.media.files.limits import RATE_HZ

LEVEL = 0.12  # of full scale at the loudest: softer than speech, so that an announcement stands out
BEAT_S = 0.5
DECAY_S = 0.9  # of a plucked string, to a third of its loudness
PARTIALS = (1.0, 0.45, 0.18, 0.08)  # how loud each multiple of a note's frequency is
# Four beats a bar, two notes a beat, as MIDI numbers: Cmaj7, Am7, Fmaj7, G6, Em7, Am7, Dm7, G7.
BARS = (
    (60, 64, 67, 71, 72, 71, 67, 64),
    (57, 64, 67, 72, 76, 72, 67, 64),
    (53, 60, 64, 69, 72, 69, 64, 60),
    (55, 62, 64, 67, 71, 67, 64, 62),
    (52, 59, 62, 67, 71, 67, 62, 59),
    (57, 60, 64, 67, 72, 67, 64, 60),
    (50, 57, 60, 65, 69, 65, 60, 57),
    (55, 59, 62, 65, 71, 65, 62, 59),
)


@functools.cache
def waiting() -> bytes:
    """Sixteen seconds as PCM; played again and again it goes on without a click."""
    notes = [note for bar in BARS for note in bar]
    sounds = {note: _plucked(note) for note in set(notes)}
    step = int(BEAT_S / 2 * RATE_HZ)
    whole = np.zeros(step * len(notes))
    for place, note in enumerate(notes):
        _add(whole, place * step, sounds[note])
    return np.rint(whole / np.max(np.abs(whole)) * LEVEL * 32767).astype("<i2").tobytes()


def _add(whole: NDArray[np.float64], begin: int, sound: NDArray[np.float64]) -> None:
    """What rings on beyond the end is heard at the beginning."""
    places = (begin + np.arange(len(sound))) % len(whole)
    whole[places] += sound


def _plucked(note: int) -> NDArray[np.float64]:
    at_s = np.arange(int(3 * DECAY_S * RATE_HZ)) / RATE_HZ
    hz = 440.0 * 2 ** ((note - 69) / 12)
    waves = [loud * np.sin(2 * np.pi * hz * n * at_s) for n, loud in enumerate(PARTIALS, 1)]
    fade = np.minimum(at_s / 0.008, 1.0) * np.exp(-at_s / DECAY_S) * np.minimum(at_s[::-1] / 0.05, 1.0)
    return np.sum(waves, axis=0) * fade
