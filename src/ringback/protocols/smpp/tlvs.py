"""Optional parameters, by the standard's names: SMPP 3.4 §5.3.2.

A PDU keeps them as pairs of tag and octets, in their order, unknown ones too. Each name here writes such a pair when
called with a value (`SAR_MSG_REF_NUM(7)`), and `of(pdu.tlvs)` reads it: None where it is absent or cannot be read.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from ringback.protocols.smpp.errors import LocalError, Malformed
from ringback.protocols.smpp.status import Status

Pair = tuple[int, bytes]
Tlvs = tuple[Pair, ...]
MOST = 64  # in one PDU: the standard names 42; a stream of empty ones would cost 16,000 objects
_HEADER = struct.Struct("!HH")
T = TypeVar("T")


class Tlv(Generic[T]):
    """One optional parameter. Its value has from `least` to `most` octets."""

    def __init__(
        self, tag: int, name: str, least: int, most: int, write: Callable[[T], bytes], read: Callable[[bytes], T]
    ) -> None:
        self.tag, self.name, self.least, self.most = tag, name, least, most
        self._write, self._read = write, read

    def __call__(self, value: T) -> Pair:
        octets = self._write(value)
        if not self.least <= len(octets) <= self.most:
            raise LocalError(f"{self.name} has {len(octets)} octets; {self.least} to {self.most} are allowed")
        return self.tag, octets

    def of(self, tlvs: Sequence[Pair]) -> T | None:
        """The first one's value. A size that the standard does not allow is read all the same where it can be."""
        for tag, octets in tlvs:
            if tag == self.tag:
                return self._read(octets)
        return None

    def fits(self, octets: bytes) -> bool:
        return self.least <= len(octets) <= self.most


def _number(octets: int) -> Callable[[int], bytes]:
    def write(value: int) -> bytes:
        if not 0 <= value < 256**octets:
            raise LocalError(f"{value} does not fit {octets} octets")
        return value.to_bytes(octets, "big")

    return write


def _read_number(octets: bytes) -> int:
    return int.from_bytes(octets[:8], "big")


def _integer(tag: int, name: str, octets: int) -> Tlv[int]:
    return Tlv(tag, name, octets, octets, _number(octets), _read_number)


def _octets(tag: int, name: str, least: int, most: int) -> Tlv[bytes]:
    return Tlv(tag, name, least, most, bytes, bytes)


def _string(tag: int, name: str, most: int) -> Tlv[str]:
    """Many peers leave the NUL out, some send several: all are read."""
    return Tlv(
        tag, name, 1, most, lambda text: text.encode("latin-1", "replace") + b"\0",
        lambda octets: octets.split(b"\0", 1)[0].decode("latin-1"),
    )  # fmt: skip


def _flag(tag: int, name: str) -> Tlv[bool]:
    return Tlv(tag, name, 0, 0, lambda _: b"", lambda _: True)


DEST_ADDR_SUBUNIT = _integer(0x0005, "dest_addr_subunit", 1)
DEST_NETWORK_TYPE = _integer(0x0006, "dest_network_type", 1)
DEST_BEARER_TYPE = _integer(0x0007, "dest_bearer_type", 1)
DEST_TELEMATICS_ID = _integer(0x0008, "dest_telematics_id", 2)
SOURCE_ADDR_SUBUNIT = _integer(0x000D, "source_addr_subunit", 1)
SOURCE_NETWORK_TYPE = _integer(0x000E, "source_network_type", 1)
SOURCE_BEARER_TYPE = _integer(0x000F, "source_bearer_type", 1)
SOURCE_TELEMATICS_ID = _integer(0x0010, "source_telematics_id", 1)
QOS_TIME_TO_LIVE = _integer(0x0017, "qos_time_to_live", 4)
PAYLOAD_TYPE = _integer(0x0019, "payload_type", 1)
ADDITIONAL_STATUS_INFO_TEXT = _string(0x001D, "additional_status_info_text", 256)
RECEIPTED_MESSAGE_ID = _string(0x001E, "receipted_message_id", 65)
MS_MSG_WAIT_FACILITIES = _integer(0x0030, "ms_msg_wait_facilities", 1)
PRIVACY_INDICATOR = _integer(0x0201, "privacy_indicator", 1)
SOURCE_SUBADDRESS = _octets(0x0202, "source_subaddress", 2, 23)
DEST_SUBADDRESS = _octets(0x0203, "dest_subaddress", 2, 23)
USER_MESSAGE_REFERENCE = _integer(0x0204, "user_message_reference", 2)
USER_RESPONSE_CODE = _integer(0x0205, "user_response_code", 1)
SOURCE_PORT = _integer(0x020A, "source_port", 2)
DESTINATION_PORT = _integer(0x020B, "destination_port", 2)
SAR_MSG_REF_NUM = _integer(0x020C, "sar_msg_ref_num", 2)
LANGUAGE_INDICATOR = _integer(0x020D, "language_indicator", 1)
SAR_TOTAL_SEGMENTS = _integer(0x020E, "sar_total_segments", 1)
SAR_SEGMENT_SEQNUM = _integer(0x020F, "sar_segment_seqnum", 1)
SC_INTERFACE_VERSION = _integer(0x0210, "sc_interface_version", 1)
CALLBACK_NUM_PRES_IND = _integer(0x0302, "callback_num_pres_ind", 1)
CALLBACK_NUM_ATAG = _octets(0x0303, "callback_num_atag", 0, 65)
NUMBER_OF_MESSAGES = _integer(0x0304, "number_of_messages", 1)
CALLBACK_NUM = _octets(0x0381, "callback_num", 4, 19)
DPF_RESULT = _integer(0x0420, "dpf_result", 1)
SET_DPF = _integer(0x0421, "set_dpf", 1)
MS_AVAILABILITY_STATUS = _integer(0x0422, "ms_availability_status", 1)
NETWORK_ERROR_CODE = _octets(0x0423, "network_error_code", 3, 3)
MESSAGE_PAYLOAD = _octets(0x0424, "message_payload", 0, 0xFFFF)
DELIVERY_FAILURE_REASON = _integer(0x0425, "delivery_failure_reason", 1)
MORE_MESSAGES_TO_SEND = _integer(0x0426, "more_messages_to_send", 1)
MESSAGE_STATE = _integer(0x0427, "message_state", 1)
USSD_SERVICE_OP = _octets(0x0501, "ussd_service_op", 1, 1)
DISPLAY_TIME = _integer(0x1201, "display_time", 1)
SMS_SIGNAL = _integer(0x1203, "sms_signal", 2)
MS_VALIDITY = _integer(0x1204, "ms_validity", 1)
ALERT_ON_MESSAGE_DELIVERY = _flag(0x130C, "alert_on_message_delivery")
ITS_REPLY_TYPE = _integer(0x1380, "its_reply_type", 1)
ITS_SESSION_INFO = _octets(0x1383, "its_session_info", 2, 2)

BY_NAME: dict[str, Tlv[int] | Tlv[bytes] | Tlv[str] | Tlv[bool]] = {
    tlv.name: tlv for tlv in list(globals().values()) if isinstance(tlv, Tlv)
}
BY_TAG = {tlv.tag: tlv for tlv in BY_NAME.values()}
VENDOR = range(0x1400, 0x4000)  # each carrier's own: §5.3.1


def name(tag: int) -> str:
    return BY_TAG[tag].name if tag in BY_TAG else f"0x{tag:04X}"


def read(data: bytes, at: int) -> Tlvs:
    """The rest of a PDU. Raises Malformed."""
    found: list[Pair] = []
    end = len(data)
    while at < end:
        if at + 4 > end or len(found) == MOST:
            what = f"more than {MOST} optional parameters" if len(found) == MOST else "half an optional parameter"
            raise Malformed(f"{what} at octet {at}", Status.ESME_RINVOPTPARSTREAM)
        tag, size = _HEADER.unpack_from(data, at)
        at += 4
        if at + size > end:
            raise Malformed(f"{name(tag)} of {size} octets ends beyond the PDU", Status.ESME_RINVOPTPARSTREAM)
        found.append((tag, data[at : at + size]))
        at += size
    return tuple(found)


def write(tlvs: Sequence[Pair]) -> bytes:
    """Raises LocalError."""
    pieces = []
    for tag, octets in tlvs:
        if not 0 <= tag <= 0xFFFF or len(octets) > 0xFFFF:
            raise LocalError(f"optional parameter {tag} with {len(octets)} octets does not fit its header")
        pieces.append(_HEADER.pack(tag, len(octets)) + octets)
    return b"".join(pieces)


def fault(tlvs: Sequence[Pair]) -> Malformed | None:
    """The first parameter whose size the standard does not allow: for who wants to refuse it (ESME_RINVPARLEN)."""
    for tag, octets in tlvs:
        known = BY_TAG.get(tag)
        if known is not None and not known.fits(octets):
            sizes = f"{known.least} to {known.most}" if known.least != known.most else str(known.most)
            return Malformed(f"{known.name} has {len(octets)} octets, not {sizes}", Status.ESME_RINVPARLEN)
    return None
