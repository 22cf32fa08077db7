"""Session descriptions as records, read from text and written to it. RFC 8866.

What is not understood is kept and written back: attributes and lines of later standards.
"""

import msgspec

from ringback.protocols.sdp.errors import Malformed, PeerError

MOST_BYTES = 32_768
MOST_MEDIA = 16
MOST_FORMATS = 128  # RTP has no more payload types
MOST_ATTRIBUTES = 512  # of the session, or of one medium: WebRTC offers reach 200
DIRECTIONS = ("sendrecv", "sendonly", "recvonly", "inactive")

Attributes = tuple[tuple[str, str | None], ...]
Lines = tuple[tuple[str, str], ...]


class Origin(msgspec.Struct, frozen=True):
    """Who describes: §5.2. `version` grows by one with each change."""

    session_id: str = "0"
    version: int = 0
    host: str = "127.0.0.1"
    username: str = "-"
    family: str = "IP4"

    def __str__(self) -> str:
        return f"{self.username} {self.session_id} {self.version} IN {self.family} {self.host}"


class Connection(msgspec.Struct, frozen=True):
    host: str
    family: str = "IP4"

    def __str__(self) -> str:
        return f"IN {self.family} {self.host}"

    @property
    def is_nowhere(self) -> bool:
        """0.0.0.0: how RFC 2543 put a call on hold."""
        return self.host in ("0.0.0.0", "::", "0:0:0:0:0:0:0:0")


class Media(msgspec.Struct, frozen=True):
    """One m= line and what belongs to it. `formats` are payload types, in order of preference. Port 0: refused."""

    kind: str
    port: int
    protocol: str
    formats: tuple[str, ...]
    connection: Connection | None = None
    attributes: Attributes = ()
    ports: int = 1
    other: Lines = ()  # i=, b=, k= and whatever comes

    def first(self, name: str) -> str | None:
        """The value of the first attribute of that name; "" for one without a value."""
        return next((value or "" for known, value in self.attributes if known == name), None)

    def all(self, name: str) -> list[str]:
        return [value or "" for known, value in self.attributes if known == name]

    @property
    def is_refused(self) -> bool:
        return self.port == 0


class Description(msgspec.Struct, frozen=True):
    origin: Origin
    media: tuple[Media, ...] = ()
    name: str = "-"
    connection: Connection | None = None
    attributes: Attributes = ()
    times: tuple[str, ...] = ("0 0",)
    other: Lines = ()

    def connection_of(self, media: Media) -> Connection | None:
        return media.connection or self.connection

    def direction_of(self, media: Media) -> str:
        """As its sender sees it: §6.7."""
        for attributes in (media.attributes, self.attributes):
            for name, _ in attributes:
                if name in DIRECTIONS:
                    return name
        return "sendrecv"

    def __bytes__(self) -> bytes:
        lines = ["v=0", f"o={self.origin}", f"s={self.name or ' '}"]
        lines += [f"{kind}={text}" for kind, text in self.other if kind in "iuep"]
        lines += [f"c={self.connection}"] if self.connection else []
        lines += [f"{kind}={text}" for kind, text in self.other if kind == "b"]
        lines += [f"t={text}" for text in self.times]
        lines += [f"{kind}={text}" for kind, text in self.other if kind not in "iuepb"]
        lines += _attribute_lines(self.attributes)
        for media in self.media:
            lines += _media_lines(media)
        text = "\r\n".join(lines) + "\r\n"
        return text.encode("utf-8", "surrogateescape")


def _attribute_lines(attributes: Attributes) -> list[str]:
    return [f"a={name}" if value is None else f"a={name}:{value}" for name, value in attributes]


def _media_lines(media: Media) -> list[str]:
    ports = f"{media.port}/{media.ports}" if media.ports > 1 else str(media.port)
    lines = [f"m={media.kind} {ports} {media.protocol} {' '.join(media.formats)}"]
    lines += [f"i={text}" for kind, text in media.other if kind == "i"]
    lines += [f"c={media.connection}"] if media.connection else []
    lines += [f"{kind}={text}" for kind, text in media.other if kind != "i"]
    return lines + _attribute_lines(media.attributes)


def parse(body: bytes) -> Description | PeerError:
    """Lines may end in LF alone: some phones do that."""
    if len(body) > MOST_BYTES:
        return PeerError(f"A description of {len(body)} bytes; at most {MOST_BYTES} are read")
    text = body.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    try:
        lines = [_line(line) for line in text.split("\n") if line]
        return _described(lines)
    except Malformed as fault:
        return PeerError(fault.reason, fault.status)


def _line(text: str) -> tuple[str, str]:
    if len(text) < 2 or text[1] != "=" or not ("a" <= text[0] <= "z") or "\0" in text or "\r" in text:
        raise Malformed(f"{text[:40]!r} is no line of a session description")
    return text[0], text[2:]


def _described(lines: list[tuple[str, str]]) -> Description:
    starts = [at for at, (kind, _) in enumerate(lines) if kind == "m"]
    if len(starts) > MOST_MEDIA:
        raise Malformed(f"{len(starts)} media; at most {MOST_MEDIA} are read")
    session = lines[: starts[0]] if starts else lines
    if not session or session[0] != ("v", "0"):
        raise Malformed("A session description begins with v=0")
    ends = [*starts[1:], len(lines)]
    media = tuple(_media(lines[start:end]) for start, end in zip(starts, ends, strict=False))
    return _session(session[1:], media)


def _session(lines: list[tuple[str, str]], media: tuple[Media, ...]) -> Description:
    found: dict[str, str] = {}
    for kind, text in lines:
        if kind in "osc":
            if kind in found:
                raise Malformed(f"{kind}= comes twice")
            found[kind] = text
    if "o" not in found:
        raise Malformed("A session description says its origin, o=")
    description = Description(
        origin=_origin(found["o"]),
        name=found.get("s", "-").strip() or "-",
        connection=_connection(found["c"]) if "c" in found else None,
        times=tuple(text for kind, text in lines if kind == "t") or ("0 0",),
        attributes=_attributes(lines),
        media=media,
        other=tuple((kind, text) for kind, text in lines if kind not in "oscta"),
    )
    if any(m.port and description.connection_of(m) is None for m in media):
        raise Malformed("A medium without an address, c=")
    return description


def _origin(text: str) -> Origin:
    words = text.split()
    if len(words) != 6:
        raise Malformed(f"o={text[:60]} must have six words")
    username, session_id, version, _, family, host = words
    if not (version.isascii() and version.isdigit()) or len(version) > 20:
        raise Malformed(f"The version {version[:40]!r} in o= is no number")
    return Origin(session_id, int(version), host, username, family)


def _connection(text: str) -> Connection:
    words = text.split()
    if len(words) != 3 or words[0] != "IN" or words[1] not in ("IP4", "IP6"):
        raise Malformed(f"c={text[:60]} must be IN, IP4 or IP6, and an address")
    if "/" in words[2]:
        raise Malformed(f"c={text[:60]} is a group of listeners; calls go to one")
    return Connection(words[2], words[1])


def _attributes(lines: list[tuple[str, str]]) -> Attributes:
    found = []
    for kind, text in lines:
        if kind == "a":
            name, colon, value = text.partition(":")
            found.append((name, value if colon else None))
    if len(found) > MOST_ATTRIBUTES:
        raise Malformed(f"{len(found)} attributes; at most {MOST_ATTRIBUTES} are read")
    return tuple(found)


def _media(lines: list[tuple[str, str]]) -> Media:
    words = lines[0][1].split()
    if len(words) < 4:
        raise Malformed(f"m={lines[0][1][:60]} must have a kind, a port, a protocol and formats")
    kind, port, protocol, *formats = words
    if len(formats) > MOST_FORMATS:
        raise Malformed(f"{len(formats)} formats of one medium; there are {MOST_FORMATS} payload types")
    number, _, count = port.partition("/")
    connections = [text for what, text in lines if what == "c"]
    return Media(
        kind=kind,
        port=_number(number, 65_535),
        ports=_number(count, 65_535) if count else 1,
        protocol=protocol,
        formats=tuple(formats),
        connection=_connection(connections[0]) if connections else None,
        attributes=_attributes(lines),
        other=tuple((what, text) for what, text in lines[1:] if what not in "ca"),
    )


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 5 or int(text) > most:
        raise Malformed(f"{text[:20]!r} is no port: it must be a number up to {most}")
    return int(text)
