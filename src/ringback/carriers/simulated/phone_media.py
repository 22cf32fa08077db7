"""The sound of one call of a phone: its leg of the media engine, what was agreed, and the bad line between."""

from collections.abc import Callable
from typing import Any

from ringback.carriers.simulated.line_relay import Faults, Relay, open_relay
from ringback.media import Engine
from ringback.protocols.sdp import description
from ringback.protocols.sdp.errors import PeerError
from ringback.protocols.sdp.negotiation import Audio, Endpoint, Negotiation


class PhoneMedia:
    """Opened with `open_media`. Whatever is agreed reaches the leg at once."""

    def __init__(self, leg: Any, relay: Relay | None, ip: str, session_id: str) -> None:
        self.leg, self._relay, self._ip = leg, relay, ip
        port = leg.port if relay is None else relay.port
        self._negotiation = Negotiation(Endpoint(ip, port), session_id)

    @property
    def waits_for_answer(self) -> bool:
        return self._negotiation.has_offer_out

    def offer(self) -> bytes:
        return bytes(self._negotiation.offer())

    def answer(self, sdp: bytes) -> bytes | None:
        """The answer to the far side's offer; None where it holds no audio that phones speak."""
        parsed = description.parse(sdp)
        if isinstance(parsed, PeerError) or self._negotiation.has_offer_out:
            return None
        answer = self._negotiation.answer(parsed)
        if isinstance(answer, PeerError):
            return None
        self._connect()
        return bytes(answer)

    def take_answer(self, sdp: bytes | None) -> bool:
        """Whether the far side's answer is one. It may have come early, and come again."""
        if not self._negotiation.has_offer_out:
            return self._negotiation.audio is not None
        parsed = description.parse(sdp) if sdp else None
        if parsed is None or isinstance(parsed, PeerError):
            return False
        is_agreed = isinstance(self._negotiation.take_answer(parsed), Audio)
        if is_agreed:
            self._connect()
        return is_agreed

    def _connect(self) -> None:
        audio = self._negotiation.audio
        assert audio is not None
        far, far_rtcp = (audio.host, audio.port), (audio.host, audio.rtcp_port)
        if self._relay is not None:
            self._relay.connect(self.leg.port, far, far_rtcp)
            far = self._relay.inner
            far_rtcp = (far[0], far[1] + 1)
        self.leg.connect(
            address=far,
            rtcp_address=far_rtcp,
            codec=audio.send.name.upper(),
            payload_type=audio.send.payload_type,
            dtmf_payload_type=audio.send_event,
            ptime_ms=audio.ptime_ms,
            sends=audio.sends,
            receives=audio.receives,
        )

    def close(self) -> None:
        self.leg.close()
        if self._relay is not None:
            self._relay.close()


async def open_media(
    engine: Engine, on_event: Callable[[Any], None], faults: Faults, seed: bytes, ip: str
) -> PhoneMedia:
    """Raises MediaFull, or OSError where a bad line finds no ports."""
    relay = await open_relay(faults, seed, ip) if faults else None
    try:
        leg = engine.open_leg(on_event)
    except BaseException:
        if relay is not None:
            relay.close()
        raise
    return PhoneMedia(leg, relay, ip, str(int.from_bytes(seed[:7], "big")))
