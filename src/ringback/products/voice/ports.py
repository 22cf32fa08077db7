"""What calls over REST ask of the rooms below them. `app/` hands it down when it builds the house."""

from collections.abc import Sequence
from typing import Any, Protocol

from msgspec import UNSET

from ringback.kernel import Job
from ringback.speech.recognition import Transcript
from ringback.switch.conferences.verbs import ConferenceVerbs
from ringback.switch.model import Recording, RecordingOptions, Step


class Live(Protocol):
    """The switch, as calls over REST see it. False and None: the call is not live in it."""

    async def dial(self, call_sid: str, job: Job | None = None) -> bool:
        """Places a queued call. `dialled_at` is durable before the INVITE leaves.

        True: the end of `job` is written with it, in one transaction.
        """
        ...

    async def redirect(self, call_sid: str, instructions: Any) -> bool: ...

    async def hang_up(self, call_sid: str, *, by: str = "api") -> bool: ...

    async def cancel(self, call_sid: str) -> bool: ...

    async def change(self, call_sid: str, *, callback: Any = UNSET, time_limit_s: Any = UNSET) -> bool: ...

    async def start_recording(self, call_sid: str, options: RecordingOptions) -> Recording | None: ...

    async def control_recording(self, recording_sid: str, status: str, pause_behavior: str) -> Recording | None: ...

    async def tell(self, call_sid: str, content_type: str, body: bytes) -> bool:
        """Sends the phone of an answered call something besides speech."""
        ...

    @property
    def conferences(self) -> ConferenceVerbs:
        """Rooms where calls meet."""
        ...

    def steps(self, call_sid: str) -> list[Step]:
        """What happened to a live call and is not written yet."""
        ...


class Phones(Protocol):
    """Who has registered: signalling's registrar. A contact is its own affair; it is handed back as a way's `flow`."""

    async def contacts(self, account_sid: str, domain: str, user: str) -> Sequence[Any]: ...

    async def clients(self, account_sid: str, identity: str) -> Sequence[Any]:
        """The phones of this user at any domain of the account."""
        ...


class Recogniser(Protocol):
    """Speech to text, on this machine."""

    async def transcribe(self, pcm: bytes, *, language: str = "en-US", hints: tuple[str, ...] = ()) -> Transcript:
        """int16, 8 kHz mono. Raises Busy, NotAvailable or RecognitionFailed."""
        ...
