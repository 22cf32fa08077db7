"""Whose fault it is: ours is raised at once, a peer's comes out as a value."""

from typing import Any

import msgspec


class LocalError(Exception):
    """This side asked for something the protocol does not allow. A bug in the caller."""


class Malformed(Exception):
    """What a peer wrote cannot be read. Raised by the grammars; `parse` and `fault_of` turn it into a PeerError."""

    def __init__(self, reason: str, status: int = 400) -> None:
        self.reason, self.status = reason, status
        super().__init__(reason)


class PeerError(msgspec.Struct, frozen=True):
    """What a peer did wrong. `status` is what to answer, None where nothing may be answered (a response, or no Via).

    `message` is as much of the message as could be read; `fields` are further header fields of the answer.
    """

    reason: str
    status: int | None = 400
    message: Any = None
    fields: tuple[tuple[str, str], ...] = ()
    closes: bool = False  # the stream it came on cannot be followed any further
