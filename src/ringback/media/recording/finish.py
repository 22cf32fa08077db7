"""A spool file made into the recording that a customer fetches. Pure but for the files: for a pool of processes.

Read twice, in blocks: once to hear where it is silent, once to write. So memory stays at a few blocks, beside the WAV
itself where that is wanted in memory.
"""

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from ringback.media.files.peaks import rounded
from ringback.media.files.writing import wav_header
from ringback.media.recording.spoolfile import HEADER_BYTES, SpoolHeader, header_of

Channels = Literal["mono", "dual"]
Track = Literal["inbound", "outbound", "both"]
Samples = NDArray[np.int16]  # shape (frames, channels)

WINDOW_FRAMES = 160  # 20 ms
BLOCK_FRAMES = 400 * WINDOW_FRAMES
SILENT_BELOW = 32768 * 10 ** (-45 / 20)  # root mean square of 20 ms: a quiet line's noise is at -60 dBFS, speech at -30
MARGIN_FRAMES = 5 * WINDOW_FRAMES  # kept around what is trimmed to: a word may begin softly
PEAKS = 400


class Finished(msgspec.Struct, frozen=True):
    """A recording. `wav` is empty where it went into a file; `is_silent` is told of the whole, before any trimming."""

    wav: bytes
    duration_s: float
    peaks: list[float]
    is_silent: bool
    channels: int
    started_at: datetime


def finish(
    path: Path, *, channels: Channels = "mono", track: Track = "both", trim: bool = False, into: Path | None = None
) -> Finished:
    """The recording in the spool file at `path`, which may be one whose writer was killed.

    Mono is the sum of both tracks; dual has what the party said, then what it was told, and a track that is not asked
    for is silent in it. `trim` takes the silence from both ends, all of it where there is nothing else. With `into` the
    WAV is written there. Raises NotSpool, OSError, and ValueError for a WAV of more than 2 GB.
    """
    with path.open("rb") as file:
        header = header_of(file)
        frames = (path.stat().st_size - HEADER_BYTES) // header.frame_bytes
        chosen = _chooser(header, channels, track)
        width = 2 if channels == "dual" and header.channels == 2 else 1
        if not trim:
            wav_header(frames * width * 2, width)  # refused before it is read, where it is too long
        first, last = _loud_span(_blocks(file, header, 0, frames, chosen))
        start, end = _trimmed(first, last, frames) if trim else (0, frames)
        blocks = _blocks(file, header, start, end, chosen)
        with into.open("wb") if into else io.BytesIO() as out:
            peaks = _written(out, blocks, end - start, width)
            wav = out.getvalue() if isinstance(out, io.BytesIO) else b""
    return Finished(wav, (end - start) / header.rate_hz, peaks, first is None, width, header.started_at)


def _blocks(
    file: BinaryIO, header: SpoolHeader, start: int, end: int, chosen: Callable[[Samples], Samples]
) -> Iterator[Samples]:
    file.seek(HEADER_BYTES + start * header.frame_bytes)
    for at in range(start, end, BLOCK_FRAMES):
        octets = file.read(min(BLOCK_FRAMES, end - at) * header.frame_bytes)
        yield chosen(np.frombuffer(octets, "<i2").reshape(-1, header.channels))


def _chooser(header: SpoolHeader, channels: Channels, track: Track) -> Callable[[Samples], Samples]:
    """From what is in the file to what is asked for."""
    if header.channels == 1:
        return lambda block: block
    if track == "both":
        return (lambda block: block) if channels == "dual" else _mixed
    wanted = 0 if track == "inbound" else 1
    if channels == "mono":
        return lambda block: block[:, wanted : wanted + 1]
    return lambda block: block * np.array([wanted == 0, wanted == 1], np.int16)


def _mixed(block: Samples) -> Samples:
    total = block.sum(axis=1, dtype=np.int32, keepdims=True)
    return np.clip(total, -32768, 32767).astype(np.int16)


def _loud_span(blocks: Iterator[Samples]) -> tuple[int | None, int]:
    """The first frame of the first window that is not silent, and the end of the last; (None, 0) if all are."""
    first, last, at = None, 0, 0
    for block in blocks:
        loud = np.flatnonzero(_is_loud(block))
        if len(loud):
            first = at + int(loud[0]) * WINDOW_FRAMES if first is None else first
            last = at + (int(loud[-1]) + 1) * WINDOW_FRAMES
        at += len(block)
    return first, last


def _is_loud(block: Samples) -> NDArray[np.bool_]:
    """For each 20 ms, the last of which may be shorter: whether any channel is loud."""
    missing = -len(block) % WINDOW_FRAMES
    padded = np.pad(block, ((0, missing), (0, 0))).astype(np.float32)
    power = np.mean(padded.reshape(-1, WINDOW_FRAMES, block.shape[1]) ** 2, axis=1)
    return np.max(power, axis=1) > SILENT_BELOW**2


def _trimmed(first: int | None, last: int, frames: int) -> tuple[int, int]:
    return (0, 0) if first is None else (max(0, first - MARGIN_FRAMES), min(frames, last + MARGIN_FRAMES))


def _written(out: BinaryIO, blocks: Iterator[Samples], frames: int, width: int) -> list[float]:
    """Writes the WAV and returns its outline."""
    out.write(wav_header(frames * width * 2, width))
    loudest, at = np.zeros(PEAKS, np.int16), 0
    for block in blocks:
        out.write(np.ascontiguousarray(block).tobytes())
        _outline(loudest, block, at, frames)
        at += len(block)
    return rounded(loudest)


def _outline(loudest: Samples, block: Samples, at: int, frames: int) -> None:
    """Raises the peaks that a block reaches into."""
    magnitudes = np.maximum(block.max(axis=1), -1 - block.min(axis=1))
    stretch_of = np.arange(at, at + len(block)) * PEAKS // frames
    starts = np.concatenate(([0], np.flatnonzero(np.diff(stretch_of)) + 1))
    places = stretch_of[starts]
    loudest[places] = np.maximum(loudest[places], np.maximum.reduceat(magnitudes, starts))
