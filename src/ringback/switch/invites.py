"""How an INVITE of ours looks."""

from collections.abc import Callable, Sequence

from ringback.signalling import Dialling, Route
from ringback.switch.leg import CALL_SID
from ringback.switch.model import Call
from ringback.switch.ports import Way

DEPTH = "X-Ringback-Depth"
ACCOUNT_SID = "X-Ringback-AccountSid"  # who sees the call on the handset, whatever caller ID it shows
DEPTH_MOST = 10  # calls of ours that lead to each other: a number whose document dials the number itself


def invites(call: Call, depth: int, headers: Sequence[tuple[str, str]] = ()) -> Callable[[Way], Dialling]:
    """Gives the INVITE for each way to reach `call.to`; its SDP is put in by whoever sends it."""
    dialling = call.dialling
    username = dialling.sip_username if dialling else None
    password = dialling.sip_password if dialling else None

    def invite(way: Way) -> Dialling:
        return Dialling(
            to_uri=way.to_uri,
            from_uri=way.from_uri,
            from_name=(dialling.caller_name or "") if dialling else "",
            sdp=b"",
            headers=(*_ours(call, way, depth), *headers, *way.headers),
            username=way.username or username,
            password=way.password or password,
            route=Route(way.host, way.port or 5060, way.transport) if way.host else None,
            flow=way.flow,
        )

    return invite


def _ours(call: Call, way: Way, depth: int) -> list[tuple[str, str]]:
    """What each kind of phone is told beside: reference/voice.md §9."""
    if way.network in ("simulated", "local"):
        told = [(CALL_SID, call.sid), (DEPTH, str(depth + 1))]
        return [*told, (ACCOUNT_SID, call.account_sid)] if way.network == "simulated" else told
    if way.network in ("sip", "client"):
        told = [("X-Twilio-CallSid", call.sid), ("X-Twilio-AccountSid", call.account_sid)]
        return [*told, ("X-Twilio-ApiVersion", "2010-04-01")]
    return []
