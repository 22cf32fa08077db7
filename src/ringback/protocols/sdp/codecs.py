"""What audio may be spoken: payload types and their names. RFC 3551 §6, RFC 4733."""

import msgspec

from ringback.protocols.sdp.description import Media


class Codec(msgspec.Struct, frozen=True):
    """`payload_type` is what the packets bear; `clock_hz` is RTP's clock (8000 for G722, though it is 16 kHz sound)."""

    name: str
    payload_type: int
    clock_hz: int = 8000
    channels: int = 1
    format: str | None = None  # what a=fmtp says

    def is_like(self, other: "Codec") -> bool:
        return (self.name.upper(), self.clock_hz, self.channels) == (other.name.upper(), other.clock_hz, other.channels)

    @property
    def rtpmap(self) -> str:
        channels = f"/{self.channels}" if self.channels > 1 else ""
        return f"{self.payload_type} {self.name}/{self.clock_hz}{channels}"


PCMU = Codec("PCMU", 0)
PCMA = Codec("PCMA", 8)
G722 = Codec("G722", 9)
TELEPHONE_EVENT = Codec("telephone-event", 101, format="0-16")
USUAL = (PCMU, PCMA, G722)
STATIC = {
    str(codec.payload_type): codec
    for codec in (PCMU, PCMA, G722, Codec("GSM", 3), Codec("G723", 4), Codec("CN", 13), Codec("G729", 18))
}


def codecs_of(media: Media) -> list[Codec]:
    """The codecs of an m= line in its order; formats that it does not explain are left out."""
    named = dict(_pair(text) for text in media.all("rtpmap"))
    formats = dict(_pair(text) for text in media.all("fmtp"))
    found = []
    for payload_type in dict.fromkeys(media.formats):
        codec = _named(payload_type, named[payload_type]) if payload_type in named else STATIC.get(payload_type)
        if codec is not None:
            found.append(msgspec.structs.replace(codec, format=formats.get(payload_type)))
    return found


def _pair(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    return first, rest.strip()


def _named(payload_type: str, said: str) -> Codec | None:
    """`name/clock` or `name/clock/channels`."""
    name, *numbers = said.split("/")
    sane = all(n.isascii() and n.isdigit() and len(n) < 7 for n in [payload_type, *numbers])
    if not name or not numbers or not sane or int(payload_type) > 127:
        return None
    return Codec(name, int(payload_type), int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 1)
