"""Whether somebody speaks, 20 ms at a time: the WebRTC project's detector, and how loud it is against the line.

The detector alone takes a fan or a loud line for speech now and then; loudness alone takes knocks for it.
"""

import numpy as np

try:
    import webrtcvad
except ImportError:  # the extra is not installed: recognition says so before it listens
    webrtcvad = None

FRAME_BYTES = 320  # 160 samples
FRAME_S = 0.02
RATE_HZ = 8000
STRICTNESS = 2  # of 0 to 3
QUIETEST_DBFS = -50.0  # what is below is silence on any line
ABOVE_NOISE_DB = 7.0
NOISE_RISES_DB = 0.05  # a frame: 2.5 dB a second, so that a sentence does not become the noise
NOISE_FALLS_DB = 1.0
NOISE_AT_FIRST_DBFS = -60.0
NOISE_LOUDEST_DBFS = -35.0


class VoiceActivity:
    """Takes int16 little endian, 8 kHz, mono, in pieces of any length; gives the frames they complete."""

    def __init__(self) -> None:
        assert webrtcvad is not None
        self._detector = webrtcvad.Vad(STRICTNESS)
        self._rest = b""
        self._noise_dbfs = NOISE_AT_FIRST_DBFS

    def take(self, pcm: bytes) -> list[tuple[bytes, bool]]:
        """Each frame, and whether it is speech."""
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % FRAME_BYTES
        self._rest = pcm[whole:]
        frames = [pcm[at : at + FRAME_BYTES] for at in range(0, whole, FRAME_BYTES)]
        return [
            (frame, self._is_speech(frame, level))
            for frame, level in zip(frames, levels_dbfs(pcm[:whole]), strict=True)
        ]

    def _is_speech(self, frame: bytes, level: float) -> bool:
        rises = level > self._noise_dbfs
        self._noise_dbfs += NOISE_RISES_DB if rises else max(level - self._noise_dbfs, -NOISE_FALLS_DB)
        self._noise_dbfs = min(self._noise_dbfs, NOISE_LOUDEST_DBFS)
        is_loud = level > max(QUIETEST_DBFS, self._noise_dbfs + ABOVE_NOISE_DB)
        return is_loud and self._detector.is_speech(frame, RATE_HZ)


def levels_dbfs(pcm: bytes) -> list[float]:
    """Of each whole frame, the mean square against a full-scale square wave's."""
    frames = np.frombuffer(pcm, np.int16).reshape(-1, FRAME_BYTES // 2).astype(np.float32)
    powers = np.einsum("ij,ij->i", frames, frames) / (FRAME_BYTES // 2 * 32768.0**2)
    return (10 * np.log10(np.maximum(powers, 1e-12))).tolist()
