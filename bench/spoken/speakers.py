"""Who reads the test set: the house's voice in several manners, and voices of Debian's flite and espeak-ng.

What was read once is kept in a folder of the machine's temporary files, by all that shapes it.
"""

import asyncio
import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np

from ringback.languages.twiml.voice.effects import Segment
from ringback.media.files import read_audio
from ringback.speech import Speech

CACHE = Path(tempfile.gettempdir()) / "ringback-spoken"
RATE_HZ = 8000


class Speaker(msgspec.Struct, frozen=True):
    """`program` is "" for the house's own voice. `rate` and `pitch` are factors of the normal manner."""

    name: str
    program: str = ""
    voice: str = ""
    rate: float = 1.0
    pitch: float = 1.0

    @property
    def is_here(self) -> bool:
        return not self.program or shutil.which(self.program) is not None


SPEAKERS = (
    Speaker("joe"),
    Speaker("joe, high and quick", rate=1.12, pitch=1.12),
    Speaker("joe, low and slow", rate=0.9, pitch=0.92),
    Speaker("slt (flite)", "flite", "slt"),
    Speaker("rms (flite)", "flite", "rms"),
    Speaker("espeak-ng", "espeak-ng", "en-us"),
)


async def read_all(jobs: list[tuple[Speaker, str]]) -> list[bytes]:
    """Each text as int16 little endian, 8 kHz, mono, at one loudness, without silence at its ends."""
    CACHE.mkdir(exist_ok=True)
    speech = Speech(CACHE / "joe")
    try:
        return [await _read(speech, speaker, text) for speaker, text in jobs]
    finally:
        await speech.close()


async def _read(speech: Speech, speaker: Speaker, text: str) -> bytes:
    if not speaker.program:
        segment = Segment(text, rate=speaker.rate, pitch=speaker.pitch)
        return (await speech.say(text, segments=(segment,))).pcm
    key = hashlib.sha256(msgspec.json.encode((speaker, text))).hexdigest()[:32]
    path = CACHE / f"{key}.pcm"
    if not path.exists():
        path.write_bytes(await asyncio.to_thread(_PROGRAMS[speaker.program], speaker, text))
    return path.read_bytes()


def _flite(speaker: Speaker, text: str) -> bytes:
    return _by(["flite", "-voice", speaker.voice, "-t", text, "-o"])


def _espeak(speaker: Speaker, text: str) -> bytes:
    return _by(["espeak-ng", "-v", speaker.voice, "-s", "150", text, "-w"])


def _by(command: list[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        subprocess.run([*command, str(path)], check=True, capture_output=True)
        return _levelled(read_audio(path.read_bytes(), "audio/wav"))


def _levelled(pcm: bytes) -> bytes:
    """Trimmed, and as loud as the house's voice."""
    signal = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768
    loud = np.flatnonzero(np.abs(signal) > 0.01)
    signal = signal[max(0, loud[0] - RATE_HZ // 100) : loud[-1] + RATE_HZ // 30]
    strength = np.sqrt(np.mean(np.square(signal[np.abs(signal) > 0.01])))
    return (np.clip(signal * 0.12 / strength, -0.7, 0.7) * 32767).astype("<i2").tobytes()


_PROGRAMS: dict[str, Callable[[Speaker, str], bytes]] = {"flite": _flite, "espeak-ng": _espeak}
