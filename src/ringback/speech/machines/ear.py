"""The rules: how long somebody talks and is silent, and which tones come, make a verdict."""

from ringback.speech.machines.model import FRAME_MS, AnsweredBy, MachineOptions, Verdict
from ringback.speech.machines.spectrum import Frame, Spectrum
from ringback.speech.machines.talk import Talk
from ringback.speech.machines.tones import Heard, Tones

BEEP_LATE_MS = 1000  # a machine's beep comes so long after the end of its last word, or not at all
QUIET_AFTER_BEEP_MS = 160  # a note of music has another note behind it
LONE_BEEP_MS = 1500  # a beep without words before it: a person could speak yet
LEAST_WORD_MS = 100  # shorter sounds are clicks of the line
FORGOTTEN_MS = 400
FOR_TONE = 2  # frames of a tone that are no accident of noise
FAX_WORDS_MS = 500  # after so much talk a tone is a beep


class MachineEar:
    """Listens to what the answering side sends, from the answer on. Says one thing, once."""

    def __init__(self, options: MachineOptions | None = None) -> None:
        self._options = options or MachineOptions()
        self._spectrum, self._talk, self._tones = Spectrum(), Talk(), Tones()
        self._now_ms = self._talked_ms = 0
        self._began_ms = self._silent_since_ms = 0  # of talk: its first moment; and the end of its last, or of a tone
        self._beep_ms: int | None = None  # when one ended that may be the machine's
        self._is_machine = False
        self._verdict: Verdict | None = None

    @property
    def verdict(self) -> Verdict | None:
        return self._verdict

    def hear(self, pcm: bytes) -> Verdict | None:
        """int16, 8 kHz, mono, any length: the verdict, when it has been found, and only then."""
        for frame in self._spectrum.take(pcm):
            if self._verdict is None:
                self._take(frame)
                if self._verdict is not None:
                    return self._verdict
        return None

    def give_up(self) -> Verdict:
        """The call is over, or time is up: what is known by now."""
        if self._verdict is None:
            is_end = self._options.mode == "DetectMessageEnd"
            self._say("machine_end_other" if self._is_machine and is_end else "unknown")
        assert self._verdict is not None
        return self._verdict

    # -- one frame

    def _take(self, frame: Frame) -> None:
        self._now_ms += FRAME_MS
        heard = self._tones.take(frame, self._talk.floor_dbfs)
        talks = self._talk.take(frame, is_tone=self._tones.frames > 0)
        if self._talk.is_another:
            self._talked_ms = 0
        if heard is Heard.FAX and self._talked_ms < FAX_WORDS_MS:
            self._say("fax")
        elif heard is Heard.BEEP:
            self._beep_ms = self._now_ms
        elif talks:
            self._hear_talk()
        else:
            self._hear_no_talk()
        if self._verdict is None and self._now_ms >= self._options.timeout_s * 1000:
            self.give_up()

    def _hear_talk(self) -> None:
        if self._talked_ms == 0:
            self._began_ms = self._now_ms - 3 * FRAME_MS  # it was noticed that late
        self._talked_ms += FRAME_MS
        self._silent_since_ms = self._now_ms
        if self._beep_ms is not None and self._now_ms - self._beep_ms > FRAME_MS:
            self._beep_ms = None
        if self._now_ms - self._began_ms >= self._options.speech_threshold_ms:
            self._know_machine()

    def _hear_no_talk(self) -> None:
        if self._tones.frames >= FOR_TONE:
            self._silent_since_ms, self._beep_ms = self._now_ms, None
        elif self._beep_ms is not None:
            self._weigh_beep(self._now_ms - self._beep_ms)
        elif self._tones.frames == 0:
            self._weigh_silence(self._now_ms - self._silent_since_ms)

    # -- what it means

    def _weigh_beep(self, quiet_ms: int) -> None:
        """Nothing came behind it: it was the machine's."""
        if quiet_ms >= (QUIET_AFTER_BEEP_MS if self._talked_ms >= LEAST_WORD_MS else LONE_BEEP_MS):
            self._say("machine_start" if self._options.mode == "Enable" else "machine_end_beep")

    def _weigh_silence(self, silent_ms: int) -> None:
        options = self._options
        if self._is_machine:
            if silent_ms >= options.speech_end_threshold_ms + BEEP_LATE_MS:
                self._say("machine_end_silence")
        elif self._talked_ms >= LEAST_WORD_MS:
            if silent_ms >= options.speech_end_threshold_ms:
                self._say("human")
        elif self._talked_ms:
            if silent_ms >= FORGOTTEN_MS:
                self._talked_ms = 0
        elif self._now_ms >= options.silence_timeout_ms:
            self._say("unknown")

    def _know_machine(self) -> None:
        self._is_machine = True
        if self._options.mode == "Enable":
            self._say("machine_start")

    def _say(self, answered_by: AnsweredBy) -> None:
        self._verdict = Verdict(answered_by, self._now_ms)
