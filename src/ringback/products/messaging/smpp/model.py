"""Credentials that applications bind with, messages that came from them, and what waits for them."""

from datetime import datetime

import msgspec

SYSTEM_ID_MOST, PASSWORD_LENGTH = 15, 8  # what the fields of a bind hold: SMPP 3.4 §5.2.1, §5.2.2


class SmppCredential(msgspec.Struct, frozen=True, kw_only=True):
    """With which applications of one account bind. Of the password only a salted hash is kept.

    `receives` says whether texts that come in for the account go to its receivers. `sources` are addresses and blocks
    that may bind; none: all.
    """

    sid: str
    account_sid: str
    friendly_name: str
    system_id: str
    salt: bytes
    password_hash: bytes
    messaging_service_sid: str | None = None
    receives: bool = True
    window: int = 100
    messages_per_s: float | None = None
    max_binds: int = 10
    sources: tuple[str, ...] = ()
    enabled: bool = True
    date_created: datetime
    date_updated: datetime
    version: int = 0


class SmppMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One submit_sm that was taken, or one destination of a submit_multi. `message_id` is what it was answered.

    Addresses are kept as the application wrote them: receipts name them so, the other way round.
    """

    message_id: str
    message_sid: str
    account_sid: str
    key: str
    registered_delivery: int
    source_addr_ton: int
    source_addr_npi: int
    source_addr: str
    dest_addr_ton: int
    dest_addr_npi: int
    destination_addr: str
    service_type: str = ""
    data_coding: int = 0
    at: datetime


class SmppPiece(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a long text that an application sends, kept until all are there. `pdu` is as it came."""

    key: str
    sender: str
    receiver: str
    reference: int
    total: int
    wide: bool
    sequence: int
    message_id: str
    pdu: bytes
    at: datetime


class SmppDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """A deliver_sm that waits until an application acknowledges it.

    Where several processes share a database, `owner` is the one that sends it, until `until`.
    """

    sid: str
    account_sid: str
    key: str
    pdu: bytes
    at: datetime
    owner: str | None = None
    until: datetime | None = None


class SmppBind(msgspec.Struct, frozen=True, kw_only=True):
    """An application's bind that stands at some process, told anew every few seconds until `until`.

    `submits` are the messages it brought, `submits_per_s` those of the last seconds; `waiting` have no answer yet.
    """

    sid: str
    key: str
    account_sid: str
    owner: str
    role: str
    system_id: str
    address: str
    tls: bool = False
    since: datetime
    until: datetime
    submits: int = 0
    submits_per_s: float = 0.0
    waiting: int = 0
