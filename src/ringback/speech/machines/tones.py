"""Tones among the frames: the beep after a greeting, and a fax machine's CNG of 1,100 Hz or CED of 2,100 (ITU-T T.30).

A beep is one steady tone, or two at once, of 150 ms to 2 s. Dial tones and ringing are longer, keys are two tones of
the keypad, a singer's or a whistle's pitch moves.
"""

import enum

from ringback.speech.machines.spectrum import Frame

LEAST_HZ, MOST_HZ = 380.0, 2600.0
ONE_SHARE, TWO_SHARE = 0.85, 0.92
STEADY_HZ = 18.0  # from frame to frame
LEAST_DBFS, ABOVE_FLOOR_DB = -45.0, 8.0
BEEP_FRAMES, LONG_FRAMES = 7, 100
FAX_FRAMES = 20  # of the 25 that a CNG lasts; CED lasts 2.6 s
MISSING_FRAMES = 2  # lost on the way, in the middle of a tone
CNG_HZ, CED_HZ, OFF_HZ = 1100.0, 2100.0, 38.0
KEY_ROWS_HZ, KEY_COLUMNS_HZ, KEY_OFF = (697, 770, 852, 941), (1209, 1336, 1477, 1633), 0.02


class Heard(enum.Enum):
    """What a frame brought to its end, or made certain."""

    NOTHING = 0
    BEEP = 1  # it is over
    FAX = 2


class Tones:
    """One stream's tones. `frames` is how long the present one lasts, 0 where there is none."""

    def __init__(self) -> None:
        self.frames = 0
        self._missing = 0
        self._tone: tuple[float, ...] = ()

    def take(self, frame: Frame, floor_dbfs: float) -> Heard:
        tone = _tone(frame) if frame.level_dbfs > max(LEAST_DBFS, floor_dbfs + ABOVE_FLOOR_DB) else ()
        if tone and _same(tone, self._tone):
            self._go_on(tone)
            return self._fax()
        if self.frames >= BEEP_FRAMES and self._missing < MISSING_FRAMES:
            self._missing += 1
            return Heard.NOTHING
        return self._begin(tone)

    def _go_on(self, tone: tuple[float, ...]) -> None:
        self.frames += 1 + self._missing
        self._missing, self._tone = 0, tone

    def _fax(self) -> Heard:
        is_fax = len(self._tone) == 1 and min(abs(self._tone[0] - hz) for hz in (CNG_HZ, CED_HZ)) < OFF_HZ
        return Heard.FAX if is_fax and self.frames >= FAX_FRAMES else Heard.NOTHING

    def _begin(self, tone: tuple[float, ...]) -> Heard:
        """Another tone, or none; was the last one a beep?"""
        is_beep = BEEP_FRAMES <= self.frames <= LONG_FRAMES and not _is_key(self._tone)
        self.frames, self._missing, self._tone = int(bool(tone)), 0, tone
        return Heard.BEEP if is_beep else Heard.NOTHING


def _tone(frame: Frame) -> tuple[float, ...]:
    """The frequencies of a frame that is nothing but tones."""
    if frame.first_share > ONE_SHARE and LEAST_HZ < frame.first_hz < MOST_HZ:
        return (frame.first_hz,)
    pair = sorted((frame.first_hz, frame.second_hz))
    if frame.both_share > TWO_SHARE and pair[0] > LEAST_HZ and pair[1] < MOST_HZ:
        return tuple(pair)
    return ()


def _same(tone: tuple[float, ...], last: tuple[float, ...]) -> bool:
    return len(tone) == len(last) and all(abs(a - b) < STEADY_HZ for a, b in zip(tone, last, strict=True))


def _is_key(tone: tuple[float, ...]) -> bool:
    return len(tone) == 2 and _is_near(tone[0], KEY_ROWS_HZ) and _is_near(tone[1], KEY_COLUMNS_HZ)


def _is_near(hz: float, keys_hz: tuple[int, ...]) -> bool:
    return any(abs(hz - key) < KEY_OFF * key for key in keys_hz)
