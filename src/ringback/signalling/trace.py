"""What went over the wire, for a call's timeline."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from ringback.protocols.sip.message import Request, Response


class Traced(msgspec.Struct, frozen=True):
    """One message. `direction` is "received" or "sent", `what` a method or "200 OK", `peer` an address and its port."""

    at: datetime
    direction: str
    what: str
    peer: str


Trace = Callable[[str, Traced], None]  # with the Call-ID


def word_of(message: Request | Response) -> str:
    if isinstance(message, Request):
        return message.method
    return f"{message.status} {message.reason}".strip()
