"""Whose fault it is: ours is raised at once, a peer's comes out as a value."""

import msgspec


class LocalError(Exception):
    """This side asked for something the protocol does not allow. A bug in the caller."""


class PeerError(msgspec.Struct, frozen=True):
    """Why a datagram cannot be read. It is dropped and counted; nothing is answered."""

    reason: str
