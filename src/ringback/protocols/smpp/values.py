"""The small numbers inside PDUs, by the standard's names: SMPP 3.4 §5.2."""

import enum

VERSION = 0x34  # interface_version: what this side speaks
OLDEST_WITH_TLVS = 0x34  # a peer that bound with less is sent no optional parameters: §3.4


class Command(enum.IntEnum):
    """command_id: SMPP 3.4 §5.1.2.1. A response is its request with the highest bit set."""

    BIND_RECEIVER = 0x00000001
    BIND_TRANSMITTER = 0x00000002
    QUERY_SM = 0x00000003
    SUBMIT_SM = 0x00000004
    DELIVER_SM = 0x00000005
    UNBIND = 0x00000006
    REPLACE_SM = 0x00000007
    CANCEL_SM = 0x00000008
    BIND_TRANSCEIVER = 0x00000009
    OUTBIND = 0x0000000B
    ENQUIRE_LINK = 0x00000015
    SUBMIT_MULTI = 0x00000021
    ALERT_NOTIFICATION = 0x00000102
    DATA_SM = 0x00000103
    GENERIC_NACK = 0x80000000
    BIND_RECEIVER_RESP = 0x80000001
    BIND_TRANSMITTER_RESP = 0x80000002
    QUERY_SM_RESP = 0x80000003
    SUBMIT_SM_RESP = 0x80000004
    DELIVER_SM_RESP = 0x80000005
    UNBIND_RESP = 0x80000006
    REPLACE_SM_RESP = 0x80000007
    CANCEL_SM_RESP = 0x80000008
    BIND_TRANSCEIVER_RESP = 0x80000009
    ENQUIRE_LINK_RESP = 0x80000015
    SUBMIT_MULTI_RESP = 0x80000021
    DATA_SM_RESP = 0x80000103


RESPONSE = 0x80000000


class Ton(enum.IntEnum):
    """Type of number: SMPP 3.4 §5.2.5."""

    UNKNOWN = 0
    INTERNATIONAL = 1
    NATIONAL = 2
    NETWORK_SPECIFIC = 3
    SUBSCRIBER_NUMBER = 4
    ALPHANUMERIC = 5
    ABBREVIATED = 6


class Npi(enum.IntEnum):
    """Numbering plan indicator: SMPP 3.4 §5.2.6."""

    UNKNOWN = 0
    ISDN = 1  # E.164
    DATA = 3  # X.121
    TELEX = 4  # F.69
    LAND_MOBILE = 6  # E.212
    NATIONAL = 8
    PRIVATE = 9
    ERMES = 10
    INTERNET = 14
    WAP_CLIENT_ID = 18


# esm_class: SMPP 3.4 §5.2.12. Mode, type and features share the octet.
MODE_MASK, TYPE_MASK = 0b0000_0011, 0b0011_1100
DATAGRAM, FORWARD, STORE_AND_FORWARD = 0x01, 0x02, 0x03
SMSC_RECEIPT = 0x04  # deliver_sm: an SMSC delivery receipt
DELIVERY_ACK = 0x08
USER_ACK = 0x10
CONVERSATION_ABORT = 0x18
INTERMEDIATE = 0x20  # deliver_sm: an intermediate notification, of what is not over yet
UDHI = 0x40  # the short message begins with a user data header
REPLY_PATH = 0x80

# registered_delivery: SMPP 3.4 §5.2.17.
NO_RECEIPT, RECEIPT, RECEIPT_ON_FAILURE = 0x00, 0x01, 0x02
RECEIPT_MASK = 0x03
ASK_INTERMEDIATE = 0x10


class MessageState(enum.IntEnum):
    """How far a message has come: SMPP 3.4 §5.2.28."""

    ENROUTE = 1
    DELIVERED = 2
    EXPIRED = 3
    DELETED = 4
    UNDELIVERABLE = 5
    ACCEPTED = 6
    UNKNOWN = 7
    REJECTED = 8

    @property
    def is_final(self) -> bool:
        return self not in (MessageState.ENROUTE, MessageState.ACCEPTED, MessageState.UNKNOWN)


def is_receipt(esm_class: int) -> bool:
    """A deliver_sm or data_sm that tells of one of our messages; intermediate notifications too."""
    return esm_class & TYPE_MASK in (SMSC_RECEIPT, INTERMEDIATE)
