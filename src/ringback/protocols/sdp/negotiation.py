"""Offer and answer for one audio stream: RFC 3264, hold by RFC 3264 §8.4 and by 0.0.0.0 as RFC 2543 had it.

`Negotiation` keeps one dialog's state. What was agreed comes out as `Audio`, which is all that media need to know.
"""

import msgspec

from ringback.protocols.sdp.codecs import TELEPHONE_EVENT, USUAL, Codec, codecs_of
from ringback.protocols.sdp.description import DIRECTIONS, Connection, Description, Media, Origin
from ringback.protocols.sdp.errors import LocalError, PeerError

PROTOCOLS = ("RTP/AVP", "RTP/AVPF")
PTIMES_MS = (10, 20, 30, 40, 60)
USUAL_PTIME_MS = 20
OPPOSITE = {"sendrecv": "sendrecv", "sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive"}


class Audio(msgspec.Struct, frozen=True):
    """What holds now. `send` and `receive` bear the payload types of their way, which may differ; events likewise.

    `sends` and `receives` are this side's; `is_held` where the other side wants no sound from us.
    """

    host: str
    port: int
    rtcp_port: int
    send: Codec
    receive: Codec
    sends: bool
    receives: bool
    ptime_ms: int = USUAL_PTIME_MS
    send_event: int | None = None
    receive_event: int | None = None

    @property
    def is_held(self) -> bool:
        return not self.sends


class Endpoint(msgspec.Struct, frozen=True):
    """Where this side listens, and what it can speak, most wanted first."""

    host: str
    port: int
    codecs: tuple[Codec, ...] = USUAL
    has_events: bool = True
    ptime_ms: int = USUAL_PTIME_MS
    prefers_own_order: bool = False  # else an answer follows the offer's order (§6.1)

    @property
    def family(self) -> str:
        return "IP6" if ":" in self.host else "IP4"


class Negotiation:
    """One dialog's descriptions. Give it a session id that is not used again (digits)."""

    def __init__(self, endpoint: Endpoint, session_id: str) -> None:
        self.endpoint = endpoint
        self._origin = Origin(session_id, 0, endpoint.host, "-", endpoint.family)
        self._layout: tuple[Media, ...] = ()  # the m= lines as they stand; their number never shrinks (§8)
        self._index = 0  # which of them is ours
        self._offered: Description | None = None
        self._said: tuple[Media, ...] | None = None
        self.audio: Audio | None = None
        self.direction = "sendrecv"  # what this side wants

    @property
    def has_offer_out(self) -> bool:
        return self._offered is not None

    def offer(self, direction: str = "sendrecv") -> Description:
        """An offer to send. `sendonly` puts the other side on hold, `inactive` both."""
        if self._offered is not None:
            raise LocalError("An offer is out already; wait for its answer")
        if direction not in DIRECTIONS:
            raise LocalError(f"{direction!r} is no direction")
        self.direction = direction
        mine = _media_of(self.endpoint, self._own_codecs(), direction, self._own_event())
        lines = [_refused(line) for line in self._layout] or [mine]
        lines[self._index] = mine
        self._offered = self._described(tuple(lines))
        return self._offered

    def _own_codecs(self) -> tuple[Codec, ...]:
        """Payload types once given to a codec stay with it: §8.3.2."""
        if self.audio is None:
            return self.endpoint.codecs
        used = self.audio.receive
        return tuple(used if codec.is_like(used) else codec for codec in self.endpoint.codecs)

    def _own_event(self) -> int:
        known = self.audio.receive_event if self.audio is not None else None
        return TELEPHONE_EVENT.payload_type if known is None else known

    def withdraw(self) -> None:
        """Our offer was refused: what held before holds on. §8, RFC 3261 §14.1."""
        self._offered = None

    def take_answer(self, answer: Description) -> Audio | PeerError:
        """The answer to our offer. Raises LocalError where none is out."""
        if self._offered is None:
            raise LocalError("An answer without an offer")
        offered, self._offered = self._offered, None
        if len(answer.media) != len(offered.media):
            return PeerError(f"{len(answer.media)} media answer {len(offered.media)}", 488)
        theirs, ours = answer.media[self._index], offered.media[self._index]
        if theirs.is_refused or theirs.kind != "audio":
            return PeerError("The answer refuses audio", 488)
        agreed = self._agreed(answer, theirs, codecs_of(theirs), codecs_of(ours), self.direction)
        if isinstance(agreed, Audio):
            self._layout, self.audio = offered.media, agreed
        return agreed

    def answer(self, offer: Description, *, direction: str = "sendrecv") -> Description | PeerError:
        """The answer to the peer's offer; 488 where it holds no audio that we speak, and what held before holds on."""
        if self._offered is not None:
            raise LocalError("An offer of this side is out; refuse the peer's with 491")
        index = next((at for at, line in enumerate(offer.media) if self._can_take(line)), None)
        if index is None:
            return PeerError("No audio over RTP/AVP with a codec that is spoken here", 488)
        theirs = offer.media[index]
        common = self._common(codecs_of(theirs))
        agreed = self._agreed(offer, theirs, common, common, direction)
        if isinstance(agreed, PeerError):
            return agreed
        self._index, self.direction, self.audio = index, direction, agreed
        wanted = _way(agreed.sends or _is_nowhere(offer, theirs), agreed.receives, offer, theirs, direction)
        mine = _answer_media(self.endpoint, theirs, common, wanted)
        return self._described(tuple(mine if at == index else _refused(line) for at, line in enumerate(offer.media)))

    def _can_take(self, line: Media) -> bool:
        speaks = line.kind == "audio" and not line.is_refused and line.protocol in PROTOCOLS
        return speaks and any(codec.name != TELEPHONE_EVENT.name for codec in self._common(codecs_of(line)))

    def _common(self, theirs: list[Codec]) -> list[Codec]:
        """What both speak, with their payload types, in the offer's order (or ours); events last."""
        ours = self.endpoint.codecs
        if self.endpoint.prefers_own_order:
            spoken = [codec for own in ours for codec in theirs if codec.is_like(own)]
        else:
            spoken = [codec for codec in theirs if any(codec.is_like(own) for own in ours)]
        events = [codec for codec in theirs if codec.is_like(TELEPHONE_EVENT)] if self.endpoint.has_events else []
        return spoken + events[:1]

    def _agreed(
        self, theirs: Description, line: Media, sending: list[Codec], receiving: list[Codec], direction: str
    ) -> Audio | PeerError:
        """`sending`: codecs with the peer's payload types; `receiving`: with ours."""
        send = next((codec for codec in sending if any(codec.is_like(own) for own in self.endpoint.codecs)), None)
        receive = next((codec for codec in receiving if send is not None and codec.is_like(send)), None)
        where = theirs.connection_of(line)
        if send is None or receive is None or where is None:
            return PeerError("No codec in common", 488)
        said = theirs.direction_of(line)
        return Audio(
            host=where.host,
            port=line.port,
            rtcp_port=_rtcp_port(line),
            send=send,
            receive=receive,
            sends=said in ("sendrecv", "recvonly") and direction in ("sendrecv", "sendonly") and not where.is_nowhere,
            receives=said in ("sendrecv", "sendonly") and direction in ("sendrecv", "recvonly"),
            ptime_ms=_ptime(line),
            send_event=_event(sending),
            receive_event=_event(receiving),
        )

    def _described(self, lines: tuple[Media, ...]) -> Description:
        """The next description; its version grows only where it changed: §8."""
        if self._said is not None and self._said != lines:
            self._origin = msgspec.structs.replace(self._origin, version=self._origin.version + 1)
        self._said = self._layout = lines
        return Description(self._origin, lines, connection=Connection(self.endpoint.host, self.endpoint.family))


def _is_nowhere(theirs: Description, line: Media) -> bool:
    where = theirs.connection_of(line)
    return where is not None and where.is_nowhere


def _way(sends: bool, receives: bool, offer: Description, line: Media, wanted: str) -> str:
    """The direction of an answer: within what the offer allows (§6.1). 0.0.0.0 says nothing about direction."""
    allowed = OPPOSITE[offer.direction_of(line)]
    sends = sends and "send" in allowed and "send" in wanted
    receives = receives and ("recv" in allowed) and ("recv" in wanted)
    return {(True, True): "sendrecv", (True, False): "sendonly", (False, True): "recvonly"}.get(
        (sends, receives), "inactive"
    )


def _event(codecs: list[Codec]) -> int | None:
    return next((codec.payload_type for codec in codecs if codec.is_like(TELEPHONE_EVENT)), None)


def _rtcp_port(line: Media) -> int:
    """a=rtcp, else the port above: RFC 3605."""
    said = (line.first("rtcp") or "").split(" ")[0]
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 and int(said) < 65_536 else line.port + 1


def _ptime(line: Media) -> int:
    """Milliseconds of sound a packet, as the peer wants it, where we can; never above its maxptime."""
    wanted, most = _milliseconds(line.first("ptime")), _milliseconds(line.first("maxptime"))
    ptime = wanted if wanted in PTIMES_MS else USUAL_PTIME_MS
    if most is not None and most < ptime:
        return max((p for p in PTIMES_MS if p <= most), default=PTIMES_MS[0])
    return ptime


def _milliseconds(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else None


def _refused(line: Media) -> Media:
    """§6: the same kind, protocol and formats, with port 0."""
    return Media(line.kind, 0, line.protocol, line.formats)


def _media_of(endpoint: Endpoint, codecs: tuple[Codec, ...], direction: str, event: int) -> Media:
    spoken = list(codecs)
    if endpoint.has_events:
        spoken.append(msgspec.structs.replace(TELEPHONE_EVENT, payload_type=event))
    return _written(endpoint, "RTP/AVP", spoken, direction)


def _answer_media(endpoint: Endpoint, theirs: Media, common: list[Codec], direction: str) -> Media:
    spoken = [
        msgspec.structs.replace(codec, format=TELEPHONE_EVENT.format if codec.is_like(TELEPHONE_EVENT) else None)
        for codec in common
    ]
    return _written(endpoint, theirs.protocol, spoken, direction)


def _written(endpoint: Endpoint, protocol: str, codecs: list[Codec], direction: str) -> Media:
    attributes: list[tuple[str, str | None]] = []
    for codec in codecs:
        attributes.append(("rtpmap", codec.rtpmap))
        if codec.format:
            attributes.append(("fmtp", f"{codec.payload_type} {codec.format}"))
    attributes += [("ptime", str(endpoint.ptime_ms)), (direction, None)]
    formats = tuple(str(codec.payload_type) for codec in codecs)
    return Media("audio", endpoint.port, protocol, formats, attributes=tuple(attributes))
