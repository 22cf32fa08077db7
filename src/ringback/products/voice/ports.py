"""What calls over REST ask of the rooms beside and below them. `app/` hands it down when it builds the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from msgspec import UNSET

from ringback.switch.model import Recording, RecordingOptions, Step
from ringback.switch.ports import Way


class Live(Protocol):
    """The switch, as calls over REST see it. False and None: the call is not live in it."""

    async def dial(self, call_sid: str) -> None:
        """Places a queued call. `dialled_at` is durable before the INVITE leaves."""
        ...

    async def redirect(self, call_sid: str, instructions: Any) -> bool: ...

    async def hang_up(self, call_sid: str, *, by: str = "api") -> bool: ...

    async def cancel(self, call_sid: str) -> bool: ...

    async def change(self, call_sid: str, *, callback: Any = UNSET, time_limit_s: Any = UNSET) -> bool: ...

    async def start_recording(self, call_sid: str, options: RecordingOptions) -> Recording | None: ...

    async def control_recording(self, recording_sid: str, status: str, pause_behavior: str) -> Recording | None: ...

    def steps(self, call_sid: str) -> list[Step]:
        """What happened to a live call and is not written yet."""
        ...


class Caps(Protocol):
    """Where an account may call, and for how much."""

    async def check(self, account_sid: str, to: str, now: datetime) -> None:
        """Raises Refused: the country is not enabled, the spending cap is reached."""
        ...


class Routing(Protocol):
    """The networks beyond, as set up by whoever operates this installation."""

    async def ways(self, account_sid: str, from_: str, to: str) -> Sequence[Way]:
        """The ways to an E.164 number in their order, several where the first may fail; none: no route."""
        ...


class Domain(Protocol):
    """A SIP domain, as far as an incoming call needs it."""

    @property
    def sid(self) -> str: ...
    @property
    def account_sid(self) -> str: ...
    @property
    def domain_name(self) -> str: ...
    @property
    def voice_url(self) -> str | None: ...
    @property
    def voice_method(self) -> str: ...
    @property
    def voice_fallback_url(self) -> str | None: ...
    @property
    def voice_fallback_method(self) -> str: ...
    @property
    def voice_status_callback_url(self) -> str | None: ...
    @property
    def voice_status_callback_method(self) -> str: ...
    @property
    def sip_registration(self) -> bool: ...


class Domains(Protocol):
    """The SIP domains of this installation."""

    async def find(self, sid: str) -> Domain | None: ...

    async def named(self, host: str) -> Domain | None:
        """By its whole name, case aside; whose it is, is the asker's to look at."""
        ...


class Registered(Protocol):
    """A phone that has registered, as signalling knows it: where it is reached."""


class Phones(Protocol):
    """Who has registered."""

    async def contacts(self, account_sid: str, domain: str, user: str) -> Sequence[Registered]: ...

    async def clients(self, account_sid: str, identity: str) -> Sequence[Registered]:
        """The phones of this user at any domain of the account."""
        ...
