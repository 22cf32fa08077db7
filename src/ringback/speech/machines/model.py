"""What is asked of a detection, and what it says."""

from typing import Literal

import msgspec

AnsweredBy = Literal[
    "human", "machine_start", "machine_end_beep", "machine_end_silence", "machine_end_other", "fax", "unknown"
]
FRAME_MS = 20


class MachineOptions(msgspec.Struct, frozen=True, kw_only=True):
    """When to say what. `Enable` says at once; `DetectMessageEnd` waits for the end of a machine's greeting.

    Speech of `speech_threshold_ms` or more is a machine's; less, with `speech_end_threshold_ms` of silence behind it, a
    person's. `silence_timeout_ms` of nothing at the beginning, or `timeout_s` of anything, end the search.
    """

    mode: Literal["Enable", "DetectMessageEnd"] = "Enable"
    timeout_s: float = 30.0
    speech_threshold_ms: int = 2400
    speech_end_threshold_ms: int = 1200
    silence_timeout_ms: int = 5000


class Verdict(msgspec.Struct, frozen=True):
    """`duration_ms` is how much was listened to."""

    answered_by: AnsweredBy
    duration_ms: int
