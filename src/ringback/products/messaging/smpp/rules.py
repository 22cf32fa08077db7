"""Decisions about applications' messages, pure: what is answered, what a receipt says, what may be set."""

import ipaddress
import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ringback.kernel import Refused
from ringback.products.messaging import errors as messaging
from ringback.products.messaging.model import Message, Status
from ringback.products.messaging.rules import VALIDITY_S
from ringback.products.messaging.smpp.errors import InvalidCredential
from ringback.products.messaging.smpp.model import SYSTEM_ID_MOST, SmppMessage
from ringback.protocols.smpp import addresses, content, receipts, times, tlvs
from ringback.protocols.smpp.pdus import DataSm, DeliverSm, ReplaceSm, SubmitMulti, SubmitSm
from ringback.protocols.smpp.status import Status as Answer
from ringback.protocols.smpp.values import (
    RECEIPT,
    RECEIPT_MASK,
    RECEIPT_ON_FAILURE,
    SMSC_RECEIPT,
    MessageState,
)
from ringback.protocols.sms import segments

MOST_CREDENTIALS, NAME_MOST, SOURCES_MOST = 100, 64, 100
MOST_PRIORITY = 3  # SMPP 3.4 §5.2.14
GSM_NETWORK = 3  # the network type that codes are given under in network_error_code
_SYSTEM_ID = re.compile(r"[A-Za-z0-9._-]{1,15}\Z").match

# What a refusal of the API is called in SMPP; all others are ESME_RSUBMITFAIL.
_ANSWERS: dict[type[Refused], Answer] = {
    messaging.NoRecipient: Answer.ESME_RINVDSTADR,
    messaging.InvalidTo: Answer.ESME_RINVDSTADR,
    messaging.NotReachable: Answer.ESME_RINVDSTADR,
    messaging.RegionNotEnabled: Answer.ESME_RINVDSTADR,
    messaging.InvalidFrom: Answer.ESME_RINVSRCADR,
    messaging.NoSender: Answer.ESME_RINVSRCADR,
    messaging.NotOurSender: Answer.ESME_RINVSRCADR,
    messaging.BodyTooLong: Answer.ESME_RINVMSGLEN,
    messaging.SenderQueueFull: Answer.ESME_RMSGQFUL,
    messaging.OptedOut: Answer.ESME_RX_R_APPN,
    messaging.SendAtOutOfWindow: Answer.ESME_RINVSCHED,
    messaging.NeedsService: Answer.ESME_RINVSCHED,
    messaging.InvalidValidity: Answer.ESME_RINVEXPIRY,
}
# What replace_sm may be answered beside ESME_RREPLACEFAIL.
_OF_REPLACING = {Answer.ESME_RINVMSGLEN, Answer.ESME_RINVSCHED, Answer.ESME_RINVEXPIRY}
_STATES = {
    Status.DELIVERED: MessageState.DELIVERED,
    Status.READ: MessageState.DELIVERED,
    Status.UNDELIVERED: MessageState.UNDELIVERABLE,
    Status.FAILED: MessageState.REJECTED,
    Status.CANCELED: MessageState.DELETED,
}
EXPIRED = 30036


def answer_of(refused: Refused) -> Answer:
    return _ANSWERS.get(type(refused), Answer.ESME_RSUBMITFAIL)


def answer_to_replacing(refused: Refused) -> Answer:
    answer = answer_of(refused)
    return answer if answer in _OF_REPLACING else Answer.ESME_RREPLACEFAIL


def fault(pdu: SubmitSm | DataSm | SubmitMulti) -> tuple[Answer, str] | None:
    """What no message may say, with its answer: SMPP 3.4 §5.2."""
    if not content.read(pdu).is_text:
        return Answer.ESME_RINVDCS, f"data_coding {pdu.data_coding} is binary; texts are carried"
    if pdu.registered_delivery & RECEIPT_MASK == RECEIPT_MASK:
        return Answer.ESME_RINVREGDLVFLG, f"registered_delivery is {pdu.registered_delivery}; its low bits are 0 to 2"
    if isinstance(pdu, DataSm):
        return None
    if pdu.priority_flag > MOST_PRIORITY:
        return Answer.ESME_RINVPRTFLG, f"priority_flag is {pdu.priority_flag}; it is 0 to {MOST_PRIORITY}"
    if pdu.replace_if_present_flag > 1:
        return Answer.ESME_RINVREPFLAG, f"replace_if_present_flag is {pdu.replace_if_present_flag}; it is 0 or 1"
    if pdu.sm_default_msg_id and not content.octets_of(pdu):
        return Answer.ESME_RINVDFTMSGID, f"there is no message {pdu.sm_default_msg_id} here; send its text"
    return None


def moments(pdu: SubmitSm | DataSm | SubmitMulti, now: datetime) -> tuple[datetime | None, int | None]:
    """When it leaves (None: at once), and for how many seconds from then it is valid (None: as is usual).

    Raises InvalidValidity where it would be over before it leaves.
    """
    if isinstance(pdu, DataSm):
        return None, _seconds(tlvs.QOS_TIME_TO_LIVE.of(pdu.tlvs))
    leaves_at = _start(pdu.schedule_delivery_time, now)
    return leaves_at, _span(pdu.validity_period, leaves_at or now, now)


def moments_again(pdu: ReplaceSm, before: Message, now: datetime) -> tuple[datetime | None, int | None]:
    """As `moments`, for a message that waits: what is left empty stays."""
    leaves_at = _start(pdu.schedule_delivery_time, now)
    if leaves_at is None and before.send_at is not None and before.send_at > now:
        leaves_at = before.send_at
    if pdu.validity_period or before.valid_until is None:
        return leaves_at, _span(pdu.validity_period, leaves_at or now, now)
    return leaves_at, _seconds(int((before.valid_until - (leaves_at or now)).total_seconds()))


def _start(text: str, now: datetime) -> datetime | None:
    leaves_at = times.read(text, now) if text else None
    if text and leaves_at is None:
        raise messaging.SendAtOutOfWindow(value=text)
    return leaves_at


def _span(text: str, start: datetime, now: datetime) -> int | None:
    until = times.read(text, now) if text else None
    if text and until is None:
        raise messaging.InvalidValidity(value=text)
    return None if until is None else _seconds(math.ceil((until - start).total_seconds()))


def _seconds(span_s: int | None) -> int | None:
    """At most what messages may wait."""
    if span_s is not None and span_s <= 0:
        raise messaging.InvalidValidity(value=span_s)
    return None if span_s is None else min(span_s, VALIDITY_S)


def state_of(message: Message) -> MessageState:
    """How far the message has come, in SMPP's words."""
    if message.error_code == EXPIRED:
        return MessageState.EXPIRED
    return _STATES.get(message.status, MessageState.ENROUTE)


def error_of(message: Message) -> int:
    """The API's codes from 30001 on, without their 30000; what lies elsewhere is 255."""
    code = message.error_code or 30000
    return code - 30000 if 0 <= code - 30000 < 255 else 255


def wants_receipt(sent: SmppMessage, state: MessageState) -> bool:
    asked = sent.registered_delivery & RECEIPT_MASK
    return asked == RECEIPT or (asked == RECEIPT_ON_FAILURE and state is not MessageState.DELIVERED)


def receipt(sent: SmppMessage, message: Message, done: datetime) -> DeliverSm:
    """From the recipient to the sender, in text and in TLVs: SMPP 3.4 §4.6.1, App. B."""
    state, error = state_of(message), error_of(message)
    text = receipts.write(
        sent.message_id, state, submitted=message.date_created, done=done, error=error, text=message.body
    )
    return DeliverSm(
        source_addr_ton=sent.dest_addr_ton,
        source_addr_npi=sent.dest_addr_npi,
        source_addr=sent.destination_addr,
        dest_addr_ton=sent.source_addr_ton,
        dest_addr_npi=sent.source_addr_npi,
        destination_addr=sent.source_addr,
        esm_class=SMSC_RECEIPT,
        short_message=text,
        tlvs=receipts.optional(sent.message_id, state, error=(GSM_NETWORK, error)),
    )


def texts(message: Message, reference: int) -> list[DeliverSm]:
    """A text that came in, in as many parts as it needs, each with its header."""
    cut = segments.cut(message.body)
    source, to = addresses.write(message.from_ or ""), addresses.write(message.to)
    return [
        DeliverSm(
            source_addr_ton=source.ton,
            source_addr_npi=source.npi,
            source_addr=source.address,
            dest_addr_ton=to.ton,
            dest_addr_npi=to.npi,
            destination_addr=to.address,
            esm_class=part.esm_class,
            data_coding=part.data_coding,
            short_message=part.short_message,
        )
        for part in content.parts(cut.parts, cut.encoding, reference=reference)
    ]


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was said of a credential, ready for the record. Raises InvalidCredential."""
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    name = said.get("friendly_name")
    if name is not None and len(name) > NAME_MOST:
        raise InvalidCredential(name="friendly_name", reason=f"has {len(name)} characters; it takes {NAME_MOST}")
    system_id = given.get("system_id")
    if system_id is not None and not _SYSTEM_ID(str(system_id)):
        reason = f"'{system_id[:40]}' is not 1 to {SYSTEM_ID_MOST} letters, digits, dots, dashes or underscores"
        raise InvalidCredential(name="system_id", reason=reason)
    sources = said.get("sources", ())
    if len(sources) > SOURCES_MOST:
        raise InvalidCredential(name="sources", reason=f"has {len(sources)} entries; {SOURCES_MOST} are allowed")
    for text in sources:
        if block_of(text) is None:
            reason = f"has '{text[:60]}'; each is an address or a block of them, as 203.0.113.0/24"
            raise InvalidCredential(name="sources", reason=reason)
    return said


def block_of(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def may_come_from(sources: tuple[str, ...], ip: str) -> bool:
    address = block_of(ip)
    blocks = [block for block in map(block_of, sources) if block is not None]
    return not sources or any(address is not None and address.network_address in block for block in blocks)
