"""How single fields lie in a PDU: SMPP 3.4 §3.1. Every length is checked before it is used.

A field reads from the octets of its PDU at an offset and gives the value and where the next one begins. What cannot
be read raises Malformed with the status to answer; what cannot be written raises LocalError.
"""

import struct
from typing import Any, Protocol

from ringback.protocols.smpp.errors import LocalError, Malformed
from ringback.protocols.smpp.status import Status


class Field(Protocol):
    def read(self, data: bytes, at: int) -> tuple[Any, int]: ...
    def write(self, value: Any, name: str) -> bytes: ...


def _short(name: str, data: bytes) -> Malformed:
    return Malformed(f"the PDU ends within {name}, at octet {len(data)}", Status.ESME_RINVCMDLEN)


class Integer:
    """An unsigned number of so many octets, the highest first."""

    def __init__(self, octets: int) -> None:
        self.octets = octets

    def read(self, data: bytes, at: int) -> tuple[int, int]:
        end = at + self.octets
        if end > len(data):
            raise _short(f"a number of {self.octets} octets", data)
        return int.from_bytes(data[at:end], "big"), end

    def write(self, value: int, name: str) -> bytes:
        if not 0 <= value < 256**self.octets:
            raise LocalError(f"{name} {value} does not fit {self.octets} octets")
        return value.to_bytes(self.octets, "big")


class CString:
    """A C-Octet String: ends with NUL, at most `most` octets with it. Read octet for octet, as Latin-1.

    `takes` is the longest we read, where peers are known to go beyond the standard. `fault` is what a longer one is
    answered with.
    """

    def __init__(self, most: int, fault: Status = Status.ESME_RINVPARLEN, *, takes: int = 0) -> None:
        self.most, self.fault, self.takes = most, fault, takes or most

    def read(self, data: bytes, at: int) -> tuple[str, int]:
        end = data.find(0, at, at + self.takes)
        if end < 0:
            if at + self.takes > len(data):
                raise _short("a string without its NUL", data)
            raise Malformed(f"a string at octet {at} is longer than {self.takes - 1}", self.fault)
        return data[at:end].decode("latin-1"), end + 1

    def write(self, value: str, name: str) -> bytes:
        try:
            octets = value.encode("latin-1")
        except UnicodeEncodeError:
            raise LocalError(f"{name} {value!r} holds a character that no octet stands for") from None
        if len(octets) >= self.most or 0 in octets:
            raise LocalError(f"{name} {value!r} has {len(octets)} octets, or a NUL; {self.most - 1} fit")
        return octets + b"\0"


class Moment(CString):
    """A time: nothing, or 16 characters (`times` reads them). SMPP 3.4 §7.1.1."""

    def __init__(self, fault: Status) -> None:
        super().__init__(17, fault)

    def read(self, data: bytes, at: int) -> tuple[str, int]:
        text, after = super().read(data, at)
        if len(text) not in (0, 16):
            raise Malformed(f"a time has 16 characters, not {len(text)}", self.fault)
        return text, after


class Counted:
    """Octets after an octet that counts them: sm_length and short_message."""

    def __init__(self, most: int, fault: Status) -> None:
        self.most, self.fault = most, fault

    def read(self, data: bytes, at: int) -> tuple[bytes, int]:
        size, start = ONE.read(data, at)
        if size > self.most or start + size > len(data):
            raise Malformed(f"{size} octets announced, {len(data) - start} there, {self.most} allowed", self.fault)
        return data[start : start + size], start + size

    def write(self, value: bytes, name: str) -> bytes:
        if len(value) > self.most:
            raise LocalError(f"{name} has {len(value)} octets; {self.most} fit, message_payload takes more")
        return bytes([len(value)]) + value


class Addresses:
    """number_of_dests and dest_address(es) of submit_multi: SMPP 3.4 §4.5.1.1."""

    MOST = 254

    def __init__(self, sme: type, distribution_list: type) -> None:
        self._sme, self._list = sme, distribution_list

    def read(self, data: bytes, at: int) -> tuple[tuple[Any, ...], int]:
        count, at = ONE.read(data, at)
        if not 1 <= count <= self.MOST:
            raise Malformed(f"{count} destinations; 1 to {self.MOST} are allowed", Status.ESME_RINVNUMDESTS)
        found = []
        for _ in range(count):
            one, at = self._one(data, at)
            found.append(one)
        return tuple(found), at

    def _one(self, data: bytes, at: int) -> tuple[Any, int]:
        flag, at = ONE.read(data, at)
        if flag == 1:
            ton, at = ONE.read(data, at)
            npi, at = ONE.read(data, at)
            address, at = DESTINATION.read(data, at)
            return self._sme(ton, npi, address), at
        if flag == 2:
            name, at = LIST_NAME.read(data, at)
            return self._list(name), at
        raise Malformed(f"dest_flag {flag} is neither an address (1) nor a list (2)", Status.ESME_RINVDESTFLAG)

    def write(self, value: tuple[Any, ...], name: str) -> bytes:
        if not 1 <= len(value) <= self.MOST:
            raise LocalError(f"{name}: {len(value)} destinations; 1 to {self.MOST} are allowed")
        return bytes([len(value)]) + b"".join(map(self._written, value))

    def _written(self, one: Any) -> bytes:
        if isinstance(one, self._list):
            return b"\x02" + LIST_NAME.write(one.dl_name, "dl_name")
        numbers = ONE.write(one.dest_addr_ton, "dest_addr_ton") + ONE.write(one.dest_addr_npi, "dest_addr_npi")
        return b"\x01" + numbers + DESTINATION.write(one.destination_addr, "destination_addr")


class Failures:
    """no_unsuccess and unsuccess_sme(s) of submit_multi_resp: SMPP 3.4 §4.5.2.1."""

    def __init__(self, kind: type) -> None:
        self._kind = kind

    def read(self, data: bytes, at: int) -> tuple[tuple[Any, ...], int]:
        count, at = ONE.read(data, at)
        found = []
        for _ in range(count):
            ton, at = ONE.read(data, at)
            npi, at = ONE.read(data, at)
            address, at = DESTINATION.read(data, at)
            code, at = FOUR.read(data, at)
            found.append(self._kind(ton, npi, address, code))
        return tuple(found), at

    def write(self, value: tuple[Any, ...], name: str) -> bytes:
        if len(value) > 255:
            raise LocalError(f"{name}: {len(value)} failures; 255 fit")
        return bytes([len(value)]) + b"".join(map(self._written, value))

    @staticmethod
    def _written(one: Any) -> bytes:
        numbers = ONE.write(one.dest_addr_ton, "dest_addr_ton") + ONE.write(one.dest_addr_npi, "dest_addr_npi")
        address = DESTINATION.write(one.destination_addr, "destination_addr")
        return numbers + address + FOUR.write(one.error_status_code, "error_status_code")


ONE, FOUR = Integer(1), Integer(4)
DESTINATION = CString(21, Status.ESME_RINVDSTADR)
LIST_NAME = CString(21, Status.ESME_RINVDLNAME)
HEADER = struct.Struct("!IIII")
