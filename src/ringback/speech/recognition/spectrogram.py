"""What Whisper sees of sound: the logarithm of 80 mel bands, a column every 10 ms. Needs NumPy.

The model was trained on sound at 16 kHz. A telephone's 8 kHz need not be raised to that: windows of the same 25 ms
give the same bands up to 4 kHz, and the ones above are as empty as they would be after resampling.
"""

import numpy as np
from numpy.typing import NDArray

Columns = NDArray[np.float32]

BANDS = 80
RATE_HZ, WINDOW, HOP = 8000, 200, 80  # 25 ms every 10 ms
MODEL_RATE_HZ = 16000
POWER_SCALE = np.float32((MODEL_RATE_HZ / RATE_HZ) ** 2)  # half the samples in a window: half the amplitude in a bin
FLOOR = 1e-10
RANGE_DECADES = 8.0  # below the loudest: what is less is not seen
_LINEAR_HZ, _LOG_FROM_HZ, _LOG_STEP = 200.0 / 3, 1000.0, np.log(6.4) / 27.0  # Slaney's scale of 1998


def columns(samples: NDArray[np.int16], length: int) -> Columns:
    """float32, shape (80, length): `length` columns of 10 ms, what is beyond the samples silent."""
    signal = np.zeros(length * HOP + WINDOW, np.float32)
    kept = samples[: length * HOP].astype(np.float32) / 32768.0
    half = WINDOW // 2
    signal[half : half + kept.size] = kept
    if kept.size > half:
        signal[:half] = kept[half:0:-1]
    frames = np.lib.stride_tricks.sliding_window_view(signal, WINDOW)[::HOP][:length]
    power = np.square(np.abs(np.fft.rfft(frames * _HANN, axis=1))).astype(np.float32) * POWER_SCALE
    bands = np.log10(np.maximum(_MELS @ power.T, FLOOR))
    return ((np.maximum(bands, bands.max() - RANGE_DECADES) + 4.0) / 4.0).astype(np.float32)


def _mel(hz: NDArray[np.float64]) -> NDArray[np.float64]:
    above = _LOG_FROM_HZ / _LINEAR_HZ + np.log(np.maximum(hz, _LOG_FROM_HZ) / _LOG_FROM_HZ) / _LOG_STEP
    return np.where(hz < _LOG_FROM_HZ, hz / _LINEAR_HZ, above)


def _hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    knee = _LOG_FROM_HZ / _LINEAR_HZ
    return np.where(mel < knee, mel * _LINEAR_HZ, _LOG_FROM_HZ * np.exp(_LOG_STEP * (mel - knee)))


def _filters() -> NDArray[np.float32]:
    """Triangles of equal area over the bins that a window has, up to half of the model's rate."""
    bins = np.arange(WINDOW // 2 + 1) * (RATE_HZ / WINDOW)
    edges = _hz(np.linspace(_mel(np.array(0.0)), _mel(np.array(MODEL_RATE_HZ / 2)), BANDS + 2))
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    area = 2.0 / (edges[2:] - edges[:-2])
    return (np.maximum(0.0, np.minimum(rising, falling)) * area[:, None]).astype(np.float32)


_HANN = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
_MELS = _filters()
