"""Every PDU of SMPP 3.4, said once: a class's annotations are its fields in their order on the wire.

Names are the standard's. Numbers are kept as they came, so that a value not yet known does no harm. sm_length,
number_of_dests and no_unsuccess are counted when written. Every PDU may carry optional parameters: §3.3 asks to
ignore those that are not expected.
"""

from typing import Annotated, Any, ClassVar, get_type_hints

import msgspec

from ringback.protocols.smpp import tlvs as optional
from ringback.protocols.smpp.errors import LocalError
from ringback.protocols.smpp.fields import (
    HEADER,
    ONE,
    Addresses,
    Counted,
    CString,
    Failures,
    Field,
    Moment,
)
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import RESPONSE, VERSION, Command

HEADER_BYTES = 16
MOST_SEQUENCE = 0x7FFFFFFF  # from 1; peers with more are answered all the same: §5.1.4

Octet = Annotated[int, ONE]
# A system_id has 15 octets and a password 8: §5.2.1, §5.2.2. Longer ones are read: many applications send them.
SystemId = Annotated[str, CString(16, Status.ESME_RINVSYSID, takes=65)]
Password = Annotated[str, CString(9, Status.ESME_RINVPASWD, takes=65)]
SystemType = Annotated[str, CString(13, Status.ESME_RINVSYSTYP)]
AddressRange = Annotated[str, CString(41)]
ServiceType = Annotated[str, CString(6, Status.ESME_RINVSERTYP)]
Source = Annotated[str, CString(21, Status.ESME_RINVSRCADR)]
Destination = Annotated[str, CString(21, Status.ESME_RINVDSTADR)]
LongSource = Annotated[str, CString(65, Status.ESME_RINVSRCADR)]
LongDestination = Annotated[str, CString(65, Status.ESME_RINVDSTADR)]
MessageId = Annotated[str, CString(65, Status.ESME_RINVMSGID)]
TakenId = Annotated[str, CString(65, Status.ESME_RINVMSGID, takes=256)]  # what a peer calls a message, however long
Schedule = Annotated[str, Moment(Status.ESME_RINVSCHED)]
Validity = Annotated[str, Moment(Status.ESME_RINVEXPIRY)]
ShortMessage = Annotated[bytes, Counted(254, Status.ESME_RINVMSGLEN)]


class SmeAddress(msgspec.Struct, frozen=True):
    """One destination of submit_multi."""

    dest_addr_ton: int
    dest_addr_npi: int
    destination_addr: str


class DistributionList(msgspec.Struct, frozen=True):
    """A list kept by the SMSC, as a destination of submit_multi."""

    dl_name: str


class UnsuccessSme(msgspec.Struct, frozen=True):
    """A destination that submit_multi did not reach, and why."""

    dest_addr_ton: int
    dest_addr_npi: int
    destination_addr: str
    error_status_code: int


DestAddresses = Annotated[tuple[SmeAddress | DistributionList, ...], Addresses(SmeAddress, DistributionList)]
UnsuccessSmes = Annotated[tuple[UnsuccessSme, ...], Failures(UnsuccessSme)]

BY_COMMAND: dict[int, type["Pdu"]] = {}


class Pdu(msgspec.Struct, frozen=True, kw_only=True):
    """What all have. `command` is the command_id; `layout` the mandatory fields."""

    command: ClassVar[Command]
    layout: ClassVar[tuple[tuple[str, Field], ...]] = ()

    sequence_number: int = 0
    command_status: int = 0
    tlvs: optional.Tlvs = ()

    def __init_subclass__(cls) -> None:
        """Reads the layout off the annotations, those of parents first, and the command off the name."""
        hints = get_type_hints(cls, include_extras=True).items()
        cls.layout = tuple((name, hint.__metadata__[0]) for name, hint in hints if hasattr(hint, "__metadata__"))
        spelt = "".join(f"_{letter}" if letter.isupper() else letter for letter in cls.__name__).strip("_").upper()
        if spelt in Command.__members__:
            cls.command = Command[spelt]
            BY_COMMAND[cls.command] = cls

    @property
    def is_response(self) -> bool:
        return self.command >= RESPONSE

    def __bytes__(self) -> bytes:
        """As sent. Raises LocalError where a field does not fit. A response that is an error has no body: §4.4.2."""
        values = [(field, name, getattr(self, name)) for name, field in self.layout]
        is_error = self.is_response and self.command_status != Status.ESME_ROK
        has_body = not is_error or self.tlvs or any(value for _, _, value in values)
        pieces = [field.write(value, name) for field, name, value in values] if has_body else []
        if self.tlvs:
            pieces.append(optional.write(self.tlvs))
        body = b"".join(pieces)
        if not (0 <= self.sequence_number <= 0xFFFFFFFF and 0 <= self.command_status <= 0xFFFFFFFF):
            raise LocalError(f"sequence_number {self.sequence_number} or status {self.command_status} beyond 32 bits")
        length = HEADER_BYTES + len(body)
        return HEADER.pack(length, self.command, self.command_status, self.sequence_number) + body


class Bind(Pdu, frozen=True, kw_only=True):
    """What the three binds share: SMPP 3.4 §4.1."""

    system_id: SystemId = ""
    password: Password = ""
    system_type: SystemType = ""
    interface_version: Octet = VERSION
    addr_ton: Octet = 0
    addr_npi: Octet = 0
    address_range: AddressRange = ""

    def __repr__(self) -> str:
        """For logs: without the password."""
        return f"{type(self).__name__}(system_id={self.system_id!r}, system_type={self.system_type!r})"


class BindResponse(Pdu, frozen=True, kw_only=True):
    """What the answers to binds share."""

    system_id: SystemId = ""


class BindTransmitter(Bind, frozen=True, kw_only=True):
    """An ESME that only sends: SMPP 3.4 §4.1.1."""


class BindTransmitterResp(BindResponse, frozen=True, kw_only=True):
    """SMPP 3.4 §4.1.2."""


class BindReceiver(Bind, frozen=True, kw_only=True):
    """An ESME that only receives: SMPP 3.4 §4.1.3."""


class BindReceiverResp(BindResponse, frozen=True, kw_only=True):
    """SMPP 3.4 §4.1.4."""


class BindTransceiver(Bind, frozen=True, kw_only=True):
    """An ESME that does both on one connection: SMPP 3.4 §4.1.5."""


class BindTransceiverResp(BindResponse, frozen=True, kw_only=True):
    """SMPP 3.4 §4.1.6."""


class Outbind(Pdu, frozen=True, kw_only=True):
    """The SMSC asks an ESME to bind as a receiver: SMPP 3.4 §4.1.7. There is no response."""

    system_id: SystemId = ""
    password: Password = ""

    def __repr__(self) -> str:
        """For logs: without the password."""
        return f"Outbind(system_id={self.system_id!r})"


class Unbind(Pdu, frozen=True, kw_only=True):
    """The end of a session, asked by either side: SMPP 3.4 §4.2.1."""


class UnbindResp(Pdu, frozen=True, kw_only=True):
    """SMPP 3.4 §4.2.2."""


class GenericNack(Pdu, frozen=True, kw_only=True):
    """A PDU could not be told from noise: SMPP 3.4 §4.3.1."""


class _Short(Pdu, frozen=True, kw_only=True):
    """submit_sm and deliver_sm have the same fields; the three times and flags are 0 in deliver_sm: §4.6.1."""

    service_type: ServiceType = ""
    source_addr_ton: Octet = 0
    source_addr_npi: Octet = 0
    source_addr: Source = ""
    dest_addr_ton: Octet = 0
    dest_addr_npi: Octet = 0
    destination_addr: Destination = ""
    esm_class: Octet = 0
    protocol_id: Octet = 0
    priority_flag: Octet = 0
    schedule_delivery_time: Schedule = ""
    validity_period: Validity = ""
    registered_delivery: Octet = 0
    replace_if_present_flag: Octet = 0
    data_coding: Octet = 0
    sm_default_msg_id: Octet = 0
    short_message: ShortMessage = b""


class _Named(Pdu, frozen=True, kw_only=True):
    """Answers that name a message."""

    message_id: TakenId = ""


class SubmitSm(_Short, frozen=True, kw_only=True):
    """A message for the SMSC to deliver: SMPP 3.4 §4.4.1."""


class SubmitSmResp(_Named, frozen=True, kw_only=True):
    """SMPP 3.4 §4.4.2. No body where the status is an error."""


class SubmitMulti(Pdu, frozen=True, kw_only=True):
    """One message for up to 254 destinations: SMPP 3.4 §4.5.1."""

    service_type: ServiceType = ""
    source_addr_ton: Octet = 0
    source_addr_npi: Octet = 0
    source_addr: Source = ""
    dest_addresses: DestAddresses = ()
    esm_class: Octet = 0
    protocol_id: Octet = 0
    priority_flag: Octet = 0
    schedule_delivery_time: Schedule = ""
    validity_period: Validity = ""
    registered_delivery: Octet = 0
    replace_if_present_flag: Octet = 0
    data_coding: Octet = 0
    sm_default_msg_id: Octet = 0
    short_message: ShortMessage = b""


class SubmitMultiResp(Pdu, frozen=True, kw_only=True):
    """SMPP 3.4 §4.5.2."""

    message_id: TakenId = ""
    unsuccess_smes: UnsuccessSmes = ()


class DeliverSm(_Short, frozen=True, kw_only=True):
    """A message or a receipt for the ESME: SMPP 3.4 §4.6.1."""


class DeliverSmResp(_Named, frozen=True, kw_only=True):
    """SMPP 3.4 §4.6.2. Its message_id is not used, and empty."""


class DataSm(Pdu, frozen=True, kw_only=True):
    """A message either way, its content in message_payload: SMPP 3.4 §4.7.1."""

    service_type: ServiceType = ""
    source_addr_ton: Octet = 0
    source_addr_npi: Octet = 0
    source_addr: LongSource = ""
    dest_addr_ton: Octet = 0
    dest_addr_npi: Octet = 0
    destination_addr: LongDestination = ""
    esm_class: Octet = 0
    registered_delivery: Octet = 0
    data_coding: Octet = 0


class DataSmResp(_Named, frozen=True, kw_only=True):
    """SMPP 3.4 §4.7.2."""


class QuerySm(Pdu, frozen=True, kw_only=True):
    """How far has a message come: SMPP 3.4 §4.8.1."""

    message_id: MessageId = ""
    source_addr_ton: Octet = 0
    source_addr_npi: Octet = 0
    source_addr: Source = ""


class QuerySmResp(Pdu, frozen=True, kw_only=True):
    """SMPP 3.4 §4.8.2."""

    message_id: TakenId = ""
    final_date: Annotated[str, CString(17)] = ""
    message_state: Octet = 0
    error_code: Octet = 0


class CancelSm(Pdu, frozen=True, kw_only=True):
    """Take a message back, or all of a source to a destination: SMPP 3.4 §4.9.1."""

    service_type: ServiceType = ""
    message_id: MessageId = ""
    source_addr_ton: Octet = 0
    source_addr_npi: Octet = 0
    source_addr: Source = ""
    dest_addr_ton: Octet = 0
    dest_addr_npi: Octet = 0
    destination_addr: Destination = ""


class CancelSmResp(Pdu, frozen=True, kw_only=True):
    """SMPP 3.4 §4.9.2."""


class ReplaceSm(Pdu, frozen=True, kw_only=True):
    """Another text for a message not yet delivered: SMPP 3.4 §4.10.1."""

    message_id: MessageId = ""
    source_addr_ton: Octet = 0
    source_addr_npi: Octet = 0
    source_addr: Source = ""
    schedule_delivery_time: Schedule = ""
    validity_period: Validity = ""
    registered_delivery: Octet = 0
    sm_default_msg_id: Octet = 0
    short_message: ShortMessage = b""


class ReplaceSmResp(Pdu, frozen=True, kw_only=True):
    """SMPP 3.4 §4.10.2."""


class EnquireLink(Pdu, frozen=True, kw_only=True):
    """Is anybody there: SMPP 3.4 §4.11.1."""


class EnquireLinkResp(Pdu, frozen=True, kw_only=True):
    """SMPP 3.4 §4.11.2."""


class AlertNotification(Pdu, frozen=True, kw_only=True):
    """A phone can be reached again: SMPP 3.4 §4.12.1. There is no response."""

    source_addr_ton: Octet = 0
    source_addr_npi: Octet = 0
    source_addr: LongSource = ""
    esme_addr_ton: Octet = 0
    esme_addr_npi: Octet = 0
    esme_addr: LongSource = ""


UNANSWERED = (Outbind, AlertNotification, GenericNack)
Message = SubmitSm | DeliverSm | DataSm | SubmitMulti


def response_to(request: Pdu, status: int = Status.ESME_ROK, **fields: Any) -> Pdu:
    """The response of the request's kind, with its sequence_number. Raises LocalError where there is none."""
    kind = BY_COMMAND.get(request.command | RESPONSE)
    if kind is None or request.is_response or isinstance(request, UNANSWERED):
        raise LocalError(f"{request.command.name.lower()} has no response")
    return kind(sequence_number=request.sequence_number, command_status=status, **fields)
