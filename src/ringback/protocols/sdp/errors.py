"""Whose fault it is: ours is raised at once, a peer's comes out as a value."""

import msgspec


class LocalError(Exception):
    """This side asked for something the protocol does not allow. A bug in the caller."""


class Malformed(Exception):
    """A description cannot be read. Raised inside this room only."""

    def __init__(self, reason: str, status: int = 400) -> None:
        self.reason, self.status = reason, status
        super().__init__(reason)


class PeerError(msgspec.Struct, frozen=True):
    """What is wrong with a peer's description; `status` is the SIP answer: 400 unreadable, 488 nothing in common."""

    reason: str
    status: int = 400
