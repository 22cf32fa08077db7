"""From an engine's samples to what a telephone plays: 8 kHz, trimmed, at one loudness. Pure; needs NumPy and soxr.

Signals are float32, shape (n,), full scale 1.0. Levels are dBFS of the root mean square: a square wave at full scale
is 0.
"""

import numpy as np
import soxr
from numpy.typing import NDArray

from ringback.speech.model import RATE_HZ

Signal = NDArray[np.float32]

SPEECH_LEVEL_DBFS = -18.0  # of the frames with speech in them (ITU-T P.56 in spirit): loud and clear on G.711
PEAK_DBFS = -3.2  # a little below the -3 that is promised: rounding and mu-law add some
FRAME_SAMPLES = RATE_HZ // 100  # 10 ms
SILENCE_BELOW_DB = 45.0  # under the loudest frame: the model's hiss is below, the s of "six" is not
LEAD_SAMPLES, TAIL_SAMPLES = RATE_HZ // 100, RATE_HZ * 3 // 100  # kept before and after the speech: 10 and 30 ms
LOOK_AHEAD_SAMPLES = RATE_HZ * 4 // 1000


def finish(signal: Signal, rate_hz: int, *, pitch: float = 1.0, volume: float = 1.0) -> bytes:
    """int16 little endian at 8 kHz. Playing at `pitch` times the speed raises the voice; slow the words beforehand."""
    telephone = soxr.resample(signal, rate_hz * pitch, RATE_HZ).astype(np.float32)
    speech = trimmed(telephone)
    if not speech.size:
        return b""
    return _int16(limited(levelled(speech) * np.float32(volume)))


def trimmed(signal: Signal) -> Signal:
    """Without the silence at its ends, faded in and out so that nothing clicks; empty where all is silence."""
    levels = _frame_levels(signal)
    if not levels.size or levels.max() < 1e-4:
        return signal[:0]
    heard = np.flatnonzero(levels > levels.max() * _factor(-SILENCE_BELOW_DB))
    start = max(heard[0] * FRAME_SAMPLES - LEAD_SAMPLES, 0)
    end = min((heard[-1] + 1) * FRAME_SAMPLES + TAIL_SAMPLES, signal.size)
    return _faded(signal[start:end].copy())


def levelled(signal: Signal) -> Signal:
    """Brought to the speech level, whatever pauses it has."""
    return signal * np.float32(_factor(SPEECH_LEVEL_DBFS) / max(speech_level(signal), 1e-6))


def speech_level(signal: Signal) -> float:
    """The root mean square of the frames within 20 dB of the loudest one."""
    levels = _frame_levels(signal)
    active = levels[levels > levels.max() * 0.1] if levels.size else levels
    return float(np.sqrt(np.mean(np.square(active)))) if active.size else 0.0


def limited(signal: Signal) -> Signal:
    """Peaks above PEAK_DBFS are turned down over 8 ms rather than cut off."""
    ceiling = _factor(PEAK_DBFS)
    wanted = np.minimum(1.0, ceiling / np.maximum(np.abs(signal), 1e-9))
    width = 2 * LOOK_AHEAD_SAMPLES + 1
    padded = np.pad(wanted, 2 * LOOK_AHEAD_SAMPLES, constant_values=1.0)
    lowest = np.lib.stride_tricks.sliding_window_view(padded, width).min(axis=1)
    window = np.hanning(width + 2)[1:-1]
    gain = np.convolve(lowest, window / window.sum(), mode="valid")
    return np.clip(signal * gain, -ceiling, ceiling).astype(np.float32)


def _frame_levels(signal: Signal) -> NDArray[np.float32]:
    frames = signal[: signal.size // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    return np.sqrt(np.mean(np.square(frames), axis=1))


def _faded(signal: Signal) -> Signal:
    length = min(FRAME_SAMPLES // 2, signal.size // 2)
    ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)
    signal[:length] *= ramp
    signal[signal.size - length :] *= ramp[::-1]
    return signal


def _int16(signal: Signal) -> bytes:
    return np.round(signal * 32767.0).astype("<i2").tobytes()


def _factor(db: float) -> float:
    return 10.0 ** (db / 20.0)
