"""On which line of the price list a call stands."""

from ringback.kernel import phone
from ringback.switch.model import Call, Direction

Line = tuple[str, str | None, str]  # sheet, country, kind


def line_of(call: Call) -> Line:
    """Inbound by our own number, outbound by the number that is called; clients and SIP cost the same everywhere."""
    is_inbound = call.direction is Direction.INBOUND
    sheet = "call_in" if is_inbound else "call_out"
    if call.to.startswith("client:") or (is_inbound and call.from_.startswith("client:")):
        return sheet, None, "client"
    if not call.to.startswith("+"):
        return sheet, None, "sip"
    return sheet, phone.country(call.to), phone.kind(call.to)
