"""REFER and the NOTIFYs that tell how it went, both ways, within one call. RFC 3515."""

from typing import TYPE_CHECKING

from ringback.protocols.sip import refer
from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.message import Request, Response
from ringback.protocols.sip.uri import parse_uri
from ringback.signalling.engine import Key

if TYPE_CHECKING:
    from ringback.signalling.call import Call


class Transfer:
    def __init__(self, call: "Call") -> None:
        self._call = call
        self._subscription: refer.Subscription | None = None  # the peer asked us
        self._is_out = False  # we asked the peer, and hear of it

    def refer(self, target: str, headers: list[tuple[str, str]]) -> None:
        fields = [*refer.refer_fields(parse_uri(target)), *headers]
        self._is_out = True
        self._call.ask("REFER", self._answered, fields=fields)

    def _answered(self, response: Response) -> None:
        self._is_out = response.is_success
        if not self._call.is_over:
            self._call.listener.refer_answered(response.status)

    def notified(self, request: Request, key: Key) -> None:
        told = refer.read_notify(request) if self._is_out else PeerError("No REFER is open here", 481, request)
        if isinstance(told, PeerError):
            self._call.refuse_request(key, told)
            return
        self._call.respond(key, request, 200)
        self._is_out = not told.is_over
        if told.status is not None and not self._call.is_over:
            self._call.listener.refer_progress(told.status)

    def asked(self, request: Request, key: Key) -> None:
        """The peer's REFER. What it names goes up as it stands, with a Replaces as a header field of its own."""
        referral = refer.read(request)
        if isinstance(referral, PeerError):
            self._call.refuse_request(key, referral)
            return
        more = [("Replaces", str(referral.replaces))] if referral.replaces is not None else []
        status = 481
        if not self._call.is_over:
            status = self._call.listener.referred(str(referral.target), [*request.fields, *more])
        silence = [("Refer-Sub", "false")] if referral.is_silent and status < 300 else []
        self._call.respond(key, request, status, silence)
        if status < 300 and not referral.is_silent and not self._call.is_over:
            self._subscription = refer.Subscription(self._call.engine.now(), refer_seq=request.cseq.number)
            self.notify(100)

    def notify(self, status: int) -> None:
        if self._subscription is None or self._subscription.is_over:
            return
        fields, body = self._subscription.notify(status, self._call.engine.now())
        self._call.ask("NOTIFY", lambda response: None, fields=fields, body=body)
