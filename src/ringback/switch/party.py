"""One SIP dialog of a leg: what signalling tells, and the negotiation of its sound."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ringback.protocols.sdp import description
from ringback.protocols.sdp.codecs import G722, PCMA, PCMU, Codec
from ringback.protocols.sdp.errors import PeerError
from ringback.protocols.sdp.negotiation import Audio, Endpoint, Negotiation
from ringback.signalling import IncomingCall, Listener, OutgoingCall

if TYPE_CHECKING:
    from ringback.switch.leg import Leg

Headers = Sequence[tuple[str, str]]
CODECS = {codec.name: codec for codec in (PCMU, PCMA, G722)}


class Party(Listener):
    """A phone that rings, or rang, or called. A leg that rings several has several until one answers."""

    def __init__(self, leg: "Leg", host: str, port: int, session_id: str, codecs: Sequence[str] = ()) -> None:
        self.leg = leg
        spoken: tuple[Codec, ...] = tuple(CODECS[name] for name in codecs or CODECS if name in CODECS)
        self.negotiation = Negotiation(Endpoint(host, port, spoken), session_id)
        self.call: IncomingCall | OutgoingCall | None = None

    @property
    def audio(self) -> Audio | None:
        return self.negotiation.audio

    def offer(self) -> bytes:
        return bytes(self.negotiation.offer())

    def answer(self, sdp: bytes) -> bytes | None:
        """The answer to an offer; None where there is no audio that we speak."""
        parsed = description.parse(sdp)
        if isinstance(parsed, PeerError):
            return None
        answer = self.negotiation.answer(parsed)
        return None if isinstance(answer, PeerError) else bytes(answer)

    def take_answer(self, sdp: bytes | None) -> bool:
        """Whether the other side's answer is one."""
        parsed = description.parse(sdp) if sdp else None
        if parsed is None or isinstance(parsed, PeerError):
            return False
        if not self.negotiation.has_offer_out:  # the answer came early, in a 183, and comes again
            return self.negotiation.audio is not None
        return isinstance(self.negotiation.take_answer(parsed), Audio)

    # -- what signalling tells

    def ringing(self, status: int, sdp: bytes | None, headers: Headers) -> None:
        self.leg.rang(self, status, sdp)

    def answered(self, sdp: bytes | None, headers: Headers) -> None:
        self.leg.picked_up(self, sdp, headers)

    def failed(self, status: int, reason: str, headers: Headers) -> None:
        self.leg.refused(self, status, reason)

    def cancelled(self) -> None:
        self.leg.left("caller")

    def confirmed(self, sdp: bytes | None) -> None:
        if self.negotiation.has_offer_out and (not self.take_answer(sdp) or not self.leg.connect(self)):
            self.leg.fail(32100, "The ACK holds no answer to our offer of audio")

    def lost(self, reason: str) -> None:
        self.leg.left("lost", reason)

    def hung_up(self, headers: Headers) -> None:
        self.leg.left("far")

    def offered(self, sdp: bytes) -> bytes | None:
        if self.negotiation.has_offer_out:
            return None
        answer = self.answer(sdp)
        if answer is not None:
            self.leg.connect(self)
        return answer

    def media_needed(self) -> bytes:
        return self.offer()

    def reinvited(self, sdp: bytes | None, status: int) -> None:
        if status >= 300:
            self.negotiation.withdraw()
        elif self.take_answer(sdp):
            self.leg.connect(self)

    def info(self, content_type: str, body: bytes) -> int:
        return self.leg.informed(content_type, body)

    def referred(self, target: str, headers: Headers) -> int:
        return self.leg.referred(target, headers)

    def refer_answered(self, status: int) -> None:
        self.leg.refer_told(status, is_answer=True)

    def refer_progress(self, status: int) -> None:
        self.leg.refer_told(status, is_answer=False)
