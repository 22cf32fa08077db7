"""MPEG audio (MP3), by the decoder that miniaudio carries; a block at a time."""

from collections.abc import Iterator

import miniaudio
import numpy as np

from ringback.media.files.errors import NotAudio
from ringback.media.files.sound import FULL_SCALE, Floats, check_length, check_shape, from_blocks, mono

TAG = b"ID3"
BLOCK_FRAMES = 1 << 14


def is_mpeg(data: bytes) -> bool:
    """Whether a tag begins it, or a frame's header: eleven ones, a layer, a bit rate and a sample rate that exist."""
    if data[:3] == TAG:
        return True
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return False
    version, layer = data[1] >> 3 & 3, data[1] >> 1 & 3
    return version != 1 and layer != 0 and data[2] >> 4 not in (0, 15) and data[2] >> 2 & 3 != 3


def read(data: bytes) -> bytes:
    """PCM for a call. Raises NotAudio where no frame can be decoded."""
    try:
        info = miniaudio.mp3_get_info(data)
        check_shape(info.sample_rate, info.nchannels)
        check_length(info.num_frames / info.sample_rate)
        return from_blocks(_blocks(data, info.nchannels, info.sample_rate), info.sample_rate)
    except miniaudio.MiniaudioError as error:
        raise NotAudio("No frame of the MP3 can be decoded") from error


def _blocks(data: bytes, channels: int, rate_hz: int) -> Iterator[Floats]:
    """The decoder makes every frame of this shape, though a file may change it on the way."""
    kind = miniaudio.SampleFormat.SIGNED16
    for block in miniaudio.stream_memory(data, kind, channels, rate_hz, frames_to_read=BLOCK_FRAMES):
        yield mono(np.frombuffer(block, np.int16).astype(np.float32) / np.float32(FULL_SCALE), channels)
