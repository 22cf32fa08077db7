"""Is somebody talking: by energy above a floor that follows the noise, and by the harmonics of a voice.

Who talks on the telephone is far louder than the people and the television behind: once a voice was heard, only what is
nearly as loud counts, and a voice far louder than what counted so far makes that background.
"""

from collections import deque

from ringback.speech.machines.spectrum import QUIETEST_DBFS, Frame

LEAST_DBFS = -50.0  # softer than any talk on a telephone
FIRST_FLOOR_DBFS = -38.0  # the noisiest line; what is louder when the call begins is talk
LOWEST_FLOOR_DBFS = -70.0
FLOOR_RISE_DB = 0.06  # a frame: 3 dB a second
ABOVE_DB, FAR_ABOVE_DB = 6.0, 15.0
PEAKY = 9.0
BELOW_PEAK_DB = 20.0  # the softest syllable of who talks
PEAK_FALL_DB = 0.04
LOUDER_DB = 12.0
LOOKED_AT, FOR_TALK = 5, 3  # frames, and how many of them


class Talk:
    """One stream's talk, frame by frame. `is_another`: the frame's voice made what came before it background."""

    def __init__(self) -> None:
        self._floor = FIRST_FLOOR_DBFS
        self._peak = QUIETEST_DBFS
        self._last: deque[bool] = deque(maxlen=LOOKED_AT)
        self.is_another = False

    @property
    def floor_dbfs(self) -> float:
        return self._floor

    def take(self, frame: Frame, *, is_tone: bool) -> bool:
        """Whether there is talk now; clicks of one or two frames are none, nor is a tone."""
        level = frame.level_dbfs
        self._floor = max(LOWEST_FLOOR_DBFS, min(level, self._floor + FLOOR_RISE_DB))
        is_voice = not is_tone and self._is_voice(level, frame.peakiness)
        self.is_another = is_voice and level > self._peak + LOUDER_DB
        self._peak = max(level, self._peak) if is_voice else self._peak - PEAK_FALL_DB
        self._last.append(is_voice)
        return is_voice and sum(self._last) >= FOR_TALK

    def _is_voice(self, level: float, peakiness: float) -> bool:
        above = level - self._floor
        is_voice = above > FAR_ABOVE_DB or (above > ABOVE_DB and peakiness > PEAKY)
        return is_voice and level > max(LEAST_DBFS, self._peak - BELOW_PEAK_DB)
