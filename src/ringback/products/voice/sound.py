"""A recording's WAV as it is asked for: its channels made one, or as MP3. Takes time: not on the loop."""

import io
import wave

import numpy as np

from ringback.media.files import mp3
from ringback.media.files import wav as as_wav


def converted(wav: bytes, *, channels: int | None, is_mp3: bool) -> bytes:
    """`channels` 1 mixes two into one; None leaves them."""
    with wave.open(io.BytesIO(wav)) as read:
        has, pcm = read.getnchannels(), read.readframes(read.getnframes())
    if channels == 1 and has > 1:
        pcm, has = _mixed(pcm, has), 1
    return mp3(pcm, has) if is_mp3 else as_wav(pcm, has)


def mono(wav: bytes) -> bytes:
    """Its samples: int16, 8 kHz, all channels in one. Takes time: not on the loop."""
    with wave.open(io.BytesIO(wav)) as read:
        channels, pcm = read.getnchannels(), read.readframes(read.getnframes())
    return _mixed(pcm, channels) if channels > 1 else pcm


def _mixed(pcm: bytes, channels: int) -> bytes:
    frames = np.frombuffer(pcm, dtype="<i2").reshape(-1, channels)
    return frames.sum(axis=1, dtype=np.int32).clip(-32768, 32767).astype("<i2").tobytes()
