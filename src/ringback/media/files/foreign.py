"""All other kinds of files, by PyAV where it is installed: the extra `ringback[av]`."""

import importlib
import importlib.util
import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from ringback.media.files.errors import NotAudio
from ringback.media.files.limits import MOST_CHANNELS, RATE_HZ
from ringback.media.files.sound import Floats, from_blocks

# A playlist may name files and addresses of this machine, so only formats that hold their sound themselves are opened.
FORMATS = "aac,aiff,amr,amrnb,amrwb,asf,au,caf,flac,gsm,matroska,webm,mov,mp4,m4a,3gp,mp3,ogg,w64,wav"
SAFE = {"format_whitelist": FORMATS, "protocol_whitelist": "none", "enable_drefs": "0"}
NAMED = {"audio/gsm": "gsm", "audio/x-gsm": "gsm", "audio/amr": "amr"}  # kinds that nothing at their beginning tells


def read(data: bytes, content_type: str, said: str) -> bytes:
    """PCM for a call. `said` is what the file seems to be, for the sentence in NotAudio."""
    if importlib.util.find_spec("av") is None:
        raise NotAudio(
            f"{said} cannot be played: WAV, MP3, AIFF and mu-law can. Others need `pip install ringback[av]`"
        )
    av = importlib.import_module("av")  # here, for it takes 30 MB and most processes never need it
    try:
        with av.open(io.BytesIO(data), format=NAMED.get(content_type), options=SAFE) as container:
            pcm = from_blocks(_blocks(av, container, said), RATE_HZ)
    except (av.FFmpegError, ValueError, EOFError) as error:
        raise NotAudio(f"{said} cannot be played: {type(error).__name__}") from error
    if not pcm:
        raise NotAudio(f"{said} holds no sound")
    return pcm


def _blocks(av: Any, container: Any, said: str) -> Iterator[Floats]:
    stream = next(iter(container.streams.audio), None)
    if stream is None:
        raise NotAudio(f"{said} has no sound in it")
    if stream.codec_context is None or not 1 <= (stream.codec_context.channels or 1) <= MOST_CHANNELS:
        raise NotAudio(f"{said} has sound that cannot be decoded")
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE_HZ)
    for frame in container.decode(stream):
        yield from _floats(resampler.resample(frame))
    yield from _floats(resampler.resample(None))


def _floats(frames: list[Any]) -> Iterator[Floats]:
    for frame in frames:
        yield frame.to_ndarray()[0].astype(np.float32)
