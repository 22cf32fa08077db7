"""What a SIP answer means for a call: reference/voice.md §1."""

from ringback.switch.model import CallStatus

BUSY = frozenset({486, 600, 603})
NO_ANSWER = frozenset({408, 480, 487})
TRY_NEXT = frozenset({408, 500, 502, 503, 504, 580})  # another way may do better; all else is the callee's own word


def status_of(sip_status: int) -> CallStatus:
    """How an outbound call ended that nobody answered."""
    if sip_status in BUSY:
        return CallStatus.BUSY
    return CallStatus.NO_ANSWER if sip_status in NO_ANSWER else CallStatus.FAILED


def worst_of(statuses: list[int]) -> int:
    """Of several phones that all refused, the answer that says most: busy before no answer before failure."""
    order = [*sorted(BUSY), *sorted(NO_ANSWER)]
    return min(statuses, key=lambda status: order.index(status) if status in order else len(order), default=480)
