"""Samples of any kind, in any number of channels and at any rate, made into the telephone's: int16, 8 kHz, mono."""

from collections.abc import Iterable, Iterator

import msgspec
import numpy as np
import soxr
from numpy.typing import NDArray

from ringback.media.files.errors import NotAudio
from ringback.media.files.limits import LEAST_RATE_HZ, MOST_CHANNELS, MOST_RATE_HZ, MOST_S, RATE_HZ
from ringback.protocols.rtp.g711 import ALAW_TO_PCM, ULAW_TO_PCM

Floats = NDArray[np.float32]

BLOCK_FRAMES = 1 << 16  # decoded at a time, so that memory follows the output, not the input's rate and channels
FULL_SCALE = 32768
_LAWS = {
    "ulaw": np.array(ULAW_TO_PCM, np.float32) / np.float32(FULL_SCALE),
    "alaw": np.array(ALAW_TO_PCM, np.float32) / np.float32(FULL_SCALE),
}
_WIDTHS = {"ulaw": 1, "alaw": 1, "u1": 1, "i1": 1, "i2": 2, "i3": 3, "i4": 4, "f4": 4, "f8": 8}


class Sound(msgspec.Struct, frozen=True):
    """Samples as a file keeps them. `kind`: ulaw, alaw, u1 (unsigned), i1 to i4, f4, f8 (octets a sample)."""

    rate_hz: int
    channels: int
    kind: str
    data: memoryview
    big_endian: bool = False

    @property
    def frame_bytes(self) -> int:
        return _WIDTHS[self.kind] * self.channels


def checked(sound: Sound) -> Sound:
    """Raises NotAudio for numbers that no sound has, and for more than four hours."""
    check_shape(sound.rate_hz, sound.channels)
    check_length(len(sound.data) // sound.frame_bytes / sound.rate_hz)
    return sound


def check_shape(rate_hz: float, channels: int) -> None:
    if not LEAST_RATE_HZ <= rate_hz <= MOST_RATE_HZ:
        raise NotAudio(f"The sample rate is {rate_hz:g} Hz; from {LEAST_RATE_HZ} to {MOST_RATE_HZ} can be played")
    if not 1 <= channels <= MOST_CHANNELS:
        raise NotAudio(f"The file has {channels} channels; from 1 to {MOST_CHANNELS} can be played")


def check_length(duration_s: float) -> None:
    if duration_s > MOST_S:
        raise NotAudio(f"The sound lasts {duration_s:,.0f} s or more; at most {MOST_S:,} s can be played. Cut it")


def telephone(sound: Sound) -> bytes:
    """The sound as PCM for a call. The left-over octets of a last, cut frame are dropped."""
    return from_blocks(_mono_blocks(checked(sound)), sound.rate_hz)


def from_blocks(blocks: Iterable[Floats], rate_hz: int) -> bytes:
    """Mono blocks of floats from -1 to 1 at `rate_hz` as PCM. Raises NotAudio past four hours."""
    pcm, most = bytearray(), MOST_S * RATE_HZ * 2
    for block in blocks if rate_hz == RATE_HZ else _resampled(blocks, rate_hz):
        pcm += _int16(block)
        if len(pcm) > most:
            check_length(len(pcm) / 2 / RATE_HZ)
    return bytes(pcm)


def _resampled(blocks: Iterable[Floats], rate_hz: int) -> Iterator[Floats]:
    stream = soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32")
    for block in blocks:
        yield stream.resample_chunk(block)
    yield stream.resample_chunk(np.empty(0, np.float32), last=True)


def _int16(block: Floats) -> bytes:
    return np.clip(np.rint(block * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype("<i2").tobytes()


def _mono_blocks(sound: Sound) -> Iterator[Floats]:
    step = BLOCK_FRAMES * sound.frame_bytes
    whole = len(sound.data) // sound.frame_bytes * sound.frame_bytes
    for start in range(0, whole, step):
        yield mono(_floats(sound, sound.data[start : min(start + step, whole)]), sound.channels)


def mono(samples: Floats, channels: int) -> Floats:
    """The mean of interleaved channels."""
    return samples if channels == 1 else samples.reshape(-1, channels).mean(axis=1, dtype=np.float32)


def _floats(sound: Sound, data: memoryview) -> Floats:
    if sound.kind in _LAWS:
        return _LAWS[sound.kind][np.frombuffer(data, np.uint8)]
    if sound.kind == "u1":
        return (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / np.float32(128)
    if sound.kind == "i3":
        return _from_24_bits(data, sound.big_endian)
    read = np.frombuffer(data, (">" if sound.big_endian else "<") + sound.kind)
    if sound.kind[0] == "f":
        return np.nan_to_num(np.clip(read, -1, 1), nan=0.0).astype(np.float32)
    return read.astype(np.float32) / np.float32(1 << (8 * _WIDTHS[sound.kind] - 1))


def _from_24_bits(data: memoryview, big_endian: bool) -> Floats:
    """Three octets as the upper ones of four."""
    octets = np.frombuffer(data, np.uint8).reshape(-1, 3)
    wide = np.zeros((len(octets), 4), np.uint8)
    wide[:, 1:] = octets[:, ::-1] if big_endian else octets
    return wide.view("<i4")[:, 0].astype(np.float32) / np.float32(1 << 31)
