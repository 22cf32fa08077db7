"""A recording's WAV as it is asked for: its channels made one, or as MP3. Takes time: not on the loop."""

import io
import wave

import lameenc
import numpy as np

MP3_KBPS = 32


def converted(wav: bytes, *, channels: int | None, is_mp3: bool) -> bytes:
    """`channels` 1 mixes two into one; None leaves them."""
    with wave.open(io.BytesIO(wav)) as read:
        rate, has = read.getframerate(), read.getnchannels()
        pcm = np.frombuffer(read.readframes(read.getnframes()), dtype="<i2").reshape(-1, has)
    if channels == 1 and has > 1:
        pcm, has = pcm.mean(axis=1, dtype=np.float32).astype("<i2").reshape(-1, 1), 1
    return _mp3(pcm, rate, has) if is_mp3 else _wav(pcm, rate, has)


def _wav(pcm: np.ndarray, rate: int, channels: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as made:
        made.setnchannels(channels)
        made.setsampwidth(2)
        made.setframerate(rate)
        made.writeframes(pcm.tobytes())
    return buffer.getvalue()


def _mp3(pcm: np.ndarray, rate: int, channels: int) -> bytes:
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(MP3_KBPS * channels)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(channels)
    encoder.set_quality(5)
    encoder.silence()
    return bytes(encoder.encode(pcm.tobytes()) + encoder.flush())
