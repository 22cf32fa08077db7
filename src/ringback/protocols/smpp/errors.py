"""Whose fault it is: ours is raised at once, a peer's comes out as a value."""

import msgspec

from ringback.protocols.smpp.status import Status


class LocalError(Exception):
    """This side asked for something the protocol does not allow. A bug in the caller."""


class Malformed(Exception):
    """What a peer wrote cannot be read. Raised by fields; `parse` turns it into a PeerError."""

    def __init__(self, reason: str, status: Status) -> None:
        self.reason, self.status = reason, status
        super().__init__(reason)


class PeerError(msgspec.Struct, frozen=True):
    """A PDU that cannot be read. `status` is what to answer; a response or a PDU unknown is never answered in kind."""

    reason: str
    status: Status
    command_id: int = 0
    sequence_number: int = 0
    command_status: int = 0  # of a response
    closes: bool = False  # where the next PDU begins is not known any more
