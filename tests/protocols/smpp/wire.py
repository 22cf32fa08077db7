"""PDUs as an independent encoder (npm smpp) wrote them, by the names of their files."""

from pathlib import Path

from ringback.protocols.smpp.errors import PeerError
from ringback.protocols.smpp.parse import parse
from ringback.protocols.smpp.pdus import Pdu

FOLDER = Path(__file__).parents[2] / "wire" / "smpp"


def octets(name: str) -> bytes:
    return (FOLDER / f"{name}.bin").read_bytes()


def read(name: str) -> Pdu:
    """Reads it, and sees that it is written the same again."""
    data = octets(name)
    found = parse(data)
    assert not isinstance(found, PeerError), found
    assert bytes(found) == data
    return found


def pdu(command_id: int, body: bytes = b"", *, status: int = 0, sequence: int = 1) -> bytes:
    """A PDU by hand, its length right."""
    numbers = (16 + len(body), command_id, status, sequence)
    return b"".join(number.to_bytes(4, "big") for number in numbers) + body
