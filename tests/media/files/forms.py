"""The same sound in every form of file that customers have, made byte by byte."""

import struct
from collections.abc import Callable

import numpy as np

from ringback.media.files import mp3
from ringback.protocols.rtp.g711 import PCM_TO_ALAW, PCM_TO_ULAW

RATES_HZ = (8000, 11025, 16000, 22050, 44100, 48000)


def ulaw(samples: np.ndarray) -> bytes:
    return np.frombuffer(PCM_TO_ULAW, np.uint8)[(_int(samples, 16) & 0xFFFF) >> 2].tobytes()


def alaw(samples: np.ndarray) -> bytes:
    return np.frombuffer(PCM_TO_ALAW, np.uint8)[(_int(samples, 16) & 0xFFFF) >> 3].tobytes()


def _int(samples: np.ndarray, bits: int) -> np.ndarray:
    return np.clip(np.rint(samples * 2.0 ** (bits - 1)), -(2 ** (bits - 1)), 2 ** (bits - 1) - 1).astype(np.int64)


def _24(samples: np.ndarray) -> bytes:
    return _int(samples, 24).astype("<i4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes()


WAV_KINDS: dict[str, tuple[int, int, Callable[[np.ndarray], bytes]]] = {  # format tag, bits, samples to octets
    "8 bit": (1, 8, lambda s: (_int(s, 8) + 128).astype("u1").tobytes()),
    "16 bit": (1, 16, lambda s: _int(s, 16).astype("<i2").tobytes()),
    "24 bit": (1, 24, _24),
    "32 bit": (1, 32, lambda s: _int(s, 32).astype("<i4").tobytes()),
    "float": (3, 32, lambda s: s.astype("<f4").tobytes()),
    "double": (3, 64, lambda s: s.astype("<f8").tobytes()),
    "mu-law": (7, 8, ulaw),
    "A-law": (6, 8, alaw),
}
AIFF_KINDS: dict[str, tuple[bytes | None, int, Callable[[np.ndarray], bytes]]] = {
    "8 bit": (None, 8, lambda s: _int(s, 8).astype("i1").tobytes()),
    "16 bit": (None, 16, lambda s: _int(s, 16).astype(">i2").tobytes()),
    "24 bit": (None, 24, lambda s: np.frombuffer(_24(s), np.uint8).reshape(-1, 3)[:, ::-1].tobytes()),
    "32 bit": (None, 32, lambda s: _int(s, 32).astype(">i4").tobytes()),
    "little-endian": (b"sowt", 16, lambda s: _int(s, 16).astype("<i2").tobytes()),
    "float": (b"fl32", 32, lambda s: s.astype(">f4").tobytes()),
    "mu-law": (b"ulaw", 16, ulaw),
    "A-law": (b"alaw", 16, alaw),
}


def tone(hz: float, rate_hz: int, *, seconds: float = 0.5, channels: int = 1) -> np.ndarray:
    """Floats at -14 dBFS, interleaved."""
    wave = 0.2 * 2**0.5 * np.sin(2 * np.pi * hz / rate_hz * np.arange(round(seconds * rate_hz)))
    return np.repeat(wave, channels)


def wav_file(kind: str, samples: np.ndarray, rate_hz: int, channels: int = 1, *, extensible: bool = False) -> bytes:
    tag, bits, octets_of = WAV_KINDS[kind]
    return riff_file(tag, bits, octets_of(samples), rate_hz, channels, extensible=extensible)


def riff_file(
    tag: int, bits: int, octets: bytes, rate_hz: int, channels: int = 1, *, extensible: bool = False
) -> bytes:
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", tag, channels, rate_hz, rate_hz * frame & 0xFFFFFFFF, frame, bits)
    if extensible:
        form = b"\xfe\xff" + form[2:] + struct.pack("<HHI", 22, bits, 0) + form[:2] + bytes(14)
    listed = b"LIST" + struct.pack("<I", 5) + b"INFO!\0"  # an odd chunk before the data: filled up
    body = (
        b"WAVEfmt " + struct.pack("<I", len(form)) + form + listed + b"data" + struct.pack("<I", len(octets)) + octets
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def aiff_file(kind: str, samples: np.ndarray, rate_hz: int, channels: int = 1) -> bytes:
    compression, bits, octets_of = AIFF_KINDS[kind]
    octets = octets_of(samples)
    exponent = rate_hz.bit_length() - 1
    rate = struct.pack(">HQ", 16383 + exponent, rate_hz << 63 - exponent)
    common = struct.pack(">hIh", channels, len(samples) // channels, bits) + rate
    if compression:
        common += compression + b"\0\0"
    chunks = b"COMM" + struct.pack(">I", len(common)) + common
    chunks += b"SSND" + struct.pack(">III", len(octets) + 8, 0, 0) + octets
    return b"FORM" + struct.pack(">I", len(chunks) + 4) + (b"AIFC" if compression else b"AIFF") + chunks


def au_file(encoding: int, octets: bytes, rate_hz: int = 8000, channels: int = 1) -> bytes:
    return b".snd" + struct.pack(">IIIII", 28, 0xFFFFFFFF, encoding, rate_hz, channels) + b"note" + octets


def every_kind() -> dict[str, bytes]:
    """A short file of each kind, for the fuzzer."""
    found = {f"wav {kind}": wav_file(kind, tone(500, 8000, seconds=0.05), 8000) for kind in WAV_KINDS}
    found |= {f"aiff {kind}": aiff_file(kind, tone(500, 8000, seconds=0.05), 8000) for kind in AIFF_KINDS}
    found["wav extensible"] = wav_file("16 bit", tone(500, 44100, seconds=0.05, channels=2), 44100, 2, extensible=True)
    found["au"] = au_file(1, ulaw(tone(500, 8000, seconds=0.05)))
    found["mp3"] = mp3(WAV_KINDS["16 bit"][2](tone(500, 8000, seconds=0.3)))
    found["mp3 of two channels"] = mp3(WAV_KINDS["16 bit"][2](tone(500, 8000, seconds=0.3, channels=2)), 2)
    found["mp3 in wav"] = riff_file(0x55, 0, found["mp3"], 8000)
    return found
