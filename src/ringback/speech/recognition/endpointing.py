"""Where an utterance begins, pauses and ends, from frames of 20 ms that are speech or not. Pure."""

from collections import deque
from enum import Enum

FRAME_S = 0.02
BEGINS_OF, BEGINS_WITH = 12, 6  # frames: 120 ms of speech within 240 ms are somebody speaking, less is a click
WORD_OF = 2  # frames: a click of 20 ms in a silence is no word
PAUSE_S = 0.22  # of silence: what was said so far may be all, and is recognised in case it is
AUTO_S = 0.9  # the silence that ends an utterance where nobody says how much: breath within a sentence is shorter


class Turn(Enum):
    """What a frame changed."""

    BEGAN = "began"
    PAUSED = "paused"  # told once in each silence
    WENT_ON = "went on"  # after a pause
    ENDED = "ended"


class EndPointing:
    """`silence_s` of silence end an utterance, or `most_s` of it; `heard_s` is how long it has lasted."""

    def __init__(self, silence_s: float | None, most_s: float) -> None:
        self._silence_s = AUTO_S if silence_s is None else max(silence_s, PAUSE_S + FRAME_S)
        self._most_s = most_s
        self._latest: deque[bool] = deque(maxlen=BEGINS_OF)
        self._frames = self._silent = self._run = 0
        self.is_speaking = self.has_ended = False

    @property
    def heard_s(self) -> float:
        return self._frames * FRAME_S

    @property
    def silence_s(self) -> float:
        """Since the last word."""
        return self._silent * FRAME_S

    def take(self, is_speech: bool) -> Turn | None:
        if self.has_ended:
            return None
        return self._inside(is_speech) if self.is_speaking else self._before(is_speech)

    def _before(self, is_speech: bool) -> Turn | None:
        self._latest.append(is_speech)
        if sum(self._latest) < BEGINS_WITH:
            return None
        self.is_speaking = True
        return Turn.BEGAN

    def _inside(self, is_speech: bool) -> Turn | None:
        self._frames += 1
        had_paused = self.silence_s >= PAUSE_S
        self._run = self._run + 1 if is_speech else 0
        is_speech = self._run >= WORD_OF
        self._silent = 0 if is_speech else self._silent + 1
        if self.silence_s >= self._silence_s or self.heard_s >= self._most_s:
            self.has_ended = True
            return Turn.ENDED
        if is_speech:
            return Turn.WENT_ON if had_paused else None
        return Turn.PAUSED if not had_paused and self.silence_s >= PAUSE_S else None
