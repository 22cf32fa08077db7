"""What a carrier's words come to: statuses and states as codes of the API (reference: error codes 30001 to 30008)."""

from ringback.protocols.smpp.receipts import Receipt
from ringback.protocols.smpp.status import Status
from ringback.protocols.smpp.values import MessageState

UNKNOWN, UNREACHABLE, NO_SUCH_PHONE, FILTERED = 30008, 30003, 30005, 30007

_REFUSALS = {
    Status.ESME_RINVDSTADR: NO_SUCH_PHONE,
    Status.ESME_RINVDSTTON: NO_SUCH_PHONE,
    Status.ESME_RINVDSTNPI: NO_SUCH_PHONE,
    Status.ESME_RX_R_APPN: FILTERED,
}
_STATES = {
    MessageState.DELIVERED: ("delivered", None),
    MessageState.EXPIRED: ("undelivered", UNREACHABLE),
    MessageState.DELETED: ("undelivered", UNKNOWN),
    MessageState.UNDELIVERABLE: ("undelivered", UNKNOWN),
    MessageState.REJECTED: ("undelivered", FILTERED),
}


def of_refusal(status: int) -> int:
    """The error code of a submit_sm that the carrier will never take."""
    return _REFUSALS.get(status, UNKNOWN)  # type: ignore[call-overload]


def of_receipt(receipt: Receipt) -> tuple[str, int | None] | None:
    """delivered or undelivered, with its error code; None where the message is still under way, or nobody knows."""
    if receipt.is_intermediate or receipt.state is None:
        return None
    return _STATES.get(receipt.state)
