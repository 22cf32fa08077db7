"""What the switch asks of the rooms above. `app/` hands it down when it builds the house."""

from decimal import Decimal
from typing import Protocol

import msgspec

from ringback.signalling import Contact
from ringback.switch.model import Call, Callback, Instructions, Recording


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """A call that signalling let in. `kind` is what the policy saw: domain, network or number."""

    kind: str
    request_user: str  # the user part of the request URI, percent-escapes undone: "+14155550100", "alice"
    from_user: str
    from_uri: str
    to_uri: str
    account_sid: str | None = None
    domain_sid: str | None = None
    network_sid: str | None = None
    user: str | None = None  # whoever digest proved
    simulated: bool = False
    diversion: str | None = None


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """Whose call it is and what to run. `params` go along with every document request (SipDomain, …)."""

    account_sid: str
    from_: str
    to: str
    instructions: Instructions
    callback: Callback | None = None
    phone_number_sid: str | None = None
    application_sid: str | None = None
    sip_domain_sid: str | None = None
    trunk_sid: str | None = None
    params: dict[str, str] = {}


class Turned(msgspec.Struct, frozen=True):
    """Nobody's, or not now: what the caller is told. `code` goes to the debugger of `account_sid`, if it is known."""

    sip_status: int
    reason: str
    code: int | None = None
    account_sid: str | None = None


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way to reach somebody. `host` is where the INVITE goes; None: where `to_uri` says.

    `network` is a network's SID, "simulated", "local" (a number of this installation), "sip" or "client".
    `flow` is signalling's own contact, for a registered phone.
    """

    network: str
    to_uri: str
    from_uri: str
    host: str | None = None
    port: int | None = None
    transport: str = "udp"
    username: str | None = None
    password: str | None = None
    codecs: tuple[str, ...] = ("PCMU", "PCMA", "G722")
    flow: Contact | None = None
    simulated: bool = False
    headers: tuple[tuple[str, str], ...] = ()


class Ways(msgspec.Struct, frozen=True):
    """How to reach a target: each inner tuple is rung at once (a client's phones), the outer is tried in order."""

    groups: tuple[tuple[Way, ...], ...]
    from_: str  # the caller ID as it will be shown and recorded
    to: str


class Denied(msgspec.Struct, frozen=True):
    """The target is not dialled: `code` and `message` go to the debugger, `sip_status` to Dial's action."""

    code: int
    message: str
    sip_status: int = 403


class Ground(Protocol):
    """The rooms above, as the switch sees them."""

    async def called(self, arrived: Arrived) -> Placement | Turned:
        """Who answers a call that came in."""
        ...

    async def application(self, account_sid: str, application_sid: str) -> Placement | None:
        """What an application would run; `from_` and `to` empty."""
        ...

    async def ways(self, call: Call, parent: Call | None) -> Ways | Denied:
        """How `call.to` is reached: caller ID rules, permissions, caps and routes are applied here."""
        ...

    def price(self, call: Call) -> Decimal | None:
        """What an ended call costs, positive; None where nothing is owed."""
        ...

    def recording_price(self, recording: Recording) -> Decimal | None: ...

    def recording_url(self, recording: Recording) -> str:
        """Where the recording is fetched, without an extension."""
        ...
