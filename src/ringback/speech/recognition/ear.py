"""An ear on one line: finds utterances in the sound it is given, and has them turned into words.

It asks early. As soon as somebody pauses, what was said so far is recognised, if a worker is free: when the silence
turns out to be the end, the words are there already. If more is said, they were a partial result.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from ringback.speech.recognition.endpointing import EndPointing, Turn
from ringback.speech.recognition.model import (
    Heard,
    Listening,
    Partial,
    Recognised,
    Utterance,
)
from ringback.speech.recognition.profanity import masked
from ringback.speech.recognition.voice_activity import FRAME_BYTES, FRAME_S, VoiceActivity

LEAD_FRAMES = 25  # 0.5 s before the first certain frame of speech: soft beginnings are in there
PIECE_S, PIECE_MOST_S = 18.0, 27.0  # the model looks at 30 s: from here on a pause, then anything, parts an utterance
PARTIAL_EVERY_S = 1.2  # of speech without a pause, where somebody wants partial results
STABLE, UNSTABLE = 0.9, 0.5
Recognise = Callable[[Utterance], Awaitable[Recognised]]


class Ear:
    """Listens for one utterance. Made by `Recognition.listen`; all its calls belong on the loop."""

    def __init__(self, listening: Listening, recognise: Recognise, has_free: Callable[[], bool]) -> None:
        self._listening, self._recognise, self._has_free = listening, recognise, has_free
        self._voice = VoiceActivity()
        self._ends = EndPointing(listening.speech_timeout_s, listening.max_speech_time_s)
        self._frames: deque[bytes] | list[bytes] = deque(maxlen=LEAD_FRAMES)
        self._pieces: list[asyncio.Task[Recognised]] = []  # of an utterance longer than the model looks at
        self._guess: asyncio.Task[Recognised] | None = None  # what was said up to the last pause
        self._guessed_s = 0.0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._heard: asyncio.Future[Heard | None] = asyncio.get_running_loop().create_future()

    @property
    def is_speaking(self) -> bool:
        """Whether somebody has begun to speak."""
        return self._ends.is_speaking

    def hear(self, pcm: bytes) -> None:
        """The next sound: int16 little endian, 8 kHz, mono, any length. After the end of the utterance: nothing."""
        for frame, is_speech in self._voice.take(pcm):
            if self._ends.has_ended:
                return
            self._frames.append(frame)
            self._take(self._ends.take(is_speech))

    async def heard(self) -> Heard | None:
        """The utterance, once it is over; None where it was not words. Raises Busy or RecognitionFailed."""
        return await asyncio.shield(self._heard)

    def close(self) -> None:
        """Nobody wants to know any more."""
        for task in self._tasks:
            task.cancel()
        self._heard.cancel()
        self._ends.has_ended = True
        self._frames = []

    # -- turns

    def _take(self, turn: Turn | None) -> None:
        if turn is Turn.BEGAN:
            self._frames = list(self._frames)
            if self._listening.on_began is not None:
                self._listening.on_began()
        elif turn is Turn.PAUSED:
            self._pause()
        elif turn is Turn.ENDED:
            self._end()
        elif self._ends.is_speaking:
            self._go_on(turn)

    def _pause(self) -> None:
        if self._length_s >= PIECE_S:
            self._part()
        elif self._has_free():
            self._guess_now()

    def _go_on(self, turn: Turn | None) -> None:
        if turn is Turn.WENT_ON:
            self._guess = None  # there is more: it was a partial result
        if self._length_s >= PIECE_MOST_S:
            self._part()
        wants = self._listening.on_partial is not None and self._ends.heard_s - self._guessed_s >= PARTIAL_EVERY_S
        if wants and self._ends.silence_s == 0 and self._has_free():
            self._guess_now()
            self._guess = None

    def _end(self) -> None:
        if self._guess is None or _has_failed(self._guess):
            self._guess = self._ask()
        self._spawn(self._settle([*self._pieces, self._guess]))
        self._frames = []

    @property
    def _length_s(self) -> float:
        return len(self._frames) * FRAME_S

    # -- words

    def _guess_now(self) -> None:
        guess = self._guess = self._ask()
        self._guessed_s = self._ends.heard_s
        if self._listening.on_partial is not None:
            self._spawn(self._tell([*self._pieces, guess], STABLE if self._ends.silence_s else UNSTABLE))

    def _part(self) -> None:
        self._pieces.append(self._ask())
        self._frames, self._guess = [], None

    def _ask(self) -> asyncio.Task[Recognised]:
        """What is in the frames, without the silence after them."""
        silent = min(int(self._ends.silence_s / FRAME_S), len(self._frames))
        pcm = b"".join(list(self._frames)[: len(self._frames) - max(0, silent - LEAD_FRAMES // 2)])
        return self._spawn(self._words(pcm))

    async def _words(self, pcm: bytes) -> Recognised:
        if len(pcm) < FRAME_BYTES:
            return Recognised("", 0.0)
        return await self._recognise(Utterance(pcm, hints=self._listening.hints))

    async def _tell(self, pieces: list[asyncio.Task[Recognised]], stability: float) -> None:
        await asyncio.wait(pieces)
        if self._ends.has_ended or any(piece.cancelled() or piece.exception() for piece in pieces):
            return
        text = self._shown(" ".join(piece.result().text for piece in pieces).strip())
        if text and self._listening.on_partial is not None:
            self._listening.on_partial(Partial(text, stability))

    async def _settle(self, pieces: list[asyncio.Task[Recognised]]) -> None:
        await asyncio.wait(pieces)
        if self._heard.done():
            return
        failed = next((piece.exception() for piece in pieces if piece.exception() is not None), None)
        if failed is not None:
            self._heard.set_exception(failed)
            self._heard.exception()  # looked at, or asyncio would complain where nobody waits
        else:
            self._heard.set_result(self._joined([piece.result() for piece in pieces]))

    def _joined(self, found: list[Recognised]) -> Heard | None:
        found = [one for one in found if one.text]
        if not found:
            return None
        letters = sum(len(one.text) for one in found)
        confidence = sum(one.confidence * len(one.text) for one in found) / letters
        return Heard(self._shown(" ".join(one.text for one in found)), confidence, self._listening.language)

    def _shown(self, text: str) -> str:
        return masked(text) if self._listening.profanity_filter else text

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()


def _has_failed(task: asyncio.Task[Any]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
