"""Sound out: WAV of 16 bits, and MP3 at 32 kbit/s."""

import struct

import lameenc

from ringback.media.files.limits import MOST_WAV_BYTES, RATE_HZ

MP3_KBIT_S = 32
_BLOCK_BYTES = 1 << 16
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
HEADER_BYTES = _HEADER.size


def wav(pcm: bytes, channels: int = 1) -> bytes:
    """A WAV file of int16 samples at 8 kHz, interleaved. Raises ValueError above 2 GB."""
    return wav_header(len(pcm), channels) + pcm


def wav_header(pcm_bytes: int, channels: int = 1) -> bytes:
    """The 44 octets before so many octets of samples. Raises ValueError above 2 GB."""
    if pcm_bytes + HEADER_BYTES > MOST_WAV_BYTES:
        raise ValueError(f"{pcm_bytes:,} bytes of sound are too many for a WAV; at most {MOST_WAV_BYTES:,} in all")
    frame = 2 * channels
    riff = (b"RIFF", HEADER_BYTES - 8 + pcm_bytes, b"WAVE")
    return _HEADER.pack(*riff, b"fmt ", 16, 1, channels, RATE_HZ, RATE_HZ * frame, frame, 16, b"data", pcm_bytes)


def mp3(pcm: bytes, channels: int = 1) -> bytes:
    """An MP3 of int16 samples at 8 kHz, mono or two channels interleaved: 4 kB a second."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(channels)
    encoder.set_in_sample_rate(RATE_HZ)
    encoder.set_bit_rate(MP3_KBIT_S)
    encoder.set_quality(5)
    made, samples = bytearray(), memoryview(pcm or bytes(2 * channels))  # the encoder wants one sample at least
    for start in range(0, len(samples), _BLOCK_BYTES):
        made += encoder.encode(bytes(samples[start : start + _BLOCK_BYTES]))
    made += encoder.flush()
    return bytes(made)
